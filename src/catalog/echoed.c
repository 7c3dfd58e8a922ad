/* What MDM's answer to a write names: what was meant, and nothing else. */
#include <endpane/base/map.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <string.h>

#include "echoed.h"

int
echoed_has(struct slice body, const char *pointer, const char *member,
    const char *id)
{
	struct buf text = { 0 };
	struct slice list, item;
	struct scan s;
	bool has = false, is_odd = false;

	if (str_trim(body).len == 0 || !scan_at(body, pointer, &list) ||
	    scan_type(list) != JSON_LIST || !scan_open(list, &s))
		return -1;
	while (!has && scan_item(&s, &item)) {
		is_odd |= scan_type(item) == JSON_NULL || (member != NULL &&
		    scan_type(item) != JSON_OBJECT);
		if (member != NULL && !scan_at(item, member, &item))
			continue;
		buf_clear(&text);
		has = scan_text(item, &text) &&
		    strcmp(buf_string(&text), id) == 0;
	}
	buf_fini(&text);
	return has ? 1 : is_odd ? -1 : 0;
}

static const char *const names[] = {
	"/group_id", "/app_id", "/user_id", "/device_id", "/member_id",
};

/* The text of an id; false where there is none, as null or nothing. */
static bool
id_at(struct slice body, const char *pointer, struct buf *text)
{
	struct slice value;

	buf_clear(text);
	return scan_type(body) == JSON_OBJECT &&
	    scan_at(body, pointer, &value) && (scan_type(value) == JSON_TEXT ||
	    scan_type(value) == JSON_NUMBER) && scan_text(value, text) &&
	    text->len > 0 && strcmp(buf_string(text), "--") != 0;
}

bool
echoed_is(struct slice body, const char *id)
{
	struct buf text = { 0 };
	bool is = false;
	size_t i;

	for (i = 0; !is && i < sizeof(names) / sizeof(names[0]); i++)
		is = id_at(body, names[i], &text) &&
		    strcmp(buf_string(&text), id) == 0;
	buf_fini(&text);
	return is;
}

bool
echoed_other(struct slice body, const char *id)
{
	struct buf text = { 0 };
	bool has = false;
	size_t i;

	for (i = 0; !has && i < sizeof(names) / sizeof(names[0]); i++)
		has = id_at(body, names[i], &text);
	buf_fini(&text);
	return has && !echoed_is(body, id);
}

/* The first id of the list that the request does not name; false: none. */
static bool
names_another(const struct plan_request *request, struct slice body,
    const char *pointer, struct buf *id)
{
	struct slice list, item;
	struct map asked = { 0 };
	bool other = false;
	struct scan s;
	uint32_t place;
	size_t i;

	for (i = 0; i < request->object_count; i++)
		map_add(&asked, str_slice(request->objects[i].id), 0);
	if (scan_at(body, pointer, &list) && scan_open(list, &s))
		while (!other && scan_item(&s, &item)) {
			buf_clear(id);
			other = scan_text(item, id) &&
			    !map_find(&asked, (struct slice){ id->at,
			    id->len }, &place);
		}
	map_fini(&asked);
	return other;
}

static enum cat_outcome
alarm_about(struct buf *other, struct err *err)
{
	err_set(err, ERR_PROTOCOL, "the server names %.40s, which was not "
	    "meant; look at it at once", buf_string(other));
	buf_fini(other);
	return CAT_UNKNOWN;
}

enum cat_outcome
echoed_list(const struct plan_request *request, const struct cat_reply *reply,
    const char *pointer, bool may_have_more, size_t n, struct err *err)
{
	int has = echoed_has(reply->body, pointer, NULL, request->objects[n].id);
	struct buf other = { 0 };

	if (has < 0)
		return reply->status == 202 ? CAT_ACCEPTED : CAT_UNKNOWN;
	if (!may_have_more && n == 0 &&
	    names_another(request, reply->body, pointer, &other))
		return alarm_about(&other, err);
	buf_fini(&other);
	if (has == 0)
		return CAT_UNKNOWN;
	return reply->status == 202 ? CAT_ACCEPTED : CAT_APPLIED;
}

/* Is the id one of the request's objects, or a part of its path? */
static bool
is_meant(const struct plan_request *request, struct slice id)
{
	struct slice rest = str_slice(request->path), part;
	size_t i;

	for (i = 0; i < request->object_count; i++)
		if (str_is(id, request->objects[i].id))
			return true;
	while (str_next(&rest, '/', &part))
		if (part.len == id.len &&
		    memcmp(part.at, id.at, id.len) == 0)
			return true;
	return false;
}

enum cat_outcome
echoed_nothing(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err)
{
	struct buf id = { 0 };
	size_t i;

	(void)n;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (id_at(reply->body, names[i], &id) && !is_meant(request,
		    (struct slice){ id.at, id.len }))
			return alarm_about(&id, err);
	buf_fini(&id);
	return reply->status == 202 ? CAT_ACCEPTED : CAT_APPLIED;
}

enum cat_outcome
echoed_object(const struct plan_request *request,
    const struct cat_reply *reply, const char *id_pointer,
    const char *name_pointer, struct err *err)
{
	bool has_body = str_trim(reply->body).len > 0, good = true;
	struct buf text = { 0 };
	struct slice value;

	if (!has_body && (reply->status == 202 || reply->status == 204))
		return reply->status == 202 ? CAT_ACCEPTED : CAT_APPLIED;
	if (!has_body || !scan_at(reply->body, id_pointer, &value) ||
	    !scan_text(value, &text) ||
	    !str_digits((struct slice){ text.at, text.len }, 20)) {
		buf_fini(&text);
		return CAT_UNKNOWN;
	}
	buf_clear(&text);
	if (scan_at(reply->body, name_pointer, &value) &&
	    scan_text(value, &text) && request->object_count > 0)
		good = str_is_folded(str_trim((struct slice){ text.at,
		    text.len }), request->objects[0].id);
	if (!good)
		return alarm_about(&text, err);
	buf_fini(&text);
	return reply->status == 202 ? CAT_ACCEPTED : CAT_APPLIED;
}
