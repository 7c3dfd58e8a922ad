/* The form's paper: parameters to fields, fields to arguments, drafts. */
#include "form.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define COMMAND_IDS 4		/* ids that the shown command names */

/* What was typed into a form that was left: one per operation. */
struct draft {
	const struct cat_op	*op;
	char			*texts[FIELDS_MOST];
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
	if (p->noun != NULL)
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
	return p->choices != NULL ? ENTRY_CHOICE : ENTRY_TEXT;
}

static void
draft_free(struct draft *d)
{
	int i;

	for (i = 0; i < FIELDS_MOST; i++)
		free(d->texts[i]);
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
void
form_keep_draft(struct form *f, struct app *app)
{
	struct draft *d = mem_alloc(sizeof(*d));
	int i;

	form_drop_draft(f, app);
	if (app->drafts == NULL)
		app->drafts = mem_alloc(sizeof(*app->drafts));
	d->op = f->op;
	for (i = 0; i < f->count; i++) {
		const struct field_box *box = &f->fields[i];

		if (box->entry == ENTRY_TEXT && !box->edit.is_secret)
			d->texts[i] = mem_text(edit_text(&box->edit));
		d->flags[i] = box->flag;
		d->choices[i] = box->choice;
	}
	d->next = app->drafts->first;
	app->drafts->first = d;
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

static const struct conn *
first_serving(const struct app *app, const struct cat_resource *resource)
{
	size_t i;

	for (i = 0; i < app->config->conn_count; i++)
		if (conn_serves(&app->config->conns[i], resource))
			return &app->config->conns[i];
	return NULL;
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
	    first_serving(app, offer->resource);
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
	}
	use_draft(f, app);
	prefill_domain(f);
	prefill_given(f, s->given);
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
	}
}

static const char *
choice_value(const struct field_box *box)
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

/* The next value of a comma list; commas in a NAME=VALUE are the value's. */
static bool
next_value(const struct cat_param *p, struct slice *rest, struct slice *one)
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

	if (box->edit.is_secret && rest.len > 0) {
		args_add(args, box->param->name, rest);
		return;
	}
	while (next_value(box->param, &rest, &one))
		if (one.len > 0)
			args_add(args, box->param->name, one);
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
		    choice_value(box) != NULL)
			args_add(args, box->param->name,
			    str_slice(choice_value(box)));
		else if (box->entry == ENTRY_TEXT)
			add_text(box, args);
		for (k = 0; k < box->count; k++)
			args_add(args, box->param->name,
			    str_slice(box->list[k].id));
	}
}

/* 'as it is' for the shell. */
static void
add_quoted(struct buf *out, const char *text)
{
	const char *p;

	if (text[0] != '\0' && strspn(text, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,:/@%+=") ==
	    strlen(text)) {
		buf_text(out, text);
		return;
	}
	buf_char(out, '\'');
	for (p = text; *p != '\0'; p++)
		if (*p == '\'')
			buf_text(out, "'\\''");
		else
			buf_char(out, *p);
	buf_char(out, '\'');
}

static void
add_ids(struct buf *out, const struct field_box *box, char between)
{
	size_t k;

	for (k = 0; k < box->count && k < COMMAND_IDS; k++) {
		if (k > 0)
			buf_char(out, between);
		add_quoted(out, box->list[k].id);
	}
	if (box->count > COMMAND_IDS)
		buf_format(out, "%c... (%zu)", between, box->count);
}

/* A text as the command line takes it: an option each for NAME=VALUE. */
static void
add_values(struct buf *out, const struct field_box *box)
{
	struct slice rest = str_slice(edit_text(&box->edit)), one;
	bool is_position = (box->param->flags & CAT_POSITION) != 0;
	char *value;

	while (next_value(box->param, &rest, &one)) {
		if (is_position)
			buf_char(out, ' ');
		else
			buf_format(out, " --%s ", box->param->name);
		value = mem_slice(one.at, one.len);
		add_quoted(out, value);
		free(value);
	}
}

static void
add_option(struct buf *out, const struct field_box *box)
{
	const char *name = box->param->name;
	const char *text = edit_text(&box->edit);

	if (box->entry == ENTRY_OBJECTS && box->count > 0) {
		buf_format(out, " --%s ", name);
		add_ids(out, box, ',');
	} else if (box->entry == ENTRY_FLAG && box->flag)
		buf_format(out, " --%s", name);
	else if (box->entry == ENTRY_CHOICE && choice_value(box) != NULL) {
		buf_format(out, " --%s ", name);
		add_quoted(out, box->param->choices[box->choice].label);
	} else if (box->edit.is_secret && text[0] != '\0')
		buf_format(out, " --%s-command ...", name);
	else if (box->entry == ENTRY_TEXT)
		add_values(out, box);
}

void
form_command(const struct form *f, struct buf *out)
{
	int i;

	buf_format(out, "endpane %s %s", f->resource->noun, f->op->verb);
	for (i = 0; i < f->count; i++)
		if ((f->fields[i].param->flags & CAT_POSITION) != 0 &&
		    f->fields[i].count > 0) {
			buf_char(out, ' ');
			add_ids(out, &f->fields[i], ' ');
		} else if ((f->fields[i].param->flags & CAT_POSITION) != 0 &&
		    f->fields[i].entry == ENTRY_TEXT)
			add_values(out, &f->fields[i]);
	for (i = 0; i < f->count; i++)
		if ((f->fields[i].param->flags & CAT_POSITION) == 0)
			add_option(out, &f->fields[i]);
}

void
field_words(const struct field_box *box, struct buf *out)
{
	const struct picked *first = box->list;

	if (box->entry == ENTRY_FLAG)
		buf_text(out, box->flag ? "[x] yes" : "[ ] no");
	else if (box->entry == ENTRY_CHOICE)
		buf_text(out, box->choice >= 0 ?
		    box->param->choices[box->choice].label : "(none)");
	else if (box->count == 1)
		buf_format(out, "%s%s%s", first->name != NULL ? first->name :
		    "", first->name != NULL ? "  " : "", first->id);
	else if (box->count > 1)
		buf_format(out, "%zu %s: %s, %s%s", box->count,
		    box->param->noun, first->name != NULL ? first->name :
		    first->id, box->list[1].name != NULL ? box->list[1].name :
		    box->list[1].id, box->count > 2 ? ", ..." : "");
	else
		buf_text(out, "(none; Enter picks)");
}
