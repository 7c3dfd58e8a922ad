/* Completion out of the configuration and the cache; nobody is asked. */
#include "words.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/cli/session.h>
#include <endpane/op/args.h>
#include <endpane/config/paths.h>
#include <endpane/op/list.h>
#include <endpane/store/journal.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_MS 40
#define ENTRIES_OFFERED 100

/* Where nothing can be read, nothing is offered. */
static bool
open_quietly(struct session *s, struct options *options,
    const struct before *before)
{
	struct err ignored;

	*options = (struct options) { .config = before->config,
		.connection = before->connection };
	return !before->is_demo && session_open(s, options, true, &ignored);
}

static bool
may_login(const struct conn *conn)
{
	return conn->auth == CONN_OAUTH || conn->auth == CONN_PASSWORD;
}

void
offer_connections(struct offering *o, const struct before *before,
    const struct cat_resource *resource, bool logins)
{
	struct options options;
	struct session s;
	size_t n;

	if (!open_quietly(&s, &options, before))
		return;
	for (n = 0; n < s.config->conn_count; n++) {
		const struct conn *conn = &s.config->conns[n];

		if ((resource == NULL || conn_serves(conn, resource)) &&
		    (!logins || may_login(conn)))
			offer(o, str_slice(conn->name),
			    str_slice(conn->origin));
	}
	session_close(&s, 0);
}

static bool
is_meant(const struct conn *conn, const struct before *before)
{
	return before->connection == NULL ||
	    strcmp(conn->name, before->connection) == 0;
}

/* "wks-0077:987000000654321": either will do, the name is read. */
static void
offer_device(struct offering *o, struct slice entry)
{
	const char *colon = entry.len > 0 ?
	    memrchr(entry.at, ':', entry.len) : NULL;
	struct slice name, id;

	if (colon == NULL) {
		offer(o, entry, str_slice(""));
		return;
	}
	name = (struct slice) { entry.at, (size_t)(colon - entry.at) };
	id = (struct slice) { colon + 1, entry.len - name.len - 1 };
	offer(o, name, id);
	if (o->begun.len > 0)
		offer(o, id, name);
}

static void
offer_settings(struct offering *o, const struct before *before, bool devices)
{
	struct options options;
	struct session s;
	struct slice rest, one;
	size_t n;

	if (!open_quietly(&s, &options, before))
		return;
	for (n = 0; n < s.config->conn_count; n++) {
		const struct conn *conn = &s.config->conns[n];

		if (!is_meant(conn, before))
			continue;
		rest = str_slice(devices ? conn->settings.device_ids :
		    conn->settings.domains);
		while (str_next(&rest, ',', &one)) {
			if (devices)
				offer_device(o, str_trim(one));
			else
				offer(o, str_trim(one), str_slice(conn->name));
		}
	}
	session_close(&s, 0);
}

void
offer_devices(struct offering *o, const struct before *before)
{
	offer_settings(o, before, true);
}

void
offer_domains(struct offering *o, const struct before *before)
{
	offer_settings(o, before, false);
}

/* "groups delete MDM, rejected" */
static bool
offer_entry(void *who, const struct journal_entry *e)
{
	const char *name = e->intent.object_name != NULL ?
	    e->intent.object_name : e->intent.object_id;
	struct buf what = { 0 };
	char id[24];

	snprintf(id, sizeof(id), "%lld", (long long)e->id);
	buf_format(&what, "%s%s%s, %s", e->intent.operation, name != NULL ?
	    " " : "", name != NULL ? name : "", journal_word(e->state));
	offer(who, str_slice(id), str_slice(buf_string(&what)));
	buf_fini(&what);
	return true;
}

void
offer_entries(struct offering *o, const struct before *before)
{
	struct journal_query query = { .limit = ENTRIES_OFFERED };
	char *folder = paths_state_folder(&(struct err){ 0 });
	char *path = folder == NULL ? NULL :
	    mem_format("%s/journal.db", folder);
	struct journal *journal = NULL;
	struct err ignored;

	/* Where nothing was ever written, none is made for this. */
	if (!before->is_demo && path != NULL && access(path, F_OK) == 0)
		journal = journal_open(folder, &ignored);
	if (journal != NULL) {
		journal_list(journal, &query, offer_entry, o, &ignored);
		journal_close(journal);
	}
	free(path);
	free(folder);
}

/* What is there of the rows so far; *next goes on. */
static void
offer_rows(struct offering *o, const struct session *s,
    const struct before *before, const struct rows *rows, uint32_t *next)
{
	for (; *next < rows_count(rows) && o->count < OFFERED_MOST; ++*next)
		if (is_meant(&s->config->conns[rows_conn(rows, *next)],
		    before))
			offer_named(o, rows_id(rows, *next),
			    rows_label(rows, *next));
}

void
offer_ids(struct offering *o, const struct before *before,
    const struct cat_resource *resource)
{
	int64_t end = clock_monotonic_ms() + PATIENCE_MS;
	struct args args = { 0 };
	struct options options;
	struct session s;
	struct err ignored;
	struct list *list;
	uint32_t next = 0;

	if (!open_quietly(&s, &options, before))
		return;
	if (before->device != NULL && strcmp(resource->noun, "accounts") == 0)
		args_add(&args, "device", str_slice(before->device));
	list = list_open(s.engine, resource, &args, &ignored);
	while (list != NULL && list_is_reading(list) &&
	    o->count < OFFERED_MOST && clock_monotonic_ms() < end) {
		engine_turn(s.engine, NULL, 0, 0);
		offer_rows(o, &s, before, list_rows(list), &next);
	}
	if (list != NULL)
		offer_rows(o, &s, before, list_rows(list), &next);
	args_fini(&args);
	session_close(&s, 0);
}
