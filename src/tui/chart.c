/* A small static map of an object's points. */
#include "chart.h"

#include <endpane/json/scan.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define KM_A_DEGREE	111.32	/* of latitude, and of longitude at 0 */
#define PI		3.14159265358979323846

/* Coordinates are figures, not ids: here a double is the right thing. */
static bool
figure(struct slice object, const char *pointer, double most, double *value)
{
	struct buf text = { 0 };
	struct slice found;
	char *end;
	bool good;

	if (!scan_at(object, pointer, &found) || !scan_text(found, &text)) {
		buf_fini(&text);
		return false;
	}
	*value = strtod(buf_string(&text), &end);
	good = text.len > 0 && *end == '\0' && isfinite(*value) &&
	    fabs(*value) <= most;
	buf_fini(&text);
	return good;
}

static void
read_list(struct chart *chart, struct slice list)
{
	struct slice item;
	struct scan s;
	double y, x;

	if (!scan_open(list, &s))
		return;
	while (chart->count < CHART_POINTS && scan_item(&s, &item)) {
		if (scan_type(item) != JSON_OBJECT ||
		    !figure(item, "/latitude", 90, &y) ||
		    !figure(item, "/longitude", 180, &x))
			continue;
		chart->latitude[chart->count] = y;
		chart->longitude[chart->count++] = x;
	}
}

void
chart_read(struct chart *chart, struct slice body)
{
	struct slice key, value;
	struct scan s;

	chart->count = 0;
	if (body.len == 0 || !scan_open(body, &s))
		return;
	while (scan_member(&s, &key, &value))
		if (scan_type(value) == JSON_LIST)
			read_list(chart, value);
}

struct frame {
	double	 north, west;		/* of the upper left corner */
	double	 per_row, per_col;	/* degrees a cell */
	double	 km_a_col;
};

/*
 * The smallest frame around all points with a margin, no smaller than about a
 * kilometre, in which a step to the east is as long as half a step north:
 * cells are twice as high as wide.
 */
static void
frame_around(const struct chart *chart, int rows, int cols, struct frame *f)
{
	double n = -90, s = 90, e = -180, w = 180, middle, shrink, high, wide;
	int i;

	for (i = 0; i < chart->count; i++) {
		n = fmax(n, chart->latitude[i]);
		s = fmin(s, chart->latitude[i]);
		e = fmax(e, chart->longitude[i]);
		w = fmin(w, chart->longitude[i]);
	}
	middle = (n + s) / 2;
	shrink = fmax(cos(middle * PI / 180), 0.05);
	high = fmax((n - s) * 1.2, 1 / KM_A_DEGREE);
	wide = fmax((e - w) * 1.2, 1 / KM_A_DEGREE / shrink);
	f->per_row = fmax(high / rows, wide * shrink * 2 / cols);
	f->per_col = f->per_row / 2 / shrink;
	f->north = middle + f->per_row * rows / 2;
	f->west = (e + w) / 2 - f->per_col * cols / 2;
	f->km_a_col = f->per_row / 2 * KM_A_DEGREE;
}

static void
print_place(double latitude, double longitude, char *out, size_t size)
{
	snprintf(out, size, "%.4f%c %.4f%c", fabs(latitude),
	    latitude < 0 ? 'S' : 'N', fabs(longitude),
	    longitude < 0 ? 'W' : 'E');
}

/* A round length that is about a fifth of the width, in metres or km. */
static void
print_scale(const struct frame *f, int cols, int *cells, char *out,
    size_t size)
{
	static const double lengths[] = { 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10,
	    20, 50, 100, 200, 500, 1000, 2000, 5000 };
	size_t i = 0;

	while (i + 1 < sizeof(lengths) / sizeof(lengths[0]) &&
	    lengths[i] / f->km_a_col < cols / 6.0)
		i++;
	*cells = (int)lround(lengths[i] / f->km_a_col);
	if (lengths[i] < 1)
		snprintf(out, size, "%.0f m", lengths[i] * 1000);
	else
		snprintf(out, size, "%.0f km", lengths[i]);
}

static void
draw_points(const struct chart *chart, struct canvas *c, struct area a,
    const struct frame *f)
{
	int i;

	/* The newest last, so that it is on top. */
	for (i = chart->count - 1; i >= 0; i--) {
		int y = (int)((f->north - chart->latitude[i]) / f->per_row);
		int x = (int)((chart->longitude[i] - f->west) / f->per_col);

		if (y < 0 || y >= a.rows || x < 0 || x >= a.cols)
			continue;
		canvas_text(c, a.y + y, a.x + x, 1, i == 0 ? ROLE_WARN :
		    i <= chart->count / 2 ? ROLE_PLAIN : ROLE_DIM,
		    i == 0 ? "@" : i <= chart->count / 2 ? "+" : ".");
	}
}

void
chart_draw(const struct chart *chart, struct canvas *c, struct area area)
{
	struct area a = { area.y + 1, area.x + 1, area.rows - 2,
	    area.cols - 2 };
	char title[96], scale[24];
	struct frame f;
	int cells = 0;

	if (chart->count == 0 || area.rows < CHART_LEAST || area.cols < 20)
		return;
	frame_around(chart, a.rows, a.cols, &f);
	print_place(chart->latitude[0], chart->longitude[0], title,
	    sizeof(title));
	canvas_box(c, area, title);
	draw_points(chart, c, a, &f);
	print_scale(&f, a.cols, &cells, scale, sizeof(scale));
	if (cells > 1 && cells < a.cols - 20) {
		int y = area.y + area.rows - 1, i;

		for (i = 0; i < cells; i++)
			canvas_text(c, y, a.x + 2 + i, 1, ROLE_LABEL,
			    i == 0 || i == cells - 1 ? "|" : "-");
		canvas_format(c, y, a.x + 2 + cells, 16, ROLE_LABEL, " %s ",
		    scale);
	}
	canvas_text(c, a.y, a.x + a.cols - 2, 1, ROLE_DIM, "N");
}
