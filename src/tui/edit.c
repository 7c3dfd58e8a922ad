/* The pencil: one line of text, its cursor, its keys. */
#include "edit.h"

#include "keys.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <string.h>

void
edit_fini(struct edit *e)
{
	buf_wipe(&e->text);
	memset(e, 0, sizeof(*e));
}

const char *
edit_text(const struct edit *e)
{
	return buf_string(&e->text);
}

/* Replaces len bytes at the cursor's left by others. */
static void
splice(struct edit *e, size_t from, size_t upto, const char *at, size_t len)
{
	struct buf joined = { 0 };

	if (e->text.len - (upto - from) + len > EDIT_MOST)
		return;
	buf_add(&joined, buf_string(&e->text), from);
	buf_add(&joined, at, len);
	buf_add(&joined, buf_string(&e->text) + upto, e->text.len - upto);
	buf_wipe(&e->text);
	e->text = joined;
	e->at = from + len;
}

void
edit_set(struct edit *e, const char *text)
{
	buf_wipe(&e->text);
	e->at = 0;
	if (text != NULL)
		edit_paste(e, text, strlen(text));
}

void
edit_paste(struct edit *e, const char *at, size_t len)
{
	struct buf clean = { .ceiling = EDIT_MOST + 8 };
	uint32_t point;
	size_t bytes;

	while (len > 0 && (at[len - 1] == '\n' || at[len - 1] == '\r'))
		len--;
	for (; len > 0 && !clean.full; at += bytes, len -= bytes) {
		bytes = text_decode(at, len, &point);
		if (bytes == 0)
			bytes = 1;
		else if (point == '\n' || point == '\t')
			buf_char(&clean, ' ');
		else if (point >= 0x20 && (point < 0x7F || point >= 0xA0))
			buf_add(&clean, at, bytes);
	}
	if (clean.len > EDIT_MOST - e->text.len)
		clean.len = EDIT_MOST - e->text.len;
	while (clean.len > 0 && clean.len == EDIT_MOST - e->text.len &&
	    (clean.at[clean.len - 1] & 0x80) != 0)
		clean.len--;	/* no half character at the limit */
	if (clean.len > 0)
		splice(e, e->at, e->at, clean.at, clean.len);
	buf_wipe(&clean);
}

static size_t
before(const struct edit *e, size_t at)
{
	const char *text = buf_string(&e->text);

	while (at > 0 && (text[--at] & 0xC0) == 0x80)
		;
	return at;
}

static size_t
behind(const struct edit *e, size_t at)
{
	const char *text = buf_string(&e->text);

	if (at < e->text.len)
		at++;
	while (at < e->text.len && (text[at] & 0xC0) == 0x80)
		at++;
	return at;
}

static size_t
word_start(const struct edit *e)
{
	const char *text = buf_string(&e->text);
	size_t at = e->at;

	while (at > 0 && text[at - 1] == ' ')
		at--;
	while (at > 0 && text[at - 1] != ' ')
		at--;
	return at;
}

static bool
move_key(struct edit *e, int key)
{
	if (key == PRESS_LEFT || key == PRESS_CTRL('b'))
		e->at = before(e, e->at);
	else if (key == PRESS_RIGHT || key == PRESS_CTRL('f'))
		e->at = behind(e, e->at);
	else if (key == PRESS_HOME || key == PRESS_CTRL('a'))
		e->at = 0;
	else if (key == PRESS_END || key == PRESS_CTRL('e'))
		e->at = e->text.len;
	else
		return false;
	return true;
}

bool
edit_key(struct edit *e, int key)
{
	struct buf typed = { 0 };

	if (move_key(e, key))
		return true;
	if (key == PRESS_BACKSPACE)
		splice(e, before(e, e->at), e->at, "", 0);
	else if (key == PRESS_DELETE || key == PRESS_CTRL('d')) {
		size_t at = e->at;

		splice(e, at, behind(e, at), "", 0);
		e->at = at;
	} else if (key == PRESS_CTRL('u'))
		splice(e, 0, e->at, "", 0);
	else if (key == PRESS_CTRL('w'))
		splice(e, word_start(e), e->at, "", 0);
	else if (key >= PRESS_SPACE && key < PRESS_UP && key != 127) {
		text_encode((uint32_t)key, &typed);
		splice(e, e->at, e->at, buf_string(&typed), typed.len);
		buf_wipe(&typed);
	} else
		return false;
	return true;
}

/* The first byte to show, so that the cursor has its cell. */
static size_t
first_shown(const struct edit *e, int cells)
{
	size_t from = 0;

	while (from < e->at && text_width((struct slice){
	    buf_string(&e->text) + from, e->at - from }) >= cells)
		from = behind(e, from);
	return from;
}

void
edit_draw(const struct edit *e, struct canvas *c, int y, int x, int cells,
    bool is_here)
{
	const char *text = buf_string(&e->text);
	struct buf dots = { 0 };
	size_t from = first_shown(e, cells), i;
	struct slice shown = { text + from, e->text.len - from };
	int at = text_width((struct slice){ text + from, e->at - from });

	if (e->is_secret) {
		for (i = 0; i < e->text.len; i++)
			buf_char(&dots, '*');
		at = (int)e->at < cells ? (int)e->at : cells - 1;
		shown = str_slice(buf_string(&dots));
	}
	canvas_fit(c, y, x, cells, false, ROLE_INPUT, shown);
	if (is_here)
		canvas_cursor(c, y, x + (at < cells ? at : cells - 1));
	buf_fini(&dots);
}
