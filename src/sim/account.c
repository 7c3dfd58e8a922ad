/* Local accounts of terminals, made on demand. */
#include "account.h"
#include "people.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>

#include <stdio.h>

#define AGENT_MS	30000	/* until an agent has done what it was told */
#define IDP_USER	UINT64_C(2500000000001)
#define FACT_LOGIN	281
#define STEP		1000	/* between the ids of two devices */
#define STEP_OF_MANY	1000000

/* Names and links of the four accounts that the documents print. */
static void
sample(size_t n, struct account *a)
{
	static const char *const names[] = { "Johnson", "Mike", "Dani",
		"Rose" };

	snprintf(a->name, sizeof(a->name), "%s", names[n]);
	a->level = n % 2 == 0 ? "Admin" : "Standard";
	a->login_ms = n % 2 == 0 ? -1 : INT64_C(1698291000000);
	a->link = n % 2 == 0 ? LINK_NONE : LINK_DONE;
	a->idp_user = UINT64_C(2000000000011) + n / 2;
	a->link_type = n == 1 ? "Manual" : "Automatic";
	a->linked_ms = INT64_C(1698291000000);
}

static void
invent(const struct estate *e, size_t device, size_t n, struct account *a)
{
	static const char *const local[] = { "Administrator", "support",
		"kiosk", "Guest", "svc-backup", "lab" };
	uint64_t dice = estate_dice(e, FACT_LOGIN, a->id);
	struct person p;
	size_t user = 2;

	if (n % 2 == 1 && people_owner(e, device + n / 2, &user)) {
		people_person(e, user, &p);
		snprintf(a->name, sizeof(a->name), "%s", p.login);
	} else
		snprintf(a->name, sizeof(a->name), n < 12 ? "%s" : "%s%zu",
		    local[n / 2 % 6], n);
	a->level = n == 0 || dice % 5 == 0 ? dice % 2 == 0 ? "Admin" :
	    "Administrator" : "Standard";
	a->login_ms = dice % 4 == 0 ? -1 :
	    e->now_ms - (int64_t)(dice >> 8) % 2000 * 3600000;
	a->link = n % 2 == 0 ? LINK_NONE : dice % 3 == 0 ? LINK_PENDING :
	    dice % 3 == 1 ? LINK_DONE : LINK_NONE;
	a->idp_user = IDP_USER + user;
	a->link_type = dice >> 20 & 1 ? "Manual" : "Automatic";
	a->linked_ms = e->now_ms - (int64_t)(dice >> 24) % 500 * 86400000;
}

size_t
account_count(const struct estate *e, size_t device)
{
	return device == 0 ? 4 : e->accounts;
}

uint64_t
account_first(const struct estate *e, size_t device)
{
	return ACCOUNT_FIRST + (uint64_t)device *
	    (e->accounts > STEP ? STEP_OF_MANY : STEP);
}

void
account_make(const struct estate *e, size_t device, size_t n, struct account *a)
{
	const struct account_change *change;

	a->id = account_first(e, device) + n;
	if (device == 0)
		sample(n, a);
	else
		invent(e, device, n, a);
	change = shelf_find(&e->logins, a->id);
	if (change == NULL)
		return;
	a->link = change->link;
	if (change->link == LINK_NONE)
		return;
	if (change->link == LINK_PENDING &&
	    clock_monotonic_ms() - change->since_ms >= AGENT_MS)
		a->link = LINK_DONE;
	a->level = change->is_admin ? "Administrator" : "Standard";
	a->idp_user = change->idp_user;
	a->link_type = "Manual";
	a->linked_ms = change->linked_ms;
}

void
account_idp_names(const struct estate *e, uint64_t idp_user, char *mail,
    char *name, size_t size)
{
	struct person p;

	if (idp_user == UINT64_C(2000000000011)) {
		snprintf(mail, size, "Mike@mydomain.com");
		snprintf(name, size, "Mike");
	} else if (idp_user == UINT64_C(2000000000012)) {
		snprintf(mail, size, "Capt@mydomain.com");
		snprintf(name, size, "Capt");
	} else {
		people_person(e, (size_t)(idp_user - IDP_USER), &p);
		snprintf(mail, size, "%s", p.mail);
		snprintf(name, size, "%s", p.full);
	}
}

bool
account_is_idp_user(const struct estate *e, uint64_t id)
{
	return id == UINT64_C(2000000000011) ||
	    id == UINT64_C(2000000000012) || (id >= IDP_USER &&
	    roster_has(&e->roster[KIND_USER], (size_t)(id - IDP_USER)));
}

struct account_change *
account_change(struct estate *e, const struct account *a)
{
	struct account_change *change = shelf_find(&e->logins, a->id);

	if (change == NULL) {
		change = mem_alloc(sizeof(*change));
		shelf_put(&e->logins, a->id, change);
	}
	return change;
}

/* Two are barred from the documents' device, but none whom they link there. */
struct idset *
account_barred(struct estate *e, size_t device)
{
	struct idset *set = shelf_find(&e->barred, device);

	if (set == NULL) {
		set = mem_alloc(sizeof(*set));
		shelf_put(&e->barred, device, set);
		if (device == 0) {
			idset_add(set, UINT64_C(2000000000012));
			idset_add(set, IDP_USER + 2);
		}
	}
	return set;
}
