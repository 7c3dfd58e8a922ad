/* What is pasted or typed into a field for objects: ids, and names in lists. */
#include "dialogs.h"
#include "form.h"

#include <endpane/base/clock.h>
#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/op/list.h>

#include <stdlib.h>
#include <string.h>

#define WORDS_MOST	5000
#define NAMED_CELLS	40	/* of the first line that is left out */
#define LISTS_MOST	2	/* that a field's objects are in */

struct word {
	char		*text;		/* lower case; owned */
	size_t		 hits;
	const struct rows *rows;
	uint32_t	 row;		/* the last one that was hit */
};

struct pasted {
	struct form		*f;
	struct app		*app;
	struct field_box	*box;
	struct word		*words;
	size_t			 count;
	struct map		 index;
	size_t			 none;
};

static struct word *
find(const struct pasted *p, struct slice text)
{
	struct buf low = { 0 };
	uint32_t place;
	bool found;

	buf_folded(&low, text);
	found = low.len > 0 && map_find(&p->index,
	    (struct slice){ low.at, low.len }, &place);
	buf_fini(&low);
	return found ? &p->words[place] : NULL;
}

static void
learn(struct pasted *p, struct slice text)
{
	struct buf low = { 0 };

	if (text.len == 0 || p->count == WORDS_MOST || find(p, text) != NULL)
		return;
	buf_folded(&low, text);
	p->words = mem_grow(p->words, p->count + 1, sizeof(*p->words));
	p->words[p->count] = (struct word){
	    .text = mem_slice(low.at, low.len) };
	map_add(&p->index, str_slice(p->words[p->count].text),
	    (uint32_t)p->count);
	p->count++;
	buf_fini(&low);
}

/* The next part of a text that these characters part; false: the end. */
static bool
part(struct slice *rest, const char *between, struct slice *one)
{
	size_t at = 0, from;

	while (at < rest->len && strchr(between, rest->at[at]) != NULL)
		at++;
	for (from = at; at < rest->len &&
	    strchr(between, rest->at[at]) == NULL; at++)
		;
	*one = str_trim((struct slice){ rest->at + from, at - from });
	*rest = (struct slice){ rest->at + at, rest->len - at };
	return at > from;
}

/* A row that has the word in two columns is one hit. */
static void
look(struct pasted *p, const struct rows *rows)
{
	uint32_t count = (uint32_t)rows_count(rows), row;
	int naming[CAT_NAMING];
	size_t i, columns = cat_naming(rows_resource(rows), naming);

	for (i = 0; i < columns; i++)
		for (row = 0; row < count; row++) {
			struct slice cell = rows_cell(rows, row, naming[i]);
			struct word *word;

			if (cell.len == 0 || (p->f->conn != NULL &&
			    rows_conn(rows, row) != p->f->conn->number) ||
			    (word = find(p, cell)) == NULL)
				continue;
			word->hits += word->hits == 0 || word->row != row ||
			    word->rows != rows;
			word->rows = rows;
			word->row = row;
		}
}

static void
add(struct pasted *p, struct slice id, struct slice name)
{
	struct field_box *box = p->box;
	size_t i;

	for (i = 0; i < box->count; i++)
		if (str_is(id, box->list[i].id))
			return;
	picked_add(&box->list, &box->count, id, name, NULL);
}

/* The nth of the lists that know a field's objects; NULL: there are no more. */
static struct list *
list_of(const struct app *app, const struct field_box *box, int n)
{
	const struct cat_resource *resource = NULL;
	const struct cat_op *op;
	struct args args = { 0 };
	struct err err;

	if (n == 0 && box->param->noun != NULL)
		resource = cat_resource(str_slice(box->param->noun), NULL);
	else if (n == 1 && cat_from(box->param, &resource, &op, &args) &&
	    (op->flags & CAT_LISTS) == 0)
		resource = NULL;
	args_fini(&args);
	return resource == NULL ? NULL : list_open(app->engine, resource, NULL,
	    &err);
}

static struct slice
name_of(const struct pasted *p, struct slice id)
{
	struct slice name = { NULL, 0 };
	struct list *list;
	int n;

	for (n = 0; n < LISTS_MOST && name.len == 0; n++)
		if ((list = list_of(p->app, p->box, n)) != NULL)
			name = list_name_of(p->app->engine,
			    list_resource(list)->noun, p->f->conn != NULL ?
			    p->f->conn->number : 0, id);
	return name;
}

/* An id that is one wins over all that is only named by it. */
static bool
take(struct pasted *p, struct slice text)
{
	const struct word *word = find(p, text);
	const struct field_box *box = p->box;
	struct slice name = { NULL, 0 };
	struct err err;
	char *id = mem_slice(text.at, text.len);
	bool fits = cat_value_fits(box->param, id, &err);

	free(id);
	if (fits)
		name = name_of(p, text);
	if (word != NULL && word->hits == 1 && name.len == 0)
		add(p, rows_id(word->rows, word->row),
		    rows_label(word->rows, word->row));
	else if (fits)
		add(p, text, name);
	else
		return false;
	return true;
}

/* All of a line is a name, or its words are. */
static void
take_line(struct pasted *p, struct slice line)
{
	const struct word *word = find(p, line);
	struct slice whole = line, one;
	size_t before = p->none;

	if (word != NULL && word->hits == 1 && take(p, line))
		return;
	while (part(&line, " ", &one))
		p->none += !take(p, one);
	if (p->none > before) {
		buf_slice(&p->f->left_out, whole);
		buf_char(&p->f->left_out, '\n');
	}
}

/* What is kept of the lists has been read by the time somebody pastes. */
void
field_expect_pastes(const struct form *f, const struct app *app)
{
	int i, n;

	for (i = 0; i < f->count; i++)
		for (n = 0; n < LISTS_MOST; n++)
			list_of(app, &f->fields[i], n);
}

/* "200 devices, read 14:02", of each list that was looked through. */
static void
list_words(const struct pasted *p, struct buf *out)
{
	const struct list *list;
	char when[24];
	int n;

	for (n = 0; n < LISTS_MOST; n++) {
		if ((list = list_of(p->app, p->box, n)) == NULL)
			continue;
		buf_text(out, out->len > 0 ? " or " : "");
		if (list_as_of_ms(list) == 0) {
			buf_format(out, "%s, not read yet",
			    list_resource(list)->noun);
			continue;
		}
		if (clock_day(list_as_of_ms(list)) ==
		    clock_day(clock_wall_ms())) {
			clock_print_time(list_as_of_ms(list), when,
			    sizeof(when));
			when[5] = '\0';	/* hours and minutes */
		} else
			clock_print(list_as_of_ms(list), when, sizeof(when));
		buf_format(out, "%zu %s, read %s",
		    rows_count(list_rows(list)), list_resource(list)->noun,
		    when);
	}
}

/* Only lists that were read are looked through: that is said, and mended. */
static void
say(const struct pasted *p)
{
	struct buf lists = { 0 };
	const char *left = buf_string(&p->f->left_out);
	int first = (int)text_piece((struct slice){ left, strcspn(left,
	    "\n") }, NAMED_CELLS);
	bool is_all = (size_t)first + 1 >= p->f->left_out.len;

	list_words(p, &lists);
	if (p->none > 0 && lists.len == 0)
		app_say(p->app, ROLE_WARN, "%zu left out (%.*s%s): no id; "
		    "Enter picks from the list", p->none, first, left,
		    is_all ? "" : ", ...");
	else if (p->none > 0)
		app_say(p->app, ROLE_WARN, "%zu left out (%.*s%s): no id, and "
		    "no name, mail or serial of only one row of %s; C-r reads "
		    "that anew and looks again", p->none, first, left,
		    is_all ? "" : ", ...", buf_string(&lists));
	buf_fini(&lists);
}

size_t
field_paste(struct form *f, struct app *app, struct field_box *box,
    struct slice text)
{
	struct pasted p = { .f = f, .app = app, .box = box };
	struct slice rest = text, line, one;
	struct list *list;
	size_t i;
	int n;

	buf_clear(&f->left_out);
	f->left_of = box;
	while (part(&rest, "\r\n\t,;", &line)) {
		learn(&p, line);
		while (part(&line, " ", &one))
			learn(&p, one);
	}
	for (n = 0; n < LISTS_MOST; n++)
		if ((list = list_of(app, box, n)) != NULL)
			look(&p, list_rows(list));
	for (rest = text; part(&rest, "\r\n\t,;", &line); )
		if (box->count == 0 || (box->param->flags & CAT_MANY) != 0)
			take_line(&p, line);
	say(&p);
	for (i = 0; i < p.count; i++)
		free(p.words[i].text);
	free(p.words);
	map_fini(&p.index);
	return p.none;
}

bool
field_look_again(struct form *f, struct app *app)
{
	struct list *list;
	int n;

	if (f->left_out.len == 0)
		return false;
	for (n = 0; n < LISTS_MOST; n++)
		if ((list = list_of(app, f->left_of, n)) != NULL) {
			list_refresh(list, f->conn != NULL ?
			    f->conn->number : -1);
			f->is_rereading = true;
		}
	if (f->is_rereading)
		app_say(app, ROLE_DIM, "being read anew, a call a page");
	return f->is_rereading;
}

void
field_news(struct form *f, struct app *app)
{
	const struct list *list;
	struct buf again = { 0 };
	size_t before;
	int n;

	for (n = 0; f->is_rereading && n < LISTS_MOST; n++)
		if ((list = list_of(app, f->left_of, n)) != NULL &&
		    list_state(list) == LIST_LOADING)
			return;
	if (!f->is_rereading)
		return;
	f->is_rereading = false;
	before = f->left_of->count;
	buf_slice(&again, (struct slice){ f->left_out.at, f->left_out.len });
	app_say(app, ROLE_DIM, "nothing is left out any more");
	field_paste(f, app, f->left_of, (struct slice){ again.at, again.len });
	app->is_dirty = app->is_dirty || f->left_of->count != before;
	buf_fini(&again);
}

/* A letter in such a field begins an id or a name. */
static bool
typed(struct pane *below, struct app *app, const char *text, struct err *err)
{
	struct form *f = below->own;

	(void)err;
	field_paste(f, app, &f->fields[f->picking], str_slice(text));
	return true;
}

void
field_type(struct form *f, struct app *app, struct pane *p, int pressed)
{
	static const struct prompt_ways ways = {
		.title = "ID OR NAME", .done = typed,
	};
	char first[2] = { (char)pressed, '\0' };

	f->picking = f->here;
	prompt_open(app, &ways, p, first);
}
