/* What writes: plan, brake, question, sending, and the outcome of each object. */
#include "commands.h"
#include "results.h"

#include <endpane/base/clock.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/ask.h>
#include <endpane/cli/out.h>
#include <endpane/op/past.h>

#include <unistd.h>

#define WAIT_MS		5000	/* for what is under way, after a signal */
#define PROGRESS_MS	250	/* how often it is said, at least */

/* Lines made harmless, none of them cut. */
static void
add_lines(struct slice text, struct buf *out)
{
	struct slice line;

	while (str_next(&text, '\n', &line)) {
		text_clean_whole(line, out);
		buf_char(out, '\n');
	}
}

static bool
dry_run(const struct session *s, const struct job *job, struct err *err)
{
	struct options plain = *s->options;
	struct buf text = { 0 }, clean = { 0 };
	struct out *out;

	plain.format = OUT_TABLE;
	out = out_open(&plain, NULL);
	job_print(job, &text);
	add_lines((struct slice) { text.at, text.len }, &clean);
	buf_format(&clean, "\n%zu object%s:\n", job_object_count(job),
	    job_object_count(job) == 1 ? "" : "s");
	ask_objects(job, &clean);
	out_text(out, (struct slice) { clean.at, clean.len });
	buf_fini(&clean);
	buf_fini(&text);
	return out_end(out, err);
}

/* Turns until the job is in (or past) a state; false after a signal. */
static bool
turn_until(struct session *s, const struct job *job, enum job_state state,
    struct err *err)
{
	while (job_state(job) < state)
		if (!session_turn(s, -1, err))
			return false;
	return true;
}

/* How far an upload is, on a terminal; an empty line behind the last one. */
static void
show_progress(const struct job *job, bool *shown)
{
	int64_t sent, size;

	if (job_progress(job, &sent, &size))
		fprintf(stderr, "\rsent %lld of %lld bytes, %d %%",
		    (long long)sent, (long long)size,
		    (int)(sent * 100 / size));
	else if (*shown)
		fputs("\r\033[K", stderr);
	*shown = job_progress(job, &sent, &size);
}

/* The same as turn_until(), and says how far an upload is. */
static bool
turn_to_end(struct session *s, const struct job *job, struct err *err)
{
	bool shown = false, good = true, wanted = isatty(STDERR_FILENO) != 0;

	while (good && job_state(job) < JOB_DONE) {
		good = session_turn(s, wanted ? PROGRESS_MS : -1, err);
		if (wanted)
			show_progress(job, &shown);
	}
	if (shown)
		fputs("\r\033[K", stderr);
	return good;
}

/* The question, where the brake wants one and nothing answers beforehand. */
static bool
confirmed(const struct session *s, const struct job *job, struct buf *typed,
    struct err *err)
{
	const struct guard_answer *guard = job_guard(job);

	if (guard->way == GUARD_GO || s->options->yes)
		return true;
	if (s->options->no_input)
		return err_set(err, ERR_GUARD, "%s: not sent, since it asks "
		    "first; --yes answers beforehand", job_title(job));
	return ask_job(job, typed, err);
}

/* After a signal: nothing new is sent, what is under way may still end. */
static void
stop(struct session *s, struct job *job)
{
	int64_t until = clock_monotonic_ms() + WAIT_MS, left;
	struct err again = { 0 };

	job_stop(job);
	fputs("endpane: stopping; waiting for what is under way\n", stderr);
	while (job_state(job) < JOB_DONE &&
	    (left = until - clock_monotonic_ms()) > 0)
		if (!session_turn(s, (int)left, &again))
			break;
}

/* What was not sent is not lost: how to go on with it. */
static void
tell_rest(const struct job *job, bool errors_json)
{
	size_t left = job_tally(job, OUTCOME_NOT_SENT);
	int64_t entry = job_entry(job);

	/* Who reads errors as JSON finds nothing else between them. */
	if (!errors_json && entry != 0 && left > 0 &&
	    job_object_count(job) > 1)
		fprintf(stderr, "endpane: %zu not sent; endpane journal "
		    "resume %lld goes on with %s\n", left, (long long)entry,
		    left == 1 ? "it" : "them");
}

/* Also where seeking the objects ended it: each says why. */
static bool
end_with_verdict(const struct session *s, const struct job *job,
    struct err *err)
{
	struct err printing = { 0 };

	job_verdict(job, err);
	if (!results_print(s, job, &printing) && err->code == ERR_NONE)
		return err_copy(err, &printing);
	tell_rest(job, s->options->errors_json);
	return err->code == ERR_NONE;
}

/* Sends; what became of each object is printed whatever happens. */
static bool
carry_out(struct session *s, struct job *job, struct err *err)
{
	struct err signal = { 0 }, printing = { 0 };

	if (!turn_to_end(s, job, &signal))
		stop(s, job);
	if (signal.code == ERR_NONE)
		return end_with_verdict(s, job, err);
	results_print(s, job, &printing);
	tell_rest(job, s->options->errors_json);
	return err_set(err, signal.code, "interrupted; %zu of %zu objects "
	    "were not sent, %zu are unknown", job_tally(job, OUTCOME_NOT_SENT),
	    job_object_count(job), job_tally(job, OUTCOME_UNKNOWN) +
	    job_tally(job, OUTCOME_SENDING));
}

/*
 * Whoever is asked, or reads a dry run, sees names and not only ids; and what
 * is to be sent is read before, so that it can be undone. Where nobody can be
 * asked it ends here, so nothing is read for it.
 */
static bool
get_ready(struct session *s, struct job *job, struct err *err)
{
	const struct options *o = s->options;
	bool asks, can, sends;

	if (!turn_until(s, job, JOB_READY, err))
		return false;
	if (job_state(job) != JOB_READY)
		return true;
	asks = job_guard(job)->way != GUARD_GO && !o->yes;
	can = asks && !o->dry_run && !o->no_input && ask_can();
	sends = !o->dry_run && (!asks || can);
	job_learn(job, o->dry_run || can, sends);
	return turn_until(s, job, JOB_READY, err);
}

/* Where it is for some of the objects, each of them says so. */
static bool
refuse(const struct session *s, const struct job *job, struct err *err)
{
	struct err printing = { 0 };
	size_t n;

	for (n = 0; n < job_object_count(job); n++)
		if (job_object(job, n)->err.code != ERR_NONE) {
			results_print(s, job, &printing);
			break;
		}
	return err_copy(err, &job_guard(job)->err);
}

/* What was found out about the job that this one goes on with. */
static void
remark(const struct job *job)
{
	struct buf text = { 0 };

	past_remark(job, &text);
	command_remark(buf_string(&text));
	buf_fini(&text);
}

bool
change_carry_out(struct session *session, struct job *job, struct err *err)
{
	const struct options *o = session->options;
	struct buf typed = { 0 };
	bool ok;

	if (!results_check(o, err) || !get_ready(session, job, err))
		return false;
	remark(job);
	if (job_state(job) == JOB_DONE)
		return end_with_verdict(session, job, err);
	if (past_was_settled(job, err))
		return err->code == ERR_NONE;
	if (job_guard(job)->way == GUARD_REFUSE)
		return refuse(session, job, err);
	if (o->dry_run)
		return dry_run(session, job, err);
	ok = confirmed(session, job, &typed, err) &&
	    job_confirm(job, buf_string(&typed), o->yes, err);
	buf_fini(&typed);
	return ok && carry_out(session, job, err);
}

/* A line for each row of a file that cannot be sent. */
static void
say_bad_row(void *who, size_t line, const char *name, const char *column,
    const char *why)
{
	struct buf text = { 0 };

	(void)who;
	if (why == NULL)
		return;
	buf_format(&text, "row %zu, column ", line);
	text_clean(str_slice(column[0] != '\0' ? column : "-"), &text);
	buf_text(&text, ", ");
	text_clean(str_slice(name[0] != '\0' ? name : "no name"), &text);
	buf_text(&text, ": ");
	text_clean(str_slice(why), &text);
	fprintf(stderr, "endpane: %s\n", buf_string(&text));
	buf_fini(&text);
}

/* Refused for them, or sent without them: which those are is said. */
static void
say_bad_rows(const struct options *o, const struct cat_op *op,
    const struct args *args)
{
	struct err ignored;

	if (!o->errors_json && op->ways != NULL && op->ways->preview != NULL &&
	    args_get(args, "from", 0) != NULL)
		job_preview(op, args, say_bad_row, NULL, &ignored);
}

bool
change_run(struct session *session, const struct conn *conn,
    const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args, struct err *err)
{
	struct job *job = job_new(session->engine, conn, resource, op, args,
	    err);

	if (job == NULL || args_get(args, CAT_SKIPS, 0) != NULL)
		say_bad_rows(session->options, op, args);
	return job != NULL && change_carry_out(session, job, err);
}

bool
command_change(struct session *session, struct err *err)
{
	const struct options *o = session->options;
	const struct conn *conn = session_conn(session, o->resource, err);
	struct args args = { 0 };
	bool ok;

	if (conn == NULL)
		return false;
	args_copy(&args, &o->args);
	ok = secrets_gather(session, o->op, &args, err) && change_run(session, conn,
	    o->resource, o->op, &args, err);
	args_fini(&args);
	return ok;
}
