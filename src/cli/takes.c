/* Refuses global options that a command would have to ignore. */
#include "takes.h"

#include <endpane/base/str.h>

#include <string.h>

enum {
	TAKES_JSON = 1,		/* -o json and jsonl */
	TAKES_OUTPUT = 2,	/* any -o */
	TAKES_COLUMNS = 4,
	TAKES_LIMIT = 8,
	TAKES_NARROWING = 16,	/* --filter, --local-filter, --sort */
	TAKES_CONNECTION = 32,
	TAKES_DRY_RUN = 64,	/* also what changes nothing anyway */
};

/* The tool's own; what is not here takes TAKES_DRY_RUN alone. */
static const struct {
	const char	*noun;
	const char	*verb;
	unsigned	 takes;
} tools[] = {
	{ "api", "", TAKES_JSON | TAKES_DRY_RUN },
	{ "journal", "list", TAKES_OUTPUT | TAKES_LIMIT | TAKES_DRY_RUN },
	{ "journal", "show", TAKES_OUTPUT | TAKES_DRY_RUN },
	{ "journal", "undo", TAKES_OUTPUT | TAKES_COLUMNS | TAKES_DRY_RUN },
	{ "journal", "resume", TAKES_OUTPUT | TAKES_COLUMNS | TAKES_DRY_RUN },
	{ "journal", "verify", TAKES_JSON | TAKES_DRY_RUN },
	{ "config", "init", 0 },
	{ "config", "check", TAKES_OUTPUT | TAKES_CONNECTION | TAKES_DRY_RUN },
	{ "login", "", 0 },
	{ "logout", "", 0 },
	{ "trust", "", 0 },
	{ "version", "", TAKES_JSON | TAKES_CONNECTION | TAKES_DRY_RUN },
	{ 0 }
};

bool
takes_lists(const struct cat_op *op)
{
	return (op->flags & (CAT_LISTS | CAT_IDS | CAT_TABLE)) != 0;
}

static unsigned
taken_by(const struct options *o)
{
	size_t i;

	if (o->version)
		return TAKES_JSON | TAKES_CONNECTION | TAKES_DRY_RUN;
	if (o->op == NULL)
		return TAKES_CONNECTION | (o->plain ? TAKES_OUTPUT |
		    TAKES_DRY_RUN : 0);
	if (o->system != NULL)
		return TAKES_OUTPUT | TAKES_COLUMNS | TAKES_CONNECTION |
		    TAKES_DRY_RUN | (takes_lists(o->op) ? TAKES_LIMIT |
		    TAKES_NARROWING : 0);
	for (i = 0; tools[i].noun != NULL; i++)
		if (strcmp(o->resource->noun, tools[i].noun) == 0 &&
		    strcmp(o->op->verb, tools[i].verb) == 0)
			return tools[i].takes;
	return TAKES_DRY_RUN;
}

static bool
is_json(enum out_format format)
{
	return format == OUT_JSON || format == OUT_JSONL;
}

/* "endpane" stands for the dashboard. */
static bool
refuse(const struct options *o, const char *option, const char *why,
    struct err *err)
{
	const char *noun = o->resource != NULL ? o->resource->noun :
	    "the dashboard", *verb = o->op != NULL ? o->op->verb : "";

	return err_set(err, ERR_USAGE, "%s%s%s takes no %s; %s", noun,
	    *verb != '\0' ? " " : "", verb, option, why);
}

static bool
check_rows(const struct options *o, unsigned takes, struct err *err)
{
	const char *lists = "it is for lists of objects";
	bool narrows = (takes & TAKES_NARROWING) != 0;

	if (o->search != NULL)
		return refuse(o, "--search",
		    "it is for lists of Endpoint Central", err);
	if (o->filter != NULL && !narrows)
		return refuse(o, "--filter", lists, err);
	if (o->local_filter && !narrows)
		return refuse(o, "--local-filter", lists, err);
	if (o->sort != NULL && !narrows)
		return refuse(o, "--sort", lists, err);
	if (o->limit > 0 && (takes & TAKES_LIMIT) == 0)
		return refuse(o, "--limit", lists, err);
	if (o->columns != NULL && (takes & TAKES_COLUMNS) == 0)
		return refuse(o, "--columns", lists, err);
	return true;
}

static bool
check_estate(const struct options *o, struct err *err)
{
	if (o->demo && o->config != NULL)
		return err_set(err, ERR_USAGE, "--demo and --config exclude "
		    "each other: the simulated estate has its own");
	if (!o->demo && o->demo_size > 0)
		return err_set(err, ERR_USAGE, "--demo-size goes with --demo");
	return true;
}

bool
takes_check(const struct options *o, struct err *err)
{
	unsigned takes = taken_by(o);

	if (!check_estate(o, err) || !check_rows(o, takes, err))
		return false;
	if (o->format != OUT_TABLE && (takes & TAKES_OUTPUT) == 0 &&
	    !(is_json(o->format) && (takes & TAKES_JSON) != 0))
		return refuse(o, "such -o", (takes & TAKES_JSON) != 0 ?
		    "there is table, json and jsonl" : "it prints text", err);
	if (o->connection != NULL && (takes & TAKES_CONNECTION) == 0)
		return refuse(o, "-c", "it chooses among the connections of a "
		    "noun", err);
	if (o->dry_run && (takes & TAKES_DRY_RUN) == 0)
		return refuse(o, "--dry-run", "it is for single operations",
		    err);
	if (o->op != NULL || o->plain || o->version)
		return true;
	if (o->yes)
		return refuse(o, "--yes", "it asks where something is to be "
		    "sent", err);
	return !o->verbose || refuse(o, "-v", "ENDPANE_LOG=net:FILE writes "
	    "the requests down", err);
}
