/* Groups of the MDM: list, create, members, delete. */
#include "mdm.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

static void
say_group(struct estate *e, size_t index, bool full, struct reply *out)
{
	const struct group *g = estate_group(e, index);

	say_open(out, NULL, '{');
	say_id(out, "group_id", estate_id(e, KIND_GROUP, index));
	say_text(out, "name", g->name);
	say_int(out, "group_type", g->type);
	if (g->domain != NULL)
		say_text(out, "domain", g->domain);
	if (full)
		say_text(out, "description",
		    g->description != NULL ? g->description : "");
	say_close(out, '}');
}

void
get_groups(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct roster *all = &sim->estate.roster[KIND_GROUP];
	struct page page;
	size_t i, n = 0;

	if (!mdm_page(sim, rq, roster_count(all), &page, out))
		return;
	say_open(out, NULL, '{');
	say_open(out, "groups", '[');
	for (i = roster_at(all, page.from); n < page.limit &&
	    page.from + n < page.total; i = roster_next(all, i), n++)
		say_group(&sim->estate, i, false, out);
	mdm_page_end(sim, rq, &page, false, out);
}

void
get_group(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t index;

	if (mdm_object(sim, rq, 0, KIND_GROUP, &index, out))
		say_group(&sim->estate, index, true, out);
}

static bool
name_taken(struct estate *e, const char *name)
{
	const struct roster *all = &e->roster[KIND_GROUP];
	size_t i;

	for (i = roster_at(all, 0); i < all->base + all->added;
	    i = roster_next(all, i))
		if (strcmp(estate_group(e, i)->name, name) == 0)
			return true;
	return false;
}

static char *
member_text(const struct json *object, const char *key)
{
	const struct json *node = json_member(object, key);

	return node != NULL ? mem_text(json_text(node)) : NULL;
}

void
post_groups(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *name = json_text(json_member(rq->json, "name"));
	struct estate *e = &sim->estate;
	struct group *g;
	size_t index;

	if (name[0] == '\0' || strlen(name) > 255) {
		mdm_refuse(out, BAD_BODY, "name");
		return;
	}
	if (name_taken(e, name)) {
		mdm_refuse(out, EXISTS, "");
		return;
	}
	g = mem_alloc(sizeof(*g));
	g->name = mem_text(name);
	g->domain = member_text(rq->json, "domain");
	g->description = member_text(rq->json, "description");
	str_number(str_slice(json_text(json_member(rq->json, "group_type"))),
	    &g->type);
	index = roster_add(&e->roster[KIND_GROUP]);
	shelf_put(&e->groups, index, g);
	say_group(e, index, true, out);
}

void
delete_group(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct estate *e = &sim->estate;
	struct app *a;
	size_t index, i;

	if (!mdm_object(sim, rq, 0, KIND_GROUP, &index, out))
		return;
	for (i = 0; i < e->apps.count; i++) {
		a = e->apps.values[i];
		idset_remove(&a->groups, estate_id(e, KIND_GROUP, index));
	}
	roster_remove(&e->roster[KIND_GROUP], index);
	group_free(shelf_take(&e->groups, index));
	desk_status(out, 204);
}

static void
say_ids(const struct idset *ids, const char *key, struct reply *out)
{
	size_t i;

	say_open(out, NULL, '{');
	say_open(out, key, '[');
	for (i = 0; i < ids->count; i++)
		say_id(out, NULL, ids->at[i]);
	say_close(out, ']');
	say_close(out, '}');
}

void
get_members(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t index;

	if (mdm_object(sim, rq, 0, KIND_GROUP, &index, out))
		say_ids(&estate_group(&sim->estate, index)->members,
		    "member_ids", out);
}

/* A member is a device or a user, whichever has the id. */
static bool
is_member(const struct estate *e, uint64_t id)
{
	size_t index;

	return estate_find(e, KIND_DEVICE, id, &index) ||
	    estate_find(e, KIND_USER, id, &index);
}

/* All or nothing: an unknown id refuses the whole call. */
void
post_members(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct json *list = json_member(rq->json, "member_ids"), *item;
	struct estate *e = &sim->estate;
	struct group *g;
	size_t index;
	uint64_t id;

	if (!mdm_object(sim, rq, 0, KIND_GROUP, &index, out))
		return;
	for (item = json_first(list); item != NULL; item = json_next(item)) {
		if (!desk_json_id(item, &id) || !is_member(e, id)) {
			mdm_unknown(out);
			return;
		}
	}
	g = estate_group(e, index);
	say_open(out, NULL, '{');
	say_open(out, "member_ids", '[');
	for (item = json_first(list); item != NULL; item = json_next(item)) {
		desk_json_id(item, &id);
		idset_add(&g->members, id);
		say_id(out, NULL, id);
	}
	say_close(out, ']');
	say_close(out, '}');
}

void
post_member(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t index;
	uint64_t id;

	if (!mdm_object(sim, rq, 0, KIND_GROUP, &index, out))
		return;
	if (!desk_id(rq->args[1], &id) || !is_member(&sim->estate, id)) {
		mdm_unknown(out);
		return;
	}
	idset_add(&estate_group(&sim->estate, index)->members, id);
	desk_status(out, 202);
}

void
delete_member(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t index;
	uint64_t id;

	if (!mdm_object(sim, rq, 0, KIND_GROUP, &index, out))
		return;
	if (desk_id(rq->args[1], &id) &&
	    idset_remove(&estate_group(&sim->estate, index)->members, id))
		desk_status(out, 204);
	else
		mdm_unknown(out);
}
