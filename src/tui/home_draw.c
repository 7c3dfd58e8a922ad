/* The overview drawn: boxes beside and below each other, charts in them. */
#include "home.h"

#include <endpane/base/str.h>

#include <stdio.h>
#include <string.h>

#include "spread.h"

#define BOX_LEAST	38	/* cells of a box, at least */
#define BOX_WIDE	48	/* the same on a wide screen */
#define ACROSS_MOST	6
#define BOXES_MOST	20

/* A box in its column, from top to bottom. */
struct placed {
	int	box, column, rows, want;
};

enum role
home_bar(struct home *h, enum place place, const char *filter, int y, int x,
    enum role otherwise)
{
	struct bar *bar = &h->bars[h->bar_count];

	if (h->bar_count == BARS_MOST)
		return otherwise;
	bar->place = place;
	bar->y = y;
	bar->x = x;
	snprintf(bar->filter, sizeof(bar->filter), "%s", filter);
	return h->cursor == h->bar_count++ ? ROLE_CURSOR : otherwise;
}

void
home_share(struct home *h, struct app *app, struct area a, const char *label,
    size_t count, size_t total, enum place place, const char *filter)
{
	int name = a.cols * 2 / 5, room, filled, i;
	enum role role = home_bar(h, place, filter, a.y, a.x, ROLE_PLAIN);

	if (name < 12)
		name = 12;
	room = a.cols - name - 15;
	canvas_fill(app->canvas, a.y, a.x, a.cols, role);
	canvas_fit(app->canvas, a.y, a.x, name, false, role,
	    str_slice(label[0] != '\0' ? label : "- not reported"));
	filled = total > 0 ? (int)((double)count * room / (double)total) : 0;
	if (count > 0 && filled == 0)
		filled = 1;
	for (i = 0; i < filled && i < room; i++)
		canvas_text(app->canvas, a.y, a.x + name + 1 + i, 1,
		    role == ROLE_CURSOR ? role : ROLE_GOOD, "#");
	canvas_format(app->canvas, a.y, a.x + a.cols - 13, 13, role,
	    "%8zu %3zu%%", count, total > 0 ? count * 100 / total : 0);
}

static void
draw_chart(struct home *h, struct app *app, struct area a, int n)
{
	const struct home_chart *chart = &home_charts[n];
	struct census *c = &h->census[n];
	size_t total = c->rows != NULL ? rows_count(c->rows) : 0;
	const struct census_value *v;
	char filter[120];
	int i;

	if (h->lists[chart->place] == NULL) {
		canvas_text(app->canvas, a.y, a.x, a.cols, ROLE_DIM,
		    "no connection serves this");
		return;
	}
	for (i = 0; i < a.rows && (v = census_value(c, (size_t)i)) != NULL;
	    i++, a.y++) {
		snprintf(filter, sizeof(filter), "%s=\"%.80s\"",
		    chart->column, v->text);
		home_share(h, app, (struct area){ a.y, a.x, 1, a.cols },
		    v->text, v->count, total, chart->place,
		    strpbrk(v->text, "\"|") == NULL ? filter : "");
	}
	if (i == 0)
		canvas_text(app->canvas, a.y, a.x, a.cols, ROLE_DIM,
		    "nothing read yet; r reads");
}

static int
want_of(const struct home *h, const struct app *app, int n)
{
	const struct home_box *box = &home_boxes[n];
	int want = box->rows;

	if (box->draw == NULL)
		want = (int)h->census[box->chart].kinds;
	else if (box->want != NULL)
		want = box->want(h, app);
	if (want > box->most && box->most > 0)
		want = box->most;
	return want > box->rows ? want : box->rows;
}

/* Lines that a box has before the rest is shared out: the same for any data. */
static int
usual_rows(const struct home_box *box, bool is_wide)
{
	int rows = box->rows;

	if (is_wide && box->most > rows)
		rows = rows + 3 < box->most ? rows + 3 : box->most;
	return rows;
}

/*
 * From box *next on, each into the column that has most room left, until one
 * does not fit: there the next page begins.
 */
static int
fill_page(const struct home *h, const struct app *app, struct area a,
    int across, size_t *next, struct placed *placed)
{
	int heights[ACROSS_MOST] = { 0 }, count = 0, i, at;

	for (; *next < home_box_count && count < BOXES_MOST; ++*next) {
		const struct home_box *box = &home_boxes[*next];
		int want = want_of(h, app, (int)*next) + 2;
		int rows = usual_rows(box, a.cols >= WIDE_COLS) + 2;

		if (box->not_wide && a.cols >= WIDE_COLS)
			continue;
		for (at = 0, i = 1; i < across; i++)
			if (heights[i] < heights[at])
				at = i;
		if (rows > a.rows - heights[at]) {
			if (count > 0)
				break;
			rows = a.rows;
		}
		heights[at] += rows;
		placed[count++] = (struct placed){ (int)*next, at,
		    want < rows ? want : rows, want };
	}
	return count;
}

/* The page that is looked at; counts how many there are. */
static int
place_boxes(struct home *h, const struct app *app, struct area a, int across,
    struct placed *placed)
{
	struct placed others[BOXES_MOST];
	size_t next = 0;
	int count, page = 0;

	count = fill_page(h, app, a, across, &next, placed);
	while (page < h->page && next < home_box_count) {
		count = fill_page(h, app, a, across, &next, placed);
		page++;
	}
	h->page = page;
	for (h->pages = page + 1; next < home_box_count; h->pages++)
		fill_page(h, app, a, across, &next, others);
	return count;
}

/* What is left of a column goes to those of its boxes that can use it. */
static void
grow(struct placed *placed, int count, int column, int rows)
{
	bool grown = true;
	int i, used = 0;

	for (i = 0; i < count; i++)
		if (placed[i].column == column)
			used += placed[i].rows;
	while (used < rows && grown)
		for (i = 0, grown = false; i < count && used < rows; i++)
			if (placed[i].column == column &&
			    placed[i].rows < placed[i].want) {
				placed[i].rows++;
				used++;
				grown = true;
			}
}

static void
draw_box(struct home *h, struct app *app, const struct home_box *box,
    struct area a)
{
	const struct home_chart *chart = &home_charts[box->chart];
	const struct tally *t = &h->tallies[PLACE_DEVICES];
	struct area inside = { a.y + 1, a.x + 2, a.rows - 2, a.cols - 4 };
	char title[80];

	if (box->draw == NULL)
		snprintf(title, sizeof(title), "%s (%zu)", chart->title,
		    h->census[box->chart].rows != NULL ?
		    rows_count(h->census[box->chart].rows) : (size_t)0);
	else if (box->absent != NULL)
		snprintf(title, sizeof(title), "%s (known for %zu of %zu)",
		    box->title, t->at - tally_of(t, box->absent),
		    (size_t)t->at);
	else
		snprintf(title, sizeof(title), "%s", box->title);
	canvas_box(app->canvas, a, title);
	if (box->draw != NULL)
		box->draw(h, app, inside);
	else
		draw_chart(h, app, inside, box->chart);
}

static void
draw_column(struct home *h, struct app *app, const struct placed *placed,
    int count, int column, struct area a)
{
	int i;

	for (i = 0; i < count; i++)
		if (placed[i].column == column) {
			draw_box(h, app, &home_boxes[placed[i].box],
			    (struct area){ a.y, a.x, placed[i].rows,
			    a.cols });
			a.y += placed[i].rows;
		}
}

static void
draw_page(struct home *h, struct app *app, struct area a, int across,
    const struct placed *placed, int count)
{
	int i;

	h->bar_count = 0;
	for (i = 0; i < across; i++) {
		int x = a.cols * i / across;

		draw_column(h, app, placed, count, i, (struct area){ a.y,
		    a.x + x, a.rows, a.cols * (i + 1) / across - x });
	}
}

void
home_draw(struct home *h, struct app *app, struct area a)
{
	struct placed placed[BOXES_MOST];
	bool is_wide = a.cols >= WIDE_COLS && a.rows >= WIDE_ROWS;
	int across = a.cols / (is_wide ? BOX_WIDE : BOX_LEAST), count, i;

	if (across < 1)
		across = 1;
	else if (across > ACROSS_MOST)
		across = ACROSS_MOST;
	tail_below(&h->tail, app, TAIL_REQUESTS, &a);
	count = place_boxes(h, app, a, across, placed);
	for (i = 0; i < across; i++)
		grow(placed, count, i, a.rows);
	draw_page(h, app, a, across, placed, count);
	if (h->bar_count == 0 || h->cursor < h->bar_count)
		return;
	/* There are fewer now: the last one has the cursor. */
	h->cursor = h->bar_count - 1;
	draw_page(h, app, a, across, placed, count);
}
