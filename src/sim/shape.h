/*
 * What a JSON body has to look like, in one line of text:
 *
 *	"name!text group_type!int note?text ids!ids"
 *
 * "!" is needed, "?" may be there; the types are text, int, flag, ids (numbers,
 * not empty), texts (not empty), list and object (neither empty). "extra?text"
 * with a trailing "*" on the name takes every member that starts so.
 */
#ifndef ENDPANE_SIM_SHAPE_H
#define ENDPANE_SIM_SHAPE_H

#include <endpane/json/json.h>

/* NULL where the object fits; else what is wrong. Static text. */
const char *shape_wrong(const char *shape, const struct json *object);

#endif
