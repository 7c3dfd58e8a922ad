/* Prints the journal; never changes it. */
#include "commands.h"

#include <endpane/base/clock.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/out.h>
#include <endpane/cli/past.h>
#include <endpane/config/paths.h>
#include <endpane/store/plans.h>

static const struct cat_param list_params[] = {
	{ "unknown", "", CAT_IN_PLAN, CAT_FLAG, 0, NULL,
	  NULL, "Only writes whose outcome nobody knows" },
	{ 0 }
};

static const struct cat_param show_params[] = {
	{ "id", "", CAT_IN_PLAN, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL,
	  NULL, "The number of an entry" },
	{ 0 }
};

static const struct cat_param again_params[] = {
	{ "id", "", CAT_IN_PLAN, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL,
	  NULL, "The number of an entry of the operation" },
	{ 0 }
};

const struct cat_op past_ops[] = {
	{ .verb = "list", .risk = CAT_READ, .flags = CAT_TABLE,
	  .params = list_params,
	  .help = "List what was written, newest first" },
	{ .verb = "show", .risk = CAT_READ, .params = show_params,
	  .help = "Show one write and every outcome recorded for it" },
	{ .verb = "undo", .risk = CAT_WIDE, .params = again_params,
	  .help = "Undo what an operation did, as a new one" },
	{ .verb = "resume", .risk = CAT_WIDE, .params = again_params,
	  .help = "Send what an operation left unsent, as a new one" },
	{ .verb = "verify", .risk = CAT_READ,
	  .help = "Check that nothing was changed afterwards" },
	{ 0 }
};

static const struct out_column columns[] = {
	{ "id", true }, { "time", false }, { "connection", false },
	{ "operation", false }, { "object", false }, { "name", false },
	{ "state", false }, { "http", true }, { "message", false },
};

struct printing {
	const struct options	*options;
	struct out		*out;
	size_t			 entries;
};

static struct slice
text_of(const struct buf *text)
{
	return (struct slice) { text->at, text->len };
}

static bool
print_cells(struct out *out, const struct journal_entry *e)
{
	char id[24], at[24], http[12] = "";
	struct slice cells[9];

	snprintf(id, sizeof(id), "%lld", (long long)e->id);
	clock_print(e->at_ms, at, sizeof(at));
	if (e->http > 0)
		snprintf(http, sizeof(http), "%d", e->http);
	cells[0] = str_slice(id);
	cells[1] = str_slice(at);
	cells[2] = str_slice(e->intent.conn);
	cells[3] = str_slice(e->intent.operation);
	cells[4] = str_slice(e->intent.object_id);
	cells[5] = str_slice(e->intent.object_name);
	cells[6] = str_slice(journal_word(e->state));
	cells[7] = str_slice(http);
	cells[8] = str_slice(e->words);
	return out_cells(out, cells);
}

static void
add_text(struct buf *json, const char *key, const char *value)
{
	buf_format(json, ",\"%s\":", key);
	if (value == NULL)
		buf_text(json, "null");
	else
		text_json_string(str_slice(value), json);
}

static bool
print_json(struct out *out, const struct journal_entry *e)
{
	struct buf json = { 0 };
	char at[32];
	bool ok;

	clock_print_utc(e->at_ms, at, sizeof(at));
	buf_format(&json, "{\"id\":%lld,\"job\":%lld", (long long)e->id,
	    (long long)e->intent.job);
	add_text(&json, "time", at);
	add_text(&json, "connection", e->intent.conn);
	add_text(&json, "operation", e->intent.operation);
	add_text(&json, "object_id", e->intent.object_id);
	add_text(&json, "object_name", e->intent.object_name);
	add_text(&json, "method", e->intent.method);
	add_text(&json, "url", e->intent.url);
	add_text(&json, "body", e->intent.body);
	add_text(&json, "state", journal_word(e->state));
	buf_format(&json, ",\"http\":%d", e->http);
	add_text(&json, "message", e->words);
	buf_char(&json, '}');
	ok = out_object(out, text_of(&json));
	buf_fini(&json);
	return ok;
}

static bool
print_entry(void *who, const struct journal_entry *e)
{
	struct printing *p = who;
	char id[24];

	switch (p->options->format) {
	case OUT_JSON:
	case OUT_JSONL:
		return print_json(p->out, e);
	case OUT_IDS:
		snprintf(id, sizeof(id), "%lld", (long long)e->id);
		return out_id(p->out, str_slice(id));
	case OUT_TABLE:
	case OUT_CSV:
	case OUT_TSV:
	default:
		return print_cells(p->out, e);
	}
}

static void
add_field(struct buf *out, const char *label, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	buf_format(out, "%-12s", label);
	text_clean_whole(str_slice(value), out);
	buf_char(out, '\n');
}

/* What was to be done once, then a line for each outcome. */
static bool
print_history(void *who, const struct journal_entry *e)
{
	struct printing *p = who;
	struct buf text = { 0 };
	char number[24], at[24];

	clock_print(e->at_ms, at, sizeof(at));
	if (p->entries++ == 0) {
		snprintf(number, sizeof(number), "%lld", (long long)e->id);
		add_field(&text, "id", number);
		snprintf(number, sizeof(number), "%lld",
		    (long long)e->intent.job);
		add_field(&text, "job", number);
		add_field(&text, "recorded", at);
		add_field(&text, "connection", e->intent.conn);
		add_field(&text, "operation", e->intent.operation);
		add_field(&text, "object", e->intent.object_id);
		add_field(&text, "name", e->intent.object_name);
		add_field(&text, "method", e->intent.method);
		add_field(&text, "path", e->intent.url);
		add_field(&text, "body", e->intent.body);
	}
	add_field(&text, "state", journal_word(e->state));
	if (e->outcome_ms > 0) {
		clock_print(e->outcome_ms, at, sizeof(at));
		add_field(&text, "  at", at);
	}
	if (e->http > 0) {
		snprintf(number, sizeof(number), "%d", e->http);
		add_field(&text, "  http", number);
	}
	add_field(&text, "  message", e->words);
	out_text(p->out, text_of(&text));
	buf_fini(&text);
	return true;
}

/* What the job of an entry was made from. */
static bool
print_origin(void *who, const struct plan_record *plan)
{
	struct printing *p = who;
	struct buf text = { 0 };

	if (plan->origin != PLAN_NEW)
		buf_format(&text, "%-12sjob %lld\n", plan->origin ==
		    PLAN_UNDOES ? "undoes" : "resumes",
		    (long long)plan->origin_job);
	if (plan->is_stopped)
		add_field(&text, "stopped", plan->words);
	out_text(p->out, text_of(&text));
	buf_fini(&text);
	return false;
}

static bool
list(struct printing *p, struct journal *journal, struct err *err)
{
	struct journal_query query = { .limit = p->options->limit,
		.only_open = args_get(&p->options->args, "unknown", 0) !=
		    NULL };

	p->out = out_open(p->options, p->options->color);
	if (out_wants_cells(p->out))
		out_columns(p->out, columns, sizeof(columns) /
		    sizeof(columns[0]));
	return journal_list(journal, &query, print_entry, p, err);
}

static bool
show_history(struct printing *p, struct journal *journal, int64_t number,
    struct err *err)
{
	struct err none;
	int64_t job;

	if (!journal_history(journal, number, print_history, p, err))
		return false;
	/* In flight, or ended with its process: no outcome at all. */
	if (p->entries == 0 &&
	    !journal_show(journal, number, print_history, p, err))
		return false;
	/* An older endpane has recorded no plan. */
	if (plans_job_of(journal, number, &job, &none))
		plans_show(journal, job, print_origin, p, &none);
	return true;
}

static bool
show(struct printing *p, struct journal *journal, struct err *err)
{
	const char *id = args_get(&p->options->args, "id", 0);
	int64_t number;

	if (!str_number(str_slice(id), &number))
		return err_set(err, ERR_USAGE, "%s is no number of an entry",
		    id);
	p->out = out_open(p->options, p->options->color);
	if (p->options->format == OUT_TABLE)
		return show_history(p, journal, number, err);
	if (out_wants_cells(p->out))
		out_columns(p->out, columns, sizeof(columns) /
		    sizeof(columns[0]));
	else
		out_single(p->out);
	return journal_show(journal, number, print_entry, p, err);
}

static bool
verify(struct printing *p, struct journal *journal, struct err *err)
{
	struct buf object = { 0 };
	int64_t bad = 0;
	size_t questions = 0;

	if (!journal_verify(journal, &bad, err) ||
	    !journal_open_questions(journal, &questions, err))
		return false;
	p->out = out_open(p->options, NULL);
	if (p->options->format == OUT_TABLE)
		return out_line(p->out, "the journal is whole; %zu outcome%s "
		    "unknown", questions, questions == 1 ? " is" : "s are");
	buf_format(&object, "{\"whole\":true,\"unknown\":%zu}", questions);
	out_single(p->out);
	out_object(p->out, text_of(&object));
	buf_fini(&object);
	return true;
}

static bool
print_journal(struct printing *p, struct journal *journal, struct err *err)
{
	const char *verb = p->options->op->verb;
	bool ok;

	if (strcmp(verb, "list") == 0)
		ok = list(p, journal, err);
	else if (strcmp(verb, "show") == 0)
		ok = show(p, journal, err);
	else
		ok = verify(p, journal, err);
	if (ok)
		return out_end(p->out, err);
	out_drop(p->out);
	return false;
}

/* That of the estate: nobody has written there yet. */
static bool
demo_journal(struct session *s, void *who, struct err *err)
{
	struct journal *journal = engine_journal(s->engine);

	return journal != NULL ? print_journal(who, journal, err) :
	    err_copy(err, engine_journal_trouble(s->engine));
}

bool
past_run(const struct options *options, struct err *err)
{
	const char *verb = options->op->verb;
	struct printing p = { .options = options };
	struct journal *journal;
	char *folder;
	bool ok;

	if (strcmp(verb, "undo") == 0 || strcmp(verb, "resume") == 0)
		return again_run(options, err);
	if (options->demo)
		return session_run(options, false, demo_journal, &p, err);
	folder = paths_state_folder(err);
	if (folder == NULL)
		return false;
	journal = journal_open(folder, err);
	free(folder);
	if (journal == NULL)
		return false;
	ok = print_journal(&p, journal, err);
	journal_close(journal);
	return ok;
}
