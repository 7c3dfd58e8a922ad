/* Help and the manual's table of operations, from the catalogue. */
#include <endpane/base/str.h>
#include <endpane/catalog/undo.h>
#include <endpane/cli/help.h>
#include <endpane/cli/out.h>
#include <endpane/cli/tool.h>

#define INDENT 24		/* where explanations begin */

/* "ID", "ID,...": what stands for the value; nothing for a switch. */
static void
add_value(const struct cat_param *p, struct buf *out)
{
	const char *word = opts_value_word(p);

	if (word == NULL)
		return;
	buf_text(out, word);
	if ((p->flags & CAT_MANY) != 0)
		buf_text(out, (p->flags & CAT_POSITION) != 0 ? "..." : ",...");
}

/* One parameter as it is typed: "ID..." or "--device ID,...". */
static void
add_param(const struct cat_param *p, struct buf *out)
{
	if ((p->flags & CAT_POSITION) == 0) {
		buf_format(out, "%s%s%s", opts_is_letter(p) ? "-" : "--",
		    p->name, opts_suffix(p));
		if (opts_value_word(p) != NULL)
			buf_char(out, ' ');
	}
	add_value(p, out);
}

/* Is a command line without it refused? A secret is asked for instead. */
static bool
is_needed(const struct cat_param *p)
{
	return (p->flags & CAT_REQUIRED) != 0 && p->kind != CAT_SECRET;
}

void
help_usage(const struct cat_resource *resource, const struct cat_op *op,
    struct buf *out)
{
	const struct cat_param *p;
	bool needed;

	buf_format(out, "%s%s%s", resource->noun,
	    *op->verb != '\0' ? " " : "", op->verb);
	for (p = op->params; p != NULL && p->name != NULL; p++) {
		needed = is_needed(p);
		buf_text(out, needed ? " " : " [");
		add_param(p, out);
		buf_text(out, needed ? "" : "]");
	}
}

/* "  left                explanation". */
static void
add_row(struct buf *out, const struct buf *left, const char *explanation)
{
	int pad = INDENT - 2 - (int)left->len;

	buf_format(out, "  %s", buf_string(left));
	if (pad < 2)
		buf_format(out, "\n%*s", INDENT, "");
	else
		buf_format(out, "%*s", pad, "");
	buf_format(out, "%s\n", explanation);
}

static void
add_options(struct buf *out)
{
	const struct option_row *row;
	struct buf left = { 0 };

	for (row = option_rows; row->name != NULL; row++) {
		buf_clear(&left);
		if (row->letter != 0)
			buf_format(&left, "-%c, ", row->letter);
		buf_format(&left, "--%s%s%s", row->name,
		    row->value != NULL ? " " : "",
		    row->value != NULL ? row->value : "");
		add_row(out, &left, row->help);
	}
	buf_fini(&left);
}

static void
add_verbs(const struct cat_resource *r, struct buf *out)
{
	const struct cat_op *op;
	struct buf left = { 0 };

	buf_text(&left, r->noun);
	if (r->alias != NULL)
		buf_format(&left, " (%s)", r->alias);
	buf_format(out, "  %-*s", INDENT - 2, buf_string(&left));
	for (op = r->ops; op->verb != NULL; op++)
		buf_format(out, "%s%s", op == r->ops ? "" : ", ",
		    *op->verb != '\0' ? op->verb : op->help);
	buf_char(out, '\n');
	buf_fini(&left);
}

static void
add_program(struct buf *out)
{
	const struct cat_resource *tool;
	size_t s, r;

	buf_text(out, "usage: endpane [OPTION...]\n"
	    "       endpane [OPTION...] NOUN VERB [ID...] [OPTION...]\n\n"
	    "Without a noun: the dashboard. \"endpane --demo\" opens it on a "
	    "simulated estate.\n");
	for (s = 0; cat_systems[s] != NULL; s++) {
		buf_format(out, "\n%s:\n", cat_systems[s]->title);
		for (r = 0; cat_systems[s]->resources[r] != NULL; r++)
			add_verbs(cat_systems[s]->resources[r], out);
	}
	buf_text(out, "\nendpane itself:\n");
	for (tool = tool_nouns; tool->noun != NULL; tool++)
		add_verbs(tool, out);
	buf_text(out, "\nOptions:\n");
	add_options(out);
	buf_text(out, "\n\"-\" in place of ids reads them from standard input, "
	    "one a line.\n\"endpane help NOUN VERB\" says more; so does "
	    "endpane(1).\n");
}

static bool
takes_several(const struct cat_op *op)
{
	const struct cat_param *p;

	for (p = op->params; p != NULL && p->name != NULL; p++)
		if ((p->flags & CAT_MANY) != 0)
			return true;
	return false;
}

/* Sentences, a line each, on who is asked and what cannot be undone. */
static void
add_risk(const struct cat_op *op, struct buf *out)
{
	if (!cat_writes(op))
		return;
	if ((op->flags & CAT_ASKS) != 0 || op->risk == CAT_GRAVE)
		buf_text(out, "Always asks.\n");
	else if (takes_several(op))
		buf_text(out, "Asks where it names several objects.\n");
	if (op->warning != NULL)
		buf_format(out, "%s\n", op->warning);
	if (op->ways != NULL && cat_undo(op)->verb == NULL)
		buf_format(out, "Cannot be undone from here: %s.\n",
		    cat_undo(op)->why);
	else if (cat_undo(op)->except != NULL)
		buf_format(out, "With --%s it cannot be undone from here.\n",
		    cat_undo(op)->except);
}

static void
add_choices(const struct cat_param *p, struct buf *out)
{
	const struct cat_choice *c;

	if (p->choices == NULL)
		return;
	buf_format(out, "%*s", INDENT, "");
	for (c = p->choices; c->wire != NULL; c++)
		buf_format(out, "%s%s%s%s", c == p->choices ? "" : ", ",
		    c->wire, p->kind == CAT_NUMBER ? " " : "",
		    p->kind == CAT_NUMBER ? c->label : "");
	buf_char(out, '\n');
}

static void
add_columns(const struct cat_resource *r, struct buf *out)
{
	const struct cat_column *c;
	size_t line = 0;

	if (r->columns == NULL)
		return;
	buf_text(out, "\nColumns:\n ");
	for (c = r->columns; c->name != NULL; c++) {
		if (line + strlen(c->name) > 70) {
			buf_text(out, "\n ");
			line = 0;
		}
		buf_format(out, " %s", c->name);
		line += strlen(c->name) + 1;
	}
	buf_char(out, '\n');
}

static void
add_operation(const struct cat_resource *r, const struct cat_op *op,
    struct buf *out)
{
	const struct cat_param *p;
	struct buf left = { 0 };

	buf_text(out, "usage: endpane ");
	help_usage(r, op, out);
	buf_format(out, "\n\n%s.\n", op->help);
	add_risk(op, out);
	if (op->params != NULL)
		buf_char(out, '\n');
	for (p = op->params; p != NULL && p->name != NULL; p++) {
		buf_clear(&left);
		add_param(p, &left);
		add_row(out, &left, p->help);
		add_choices(p, out);
	}
	buf_fini(&left);
	if ((op->flags & (CAT_LISTS | CAT_SHOWS)) != 0)
		add_columns(r, out);
	buf_text(out, "\nThe options of \"endpane help\" apply too.\n");
}

static void
add_noun(const struct cat_resource *r, struct buf *out)
{
	const struct cat_op *op;
	struct buf left = { 0 };

	buf_format(out, "usage: endpane %s VERB\n\n", r->noun);
	for (op = r->ops; op->verb != NULL; op++) {
		buf_clear(&left);
		buf_text(&left, op->verb);
		add_row(out, &left, op->help);
	}
	buf_fini(&left);
	add_columns(r, out);
	buf_format(out, "\n\"endpane help %s VERB\" says more.\n", r->noun);
}

typedef void each_fn(const struct cat_resource *resource,
    const struct cat_op *op, struct buf *out);

static void
each_of(const struct cat_resource *r, each_fn *each, struct buf *out)
{
	const struct cat_op *op;

	for (op = r->ops; op->verb != NULL; op++)
		each(r, op, out);
}

static void
each_operation(each_fn *each, struct buf *out)
{
	const struct cat_resource *tool;
	size_t s, r;

	for (s = 0; cat_systems[s] != NULL; s++)
		for (r = 0; cat_systems[s]->resources[r] != NULL; r++)
			each_of(cat_systems[s]->resources[r], each, out);
	for (tool = tool_nouns; tool->noun != NULL; tool++)
		each_of(tool, each, out);
}

static void
add_usage_line(const struct cat_resource *r, const struct cat_op *op,
    struct buf *out)
{
	help_usage(r, op, out);
	buf_char(out, '\n');
}

/* mdoc: what could be taken for a request or an escape is made plain. */
static void
add_mdoc(const char *text, struct buf *out)
{
	if (*text == '.' || *text == '\'')
		buf_text(out, "\\&");
	for (; *text != '\0'; text++)
		if (*text == '\\')
			buf_text(out, "\\e");
		else
			buf_char(out, *text);
}

static void
add_mdoc_param(const struct cat_param *p, struct buf *out)
{
	bool needed = is_needed(p);
	const char *word = opts_value_word(p);

	buf_text(out, needed ? "" : "Oo ");
	if ((p->flags & CAT_POSITION) == 0)
		buf_format(out, "Fl %s%s%s%s", opts_is_letter(p) ? "" : "-",
		    p->name, opts_suffix(p), word != NULL ? " " : "");
	if (word != NULL) {
		buf_format(out, "Ar %s", word);
		if ((p->flags & CAT_MANY) != 0)
			buf_text(out, (p->flags & CAT_POSITION) != 0 ?
			    " ..." : " Ns ,...");
	}
	buf_text(out, needed ? "" : " Oc");
}

static void
add_mdoc_operation(const struct cat_resource *r, const struct cat_op *op,
    struct buf *out)
{
	const struct cat_param *p;

	buf_format(out, ".It Cm %s%s%s", r->noun,
	    *op->verb != '\0' ? " " : "", op->verb);
	for (p = op->params; p != NULL && p->name != NULL; p++) {
		buf_text(out, " Xo\n.");
		break;
	}
	for (; p != NULL && p->name != NULL; p++) {
		add_mdoc_param(p, out);
		buf_text(out, p[1].name != NULL ? "\n." : "\n.Xc");
	}
	buf_char(out, '\n');
	add_mdoc(op->help, out);
	buf_text(out, ".\n");
	add_risk(op, out);
}

static void
add_mdoc_noun(const struct cat_resource *r, struct buf *out)
{
	const struct cat_column *c;

	if (r->columns == NULL)
		return;
	buf_text(out, "Columns:\n");
	for (c = r->columns; c->name != NULL; c++)
		buf_format(out, ".Cm %s%s\n", c->name,
		    c[1].name != NULL ? " ," : " .");
}

static void
add_manual(struct buf *out)
{
	const struct cat_resource *r;
	size_t s, n;

	for (s = 0; cat_systems[s] != NULL; s++)
		for (n = 0; cat_systems[s]->resources[n] != NULL; n++) {
			r = cat_systems[s]->resources[n];
			buf_format(out, ".Ss %s", r->noun);
			if (r->alias != NULL)
				buf_format(out, " (%s)", r->alias);
			buf_format(out, ", %s\n.Bl -tag -width Ds\n",
			    cat_systems[s]->title);
			each_of(r, add_mdoc_operation, out);
			buf_text(out, ".El\n.Pp\n");
			add_mdoc_noun(r, out);
		}
	buf_text(out, ".Ss endpane itself\n.Bl -tag -width Ds\n");
	for (r = tool_nouns; r->noun != NULL; r++)
		each_of(r, add_mdoc_operation, out);
	buf_text(out, ".El\n");
}

static bool
print(const struct options *options, struct buf *text, struct err *err)
{
	struct options plain = *options;
	struct out *out;
	bool ok;

	plain.format = OUT_TABLE;
	out = out_open(&plain, NULL);
	out_text(out, (struct slice) { text->at, text->len });
	ok = out_end(out, err);
	buf_fini(text);
	return ok;
}

bool
help_print(const struct options *options, struct err *err)
{
	struct buf text = { 0 };

	if (options->op != NULL)
		add_operation(options->resource, options->op, &text);
	else if (options->resource != NULL)
		add_noun(options->resource, &text);
	else
		add_program(&text);
	return print(options, &text, err);
}

static bool
find(struct options *named, const char *noun, const char *verb,
    struct err *err)
{
	named->resource = opts_resource(str_slice(noun), &named->system);
	named->op = NULL;
	if (named->resource == NULL)
		return err_set(err, ERR_USAGE, "no such noun: %s; endpane "
		    "help lists them", noun);
	if (*named->resource->ops->verb == '\0')
		named->op = named->resource->ops;
	else if (verb != NULL && (named->op = cat_op(named->resource,
	    str_slice(verb))) == NULL)
		return err_set(err, ERR_USAGE, "%s has no verb %s; endpane "
		    "help %s lists them", noun, verb, noun);
	return true;
}

bool
help_command(const struct options *options, struct err *err)
{
	const char *noun = args_get(&options->args, "word", 0);
	const char *verb = args_get(&options->args, "word", 1);
	struct options named = *options;
	struct buf text = { 0 };

	if (args_get(&options->args, "all", 0) != NULL)
		each_operation(add_usage_line, &text);
	else if (args_get(&options->args, "man", 0) != NULL)
		add_manual(&text);
	else if (noun == NULL)
		add_program(&text);
	else
		return find(&named, noun, verb, err) &&
		    help_print(&named, err);
	return print(options, &text, err);
}

bool
help_version(const struct options *options, struct err *err)
{
	bool words = options->format == OUT_TABLE;
	struct buf text = { 0 };

	buf_format(&text, words ? "endpane %s\n" : "{\"version\":\"%s\"}\n",
	    ENDPANE_VERSION);
	return print(options, &text, err);
}
