/* Users of the MDM. POST removes them: so it is printed, so it is done. */
#include "mdm.h"
#include "people.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define SAMPLE_MAIL	"email_address@zylker.com"

static void
say_user(const struct estate *e, size_t index, bool directory,
    struct reply *out)
{
	struct person p;
	char masked[32];

	people_person(e, index, &p);
	people_mask(p.phone, masked, sizeof(masked));
	say_open(out, NULL, '{');
	say_text(out, "email_address", index == 0 &&
	    shelf_find(&e->users, 0) == NULL ? SAMPLE_MAIL : p.mail);
	say_id(out, "user_id", estate_id(e, KIND_USER, index));
	say_text(out, "name", p.login);
	say_text(out, "phone_number", masked);
	say_text(out, "domain", people_domain(index));
	if (directory) {
		say_open(out, "aduserdetails", '{');
		say_text(out, "display_name", p.full);
		say_close(out, '}');
	}
	say_close(out, '}');
}

/* The users among a group's members, in their order. */
static void
say_members(struct estate *e, const struct group *g, struct page *page,
    bool directory, struct reply *out)
{
	size_t i, index, n = 0;

	for (i = 0; i < g->members.count; i++) {
		if (!estate_find(e, KIND_USER, g->members.at[i], &index))
			continue;
		if (n >= page->from && n - page->from < page->limit)
			say_user(e, index, directory, out);
		n++;
	}
	page->total = n;
}

static const char *
query_wrong(const struct request *rq)
{
	const char *by = desk_param(rq, "user_identifier");
	const char *include = desk_param(rq, "include");

	if (by != NULL && strcmp(by, "name") != 0 &&
	    strcmp(by, "email_id") != 0)
		return "user_identifier";
	if (include != NULL && strcmp(include, "aduserdetails") != 0)
		return "include";
	return NULL;
}

void
get_users(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct estate *e = &sim->estate;
	const struct roster *all = &e->roster[KIND_USER];
	const char *group = desk_param(rq, "id"), *wrong = query_wrong(rq);
	bool directory = desk_param(rq, "include") != NULL;
	struct page page;
	uint64_t id;
	size_t i, n = 0;

	if (wrong != NULL) {
		ledger_refusal(&sim->ledger, rq, wrong);
		mdm_refuse(out, BAD_QUERY, wrong);
		return;
	}
	if (!mdm_page(sim, rq, roster_count(all), &page, out))
		return;
	if (group != NULL && (!desk_id(str_slice(group), &id) ||
	    !estate_find(e, KIND_GROUP, id, &i))) {
		mdm_unknown(out);
		return;
	}
	say_open(out, NULL, '{');
	say_open(out, "users", '[');
	if (group != NULL)
		say_members(e, estate_group(e, i), &page, directory, out);
	else
		for (i = roster_at(all, page.from); n < page.limit &&
		    page.from + n < page.total; i = roster_next(all, i), n++)
			say_user(e, i, directory, out);
	mdm_page_end(sim, rq, &page, true, out);
}

/* Devices of a user lie a fixed step apart: see people_owner(). */
static size_t
device_of(const struct estate *e, size_t user, size_t nth)
{
	size_t users = e->roster[KIND_USER].base;

	if (users == 1)
		return nth;
	return user == 0 || user >= users ? SIZE_MAX :
	    user - 1 + nth * (users - 1);
}

void
get_user(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct estate *e = &sim->estate;
	struct person p;
	char masked[32];
	size_t index, n = 0;

	if (!mdm_object(sim, rq, 0, KIND_USER, &index, out))
		return;
	while (device_of(e, index, n) < e->roster[KIND_DEVICE].base)
		n++;
	people_person(e, index, &p);
	people_mask(p.phone, masked, sizeof(masked));
	say_open(out, NULL, '{');
	say_text(out, "user_email", p.mail);
	say_id(out, "user_id", estate_id(e, KIND_USER, index));
	say_text(out, "name", p.login);
	say_text(out, "phone_number", masked);
	say_int(out, "device_count", (int64_t)n);
	say_close(out, '}');
}

static void
remove_user(struct estate *e, size_t index)
{
	struct user_change *change = shelf_take(&e->users, index);

	roster_remove(&e->roster[KIND_USER], index);
	if (change == NULL)
		return;
	free(change->name);
	free(change->email);
	free(change->phone);
	free(change);
}

/* All or nothing. */
void
post_users(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct json *list = json_member(rq->json, "user_ids"), *item;
	struct estate *e = &sim->estate;
	size_t index;
	uint64_t id;

	for (item = json_first(list); item != NULL; item = json_next(item)) {
		if (!desk_json_id(item, &id) ||
		    !estate_find(e, KIND_USER, id, &index)) {
			mdm_unknown(out);
			return;
		}
	}
	for (item = json_first(list); item != NULL; item = json_next(item)) {
		desk_json_id(item, &id);
		if (estate_find(e, KIND_USER, id, &index))
			remove_user(e, index);
	}
	desk_status(out, 204);
}

void
post_user(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t index;

	if (!mdm_object(sim, rq, 0, KIND_USER, &index, out))
		return;
	remove_user(&sim->estate, index);
	desk_status(out, 204);
}

static void
replace(char **place, const char *value)
{
	free(*place);
	*place = mem_text(value);
}

/* A masked number is taken as it is, as the real one would: the trap bites. */
void
put_user(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *mail = json_text(json_member(rq->json, "user_email"));
	const char *name = json_text(json_member(rq->json, "user_name"));
	const char *phone = json_text(json_member(rq->json, "phone_number"));
	struct user_change *change;
	size_t index;

	if (!mdm_object(sim, rq, 0, KIND_USER, &index, out))
		return;
	if (strchr(mail, '@') == NULL || strlen(mail) > 63 ||
	    name[0] == '\0' || strlen(name) > 39 || strlen(phone) > 23) {
		mdm_refuse(out, BAD_BODY, "user_email, user_name or phone");
		return;
	}
	if (strchr(phone, '*') != NULL)
		ledger_violation(&sim->ledger, rq,
		    "a masked phone number was sent back");
	change = shelf_find(&sim->estate.users, index);
	if (change == NULL) {
		change = mem_alloc(sizeof(*change));
		shelf_put(&sim->estate.users, index, change);
	}
	replace(&change->name, name);
	replace(&change->email, mail);
	replace(&change->phone, phone);
	desk_status(out, 202);
}

static bool
user_by_mail(const struct estate *e, const char *mail, const char *domain,
    size_t *index)
{
	const struct roster *all = &e->roster[KIND_USER];
	struct person p;
	size_t i;

	for (i = roster_at(all, 0); i < all->base; i = roster_next(all, i)) {
		people_person(e, i, &p);
		if (strcasecmp(p.mail, mail) == 0 && (domain == NULL ||
		    strcasecmp(people_domain(i), domain) == 0)) {
			*index = i;
			return true;
		}
	}
	return false;
}

void
get_user_devices(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *mail = desk_param(rq, "email_id");
	const char *domain = desk_param(rq, "domain_name");
	const struct estate *e = &sim->estate;
	size_t user, n, device;

	if (mail != NULL && !user_by_mail(e, mail, domain, &user)) {
		mdm_refuse(out, NO_SUCH_ID, "");
		return;
	}
	say_open(out, NULL, '{');
	say_open(out, "device_ids", '[');
	if (mail == NULL) {
		say_id_text(out, NULL, 98765456789);
		say_id_text(out, NULL, 32456432136);
	}
	for (n = 0; mail != NULL; n++) {
		device = device_of(e, user, n);
		if (device >= e->roster[KIND_DEVICE].base)
			break;
		say_id_text(out, NULL, estate_id(e, KIND_DEVICE, device));
	}
	say_close(out, ']');
	say_close(out, '}');
}
