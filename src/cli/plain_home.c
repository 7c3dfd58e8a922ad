/* Overview, queue, journal and what can be done, as plain lines. */
#include "plain.h"

#include <endpane/base/clock.h>
#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/cell.h>
#include <endpane/cli/help.h>
#include <endpane/store/journal.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KINDS_MOST	40	/* values that are told apart */
#define KINDS_TOLD	6
#define FLIGHTS_TOLD	20
#define ENTRIES_TOLD	100

const char *
plain_lamp(enum lamp lamp)
{
	switch (lamp) {
	case LAMP_UNTRIED:
		return "not asked yet";
	case LAMP_OK:
		return "ok";
	case LAMP_SLOW:
		return "slow";
	case LAMP_FAILING:
		return "answers with errors";
	case LAMP_DOWN:
		return "does not answer";
	}
	return "unknown";
}

static void
say_conns(struct plain *p)
{
	const struct config *config = p->s->config;
	struct conn_status status;
	char calls[80];
	size_t i;

	for (i = 0; i < config->conn_count; i++) {
		const struct conn *conn = &config->conns[i];

		engine_conn_status(p->s->engine, (int)i, &status);
		if (status.per_day > 0)
			snprintf(calls, sizeof(calls), "%d of %d calls used "
			    "today", status.calls_today, status.per_day);
		else
			snprintf(calls, sizeof(calls), "%d calls today",
			    status.calls_today);
		plain_say("%s, %s: %s, %s%s.", conn->name,
		    conn->system->title, plain_lamp(status.lamp), calls,
		    engine_is_read_only(p->s->engine, conn) ?
		    ", read only" : "");
		if (status.err.code != ERR_NONE)
			plain_say("Problem: %s.", status.err.text);
	}
}

struct kinds {
	char		*texts[KINDS_MOST];
	size_t		 counts[KINDS_MOST];
	size_t		 count, known;
	struct map	 index;
};

static void
count_value(struct kinds *k, struct slice text)
{
	uint32_t place;

	if (text.len == 0)
		return;
	k->known++;
	if (map_find(&k->index, text, &place))
		k->counts[place]++;
	else if (k->count < KINDS_MOST) {
		k->texts[k->count] = mem_slice(text.at, text.len);
		k->counts[k->count] = 1;
		map_add(&k->index, str_slice(k->texts[k->count]),
		    (uint32_t)k->count);
		k->count++;
	}
}

static size_t
most_frequent(const struct kinds *k)
{
	size_t i, best = 0;

	for (i = 1; i < k->count; i++)
		if (k->counts[i] > k->counts[best])
			best = i;
	return best;
}

/* "platform of 200 devices: android 90, ios 45." */
static void
say_kinds(const struct rows *rows, const char *name)
{
	const struct cat_resource *r = rows_resource(rows);
	int column = cat_column(r, str_slice(name));
	struct kinds k = { .count = 0 };
	struct buf line = { 0 };
	uint32_t row;
	size_t i, n;

	for (row = 0; column >= 0 && row < rows_count(rows); row++) {
		buf_clear(&line);
		cell_show(&r->columns[column], rows_cell(rows, row, column),
		    &line);
		count_value(&k, (struct slice){ line.at, line.len });
	}
	buf_clear(&line);
	for (n = 0; n < KINDS_TOLD && n < k.count; n++) {
		i = most_frequent(&k);
		buf_format(&line, "%s%s %zu", n > 0 ? ", " : "", k.texts[i],
		    k.counts[i]);
		k.counts[i] = 0;
	}
	if (k.count > 0)
		plain_say("%s, known for %zu of %zu %s: %s%s.", name, k.known,
		    rows_count(rows), r->noun, buf_string(&line),
		    k.count > KINDS_TOLD ? " and others" : "");
	for (i = 0; i < k.count; i++)
		free(k.texts[i]);
	map_fini(&k.index);
	buf_fini(&line);
}

/* What was never read is read: a list is a call a page. */
static bool
say_list(struct plain *p, const char *noun)
{
	struct err err = { 0 };
	struct list *list = list_open(p->s->engine,
	    cat_resource(str_slice(noun), NULL), NULL, &err);
	bool whole;

	if (list == NULL)
		return true;
	whole = plain_wait_list(p, list);
	if (whole && list_as_of_ms(list) == 0) {
		plain_say("Reading %s.", noun);
		list_refresh(list, -1);
		whole = plain_wait_list(p, list);
	}
	if (list_trouble(list)->code != ERR_NONE)
		plain_say("Problem with %s: %s.", noun,
		    list_trouble(list)->text);
	plain_say("%s: %zu.", list_resource(list)->title,
	    rows_count(list_rows(list)));
	if (strcmp(noun, "devices") == 0)
		say_kinds(list_rows(list), "platform");
	else if (strcmp(noun, "computers") == 0)
		say_kinds(list_rows(list), "os");
	return whole;
}

void
plain_home(struct plain *p)
{
	static const char *const nouns[] = { "devices", "groups", "apps",
	    "users", "computers", "endpoints" };
	size_t i;

	plain_close_list(p);
	p->level = PLAIN_HOME;
	plain_say("Overview of %zu connections.", p->s->config->conn_count);
	for (i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++)
		if (!say_list(p, nouns[i]))
			break;
	say_conns(p);
	plain_say("Type a number or a word: 2 devices, 3 groups, 4 apps, "
	    "5 users, 6 AD computers, 7 endpoints, 8 accounts, 9 queue and "
	    "journal, ? help, q leave.");
}

static const char *
flight_words(enum flight_state state)
{
	switch (state) {
	case FLIGHT_WAITING:
		return "waiting";
	case FLIGHT_FLYING:
		return "on its way";
	case FLIGHT_DONE:
		return "done";
	case FLIGHT_FAILED:
		return "failed";
	case FLIGHT_CANCELLED:
		return "cancelled";
	}
	return "unknown";
}

static void
add_flights(struct plain *p)
{
	struct flight list[FLIGHTS_TOLD];
	size_t count = engine_flights(p->s->engine, list, FLIGHTS_TOLD), i;

	if (count > FLIGHTS_TOLD)
		count = FLIGHTS_TOLD;
	plain_add(p, "The last %zu requests, the newest first:", count);
	for (i = 0; i < count; i++)
		plain_add(p, "%s %s %s: %s, HTTP %d, %lld ms%s%s",
		    p->s->config->conns[list[i].conn].name, list[i].method,
		    list[i].path, flight_words(list[i].state), list[i].status,
		    (long long)list[i].took_ms, list[i].why[0] != '\0' ?
		    ", " : "", list[i].why);
}

static bool
add_entry(void *who, const struct journal_entry *e)
{
	char when[24];

	clock_print(e->at_ms, when, sizeof(when));
	plain_add(who, "%lld: %s, %s, %s, %s%s%s: %s%s%s", (long long)e->id,
	    when, e->intent.conn, e->intent.operation, e->intent.object_id !=
	    NULL ? e->intent.object_id : "", e->intent.object_name != NULL ?
	    " " : "", e->intent.object_name != NULL ? e->intent.object_name :
	    "", journal_word(e->state), e->words != NULL ? ", " : "",
	    e->words != NULL ? e->words : "");
	return true;
}

void
plain_queue(struct plain *p)
{
	struct journal_query query = { .limit = ENTRIES_TOLD };
	struct journal *journal = engine_journal(p->s->engine);
	struct err err = { 0 };

	plain_close_list(p);
	p->level = PLAIN_TEXT;
	plain_begin(p);
	add_flights(p);
	if (journal == NULL)
		plain_add(p, "No journal: %s.",
		    engine_journal_trouble(p->s->engine)->text);
	else {
		plain_add(p, "Journal, what was written, the newest first:");
		if (!journal_list(journal, &query, add_entry, p, &err))
			plain_add(p, "Problem: %s.", err.text);
		plain_add(p, "End. endpane journal show NUMBER tells all of "
		    "one.");
	}
	plain_more(p);
}

void
plain_devices(struct plain *p)
{
	const struct cat_resource *accounts =
	    cat_resource(str_slice("accounts"), NULL);
	size_t i, count = 0;

	plain_close_list(p);
	p->level = PLAIN_TEXT;
	plain_begin(p);
	for (i = 0; i < p->s->config->conn_count; i++) {
		const struct conn *conn = &p->s->config->conns[i];
		struct slice rest = str_slice(conn->settings.device_ids), one;

		while (conn_serves(conn, accounts) &&
		    str_next(&rest, ',', &one)) {
			one = str_trim(one);
			plain_add(p, "%zu: %.*s, connection %s", ++count,
			    (int)one.len, one.at, conn->name);
		}
	}
	plain_add(p, count > 0 ? "Devices by name and id. Type accounts and "
	    "one of the names or ids for its local accounts." : "No device "
	    "is configured: device_ids of an Identity360 connection names "
	    "them.");
	plain_more(p);
}

void
plain_accounts(struct plain *p, const char *device)
{
	const struct cat_resource *accounts =
	    cat_resource(str_slice("accounts"), NULL);
	struct slice id = str_trim(str_slice(device)), rest, one;
	struct args args = { 0 };
	size_t i;

	for (i = 0; i < p->s->config->conn_count; i++) {
		rest = str_slice(p->s->config->conns[i].settings.device_ids);
		while (str_next(&rest, ',', &one)) {
			const char *colon;

			one = str_trim(one);
			colon = memrchr(one.at, ':', one.len);
			if (colon != NULL && id.len ==
			    (size_t)(colon - one.at) &&
			    memcmp(id.at, one.at, id.len) == 0)
				id = (struct slice){ colon + 1, one.len -
				    (size_t)(colon + 1 - one.at) };
		}
	}
	args_add(&args, "device", id);
	plain_list(p, accounts, &args);
	args_fini(&args);
}

static bool
takes(const struct cat_op *op, const char *noun)
{
	const struct cat_param *param;

	for (param = op->params; param != NULL && param->name != NULL;
	    param++)
		if (param->noun != NULL && strcmp(param->noun, noun) == 0)
			return true;
	return false;
}

/* Whatever writes and takes such an object, as the command it is. */
void
plain_actions(struct plain *p)
{
	const struct cat_system *system = NULL;
	const struct cat_resource *const *r;
	struct buf usage = { 0 };
	const struct cat_op *op;

	if (p->level != PLAIN_LIST && p->level != PLAIN_OBJECT) {
		plain_say("Nothing is changed from here; choose a list.");
		return;
	}
	cat_resource(str_slice(p->resource->noun), &system);
	if (p->level == PLAIN_OBJECT && p->id != NULL)
		plain_say("For %s, id %s, as commands outside of this:",
		    p->name != NULL ? p->name : p->id, p->id);
	else
		plain_say("As commands outside of this:");
	for (r = system->resources; *r != NULL; r++)
		for (op = (*r)->ops; op->verb != NULL; op++) {
			if (!cat_writes(op) || (*r != p->resource &&
			    !takes(op, p->resource->noun)))
				continue;
			buf_clear(&usage);
			help_usage(*r, op, &usage);
			plain_say("%s. endpane %s", op->help,
			    buf_string(&usage));
		}
	buf_fini(&usage);
}
