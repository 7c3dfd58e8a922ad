/* --plain on a terminal: reads a command a line, and does it. */
#include "plain.h"

#include "commands.h"

#include <endpane/base/mem.h>
#include <endpane/base/signals.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INPUT_MOST	4096	/* bytes of one command */

static const struct {
	const char	*noun;
	const char	*words;
} places[] = {
	{ "overview", "overview" }, { "devices", "devices" },
	{ "groups", "groups" }, { "apps", "apps" }, { "users", "users" },
	{ "computers", "AD computers" }, { "endpoints", "endpoints" },
	{ "accounts", "accounts" }, { "queue", "queue and journal" },
};
#define PLACES (sizeof(places) / sizeof(places[0]))

static void
print(const char *line)
{
	struct buf out = { 0 };

	text_clean_whole(str_slice(line), &out);
	buf_char(&out, '\n');
	fwrite(buf_string(&out), 1, out.len, stdout);
	buf_fini(&out);
}

void
plain_say(const char *format, ...)
{
	char *line = NULL;
	va_list list;

	va_start(list, format);
	if (vasprintf(&line, format, list) >= 0) {
		print(line);
		free(line);
	}
	va_end(list);
	fflush(stdout);
}

void
plain_add(struct plain *p, const char *format, ...)
{
	char *line = NULL;
	va_list list;

	va_start(list, format);
	if (vasprintf(&line, format, list) >= 0) {
		text_clean_whole(str_slice(line), &p->text);
		buf_char(&p->text, '\n');
		free(line);
	}
	va_end(list);
}

void
plain_begin(struct plain *p)
{
	buf_clear(&p->text);
	p->at = 0;
}

void
plain_more(struct plain *p)
{
	const char *text = buf_string(&p->text), *end;
	int line;

	if (p->at >= p->text.len) {
		plain_say("That was all.");
		return;
	}
	for (line = 0; line < PLAIN_LINES && p->at < p->text.len; line++) {
		end = strchr(text + p->at, '\n');
		fwrite(text + p->at, 1, (size_t)(end + 1 - text) - p->at,
		    stdout);
		p->at = (size_t)(end + 1 - text);
	}
	if (p->at < p->text.len)
		plain_say("There is more: n.");
	fflush(stdout);
}

/* One turn while something is waited for; false after Ctrl-C. */
static bool
turn(struct plain *p)
{
	struct err err = { 0 };

	if (session_turn(p->s, -1, &err))
		return true;
	engine_cancel_reads(p->s->engine);
	plain_say("Stopped.");
	return false;
}

bool
plain_wait_list(struct plain *p, struct list *list)
{
	while (list_state(list) == LIST_LOADING || list_is_reading(list))
		if (!turn(p)) {
			list_stop(list);
			return false;
		}
	return true;
}

bool
plain_wait_look(struct plain *p, struct look *look)
{
	while (look_state(look) == LOOK_LOADING)
		if (!turn(p))
			return false;
	return true;
}

/* The next line typed, without its end; false at the end of all. */
static bool
take_line(struct plain *p, struct buf *line)
{
	const char *text = buf_string(&p->input), *end;

	end = memchr(text, '\n', p->input.len);
	if (end == NULL)
		return false;
	buf_clear(line);
	buf_slice(line, str_trim((struct slice){ text,
	    (size_t)(end - text) }));
	p->input.len -= (size_t)(end + 1 - text);
	memmove(p->input.at, end + 1, p->input.len);
	return true;
}

static bool
read_line(struct plain *p, struct buf *line, struct err *err)
{
	char chunk[512];
	ssize_t got;

	while (!take_line(p, line)) {
		struct turn_fd fds[2] = { { .fd = STDIN_FILENO },
		    { .fd = signals_fd() } };

		engine_turn(p->s->engine, fds, 2, -1);
		if (fds[1].readable && signals_take() != 0)
			return err_set(err, ERR_INTERRUPTED, "interrupted");
		if (!fds[0].readable)
			continue;
		got = read(STDIN_FILENO, chunk, sizeof(chunk));
		if (got <= 0)
			return false;
		if (p->input.len > INPUT_MOST)
			buf_clear(&p->input);
		buf_add(&p->input, chunk, (size_t)got);
	}
	return true;
}

static void
help(const struct plain *p)
{
	size_t i;

	plain_say("Anywhere: the name of a place, q back, r read anew, x "
	    "commands that change something, ? this help, quit.");
	for (i = 0; i < PLACES; i++)
		plain_say("%zu or %s: %s.", i + 1, places[i].noun,
		    places[i].words);
	plain_say("In a list: a row number opens it, n and p are the next and "
	    "the previous page, / and terms filter (as / platform=android "
	    "os<12), / alone shows all, s and a column sorts, s -column "
	    "backwards.");
	plain_say("Of an object: the name of a tab, n for more lines.");
	if (p->level == PLAIN_LIST || p->level == PLAIN_OBJECT)
		plain_say("The columns: endpane help %s.", p->resource->noun);
}

static void
go(struct plain *p, size_t place)
{
	const char *noun = places[place].noun;
	const struct cat_resource *resource;

	if (strcmp(noun, "overview") == 0)
		plain_home(p);
	else if (strcmp(noun, "queue") == 0)
		plain_queue(p);
	else if (strcmp(noun, "accounts") == 0)
		plain_devices(p);
	else {
		resource = cat_resource(str_slice(noun), NULL);
		plain_list(p, resource, NULL);
	}
}

static void
go_back(struct plain *p)
{
	if (p->level == PLAIN_OBJECT && p->view != NULL) {
		p->level = PLAIN_LIST;
		plain_page(p);
	} else if (p->level != PLAIN_HOME)
		plain_home(p);
	else
		p->is_over = true;
}

static void
read_anew(struct plain *p)
{
	if (p->level == PLAIN_LIST) {
		list_refresh(p->list, -1);
		plain_wait_list(p, p->list);
		plain_page(p);
	} else if (p->level == PLAIN_OBJECT)
		plain_tab(p, NULL, true);
	else
		go(p, p->level == PLAIN_HOME ? 0 : PLACES - 1);
}

/* Places by number only where numbers are no rows. */
static bool
find_place(const struct plain *p, const char *word, size_t *place)
{
	const struct cat_resource *named = cat_resource(str_slice(word),
	    NULL);
	int64_t number;
	size_t i;

	for (i = 0; i < PLACES; i++)
		if (strcmp(word, places[i].noun) == 0 || (named != NULL &&
		    strcmp(named->noun, places[i].noun) == 0)) {
			*place = i;
			return true;
		}
	if (p->level == PLAIN_LIST || !str_number(str_slice(word), &number) ||
	    number < 1 || number > (int64_t)PLACES)
		return false;
	*place = (size_t)number - 1;
	return true;
}

static bool
list_command(struct plain *p, const char *line)
{
	int64_t number;

	if (line[0] == '/')
		plain_filter(p, str_trim(str_slice(line + 1)).len > 0 ?
		    line + 1 : "");
	else if (strncmp(line, "s ", 2) == 0)
		plain_sort(p, line + 2);
	else if (strcmp(line, "n") == 0 || line[0] == '\0') {
		p->top += PLAIN_LINES;
		plain_page(p);
	} else if (strcmp(line, "p") == 0) {
		p->top = p->top > PLAIN_LINES ? p->top - PLAIN_LINES : 0;
		plain_page(p);
	} else if (str_number(str_slice(line), &number))
		plain_open(p, number > 0 ? (size_t)number : 0);
	else
		return false;
	return true;
}

static bool
text_command(struct plain *p, const char *line)
{
	if (strcmp(line, "n") == 0 || line[0] == '\0')
		plain_more(p);
	else
		return p->level == PLAIN_OBJECT && plain_tab(p, line, false);
	return true;
}

static void
obey(struct plain *p, const char *line)
{
	size_t place;

	if (strcmp(line, "q") == 0)
		go_back(p);
	else if (strcmp(line, "quit") == 0 || strcmp(line, "Q") == 0)
		p->is_over = true;
	else if (strcmp(line, "?") == 0 || strcmp(line, "help") == 0)
		help(p);
	else if (strcmp(line, "r") == 0)
		read_anew(p);
	else if (strcmp(line, "x") == 0)
		plain_actions(p);
	else if ((p->level == PLAIN_LIST && list_command(p, line)) ||
	    ((p->level == PLAIN_OBJECT || p->level == PLAIN_TEXT) &&
	    text_command(p, line)))
		return;
	else if (strncmp(line, "accounts ", 9) == 0)
		plain_accounts(p, line + 9);
	else if (find_place(p, line, &place))
		go(p, place);
	else if (line[0] != '\0')
		plain_say("%s: not known here. ? lists what is.", line);
}

bool
command_plain(struct session *session, struct err *err)
{
	struct plain p = { .s = session };
	struct buf line = { 0 };

	err_clear(err);
	plain_home(&p);
	while (!p.is_over) {
		fputs("> ", stdout);
		fflush(stdout);
		if (!read_line(&p, &line, err))
			break;
		obey(&p, buf_string(&line));
	}
	plain_close_list(&p);
	free(p.id);
	free(p.name);
	free(p.domain);
	args_fini(&p.given);
	buf_fini(&p.text);
	buf_fini(&p.input);
	buf_fini(&line);
	return err->code == ERR_NONE;
}
