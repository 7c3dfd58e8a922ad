/* Asks on /dev/tty; a signal ends the waiting. */
#include <endpane/base/signals.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/ask.h>

#include <errno.h>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#define LINE_MOST 4096

static int
open_terminal(struct err *err)
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		err_set(err, ERR_GUARD, "there is no terminal to ask on");
	return fd;
}

bool
ask_can(void)
{
	struct err none;
	int fd = open_terminal(&none);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static void
show(int fd, struct slice text)
{
	size_t done = 0;
	ssize_t wrote;

	while (done < text.len) {
		wrote = write(fd, text.at + done, text.len - done);
		if (wrote < 0 && errno != EINTR)
			return;
		if (wrote > 0)
			done += (size_t)wrote;
	}
}

/* The terminal gives a line at a time; 0 where there will be no more. */
static bool
read_line(int fd, struct buf *line, struct err *err)
{
	char text[256];
	ssize_t got;

	for (;;) {
		if (!signals_wait(fd, err))
			return false;
		got = read(fd, text, sizeof(text));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return err_set(err, ERR_GUARD, "not answered");
		buf_add(line, text, (size_t)got);
		explicit_bzero(text, sizeof(text));
		if (line->len > LINE_MOST)
			return err_set(err, ERR_GUARD,
			    "the answer is too long");
		if (line->at[line->len - 1] == '\n') {
			line->at[--line->len] = '\0';
			return true;
		}
	}
}

/* What was typed before the question was seen does not answer it. */
static bool
ask(int fd, const struct buf *question, bool echo, struct buf *answer,
    struct err *err)
{
	struct termios before, quiet;
	bool changed = false, ok;

	if (!echo && tcgetattr(fd, &before) == 0) {
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		changed = tcsetattr(fd, TCSAFLUSH, &quiet) == 0;
	} else
		tcflush(fd, TCIFLUSH);
	show(fd, (struct slice) { question->at, question->len });
	ok = read_line(fd, answer, err);
	if (changed)
		tcsetattr(fd, TCSAFLUSH, &before);
	if (changed || !ok)
		show(fd, str_slice("\n"));
	return ok;
}

bool
ask_secret(const char *text, struct buf *answer, struct err *err)
{
	struct buf question = { 0 };
	int fd = open_terminal(err);
	bool ok;

	if (fd < 0)
		return false;
	text_clean(str_slice(text), &question);
	buf_char(&question, ' ');
	ok = ask(fd, &question, false, answer, err);
	close(fd);
	buf_fini(&question);
	return ok;
}

static bool
ask_plain(const char *text, struct buf *answer, struct err *err)
{
	struct slice rest = str_slice(text), line;
	struct buf question = { 0 };
	int fd = open_terminal(err);
	bool ok;

	if (fd < 0)
		return false;
	while (str_next(&rest, '\n', &line)) {
		if (question.len > 0)
			buf_char(&question, '\n');
		text_clean(line, &question);
	}
	buf_char(&question, ' ');
	ok = ask(fd, &question, true, answer, err);
	close(fd);
	buf_fini(&question);
	return ok;
}

/* Blanks around an answer are nobody's. */
static void
trim(struct buf *answer)
{
	struct buf trimmed = { 0 };

	buf_slice(&trimmed, str_trim((struct slice) { answer->at,
	    answer->len }));
	buf_fini(answer);
	*answer = trimmed;
}

bool
ask_line(const char *text, const char *preset, struct buf *answer,
    struct err *err)
{
	struct buf question = { 0 };
	bool ok;

	buf_text(&question, text);
	if (preset[0] != '\0')
		buf_format(&question, " [%s]", preset);
	buf_char(&question, ':');
	ok = ask_plain(buf_string(&question), answer, err);
	buf_fini(&question);
	trim(answer);
	if (ok && answer->len == 0)
		buf_text(answer, preset);
	return ok;
}

static struct slice
word_of(struct slice choice)
{
	const char *tab = choice.len > 0 ?
	    memchr(choice.at, '\t', choice.len) : NULL;

	if (tab != NULL)
		choice.len = (size_t)(tab - choice.at);
	return choice;
}

/* The choice that an answer means: its word, its number, or nothing typed. */
static bool
choose(struct slice choices, const struct buf *typed, struct buf *answer)
{
	struct slice said = { typed->at, typed->len }, one;
	int64_t number = said.len == 0 ? 1 : 0, n = 0;

	str_number(said, &number);
	while (str_next(&choices, '\n', &one)) {
		one = word_of(one);
		if (++n == number || (one.len == said.len &&
		    str_find_folded(one, said) != NULL)) {
			buf_slice(answer, one);
			return true;
		}
	}
	return false;
}

static void
list_choices(const char *text, const char *choices, struct buf *question)
{
	struct slice rest = str_slice(choices), one, word;
	int n = 0;

	buf_format(question, "%s\n", text);
	while (str_next(&rest, '\n', &one)) {
		word = word_of(one);
		buf_format(question, "  %d  %.*s", ++n, (int)word.len,
		    word.at);
		if (word.len < one.len)
			buf_format(question, "%*s%.*s", word.len < 20 ?
			    (int)(20 - word.len) : 1, "", (int)(one.len -
			    word.len - 1), one.at + word.len + 1);
		buf_char(question, '\n');
	}
	buf_text(question, "Number or name [1]:");
}

bool
ask_choice(const char *text, const char *choices, struct buf *answer,
    struct err *err)
{
	struct buf question = { 0 }, typed = { 0 };
	bool ok;

	if (choices[0] == '\0')
		return ask_line(text, "", answer, err);
	list_choices(text, choices, &question);
	while ((ok = ask_plain(buf_string(&question), &typed, err))) {
		trim(&typed);
		if (choose(str_slice(choices), &typed, answer))
			break;
		buf_clear(&typed);
		buf_clear(&question);
		buf_text(&question, "That is none of them. Number or name "
		    "[1]:");
	}
	buf_fini(&typed);
	buf_fini(&question);
	return ok;
}

bool
ask_word(const char *text, const char *word, struct err *err)
{
	struct buf typed = { 0 };
	bool ok = ask_plain(text, &typed, err);

	if (ok && !str_is(str_trim((struct slice) { typed.at, typed.len }),
	    word))
		ok = err_set(err, ERR_GUARD, "not answered with %s", word);
	buf_fini(&typed);
	return ok;
}

void
ask_objects(const struct job *job, struct buf *out)
{
	size_t n;

	for (n = 0; n < job_object_count(job); n++) {
		const struct job_object *object = job_object(job, n);

		buf_text(out, "  ");
		text_clean_whole(str_slice(object->id), out);
		if (object->name != NULL &&
		    strcmp(object->name, object->id) != 0) {
			buf_text(out, "  ");
			text_clean_whole(str_slice(object->name), out);
		}
		if (object->err.code != ERR_NONE) {
			buf_text(out, "  left out: ");
			text_clean_whole(str_slice(object->err.text), out);
		}
		buf_char(out, '\n');
	}
}

/* What would be done, where, to what; every object by name and full id. */
static void
describe(const struct job *job, struct buf *out)
{
	const struct conn *conn = job_conn(job);
	size_t requests = job_request_count(job);

	text_clean_whole(str_slice(job_title(job)), out);
	buf_format(out, "\n  connection  ");
	text_clean(str_slice(conn->name), out);
	buf_text(out, ", ");
	text_clean(str_slice(conn->base), out);
	buf_format(out, "\n  operation   %s %s, %zu request%s",
	    job_resource(job)->noun, job_op(job)->verb, requests,
	    requests == 1 ? "" : "s");
	job_cost_words(job, out);
	buf_char(out, '\n');
	ask_objects(job, out);
	if (job_op(job)->warning != NULL)
		buf_format(out, "%s\n", job_op(job)->warning);
	if (job_undo_why(job) != NULL)
		buf_format(out, "This cannot be undone from here: %s.\n",
		    job_undo_why(job));
}

static void
prompt(const struct guard_answer *guard, struct buf *out)
{
	switch (guard->way) {
	case GUARD_GO:
	case GUARD_REFUSE:
	case GUARD_YES:
		buf_text(out, "Go on? [y/N] ");
		return;
	case GUARD_COUNT:
	case GUARD_NAME:
		buf_text(out, "Type ");
		text_clean(str_slice(guard->expects), out);
		buf_text(out, " to go on: ");
		return;
	}
}

bool
ask_job(const struct job *job, struct buf *typed, struct err *err)
{
	const struct guard_answer *guard = job_guard(job);
	struct buf question = { 0 };
	struct slice answer;
	int fd = open_terminal(err);
	bool ok;

	if (fd < 0)
		return err_set(err, ERR_GUARD, "%s: not sent, since there is "
		    "no terminal to ask on; --yes answers beforehand",
		    job_title(job));
	describe(job, &question);
	prompt(guard, &question);
	ok = ask(fd, &question, true, typed, err);
	close(fd);
	buf_fini(&question);
	if (!ok)
		return false;
	answer = str_trim((struct slice) { typed->at, typed->len });
	if (guard->way == GUARD_YES)
		ok = str_is_folded(answer, "y") || str_is_folded(answer, "yes");
	else
		ok = guard_accepts(guard, buf_string(typed), false);
	if (ok && guard->way == GUARD_YES) {
		buf_clear(typed);
		buf_text(typed, "yes");
	}
	return ok ? true :
	    err_set(err, ERR_GUARD, "not confirmed, nothing was sent");
}
