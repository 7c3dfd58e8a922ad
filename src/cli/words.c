/* What may stand next on a command line: nouns, verbs, options, values. */
#include "words.h"
#include "globals.h"
#include "sign.h"

#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/complete.h>
#include <endpane/cli/past.h>
#include <endpane/cli/tool.h>
#include <endpane/config/themes.h>

#include <string.h>

/* A command line up to the word that is typed. */
struct line {
	struct before		 before;
	const struct cat_system	*system;
	const struct cat_resource *resource;
	const struct cat_op	*op;
	size_t			 positions;	/* words behind noun, verb */
	const char		*last;		/* of them */
	bool			 is_ended;	/* by "--" */
	/* The option before wants a value: one of these, or neither. */
	int			 global;	/* row, or -1 */
	const struct cat_param	*param;
	bool			 wants_files;
};

void
offer(struct offering *o, struct slice word, struct slice what)
{
	struct buf clean = { 0 };

	text_clean_whole(word, &clean);
	if (o->count < OFFERED_MOST && word.len >= o->begun.len &&
	    word.len > 0 && memcmp(word.at, o->begun.at, o->begun.len) == 0 &&
	    str_is(word, buf_string(&clean))) {
		o->count++;
		buf_slice(o->out, o->before);
		buf_slice(o->out, word);
		buf_char(o->out, '\t');
		text_clean(what, o->out);
		buf_char(o->out, '\n');
	}
	buf_fini(&clean);
}

/* Typed is a name's beginning: then the word stands for it. */
void
offer_named(struct offering *o, struct slice word, struct slice name)
{
	struct slice begun = o->begun;
	bool fits = name.len >= begun.len && begun.len > 0 &&
	    str_find_folded((struct slice) { name.at, begun.len }, begun) !=
	    NULL;

	if (fits)
		o->begun.len = 0;
	offer(o, word, str_same(word, name) ? str_slice("") : name);
	o->begun = begun;
}

void
offer_list(struct offering *o, const char *words)
{
	struct slice rest = str_slice(words), one;

	while (str_next(&rest, ' ', &one))
		offer(o, one, str_slice(""));
}

/* The user's own may have the name of a shipped one. */
static void
offer_theme(void *who, struct slice name)
{
	struct offering *o = who;
	struct slice rest = { o->out->at, o->out->len }, line;

	while (str_next(&rest, '\n', &line))
		if (line.len > o->before.len + name.len &&
		    line.at[o->before.len + name.len] == '\t' &&
		    memcmp(line.at + o->before.len, name.at, name.len) == 0)
			return;
	offer(o, name, str_slice("theme"));
}

static void
offer_themes(struct offering *o)
{
	char *own = themes_own_folder();

	themes_names(own, offer_theme, o);
	free(own);
}

/* What was typed up to the separator stays. */
static void
keep_up_to(struct offering *o, char separator)
{
	const char *at = o->begun.len > 0 ?
	    memrchr(o->begun.at, separator, o->begun.len) : NULL;
	size_t len;

	if (at == NULL)
		return;
	len = (size_t)(at - o->begun.at) + 1;
	if (o->before.len == 0)
		o->before.at = o->begun.at;
	o->before.len += len;
	o->begun = (struct slice) { o->begun.at + len, o->begun.len - len };
}

/* tail: "=" where a value follows. */
static void
offer_columns(struct offering *o, const struct line *l, const char *tail)
{
	const struct cat_column *c = l->resource != NULL ?
	    l->resource->columns : NULL;
	struct buf word = { 0 };

	for (; c != NULL && c->name != NULL; c++) {
		buf_clear(&word);
		buf_format(&word, "%s%s", c->name, tail);
		offer(o, str_slice(buf_string(&word)), str_slice(c->title));
	}
	buf_fini(&word);
}

static void
offer_global(struct offering *o, struct line *l)
{
	const char *name = option_rows[l->global].name;

	if (option_rows[l->global].choices != NULL)
		offer_list(o, option_rows[l->global].choices);
	else if (strcmp(name, "config") == 0)
		l->wants_files = true;
	else if (strcmp(name, "connection") == 0)
		offer_connections(o, &l->before, l->system != NULL ?
		    l->resource : NULL, false);
	else if (strcmp(name, "theme") == 0)
		offer_themes(o);
	else if (strcmp(name, "columns") == 0) {
		keep_up_to(o, ',');
		offer_columns(o, l, "");
	} else if (strcmp(name, "sort") == 0) {
		keep_up_to(o, ',');
		keep_up_to(o, '-');
		offer_columns(o, l, "");
	} else if (strcmp(name, "filter") == 0 ||
	    strcmp(name, "search") == 0)
		offer_columns(o, l, "=");
}

static void
offer_nouns(struct offering *o)
{
	const struct cat_resource *tool;
	size_t s, r;

	for (s = 0; cat_systems[s] != NULL; s++)
		for (r = 0; cat_systems[s]->resources[r] != NULL; r++)
			offer(o, str_slice(cat_systems[s]->resources[r]->noun),
			    str_slice(cat_systems[s]->resources[r]->title));
	for (tool = tool_nouns; tool->noun != NULL; tool++)
		offer(o, str_slice(tool->noun), str_slice(tool->title));
}

static void
offer_verbs(struct offering *o, const struct cat_resource *resource)
{
	const struct cat_op *op = resource->ops;

	for (; op->verb != NULL; op++)
		if (op->verb[0] != '\0')
			offer(o, str_slice(op->verb), str_slice(op->help));
}

/* "help" is followed by a noun and its verb. */
static void
offer_topics(struct offering *o, const struct line *l)
{
	const struct cat_system *system;
	const struct cat_resource *r = l->positions == 0 ? NULL :
	    opts_resource(str_slice(l->last), &system);

	if (l->positions == 0)
		offer_nouns(o);
	else if (r != NULL && l->positions == 1)
		offer_verbs(o, r);
}

/* Parameters of the tool's own nouns, known by their names. */
static void
offer_by_name(struct offering *o, struct line *l, const struct cat_param *p)
{
	if (l->resource->ops == past_ops)
		offer_entries(o, &l->before);
	else if (strcmp(p->name, "connection") == 0)
		offer_connections(o, &l->before, NULL, l->op == login_ops);
	else if (strcmp(p->name, "method") == 0)
		offer_list(o, "GET POST PUT PATCH DELETE");
	else if (strcmp(p->name, "word") == 0)
		offer_topics(o, l);
	else if (strcmp(p->name, "device") == 0)
		offer_devices(o, &l->before);
	else if (strcmp(p->name, "domain") == 0 ||
	    strcmp(p->name, "domains") == 0)
		offer_domains(o, &l->before);
	else if (strcmp(p->name, "input") == 0)
		l->wants_files = true;
}

/* Words rather than the numbers that stand for them, which may be typed too. */
static void
offer_choices(struct offering *o, const struct cat_choice *c)
{
	bool same;

	for (; c->wire != NULL; c++) {
		same = strcmp(c->wire, c->label) == 0;
		offer(o, str_slice(c->label), str_slice(same ? "" : c->wire));
		if (!same && o->begun.len > 0)
			offer(o, str_slice(c->wire), str_slice(c->label));
	}
}

static void
offer_objects(struct offering *o, const struct line *l, const char *noun)
{
	const struct cat_resource *r = cat_resource(str_slice(noun), NULL);

	if (r != NULL)
		offer_ids(o, &l->before, r);
}

static void
offer_param(struct offering *o, struct line *l, const struct cat_param *p)
{
	if ((p->flags & (CAT_FILE | CAT_LOADED)) != 0)
		l->wants_files = true;
	if ((p->flags & CAT_MANY) != 0 && (p->flags & CAT_POSITION) == 0)
		keep_up_to(o, ',');
	if (p->choices != NULL)
		offer_choices(o, p->choices);
	else if (p->noun != NULL) {
		offer_objects(o, l, p->noun);
		if ((p->flags & CAT_OTHERS) != 0)
			offer_objects(o, l, "users");
	} else
		offer_by_name(o, l, p);
}

static void
offer_options(struct offering *o, const struct line *l)
{
	const struct cat_param *p = l->op != NULL ? l->op->params : NULL;
	const struct option_row *row;
	struct buf word = { 0 };

	for (; p != NULL && p->name != NULL; p++) {
		if ((p->flags & CAT_POSITION) != 0)
			continue;
		buf_clear(&word);
		buf_format(&word, "%s%s%s", opts_is_letter(p) ? "-" : "--",
		    p->name, opts_suffix(p));
		offer(o, str_slice(buf_string(&word)), str_slice(p->help));
	}
	for (row = option_rows; row->name != NULL; row++) {
		buf_clear(&word);
		buf_format(&word, "--%s", row->name);
		offer(o, str_slice(buf_string(&word)), str_slice(row->help));
	}
	buf_fini(&word);
}

/* The parameter that the next word without a dash is. */
static const struct cat_param *
position_of(const struct line *l)
{
	const struct cat_param *p = l->op->params, *last = NULL;
	size_t n = 0;

	for (; p != NULL && p->name != NULL; p++)
		if ((p->flags & CAT_POSITION) != 0) {
			last = p;
			if (n++ == l->positions)
				return p;
		}
	return last != NULL && (last->flags & CAT_MANY) != 0 ? last : NULL;
}

static void
offer_word(struct offering *o, struct line *l)
{
	const struct cat_param *p;

	if (l->resource == NULL)
		offer_nouns(o);
	else if (l->op == NULL)
		offer_verbs(o, l->resource);
	else {
		p = position_of(l);
		if (p != NULL)
			offer_param(o, l, p);
		else
			offer_options(o, l);
	}
}

/* An option of the operation, by the name that stands on the line. */
static const struct cat_param *
param_of(const struct cat_op *op, struct slice name)
{
	const struct cat_param *p = op != NULL ? op->params : NULL;

	for (; p != NULL && p->name != NULL; p++) {
		size_t len = strlen(p->name);

		if (name.len == len + strlen(opts_suffix(p)) &&
		    memcmp(name.at, p->name, len) == 0 && str_ends(name,
		    opts_suffix(p)) && (p->flags & CAT_POSITION) == 0)
			return p;
	}
	return NULL;
}

/* Which option a word is; false: none that takes a value. */
static bool
wants_value(struct line *l, struct slice name)
{
	int i;

	l->global = -1;
	l->param = param_of(l->op, name);
	for (i = 0; option_rows[i].name != NULL; i++)
		if (str_is(name, option_rows[i].name) || (name.len == 1 &&
		    option_rows[i].letter == name.at[0]))
			l->global = i;
	if (l->global >= 0) {
		l->param = NULL;
		l->before.is_demo = l->before.is_demo ||
		    strcmp(option_rows[l->global].name, "demo") == 0;
		if (option_rows[l->global].value == NULL)
			l->global = -1;
	} else if (l->param != NULL && l->param->kind == CAT_FLAG)
		l->param = NULL;
	return l->global >= 0 || l->param != NULL;
}

static void
take_value(struct line *l, const char *value)
{
	const char *name = l->global >= 0 ? option_rows[l->global].name :
	    l->param->name;

	if (strcmp(name, "config") == 0)
		l->before.config = value;
	else if (strcmp(name, "connection") == 0)
		l->before.connection = value;
	else if (strcmp(name, "device") == 0)
		l->before.device = value;
	l->global = -1;
	l->param = NULL;
}

static void
take_word(struct line *l, const char *word)
{
	if (l->resource == NULL) {
		l->resource = opts_resource(str_slice(word), &l->system);
		if (l->resource != NULL && l->resource->ops->verb != NULL &&
		    l->resource->ops->verb[0] == '\0')
			l->op = l->resource->ops;
	} else if (l->op == NULL)
		l->op = cat_op(l->resource, str_slice(word));
	else {
		l->positions++;
		l->last = word;
	}
}

/* A whole word before the one that is typed. */
static void
pass(struct line *l, const char *word, bool bash)
{
	const char *equals = strchr(word, '=');
	struct slice name;

	if (l->global >= 0 || l->param != NULL) {
		if (!bash || strcmp(word, "=") != 0)
			take_value(l, word);
	} else if (l->is_ended || word[0] != '-' || word[1] == '\0')
		take_word(l, word);
	else if (strcmp(word, "--") == 0)
		l->is_ended = true;
	else if (word[1] == '-') {
		name = str_slice(word + 2);
		if (equals != NULL)
			name.len = (size_t)(equals - word) - 2;
		if (wants_value(l, name) && equals != NULL)
			take_value(l, equals + 1);
	} else if (wants_value(l, (struct slice) { word + 1, 1 }) &&
	    word[2] != '\0')
		take_value(l, word + 2);
}

/* The word itself: "--name=va", "-", "ab" behind an option, or any. */
static void
finish(struct line *l, const char *word, bool bash, struct offering *o)
{
	const char *equals = strchr(word, '=');

	if (bash && strcmp(word, "=") == 0 && (l->global >= 0 ||
	    l->param != NULL))
		word = "";
	o->begun = str_slice(word);
	if (l->global < 0 && l->param == NULL && !l->is_ended &&
	    strncmp(word, "--", 2) == 0 && equals != NULL) {
		wants_value(l, (struct slice) { word + 2,
		    (size_t)(equals - word) - 2 });
		o->before = (struct slice) { word,
		    (size_t)(equals - word) + 1 };
		o->begun = str_slice(equals + 1);
	}
	if (l->global >= 0)
		offer_global(o, l);
	else if (l->param != NULL)
		offer_param(o, l, l->param);
	else if (word[0] == '-' && !l->is_ended)
		offer_options(o, l);
	else
		offer_word(o, l);
}

void
complete_words(bool bash, int count, char *const *words, struct buf *out)
{
	struct line l = { .global = -1 };
	struct buf offered = { 0 };
	struct offering o = { .out = &offered };
	int i;

	for (i = 0; i + 1 < count; i++)
		pass(&l, words[i], bash);
	finish(&l, count > 0 ? words[count - 1] : "", bash, &o);
	buf_text(out, l.wants_files ? "files\n" : "words\n");
	buf_slice(out, (struct slice) { offered.at, offered.len });
	buf_fini(&offered);
}
