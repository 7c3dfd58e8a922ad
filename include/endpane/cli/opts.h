/*
 * The command line, taken apart: global options, noun, verb and arguments.
 *
 * Options may stand anywhere; "--" ends them; long names are exact. What an
 * option means to a vendor is not known here: parameters of an operation go
 * into args by the catalogue's row. Texts are lent from argv.
 */
#ifndef ENDPANE_CLI_OPTS_H
#define ENDPANE_CLI_OPTS_H

#include <endpane/base/err.h>
#include <endpane/catalog/catalog.h>

#include <stdbool.h>
#include <stddef.h>

enum out_format {
	OUT_TABLE = 1,
	OUT_JSON,
	OUT_JSONL,
	OUT_CSV,
	OUT_TSV,
	OUT_IDS,
};

struct options {
	/* Where and how. NULL or 0: not given. */
	const char	*config;
	const char	*connection;
	enum out_format	 format;	/* OUT_TABLE where not given */
	const char	*columns;
	const char	*filter;
	bool		 local_filter;
	const char	*search;
	const char	*sort;
	size_t		 limit;		/* rows; 0: all */
	bool		 no_header;
	const char	*color;
	const char	*theme;
	bool		 read_only;
	bool		 dry_run;
	bool		 yes;
	bool		 no_input;
	int		 timeout_s;
	bool		 plain;
	bool		 verbose;
	bool		 errors_json;	/* set even where reading failed */
	bool		 demo;
	int		 demo_size;	/* devices; 0: not given */
	bool		 help;
	bool		 version;

	/* What. All NULL: the dashboard. */
	const struct cat_system	*system;	/* NULL: the tool's own */
	const struct cat_resource *resource;
	const struct cat_op	*op;
	/* Parameters by name; comma lists are split, "-" stands as it is. */
	struct args	 args;
	/* What prints a CAT_SECRET parameter: its name, a command. */
	struct args	 commands;
};

/* One global option, for parsing, help, completion and the manual. */
struct option_row {
	const char	*name;
	char		 letter;	/* or 0 */
	const char	*value;		/* what it takes, or NULL */
	const char	*help;
	const char	*choices;	/* the words it takes, or NULL */
};
extern const struct option_row option_rows[];	/* NULL-name ended */

/* False with ERR_USAGE and advice; opts_fini() is needed in both cases. */
bool	opts_read(struct options *options, int argc, char **argv,
	    struct err *err);
void	opts_fini(struct options *options);

/* By the noun or alias, of a vendor's object or of the tool itself. */
const struct cat_resource *opts_resource(struct slice noun,
	    const struct cat_system **system);

/* -q rather than --query. */
bool	opts_is_letter(const struct cat_param *param);

/*
 * What is behind a parameter's name as an option: "-command" for a secret, which
 * never stands on a command line itself.
 */
const char *opts_suffix(const struct cat_param *param);

/* What a value is called in help: "ID", "NAME", …; NULL: it takes none. */
const char *opts_value_word(const struct cat_param *param);

#endif
