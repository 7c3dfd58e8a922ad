/*
 * The catalogue: what the systems offer, and how to find it.
 *
 * Nothing here does input or output, and all of it lives as long as the
 * program.
 */
#ifndef ENDPANE_CATALOG_CATALOG_H
#define ENDPANE_CATALOG_CATALOG_H

#include <endpane/catalog/row.h>

#include <stdbool.h>
#include <stddef.h>

/* The parameter that picks some of the objects that a file names, and the one
 * that leaves out what cannot be sent. */
#define CAT_ONLY	"only"
#define CAT_SKIPS	"skip-bad"

typedef bool cat_base_fn(const char *url, const struct cat_settings *set,
    struct buf *base, struct err *err);
typedef bool cat_verdict_fn(const struct cat_reply *reply, struct err *err);
typedef bool cat_page_fn(const struct cat_page *seen,
    const struct cat_settings *set, struct buf *query, bool *more,
    struct err *err);

struct cat_grammar;	/* see query.h */

/* A call that is for everything where its body has no list of these ids. */
struct cat_fleet {
	const char		*tail;	/* of its path, in any case */
	const char		*ids;	/* the list's name, in any case */
};

struct cat_system {
	const char		*name;	/* "mdm", as in the configuration */
	const char		*title;
	const char		*scopes;	/* asked for at sign-in, or NULL:
						 * enough for all operations */
	const char		*read_scopes;	/* for those that only read */
	const char		*total;	/* pointer to the count, or NULL */
	const char		*probe_noun;	/* the cheapest read there is, */
	const char		*probe;		/* its verb: may we? */
	const char		*module_header;	/* carries x_module, or NULL */
	const struct cat_resource *const *resources;	/* NULL-terminated */

	/* Completes the configured URL to what stands before every path. */
	cat_base_fn		*base;

	/*
	 * True: the request succeeded as far as the whole answer tells. False:
	 * *err has a code, the server's own code and words, and advice.
	 */
	cat_verdict_fn		*verdict;

	/*
	 * The query part that asks for the page after seen (NULL: the first),
	 * appended to *query as "a=b&c=d"; *more false: there is none. Errors
	 * only where the answer contradicts itself.
	 */
	cat_page_fn		*page;
	const struct cat_grammar *grammar;	/* of filters, or NULL */
	const struct cat_fleet	*fleet;	/* or NULL; for calls by hand */
	/* A next page's query is whole; elsewhere it is added to ours. */
	bool			 page_is_whole;
};

extern const struct cat_system *const cat_systems[];	/* NULL-terminated */

const struct cat_system		*cat_system(struct slice name);
/* By noun or alias; system may be NULL. NULL where there is none. */
const struct cat_resource	*cat_resource(struct slice noun,
				    const struct cat_system **system);
const struct cat_op		*cat_op(const struct cat_resource *resource,
				    struct slice verb);
/* The first operation with that flag (CAT_LISTS, CAT_SHOWS), or NULL. */
const struct cat_op		*cat_op_with(
				    const struct cat_resource *resource,
				    unsigned flag);
/* By name, title (case folded) or the server's field name; -1: none. */
int				 cat_column(
				    const struct cat_resource *resource,
				    struct slice name);
int				 cat_column_count(
				    const struct cat_resource *resource);
/*
 * The columns by which people name an object (id, name, serial, mail, …), as
 * far as the resource has them; others only tell what it is. Returns how many.
 */
#define CAT_NAMING 7
size_t				 cat_naming(
				    const struct cat_resource *resource,
				    int columns[CAT_NAMING]);
const struct cat_param		*cat_param(const struct cat_op *op,
				    struct slice name);
bool				 cat_writes(const struct cat_op *op);
/* The read that a parameter's from names; args gets what stands behind it. */
bool				 cat_from(const struct cat_param *param,
				    const struct cat_resource **resource,
				    const struct cat_op **op,
				    struct args *args);
/* The list and its two columns that a parameter's met names. */
bool				 cat_met(const struct cat_param *param,
				    const struct cat_resource **resource,
				    int *id, int *name);
/* Is that text a value of the parameter, by its kind? ERR_USAGE: why not. */
bool				 cat_value_fits(const struct cat_param *param,
				    const char *value, struct err *err);

/*
 * The requests of an operation: by its own plan where it has one, otherwise
 * one from its path and parameters (CAT_EACH: one an id). False (ERR_USAGE)
 * where a value does not fit its kind.
 */
bool				 cat_plan(const struct cat_op *op,
				    const struct args *args,
				    const struct cat_settings *set,
				    struct plan *plan, struct err *err);

/*
 * The writing operation that a call is, by its method and its path below the
 * base; NULL where it is none of ours.
 */
const struct cat_op		*cat_written(const struct cat_system *system,
				    const char *method, struct slice path);
/* Has it a CAT_SECRET parameter? Its bodies are neither shown nor kept. */
bool				 cat_has_secret(const struct cat_op *op);

/* True for a member whose value must never be shown: apn_password, … */
bool				 cat_is_secret_field(struct slice key);

#endif
