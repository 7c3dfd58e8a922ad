/* Marks what a ticket names (pasted names, serials, ids) or a filter takes. */
#include "chrome.h"
#include "dialogs.h"
#include "forms.h"

#include <endpane/base/clock.h>
#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define WORDS_MOST	5000
#define ROWS_A_LOOK	256

struct word {
	char		*text;		/* lower case; owned */
	size_t		 hits;
};

struct hunt {
	struct pane	*below;
	struct word	*words;
	size_t		 count;
	struct map	 index;		/* text to place in words */
	struct filter	*filter;	/* instead of words; or NULL */
	const struct rows *rows;	/* looked through; another: again */
	uint32_t	 at;
	bool		 is_over;
	size_t		 marked;
	struct lines	 report;
};

static void
add_word(struct hunt *h, struct slice word)
{
	struct buf text = { 0 };
	uint32_t place;

	if (word.len == 0 || h->count == WORDS_MOST)
		return;
	buf_folded(&text, word);
	if (!map_find(&h->index, (struct slice){ text.at, text.len },
	    &place)) {
		h->words = mem_grow(h->words, h->count + 1,
		    sizeof(*h->words));
		h->words[h->count] = (struct word){ mem_slice(text.at,
		    text.len), 0 };
		map_add(&h->index, str_slice(h->words[h->count].text),
		    (uint32_t)h->count);
		h->count++;
	}
	buf_fini(&text);
}

/* Lines, and within a line commas, semicolons and tabs, part the words. */
static void
cut_words(struct hunt *h, const char *text, size_t len)
{
	const char *p = text, *end = text + len, *from;

	while (p < end) {
		for (from = p; p < end && strchr("\r\n\t,;", *p) == NULL; p++)
			;
		add_word(h, str_trim((struct slice){ from,
		    (size_t)(p - from) }));
		p++;
	}
}

static void
mark(struct hunt *h, struct listing *l, uint32_t row)
{
	marks_set(&l->marks, rows_conn(h->rows, row),
	    rows_id(h->rows, row), true);
	h->marked++;
}

static void
look_at_row(struct hunt *h, struct listing *l, uint32_t row, struct buf *text)
{
	int naming[CAT_NAMING];
	uint32_t place;
	size_t i, k, hit[CAT_NAMING], hits = 0, count;

	if (h->filter != NULL) {
		if (filter_matches(h->filter, h->rows, row))
			mark(h, l, row);
		return;
	}
	count = cat_naming(l->resource, naming);
	for (i = 0; i < count; i++) {
		struct slice cell = rows_cell(h->rows, row, naming[i]);

		if (cell.len == 0)
			continue;
		buf_clear(text);
		buf_folded(text, cell);
		if (!map_find(&h->index, (struct slice){ text->at,
		    text->len }, &place))
			continue;
		for (k = 0; k < hits && hit[k] != place; k++)
			;
		if (k < hits)
			continue;	/* the same word in two columns */
		hit[hits++] = place;
		h->words[place].hits++;
	}
	if (hits > 0)
		mark(h, l, row);
}

static struct area
report_box(struct area area, int rows)
{
	return area_inside(area, rows, 70);
}

static void
report(struct hunt *h, int cells)
{
	struct lines *out = &h->report;
	struct buf line = { 0 };
	size_t i;

	lines_format(out, ROLE_SECTION, NULL, "%zu row%s marked",
	    h->marked, h->marked == 1 ? "" : "s");
	for (i = 0; i < h->count; i++) {
		const struct word *w = &h->words[i];

		buf_clear(&line);
		if (w->hits == 0)
			buf_format(&line, "not found: %s", w->text);
		else if (w->hits > 1)
			buf_format(&line, "ambiguous, %zu rows, all marked: "
			    "%s", w->hits, w->text);
		if (line.len > 0)
			lines_wrap(out, ROLE_WARN, NULL,
			    str_slice(buf_string(&line)), cells);
	}
	buf_fini(&line);
}

static bool
work(struct pane *p, struct app *app, int64_t budget_us)
{
	struct hunt *h = p->own;
	struct listing *l = listpane_listing(h->below);
	int64_t until = clock_monotonic_us() + budget_us;
	struct buf text = { 0 };

	if (h->is_over)
		return false;
	if (h->rows != l->rows) {
		h->rows = l->rows;
		h->at = 0;
	}
	while (h->at < rows_count(h->rows)) {
		look_at_row(h, l, h->at, &text);
		if (++h->at % ROWS_A_LOOK == 0 && clock_monotonic_us() > until)
			break;
	}
	buf_fini(&text);
	app->is_dirty = true;
	if (h->at < rows_count(h->rows))
		return true;
	h->is_over = true;
	report(h, report_box(chrome_area(app), 0).cols - 4);
	return false;
}

static void
news(struct pane *p, struct app *app)
{
	struct hunt *h = p->own;

	h->below->kind->news(h->below, app);
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct hunt *h = p->own;
	int rows = h->report.count + 2 > 6 ? (int)h->report.count + 2 : 6;
	struct area box = report_box(area, rows);
	struct area a = { box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };

	canvas_window(app->canvas, box, "Marked from a list");
	if (h->is_over)
		lines_draw(&h->report, app->canvas, a);
	else
		canvas_format(app->canvas, a.y, a.x, a.cols, ROLE_DIM,
		    "looking, row %u", (unsigned)h->at);
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	struct hunt *h = p->own;

	if (pressed == PRESS_ESCAPE || pressed == PRESS_ENTER ||
	    pressed == 'q')
		app_close(app, p);
	else if (pressed == PRESS_DOWN || pressed == 'j')
		lines_act(&h->report, ACTION_down);
	else if (pressed == PRESS_UP || pressed == 'k')
		lines_act(&h->report, ACTION_up);
	else
		return false;
	return true;
}

static void
fini(struct pane *p)
{
	struct hunt *h = p->own;
	size_t i;

	for (i = 0; i < h->count; i++)
		free(h->words[i].text);
	free(h->words);
	map_fini(&h->index);
	filter_free(h->filter);
	lines_fini(&h->report);
	free(h);
}

static const struct pane_kind hunt_kind = {
	.name = "Marked from a list", .is_dialog = true, .draw = draw,
	.key = key, .news = news, .work = work, .fini = fini,
	.bar = "j k scroll   Enter close",
};

void
hunt_open(struct app *app, struct pane *below, const char *text, size_t len)
{
	struct hunt *h = mem_alloc(sizeof(*h));

	h->below = below;
	cut_words(h, text, len);
	app_open(app, &hunt_kind, h);
}

static bool
pattern_done(struct pane *below, struct app *app, const char *text,
    struct err *err)
{
	struct filter *filter;
	struct hunt *h;

	if (str_trim(str_slice(text)).len == 0)
		return true;
	filter = filter_parse(listpane_listing(below)->resource, text, err);
	if (filter == NULL)
		return false;
	h = mem_alloc(sizeof(*h));
	h->below = below;
	h->filter = filter;
	app_open(app, &hunt_kind, h);
	return true;
}

static const struct prompt_ways pattern_ways = {
	.title = "MARK", .done = pattern_done,
};

void
hunt_ask(struct app *app, struct pane *below)
{
	prompt_open(app, &pattern_ways, below, "");
}
