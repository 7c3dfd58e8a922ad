/* config init on a terminal: asks for connections, tries each, writes. */
#include "setup.h"
#include "sign.h"

#include <endpane/base/mem.h>
#include <endpane/base/signals.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/ask.h>
#include <endpane/cli/session.h>
#include <endpane/config/paths.h>
#include <endpane/op/check.h>
#include <endpane/op/sign.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
say(const char *text)
{
	struct slice rest = str_slice(text), line;
	struct buf clean = { 0 };

	while (str_next(&rest, '\n', &line)) {
		text_clean(line, &clean);
		buf_char(&clean, '\n');
	}
	fputs(buf_string(&clean), stdout);
	fflush(stdout);
	buf_fini(&clean);
}

static void
say_step(const char *name, enum check_word word, const char *more)
{
	struct buf line = { 0 };

	buf_format(&line, "  %-12s %s%s%s", name, word == CHECK_GOOD ? "yes" :
	    word == CHECK_BAD ? "no" : "?", more[0] != '\0' ? ", " : "",
	    more);
	say(buf_string(&line));
	buf_fini(&line);
}

static void
say_check(const struct check *c)
{
	char until[48] = "", left[32] = "";

	if (c->until[0] != '\0')
		snprintf(until, sizeof(until), "until %s", c->until);
	if (c->calls_left >= 0)
		snprintf(left, sizeof(left), "%d", c->calls_left);
	say_step("reachable", c->steps[CHECK_REACH], "");
	say_step("certificate", c->steps[CHECK_CERT], until);
	say_step("signed in", c->steps[CHECK_SIGN_IN], "");
	say_step("may read", c->steps[CHECK_READ], "");
	say_step("calls left", c->steps[CHECK_CALLS], left);
	if (c->err.code != ERR_NONE)
		say(c->err.text);
}

static bool
check_once(struct session *s, struct check *c, struct err *err)
{
	bool ok = check_start(c, s->engine, &s->config->conns[0],
	    signals_fd(), err);

	while (ok && !c->is_over)
		ok = session_turn(s, -1, err);
	/* A reading that is still under way points at the check. */
	check_stop(c);
	return ok;
}

/* What a person can do at once about a step: consent, trust. True: done. */
static bool
mends(struct session *s, const struct check *c, struct err *err)
{
	const struct conn *conn = &s->config->conns[0];
	struct buf remark = { 0 };
	bool done = false;

	if (c->steps[CHECK_CERT] == CHECK_BAD)
		done = sign_trusts(s, conn, &remark, err);
	else if (c->steps[CHECK_SIGN_IN] == CHECK_BAD &&
	    conn->auth == CONN_OAUTH)
		done = sign_consent(s, conn, &remark, err);
	say(done ? buf_string(&remark) : err->text);
	buf_fini(&remark);
	return done;
}

/* False only where there is no going on: *works says how it does. */
static bool
try_out(const struct options *options, const char *path, bool *works,
    struct err *err)
{
	struct options how = *options;
	struct session s;
	struct check c = { 0 };
	int mended = 0;
	bool ok;

	*works = false;
	how.config = path;
	how.demo = false;
	if (!session_open(&s, &how, false, err)) {
		say(err->text);
		return true;
	}
	if (s.config->conn_count == 0) {
		say("[endpane] is for preferences: it needs another name.");
		session_close(&s, 0);
		return true;
	}
	say("Trying it:");
	for (;;) {
		ok = check_once(&s, &c, err);
		if (!ok)
			break;
		say_check(&c);
		*works = check_worst(&c) == CHECK_STEPS;
		if (*works || mended++ == 2 || !mends(&s, &c, err))
			break;
	}
	session_close(&s, 0);
	return err->code != ERR_INTERRUPTED;
}

static bool
write_all(const char *path, const struct buf *text, struct err *err)
{
	return paths_write(path, (struct slice) { text->at, text->len }, err);
}

static bool
is_taken(const struct buf *all, const struct buf *name)
{
	struct slice rest = { all->at, all->len }, line;
	char *section = mem_format("[%s]", buf_string(name));
	bool taken = false;

	while (!taken && str_next(&rest, '\n', &line))
		taken = str_is(line, section);
	free(section);
	return taken;
}

/* One connection: until it works, is kept as it is, or left out. */
static bool
add_connection(const struct options *options, const char *draft,
    struct buf *all, struct err *err)
{
	struct buf section = { 0 }, name = { 0 }, answer = { 0 };
	bool ok = setup_ask(&section, &name, err), works = false;

	if (ok && is_taken(all, &name))
		say("There is a connection of that name already.");
	else
		ok = ok && write_all(draft, &section, err) &&
		    try_out(options, draft, &works, err);
	buf_text(&answer, works ? "keep" : "");
	if (ok && !works)
		ok = ask_choice("It does not work yet.",
		    is_taken(all, &name) ? "again\tanswer anew\n"
		    "leave\twithout it" :
		    "keep\tas it is, to be mended in the file\n"
		    "again\tanswer anew\nleave\twithout it", &answer, err);
	if (ok && strcmp(buf_string(&answer), "keep") == 0) {
		buf_reserve(all, 65536);
		buf_format(all, "%s%s", all->len > 0 ? "\n" : "",
		    buf_string(&section));
	}
	ok = ok && (strcmp(buf_string(&answer), "again") != 0 ||
	    add_connection(options, draft, all, err));
	buf_wipe(&section);
	buf_fini(&name);
	buf_fini(&answer);
	return ok;
}

static bool
wants_more(bool *more, struct err *err)
{
	struct buf answer = { 0 };
	bool ok = ask_choice("Another connection?", "no\nyes", &answer, err);

	*more = strcmp(buf_string(&answer), "yes") == 0;
	buf_fini(&answer);
	return ok;
}

static bool
ask_all(const struct options *options, const char *path, const char *draft,
    struct err *err)
{
	struct buf all = { 0 };
	bool ok = true, more = true;

	while (ok && more)
		ok = add_connection(options, draft, &all, err) &&
		    wants_more(&more, err);
	if (ok && all.len == 0)
		ok = err_set(err, ERR_GUARD, "no connection: nothing is "
		    "written");
	/* Not over a file that has come up meanwhile. */
	ok = ok && write_all(draft, &all, err);
	if (ok && link(draft, path) != 0)
		ok = err_set(err, ERR_USAGE, "%s cannot be written, or is "
		    "there already", path);
	buf_wipe(&all);
	return ok;
}

bool
setup_run(const struct options *options, const char *path, struct err *err)
{
	char *draft = mem_format("%s.new", path);
	struct buf text = { 0 };
	bool ok;

	if (!signals_open(SIGNAL_INTERRUPT | SIGNAL_END, err)) {
		free(draft);
		return false;
	}
	buf_format(&text, "This asks for your connections, tries each, and "
	    "writes %s\nfor you alone. Ctrl-C leaves nothing behind. "
	    "--no-input writes an example instead.", path);
	say(buf_string(&text));
	ok = ask_all(options, path, draft, err);
	unlink(draft);
	buf_clear(&text);
	buf_format(&text, "wrote %s; endpane shows the dashboard", path);
	if (ok)
		say(buf_string(&text));
	buf_fini(&text);
	signals_close();
	free(draft);
	return ok;
}
