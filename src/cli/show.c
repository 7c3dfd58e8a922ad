/* One object: as fields in sections, or as the server wrote it. */
#include "commands.h"
#include "items.h"
#include "show.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/out.h>
#include <endpane/op/fetch.h>
#include <endpane/op/fields.h>

#define LABEL_MOST 32		/* cells; longer labels push their value */

struct showing {
	const struct options	*options;
	struct buf		 object;
	struct reading_end	 end;
};

/* The answer is the object: reading has cut it out of what is around it. */
static bool
page_arrived(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct showing *s = who;

	err_clear(err);
	*rows = 1;
	if (s->object.len == 0)
		buf_slice(&s->object, body);
	return true;
}

static void
all_arrived(void *who, const struct err *err, const char *remark)
{
	struct showing *s = who;

	s->end.is_over = true;
	s->end.err = *err;
	command_remark(remark);
}

static bool
read_object(struct showing *show, struct session *s, const struct conn *conn,
    struct err *err)
{
	const struct options *o = s->options;
	const char *id = args_get(&o->args, "id", 0);
	struct fetch *fetch;

	fetch = fetch_start(s->engine, conn, o->resource, o->op, &o->args,
	    LANE_ASKED, page_arrived, all_arrived, show, err);
	if (fetch == NULL)
		return false;
	while (!show->end.is_over)
		if (!session_turn(s, -1, err)) {
			if (!show->end.is_over)
				fetch_stop(fetch);
			return false;
		}
	if (show->end.err.code == ERR_NONE)
		return true;
	err_copy(err, &show->end.err);
	return err->code == ERR_MISSING && id != NULL ? err_at(err, id) :
	    false;
}

static void
print_field(struct out *out, const struct field *field, int width)
{
	bool below = *field->section != '\0';
	struct buf line = { 0 };
	int label = text_width(str_slice(field->label));

	buf_text(&line, below ? "  " : "");
	width -= below ? 2 : 0;
	text_fit(str_slice(field->label), label > width ? label : width,
	    false, &line);
	buf_text(&line, "  ");
	if (field->is_absent)
		buf_char(&line, '-');
	else
		text_clean_whole(str_slice(field->value), &line);
	buf_char(&line, '\n');
	out_text(out, (struct slice) { line.at, line.len });
	buf_fini(&line);
}

/* --plain: every line tells all of a field by itself. */
static void
print_words(struct out *out, const struct field *field)
{
	struct buf line = { 0 };

	text_clean(str_slice(field->section), &line);
	buf_text(&line, field->section[0] != '\0' ? " " : "");
	text_clean(str_slice(field->label), &line);
	buf_text(&line, ": ");
	text_clean_whole(str_slice(field->is_absent ? "not reported" :
	    field->value), &line);
	buf_char(&line, '\n');
	out_text(out, (struct slice) { line.at, line.len });
	buf_fini(&line);
}

static void
print_section(struct out *out, const char *section, bool is_below)
{
	struct buf line = { 0 };

	buf_text(&line, is_below ? "\n" : "");
	text_clean(str_slice(section), &line);
	buf_char(&line, '\n');
	out_text(out, (struct slice) { line.at, line.len });
	buf_fini(&line);
}

/* An answer that does not repeat the id was asked for by it. */
static bool
print_asked_id(struct out *out, const struct options *o, struct slice object,
    int width)
{
	int n = cat_column(o->resource, str_slice(o->resource->id));
	struct buf id = { 0 };
	struct field field;
	bool has;

	if (n < 0 || items_text(object, o->resource->columns[n].path, &id)) {
		buf_fini(&id);
		return false;
	}
	show_id(o, object, &id);
	has = id.len > 0;
	field = (struct field) { .section = "",
		.label = o->resource->columns[n].title,
		.value = buf_string(&id) };
	if (has && o->plain)
		print_words(out, &field);
	else if (has)
		print_field(out, &field, width);
	buf_fini(&id);
	return has;
}

static bool
print_fields(struct out *out, const struct options *o, struct slice object,
    struct err *err)
{
	const char *section = "";
	struct fields fields;
	int width = 0, label;
	bool has_id;
	size_t n;

	if (!fields_read(&fields, o->resource, object, err))
		return false;
	for (n = 0; n < fields.count; n++) {
		label = text_width(str_slice(fields.list[n].label)) +
		    (*fields.list[n].section != '\0' ? 2 : 0);
		if (label > width)
			width = label;
	}
	if (width > LABEL_MOST)
		width = LABEL_MOST;
	has_id = print_asked_id(out, o, object, width);
	for (n = 0; n < fields.count; n++) {
		if (o->plain) {
			print_words(out, &fields.list[n]);
			continue;
		}
		if (strcmp(section, fields.list[n].section) != 0) {
			section = fields.list[n].section;
			print_section(out, section, has_id || n > 0);
		}
		print_field(out, &fields.list[n], width);
	}
	fields_fini(&fields);
	return true;
}

static bool
print_id(struct out *out, const struct options *o, struct slice object,
    struct err *err)
{
	struct buf id = { 0 };

	show_id(o, object, &id);
	if (id.len == 0)
		return err_set(err, ERR_USAGE, "-o ids: %s %s prints nothing "
		    "that has an id", o->resource->noun, o->op->verb);
	out_id(out, (struct slice) { id.at, id.len });
	buf_fini(&id);
	return true;
}

static bool
print_object(struct out *out, const struct options *o,
    const struct conn *conn, struct slice object, struct err *err)
{
	bool as_row = o->columns != NULL;

	switch (o->format) {
	case OUT_JSON:
	case OUT_JSONL:
		out_single(out);
		return (!as_row || show_row(NULL, o, conn, object, err)) &&
		    out_object(out, object);
	case OUT_IDS:
		return (!as_row || show_row(NULL, o, conn, object, err)) &&
		    print_id(out, o, object, err);
	case OUT_CSV:
	case OUT_TSV:
		return show_row(out, o, conn, object, err);
	case OUT_TABLE:
	default:
		return as_row ? show_row(out, o, conn, object, err) :
		    print_fields(out, o, object, err);
	}
}

bool
command_show(struct session *session, struct err *err)
{
	const struct options *o = session->options;
	const struct conn *conn = session_conn(session, o->resource, err);
	struct showing show = { .options = o };
	struct out *out;
	bool ok;

	if (conn == NULL)
		return false;
	ok = read_object(&show, session, conn, err);
	if (ok) {
		out = out_open(o, o->color != NULL ? o->color :
		    session->config->color);
		ok = print_object(out, o, conn, (struct slice) { show.object.at,
		    show.object.len }, err);
		if (ok)
			ok = out_end(out, err);
		else
			out_drop(out);
	}
	buf_fini(&show.object);
	return ok;
}
