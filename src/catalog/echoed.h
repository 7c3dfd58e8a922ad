/*
 * What MDM's answer to a write names. One that names what was not meant is
 * unknown, with ERR_PROTOCOL: all that would follow stops.
 */
#ifndef CATALOG_ECHOED_H
#define CATALOG_ECHOED_H

#include <endpane/catalog/catalog.h>

/*
 * 1: the list behind pointer has the id, 0: it has not, -1: no such list, or
 * one with holes.
 */
int	echoed_has(struct slice body, const char *pointer, const char *member,
	    const char *id);

/* Is that the object of this id, by its own word? */
bool	echoed_is(struct slice body, const char *id);
/* By its own word, one of another id; without an id it is not. */
bool	echoed_other(struct slice body, const char *id);

/*
 * The echoed ids say who was taken. may_have_more: the list is of all that are
 * there, not only of those in the request.
 */
enum cat_outcome echoed_list(const struct plan_request *request,
		    const struct cat_reply *reply, const char *pointer,
		    bool may_have_more, size_t n, struct err *err);

/* Empty as a rule; where it has an id, then one of the request. */
cat_judge_fn	 echoed_nothing;

/* The object that was made: its id has to be there, its name as it was given. */
enum cat_outcome echoed_object(const struct plan_request *request,
		    const struct cat_reply *reply, const char *id_pointer,
		    const char *name_pointer, struct err *err);

#endif
