/* A form's values as a text for the editor, and back: JSON, or a CSV body. */
#include "form.h"

#include "editor.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/json/scan.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BODY_MOST	((size_t)8 * 1024 * 1024)

/* What a new body begins with: the columns that are asked for most. */
#define NEW_BODY	"name,sAMAccountName,description,department,OUName\n"

static void
write_values(const struct field_box *box, struct buf *out)
{
	struct slice rest = str_slice(edit_text(&box->edit)), one;
	const char *between = "";
	size_t k;

	buf_char(out, '[');
	while (field_next(box->param, &rest, &one)) {
		buf_text(out, between);
		text_json_string(one, out);
		between = ", ";
	}
	for (k = 0; k < box->count; k++) {
		buf_text(out, between);
		text_json_string(str_slice(box->list[k].id), out);
		between = ", ";
	}
	buf_char(out, ']');
}

static void
write_value(const struct field_box *box, struct buf *out)
{
	if ((box->param->flags & CAT_MANY) != 0)
		write_values(box, out);
	else if (box->entry == ENTRY_FLAG)
		buf_text(out, box->flag ? "true" : "false");
	else if (box->entry == ENTRY_CHOICE)
		text_json_string(str_slice(box->choice < 0 ? "" :
		    field_choice(box)), out);
	else if (box->entry == ENTRY_OBJECTS)
		text_json_string(str_slice(box->count > 0 ? box->list[0].id :
		    ""), out);
	else
		text_json_string(str_slice(edit_text(&box->edit)), out);
}

/* A secret is typed where nobody keeps it. */
static bool
is_written(const struct field_box *box)
{
	return !box->edit.is_secret && box->entry != ENTRY_CONN &&
	    box->body == NULL;
}

static void
write_form(const struct form *f, struct buf *out)
{
	const char *between = "";
	int i;

	buf_text(out, "{");
	for (i = 0; i < f->count; i++) {
		if (!is_written(&f->fields[i]))
			continue;
		buf_format(out, "%s\n\t\"%s\": ", between,
		    f->fields[i].param->name);
		write_value(&f->fields[i], out);
		between = ",";
	}
	buf_text(out, "\n}\n");
}

static struct field_box *
field_named(struct form *f, struct slice name)
{
	int i;

	for (i = 0; i < f->count; i++)
		if (is_written(&f->fields[i]) &&
		    str_is(name, f->fields[i].param->name))
			return &f->fields[i];
	return NULL;
}

/* The words of a value: one, or those of a list, with commas. */
static bool
read_words(struct slice value, struct buf *out)
{
	struct slice item;
	struct scan s;

	if (scan_type(value) == JSON_NULL)
		return true;
	if (scan_type(value) != JSON_LIST)
		return scan_type(value) != JSON_OBJECT &&
		    scan_text(value, out);
	scan_open(value, &s);
	while (scan_item(&s, &item)) {
		if (scan_type(item) == JSON_OBJECT ||
		    scan_type(item) == JSON_LIST)
			return false;
		if (out->len > 0)
			buf_text(out, ", ");
		scan_text(item, out);
	}
	return true;
}

static bool
take_choice(struct field_box *box, const char *word, struct err *err)
{
	const struct cat_choice *c = box->param->choices;
	int i;

	box->choice = -1;
	for (i = 0; c[i].wire != NULL; i++)
		if (strcmp(c[i].wire, word) == 0 ||
		    str_is_folded(str_slice(word), c[i].label)) {
			box->choice = i;
			return true;
		}
	return word[0] == '\0' || err_set(err, ERR_USAGE, "%s: not one of "
	    "the values it takes", box->param->name);
}

static bool
take_value(struct form *f, struct app *app, struct field_box *box,
    struct slice value, struct err *err)
{
	struct buf words = { 0 };
	bool good = read_words(value, &words);
	const char *text = buf_string(&words);

	if (!good)
		err_set(err, ERR_USAGE, "%s: is no plain value",
		    box->param->name);
	else if (box->entry == ENTRY_FLAG)
		box->flag = strcmp(text, "true") == 0;
	else if (box->entry == ENTRY_CHOICE)
		good = take_choice(box, text, err);
	else if (box->entry == ENTRY_OBJECTS) {
		picked_fini(box->list, box->count);
		box->list = NULL;
		box->count = 0;
		good = field_paste(f, app, box, str_slice(text)) == 0 ||
		    err_set(err, ERR_USAGE, "%s: not all are ids",
		    box->param->name);
	} else
		edit_set(&box->edit, text);
	buf_wipe(&words);
	return good;
}

static bool
read_form(struct form *f, struct app *app, struct slice text,
    struct err *err)
{
	struct buf name = { 0 };
	struct slice key, value;
	struct field_box *box;
	bool good = true;
	struct scan s;

	if (!scan_check(text, err))
		return false;
	if (scan_type(str_trim(text)) != JSON_OBJECT ||
	    !scan_open(str_trim(text), &s))
		return err_set(err, ERR_USAGE, "it is no JSON object any "
		    "more: nothing of it was taken");
	while (good && scan_member(&s, &key, &value)) {
		buf_clear(&name);
		buf_slice(&name, key);
		box = field_named(f, str_slice(buf_string(&name)));
		good = box != NULL ? take_value(f, app, box, value, err) :
		    err_set(err, ERR_USAGE, "there is no field %.40s",
		    buf_string(&name));
	}
	buf_fini(&name);
	return good;
}

/* What the file holds that the field names, or the beginning of a new one. */
static bool
read_body(const struct field_box *box, struct buf *text, struct err *err)
{
	struct buf path = { 0 };
	char some[16384];
	ssize_t got = -1;
	struct stat st;
	int fd;

	text->ceiling = BODY_MOST;
	if (box->body != NULL)
		return buf_text(text, box->body);
	if (edit_text(&box->edit)[0] == '\0')
		return buf_text(text, NEW_BODY);
	path_whole(edit_text(&box->edit), &path);
	fd = open(buf_string(&path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		while ((got = read(fd, some, sizeof(some))) > 0 &&
		    buf_add(text, some, (size_t)got))
			;
	if (got != 0)
		err_set(err, ERR_USAGE, "%.200s: %s", buf_string(&path),
		    fd < 0 ? strerror(errno) : "cannot be edited");
	if (fd >= 0)
		close(fd);
	buf_fini(&path);
	return got == 0;
}

static void
edit_body(struct form *f, struct app *app, struct field_box *box)
{
	struct buf text = { 0 };
	struct slice body;

	if (!read_body(box, &text, &f->err)) {
		buf_fini(&text);
		return;
	}
	body = str_trim((struct slice){ buf_string(&text), text.len });
	if (editor_run(app, &text, body.len > 0 && (body.at[0] == '[' ||
	    body.at[0] == '{') ? ".json" : ".csv", &f->err)) {
		free(box->body);
		body = str_trim((struct slice){ buf_string(&text),
		    text.len });
		box->body = body.len > 0 ? mem_text(buf_string(&text)) : NULL;
		if (box->body != NULL)
			edit_set(&box->edit, "");
	}
	buf_fini(&text);
}

static bool
is_sending(const struct app *app)
{
	struct job *jobs[64];
	size_t count = engine_jobs(app->engine, jobs, 64), i;

	for (i = 0; i < count && i < 64; i++)
		if (job_state(jobs[i]) == JOB_SENDING ||
		    job_state(jobs[i]) == JOB_CHECKING)
			return true;
	return false;
}

void
form_edit(struct form *f, struct app *app)
{
	struct field_box *box = f->here < f->count ? &f->fields[f->here] :
	    NULL;
	struct buf text = { 0 };

	err_clear(&f->err);
	if (is_sending(app)) {
		err_set(&f->err, ERR_GUARD, "a job is being sent, and would "
		    "stand still meanwhile: wait for its end");
		return;
	}
	if (box != NULL && (box->param->flags & CAT_LOADED) != 0) {
		edit_body(f, app, box);
		return;
	}
	write_form(f, &text);
	if (editor_run(app, &text, ".json", &f->err))
		read_form(f, app, (struct slice){ buf_string(&text),
		    text.len }, &f->err);
	buf_wipe(&text);
}
