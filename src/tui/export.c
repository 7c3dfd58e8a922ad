/* The packer: rows of a list into a new file, a slice between two keys. */
#include "dialogs.h"
#include "forms.h"
#include "rowtext.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROWS_A_LOOK	50	/* between two looks at the clock */

enum scope_of {
	ALL_MARKED,
	ALL_SHOWN,
	ALL_ROWS,
	SCOPES,
};

/* Where another scope and format are asked for, the name is asked anew. */
struct export {
	struct pane	*below;		/* a list pane */
	enum scope_of	 scope;
	enum row_format	 format;
	char		*path;
	int		 fd;		/* -1: closed */
	size_t		 at;		/* place, row or mark to come */
	size_t		 written;	/* rows */
	const struct rows *rows;	/* which they are of */
	generation	 seen;
	struct buf	 text;
};

/* What the rows to write come from; another one means to begin anew. */
static generation
source_of(const struct export *e, const struct listing *l)
{
	switch (e->scope) {
	case ALL_MARKED:	return l->marks.changed;
	case ALL_SHOWN:		return view_generation(l->view);
	case ALL_ROWS:
	case SCOPES:		break;
	}
	return 0;
}

/* False at the end. *known: the row is in the list. */
static bool
next_row(struct export *e, struct listing *l, uint32_t *row, bool *known)
{
	const struct mark *mark;

	*known = true;
	switch (e->scope) {
	case ALL_MARKED:
		mark = marks_next(&l->marks, &e->at);
		*known = mark != NULL && rows_find(l->rows, mark->conn,
		    str_slice(mark->id), row);
		return mark != NULL;
	case ALL_SHOWN:
		if (e->at >= listing_count(l))
			return false;
		*row = view_row(l->view, e->at++);
		return true;
	case ALL_ROWS:
	case SCOPES:
		break;
	}
	*row = (uint32_t)e->at;
	return e->at++ < rows_count(l->rows);
}

static bool
flush(struct export *e)
{
	size_t done = 0;
	ssize_t wrote;

	while (done < e->text.len) {
		wrote = write(e->fd, e->text.at + done, e->text.len - done);
		if (wrote < 0 && errno != EINTR)
			return false;
		done += wrote > 0 ? (size_t)wrote : 0;
	}
	buf_clear(&e->text);
	return true;
}

/* Also where the list was read anew meanwhile: nothing is mixed. */
static bool
begin(struct export *e, const struct listing *l)
{
	e->rows = l->rows;
	e->seen = source_of(e, l);
	e->at = e->written = 0;
	buf_clear(&e->text);
	row_head(l->resource, e->format, &e->text);
	return ftruncate(e->fd, 0) == 0 && lseek(e->fd, 0, SEEK_SET) == 0;
}

/* Half a file is none. */
static void
give_up(struct pane *p, struct app *app, int number)
{
	struct export *e = p->own;

	close(e->fd);
	e->fd = -1;
	unlink(e->path);
	if (number != 0)
		app_say(app, ROLE_BAD, "%s: %s; nothing is kept", e->path,
		    strerror(number));
	else
		app_say(app, ROLE_WARN, "the export was stopped; nothing is "
		    "kept");
	app_close(app, p);
}

static void
finish(struct pane *p, struct app *app)
{
	struct export *e = p->own;
	const struct listing *l = listpane_listing(e->below);
	bool is_partial = list_state(l->list) == LIST_LOADING ||
	    list_is_reading(l->list);
	int closed = close(e->fd);

	e->fd = -1;
	if (closed != 0) {
		app_say(app, ROLE_BAD, "%s: %s", e->path, strerror(errno));
		unlink(e->path);
	} else
		app_say(app, is_partial ? ROLE_WARN : ROLE_PLAIN,
		    "%zu %s written to %s%s", e->written, l->resource->noun,
		    e->path, is_partial ? "; the list is still being read" :
		    "");
	app_close(app, p);
}

/* Some rows; false at the end or where it cannot be written. */
static bool
some_rows(struct export *e, struct listing *l, bool *ended)
{
	uint32_t row;
	bool known;
	int i;

	for (i = 0; i < ROWS_A_LOOK; i++) {
		if (!next_row(e, l, &row, &known)) {
			*ended = true;
			break;
		}
		if (!known)
			continue;
		row_text(l->rows, row, e->format, &e->text);
		buf_char(&e->text, '\n');
		e->written++;
	}
	return flush(e);
}

static bool
work(struct pane *p, struct app *app, int64_t budget_us)
{
	struct export *e = p->own;
	struct listing *l = listpane_listing(e->below);
	int64_t end = clock_monotonic_us() + budget_us;
	bool ended = false;

	if (e->fd < 0)
		return false;
	if ((e->rows != l->rows || e->seen != source_of(e, l)) &&
	    !begin(e, l)) {
		give_up(p, app, errno);
		return false;
	}
	while (!ended && clock_monotonic_us() < end)
		if (!some_rows(e, l, &ended)) {
			give_up(p, app, errno);
			return false;
		}
	if (ended)
		finish(p, app);
	return !ended;
}

static void
draw(struct pane *p, struct app *app, struct area area)
{
	struct export *e = p->own;
	struct area box = area_inside(area, 3, 60);

	canvas_window(app->canvas, box, "Export");
	canvas_format(app->canvas, box.y + 1, box.x + 2, box.cols - 4,
	    ROLE_PLAIN, "writing %s", e->path);
}

static bool
key(struct pane *p, struct app *app, int pressed)
{
	if (pressed != PRESS_ESCAPE && pressed != PRESS_CTRL('c'))
		return false;
	give_up(p, app, 0);
	return true;
}

static void
fini(struct pane *p)
{
	struct export *e = p->own;

	if (e->fd >= 0) {
		close(e->fd);
		unlink(e->path);
	}
	free(e->path);
	buf_fini(&e->text);
	free(e);
}

static const struct pane_kind export_kind = {
	.name = "Export", .is_dialog = true, .draw = draw, .key = key,
	.work = work, .fini = fini, .bar = "Esc stop",
};

/* "~/x" is below the home folder, as in a shell. */
static char *
whole_path(const char *text)
{
	const char *home = getenv("HOME");

	if (text[0] == '~' && text[1] == '/' && home != NULL)
		return mem_format("%s%s", home, text + 1);
	return mem_text(text);
}

static bool
named(struct pane *below, struct app *app, const char *text, struct err *err)
{
	struct listing *l = listpane_listing(below);
	struct export *e;
	char *path = whole_path(text);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0600);

	if (fd < 0) {
		err_set(err, ERR_LOCAL, "%s", errno == EEXIST ?
		    "there is such a file already; it is left as it is" :
		    strerror(errno));
		free(path);
		return false;
	}
	e = mem_alloc(sizeof(*e));
	e->below = below;
	e->scope = (enum scope_of)(l->export_choice / ROW_FORMATS);
	e->format = (enum row_format)(l->export_choice % ROW_FORMATS);
	e->path = path;
	e->fd = fd;
	app_open(app, &export_kind, e);
	return true;
}

static const struct prompt_ways path_ways = {
	.title = "NEW FILE", .done = named,
};

static void
chosen(struct app *app, struct pane *below, int choice, bool more)
{
	struct listing *l = listpane_listing(below);
	char *name = mem_format("%s.%s", l->resource->noun,
	    row_format_name((enum row_format)(choice % ROW_FORMATS)));

	(void)more;
	l->export_choice = choice;
	prompt_open(app, &path_ways, below, name);
	free(name);
}

void
export_open(struct app *app, struct pane *below)
{
	static const char *const words[] = { "marked", "shown", "in all" };
	struct listing *l = listpane_listing(below);
	struct choice *choices = NULL;
	size_t counts[SCOPES] = { l->marks.on, listing_count(l),
	    l->rows_seen };
	int count = 0, scope, format;

	if (l->list == NULL) {
		app_complain(app, &l->err);
		return;
	}
	for (scope = 0; scope < SCOPES; scope++)
		for (format = 0; format < ROW_FORMATS; format++)
			choice_add(&choices, &count, mem_format("%zu %s: %s",
			    counts[scope], words[scope], row_format_name(
			    (enum row_format)format)), mem_text(
			    counts[scope] == 0 ? "no rows" : "every column"),
			    counts[scope] == 0);
	menu_open(app, "Export", choices, count, false, chosen, below);
}
