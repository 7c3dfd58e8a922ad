/*
 * Words that are offered for one that is being typed.
 */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include <endpane/base/buf.h>
#include <endpane/catalog/catalog.h>

#include <stdbool.h>

#define OFFERED_MOST 500

struct offering {
	struct buf	*out;
	struct slice	 before;	/* of the word: stays as it is */
	struct slice	 begun;		/* the rest: what was typed so far */
	size_t		 count;
};

/* Where it begins as typed; what nobody should paste is left out. */
void	offer(struct offering *o, struct slice word, struct slice what);
/* Also where its name begins so, whatever the case. */
void	offer_named(struct offering *o, struct slice word,
	    struct slice name);
/* All of a list with blanks in between. */
void	offer_list(struct offering *o, const char *words);

/* What words before it say. */
struct before {
	const char	*config;	/* --config, or NULL */
	const char	*connection;	/* -c */
	const char	*device;	/* --device */
	bool		 is_demo;
};

/* Of the configuration. noun NULL: all; consents: those that login is for. */
void	offer_connections(struct offering *o, const struct before *before,
	    const struct cat_resource *resource, bool logins);
void	offer_devices(struct offering *o, const struct before *before);
void	offer_domains(struct offering *o, const struct before *before);
/* Of the journal: the newest, with what was done. */
void	offer_entries(struct offering *o, const struct before *before);
/* Of the cache. */
void	offer_ids(struct offering *o, const struct before *before,
	    const struct cat_resource *resource);

#endif
