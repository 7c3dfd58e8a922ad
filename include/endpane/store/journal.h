/*
 * The journal: what was about to be written, before it is sent, and what became
 * of it. Durable, append-only, in a file of its own.
 *
 * One intent per object. Intents, outcomes and the plans of store/plans.h share
 * one numbering without gaps and one chain of SHA-256 digests, so that
 * journal_verify() finds what was changed, added or taken out afterwards. An
 * intent without an outcome is in flight while the process that wrote it lives,
 * and unknown afterwards; each process holds a lock for as long as it lives, by
 * which the others can tell.
 * Where an intent cannot be recorded nothing may be sent. No secret belongs
 * into it: callers redact first.
 */
#ifndef ENDPANE_STORE_JOURNAL_H
#define ENDPANE_STORE_JOURNAL_H

#include <endpane/base/err.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum journal_state {
	JOURNAL_IN_FLIGHT = 1,	/* no outcome yet; never recorded */
	JOURNAL_APPLIED,
	JOURNAL_ACCEPTED,	/* taken, carried out later */
	JOURNAL_REJECTED,
	JOURNAL_NOT_SENT,
	JOURNAL_UNKNOWN,
	JOURNAL_APPLIED_SEEN,	/* by reading back */
	JOURNAL_NOT_APPLIED_SEEN,
	JOURNAL_STILL_UNKNOWN,
};

/* All lent. What has no value is NULL. */
struct journal_intent {
	int64_t		 job;		/* of plans_add() */
	const char	*operation;	/* "apps associate" */
	const char	*conn;
	const char	*method;
	const char	*url;		/* path and query */
	const char	*object_id;
	const char	*object_name;
	const char	*body;
};

/* An intent and where it stands. Lent to the callback. */
struct journal_entry {
	int64_t		 id;
	int64_t		 at_ms;
	struct journal_intent intent;
	enum journal_state state;
	int64_t		 outcome_ms;	/* 0: no outcome */
	int		 http;
	const char	*words;		/* or NULL */
};

struct journal_query {
	size_t		 limit;		/* 0: all */
	int64_t		 before_id;	/* 0: from the newest */
	int64_t		 job;		/* 0: any */
	bool		 only_open;	/* unknown ones */
};

/* False ends the walk. */
typedef bool journal_fn(void *who, const struct journal_entry *entry);

struct journal;

/*
 * NULL with *err where there is no journal to be had. A damaged file is left
 * as it is; the text says how to set it aside.
 */
struct journal	*journal_open(const char *folder, struct err *err);
void		 journal_close(struct journal *journal);

/*
 * Records all intents of one request at once, on the disk when it returns; the
 * nth gets *first_id + n. False: nothing was recorded.
 */
bool		 journal_intend(struct journal *journal,
		    const struct journal_intent *intents, size_t count,
		    int64_t *first_id, struct err *err);
/* words: the server's, or NULL. http 0: no answer. May be told again later. */
bool		 journal_outcome(struct journal *journal, int64_t intent,
		    enum journal_state state, int http, const char *words,
		    struct err *err);

/* Newest first. */
bool		 journal_list(struct journal *journal,
		    const struct journal_query *query, journal_fn *each,
		    void *who, struct err *err);
/* One intent; ERR_MISSING where there is none. */
bool		 journal_show(struct journal *journal, int64_t id,
		    journal_fn *each, void *who, struct err *err);
/* The same intent once for each outcome, oldest first. */
bool		 journal_history(struct journal *journal, int64_t id,
		    journal_fn *each, void *who, struct err *err);
/* How many intents are unknown, those in flight not counted. */
bool		 journal_open_questions(struct journal *journal, size_t *count,
		    struct err *err);
/*
 * True: the chain holds, in the tables that journal_open() made. False: *err
 * says what is wrong at *first_bad; 0 there: with the tables or triggers.
 */
bool		 journal_verify(struct journal *journal, int64_t *first_bad,
		    struct err *err);

/* "applied", "not sent", "unknown", … Static text. */
const char	*journal_word(enum journal_state state);
bool		 journal_is_open(enum journal_state state);

#endif
