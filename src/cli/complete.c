/* Completions for bash, zsh and fish, from the catalogue. */
#include <endpane/base/str.h>
#include <endpane/cli/complete.h>
#include <endpane/cli/opts.h>
#include <endpane/cli/tool.h>

typedef void each_noun_fn(const struct cat_resource *resource,
    struct buf *out);

static void
each_noun(each_noun_fn *each, struct buf *out)
{
	const struct cat_resource *tool;
	size_t s, r;

	for (s = 0; cat_systems[s] != NULL; s++)
		for (r = 0; cat_systems[s]->resources[r] != NULL; r++)
			each(cat_systems[s]->resources[r], out);
	for (tool = tool_nouns; tool->noun != NULL; tool++)
		each(tool, out);
}

static void
add_noun(const struct cat_resource *r, struct buf *out)
{
	buf_format(out, " %s", r->noun);
}

static void
add_verbs(const struct cat_resource *r, struct buf *out)
{
	const struct cat_op *op;

	for (op = r->ops; op->verb != NULL; op++)
		if (*op->verb != '\0')
			buf_format(out, " %s", op->verb);
}

/* What may follow an operation: its options, and words that are known. */
static void
add_params(const struct cat_op *op, struct buf *out)
{
	const struct cat_param *p;
	const struct cat_choice *c;

	for (p = op->params; p != NULL && p->name != NULL; p++) {
		if ((p->flags & CAT_POSITION) == 0)
			buf_format(out, " %s%s%s", opts_is_letter(p) ? "-" :
			    "--", p->name, opts_suffix(p));
		else if (p->choices != NULL)
			for (c = p->choices; c->wire != NULL; c++)
				buf_format(out, " %s", c->wire);
	}
}

/* "help" is followed by nouns. */
static bool
takes_nouns(const struct cat_resource *r)
{
	return strcmp(r->noun, "help") == 0;
}

/* A branch of the case statement that both shells read. */
static void
add_case(const struct cat_resource *r, struct buf *out)
{
	const struct cat_op *op;

	buf_format(out, "\t\"%s \"", r->noun);
	if (r->alias != NULL)
		buf_format(out, "|\"%s \"", r->alias);
	buf_text(out, ") echo \"");
	add_verbs(r, out);
	if (*r->ops->verb == '\0')
		add_params(r->ops, out);
	if (takes_nouns(r))
		each_noun(add_noun, out);
	buf_text(out, "\" ;;\n");
	for (op = r->ops; op->verb != NULL; op++) {
		if (*op->verb == '\0' || op->params == NULL)
			continue;
		buf_format(out, "\t\"%s %s\"", r->noun, op->verb);
		if (r->alias != NULL)
			buf_format(out, "|\"%s %s\"", r->alias, op->verb);
		buf_text(out, ") echo \"");
		add_params(op, out);
		buf_text(out, "\" ;;\n");
	}
}

static void
add_globals(struct buf *out)
{
	const struct option_row *row;

	for (row = option_rows; row->name != NULL; row++)
		buf_format(out, " --%s", row->name);
}

/* Options whose next word is a value, as a case pattern. */
static void
add_value_options(struct buf *out)
{
	const struct option_row *row;

	buf_text(out, "-c|-o");
	for (row = option_rows; row->name != NULL; row++)
		if (row->value != NULL)
			buf_format(out, "|--%s", row->name);
}

/* Two functions in the sh that bash and zsh share. */
static void
add_shared(struct buf *out)
{
	buf_text(out, "# What may stand after a noun and a verb.\n"
	    "_endpane_words() {\n\tcase \"$1 $2\" in\n\t' ') echo \"");
	each_noun(add_noun, out);
	buf_text(out, "\" ;;\n");
	each_noun(add_case, out);
	buf_text(out, "\tesac\n\techo \"");
	add_globals(out);
	buf_text(out, "\"\n}\n\n# The noun and the verb among words.\n"
	    "_endpane_place() {\n\tnoun='' verb='' skip=''\n\tfor word; do\n"
	    "\t\tif [ -n \"$skip\" ]; then skip=''; continue; fi\n"
	    "\t\tcase $word in\n\t\t");
	add_value_options(out);
	buf_text(out, ") skip=1 ;;\n\t\t-*) ;;\n"
	    "\t\t*) if [ -z \"$noun\" ]; then noun=$word\n"
	    "\t\t\telif [ -z \"$verb\" ]; then verb=$word; fi ;;\n"
	    "\t\tesac\n\tdone\n}\n\n"
	    "# What the option before wants.\n"
	    "_endpane_values() {\n\tcase $1 in\n"
	    "\t-o|--output) echo table json jsonl csv tsv ids ;;\n"
	    "\t--color) echo auto always never 16 256 truecolor ;;\n"
	    "\t--errors) echo json ;;\n\t*) return 1 ;;\n\tesac\n}\n\n");
}

static void
add_bash(struct buf *out)
{
	buf_text(out, "# endpane, for bash: eval \"$(endpane completion "
	    "bash)\"\n\n");
	add_shared(out);
	buf_text(out, "_endpane() {\n"
	    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} noun verb skip word words\n"
	    "\tif ! words=$(_endpane_values "
	    "\"${COMP_WORDS[COMP_CWORD - 1]}\"); then\n"
	    "\t\t_endpane_place \"${COMP_WORDS[@]:1:COMP_CWORD - 1}\"\n"
	    "\t\twords=$(_endpane_words \"$noun\" \"$verb\")\n\tfi\n"
	    "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
	    "}\n\ncomplete -o default -F _endpane endpane\n");
}

static void
add_zsh(struct buf *out)
{
	buf_text(out, "#compdef endpane\n"
	    "# endpane, for zsh: eval \"$(endpane completion zsh)\"\n\n");
	add_shared(out);
	buf_text(out, "_endpane() {\n"
	    "\tlocal noun verb skip word found\n"
	    "\tif ! found=$(_endpane_values \"${words[CURRENT - 1]}\"); then\n"
	    "\t\t_endpane_place \"${(@)words[2,CURRENT - 1]}\"\n"
	    "\t\tfound=$(_endpane_words \"$noun\" \"$verb\")\n\tfi\n"
	    "\tcompadd -- ${=found} || _files\n"
	    "}\n\ncompdef _endpane endpane\n");
}

static void
add_quoted(const char *text, struct buf *out)
{
	buf_char(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '\'' || *text == '\\')
			buf_char(out, '\\');
		buf_char(out, *text);
	}
	buf_text(out, "'\n");
}

static void
add_fish_noun(const struct cat_resource *r, struct buf *out)
{
	const struct cat_op *op;
	const struct cat_param *p;

	buf_format(out, "complete -c endpane -n __endpane_at -a %s -d ",
	    r->noun);
	add_quoted(r->title, out);
	for (op = r->ops; op->verb != NULL; op++) {
		if (*op->verb != '\0') {
			buf_format(out, "complete -c endpane -n '__endpane_at "
			    "%s' -a %s -d ", r->noun, op->verb);
			add_quoted(op->help, out);
		}
		for (p = op->params; p != NULL && p->name != NULL; p++) {
			if ((p->flags & CAT_POSITION) != 0)
				continue;
			buf_format(out, "complete -c endpane -n '__endpane_at "
			    "%s%s%s' -%c %s%s%s -d ", r->noun,
			    *op->verb != '\0' ? " " : "", op->verb,
			    opts_is_letter(p) ? 's' : 'l', p->name,
			    opts_suffix(p), p->kind == CAT_FLAG ? "" : " -r");
			add_quoted(p->help, out);
		}
	}
}

static void
add_fish(struct buf *out)
{
	const struct option_row *row;

	buf_text(out, "# endpane, for fish: endpane completion fish | source\n"
	    "\nfunction __endpane_at -d 'The words so far are these'\n"
	    "\tset -l at\n\tset -l skip\n"
	    "\tfor word in (commandline -opc)[2..-1]\n"
	    "\t\tif test -n \"$skip\"\n\t\t\tset skip\n\t\t\tcontinue\n"
	    "\t\tend\n\t\tswitch $word\n\t\tcase -c -o");
	for (row = option_rows; row->name != NULL; row++)
		if (row->value != NULL)
			buf_format(out, " --%s", row->name);
	buf_text(out, "\n\t\t\tset skip 1\n\t\tcase '-*'\n\t\tcase '*'\n"
	    "\t\t\tset at $at $word\n\t\tend\n\tend\n"
	    "\ttest \"$at[1..2]\" = \"$argv\"\nend\n\n"
	    "complete -c endpane -f\n");
	for (row = option_rows; row->name != NULL; row++) {
		buf_format(out, "complete -c endpane -l %s", row->name);
		if (row->letter != 0)
			buf_format(out, " -s %c", row->letter);
		buf_text(out, row->value != NULL ? " -r -d " : " -d ");
		add_quoted(row->help, out);
	}
	each_noun(add_fish_noun, out);
}

bool
complete_script(const char *shell, struct buf *out, struct err *err)
{
	if (strcmp(shell, "bash") == 0)
		add_bash(out);
	else if (strcmp(shell, "zsh") == 0)
		add_zsh(out);
	else if (strcmp(shell, "fish") == 0)
		add_fish(out);
	else
		return err_set(err, ERR_USAGE, "no completion for %s; there "
		    "is bash, zsh and fish", shell);
	return true;
}
