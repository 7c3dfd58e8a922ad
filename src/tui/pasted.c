/* A paste into a field for objects: ids, and names that their list knows. */
#include "form.h"

#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/list.h>

#include <stdlib.h>
#include <string.h>

#define WORDS_MOST	5000

/* What people name objects by; hunt.c marks by the same. */
static const char *const naming[] = {
	"id", "name", "serial", "mail", "user", "sam", "imei",
};

struct word {
	char		*text;		/* lower case; owned */
	size_t		 hits;
	uint32_t	 row;		/* the last one that was hit */
};

struct pasted {
	struct form		*f;
	struct app		*app;
	struct field_box	*box;
	struct rows		*rows;	/* NULL: no list knows them */
	struct word		*words;
	size_t			 count;
	struct map		 index;
	size_t			 none;
};

static void
lower(struct slice in, struct buf *out)
{
	size_t i;

	buf_clear(out);
	for (i = 0; i < in.len; i++)
		buf_char(out, in.at[i] >= 'A' && in.at[i] <= 'Z' ?
		    (char)(in.at[i] - 'A' + 'a') : in.at[i]);
}

static struct word *
find(const struct pasted *p, struct slice text)
{
	struct buf low = { 0 };
	uint32_t place;
	bool found;

	lower(text, &low);
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
	lower(text, &low);
	p->words = mem_grow(p->words, p->count + 1, sizeof(*p->words));
	p->words[p->count] = (struct word){ mem_slice(low.at, low.len), 0, 0 };
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
look(struct pasted *p, const struct cat_resource *resource)
{
	uint32_t count = (uint32_t)rows_count(p->rows), row;
	size_t i;

	for (i = 0; i < sizeof(naming) / sizeof(naming[0]); i++) {
		int column = cat_column(resource, str_slice(naming[i]));

		for (row = 0; column >= 0 && row < count; row++) {
			struct slice cell = rows_cell(p->rows, row, column);
			struct word *word;

			if (cell.len == 0 || (p->f->conn != NULL &&
			    rows_conn(p->rows, row) != p->f->conn->number) ||
			    (word = find(p, cell)) == NULL)
				continue;
			word->hits += word->hits == 0 || word->row != row;
			word->row = row;
		}
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
		name = list_name_of(p->app->engine, box->param->noun,
		    p->f->conn != NULL ? p->f->conn->number : 0, text);
	if (word != NULL && word->hits == 1 && name.len == 0)
		add(p, rows_id(p->rows, word->row),
		    rows_label(p->rows, word->row));
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
	struct slice one;

	if (word != NULL && word->hits == 1 && take(p, line))
		return;
	while (part(&line, " ", &one))
		p->none += !take(p, one);
}

static struct list *
list_of(const struct app *app, const struct field_box *box)
{
	const struct cat_resource *resource = box->param->noun == NULL ? NULL :
	    cat_resource(str_slice(box->param->noun), NULL);
	struct err err;

	return resource == NULL ? NULL : list_open(app->engine, resource, NULL,
	    &err);
}

/* What is kept of the lists has been read by the time somebody pastes. */
void
field_expect_pastes(const struct form *f, const struct app *app)
{
	int i;

	for (i = 0; i < f->count; i++)
		list_of(app, &f->fields[i]);
}

size_t
field_paste(struct form *f, struct app *app, struct field_box *box,
    struct slice text)
{
	struct pasted p = { .f = f, .app = app, .box = box };
	struct slice rest = text, line, one;
	struct list *list = list_of(app, box);
	size_t i;

	if (list != NULL) {
		p.rows = list_rows(list);
		while (part(&rest, "\r\n\t,;", &line)) {
			learn(&p, line);
			while (part(&line, " ", &one))
				learn(&p, one);
		}
		look(&p, list_resource(list));
	}
	for (rest = text; part(&rest, "\r\n\t,;", &line); )
		if (box->count == 0 || (box->param->flags & CAT_MANY) != 0)
			take_line(&p, line);
	for (i = 0; i < p.count; i++)
		free(p.words[i].text);
	free(p.words);
	map_fini(&p.index);
	return p.none;
}
