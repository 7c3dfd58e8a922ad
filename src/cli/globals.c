/* The global options: their table, and what each sets. */
#include "globals.h"

#include <endpane/base/str.h>
#include <endpane/config/themes.h>

#include <limits.h>

enum {
	OPT_CONFIG, OPT_CONNECTION, OPT_OUTPUT, OPT_COLUMNS, OPT_FILTER,
	OPT_LOCAL_FILTER, OPT_SEARCH, OPT_SORT, OPT_LIMIT, OPT_NO_HEADER,
	OPT_COLOR, OPT_THEME, OPT_READ_ONLY, OPT_DRY_RUN, OPT_YES,
	OPT_NO_INPUT, OPT_TIMEOUT, OPT_PLAIN, OPT_VERBOSE, OPT_ERRORS,
	OPT_DEMO, OPT_DEMO_SIZE, OPT_HELP, OPT_VERSION, OPT_COUNT
};

const struct option_row option_rows[] = {
	[OPT_CONFIG] = { "config", 0, "FILE", "Use this configuration" },
	[OPT_CONNECTION] = { "connection", 'c', "NAME",
	    "Use this connection; needed where several serve the noun" },
	[OPT_OUTPUT] = { "output", 'o', "FORMAT",
	    "table, json, jsonl, csv, tsv or ids",
	    "table json jsonl csv tsv ids" },
	[OPT_COLUMNS] = { "columns", 0, "A,B", "Show these columns" },
	[OPT_FILTER] = { "filter", 0, "F", "Keep only the rows that match" },
	[OPT_LOCAL_FILTER] = { "local-filter", 0, NULL,
	    "Never send the filter to the server" },
	[OPT_SEARCH] = { "search", 0, "COL=TEXT",
	    "Let the server search a column (Endpoint Central)" },
	[OPT_SORT] = { "sort", 0, "F,-G", "Sort by columns, - for falling" },
	[OPT_LIMIT] = { "limit", 0, "N", "Stop after N rows" },
	[OPT_NO_HEADER] = { "no-header", 0, NULL, "Leave the header out" },
	[OPT_COLOR] = { "color", 0, "WHEN",
	    "auto, always, never, 16, 256 or truecolor",
	    "auto always never 16 256 truecolor" },
	[OPT_THEME] = { "theme", 0, "NAME", "Colours of the dashboard" },
	[OPT_READ_ONLY] = { "read-only", 0, NULL, "Refuse all that writes" },
	[OPT_DRY_RUN] = { "dry-run", 0, NULL,
	    "Print the requests that would write; send none" },
	[OPT_YES] = { "yes", 'y', NULL, "Answer the question beforehand" },
	[OPT_NO_INPUT] = { "no-input", 0, NULL, "Never ask anything" },
	[OPT_TIMEOUT] = { "timeout", 0, "S", "Seconds that a request may take" },
	[OPT_PLAIN] = { "plain", 0, NULL, "Lines of text, no dashboard" },
	[OPT_VERBOSE] = { "verbose", 'v', NULL,
	    "Requests on standard error, without secrets" },
	[OPT_ERRORS] = { "errors", 0, "json", "Errors as JSON on standard error",
	    "json" },
	[OPT_DEMO] = { "demo", 0, NULL, "Use a simulated estate" },
	[OPT_DEMO_SIZE] = { "demo-size", 0, "N", "Devices of that estate (500)" },
	[OPT_HELP] = { "help", 'h', NULL, "Say how to use it" },
	[OPT_VERSION] = { "version", 0, NULL, "Print the version" },
	[OPT_COUNT] = { 0 }
};

static bool
read_count(const char *name, const char *text, int most, int *number,
    struct err *err)
{
	int64_t n;

	if (!str_number(str_slice(text), &n) || n < 1 || n > most)
		return err_set(err, ERR_USAGE,
		    "--%s: %s is no number from 1 to %d", name, text, most);
	*number = (int)n;
	return true;
}

/* Which of an option's words it is, from 1; 0 with *err: none. */
static int
word_of(int option, const char *text, struct err *err)
{
	struct slice rest = str_slice(option_rows[option].choices), word;
	int n = 0;

	while (str_next(&rest, ' ', &word)) {
		n++;
		if (str_is(word, text))
			return n;
	}
	err_set(err, ERR_USAGE, "--%s: %s is not accepted; there is %s",
	    option_rows[option].name, text, n > 1 ? option_rows[option].help :
	    option_rows[option].choices);
	return 0;
}

static bool
set_number(struct options *o, int option, const char *value, struct err *err)
{
	int n = 0;

	switch (option) {
	case OPT_LIMIT:
		if (!read_count("limit", value, INT_MAX, &n, err))
			return false;
		o->limit = (size_t)n;
		return true;
	case OPT_TIMEOUT:
		return read_count("timeout", value, 86400, &o->timeout_s, err);
	default:
		return read_count("demo-size", value, 1000000, &o->demo_size,
		    err);
	}
}

/* An empty name would be a column that nobody asked for. */
static bool
set_columns(struct options *o, const char *value, struct err *err)
{
	struct slice rest = str_slice(value), name;
	bool any = false;

	while (str_next(&rest, ',', &name)) {
		if (str_trim(name).len == 0)
			return err_set(err, ERR_USAGE, "--columns: %s has an "
			    "empty name; names of columns, a comma between "
			    "them", value);
		any = true;
	}
	o->columns = value;
	return any || err_set(err, ERR_USAGE, "--columns needs the name of a "
	    "column");
}

static bool
set_theme(struct options *o, const char *value, struct err *err)
{
	struct buf names = { 0 };

	o->theme = value;
	if (!themes_has(value, &names))
		err_set(err, ERR_USAGE, "--theme: %s is not accepted; there "
		    "is %s", value, buf_string(&names));
	buf_fini(&names);
	return err->code == ERR_NONE;
}

static bool
set_text(struct options *o, int option, const char *value, struct err *err)
{
	int word;

	switch (option) {
	case OPT_CONFIG:	o->config = value;	return true;
	case OPT_CONNECTION:	o->connection = value;	return true;
	case OPT_COLUMNS:	return set_columns(o, value, err);
	case OPT_FILTER:	o->filter = value;	return true;
	case OPT_SEARCH:	o->search = value;	return true;
	case OPT_SORT:		o->sort = value;	return true;
	case OPT_THEME:		return set_theme(o, value, err);
	case OPT_OUTPUT:
		word = word_of(option, value, err);
		o->format = (enum out_format)word;
		return word > 0;
	case OPT_COLOR:
		o->color = value;
		return word_of(option, value, err) > 0;
	case OPT_ERRORS:
		return word_of(option, value, err) > 0;
	default:
		return set_number(o, option, value, err);
	}
}

bool
globals_set(struct options *o, int option, const char *value, struct err *err)
{
	switch (option) {
	case OPT_LOCAL_FILTER:	o->local_filter = true;	return true;
	case OPT_NO_HEADER:	o->no_header = true;	return true;
	case OPT_READ_ONLY:	o->read_only = true;	return true;
	case OPT_DRY_RUN:	o->dry_run = true;	return true;
	case OPT_YES:		o->yes = true;		return true;
	case OPT_NO_INPUT:	o->no_input = true;	return true;
	case OPT_PLAIN:		o->plain = true;	return true;
	case OPT_VERBOSE:	o->verbose = true;	return true;
	case OPT_DEMO:		o->demo = true;		return true;
	case OPT_HELP:		o->help = true;		return true;
	case OPT_VERSION:	o->version = true;	return true;
	default:
		return set_text(o, option, value, err);
	}
}

int
globals_letter(int letter)
{
	int i;

	for (i = 0; i < OPT_COUNT; i++)
		if (option_rows[i].letter == letter)
			return i;
	return -1;
}

int
globals_name(const char *name)
{
	int i;

	for (i = 0; i < OPT_COUNT; i++)
		if (strcmp(option_rows[i].name, name) == 0)
			return i;
	return -1;
}
