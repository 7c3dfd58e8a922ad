/* Computers of Endpoint Central, made on demand. */
#include "endpoint.h"
#include "people.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define HOUR_MS		INT64_C(3600000)
#define FACT_SYSTEM	90

static const struct {
	const char	*os;
	const char	*version;
	const char	*pack;
	int		 platform;
	const char	*platform_name;
} systems[] = {
	{ "Windows 11 Enterprise Edition (x64)", "10.0.22631", "23H2", 1,
	    "Windows" },
	{ "Windows 10 Enterprise Edition (x64)", "10.0.19045", "22H2", 1,
	    "Windows" },
	{ "Windows 11 Professional Edition (x64)", "10.0.22621", "22H2", 1,
	    "Windows" },
	{ "Windows Server 2022 Standard Edition (x64)", "10.0.20348", "21H2",
	    1, "Windows" },
	{ "macOS 14 (Sonoma)", "14.2", "--", 2, "Mac" },
	{ "Ubuntu 22.04 (Jammy Jellyfish)", "22.04", "--", 3, "Linux" },
};

static const char *const offices[ENDPOINT_OFFICES] = {
	"Default Remote Office", "Ansbach", "Lisbon", "Gothenburg", "Lagos",
};

const char *
endpoint_office(size_t index)
{
	return offices[index];
}

/* 21 to 31; who was told to install has an agent. */
static int
installation(const struct estate *e, size_t index)
{
	if (index > 2 && shelf_find(&e->agents, index) == NULL) {
		if (index % 11 == 5)
			return 21;
		if (index % 29 == 7)
			return 29;
		if (index % 37 == 11)
			return 23;
	}
	return 22;
}

/* The machine of a recorded reply. */
static void
sample(struct endpoint *p)
{
	snprintf(p->name, sizeof(p->name), "GEOVANNI-X570");
	snprintf(p->fqdn, sizeof(p->fqdn), "geovanni-x570");
	snprintf(p->user, sizeof(p->user), "geovanni");
	p->domain = "WORKGROUP";
	p->office = offices[0];
	p->platform = 3;
	p->platform_name = "Linux";
	p->os = "Ubuntu 23.04 (Lunar Lobster)";
	p->os_version = "23.04";
	p->service_pack = "--";
	p->installation = 22;
	p->live = 1;
	p->seen_ms = INT64_C(1695994218825);
	p->installed_ms = INT64_C(1694135935518);
}

void
endpoint_make(const struct estate *e, size_t index, struct endpoint *p)
{
	uint64_t dice = estate_dice(e, FACT_SYSTEM, index);
	size_t system = (size_t)(dice % COUNT(systems)), owner;
	struct person user;

	p->index = index;
	p->id = estate_id(e, KIND_ENDPOINT, index);
	people_address(e, index, p->address, sizeof(p->address));
	people_mac(e, index, p->mac, sizeof(p->mac));
	if (index == 0) {
		sample(p);
		return;
	}
	people_machine(index, p->name);
	snprintf(p->fqdn, sizeof(p->fqdn), "%s.acme.local", p->name);
	p->domain = index % 5 == 4 ? "LAB" : "ACME";
	p->office = offices[1 + index / 100 % (ENDPOINT_OFFICES - 1)];
	p->platform = systems[system].platform;
	p->platform_name = systems[system].platform_name;
	p->os = systems[system].os;
	p->os_version = systems[system].version;
	p->service_pack = systems[system].pack;
	p->installation = installation(e, index);
	p->live = p->installation != 22 ? 3 : (dice >> 16) % 4 == 0 ? 2 : 1;
	p->seen_ms = p->installation == 21 ? -1 : e->now_ms -
	    (int64_t)(dice >> 24) % (p->live == 1 ? 20 : 900) * HOUR_MS;
	p->installed_ms = p->installation == 21 ? -1 : e->now_ms -
	    (int64_t)(1000 + (dice >> 32) % 9000) * HOUR_MS;
	snprintf(p->user, sizeof(p->user), "--");
	if (people_owner(e, index, &owner)) {
		people_person(e, owner, &user);
		snprintf(p->user, sizeof(p->user), "%s", user.login);
	}
}

bool
endpoint_field(const struct endpoint *p, const char *column, char *out)
{
	const struct {
		const char *name, *text;
	} fields[] = {
		{ "resource_name", p->name }, { "full_name", p->name },
		{ "fqdn_name", p->fqdn }, { "os_name", p->os },
		{ "managedcomputer.friendly_name", p->name },
		{ "domain_netbios_name", p->domain },
		{ "ip_address", p->address }, { "mac_address", p->mac },
		{ "branch_office_name", p->office },
		{ "agent_logged_on_users", p->user },
		{ "os_platform_name", p->platform_name },
	};
	size_t i;

	for (i = 0; i < COUNT(fields); i++)
		if (strcmp(fields[i].name, column) == 0) {
			snprintf(out, ENDPOINT_FIELD, "%s", fields[i].text);
			return true;
		}
	return false;
}
