/* What Endpoint Central found on its computers: hardware, software, scans. */
#include "ec.h"

#include <endpane/base/str.h>

#include <stdio.h>
#include <string.h>

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define DAY_MS		INT64_C(86400000)

enum fact { FACT_HAS = 200, FACT_SCAN = 260, FACT_HARD };

static const struct {
	const char	*name;
	const char	*version;
	const char	*maker;
	const char	*category;
	int		 type;		/* 0 unidentified, 1 bought, 2 free */
} programs[] = {
	{ "Adobe Acrobat Reader DC", "23.008.20470", "Adobe", "Office", 2 },
	{ "Adobe Photoshop 2024", "25.2", "Adobe", "Graphics", 1 },
	{ "Google Chrome", "120.0.6099.130", "Google LLC", "Internet", 2 },
	{ "Mozilla Firefox (x64 en-US)", "121.0", "Mozilla", "Internet", 2 },
	{ "Microsoft 365 Apps for enterprise", "16.0.17126", "Microsoft",
	    "Office", 1 },
	{ "Microsoft Visual Studio Code", "1.85.1", "Microsoft",
	    "Development", 2 },
	{ "Microsoft Teams", "1.6.00.33567", "Microsoft", "Communication", 2 },
	{ "7-Zip 23.01 (x64)", "23.01", "Igor Pavlov", "Tools", 2 },
	{ "Notepad++ (64-bit x64)", "8.6", "Notepad++ Team", "Tools", 2 },
	{ "VLC media player", "3.0.20", "VideoLAN", "Media", 2 },
	{ "PuTTY release 0.80", "0.80", "Simon Tatham", "Tools", 2 },
	{ "AutoCAD 2024", "24.3.61.0", "Autodesk", "Engineering", 1 },
	{ "SAP GUI for Windows 8.00", "8.00", "SAP SE", "Business", 1 },
	{ "Zoom", "5.17.1", "Zoom Video Communications", "Communication", 2 },
	{ "Python 3.12.1 (64-bit)", "3.12.1150.0",
	    "Python Software Foundation", "Development", 2 },
	{ "uTorrent", "3.6.0", "BitTorrent", "Internet", 0 },
	{ "OpenVPN 2.6.8", "2.6.8", "OpenVPN", "Network", 2 },
	{ "Slack", "4.36.134", "Slack Technologies", "Communication", 2 },
	{ "Wireshark 4.2.0 64-bit", "4.2.0", "Wireshark", "Network", 2 },
	{ "ManageEngine UEMS - Agent", "11.3.2406", "ZohoCorp", "Tools", 1 },
};

static const struct {
	const char	*name;
	const char	*type;
	const char	*maker;
} parts[] = {
	{ "Intel(R) Core(TM) i5-1145G7 @ 2.60GHz", "Processor", "Intel" },
	{ "Intel(R) Core(TM) i7-10510U @ 1.80GHz", "Processor", "Intel" },
	{ "AMD Ryzen 5 PRO 4650U", "Processor", "AMD" },
	{ "SAMSUNG MZVLB512HBJQ-000L7", "Disk Drive", "Samsung" },
	{ "WDC PC SN720 SDAQNTW-256G", "Disk Drive", "Western Digital" },
	{ "Intel(R) Ethernet Connection I219-LM", "Network Adapter", "Intel" },
	{ "Realtek High Definition Audio", "Sound Device", "Realtek" },
	{ "ThinkPad T14 Gen 1", "System", "LENOVO" },
	{ "OptiPlex 7090", "System", "Dell Inc." },
};

static uint64_t
program_id(size_t program)
{
	return UINT64_C(52549000000300001) + 2 * program;
}

static bool
has_program(const struct estate *e, size_t program, size_t index)
{
	return program == COUNT(programs) - 1 ||
	    estate_dice(e, FACT_HAS + (unsigned)program, index) % 3 == 0;
}

static size_t
count_program(const struct estate *e, size_t program)
{
	size_t all = e->roster[KIND_ENDPOINT].base, most = 20000, i, n = 0;

	for (i = 0; i < all && i < most; i++)
		n += has_program(e, program, i);
	return all > most ? n * (all / most) : n;
}

static bool
column_fits(const struct ec_page *page, const char *const (*fields)[2],
    size_t count)
{
	size_t i;

	if (page->column == NULL)
		return true;
	for (i = 0; i < count; i++)
		if (strcmp(fields[i][0], page->column) == 0)
			return ec_page_finds(page, fields[i][1]);
	return true;
}

static void
say_program(size_t i, struct reply *out)
{
	say_id(out, "software_id", program_id(i));
	say_text(out, "software_name", programs[i].name);
	say_text(out, "software_version", programs[i].version);
	say_text(out, "display_name", programs[i].name);
	say_text(out, "manufacturer_name", programs[i].maker);
}

static int
access_type(size_t program)
{
	return program == 15 ? 2 : program % 3 == 0 ? 1 : 0;
}

/* By the columns that are known; any other column finds everything. */
static bool
program_fits(const struct ec_page *page, size_t i)
{
	const char *const fields[][2] = {
		{ "software_name", programs[i].name },
		{ "display_name", programs[i].name },
		{ "software_version", programs[i].version },
		{ "manufacturer_name", programs[i].maker },
	};

	return column_fits(page, fields, COUNT(fields));
}

void
ec_get_software(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *access = desk_param(rq, "accesstypefilter");
	struct ec_page page;
	int64_t want = -1;
	size_t i, n;

	if (!ec_page(sim, rq, &page, out))
		return;
	if (access != NULL && !str_number(str_slice(access), &want)) {
		ec_refuse(out, BAD_QUERY, "accesstypefilter");
		return;
	}
	ec_open(out, "software");
	say_open(out, "software", '[');
	for (i = 0; i < COUNT(programs); i++) {
		if (!program_fits(&page, i) ||
		    (want >= 0 && want != access_type(i)) ||
		    !ec_page_takes(&page))
			continue;
		n = count_program(&sim->estate, i);
		say_open(out, NULL, '{');
		say_program(i, out);
		say_int(out, "network_installations", (int64_t)n);
		say_int(out, "managed_installations", (int64_t)n);
		say_int(out, "sw_type", programs[i].type);
		say_text(out, "sw_category_name", programs[i].category);
		say_int(out, "access_type", access_type(i));
		say_raw(out, "comments", "\"--\"");
		say_close(out, '}');
	}
	ec_list_end(rq, &page, out);
}

static void
say_installed(const struct estate *e, size_t program, size_t index,
    struct reply *out)
{
	uint64_t dice = estate_dice(e, FACT_HAS + (unsigned)program, index);

	say_open(out, NULL, '{');
	say_program(program, out);
	if (dice >> 8 & 3)
		say_int(out, "installed_date", e->now_ms -
		    (int64_t)(dice >> 16) % 700 * DAY_MS);
	else
		say_raw(out, "installed_date", "\"--\"");
	say_int(out, "detected_time", e->now_ms - DAY_MS);
	say_text(out, "architecture", program % 4 == 1 ? "32-bit" : "64-bit");
	say_text(out, "location", dice >> 24 & 1 ? "--" :
	    "C:\\Program Files");
	say_int(out, "sw_type", programs[program].type);
	say_text(out, "sw_category_name", programs[program].category);
	say_raw(out, "managed_sw_id", "\"--\"");
	say_word(out, "is_usage_prohibited",
	    access_type(program) == 2 ? "true" : "false");
	say_int(out, "compliant_status", programs[program].type == 1 ? 2 : -1);
	say_raw(out, "total_copies", "\"--\"");
	say_raw(out, "remaining_copies", "\"--\"");
	say_int(out, "sw_family", 1);
	say_raw(out, "comments", "\"--\"");
	say_close(out, '}');
}

/* Comes in one go, whatever page is asked for, as some lists do. */
void
ec_get_installed(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct ec_page page;
	size_t index, i;

	if (!ec_page(sim, rq, &page, out) ||
	    !ec_resource(sim, rq, &index, out))
		return;
	ec_open(out, "installedsoftware");
	say_open(out, "installedsoftware", '[');
	for (i = 0; i < COUNT(programs); i++)
		if (has_program(&sim->estate, i, index) &&
		    program_fits(&page, i)) {
			page.total++;
			say_installed(&sim->estate, i, index, out);
		}
	ec_list_end(rq, &page, out);
}

static size_t
part_of(const struct estate *e, size_t index, size_t slot)
{
	static const size_t from[] = { 0, 3, 5, 6, 7, 9 };
	size_t span = from[slot + 1] - from[slot];

	return from[slot] +
	    (size_t)(estate_dice(e, FACT_HARD + (unsigned)slot, index) % span);
}

static size_t
count_part(const struct estate *e, size_t part)
{
	size_t all = e->roster[KIND_ENDPOINT].base, most = 20000, i, slot, n;

	for (i = n = 0; i < all && i < most; i++)
		for (slot = 0; slot < 5; slot++)
			n += part_of(e, i, slot) == part;
	return all > most ? n * (all / most) : n;
}

void
ec_get_hardware(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct ec_page page;
	size_t i;

	if (!ec_page(sim, rq, &page, out))
		return;
	ec_open(out, "hardware");
	say_open(out, "hardware", '[');
	for (i = 0; i < COUNT(parts); i++) {
		const char *const fields[][2] = {
			{ "hardware_name", parts[i].name },
			{ "hardware_type", parts[i].type },
			{ "manufacturer_name", parts[i].maker },
		};

		if (!column_fits(&page, fields, COUNT(fields)) ||
		    !ec_page_takes(&page))
			continue;
		say_open(out, NULL, '{');
		say_id(out, "hardware_id", 701 + i);
		say_text(out, "hardware_name", parts[i].name);
		say_text(out, "hardware_type", parts[i].type);
		say_text(out, "manufacturer_name", parts[i].maker);
		say_int(out, "number_of_items",
		    (int64_t)count_part(&sim->estate, i));
		say_close(out, '}');
	}
	ec_list_end(rq, &page, out);
}

/* Which computers have a program or a part; all, where nothing is asked. */
static bool
has_thing(const struct estate *e, size_t index, uint64_t swid, uint64_t hwid)
{
	size_t slot;

	if (swid > 0)
		return swid >= program_id(0) && (swid - program_id(0)) / 2 <
		    COUNT(programs) && has_program(e,
		    (size_t)(swid - program_id(0)) / 2, index);
	if (hwid == 0)
		return true;
	for (slot = 0; slot < 5; slot++)
		if (part_of(e, index, slot) + 701 == hwid)
			return true;
	return false;
}

static void
say_short(const struct endpoint *p, struct reply *out)
{
	say_id(out, "resource_id", p->id);
	say_id_text(out, "resource_id_string", p->id);
	say_text(out, "resource_name", p->name);
	say_text(out, "fqdn_name", p->fqdn);
	say_text(out, "domain_netbios_name", p->domain);
	say_text(out, "os_name", p->os);
	say_int(out, "os_platform", p->platform);
	say_text(out, "agent_logged_on_users", p->user);
	say_text(out, "branch_office_name", p->office);
}

static bool
found(const struct ec_page *page, const struct endpoint *p)
{
	char field[ENDPOINT_FIELD];

	return page->column == NULL ||
	    !endpoint_field(p, page->column, field) ||
	    ec_page_finds(page, field);
}

void
ec_get_inventory(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *sw = desk_param(rq, "swid"), *hw = desk_param(rq, "hwid");
	size_t all = sim->estate.roster[KIND_ENDPOINT].base, i, to;
	uint64_t swid = 0, hwid = 0;
	struct ec_page page;
	struct endpoint p;
	bool filtered;

	if (!ec_page(sim, rq, &page, out))
		return;
	if ((sw != NULL && !desk_id(str_slice(sw), &swid)) ||
	    (hw != NULL && !desk_id(str_slice(hw), &hwid))) {
		ec_refuse(out, BAD_QUERY, "swid or hwid");
		return;
	}
	filtered = ec_page_walk(rq, &page, all, &i, &to);
	ec_open(out, "computers");
	say_open(out, "computers", '[');
	for (; i < to; i++) {
		if (!has_thing(&sim->estate, i, swid, hwid))
			continue;
		endpoint_make(&sim->estate, i, &p);
		if (filtered && (!found(&page, &p) || !ec_page_takes(&page)))
			continue;
		say_open(out, NULL, '{');
		say_short(&p, out);
		say_close(out, '}');
	}
	ec_list_end(rq, &page, out);
}

/* -1 not done, 0 failed, 1 in progress, 2 success. */
static int
scan_status(const struct estate *e, const struct endpoint *p)
{
	uint64_t dice = estate_dice(e, FACT_SCAN, p->index);

	if (p->installation != 22)
		return -1;
	return dice % 19 == 0 ? 0 : dice % 23 == 0 ? 1 : 2;
}

static void
say_scan(const struct endpoint *p, int status, struct reply *out)
{
	say_open(out, NULL, '{');
	say_short(p, out);
	say_int(out, "scan_status", status);
	ec_time(out, "last_successful_scan", status == 2 ? p->seen_ms : -1);
	ec_time(out, "last_scan_time", status < 0 ? -1 : p->seen_ms);
	say_word(out, "scan_remarks",
	    status == 0 ? "dc.db.inv.scan.failed" : "--");
	say_int(out, "software_count", (int64_t)(p->index * 7 % 90 + 12));
	say_close(out, '}');
}

void
ec_get_scans(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *wanted = desk_param(rq, "scanstatusfilter");
	size_t all = sim->estate.roster[KIND_ENDPOINT].base, i, to;
	struct ec_page page;
	struct endpoint p;
	int64_t want = 99;
	bool filtered;
	int status;

	if (!ec_page(sim, rq, &page, out))
		return;
	if (wanted != NULL && !str_number(str_slice(wanted), &want)) {
		ec_refuse(out, BAD_QUERY, "scanstatusfilter");
		return;
	}
	filtered = ec_page_walk(rq, &page, all, &i, &to);
	ec_open(out, "scancomputers");
	say_open(out, "scancomputers", '[');
	for (; i < to; i++) {
		endpoint_make(&sim->estate, i, &p);
		status = scan_status(&sim->estate, &p);
		if (!filtered || (found(&page, &p) && (wanted == NULL ||
		    want == status) && ec_page_takes(&page)))
			say_scan(&p, status, out);
	}
	ec_list_end(rq, &page, out);
}

void
ec_get_details(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct estate *e = &sim->estate;
	struct endpoint p;
	size_t index, slot;
	char text[32];

	if (!ec_resource(sim, rq, &index, out))
		return;
	endpoint_make(e, index, &p);
	ec_open(out, "compdetailssummary");
	say_open(out, "compdetailssummary", '{');
	say_open(out, "computer_summary", '{');
	say_short(&p, out);
	say_text(out, "ip_address", p.address);
	say_text(out, "mac_address", p.mac);
	say_text(out, "owner", p.user);
	say_int(out, "scan_status", scan_status(e, &p));
	say_close(out, '}');
	say_open(out, "os_summary", '{');
	say_text(out, "os_name", p.os);
	say_text(out, "os_version", p.os_version);
	say_text(out, "service_pack", p.service_pack);
	say_close(out, '}');
	say_open(out, "hardware_summary", '{');
	for (slot = 0; slot < 5; slot++)
		say_text(out, parts[part_of(e, index, slot)].type,
		    parts[part_of(e, index, slot)].name);
	snprintf(text, sizeof(text), "S%08zu", index);
	say_text(out, "serial_number", index % 9 == 4 ? "--" : text);
	say_word(out, "total_ram_memory", "16384");
	say_close(out, '}');
	say_open(out, "disk_summary", '{');
	say_word(out, "total_size", "475.5");
	say_word(out, "free_space", index % 6 == 0 ? "--" : "211.3");
	say_close(out, '}');
	say_close(out, '}');
	ec_close(out);
}

/* Counts are text here, as printed. */
static void
say_count(struct reply *out, const char *key, size_t n)
{
	say_id_text(out, key, n);
}

void
ec_get_allsummary(struct sim *sim, const struct request *rq,
    struct reply *out)
{
	size_t all = sim->estate.roster[KIND_ENDPOINT].base, i;
	size_t by_platform[4] = { 0 };
	struct endpoint p;

	(void)rq;
	for (i = 0; i < all; i++) {
		endpoint_make(&sim->estate, i, &p);
		by_platform[p.platform]++;
	}
	ec_open(out, "allsummary");
	say_open(out, "allsummary", '{');
	say_open(out, "software_compliance_summary", '{');
	say_count(out, "under_licensed", 2);
	say_count(out, "over_licensed", 1);
	say_count(out, "in_compliance", 3);
	say_count(out, "expired", 0);
	say_close(out, '}');
	say_open(out, "warranty_summary", '{');
	say_count(out, "expired", all / 9);
	say_count(out, "in_warranty", all - all / 9);
	say_close(out, '}');
	say_open(out, "audit_summary", '{');
	say_count(out, "hardware_added", 4);
	say_count(out, "software_installed", 17);
	say_close(out, '}');
	say_open(out, "computer_by_os", '{');
	say_count(out, "windows", by_platform[1]);
	say_count(out, "mac", by_platform[2]);
	say_count(out, "linux", by_platform[3]);
	say_close(out, '}');
	say_open(out, "software_summary", '{');
	say_count(out, "total", COUNT(programs));
	say_count(out, "prohibited", 1);
	say_close(out, '}');
	say_close(out, '}');
	ec_close(out);
}
