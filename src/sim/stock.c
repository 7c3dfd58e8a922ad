/* Groups and apps of the estate, as they are before anybody changes them. */
#include "estate.h"

#include <endpane/base/mem.h>

#include <stdlib.h>
#include <string.h>

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define DAY_MS		INT64_C(86400000)

enum fact { FACT_SIZE = 50, FACT_FIRST, FACT_AGE };

static const char *const group_names[] = {
	"Field tablets", "Kiosks", "Warehouse scanners", "Sales phones",
	"Executives", "Meeting rooms", "Drivers", "Loan pool", "Contractors",
	"Android 11", "iPads", "Retired", "Service vans", "Reception",
	"Quality lab", "Training", "Night shift", "Board", "Store 12",
	"Store 31", "Interns", "Beta testers", "Spare phones", "Signage",
};

struct ware {
	const char	*name;
	const char	*identifier;
	const char	*category;
	int		 platform;
	int		 type;		/* 0 free, 1 paid, 2 enterprise */
};

static const struct ware wares[] = {
	{ "Assist", "com.manageengine.assist", "Business", 2, 0 },
	{ "Authenticator", "com.zoho.accounts.oneauth", "Utilities", 1, 0 },
	{ "Browser", "org.mozilla.firefox", "Communication", 2, 0 },
	{ "Cliq", "com.zoho.cliq", "Communication", 1, 0 },
	{ "Field Notes", "example.acme.fieldnotes", "Business", 2, 2 },
	{ "Inventory Scan", "example.acme.scan", "Productivity", 2, 2 },
	{ "Keynote", "com.apple.Keynote", "Productivity", 1, 0 },
	{ "Maps", "com.google.android.apps.maps", "Travel", 2, 0 },
	{ "Office", "com.microsoft.office.officehub", "Productivity", 2, 0 },
	{ "Outlook", "com.microsoft.Office.Outlook", "Business", 1, 0 },
	{ "PDF Expert", "com.readdle.PDFExpert5", "Productivity", 1, 1 },
	{ "Picking", "example.acme.picking", "Business", 2, 2 },
	{ "Route Planner", "example.acme.route", "Travel", 2, 2 },
	{ "Scanner Pro", "com.readdle.ScannerPro", "Business", 1, 1 },
	{ "Slack", "com.Slack", "Communication", 2, 0 },
	{ "Teams", "com.microsoft.teams", "Communication", 3, 0 },
	{ "Terminal", "com.microsoft.windowsterminal", "Developer Tools", 3,
	    0 },
	{ "Time Clock", "example.acme.timeclock", "Business", 2, 2 },
	{ "VPN", "example.acme.vpn", "Utilities", 5, 2 },
	{ "Workplace", "example.acme.workplace", "Education", 1, 2 },
};

/* Members without a member twice: a walk with a fixed step. */
static void
fill_group(struct estate *e, size_t index, struct group *g)
{
	enum kind kind = g->type == 7 ? KIND_USER : KIND_DEVICE;
	size_t all = e->roster[kind].base, i, size, at, step;
	uint64_t dice = estate_dice(e, FACT_SIZE, index);

	if (all == 0)
		return;
	size = 1 + (size_t)(dice % ((all < 500 ? all : 500) / 4 + 1));
	step = all / size > 1 ? 1 + (size_t)(dice >> 32) % (all / size) : 1;
	at = (size_t)(estate_dice(e, FACT_FIRST, index) % all);
	for (i = 0; i < size; i++)
		idset_add(&g->members,
		    estate_id(e, kind, (at + i * step) % all));
}

static struct group *
invent_group(struct estate *e, size_t index)
{
	struct group *g = mem_alloc(sizeof(*g));
	size_t lap = index / COUNT(group_names);

	g->type = index % 6 == 5 ? 7 : 6;
	g->name = lap == 0 ? mem_text(group_names[index]) :
	    mem_format("%s %zu", group_names[index % COUNT(group_names)],
	    lap + 1);
	g->description = mem_format("%s of Acme",
	    g->type == 7 ? "People" : "Devices");
	if (index % 3 == 2)
		g->domain = mem_text("ACME");
	fill_group(e, index, g);
	return g;
}

/* The group that the documents print, with the members they print. */
static struct group *
sample_group(void)
{
	struct group *g = mem_alloc(sizeof(*g));

	g->type = 1;
	g->name = mem_text("MDM");
	g->domain = mem_text("ZOHOCORP");
	g->description = mem_text("Group for MDM");
	idset_add(&g->members, 12);
	idset_add(&g->members, 213123);
	idset_add(&g->members, 21312);
	return g;
}

struct group *
estate_group(struct estate *e, size_t index)
{
	struct group *g = shelf_find(&e->groups, index);

	if (g == NULL) {
		g = index == 0 ? sample_group() : invent_group(e, index);
		shelf_put(&e->groups, index, g);
	}
	return g;
}

void
group_free(struct group *g)
{
	if (g == NULL)
		return;
	free(g->name);
	free(g->domain);
	free(g->description);
	idset_fini(&g->members);
	free(g);
}

static struct app *
sample_app(size_t index)
{
	struct app *a = mem_alloc(sizeof(*a));

	a->name = mem_text(index == 0 ? "ME MDM" : "ZVoice");
	a->identifier = mem_text(index == 0 ?
	    "com.manageengine.mdm.iosagent" : "com.zoho.inhouse.zvoice");
	a->version = mem_text(index == 0 ? "1.1.1" : "1.0.6");
	a->description = mem_text(index == 0 ?
	    "The is an enterprise app" : "Telephony of the house");
	a->country = mem_text("US");
	a->category = index == 0 ? "Education" : "Business";
	a->type = 2;
	a->platform = 2;
	a->added_ms = INT64_C(192031023091);
	return a;
}

static struct app *
invent_app(struct estate *e, size_t index)
{
	const struct ware *w = &wares[index % COUNT(wares)];
	uint64_t dice = estate_dice(e, FACT_AGE, index);
	struct app *a = mem_alloc(sizeof(*a));
	size_t lap = index / COUNT(wares), group;

	a->name = lap == 0 ? mem_text(w->name) :
	    mem_format("%s %zu", w->name, lap + 1);
	a->identifier = lap == 0 ? mem_text(w->identifier) :
	    mem_format("%s%zu", w->identifier, lap + 1);
	a->version = mem_format("%u.%u.%u", (unsigned)(dice % 12) + 1,
	    (unsigned)(dice >> 8) % 20, (unsigned)(dice >> 16) % 10);
	a->description = mem_format("%s for everybody", w->name);
	a->country = mem_text("DE");
	a->category = w->category;
	a->type = w->type;
	a->platform = w->platform;
	a->added_ms = e->now_ms - (int64_t)(dice >> 24) % 900 * DAY_MS;
	if (index % 3 == 1 && e->roster[KIND_GROUP].base > 4) {
		group = 4 + index % (e->roster[KIND_GROUP].base - 4);
		if (roster_has(&e->roster[KIND_GROUP], group))
			idset_add(&a->groups, estate_id(e, KIND_GROUP, group));
	}
	return a;
}

struct app *
estate_app(struct estate *e, size_t index)
{
	struct app *a = shelf_find(&e->apps, index);

	if (a == NULL) {
		a = index < 2 ? sample_app(index) : invent_app(e, index);
		shelf_put(&e->apps, index, a);
	}
	return a;
}

void
app_free(struct app *a)
{
	if (a == NULL)
		return;
	free(a->name);
	free(a->identifier);
	free(a->version);
	free(a->description);
	free(a->country);
	idset_fini(&a->devices);
	idset_fini(&a->groups);
	free(a);
}
