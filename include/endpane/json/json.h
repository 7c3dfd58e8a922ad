/*
 * Small JSON documents as a tree: details, error bodies, sign-in replies.
 *
 * The only user of cJSON. Every number is kept as the digits the server wrote,
 * since ids exceed what a double can hold. Keys are case-sensitive. A document
 * is refused that is deeper than 64, has more than 200,000 nodes, has bytes
 * after its end, or repeats a key within one object.
 */
#ifndef ENDPANE_JSON_JSON_H
#define ENDPANE_JSON_JSON_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/base/ids.h>

#include <stdbool.h>

enum json_type {
	JSON_NONE = 0,		/* no such node */
	JSON_NULL,
	JSON_FLAG,		/* true, false */
	JSON_NUMBER,
	JSON_TEXT,
	JSON_LIST,
	JSON_OBJECT,
};

struct json;			/* a node; lent by the tree it stands in */

/* The root, to be given to json_free; NULL with *err filled. */
struct json	*json_parse(struct slice text, struct err *err);
void		 json_free(struct json *root);

/* All take NULL as "no such node". */
enum json_type	 json_type(const struct json *node);
const struct json *json_member(const struct json *object, const char *key);
/* RFC 6901 without list indexes: "/a/b", "" is the node itself. */
const struct json *json_at(const struct json *node, const char *pointer);
const struct json *json_first(const struct json *container);
const struct json *json_next(const struct json *node);
const char	*json_key(const struct json *node);	/* "" in lists */
size_t		 json_count(const struct json *container);

/*
 * The text of a string, the digits of a number as they were written, "true",
 * "false"; "" for all else. Lent.
 */
const char	*json_text(const struct json *node);

/* Reads true, 1, "true", "1", "yes" and their opposites; false otherwise. */
bool		 json_flag(const struct json *node, bool *flag);

#endif
