/* tests/wire: what the catalogue makes of an answer, against the file. */
#include <endpane/base/str.h>
#include <endpane/json/scan.h>
#include <endpane/store/rows.h>

#include <stdio.h>
#include <string.h>

#include "wire.h"

static void
check_error(struct wire *w, struct slice rest)
{
	struct cat_reply reply = wire_reply(w);
	struct err err = { 0 };
	char got[500], want[500], part[300];
	struct slice head = rest;

	wire_word(&rest), wire_word(&rest), wire_word(&rest);
	wire_text(rest, part, sizeof(part));
	head.len -= rest.len;
	wire_text(str_trim(head), want, sizeof(want));
	if (w->system->verdict(&reply, &err)) {
		wire_fail(w, "the verdict is good", want, "ok");
		return;
	}
	snprintf(got, sizeof(got), "%s %d %s", err_word(err.code), err.http,
	    err.wire[0] != '\0' ? err.wire : "-");
	wire_expect(w, "verdict", want, got);
	if (strstr(err.text, part) == NULL)
		wire_fail(w, "words", part, err.text);
}

static void
check_ok(struct wire *w)
{
	struct cat_reply reply = wire_reply(w);
	struct err err = { 0 };

	if (!w->system->verdict(&reply, &err))
		wire_fail(w, "verdict", "ok", err.text);
}

static void
check_rows(struct wire *w, struct slice rest)
{
	struct rows *rows = rows_new(w->resource);
	struct buf got = { 0 };
	char want[400];
	size_t added = 0, seen = 0;
	struct err err = { 0 };
	uint32_t i;

	rows_settings(rows, &w->set);
	if (!rows_add_page(rows, 0, (struct slice){ w->reply.at,
	    w->reply.len }, w->op->items, &added, &seen, &err))
		wire_fail(w, "rows", "a list", err.text);
	wire_text(rest, want, sizeof(want));
	buf_format(&got, "%zu", seen);
	for (i = 0; strchr(want, ' ') != NULL && i < rows_count(rows); i++) {
		buf_char(&got, ' ');
		buf_slice(&got, rows_id(rows, i));
	}
	wire_expect(w, "rows", want, buf_string(&got));
	buf_fini(&got);
	rows_free(rows);
}

static void
check_cell(struct wire *w, struct slice rest)
{
	struct rows *rows = rows_new(w->resource);
	struct slice number = wire_word(&rest), field = wire_word(&rest);
	char want[300], got[300], name[60];
	size_t added, seen;
	int64_t row = -1;
	int column = cat_column(w->resource, field);
	struct err err;

	rows_settings(rows, &w->set);
	wire_text(field, name, sizeof(name));
	if (column < 0) {
		wire_fail(w, "no such column", name, "");
	} else if (str_number(number, &row) && rows_add_page(rows, 0,
	    (struct slice){ w->reply.at, w->reply.len }, w->op->items,
	    &added, &seen, &err) && row < (int64_t)rows_count(rows)) {
		wire_text(rows_cell(rows, (uint32_t)row, column), got,
		    sizeof(got));
		wire_expect(w, name, wire_text(rest, want, sizeof(want)), got);
	} else {
		wire_fail(w, "no such row", name, "");
	}
	rows_free(rows);
}

static void
check_items(struct wire *w, struct slice rest)
{
	struct buf got = { 0 }, ids = { 0 };
	char want[300];
	size_t count = wire_items(w->op, (struct slice){ w->reply.at,
	    w->reply.len }, &ids);

	wire_text(rest, want, sizeof(want));
	buf_format(&got, "%zu", count);
	if (strchr(want, ' ') != NULL)
		buf_text(&got, buf_string(&ids));
	wire_expect(w, "items", want, buf_string(&got));
	buf_fini(&got);
	buf_fini(&ids);
}

/* What the catalogue says of a 2xx where the row has no judge of its own. */
static enum cat_outcome
judge(const struct wire *w, const struct plan_request *r, size_t n,
    struct err *err)
{
	struct cat_reply reply = wire_reply(w);

	if (w->op->ways != NULL && w->op->ways->judge != NULL)
		return w->op->ways->judge(r, &reply, n, err);
	return w->status == 202 ? CAT_ACCEPTED : CAT_APPLIED;
}

static void
check_object(struct wire *w, struct slice rest)
{
	static const char *const words[] = {
		"", "applied", "rejected", "accepted", "unknown"
	};
	const struct plan_request *r = w->plan.requests + w->requests - 1;
	struct slice id = wire_word(&rest), outcome = wire_word(&rest);
	struct err err = { 0 };
	char want[300], got[300], part[200];
	enum cat_outcome what;

	wire_text(id, part, sizeof(part));
	if (w->requests == 0 || w->objects >= r->object_count) {
		wire_fail(w, "no such object", part, "");
		return;
	}
	what = judge(w, r, w->objects, &err);
	snprintf(want, sizeof(want), "%s %.*s", part, (int)outcome.len,
	    outcome.at);
	snprintf(got, sizeof(got), "%s %s", r->objects[w->objects].id,
	    words[what]);
	wire_expect(w, "object", want, got);
	if (strstr(err.text, wire_text(rest, part, sizeof(part))) == NULL)
		wire_fail(w, "words", part, err.text);
	w->objects++;
}

static void
check_match(struct wire *w, struct slice rest)
{
	struct cat_reply reply = wire_reply(w);
	struct err err = { 0 };
	char want[300];
	struct buf got = { 0 };
	size_t n;
	int found;

	if (w->op->ways == NULL || w->op->ways->match == NULL) {
		wire_fail(w, "match", "a match", "none");
		return;
	}
	args_fini(&w->found);
	found = w->op->ways->match(&reply, args_get(&w->args, "id", 0),
	    &w->set, w->seeks - 1, &w->found, &err);
	buf_format(&got, "%d", found);
	for (n = 0; found == 1 && n < w->found.count; n++)
		if (strcmp(w->found.list[n].name, "label") != 0)
			buf_format(&got, " %s", w->found.list[n].value);
	wire_expect(w, "match", wire_text(rest, want, sizeof(want)),
	    buf_string(&got));
	buf_fini(&got);
}

static void
check_seen(struct wire *w, struct slice rest)
{
	const struct plan_request *r = w->plan.requests + w->requests - 1;
	struct cat_reply reply = wire_reply(w);
	char want[20], got[20];

	if (w->op->ways == NULL || w->op->ways->seen == NULL) {
		wire_fail(w, "seen", "a read that tells", "none");
		return;
	}
	snprintf(got, sizeof(got), "%d",
	    w->op->ways->seen(&reply, r->objects[0].id, &w->args, &w->set));
	wire_expect(w, "seen", wire_text(rest, want, sizeof(want)), got);
}

static void
check_page(struct wire *w, struct slice rest)
{
	struct buf page = { 0 };
	struct err err = { 0 };
	char want[20];

	if (wire_next_page(w, &page, &err))
		wire_fail(w, "goes on", "an error", buf_string(&page));
	wire_expect(w, "page", wire_text(rest, want, sizeof(want)),
	    err_word(err.code));
	w->page_failed = true;
	buf_fini(&page);
}

static void
check_refused(struct wire *w, struct slice rest)
{
	struct slice code = wire_word(&rest);
	struct err err = { 0 };
	char want[100], part[200];

	wire_text(code, want, sizeof(want));
	if (wire_plan(w, &err)) {
		wire_fail(w, "it is not refused", want, "a plan");
		w->requests = w->plan.count;
		return;
	}
	wire_expect(w, "refused", want, err_word(err.code));
	if (strstr(err.text, wire_text(rest, part, sizeof(part))) == NULL)
		wire_fail(w, "words", part, err.text);
}

static const struct {
	const char	*name;
	void		(*check)(struct wire *w, struct slice rest);
} checks[] = {
	{ "error", check_error }, { "rows", check_rows },
	{ "cell", check_cell }, { "items", check_items },
	{ "object", check_object }, { "match", check_match },
	{ "seen", check_seen }, { "page", check_page },
	{ "refused", check_refused },
};

void
wire_check(struct wire *w, struct slice rest)
{
	struct slice name = wire_word(&rest);
	size_t i;

	if (str_is(name, "ok")) {
		check_ok(w);
		return;
	}
	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if (str_is(name, checks[i].name)) {
			checks[i].check(w, rest);
			return;
		}
	wire_fail(w, "no such expectation", name.at, "");
}
