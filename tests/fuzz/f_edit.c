/* tui/edit.c, canvas.c, lines.c: any keys and pastes leave a whole text. */
#include "../../src/tui/edit.h"
#include "../../src/tui/keys.h"
#include "../../src/tui/lines.h"
#include "fuzz.h"

static const int keys[] = { PRESS_LEFT, PRESS_RIGHT, PRESS_HOME, PRESS_END,
    PRESS_BACKSPACE, PRESS_DELETE, PRESS_CTRL('u'), PRESS_CTRL('w'),
    PRESS_CTRL('d'), PRESS_CTRL('a'), PRESS_UP, PRESS_F0 + 3, 'a', ' ',
    0xE9, 0x4E2D, 0x301, 0x202E, 0x1F600, PRESS_ESCAPE };
#define KEYS (sizeof(keys) / sizeof(keys[0]))

static void
check_text(const struct edit *e)
{
	uint32_t point;
	size_t at, took;

	MUST(e->text.len <= EDIT_MOST && e->at <= e->text.len);
	for (at = 0; at < e->text.len; at += took) {
		took = text_decode(buf_string(&e->text) + at, e->text.len - at,
		    &point);
		MUST(took > 0);
		MUST(point >= 0x20 && (point < 0x7F || point >= 0xA0));
		MUST(e->at <= at || e->at >= at + took);
	}
}

static void
piece(void *who, int y, int x, int cells, enum role role, const char *text,
    size_t len)
{
	struct canvas *c = who;

	MUST(y >= 0 && y < canvas_rows(c) && role < ROLE_COUNT);
	if (text == NULL)
		return;
	MUST(x >= 0 && cells >= 0 && x + cells <= canvas_cols(c));
	MUST(fuzz_is_clean((struct slice){ text, len }, ""));
	MUST(fuzz_cells((struct slice){ text, len }) == cells);
}

static void
draw(struct canvas *c, const struct edit *e, struct slice in, unsigned choice)
{
	struct lines lines = { 0 };
	struct err err = { 0 };
	int y, x;

	(void)err;
	canvas_resize(c, 1 + (int)(choice & 7), 1 + (int)(choice >> 3 & 31));
	canvas_begin(c);
	edit_draw(e, c, 0, (int)(choice & 3), 1 + (int)(choice >> 4), true);
	lines_split(&lines, ROLE_PLAIN, in, 1 + (int)(choice >> 3));
	lines_search(&lines, "a", 1);
	lines_draw(&lines, c, (struct area){ 1, 1, (int)(choice & 3),
	    (int)(choice >> 4) });
	canvas_box(c, (struct area){ 0, 0, 3, 9 }, edit_text(e));
	canvas_flush(c, piece, c);
	if (canvas_cursor_at(c, &y, &x))
		MUST(y >= 0 && y < canvas_rows(c) && x >= 0 &&
		    x < canvas_cols(c));
	lines_fini(&lines);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static struct canvas *canvas;
	struct slice in = fuzz_input(at, len), whole;
	unsigned choice = fuzz_byte(&in), step, most;
	struct edit e = { 0 };

	fuzz_locale();
	if (canvas == NULL)
		canvas = canvas_new();
	whole = in;
	e.is_secret = (choice & 64) != 0;
	while (in.len > 0) {
		step = fuzz_byte(&in);
		if (step < 128)
			edit_key(&e, keys[step % KEYS]);
		else {
			most = (step & 127) * ((choice & 128) != 0 ? 40 : 1);
			if (most > in.len)
				most = (unsigned)in.len;
			edit_paste(&e, in.at, most);
			in.at += most, in.len -= most;
		}
		check_text(&e);
	}
	draw(canvas, &e, whole, choice);
	edit_fini(&e);
	return 0;
}
