/* Noun and verb to the command that carries it out, errors to exit statuses. */
#include "commands.h"
#include "ids.h"
#include "takes.h"

#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/cli.h>
#include <endpane/cli/help.h>
#include <endpane/cli/out.h>
#include <endpane/cli/tool.h>
#include <endpane/op/past.h>
#include <endpane/store/journal.h>

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Terminals that cannot place a cursor, and readers that speak lines. */
static bool
prefers_lines(void)
{
	const char *term = getenv("TERM"), *access = getenv("ACCESSIBLE");

	return (term != NULL && strcmp(term, "dumb") == 0) ||
	    (access != NULL && access[0] != '\0');
}

static bool
is_terminal(void)
{
	return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;
}

bool
cli_wants_dashboard(const struct options *options)
{
	return options->resource == NULL && !options->help &&
	    !options->version && !options->plain &&
	    !(prefers_lines() && is_terminal());
}

static void
complain_json(const struct err *err, int status, struct buf *line)
{
	buf_text(line, "{\"error\":{\"code\":");
	text_json_string(str_slice(err_word(err->code)), line);
	buf_format(line, ",\"http\":%d,\"message\":", err->http);
	text_json_string(str_slice(err->text), line);
	buf_format(line, ",\"exit\":%d}}", status);
}

int
cli_complain(const struct options *options, const struct err *err)
{
	int status = err_exit_status(err->code);
	struct buf line = { 0 };

	if (err->text[0] == '\0')
		return status;
	if (options->errors_json)
		complain_json(err, status, &line);
	else {
		buf_text(&line, "endpane: ");
		text_clean(str_slice(err->text), &line);
	}
	fprintf(stderr, "%s\n", buf_string(&line));
	buf_fini(&line);
	return status;
}

void
command_remark(const char *remark)
{
	struct buf line = { 0 };

	if (remark == NULL || *remark == '\0')
		return;
	text_clean(str_slice(remark), &line);
	fprintf(stderr, "endpane: %s\n", buf_string(&line));
	buf_fini(&line);
}

/* Whoever is about to write is told what an earlier run left open. */
static void
recall(struct session *session)
{
	struct journal *journal = engine_journal(session->engine);
	size_t count = 0, left;
	int64_t entry = 0;
	struct err err;

	if (isatty(STDERR_FILENO) != 1 || session->options->demo ||
	    journal == NULL || !journal_open_questions(journal, &count, &err))
		return;
	left = past_unfinished(session->engine, &entry);
	if (left > 0)
		fprintf(stderr, "endpane: the last operation left %zu unsent; "
		    "endpane journal resume %lld goes on with %s\n", left,
		    (long long)entry, left == 1 ? "it" : "them");
	if (count == 0)
		return;
	fprintf(stderr, "endpane: nobody knows what became of %zu earlier "
	    "write%s; endpane journal list --unknown names %s\n", count,
	    count == 1 ? "" : "s", count == 1 ? "it" : "them");
}

static bool
run_command(struct session *session, void *who, struct err *err)
{
	const struct cat_op *op = session->options->op;

	(void)who;
	if (session->config->ascii)
		text_set_ascii(true);
	if (op == NULL || cat_writes(op))
		recall(session);
	if (op == NULL)
		return is_terminal() ? command_plain(session, err) :
		    command_overview(session, err);
	if (cat_writes(op))
		return command_change(session, err);
	if (takes_lists(op))
		return command_list(session, err);
	return command_show(session, err);
}

static bool
run(struct options *options, struct err *err)
{
	if (options->help)
		return help_print(options, err);
	if (options->version)
		return help_version(options, err);
	if (options->op != NULL && !ids_read(options, STDIN_FILENO, err))
		return false;
	if (options->resource != NULL && options->system == NULL)
		return tool_run(options, err);
	return session_run(options, options->op == NULL && is_terminal(),
	    run_command, NULL, err);
}

int
cli_run(struct options *options)
{
	bool is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	struct err err = { 0 };

	/* What is exported keeps its characters whatever the locale. */
	text_set_ascii(options->format == OUT_TABLE && !is_utf8);
	if (run(options, &err))
		return 0;
	/* What a person is told does not. */
	if (!options->errors_json && !is_utf8)
		text_set_ascii(true);
	return cli_complain(options, &err);
}
