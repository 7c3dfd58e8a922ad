/* The form as a command line: what a shell would do the same with. */
#include "form.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define COMMAND_IDS 4		/* ids that the shown command names */

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
add_ids(struct buf *out, const struct field_box *box, char between,
    size_t most)
{
	size_t k;

	for (k = 0; k < box->count && k < most; k++) {
		if (k > 0)
			buf_char(out, between);
		add_quoted(out, box->list[k].id);
	}
	if (box->count > most)
		buf_format(out, "%c... (%zu)", between, box->count);
}

/* A text as the command line takes it: an option each for NAME=VALUE. */
static void
add_values(struct buf *out, const struct field_box *box)
{
	struct slice rest = str_slice(edit_text(&box->edit)), one;
	bool is_position = (box->param->flags & CAT_POSITION) != 0;
	struct buf path = { 0 };
	char *value;

	if ((box->param->flags & CAT_FILE) != 0) {
		path_whole(edit_text(&box->edit), &path);
		rest = str_slice(buf_string(&path));
	}
	while (field_next(box->param, &rest, &one)) {
		if (is_position)
			buf_char(out, ' ');
		else
			buf_format(out, " --%s ", box->param->name);
		value = mem_slice(one.at, one.len);
		add_quoted(out, value);
		free(value);
	}
	buf_fini(&path);
}

static void
add_option(struct buf *out, const struct field_box *box, size_t most)
{
	const char *name = box->param->name;
	const char *text = edit_text(&box->edit);

	if (field_is_again(box))
		return;
	if (box->entry == ENTRY_OBJECTS && box->count > 0) {
		buf_format(out, " --%s ", name);
		add_ids(out, box, ',', most);
	} else if (box->entry == ENTRY_FLAG && box->flag)
		buf_format(out, " --%s", name);
	else if (box->entry == ENTRY_CHOICE && field_choice(box) != NULL) {
		buf_format(out, " --%s ", name);
		add_quoted(out, box->param->choices[box->choice].label);
	} else if (box->body != NULL)
		buf_format(out, " --%s FILE", name);
	else if (box->edit.is_secret && text[0] != '\0')
		buf_format(out, " --%s-command ...", name);
	else if (box->entry == ENTRY_TEXT)
		add_values(out, box);
}

/* Where several connections serve it, a command has to name one. */
static void
add_conn(const struct form *f, const struct app *app, struct buf *out)
{
	size_t i, count = 0;

	for (i = 0; i < app->config->conn_count; i++)
		count += conn_serves(&app->config->conns[i], f->resource);
	if (count < 2 || f->conn == NULL || (f->op->flags & CAT_LISTS) != 0)
		return;
	buf_text(out, " -c ");
	add_quoted(out, f->conn->name);
}

void
form_command(const struct form *f, const struct app *app, bool whole,
    struct buf *out)
{
	size_t most = whole ? SIZE_MAX : COMMAND_IDS;
	int i;

	buf_format(out, "endpane %s %s", f->resource->noun, f->op->verb);
	add_conn(f, app, out);
	for (i = 0; i < f->count; i++)
		if ((f->fields[i].param->flags & CAT_POSITION) != 0 &&
		    f->fields[i].count > 0) {
			buf_char(out, ' ');
			add_ids(out, &f->fields[i], ' ', most);
		} else if ((f->fields[i].param->flags & CAT_POSITION) != 0 &&
		    f->fields[i].entry == ENTRY_TEXT)
			add_values(out, &f->fields[i]);
	for (i = 0; i < f->count; i++)
		if ((f->fields[i].param->flags & CAT_POSITION) == 0)
			add_option(out, &f->fields[i], most);
}

void
command_words(const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args, struct buf *out)
{
	const struct cat_param *p;
	size_t i;

	buf_format(out, "endpane %s %s", resource->noun, op->verb);
	for (i = 0; i < args->count; i++) {
		const struct arg *a = &args->list[i];

		p = cat_param(op, str_slice(a->name));
		if (p == NULL)
			continue;
		if (p->kind == CAT_ID && i > 0 &&
		    (p->flags & CAT_POSITION) == 0 &&
		    strcmp(args->list[i - 1].name, a->name) == 0) {
			buf_format(out, ",%s", a->value);
			continue;
		}
		buf_char(out, ' ');
		if ((p->flags & CAT_POSITION) == 0)
			buf_format(out, "--%s", p->name);
		if (p->kind == CAT_FLAG)
			continue;
		if ((p->flags & CAT_POSITION) == 0)
			buf_char(out, ' ');
		add_quoted(out, a->value);
	}
}
