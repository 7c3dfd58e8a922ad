/*
 * What the files of op/ share of the engine; nobody else includes this.
 */
#ifndef OP_ENGINE_PARTS_H
#define OP_ENGINE_PARTS_H

#include <endpane/base/map.h>
#include <endpane/net/queue.h>
#include <endpane/op/engine.h>
#include <endpane/op/fetch.h>
#include <endpane/store/cache.h>
#include <endpane/store/journal.h>
#include <endpane/store/state.h>

struct list;
struct details;
struct job;
struct rows;

/* Calls counted on a day, as last read from the shared count. */
struct calls {
	int	day;		/* 20261122; 0: not read */
	int	count;
};

struct engine {
	struct engine_options	 options;
	struct queue		*queue;
	struct state		*state;
	struct calls		*calls;		/* one a connection */
	unsigned		*signed_in;	/* by a person: as last seen */
	struct journal		*journal;
	bool			 is_stricter;	/* confirm_above was set */
	size_t			 confirm_above;
	bool			 journal_tried;
	struct err		 journal_err;
	struct cache		*cache;
	struct list		*lists;
	struct details		*details;
	struct look		**looks;	/* in the order of asking */
	size_t			 look_count;
	struct map		 look_index;	/* key to place in looks */
	struct job		*jobs;
	int			 bulk_lock;	/* held while bulks > 0 */
	size_t			 bulks;		/* jobs with many objects */
	generation		 generation;
	generation		 queue_seen;
};

/* Every part calls this when something changed that may be shown. */
void	engine_changed(struct engine *engine);

/* Steps that the turn takes; lists: true for more to do without waiting. */
bool	lists_turn(struct engine *engine);
void	jobs_turn(struct engine *engine);
void	signs_turn(struct engine *engine);
void	lists_free(struct engine *engine);
void	looks_free(struct engine *engine);
void	jobs_free(struct engine *engine);
void	jobs_stop(struct engine *engine);

/* Something was changed on a connection: answers kept are old now. */
void	looks_forget(struct engine *engine, const struct conn *conn);
/* Reads again what a connection did not let be read for want of a sign-in. */
void	lists_signed_in(struct engine *engine, const struct conn *conn);
void	looks_signed_in(struct engine *engine, const struct conn *conn);
/* Was that for want of one? */
bool	wants_sign_in(const struct err *err);
/* What a list is called in the cache; to be freed. */
char	*list_cache_key(const struct conn *conn,
	    const struct cat_resource *resource, const struct args *args);
/* Reads again the lists of that resource that somebody has opened. */
void	lists_refresh_noun(struct engine *engine, const char *noun);

/* The rows behind those of its lists have changed. */
void	lists_filled(struct engine *engine,
	    const struct cat_resource *resource);

/* Rows to stand behind those of a resource's lists; see rows_behind(). */
struct rows *const *details_of(struct engine *engine,
	    const struct cat_resource *resource);
/* An object shown in full: cells that its lists lack are filled from it. */
void	details_learn(struct engine *engine, const struct conn *conn,
	    const struct cat_resource *resource, const char *id,
	    struct slice body);
/* Takes in what was told; returns ms, or less where some of it has to rest. */
int	details_turn(struct engine *engine, int ms);
void	details_free(struct engine *engine);

/* What a request of that resource says about its content. */
const char *content_type_of(const struct cat_resource *resource,
	    bool has_body);

#endif
