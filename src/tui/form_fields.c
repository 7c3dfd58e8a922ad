/* The form's paper: parameters to fields, fields to arguments, drafts. */
#include "form.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/args.h>

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What was typed into a form that was left: one per operation. */
struct draft {
	const struct cat_op	*op;
	char			*texts[FIELDS_MOST];
	char			*bodies[FIELDS_MOST];
	bool			 flags[FIELDS_MOST];
	int			 choices[FIELDS_MOST];
	struct draft		*next;
};

struct drafts {
	struct draft	*first;
};

static enum entry
entry_of(const struct cat_param *p)
{
	if (p->noun != NULL || p->from != NULL)
		return ENTRY_OBJECTS;
	switch (p->kind) {
	case CAT_FLAG:
		return ENTRY_FLAG;
	case CAT_CHOICE:
		return ENTRY_CHOICE;
	case CAT_TEXT:
	case CAT_ID:
	case CAT_NUMBER:
	case CAT_VERSION:
	case CAT_MILLIS:
	case CAT_STAMP:
	case CAT_SECRET:
		break;
	}
	return p->choices != NULL && p->kind != CAT_NUMBER ? ENTRY_CHOICE :
	    ENTRY_TEXT;
}

static void
draft_free(struct draft *d)
{
	int i;

	for (i = 0; i < FIELDS_MOST; i++) {
		free(d->texts[i]);
		free(d->bodies[i]);
	}
	free(d);
}

void
drafts_free(struct drafts *drafts)
{
	struct draft *d, *next;

	if (drafts == NULL)
		return;
	for (d = drafts->first; d != NULL; d = next) {
		next = d->next;
		draft_free(d);
	}
	free(drafts);
}

void
form_drop_draft(struct form *f, struct app *app)
{
	struct draft **at, *d;

	if (app->drafts == NULL)
		return;
	for (at = &app->drafts->first; *at != NULL; at = &(*at)->next)
		if ((*at)->op == f->op) {
			d = *at;
			*at = d->next;
			draft_free(d);
			return;
		}
}

/* Secrets and objects are not kept: the one is none of ours, the others are
 * those that are marked next time. */
bool
form_keep_draft(struct form *f, struct app *app)
{
	struct draft *d;
	int i;

	if (f->has_values)
		return false;
	d = mem_alloc(sizeof(*d));
	form_drop_draft(f, app);
	if (app->drafts == NULL)
		app->drafts = mem_alloc(sizeof(*app->drafts));
	d->op = f->op;
	for (i = 0; i < f->count; i++) {
		const struct field_box *box = &f->fields[i];

		if (box->entry == ENTRY_TEXT && !box->edit.is_secret)
			d->texts[i] = mem_text(edit_text(&box->edit));
		d->bodies[i] = mem_text(box->body);
		d->flags[i] = box->flag;
		d->choices[i] = box->choice;
	}
	d->next = app->drafts->first;
	app->drafts->first = d;
	return true;
}

static void
use_draft(struct form *f, struct app *app)
{
	struct draft *d = app->drafts != NULL ? app->drafts->first : NULL;
	int i;

	while (d != NULL && d->op != f->op)
		d = d->next;
	for (i = 0; d != NULL && i < f->count; i++) {
		struct field_box *box = &f->fields[i];

		if (d->texts[i] != NULL)
			edit_set(&box->edit, d->texts[i]);
		free(box->body);
		box->body = mem_text(d->bodies[i]);
		box->flag = d->flags[i];
		box->choice = d->choices[i];
	}
}

const char *
form_domain(const struct form *f)
{
	const char *domain = "";
	size_t k;
	int i;

	for (i = 0; i < f->count; i++)
		for (k = 0; k < f->fields[i].count; k++) {
			const char *own = f->fields[i].list[k].domain;

			if (own == NULL)
				continue;
			if (domain[0] != '\0' && strcmp(domain, own) != 0)
				return NULL;
			domain = own;
		}
	return domain;
}

/* The domain that all objects share, or the only one configured. */
static void
prefill_domain(struct form *f)
{
	const char *shared = form_domain(f);
	const char *known = f->conn != NULL ? f->conn->settings.domains : NULL;
	int i;

	if (shared != NULL && shared[0] == '\0' && known != NULL &&
	    strchr(known, ',') == NULL)
		shared = known;
	for (i = 0; shared != NULL && i < f->count; i++)
		if (strcmp(f->fields[i].param->name, "domain") == 0 &&
		    f->fields[i].entry == ENTRY_TEXT &&
		    (f->fields[i].param->flags & CAT_REQUIRED) != 0)
			edit_set(&f->fields[i].edit, shared);
}

/*
 * What the list was asked with, such as a device's accounts: the objects are of
 * that device, whatever was typed the last time. And a choice that is none.
 */
static void
prefill_given(struct form *f, const struct args *given)
{
	int i;

	for (i = 0; i < f->count; i++) {
		struct field_box *box = &f->fields[i];
		const char *value = args_get(given, box->param->name, 0);

		if ((box->param->flags & CAT_REQUIRED) == 0)
			continue;
		if (box->entry == ENTRY_TEXT && value != NULL)
			edit_set(&box->edit, value);
		else if (box->entry == ENTRY_CHOICE &&
		    box->param->choices[1].wire == NULL)
			box->choice = 0;
	}
}

/* What the object has now, instead of what was typed for another one. */
static void
prefill_values(struct form *f, const struct args *values)
{
	const struct cat_choice *choices;
	int i, k;

	for (i = 0; i < f->count; i++) {
		struct field_box *box = &f->fields[i];
		const char *value = args_get(values, box->param->name, 0);

		if (box->entry == ENTRY_TEXT)
			edit_set(&box->edit, value != NULL ? value : "");
		else if (box->entry == ENTRY_FLAG)
			box->flag = value != NULL &&
			    strcmp(value, "true") == 0;
		else if (box->entry == ENTRY_CHOICE) {
			choices = box->param->choices;
			box->choice = -1;
			for (k = 0; value != NULL && choices[k].wire != NULL;
			    k++)
				if (strcmp(choices[k].wire, value) == 0)
					box->choice = k;
		}
	}
}

/* Several connections serve it, and nothing says which is meant. */
static bool
must_choose_conn(const struct app *app, const struct offer *offer,
    const struct selection *s)
{
	size_t i, count = 0;

	for (i = 0; i < app->config->conn_count; i++)
		count += conn_serves(&app->config->conns[i], offer->resource);
	return s->conn == NULL && count > 1 &&
	    (offer->op->flags & CAT_LISTS) == 0;
}

void
form_next_conn(struct form *f, const struct app *app)
{
	size_t count = app->config->conn_count, at = (size_t)f->conn->number;

	do
		at = (at + 1) % count;
	while (!conn_serves(&app->config->conns[at], f->resource));
	f->conn = &app->config->conns[at];
}

static const struct cat_param again_param = {
	"once more", "", CAT_IN_PLAN, CAT_SECRET, CAT_REQUIRED, NULL, NULL,
	"The same again, not shown: a typing error would set another one"
};

bool
field_is_again(const struct field_box *box)
{
	return box->param == &again_param;
}

/* What nobody sees while it is typed is typed twice. */
static void
add_again(struct form *f)
{
	if (f->count < FIELDS_MOST)
		f->fields[f->count++] = (struct field_box){
		    .param = &again_param, .entry = ENTRY_TEXT,
		    .choice = -1, .edit.is_secret = true };
}

static const struct cat_param conn_param = {
	"connection", "", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED, NULL, NULL,
	"Space turns: over which connection it goes"
};

/*
 * What is taken away is what the cursor stands on: an app of the device that is
 * looked at, a member of the group.
 */
static void
prefill_row(struct form *f, const struct selection *s)
{
	int i;

	for (i = 0; i < f->count && s->row_count > 0 &&
	    (f->op->flags & CAT_ASKS) != 0; i++) {
		struct field_box *box = &f->fields[i];
		const struct cat_param *p = box->param;
		const char *of = p->from != NULL ? p->from : p->noun;

		if (box->entry == ENTRY_OBJECTS && box->count == 0 &&
		    (p->flags & CAT_REQUIRED) != 0 && of != NULL &&
		    strcmp(of, s->row_of) == 0)
			picked_add(&box->list, &box->count,
			    str_slice(s->row[0].id),
			    str_slice(s->row[0].name), NULL);
	}
}

void
form_fill(struct form *f, struct app *app, const struct offer *offer,
    const struct selection *s)
{
	const struct cat_param *p;
	size_t k;

	f->resource = offer->resource;
	f->op = offer->op;
	f->hidden = s->hidden;
	f->conn = s->conn != NULL ? s->conn :
	    offers_conn(app, offer->resource);
	if (must_choose_conn(app, offer, s))
		f->fields[f->count++] = (struct field_box){
		    .param = &conn_param, .entry = ENTRY_CONN };
	for (p = f->op->params; p != NULL && p->name != NULL &&
	    f->count < FIELDS_MOST; p++) {
		struct field_box *box = &f->fields[f->count++];

		box->param = p;
		box->entry = entry_of(p);
		box->choice = -1;
		box->edit.is_secret = p->kind == CAT_SECRET;
		for (k = 0; p == offer->as && k < s->count; k++)
			picked_add(&box->list, &box->count,
			    str_slice(s->list[k].id),
			    str_slice(s->list[k].name), s->list[k].domain);
		if (box->edit.is_secret)
			add_again(f);
	}
	f->has_values = s->values != NULL;
	if (f->has_values)
		prefill_values(f, s->values);
	else
		use_draft(f, app);
	prefill_domain(f);
	prefill_given(f, s->given);
	prefill_row(f, s);
	while (f->here < f->count && (f->fields[f->here].count > 0 ||
	    edit_text(&f->fields[f->here].edit)[0] != '\0'))
		f->here++;
}

void
form_fini(struct form *f)
{
	int i;

	for (i = 0; i < f->count; i++) {
		edit_fini(&f->fields[i].edit);
		picked_fini(f->fields[i].list, f->fields[i].count);
		free(f->fields[i].body);
	}
	buf_fini(&f->offered);
	buf_fini(&f->left_out);
}

const char *
field_choice(const struct field_box *box)
{
	return box->choice >= 0 ? box->param->choices[box->choice].wire : NULL;
}

/* Does a NAME= begin here? CN=, OU= and DC= are parts of a value. */
static bool
begins_pair(struct slice text)
{
	size_t i = 0;

	while (i < text.len && (isalnum((unsigned char)text.at[i]) ||
	    text.at[i] == '-'))
		i++;
	return i > 2 && i < text.len && text.at[i] == '=';
}

bool
field_next(const struct cat_param *p, struct slice *rest, struct slice *one)
{
	bool pairs = memchr(rest->at, '=', rest->len) != NULL;
	struct slice after;
	size_t i;

	*rest = str_trim(*rest);
	if (rest->len == 0)
		return false;
	for (i = 0; i < rest->len; i++) {
		after = str_trim((struct slice){ rest->at + i + 1,
		    rest->len - i - 1 });
		if ((p->flags & CAT_MANY) != 0 && rest->at[i] == ',' &&
		    (!pairs || begins_pair(after)))
			break;
	}
	*one = str_trim((struct slice){ rest->at, i });
	if (i < rest->len)
		i++;
	rest->at += i;
	rest->len -= i;
	return true;
}

static void
add_text(const struct field_box *box, struct args *args)
{
	struct slice rest = str_slice(edit_text(&box->edit)), one;

	struct buf path = { 0 };

	if (field_is_again(box))
		return;
	if (box->edit.is_secret && rest.len > 0) {
		args_add(args, box->param->name, rest);
		return;
	}
	if ((box->param->flags & CAT_FILE) != 0 && rest.len > 0) {
		path_whole(edit_text(&box->edit), &path);
		args_add(args, box->param->name,
		    str_slice(buf_string(&path)));
		buf_fini(&path);
		return;
	}
	while (field_next(box->param, &rest, &one))
		if (one.len > 0)
			args_add(args, box->param->name, one);
}

/* As if a file had held it: see CAT_LOADED. */
static void
add_body(const struct field_box *box, struct args *args)
{
	char *name = mem_format("%s-text", box->param->name);

	args_add(args, name, str_slice(box->body));
	free(name);
}

void
form_args(const struct form *f, struct args *args)
{
	size_t k;
	int i;

	for (i = 0; i < f->count; i++) {
		const struct field_box *box = &f->fields[i];

		if (box->entry == ENTRY_FLAG && box->flag)
			args_add(args, box->param->name, str_slice("true"));
		else if (box->entry == ENTRY_CHOICE &&
		    field_choice(box) != NULL)
			args_add(args, box->param->name,
			    str_slice(field_choice(box)));
		else if (box->body != NULL)
			add_body(box, args);
		else if (box->entry == ENTRY_TEXT)
			add_text(box, args);
		for (k = 0; k < box->count; k++)
			args_add(args, box->param->name,
			    str_slice(box->list[k].id));
	}
}

bool
field_check(const struct field_box *box, struct err *err)
{
	const char *text = edit_text(&box->edit);
	struct slice rest = str_slice(text), one;
	struct buf path = { 0 };
	bool good = true;
	char *value;

	if (box->entry != ENTRY_TEXT || box->edit.is_secret ||
	    box->body != NULL || text[0] == '\0')
		return true;
	if ((box->param->flags & CAT_FILE) != 0) {
		path_whole(text, &path);
		good = (box->param->kind == CAT_ID && str_digits(rest, 20)) ||
		    access(buf_string(&path), R_OK) == 0 ||
		    err_set(err, ERR_USAGE, "%s: %s", box->param->name,
		    strerror(errno));
		buf_fini(&path);
		return good;
	}
	while (good && field_next(box->param, &rest, &one)) {
		value = mem_slice(one.at, one.len);
		good = cat_value_fits(box->param, value, err);
		free(value);
	}
	return good;
}

bool
field_is_missing(const struct field_box *box)
{
	return (box->param->flags & CAT_REQUIRED) != 0 && box->count == 0 &&
	    box->body == NULL && (box->entry == ENTRY_CHOICE ?
	    box->choice < 0 : box->entry != ENTRY_CONN &&
	    edit_text(&box->edit)[0] == '\0');
}

bool
form_check(const struct form *f, struct err *err)
{
	const struct cat_ways *ways = f->op->ways;
	struct args args = { 0 };
	struct err missing;
	bool good;
	int i;

	for (i = 0; i < f->count; i++)
		if (!field_check(&f->fields[i], err))
			return false;
	if (ways == NULL || ways->check == NULL || f->conn == NULL)
		return true;
	form_args(f, &args);
	/* What is still missing is no mistake yet. */
	good = !args_check(f->op, &args, &missing) ||
	    ways->check(&args, &f->conn->settings, err);
	args_fini(&args);
	return good;
}

void
field_words(const struct field_box *box, struct buf *out)
{
	const struct picked *first = box->list;
	const char *noun = (box->param->flags & CAT_OTHERS) != 0 ? NULL :
	    box->param->noun;
	bool has_name = box->count > 0 && first->name != NULL &&
	    strcmp(first->name, first->id) != 0;

	if (box->entry == ENTRY_FLAG)
		buf_text(out, box->flag ? "[x] yes" : "[ ] no");
	else if (box->entry == ENTRY_CHOICE)
		buf_text(out, box->choice >= 0 ?
		    box->param->choices[box->choice].label : "(none)");
	else if (box->body != NULL)
		buf_format(out, "[%zu bytes from the editor; C-g opens it]",
		    strlen(box->body));
	else if (box->count == 1)
		buf_format(out, "%s%s%s", has_name ? first->name : "",
		    has_name ? "  " : "", first->id);
	else if (box->count > 1)
		buf_format(out, "%zu %s: %s, %s%s", box->count,
		    noun != NULL ? noun : "picked", first->name != NULL ?
		    first->name : first->id, box->list[1].name != NULL ?
		    box->list[1].name : box->list[1].id, box->count > 2 ?
		    ", ..." : "");
	else
		buf_text(out, "(none; Enter picks, a paste adds)");
}
