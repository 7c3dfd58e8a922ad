/* config check: a line for each connection, how far it gets. */
#include "check.h"

#include <endpane/base/mem.h>
#include <endpane/base/signals.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/out.h>
#include <endpane/cli/session.h>
#include <endpane/op/check.h>

#define COLUMNS 7

static const struct out_column columns[COLUMNS] = {
	{ "connection", false }, { "reachable", false },
	{ "certificate", false }, { "signed-in", false },
	{ "may-read", false }, { "calls-left", true }, { "problem", false }
};

static const char *
word_for(enum check_word word)
{
	switch (word) {
	case CHECK_UNTRIED:
		return "?";
	case CHECK_GOOD:
		return "yes";
	case CHECK_BAD:
		return "no";
	}
	return "?";
}

static void
fill_cells(const struct check *c, char text[2][48], struct slice *cells)
{
	if (c->steps[CHECK_CERT] == CHECK_GOOD)
		snprintf(text[0], 48, "%s%s", c->until[0] != '\0' ? "until " :
		    "plain http", c->until);
	else
		snprintf(text[0], 48, "%s", word_for(c->steps[CHECK_CERT]));
	if (c->calls_left < 0)
		snprintf(text[1], 48, "no limit");
	else
		snprintf(text[1], 48, "%d", c->calls_left);
	cells[0] = str_slice(c->conn->name);
	cells[1] = str_slice(word_for(c->steps[CHECK_REACH]));
	cells[2] = str_slice(text[0]);
	cells[3] = str_slice(word_for(c->steps[CHECK_SIGN_IN]));
	cells[4] = str_slice(word_for(c->steps[CHECK_READ]));
	cells[5] = str_slice(text[1]);
	cells[6] = str_slice(c->err.text);
}

static void
print_object(struct out *out, const struct slice *cells)
{
	struct buf object = { 0 };
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		buf_format(&object, "%s\"%s\":", i == 0 ? "{" : ",",
		    columns[i].name);
		text_json_string(cells[i], &object);
	}
	buf_char(&object, '}');
	out_object(out, (struct slice) { object.at, object.len });
	buf_fini(&object);
}

static bool
print(const struct session *s, const struct check *checks, size_t count,
    struct err *err)
{
	const struct options *o = s->options;
	struct slice cells[COLUMNS];
	char text[2][48];
	struct out *out = out_open(o, o->color != NULL ? o->color :
	    s->config->color);
	struct buf shown = { 0 };
	size_t i;

	if (o->format == OUT_TABLE) {
		text_clean_whole(str_slice(s->config->path), &shown);
		out_line(out, "%s: %zu connection%s, no complaint",
		    buf_string(&shown), count, count == 1 ? "" : "s");
		buf_fini(&shown);
	}
	if (out_wants_cells(out) && (count > 0 || o->format != OUT_TABLE))
		out_columns(out, columns, COLUMNS);
	for (i = 0; i < count; i++) {
		fill_cells(&checks[i], text, cells);
		if (out_wants_cells(out))
			out_cells(out, cells);
		else if (o->format == OUT_IDS)
			out_id(out, cells[0]);
		else
			print_object(out, cells);
	}
	return out_end(out, err);
}

/* The one that does not get as far as any other decides. */
static bool
sum_up(const struct check *checks, size_t count, struct err *err)
{
	const struct check *worst = NULL;
	size_t i, bad = 0;

	for (i = 0; i < count; i++) {
		/* What nobody has set up to be tried is no failure. */
		if (check_worst(&checks[i]) == CHECK_STEPS)
			continue;
		bad++;
		if (worst == NULL ||
		    check_worst(&checks[i]) < check_worst(worst))
			worst = &checks[i];
	}
	if (worst == NULL)
		return true;
	err_set(err, worst->err.code, "%zu of %zu connections ha%s a problem; "
	    "%s: %.250s", bad, count, bad == 1 ? "s" : "ve",
	    worst->conn->name, worst->err.text);
	err->http = worst->err.http;
	return false;
}

static bool
all_over(const struct check *checks, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!checks[i].is_over)
			return false;
	return true;
}

static bool
check_all(struct session *s, void *who, struct err *err)
{
	size_t i, count = s->config->conn_count;
	struct check *checks = mem_alloc((count + 1) * sizeof(*checks));
	bool ok = true;

	(void)who;
	for (i = 0; ok && i < count; i++)
		ok = check_start(&checks[i], s->engine, &s->config->conns[i],
		    signals_fd(), err);
	while (ok && !all_over(checks, count))
		ok = session_turn(s, -1, err);
	/* Readings that are still under way point at the checks. */
	for (i = 0; i < count; i++)
		check_stop(&checks[i]);
	ok = ok && print(s, checks, count, err) && sum_up(checks, count, err);
	free(checks);
	return ok;
}

bool
check_run(const struct options *options, struct err *err)
{
	return session_run(options, false, check_all, NULL, err);
}
