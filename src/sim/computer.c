/* Computers of the directory, made on demand. */
#include "computer.h"
#include "people.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define HOUR_MS		INT64_C(3600000)

enum fact { FACT_KIND = 70, FACT_LOGON, FACT_SID, FACT_BOSS };

/* Those that the documents print; they live in domain1.com. */
static const char *const samples[] = { "APIComputer1", "APIComputer2",
	"APIComputer3", "APIComputer4", "APIC4", "PC01", "UpdatedComputer1",
	"UpdatedComputer2" };

static const char *const domains[COMPUTER_DOMAINS] = { "domain1.com",
	"acme.local", "lab.acme.local" };

static const char *const columns[COLUMNS] = {
	"COMPUTER_NAME", "DISTINGUISHED_NAME", "OU_NAME", "VERSION",
	"SID_STRING", "OBJECT_GUID", "MANAGER", "OPERATING_SYSTEM",
	"DEPARTMENT", "SAM_ACCOUNT_NAME", "COMPUTER_STATUS", "DOMAIN_NAME",
	"DNS_NAME", "DESCRIPTION", "LAST_LOGON_TIME", "WHEN_CREATED",
};

static const char *const attributes[ATTRS] = {
	"name", "description", "sAMAccountName", "displayName", "dNSHostName",
	"operatingSystem", "operatingSystemServicePack",
	"operatingSystemVersion", "managedBy", "department", "OUName",
	"memberOf",
};

static const char *const units[] = { "Workstations", "Notebooks", "Retired",
	"Kiosks", "Service" };
static const char *const departments[] = { "IT", "Sales", "Logistics",
	"Finance", "Production", "Field service" };
static const struct {
	const char *name, *version;
} systems[] = {
	{ "Windows 11 Enterprise", "10.0 (22631)" },
	{ "Windows 10 Enterprise", "10.0 (19045)" },
	{ "Windows 11 Pro", "10.0 (22621)" },
	{ "Windows 10 Pro", "10.0 (19044)" },
	{ "Ubuntu 22.04", "-" },
};

const char *
computer_domain(size_t domain)
{
	return domains[domain];
}

bool
computer_find_domain(struct slice name, size_t *domain)
{
	for (*domain = 0; *domain < COMPUTER_DOMAINS; ++*domain)
		if (str_is_folded(name, domains[*domain]))
			return true;
	return false;
}

void
computer_range(const struct estate *e, size_t domain, size_t *from,
    size_t *to)
{
	size_t all = e->roster[KIND_COMPUTER].base;
	size_t first = all < COUNT(samples) ? all : COUNT(samples);
	size_t second = first + (all - first) / 5 * 4;

	*from = domain == 0 ? 0 : domain == 1 ? first : second;
	*to = domain == 0 ? first : domain == 1 ? second : all;
}

static size_t
domain_of(const struct estate *e, size_t index)
{
	size_t domain, from, to;

	for (domain = 0; domain < COMPUTER_DOMAINS - 1; domain++) {
		computer_range(e, domain, &from, &to);
		if (index < to)
			break;
	}
	return domain;
}

static void
make_sample(struct computer *c)
{
	static const char *const os[] = { "Windows", "Windows Server", "Linux",
		"macOS", "Windows", "Windows 11", "Windows", "Windows" };
	size_t i = c->index;

	snprintf(c->name, sizeof(c->name), "%s", samples[i]);
	snprintf(c->ou, sizeof(c->ou), "OU=%s,DC=test,DC=com",
	    i < 4 ? "APIComputers" : "Computers");
	if (i < 4)
		snprintf(c->manager, sizeof(c->manager), "Manager %zu", i + 1);
	else
		snprintf(c->manager, sizeof(c->manager), "Manager");
	snprintf(c->os, sizeof(c->os), "%s", os[i]);
	snprintf(c->version, sizeof(c->version), "-");
	snprintf(c->department, sizeof(c->department), "IT");
	c->has_sam = i == 0 || i > 3;
	snprintf(c->dns, sizeof(c->dns), "%s.test.com", c->name);
}

static const char *
tail_of(size_t domain)
{
	return domain == 2 ? "DC=lab,DC=acme,DC=local" : "DC=acme,DC=local";
}

static void
make_invented(const struct estate *e, struct computer *c)
{
	uint64_t dice = estate_dice(e, FACT_KIND, c->index);
	size_t users = e->roster[KIND_USER].base;
	size_t system = (size_t)(dice % COUNT(systems));
	struct person boss;

	people_machine(c->index, c->name);
	c->is_guarded = c->index % 100 == 77;
	snprintf(c->ou, sizeof(c->ou), "OU=%s,%s", c->is_guarded ?
	    "Domain Controllers" : units[(dice >> 8) % COUNT(units)],
	    tail_of(c->domain));
	people_person(e, 2 + (users > 2 ? (size_t)(dice >> 16) % (users - 2) :
	    0) % 40, &boss);
	snprintf(c->manager, sizeof(c->manager), "%s", boss.full);
	snprintf(c->os, sizeof(c->os), "%s", c->is_guarded ?
	    "Windows Server 2022 Standard" : systems[system].name);
	snprintf(c->version, sizeof(c->version), "%s", c->is_guarded ?
	    "10.0 (20348)" : systems[system].version);
	snprintf(c->department, sizeof(c->department), "%s",
	    departments[(dice >> 24) % COUNT(departments)]);
	c->has_sam = c->index % 97 != 13;
	c->is_disabled = (dice >> 32) % 23 == 0 && !c->is_guarded;
	snprintf(c->dns, sizeof(c->dns), "%s.%s", c->name, domains[c->domain]);
}

static void
take(char *to, size_t size, const char *value)
{
	if (value != NULL)
		snprintf(to, size, "%s", value);
}

void
computer_make(const struct estate *e, size_t index, struct computer *c)
{
	const struct computer_change *change = shelf_find(&e->computers, index);
	size_t base = e->roster[KIND_COMPUTER].base;

	memset(c, 0, sizeof(*c));
	c->index = index;
	c->domain = change != NULL && index >= base ? change->domain :
	    domain_of(e, index);
	c->has_sam = true;
	if (index < base && index < COUNT(samples))
		make_sample(c);
	else if (index < base)
		make_invented(e, c);
	snprintf(c->sam, sizeof(c->sam), "%s$", c->name);
	if (change == NULL)
		return;
	if (change->disabled >= 0)
		c->is_disabled = change->disabled > 0;
	take(c->name, sizeof(c->name), change->attrs[ATTR_NAME]);
	take(c->sam, sizeof(c->sam), change->attrs[ATTR_SAM]);
	take(c->ou, sizeof(c->ou), change->attrs[ATTR_OU]);
	take(c->manager, sizeof(c->manager), change->attrs[ATTR_MANAGER]);
	take(c->os, sizeof(c->os), change->attrs[ATTR_OS]);
	take(c->version, sizeof(c->version), change->attrs[ATTR_VERSION]);
	take(c->department, sizeof(c->department),
	    change->attrs[ATTR_DEPARTMENT]);
	take(c->description, sizeof(c->description),
	    change->attrs[ATTR_DESCRIPTION]);
	take(c->dns, sizeof(c->dns), change->attrs[ATTR_DNS]);
	take(c->members, sizeof(c->members), change->attrs[ATTR_MEMBER]);
}

/* "OU=Retired,DC=acme,…" is called Retired in a list. */
static void
short_unit(const char *dn, char *out, size_t size)
{
	const char *from = strchr(dn, '=') != NULL ? strchr(dn, '=') + 1 : dn;

	snprintf(out, size, "%.*s", (int)strcspn(from, ","), from);
}

static void
sid(const struct estate *e, const struct computer *c, char *out, size_t size)
{
	if (c->index < COUNT(samples))
		snprintf(out, size, "S-1-5-21-823222356-1721523957-3165990102-"
		    "%zu", 24870 + c->index);
	else
		snprintf(out, size, "S-1-5-21-%u-%u-3165990102-%zu",
		    (unsigned)estate_dice(e, FACT_SID, c->domain),
		    (unsigned)estate_dice(e, FACT_SID, c->domain + 9),
		    30000 + c->index);
}

static void
guid(const struct estate *e, const struct computer *c, char *out,
    size_t size)
{
	uint64_t dice = estate_dice(e, FACT_SID, c->index + 100);

	if (c->index < COUNT(samples))
		snprintf(out, size, "{BD96FD3L-7010-40CD-8F28-DFFD8F11D%s}",
		    (const char *const[]){ "227", "228", "229", "230", "231",
		    "232", "233", "234" }[c->index]);
	else
		snprintf(out, size, "{%08X-%04X-4%03X-8F28-%012llX}",
		    (unsigned)(dice >> 32), (unsigned)(dice >> 16 & 0xFFFF),
		    (unsigned)(dice & 0xFFF),
		    (unsigned long long)(dice * 31 & 0xFFFFFFFFFFFF));
}

/* ISO 8601, as the documents give the default. */
static void
moment(const struct estate *e, const struct computer *c, bool created,
    char *out, size_t size)
{
	uint64_t dice = estate_dice(e, FACT_LOGON, c->index);
	int64_t hours = (int64_t)(dice % 400) * (created ? 40 : 1);

	if (size >= 25)
		clock_print_utc(e->now_ms - hours * HOUR_MS, out, size);
}

void
computer_column(const struct estate *e, const struct computer *c,
    enum column column, char *out, size_t size)
{
	const char *text = "";

	switch (column) {
	case COL_COMPUTER_NAME: text = c->name; break;
	case COL_VERSION: text = c->version; break;
	case COL_MANAGER: text = c->manager; break;
	case COL_OPERATING_SYSTEM: text = c->os; break;
	case COL_DEPARTMENT: text = c->department; break;
	case COL_SAM_ACCOUNT_NAME: text = c->sam; break;
	case COL_DOMAIN_NAME: text = domains[c->domain]; break;
	case COL_DNS_NAME: text = c->dns; break;
	case COL_DESCRIPTION: text = c->description; break;
	case COL_COMPUTER_STATUS:
		text = c->is_disabled ? "Disabled" : "Enabled";
		break;
	case COL_DISTINGUISHED_NAME:
		snprintf(out, size, "CN=%s,%s", c->name, c->ou);
		return;
	case COL_OU_NAME: short_unit(c->ou, out, size); return;
	case COL_SID_STRING: sid(e, c, out, size); return;
	case COL_OBJECT_GUID: guid(e, c, out, size); return;
	case COL_LAST_LOGON_TIME: moment(e, c, false, out, size); return;
	case COL_WHEN_CREATED: moment(e, c, true, out, size); return;
	case COLUMNS: break;
	}
	snprintf(out, size, "%s", text);
}

bool
computer_column_named(struct slice name, enum column *column)
{
	int i;

	for (i = 0; i < COLUMNS; i++) {
		*column = (enum column)i;
		if (str_is(name, columns[i]))
			return true;
	}
	return false;
}

const char *
computer_column_name(enum column column)
{
	return columns[column];
}

bool
computer_attribute_named(const char *name, enum attribute *attribute)
{
	int i;

	for (i = 0; i < ATTRS; i++) {
		*attribute = (enum attribute)i;
		if (strcmp(name, attributes[i]) == 0)
			return true;
	}
	return false;
}

static bool
is_called(const struct estate *e, size_t index, size_t domain,
    const char *name)
{
	struct computer c;

	computer_make(e, index, &c);
	return c.domain == domain && strcasecmp(c.name, name) == 0;
}

bool
computer_find(const struct estate *e, size_t domain, const char *name,
    size_t *index)
{
	const struct roster *all = &e->roster[KIND_COMPUTER];
	size_t i;

	for (i = 0; i < COUNT(samples) && i < all->base; i++)
		if (is_called(e, i, domain, name)) {
			*index = i;
			return true;
		}
	if (people_machine_index(name, &i) && i >= COUNT(samples) &&
	    i < all->base && is_called(e, i, domain, name)) {
		*index = i;
		return true;
	}
	for (i = 0; i < e->computers.count; i++)
		if (is_called(e, (size_t)e->computers.keys[i], domain, name)) {
			*index = (size_t)e->computers.keys[i];
			return true;
		}
	return false;
}

struct computer_change *
computer_change(struct estate *e, size_t index)
{
	struct computer_change *change = shelf_find(&e->computers, index);

	if (change == NULL) {
		change = mem_alloc(sizeof(*change));
		change->disabled = -1;
		shelf_put(&e->computers, index, change);
	}
	return change;
}

void
computer_set(struct computer_change *change, enum attribute attribute,
    const char *value)
{
	free(change->attrs[attribute]);
	change->attrs[attribute] = mem_text(value);
}

void
computer_change_free(struct computer_change *change)
{
	size_t i;

	if (change == NULL)
		return;
	for (i = 0; i < ATTRS; i++)
		free(change->attrs[i]);
	free(change);
}
