/* What became of each object of a job, as lines or JSON. */
#include "commands.h"
#include "results.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/out.h>

#include <stdlib.h>
#include <string.h>

#define HEADS 4

static const struct out_column heads[HEADS] = { { "id", false },
	{ "name", false }, { "status", false }, { "message", false } };

/* The four words of a result. */
static const char *
status_word(enum job_outcome outcome)
{
	switch (outcome) {
	case OUTCOME_APPLIED:
	case OUTCOME_ACCEPTED:
	case OUTCOME_SEEN:
		return "ok";
	case OUTCOME_REJECTED:
	case OUTCOME_NOT_SEEN:
		return "failed";
	case OUTCOME_PLANNED:
	case OUTCOME_NOT_SENT:
		return "not-sent";
	case OUTCOME_SENDING:
	case OUTCOME_UNKNOWN:
		return "unknown";
	}
	return "unknown";
}

/* Plain success needs no words. Lent until the next call. */
static const char *
message(const struct job_object *object)
{
	static char text[sizeof(object->err.text) + 40];

	switch (object->outcome) {
	case OUTCOME_APPLIED:
		return "";
	case OUTCOME_ACCEPTED:
	case OUTCOME_SEEN:
		return job_outcome_word(object->outcome);
	case OUTCOME_NOT_SEEN:
		snprintf(text, sizeof(text), "%s: %s",
		    job_outcome_word(object->outcome), object->err.text);
		return text;
	case OUTCOME_PLANNED:
	case OUTCOME_SENDING:
	case OUTCOME_REJECTED:
	case OUTCOME_NOT_SENT:
	case OUTCOME_UNKNOWN:
		break;
	}
	return object->err.code != ERR_NONE ? object->err.text :
	    job_outcome_word(object->outcome);
}

static void
add_member(struct buf *out, const char *key, const char *value)
{
	buf_format(out, "%s\"%s\":", out->len > 1 ? "," : "", key);
	text_json_string(str_slice(value), out);
}

static bool
print_json(struct out *out, const struct job_object *object)
{
	struct buf text = { 0 };
	bool ok;

	buf_char(&text, '{');
	add_member(&text, "id", object->id);
	add_member(&text, "name", object->name != NULL ? object->name : "");
	add_member(&text, "status", status_word(object->outcome));
	add_member(&text, "message", message(object));
	if (object->answer != NULL)
		buf_format(&text, ",\"answer\":%s", object->answer);
	buf_char(&text, '}');
	ok = out_object(out, (struct slice) { text.at, text.len });
	buf_fini(&text);
	return ok;
}

/* The column that the options name nth: *column; false: there is no nth. */
static bool
next_column(const struct options *o, struct slice *rest, size_t n, int *column)
{
	struct slice name;

	*column = o->columns == NULL ? (int)n : -1;
	if (o->columns == NULL)
		return n < HEADS;
	if (!str_next(rest, ',', &name))
		return false;
	name = str_trim(name);
	for (n = 0; n < HEADS; n++)
		if (str_is(name, heads[n].name))
			*column = (int)n;
	return true;
}

bool
results_check(const struct options *o, struct err *err)
{
	struct slice rest = str_slice(o->columns);
	size_t n;
	int column;

	if (o->columns == NULL)
		return true;
	for (n = 0; next_column(o, &rest, n, &column); n++)
		if (column < 0)
			return err_set(err, ERR_USAGE, "--columns: %s %s "
			    "prints id, name, status and message of each "
			    "object", o->resource->noun, o->op->verb);
	return true;
}

static bool
print_heads(struct out *out, const struct options *o)
{
	struct slice rest = str_slice(o->columns);
	struct out_column *list = mem_alloc((HEADS + rest.len) *
	    sizeof(*list));
	size_t n;
	int column;
	bool ok;

	for (n = 0; next_column(o, &rest, n, &column); n++)
		list[n] = heads[column];
	ok = out_columns(out, list, n);
	free(list);
	return ok;
}

static bool
print_cells(struct out *out, const struct options *o,
    const struct job_object *object)
{
	struct slice cells[HEADS] = { str_slice(object->id),
		str_slice(object->name),
		str_slice(status_word(object->outcome)),
		str_slice(message(object)) };
	struct slice rest = str_slice(o->columns);
	struct slice *list = mem_alloc((HEADS + rest.len) * sizeof(*list));
	size_t n;
	int column;
	bool ok;

	for (n = 0; next_column(o, &rest, n, &column); n++)
		list[n] = cells[column];
	ok = out_cells(out, list);
	free(list);
	return ok;
}

static bool
print_result(struct out *out, const struct options *o,
    const struct job_object *object)
{
	bool good = strcmp(status_word(object->outcome), "ok") == 0;

	switch (o->format) {
	case OUT_JSON:
	case OUT_JSONL:
		return print_json(out, object);
	case OUT_IDS:
		return object->is_step || !good ||
		    out_id(out, str_slice(object->id));
	case OUT_TABLE:
	case OUT_CSV:
	case OUT_TSV:
	default:
		return print_cells(out, o, object);
	}
}

bool
results_print(const struct session *s, const struct job *job, struct err *err)
{
	const struct options *o = s->options;
	struct out *out;
	size_t n;

	if ((job_op(job)->flags & CAT_ANSWERS) != 0)
		return answer_print(o, job_answer(job), err);
	out = out_open(o, o->color != NULL ? o->color : s->config->color);
	if (out_wants_cells(out))
		print_heads(out, o);
	for (n = 0; n < job_object_count(job); n++)
		if (!print_result(out, o, job_object(job, n)))
			break;
	return out_end(out, err);
}
