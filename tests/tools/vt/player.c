/* Reads a script line by line, finds the command, keeps the score. */
#include "player.h"

#include <endpane/base/str.h>

#include <stdarg.h>

static const struct player_row *
find(const struct player_row *rows, struct slice word)
{
	for (; rows->word != NULL; rows++)
		if (str_is(word, rows->word))
			return rows;
	return NULL;
}

static const struct player_row *
find_anywhere(struct slice word)
{
	const struct player_row *row = find(player_acts, word);

	if (row == NULL)
		row = find(player_checks, word);
	return row == NULL ? find(player_figures, word) : row;
}

static void
show_screen(const struct terminal *t)
{
	struct buf text = { 0 };
	int row;

	printf("# the screen, %dx%d, cursor at %d %d:\n", t->cols, t->rows,
	    t->cursor.row + 1, t->cursor.col + 1);
	for (row = 0; row < t->rows; row++) {
		buf_clear(&text);
		terminal_row(t, row, &text);
		printf("# |%s\n", buf_string(&text));
	}
	buf_fini(&text);
	if (t->ended)
		printf("# the program has ended with status %d\n", t->status);
}

bool
player_fail(struct player *p, const char *format, ...)
{
	va_list args;

	printf("not ok %s\n# line %d: %s\n# ",
	    p->name.len > 0 ? buf_string(&p->name) : buf_string(&p->line),
	    p->number, buf_string(&p->line));
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	show_screen(p->terminal);
	buf_clear(&p->name);
	return false;
}

bool
player_pass(struct player *p)
{
	if (p->name.len > 0)
		printf("ok %s\n", buf_string(&p->name));
	buf_clear(&p->name);
	return true;
}

int
player_patience(const struct player *p)
{
	return p->deadline_ms * p->slowness;
}

static bool
play_line(struct player *p, const char *line)
{
	struct slice all = str_trim(str_slice(line)), word, rest;
	const struct player_row *row;
	const char *space;

	if (all.len == 0 || all.at[0] == '#')
		return true;
	space = memchr(all.at, ' ', all.len);
	word = all;
	if (space != NULL)
		word.len = (size_t)(space - all.at);
	buf_clear(&p->line);
	buf_slice(&p->line, all);
	row = find_anywhere(word);
	if (row == NULL)
		return player_fail(p, "no such command");
	rest = all;
	rest.at += word.len;
	rest.len -= word.len;
	rest = str_trim(rest);
	return row->play(p, buf_string(&p->line) + (p->line.len - rest.len));
}

bool
player_run(struct player *p, FILE *script)
{
	char *line = NULL;
	size_t room = 0;
	bool good = true;
	int before = p->number;

	for (p->number = 0; good && getline(&line, &room, script) > 0;) {
		p->number++;
		good = play_line(p, line);
		fflush(stdout);
	}
	free(line);
	p->number = before;
	return good;
}

void
player_fini(struct player *p)
{
	int i;

	for (i = 0; i < p->mask_count; i++)
		regfree(&p->masks[i]);
	buf_fini(&p->name);
	buf_fini(&p->line);
}
