/* How the writing rows of mdm.c and users.c are undone. */
#include <endpane/base/str.h>
#include <endpane/catalog/undo.h>
#include <endpane/json/scan.h>

#include <stdio.h>
#include <string.h>

#include "mdm_ways.h"

static const char apps_lists[] = "/apps|/installed_apps";

/* Is the app among those of a device? -1: the answer has no list of them. */
static int
is_listed(struct slice body, const char *app)
{
	struct slice rest = str_slice(apps_lists), one, list, item, id;
	struct buf text = { 0 };
	char pointer[32];
	struct scan s;
	int is = -1;

	while (app != NULL && is != 1 && str_next(&rest, '|', &one)) {
		snprintf(pointer, sizeof(pointer), "%.*s", (int)one.len,
		    one.at);
		if (!scan_at(body, pointer, &list) ||
		    scan_type(list) != JSON_LIST || !scan_open(list, &s))
			continue;
		is = 0;
		while (is == 0 && scan_item(&s, &item)) {
			buf_clear(&text);
			is = scan_at(item, "/app_id", &id) &&
			    scan_text(id, &text) &&
			    strcmp(buf_string(&text), app) == 0;
		}
	}
	buf_fini(&text);
	return is;
}

static int
app_is_there(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	(void)object, (void)set;
	return is_listed(reply->body, args_get(args, "id", 0));
}

static int
app_is_not_there(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	int is = app_is_there(reply, object, args, set);

	return is < 0 ? is : !is;
}

/* A group that was made has nobody in it; what came later is not ours. */
static bool
members_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	(void)args, (void)set, (void)query;
	return buf_format(path, "/groups/%s/members",
	    request->objects[n].id);
}

static int
is_empty(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	struct slice list, item;
	struct scan s;

	(void)object, (void)args, (void)set;
	if (!scan_at(reply->body, "/member_ids", &list) ||
	    scan_type(list) != JSON_LIST || !scan_open(list, &s))
		return -1;
	return !scan_item(&s, &item);
}

static bool
app_look(const struct plan_request *request, size_t n,
    const struct args *args, const struct cat_settings *set, struct buf *path,
    struct buf *query)
{
	(void)args, (void)set, (void)query;
	return buf_format(path, "/apps/%s", request->objects[n].id);
}

/* Under the name that it was given; the server keeps one that is in use. */
static int
has_its_name(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	const char *name = args_get(args, "name", 0);
	struct buf text = { 0 };
	struct slice value;
	int is = -1;

	(void)object, (void)set;
	if (name != NULL && scan_at(reply->body, "/app_name", &value) &&
	    scan_text(value, &text))
		is = strcmp(buf_string(&text), name) == 0;
	buf_fini(&text);
	return is;
}

/* May the whole number be what the server shows as a masked one? */
static bool
fits_mask(const char *mask, const char *whole)
{
	for (; *mask != '\0' && *whole != '\0'; mask++, whole++)
		if (*mask != '*' && *mask != *whole)
			return false;
	return *mask == *whole;
}

/* All that the user shows is what was sent, a masked phone as far as it goes. */
static int
user_is(const struct cat_reply *reply, const char *object,
    const struct args *args, const struct cat_settings *set)
{
	struct args found = { 0 };
	const char *shown, *sent;
	struct err err;
	int is = 1;

	if (users_match(reply, object, set, 0, &found, &err) != 1)
		is = -1;
	shown = args_get(&found, "found-email", 0);
	sent = args_get(args, "email", 0);
	if (is == 1 && sent != NULL)
		is = shown == NULL ? -1 : strcmp(shown, sent) == 0;
	shown = args_get(&found, "found-name", 0);
	sent = args_get(args, "name", 0);
	if (is == 1 && sent != NULL)
		is = shown == NULL ? -1 : strcmp(shown, sent) == 0;
	shown = args_get(&found, "found-phone", 0);
	sent = args_get(args, "phone", 0);
	if (is == 1 && shown != NULL && sent != NULL)
		is = fits_mask(shown, sent);
	args_fini(&found);
	return is;
}

/*
 * One value: back as it was, or as it was sent where it did not change. What
 * was not sent is left to the call, which reads it.
 */
static int
back_to(const struct args *args, const char *name, const char *was,
    struct args *back, struct err *err)
{
	const char *sent = args_get(args, name, 0);

	if (sent == NULL)
		return 0;
	if (was == NULL || was[0] == '\0' || strcmp(was, "--") == 0) {
		err_set(err, ERR_GUARD, "left as it is: the %s it had is not "
		    "known", name);
		return -1;
	}
	if (strchr(was, '*') != NULL && fits_mask(was, sent)) {
		args_add(back, name, str_slice(sent));
		return 0;
	}
	if (strchr(was, '*') != NULL) {
		err_set(err, ERR_GUARD, "left as it is: the %s it had is "
		    "known as %.40s only; set it by 'users update'", name, was);
		return -1;
	}
	args_add(back, name, str_slice(was));
	return strcmp(sent, was) != 0;
}

/*
 * The call needs all three. A phone that was masked, and fits what was sent,
 * stays as it was sent: a masked one never goes back.
 */
static int
user_back(const struct args *args, const struct args *found,
    struct args *back, struct err *err)
{
	int mail = back_to(args, "email", args_get(found, "found-email", 0),
	    back, err);
	int name = mail < 0 ? mail : back_to(args, "name",
	    args_get(found, "found-name", 0), back, err);
	int phone = name < 0 ? name : back_to(args, "phone",
	    args_get(found, "found-phone", 0), back, err);

	return phone < 0 ? phone : mail + name + phone > 0;
}

const struct cat_undo mdm_undo_add_members = { .verb = "remove-members" };
const struct cat_undo mdm_undo_remove_members = { .verb = "add-members" };

/* Nothing that any server answers says which apps a group has. */
#define GROUPS_APPS	"no call reads which apps a group has"
#define UNREAD_GROUPS	GROUPS_APPS ": look at the group in the server's " \
	"own console before you do it again"

const struct cat_undo mdm_undo_associate = {
	.verb = "disassociate", .is = app_is_there,
	.except = "group", .except_why = GROUPS_APPS "; 'apps disassociate' "
	    "takes this one off, whether it was there before or not",
	.except_unread = UNREAD_GROUPS,
};
const struct cat_undo mdm_undo_disassociate = {
	.verb = "associate", .is = app_is_not_there,
	.except = "group", .except_why = GROUPS_APPS "; 'apps associate' "
	    "puts this one there, whether it was there before or not",
	.except_unread = UNREAD_GROUPS,
};
const struct cat_undo mdm_undo_make_group = {
	.verb = "delete", .look = members_look, .is = is_empty,
};
const struct cat_undo mdm_undo_make_app = {
	.verb = "delete", .look = app_look, .is = has_its_name,
};
const struct cat_undo mdm_undo_delete = {
	.why = "what is deleted is gone; create it anew",
};
const struct cat_undo mdm_undo_update_app = {
	.why = "the server does not show all the values an app had",
};
const struct cat_undo mdm_undo_remove_user = {
	.why = "a user that is removed has to enrol again",
};
const struct cat_undo mdm_undo_update_user = {
	.verb = "update", .is = user_is, .back = user_back,
};
const struct cat_undo mdm_undo_upload = {
	.why = "there is no call that takes a file back",
};
