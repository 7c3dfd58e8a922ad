/* argv made into options, noun, verb and arguments; exact long names only. */
#include <endpane/base/mem.h>
#include <endpane/base/nearest.h>
#include <endpane/base/str.h>
#include <endpane/cli/opts.h>
#include <endpane/cli/tool.h>

#include <getopt.h>

#include "globals.h"
#include "takes.h"

#define LETTERS_MOST	8

/* An option that getopt_long is to know; one row each in both arrays. */
struct known {
	struct option		*list;
	char			**names;	/* made up; or NULL */
	const struct cat_param	**params;	/* NULL: a global one */
	size_t			 count;
	const struct cat_param	*letters[LETTERS_MOST];	/* one-letter ones */
	size_t			 letter_count;
	char			 shorts[16 + 2 * LETTERS_MOST];
};

/* What stands between the options. */
struct words {
	const char	**list;
	size_t		 count;
	bool		 help;		/* --help was among them */
};

const char *
opts_value_word(const struct cat_param *param)
{
	if ((param->flags & CAT_FILE) != 0)
		return "PATH";
	switch (param->kind) {
	case CAT_FLAG:
		return NULL;
	case CAT_ID:
		return "ID";
	case CAT_NUMBER:
		return "N";
	case CAT_CHOICE:
		return "WORD";
	case CAT_TEXT:
	case CAT_VERSION:
	case CAT_MILLIS:
	case CAT_STAMP:
		break;
	case CAT_SECRET:
		return "COMMAND";
	}
	if (strcmp(param->name, "path") == 0)
		return "PATH";	/* of a call, below the base */
	if (strcmp(param->name, "connection") == 0)
		return "CONNECTION";
	if (strcmp(param->name, "method") == 0)
		return "METHOD";
	return (param->flags & CAT_POSITION) != 0 ? "NAME" : "TEXT";
}

bool
opts_is_letter(const struct cat_param *param)
{
	return param->name[1] == '\0';
}

const char *
opts_suffix(const struct cat_param *param)
{
	return param->kind == CAT_SECRET ? "-command" : "";
}

const struct cat_resource *
opts_resource(struct slice noun, const struct cat_system **system)
{
	const struct cat_resource *r;

	for (r = tool_nouns; r->noun != NULL; r++)
		if (str_is(noun, r->noun)) {
			*system = NULL;
			return r;
		}
	return cat_resource(noun, system);
}

static void
know(struct known *known, const char *name, int has_argument,
    const struct cat_param *param)
{
	size_t n;

	for (n = 0; n < known->count; n++)
		if (strcmp(known->list[n].name, name) == 0)
			return;
	n = known->count++;
	known->list = mem_grow(known->list, n + 2, sizeof(*known->list));
	known->params = mem_grow(known->params, n + 1,
	    sizeof(*known->params));
	known->names = mem_grow(known->names, n + 1, sizeof(*known->names));
	known->names[n] = param == NULL ? NULL :
	    mem_format("%s%s", name, opts_suffix(param));
	if (known->names[n] != NULL)
		name = known->names[n];
	known->list[n] = (struct option) { name, has_argument, NULL, 0 };
	known->list[n + 1] = (struct option) { 0 };
	known->params[n] = param;
}

/* -q and the like: always with a value. */
static void
know_letter(struct known *known, const struct cat_param *param)
{
	size_t n = known->letter_count;

	if (n == LETTERS_MOST)
		return;
	known->letters[known->letter_count++] = param;
	snprintf(known->shorts + strlen(known->shorts), 3, "%c:",
	    param->name[0]);
}

static const struct cat_param *
letter_param(const struct known *known, int letter)
{
	size_t n;

	for (n = 0; n < known->letter_count; n++)
		if (known->letters[n]->name[0] == letter)
			return known->letters[n];
	return NULL;
}

static void
know_operation(struct known *known, const struct cat_op *op)
{
	const struct cat_param *p;

	for (p = op->params; p != NULL && p->name != NULL; p++)
		if ((p->flags & CAT_POSITION) == 0 && opts_is_letter(p))
			know_letter(known, p);
		else if ((p->flags & CAT_POSITION) == 0)
			know(known, p->name, p->kind == CAT_FLAG ?
			    optional_argument : required_argument, p);
}

static void
know_resource(struct known *known, const struct cat_resource *resource)
{
	const struct cat_op *op;

	for (op = resource->ops; op->verb != NULL; op++)
		know_operation(known, op);
}

/* An operation's parameters hide global options of the same name. */
static void
know_all(struct known *known, const struct cat_op *op)
{
	const struct option_row *row;
	const struct cat_resource *tool;
	size_t s, r;

	if (op != NULL)
		know_operation(known, op);
	for (row = option_rows; row->name != NULL; row++)
		know(known, row->name, row->value != NULL ?
		    required_argument : no_argument, NULL);
	if (op != NULL)
		return;
	for (tool = tool_nouns; tool->noun != NULL; tool++)
		know_resource(known, tool);
	for (s = 0; cat_systems[s] != NULL; s++)
		for (r = 0; cat_systems[s]->resources[r] != NULL; r++)
			know_resource(known, cat_systems[s]->resources[r]);
}

static bool
unknown_option(const struct known *known, const char *typed, struct err *err)
{
	char *name = mem_slice(typed, strcspn(typed, "="));
	struct nearest near = { .word = name + strspn(name, "-") };
	size_t n;

	for (n = 0; n < known->count; n++)
		nearest_offer(&near, known->list[n].name);
	if (near.best != NULL)
		err_set(err, ERR_USAGE, "no such option here: %s; did you "
		    "mean --%s?", name, near.best);
	else
		err_set(err, ERR_USAGE, "no such option here: %s; "
		    "endpane help NOUN VERB lists them", name);
	free(name);
	return false;
}

/* A comma list becomes as many arguments; texts with '=' may hold commas. */
static bool
set_param(struct options *o, const struct cat_param *param, const char *value,
    struct err *err)
{
	struct slice rest = str_slice(value), piece;

	if (strcmp(param->name, "filter") == 0 && takes_lists(o->op)) {
		o->filter = value;
		return true;
	}
	if (strcmp(param->name, "sort") == 0 && takes_lists(o->op)) {
		o->sort = value;
		return true;
	}
	if (param->kind == CAT_SECRET) {
		if (args_count(&o->commands, param->name) > 0)
			return err_set(err, ERR_USAGE,
			    "--%s-command is given twice", param->name);
		args_add(&o->commands, param->name, rest);
		return true;
	}
	if (param->kind == CAT_FLAG && value == NULL) {
		args_add(&o->args, param->name, str_slice("true"));
		return true;
	}
	if ((param->flags & CAT_MANY) == 0) {
		if (args_count(&o->args, param->name) > 0)
			return err_set(err, ERR_USAGE,
			    "--%s is given twice", param->name);
		args_add(&o->args, param->name, rest);
		return true;
	}
	if (memchr(value, '=', rest.len) != NULL) {
		args_add(&o->args, param->name, rest);
		return true;
	}
	while (str_next(&rest, ',', &piece)) {
		piece = str_trim(piece);
		if (piece.len > 0)
			args_add(&o->args, param->name, piece);
	}
	return true;
}

/* -o=json is what other programs take too. */
static bool
set_letter(struct options *o, int letter, const char *typed, struct err *err)
{
	const char *value = optarg;

	if (value == typed + 2 && *value == '=')
		value++;
	return globals_set(o, globals_letter(letter), value, err);
}

/* What getopt_long found at typed; o is NULL in the first pass. */
static bool
take(struct options *o, const struct known *known, struct words *words,
    int found, int index, const char *typed, struct err *err)
{
	const struct option *option = &known->list[index];
	size_t len;

	if (found == 1) {
		words->list[words->count++] = optarg;
		return true;
	}
	if (found == ':')
		return err_set(err, ERR_USAGE, "%s needs a value", typed);
	if (found == '?' && strncmp(typed, "--", 2) != 0)
		return err_set(err, ERR_USAGE, "no such option: -%c; "
		    "endpane help lists them", optopt);
	if (found == '?' && optopt != 0)
		return err_set(err, ERR_USAGE, "%.*s takes no value",
		    (int)strcspn(typed, "="), typed);
	if (found == '?')
		return unknown_option(known, typed, err);
	words->help |= found == 'h' ||
	    (found == 0 && option != NULL &&
	    strcmp(option->name, "help") == 0);
	if (found != 0 && letter_param(known, found) != NULL)
		return o == NULL || set_param(o, letter_param(known, found),
		    optarg, err);
	if (found != 0)
		return o == NULL || set_letter(o, found, typed, err);
	/* getopt_long takes beginnings of names: scripts would break later. */
	len = strcspn(typed + 2, "=");
	if (option == NULL ||
	    !str_is((struct slice) { typed + 2, len }, option->name))
		return unknown_option(known, typed, err);
	if (o == NULL)
		return true;
	if (known->params[index] != NULL)
		return set_param(o, known->params[index], optarg, err);
	return globals_set(o, globals_name(option->name), optarg, err);
}

static bool
walk(struct options *o, const struct known *known, int argc, char **argv,
    struct words *words, struct err *err)
{
	int at, found, index = 0;

	words->count = 0;
	opterr = 0;
	optind = 0;
	for (;;) {
		at = optind > 0 ? optind : 1;
		found = getopt_long(argc, argv, known->shorts, known->list,
		    &index);
		if (found == -1)
			break;
		if (!take(o, known, words, found, index, argv[at], err))
			return false;
	}
	while (optind < argc)
		words->list[words->count++] = argv[optind++];
	return true;
}

static bool
pass(struct options *o, const struct cat_op *op, int argc, char **argv,
    struct words *words, struct err *err)
{
	struct known known = { .shorts = "-:c:o:yvh" };
	size_t n;
	bool ok;

	know_all(&known, op);
	ok = walk(o, &known, argc, argv, words, err);
	for (n = 0; n < known.count; n++)
		free(known.names[n]);
	free(known.names);
	free(known.list);
	free(known.params);
	return ok;
}

static bool
unknown_noun(const char *typed, struct err *err)
{
	struct nearest near = { .word = typed };
	const struct cat_resource *r;
	size_t s, n;

	for (r = tool_nouns; r->noun != NULL; r++)
		nearest_offer(&near, r->noun);
	for (s = 0; cat_systems[s] != NULL; s++)
		for (n = 0; cat_systems[s]->resources[n] != NULL; n++)
			nearest_offer(&near,
			    cat_systems[s]->resources[n]->noun);
	if (near.best != NULL)
		return err_set(err, ERR_USAGE, "no such noun: %s; did you "
		    "mean %s?", typed, near.best);
	return err_set(err, ERR_USAGE, "no such noun: %s; endpane help lists "
	    "them", typed);
}

static bool
unknown_verb(const struct cat_resource *r, const char *typed, struct err *err)
{
	struct nearest near = { .word = typed };
	const struct cat_op *op;
	struct buf known = { 0 };

	for (op = r->ops; op->verb != NULL; op++) {
		nearest_offer(&near, op->verb);
		buf_format(&known, "%s%s", known.len > 0 ? ", " : "",
		    op->verb);
	}
	if (*typed == '\0')
		err_set(err, ERR_USAGE, "%s needs a verb: %s", r->noun,
		    buf_string(&known));
	else if (near.best != NULL)
		err_set(err, ERR_USAGE, "%s has no verb %s; did you mean %s?",
		    r->noun, typed, near.best);
	else
		err_set(err, ERR_USAGE, "%s has no verb %s; it has %s",
		    r->noun, typed, buf_string(&known));
	buf_fini(&known);
	return false;
}

/* Noun and verb; *used is how many of the words they are. */
static bool
find_operation(struct options *o, const struct words *words, size_t *used,
    struct err *err)
{
	const char *verb = words->count > 1 ? words->list[1] : "";

	*used = 0;
	if (words->count == 0)
		return true;
	o->resource = opts_resource(str_slice(words->list[0]), &o->system);
	if (o->resource == NULL)
		return unknown_noun(words->list[0], err);
	*used = 1;
	o->op = o->resource->ops;
	if (*o->op->verb == '\0')
		return true;
	o->op = cat_op(o->resource, str_slice(verb));
	if (o->op != NULL)
		*used = 2;
	else if (*verb != '\0' || !words->help)
		return unknown_verb(o->resource, verb, err);
	return true;
}

static bool
place_words(struct options *o, const char *const *list, size_t count,
    struct err *err)
{
	const struct cat_param *p = o->op->params;
	size_t n = 0;

	for (; p != NULL && p->name != NULL; p++) {
		if ((p->flags & CAT_POSITION) == 0)
			continue;
		while (n < count) {
			args_add(&o->args, p->name, str_slice(list[n++]));
			if ((p->flags & CAT_MANY) == 0)
				break;
		}
	}
	if (n < count)
		return err_set(err, ERR_USAGE, "%s%s%s: nothing is meant by "
		    "\"%s\"", o->resource->noun, *o->op->verb != '\0' ?
		    " " : "", o->op->verb, list[n]);
	return true;
}

static bool
check_required(const struct options *o, struct err *err)
{
	const struct cat_param *p;

	for (p = o->op->params; p != NULL && p->name != NULL; p++) {
		/* A secret that no command gives is asked for. */
		if ((p->flags & CAT_REQUIRED) == 0 ||
		    p->kind == CAT_SECRET || args_count(&o->args, p->name) > 0)
			continue;
		return err_set(err, ERR_USAGE, "%s%s%s needs %s%s: %s",
		    o->resource->noun, *o->op->verb != '\0' ? " " : "",
		    o->op->verb, (p->flags & CAT_POSITION) == 0 ? "--" :
		    strcmp(p->name, "id") == 0 ? "an " : "a ", p->name,
		    p->help);
	}
	return true;
}

/* A list's filter goes to a server that takes one, unless that is refused. */
static void
place_filter(struct options *o)
{
	if (o->filter != NULL && !o->local_filter &&
	    cat_param(o->op, str_slice("filter")) != NULL) {
		args_add(&o->args, "filter", str_slice(o->filter));
		o->filter = NULL;
	}
}

/* Nowhere but below another member: no server sorts by those. */
static bool
is_below(const struct cat_column *column, struct slice name)
{
	struct slice paths = str_slice(column->path), path;

	while (str_next(&paths, '|', &path))
		if (path.at[0] == '?' || str_same(name, (struct slice) {
		    path.at + 1, path.len - 1 }))
			return false;
	return true;
}

/* A field as the server spells it; ours are short and small. */
static bool
is_servers(const struct cat_resource *resource, struct slice name)
{
	size_t i;
	int n;

	for (n = 0; n < cat_column_count(resource); n++)
		if (str_is(name, resource->columns[n].name))
			return false;
	n = cat_column(resource, name);
	if (n >= 0 && is_below(&resource->columns[n], name))
		return false;
	for (i = 0; i < name.len; i++)
		if (name.at[i] >= 'A' && name.at[i] <= 'Z')
			return true;
	return n >= 0;
}

/*
 * An order in the server's own fields goes to a server that takes one; ours as
 * well where we have all of them, since not every server keeps to it.
 */
static void
place_sort(struct options *o)
{
	struct slice rest = str_slice(o->sort), name;
	bool is_ours = true;

	if (o->sort == NULL || cat_param(o->op, str_slice("sort")) == NULL)
		return;
	while (str_next(&rest, ',', &name)) {
		name = str_trim(name);
		if (str_starts(name, "-"))
			name.at++, name.len--;
		if (!is_servers(o->resource, name))
			return;
		is_ours = is_ours && cat_column(o->resource, name) >= 0;
	}
	rest = str_slice(o->sort);
	while (str_next(&rest, ',', &name))
		args_add(&o->args, "sort", str_trim(name));
	if (!is_ours)
		o->sort = NULL;
}

static bool
read_words(struct options *o, int argc, char **argv, struct words *words,
    struct err *err)
{
	size_t used = 0;
	int i;

	for (i = 1; i + 1 < argc; i++)
		if (strcmp(argv[i], "--errors") == 0 &&
		    strcmp(argv[i + 1], "json") == 0)
			o->errors_json = true;
	for (i = 1; i < argc; i++)
		if (strcmp(argv[i], "--errors=json") == 0)
			o->errors_json = true;
	if (!pass(NULL, NULL, argc, argv, words, err) ||
	    !find_operation(o, words, &used, err) ||
	    !pass(o, o->op, argc, argv, words, err))
		return false;
	if (o->help)
		return true;
	if (o->op == NULL)
		return takes_check(o, err);
	if (used > words->count)
		used = words->count;
	if (!place_words(o, words->list + used, words->count - used, err) ||
	    !check_required(o, err) || !takes_check(o, err))
		return false;
	place_filter(o);
	place_sort(o);
	return true;
}

bool
opts_read(struct options *options, int argc, char **argv, struct err *err)
{
	struct words words = { 0 };
	bool ok;

	*options = (struct options) { .format = OUT_TABLE };
	words.list = mem_alloc((size_t)(argc + 1) * sizeof(*words.list));
	ok = read_words(options, argc, argv, &words, err);
	free(words.list);
	return ok;
}

void
opts_fini(struct options *options)
{
	args_fini(&options->args);
	args_fini(&options->commands);
}
