/* Commands that want something to be so, and wait for it up to the deadline. */
#include <endpane/base/str.h>

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keys.h"
#include "player.h"

#define SETTLED_MS 60

/* A row's number as people write it: from 1, or from the end with a minus. */
static int
row_index(const struct terminal *t, int row)
{
	return row < 0 ? t->rows + row : row - 1;
}

static bool
on_screen(struct terminal *t, void *who)
{
	struct buf text = { 0 };
	bool found = false;
	int row;

	for (row = 0; row < t->rows && !found; row++) {
		buf_clear(&text);
		terminal_row(t, row, &text);
		found = strstr(buf_string(&text), who) != NULL;
	}
	buf_fini(&text);
	return found;
}

static bool
not_on_screen(struct terminal *t, void *who)
{
	return !on_screen(t, who);
}

static bool
check_wait(struct player *p, const char *rest)
{
	char *text = (char *)(uintptr_t)rest;	/* it stays as it is */

	return terminal_wait(p->terminal, player_patience(p), on_screen, text)
	    ? player_pass(p) : player_fail(p, "it did not come");
}

static bool
check_gone(struct player *p, const char *rest)
{
	char *text = (char *)(uintptr_t)rest;

	return terminal_wait(p->terminal, player_patience(p), not_on_screen,
	    text) ? player_pass(p) : player_fail(p, "it is still there");
}

/* A regular expression over one row, or over each. */
struct pattern {
	regex_t	expression;
	int	first;
	int	last;
};

static bool
row_matches(struct terminal *t, void *who)
{
	struct pattern *pattern = who;
	struct buf text = { 0 };
	bool found = false;
	int row;

	for (row = pattern->first; row <= pattern->last && !found; row++) {
		buf_clear(&text);
		terminal_row(t, row, &text);
		found = regexec(&pattern->expression, buf_string(&text), 0,
		    NULL, 0) == 0;
	}
	buf_fini(&text);
	return found;
}

static bool
wait_pattern(struct player *p, const char *text, int first, int last)
{
	struct pattern pattern = { .first = first, .last = last };
	bool good;

	if (regcomp(&pattern.expression, text, REG_EXTENDED | REG_NOSUB))
		return player_fail(p, "no regular expression: %s", text);
	good = terminal_wait(p->terminal, player_patience(p), row_matches,
	    &pattern);
	regfree(&pattern.expression);
	return good ? player_pass(p) : player_fail(p, "nothing like it");
}

static bool
check_waitre(struct player *p, const char *rest)
{
	return wait_pattern(p, rest, 0, p->terminal->rows - 1);
}

static bool
check_row(struct player *p, const char *rest)
{
	int row, used = 0;

	if (sscanf(rest, "%d %n", &row, &used) != 1 || used == 0)
		return player_fail(p, "a row and an expression wanted");
	row = row_index(p->terminal, row);
	return wait_pattern(p, rest + used, row, row);
}

/* Where a cell is looked at: a place, or the first one that shows a text. */
struct looks {
	regex_t		 expression;
	const char	*text;		/* NULL: row and col */
	int		 row;
	int		 col;
	struct buf	 seen;
};

/* The column of the byte at offset in a row's text. */
static int
column_at(const struct buf *row, size_t offset)
{
	VTerm *ruler = vterm_new(1, 1000);
	VTermPos pos;

	/* The emulator's own measure, so that wide ones count as drawn. */
	vterm_set_utf8(ruler, 1);
	vterm_screen_reset(vterm_obtain_screen(ruler), 1);
	vterm_input_write(ruler, row->at, offset);
	vterm_state_get_cursorpos(vterm_obtain_state(ruler), &pos);
	vterm_free(ruler);
	return pos.col;
}

static bool
find_text(struct terminal *t, struct looks *looks)
{
	struct buf row = { 0 };
	const char *at = NULL;
	int i;

	for (i = 0; i < t->rows && at == NULL; i++) {
		buf_clear(&row);
		terminal_row(t, i, &row);
		at = strstr(buf_string(&row), looks->text);
		if (at == NULL)
			continue;
		looks->row = i;
		looks->col = column_at(&row, (size_t)(at - row.at));
	}
	buf_fini(&row);
	return at != NULL;
}

static bool
looks_so(struct terminal *t, void *who)
{
	struct looks *looks = who;

	buf_clear(&looks->seen);
	if (looks->text != NULL && !find_text(t, looks))
		return false;
	terminal_looks(t, looks->row, looks->col, &looks->seen);
	return regexec(&looks->expression, buf_string(&looks->seen), 0, NULL,
	    0) == 0;
}

/* Reads where to look; what follows is the expression, NULL for nonsense. */
static const char *
read_place(const struct terminal *t, const char *rest, struct looks *looks,
    char *text, size_t room)
{
	const char *end;
	int used = 0;

	if (rest[0] == '"' && (end = strchr(rest + 1, '"')) != NULL) {
		snprintf(text, room, "%.*s", (int)(end - rest - 1), rest + 1);
		looks->text = text;
		return end + 1 + strspn(end + 1, " ");
	}
	if (sscanf(rest, "%d %d %n", &looks->row, &looks->col, &used) != 2)
		return NULL;
	looks->row = row_index(t, looks->row);
	looks->col--;
	return rest + used;
}

/* attrs ROW COL REGEX, or attrs "TEXT" REGEX. */
static bool
check_attrs(struct player *p, const char *rest)
{
	struct looks looks = { 0 };
	const char *wanted;
	char text[200];
	bool good;

	wanted = read_place(p->terminal, rest, &looks, text, sizeof text);
	if (wanted == NULL ||
	    regcomp(&looks.expression, wanted, REG_EXTENDED))
		return player_fail(p, "a place and an expression wanted");
	good = terminal_wait(p->terminal, player_patience(p), looks_so, &looks)
	    ? player_pass(p) : player_fail(p, "it looks %s",
	    looks.seen.len > 0 ? buf_string(&looks.seen) : "like nothing");
	regfree(&looks.expression);
	buf_fini(&looks.seen);
	return good;
}

/* How many cells have a colour that is not the terminal's own. */
static int
coloured(struct terminal *t)
{
	struct buf looks = { 0 };
	int row, col, count = 0;

	for (row = 0; row < t->rows; row++)
		for (col = 0; col < t->cols; col++) {
			buf_clear(&looks);
			terminal_looks(t, row, col, &looks);
			count += strstr(buf_string(&looks),
			    "fg=default bg=default") == NULL;
		}
	buf_fini(&looks);
	return count;
}

/* colours none, or colours some. */
static bool
check_colours(struct player *p, const char *rest)
{
	bool none = strcmp(rest, "none") == 0;
	int count;

	if (!none && strcmp(rest, "some"))
		return player_fail(p, "none or some wanted");
	count = coloured(p->terminal);
	return none == (count == 0) ? player_pass(p) : player_fail(p,
	    "%d cells have a colour", count);
}

static bool
check_cursor(struct player *p, const char *rest)
{
	int row, col;

	terminal_settle(p->terminal, SETTLED_MS, player_patience(p));
	if (sscanf(rest, "%d %d", &row, &col) != 2)
		return player_fail(p, "row and column wanted");
	return p->terminal->cursor.row == row_index(p->terminal, row) &&
	    p->terminal->cursor.col == col - 1 ? player_pass(p) :
	    player_fail(p, "it stands elsewhere");
}

/* The size that the kernel tells programs. */
static bool
check_size(struct player *p, const char *rest)
{
	int rows, cols;

	if (sscanf(rest, "%d %d", &rows, &cols) != 2)
		return player_fail(p, "rows and columns wanted");
	return p->terminal->rows == rows && p->terminal->cols == cols ?
	    player_pass(p) : player_fail(p, "another size");
}

/* A tilde for each character, however many bytes it has; where it ends now. */
static char *
hide(char *from, char *end)
{
	char *to = from, *c;

	for (c = from; c < end; c++)
		if (((unsigned char)*c & 0xC0) != 0x80)
			*to++ = '~';
	memmove(to, end, strlen(end) + 1);
	return to;
}

/* What changes from run to run becomes tildes. */
static void
apply_masks(const struct player *p, char *text)
{
	regmatch_t found;
	char *at;
	int i;

	for (i = 0; i < p->mask_count; i++)
		for (at = text; *at != '\0' &&
		    regexec(&p->masks[i], at, 1, &found, 0) == 0 &&
		    found.rm_eo > found.rm_so;)
			at = hide(at + found.rm_so, at + found.rm_eo);
}

static void
screen_text(const struct player *p, struct buf *out)
{
	const struct terminal *t = p->terminal;
	struct buf row = { 0 };
	int i;

	for (i = 0; i < t->rows; i++) {
		buf_clear(&row);
		terminal_row(t, i, &row);
		if (row.len > 0)
			apply_masks(p, row.at);
		buf_format(out, "%s\n", buf_string(&row));
	}
	buf_fini(&row);
}

static bool
check_shot(struct player *p, const char *rest)
{
	struct buf text = { 0 };
	FILE *file;

	terminal_settle(p->terminal, SETTLED_MS * p->slowness,
	    player_patience(p));
	file = fopen(rest, "w");
	if (file == NULL)
		return player_fail(p, "%s: %s", rest, strerror(errno));
	screen_text(p, &text);
	fwrite(buf_string(&text), 1, text.len, file);
	fclose(file);
	buf_fini(&text);
	return player_pass(p);
}

/* A golden screen, and who compares with it. */
struct golden {
	const struct player	*player;
	struct buf		 wanted;
};

static bool
is_golden(struct terminal *t, void *who)
{
	struct golden *golden = who;
	struct buf text = { 0 };
	bool same;

	(void)t;
	screen_text(golden->player, &text);
	same = !strcmp(buf_string(&text), buf_string(&golden->wanted));
	buf_fini(&text);
	return same;
}

static bool
read_file(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "r");
	char bytes[4096];
	size_t n;

	if (file == NULL)
		return false;
	while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_add(out, bytes, n);
	fclose(file);
	return true;
}

static bool
check_same(struct player *p, const char *rest)
{
	struct golden golden = { .player = p };
	bool good;

	if (getenv("UPDATE") != NULL && !check_shot(p, rest))
		return false;
	if (!read_file(rest, &golden.wanted))
		return player_fail(p, "%s: %s (UPDATE=1 writes it)", rest,
		    strerror(errno));
	good = terminal_wait(p->terminal, player_patience(p), is_golden,
	    &golden);
	if (!good)
		player_fail(p, "wanted:\n%s", buf_string(&golden.wanted));
	buf_fini(&golden.wanted);
	return good && player_pass(p);
}

static bool
has_ended(struct terminal *t, void *who)
{
	(void)who;
	return t->ended;
}

static bool
check_exit(struct player *p, const char *rest)
{
	int64_t code;

	if (!str_number(str_slice(rest), &code))
		return player_fail(p, "a status wanted");
	terminal_wait(p->terminal, player_patience(p), has_ended, NULL);
	if (!p->terminal->ended)
		return player_fail(p, "it still runs");
	return p->terminal->status == code ? player_pass(p) :
	    player_fail(p, "it ended with status %d", p->terminal->status);
}

static bool
check_alive(struct player *p, const char *rest)
{
	(void)rest;
	terminal_settle(p->terminal, SETTLED_MS, player_patience(p));
	return !p->terminal->ended ? player_pass(p) : player_fail(p,
	    "it has ended");
}

/* Nothing reached the terminal that its description does not know. */
static bool
check_clean(struct player *p, const char *rest)
{
	const struct buf *junk = &p->terminal->stream.junk;

	(void)rest;
	return junk->len == 0 ? player_pass(p) : player_fail(p, "%s",
	    buf_string(junk));
}

static bool
check_restored(struct player *p, const char *rest)
{
	(void)rest;
	if (!p->terminal->ended)
		return player_fail(p, "the program still runs");
	return p->terminal->left_over.len == 0 ? player_pass(p) :
	    player_fail(p, "%s", buf_string(&p->terminal->left_over));
}

static bool
check_mouse(struct player *p, const char *rest)
{
	bool on = !strcmp(rest, "on");

	return stream_mouse(&p->terminal->stream) == on ? player_pass(p) :
	    player_fail(p, on ? "it was never switched on" :
	    "it was switched on");
}

static bool
sent(struct player *p, const char *rest)
{
	const struct buf *raw = &p->terminal->stream.raw;
	struct buf wanted = { 0 };
	bool found;

	keys_unescape(rest, &wanted);
	found = raw->len > 0 && memmem(raw->at, raw->len,
	    buf_string(&wanted), wanted.len) != NULL;
	buf_fini(&wanted);
	return found;
}

static bool
check_raw(struct player *p, const char *rest)
{
	return sent(p, rest) ? player_pass(p) : player_fail(p,
	    "these bytes were never sent");
}

static bool
check_noraw(struct player *p, const char *rest)
{
	return !sent(p, rest) ? player_pass(p) : player_fail(p,
	    "these bytes were sent");
}

static bool
check_ascii(struct player *p, const char *rest)
{
	const struct buf *raw = &p->terminal->stream.raw;
	size_t i;

	(void)rest;
	for (i = 0; i < raw->len; i++)
		if ((unsigned char)raw->at[i] >= 0x80)
			return player_fail(p, "byte %zu is \\x%02x", i,
			    (unsigned char)raw->at[i]);
	return player_pass(p);
}

const struct player_row player_checks[] = {
	{ "wait", check_wait },
	{ "gone", check_gone },
	{ "waitre", check_waitre },
	{ "row", check_row },
	{ "attrs", check_attrs },
	{ "colours", check_colours },
	{ "cursor", check_cursor },
	{ "size", check_size },
	{ "shot", check_shot },
	{ "same", check_same },
	{ "exit", check_exit },
	{ "alive", check_alive },
	{ "clean", check_clean },
	{ "restored", check_restored },
	{ "mouse", check_mouse },
	{ "raw", check_raw },
	{ "noraw", check_noraw },
	{ "ascii", check_ascii },
	{ 0 }
};
