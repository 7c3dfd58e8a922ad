/* The index behind the palette: what a typed word fits, objects last. */
#include "palette.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/config/themes.h>

#include <stdlib.h>
#include <string.h>

#include "settings.h"
#include "theme.h"

#define OFFERS_MOST	40
#define LEAST		2	/* letters that objects are sought by */
#define ROWS_A_LOOK	500	/* between two looks at the clock */

static void
hit_fini(struct hit *hit)
{
	free(hit->text);
	free(hit->hint);
	free(hit->id);
	free(hit->domain);
}

void
hits_clear(struct palette *own)
{
	while (own->count > 0)
		hit_fini(&own->hits[--own->count]);
	own->cursor = own->top = own->objects = 0;
	own->is_moved = own->is_seeking = false;
}

static struct slice
word_of(const struct palette *own)
{
	return str_trim(str_slice(edit_text(&own->edit)));
}

/* Owns text and hint, also where there is no room. */
static void
hit_add(struct palette *own, enum hit_kind kind, int number, char *text,
    char *hint, bool is_off)
{
	struct hit hit = { .kind = kind, .number = number, .text = text,
	    .hint = hint, .is_off = is_off };

	if (own->count == HITS_MOST)
		hit_fini(&hit);
	else
		own->hits[own->count++] = hit;
}

static bool
fits(const struct palette *own, const char *text)
{
	return str_find_folded(str_slice(text), word_of(own)) != NULL;
}

int
hits_place(struct slice name)
{
	int i;

	for (i = 0; i < PLACE_COUNT; i++) {
		const struct cat_resource *r = place_resource((enum place)i);

		if (str_is_folded(name, place_title((enum place)i)) ||
		    (r != NULL && (str_is(name, r->noun) ||
		    str_is(name, r->alias))))
			return i;
	}
	return -1;
}

static void
add_places(struct palette *own)
{
	int i;

	for (i = 0; i < PLACE_COUNT; i++)
		if (fits(own, place_title((enum place)i)))
			hit_add(own, HIT_PLACE, i,
			    mem_text(place_title((enum place)i)),
			    mem_format("pane %d", place_digit((enum place)i)),
			    false);
}

static void
add_actions(struct palette *own)
{
	unsigned scopes = IN_ANY | IN_ALWAYS | (own->below != NULL ?
	    own->below->kind->scopes : 0);
	int i;

	for (i = 1; i < ACTION_COUNT; i++) {
		enum action action = (enum action)i;
		bool works = (action_scopes(action) & scopes) != 0;

		if ((action >= ACTION_pane_1 && action <= ACTION_pane_9) ||
		    !fits(own, action_name(action)))
			continue;
		hit_add(own, HIT_ACTION, i, mem_text(action_name(action)),
		    works ? mem_text(action_help(action)) :
		    mem_format("no: works %s, not here",
		    scope_words(action_scopes(action))), !works);
	}
}

bool
hits_selection(const struct palette *own, struct selection *s)
{
	if (own->below == NULL)
		return false;
	if (own->below->kind->scopes & IN_LIST)
		selection_take(s, listpane_listing(own->below));
	else if (own->below->kind->scopes & IN_DETAIL)
		detail_selection(own->below, s);
	else
		return false;
	return true;
}

static void
add_offer(struct palette *own, enum hit_kind kind, size_t number,
    const struct offer *o)
{
	bool works = o->why[0] == '\0';
	char *text = mem_format("%s %s", o->resource->noun, o->op->verb);
	int i;

	for (i = 0; i < own->count; i++)
		if (own->hits[i].kind == HIT_OFFER &&
		    strcmp(own->hits[i].text, text) == 0)
			break;
	if (i == own->count && fits(own, text))
		hit_add(own, kind, (int)number, text, works ?
		    mem_text(o->op->help) : mem_format("no: %s", o->why),
		    !works);
	else
		free(text);
}

/* The operations as the menu of all actions has them, then all others. */
static void
add_offers(struct palette *own, struct app *app)
{
	struct offer offers[OFFERS_MOST];
	struct selection s;
	size_t count, i;

	if (hits_selection(own, &s)) {
		count = offers_find(app, &s, offers, OFFERS_MOST);
		for (i = 0; i < count; i++)
			add_offer(own, HIT_OFFER, i, &offers[i]);
		selection_fini(&s);
	}
	for (i = 0; offers_nth(app, i, &offers[0]); i++)
		add_offer(own, HIT_OPERATION, i, &offers[0]);
}

static void
add_theme(void *who, struct slice name)
{
	struct palette *own = who;
	char *text = mem_format("theme %.*s", (int)name.len, name.at);
	int i;

	for (i = 0; i < own->count; i++)
		if (strcmp(own->hits[i].text, text) == 0)
			break;
	if (i == own->count && fits(own, text))
		hit_add(own, HIT_THEME, 0, text, mem_text("the looks, at "
		    "once"), false);
	else
		free(text);
}

static void
add_sign(struct palette *own, const struct conn *conn, bool leaves)
{
	char *text = mem_format("%s %s", leaves ? "logout" : "login",
	    conn->name);

	if (fits(own, text))
		hit_add(own, leaves ? HIT_LOGOUT : HIT_LOGIN, conn->number,
		    text, mem_text(leaves ? "revoke its sign-in, remove its "
		    "tokens" : "sign in to it"), false);
	else
		free(text);
}

static void
add_signs(struct palette *own, const struct app *app)
{
	size_t i;

	for (i = 0; i < app->config->conn_count; i++) {
		add_sign(own, &app->config->conns[i], false);
		add_sign(own, &app->config->conns[i], true);
	}
}

/* "set mouse"; without a value it goes on to the next one. */
static void
add_settings(struct palette *own, struct app *app)
{
	struct buf now = { 0 };
	const char *name;
	int i;

	for (i = 0; (name = settings_name(app, i, &now)) != NULL; i++) {
		char *text = mem_format("set %s", name);

		if (fits(own, text))
			hit_add(own, HIT_SETTING, 0, text,
			    mem_text(buf_string(&now)), false);
		else
			free(text);
		buf_clear(&now);
	}
	buf_fini(&now);
}

/* A bit of work that rows of any age survive: they are taken up anew. */
static void
begin_seeking(struct palette *own, struct app *app)
{
	struct err err = { 0 };
	int i;

	own->is_seeking = word_of(own).len >= LEAST;
	own->place = 0;
	own->row = 0;
	own->rows = NULL;
	if (!own->is_seeking)
		return;
	/* What the cache knows is opened too; no server is asked. */
	for (i = 0; i < PLACE_COUNT; i++) {
		const struct cat_resource *r = place_resource((enum place)i);

		if (own->lists[i] == NULL && r != NULL && i != PLACE_ACCOUNTS)
			own->lists[i] = list_open(app->engine, r, NULL, &err);
	}
}

void
hits_find(struct palette *own, struct app *app)
{
	hits_clear(own);
	add_places(own);
	if (word_of(own).len == 0) {	/* what there is to begin with */
		add_offers(own, app);
		return;
	}
	add_actions(own);
	add_offers(own, app);
	add_settings(own, app);
	themes_names(app->options->own_themes, add_theme, own);
	add_signs(own, app);
	begin_seeking(own, app);
}

generation
hits_generation(const struct palette *own)
{
	generation sum = 0;
	int i;

	for (i = 0; i < PLACE_COUNT; i++)
		if (own->lists[i] != NULL)
			sum += list_generation(own->lists[i]);
	return sum;
}

/* Id, name, mail, serial number: what people call an object by. */
static bool
row_fits(const struct rows *rows, uint32_t row, struct slice word)
{
	const struct cat_resource *r = rows_resource(rows);
	int i, count = cat_column_count(r);

	if (str_find_folded(rows_label(rows, row), word) != NULL ||
	    str_find_folded(rows_id(rows, row), word) != NULL)
		return true;
	for (i = 0; i < count; i++)
		if ((strcmp(r->columns[i].name, "mail") == 0 ||
		    strcmp(r->columns[i].name, "serial") == 0) &&
		    str_find_folded(rows_cell(rows, row, i), word) != NULL)
			return true;
	return false;
}

static void
add_object(struct palette *own, const struct rows *rows, uint32_t row)
{
	const struct cat_resource *r = rows_resource(rows);
	struct slice id = rows_id(rows, row), name = rows_label(rows, row);
	struct buf domain = { 0 };
	int before = own->count, mail = cat_column(r, str_slice("mail"));
	struct slice more = { 0 };

	if (mail >= 0)
		more = rows_cell(rows, row, mail);
	hit_add(own, HIT_OBJECT, rows_conn(rows, row),
	    mem_slice(name.len > 0 ? name.at : id.at, name.len > 0 ?
	    name.len : id.len), mem_format("%s  %.*s  %.*s", r->title,
	    (int)id.len, id.at, (int)more.len, more.at), false);
	if (own->count == before)
		return;
	domain_of_row(r, rows, row, &domain);
	own->hits[before].id = mem_slice(id.at, id.len);
	own->hits[before].place = (enum place)own->place;
	if (domain.len > 0)
		own->hits[before].domain = mem_text(buf_string(&domain));
	buf_fini(&domain);
	own->objects++;
}

/* Up to ROWS_A_LOOK rows of the present list; false at its end. */
static bool
seek_rows(struct palette *own, struct slice word)
{
	const struct list *list = own->lists[own->place];
	const struct rows *rows = list != NULL ? list_rows(list) : NULL;
	int left = ROWS_A_LOOK;

	if (rows == NULL)
		return false;
	if (rows != own->rows)
		own->row = 0;
	own->rows = rows;
	for (; own->row < rows_count(rows) && left > 0; left--, own->row++)
		if (own->objects < OBJECTS_MOST &&
		    row_fits(rows, own->row, word))
			add_object(own, rows, own->row);
	return own->row < rows_count(rows) && own->objects < OBJECTS_MOST;
}

bool
hits_seek(struct palette *own, int64_t budget_us)
{
	int64_t end = clock_monotonic_us() + budget_us;

	while (own->is_seeking && clock_monotonic_us() < end) {
		if (seek_rows(own, word_of(own)))
			continue;
		own->row = 0;
		own->rows = NULL;
		if (++own->place == PLACE_COUNT)
			own->is_seeking = false;
	}
	return own->is_seeking;
}
