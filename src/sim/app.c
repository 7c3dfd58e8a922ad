/* Apps and files of the MDM: repository, distribution, uploads. */
#include "mdm.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define FILE_LIFE_MS	INT64_C(86400000)

static void
say_app(struct estate *e, size_t index, bool full, struct reply *out)
{
	const struct app *a = estate_app(e, index);

	say_open(out, NULL, '{');
	say_id(out, "app_id", estate_id(e, KIND_APP, index));
	say_text(out, "app_name", a->name);
	say_text(out, "app_category", a->category);
	say_int(out, "app_type", a->type);
	if (full)
		say_text(out, "bundle_identifier", a->identifier);
	say_text(out, "version", a->version);
	say_int(out, "platform_type", a->platform);
	say_text(out, "description", a->description);
	say_text(out, "icon", "https://mdm.manageengine.com/mdm-logo.png");
	if (full) {
		say_text(out, "store_url", "https://itunes.apple.com/in/app/"
		    "manageengine-mdm/id720111835?mt=8");
		say_flag(out, "is_app_paid", a->type == 1);
		say_text(out, "country_code", a->country);
		say_word(out, "store_id", "720111835");
	}
	say_int(out, "added_time", a->added_ms);
	say_int(out, "modified_time", a->added_ms + INT64_C(800097840));
	say_close(out, '}');
}

void
get_apps(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct roster *all = &sim->estate.roster[KIND_APP];
	struct page page;
	size_t i, n = 0;

	if (!mdm_page(sim, rq, roster_count(all), &page, out))
		return;
	say_open(out, NULL, '{');
	say_open(out, "apps", '[');
	for (i = roster_at(all, page.from); n < page.limit &&
	    page.from + n < page.total; i = roster_next(all, i), n++)
		say_app(&sim->estate, i, false, out);
	mdm_page_end(sim, rq, &page, false, out);
}

void
get_app(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t index;

	if (mdm_object(sim, rq, 0, KIND_APP, &index, out))
		say_app(&sim->estate, index, true, out);
}

static bool
has_file(const struct estate *e, const struct json *node)
{
	uint64_t id;
	size_t i;

	if (node == NULL)
		return true;
	if (!desk_json_id(node, &id))
		return false;
	for (i = 0; i < e->file_count; i++)
		if (e->files[i].id == id)
			return true;
	return id == 91273987129;	/* the documents' own */
}

static char *
member_text(const struct json *object, const char *key, const char *otherwise)
{
	const struct json *node = json_member(object, key);

	return mem_text(node != NULL ? json_text(node) : otherwise);
}

/*
 * The documents give adding and updating the same URL, and no id to either:
 * whatever they call it, an app is added. All needed members have to be there.
 */
static const char *
app_wrong(struct estate *e, const struct json *body, int64_t *type)
{
	static const char *const needed[] = { "app_name", "app_type",
		"app_category_id", "supported_devices" };
	size_t i;

	for (i = 0; i < 4; i++)
		if (json_member(body, needed[i]) == NULL)
			return needed[i];
	str_number(str_slice(json_text(json_member(body, "app_type"))), type);
	if (*type < 0 || *type > 3)
		return "app_type";
	if (*type == 2 && json_member(body, "app_file") == NULL)
		return "app_file";
	if (!has_file(e, json_member(body, "app_file")) ||
	    !has_file(e, json_member(body, "display_image")) ||
	    !has_file(e, json_member(body, "full_image")))
		return "no such file";
	return NULL;
}

static struct app *
make_app(const struct json *body)
{
	static const char *const categories[] = { "Business", "Productivity",
		"Education", "Utilities" };
	struct app *a = mem_alloc(sizeof(*a));
	int64_t category = 0;

	str_number(str_slice(json_text(json_member(body, "app_category_id"))),
	    &category);
	a->name = member_text(body, "app_name", "");
	a->identifier = member_text(body, "bundle_identifier", "");
	a->version = mem_text("1.1.1");
	a->description = member_text(body, "description", "");
	a->country = member_text(body, "app_store_country_code", "US");
	a->category = categories[category >= 0 ? category % 4 : 0];
	a->platform = 2;
	a->added_ms = clock_wall_ms();
	return a;
}

void
post_apps(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct estate *e = &sim->estate;
	const char *wrong;
	struct app *a;
	size_t index;
	int64_t type = 0;

	wrong = app_wrong(e, rq->json, &type);
	if (wrong != NULL && strcmp(wrong, "no such file") == 0) {
		mdm_fail(out, 400, "APP0001", "App Upload Regected");
		return;
	}
	if (wrong != NULL) {
		ledger_refusal(&sim->ledger, rq, wrong);
		mdm_refuse(out, BAD_BODY, wrong);
		return;
	}
	a = make_app(rq->json);
	a->type = type;
	index = roster_add(&e->roster[KIND_APP]);
	shelf_put(&e->apps, index, a);
	say_app(e, index, true, out);
}

/* Public form of an update, where the client was told to use it. */
void
put_app(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct json *name = json_member(rq->json, "app_name");
	const struct json *text = json_member(rq->json, "description");
	struct app *a;
	size_t index;

	if (!mdm_object(sim, rq, 0, KIND_APP, &index, out))
		return;
	a = estate_app(&sim->estate, index);
	if (name != NULL) {
		free(a->name);
		a->name = mem_text(json_text(name));
	}
	if (text != NULL) {
		free(a->description);
		a->description = mem_text(json_text(text));
	}
	say_app(&sim->estate, index, true, out);
}

void
delete_app(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct estate *e = &sim->estate;
	struct app *a;
	size_t index;

	if (!mdm_object(sim, rq, 0, KIND_APP, &index, out))
		return;
	a = estate_app(e, index);
	if (a->devices.count > 0 || a->groups.count > 0) {
		mdm_fail(out, 412, "APP0002",
		    "Unable to delete app or profile");
		return;
	}
	roster_remove(&e->roster[KIND_APP], index);
	app_free(shelf_take(&e->apps, index));
	desk_status(out, 204);
}

/* All or nothing, and echoed, as the documents show it. */
static void
associate_many(struct sim *sim, const struct request *rq, enum kind kind,
    const char *key, struct reply *out)
{
	const struct json *list = json_member(rq->json, key), *item;
	struct idset *set;
	size_t app, index;
	uint64_t id;

	if (!mdm_object(sim, rq, 0, KIND_APP, &app, out))
		return;
	for (item = json_first(list); item != NULL; item = json_next(item)) {
		if (!desk_json_id(item, &id) ||
		    !estate_find(&sim->estate, kind, id, &index)) {
			mdm_unknown(out);
			return;
		}
	}
	set = kind == KIND_DEVICE ? &estate_app(&sim->estate, app)->devices :
	    &estate_app(&sim->estate, app)->groups;
	say_open(out, NULL, '{');
	say_open(out, key, '[');
	for (item = json_first(list); item != NULL; item = json_next(item)) {
		desk_json_id(item, &id);
		idset_add(set, id);
		say_id(out, NULL, id);
	}
	say_close(out, ']');
	say_close(out, '}');
}

static struct idset *
one_of(struct sim *sim, const struct request *rq, enum kind kind,
    uint64_t *id, struct reply *out)
{
	struct app *a;
	size_t app, index;

	if (!mdm_object(sim, rq, 0, KIND_APP, &app, out) ||
	    !mdm_object(sim, rq, 1, kind, &index, out))
		return NULL;
	*id = estate_id(&sim->estate, kind, index);
	a = estate_app(&sim->estate, app);
	return kind == KIND_DEVICE ? &a->devices : &a->groups;
}

static void
associate_one(struct sim *sim, const struct request *rq, enum kind kind,
    struct reply *out)
{
	uint64_t id;
	struct idset *set = one_of(sim, rq, kind, &id, out);

	if (set == NULL)
		return;
	idset_add(set, id);
	desk_status(out, 202);
}

static void
disassociate(struct sim *sim, const struct request *rq, enum kind kind,
    struct reply *out)
{
	uint64_t id;
	struct idset *set = one_of(sim, rq, kind, &id, out);

	if (set == NULL)
		return;
	if (idset_remove(set, id))
		desk_status(out, 204);
	else
		mdm_unknown(out);
}

void
post_app_devices(struct sim *sim, const struct request *rq, struct reply *out)
{
	associate_many(sim, rq, KIND_DEVICE, "device_ids", out);
}

void
post_app_groups(struct sim *sim, const struct request *rq, struct reply *out)
{
	associate_many(sim, rq, KIND_GROUP, "group_ids", out);
}

void
post_app_device(struct sim *sim, const struct request *rq, struct reply *out)
{
	associate_one(sim, rq, KIND_DEVICE, out);
}

void
post_app_group(struct sim *sim, const struct request *rq, struct reply *out)
{
	associate_one(sim, rq, KIND_GROUP, out);
}

void
delete_app_device(struct sim *sim, const struct request *rq,
    struct reply *out)
{
	disassociate(sim, rq, KIND_DEVICE, out);
}

void
delete_app_group(struct sim *sim, const struct request *rq, struct reply *out)
{
	disassociate(sim, rq, KIND_GROUP, out);
}

/* "filename=NAME", quoted or not; a path is refused. */
static char *
file_name(const char *disposition)
{
	const char *at = disposition != NULL ?
	    strcasestr(disposition, "filename=") : NULL;
	struct slice name;

	if (at == NULL)
		return NULL;
	name = str_trim(str_slice(at + strlen("filename=")));
	if (name.len > 1 && name.at[0] == '"' && name.at[name.len - 1] == '"')
		name.at++, name.len -= 2;
	if (name.len == 0 || memchr(name.at, '/', name.len) != NULL ||
	    memchr(name.at, '\\', name.len) != NULL ||
	    memchr(name.at, '"', name.len) != NULL)
		return NULL;
	return mem_slice(name.at, name.len);
}

void
post_files(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct estate *e = &sim->estate;
	char *name = file_name(rq->disposition);
	struct file *f;

	if (name == NULL || rq->content_type == NULL) {
		free(name);
		ledger_refusal(&sim->ledger, rq, "Content-Type or "
		    "Content-Disposition: filename=NAME is missing");
		mdm_refuse(out, WRONG_MEDIA, "");
		return;
	}
	e->files = mem_grow(e->files, e->file_count + 1, sizeof(*e->files));
	f = &e->files[e->file_count];
	f->id = e->file_count == 0 ? 123124 :
	    UINT64_C(9007199254800001) + 2 * e->file_count;
	f->name = name;
	f->type = mem_text(rq->content_type);
	f->len = rq->body.len;
	e->file_count++;
	say_open(out, NULL, '{');
	say_text(out, "content_type", f->type);
	say_text(out, "file_name", f->name);
	say_id(out, "file_id", f->id);
	say_int(out, "expiry_time", clock_wall_ms() + FILE_LIFE_MS);
	say_int(out, "content_length", (int64_t)f->len);
	say_close(out, '}');
}
