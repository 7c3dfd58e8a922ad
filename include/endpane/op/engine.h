/*
 * The engine: connections, request queue, journal and lists behind one door.
 *
 * The dashboard and the command line reach servers through here and only here.
 * Nothing blocks: things are started, engine_turn() waits and works, and what
 * has happened is read from the things themselves. Each has a generation that
 * grows when it changed. All pointers given out live until engine_close() unless
 * their comment says otherwise. One thread.
 */
#ifndef ENDPANE_OP_ENGINE_H
#define ENDPANE_OP_ENGINE_H

#include <endpane/base/err.h>
#include <endpane/base/ids.h>
#include <endpane/config/config.h>
#include <endpane/net/question.h>

#include <stdbool.h>
#include <stdint.h>

struct engine;
struct journal;
struct state;

struct engine_options {
	const struct config	*config;	/* lent until engine_close */
	const char		*state_folder;
	const char		*cache_folder;
	bool			 read_only;	/* --read-only */
	int			 timeout_s;	/* --timeout; 0: configured */
	bool			 keeps_lists;	/* reads and writes the cache */
	/* -v: a line for every request sent and answered; NULL: none. */
	void			(*tell)(const char *line);
};

/* Opens nothing that blocks; NULL with *err. */
struct engine	*engine_open(const struct engine_options *options,
		    struct err *err);

/*
 * Stops issuing, waits at most wait_ms for writes under way and records their
 * outcomes, then frees everything.
 */
void		 engine_close(struct engine *engine, int wait_ms);

/* A descriptor to wait for beside the network. */
struct turn_fd {
	int	fd;
	bool	readable;	/* out; also set at hang-up or error */
};

/*
 * The program's one wait: until an answer, a readable descriptor, or ms (-1:
 * no limit). Then works off what arrived, for a few milliseconds at most; where
 * more is left to do, the next turn does not sleep.
 */
void		 engine_turn(struct engine *engine, struct turn_fd *fds,
		    size_t fd_count, int ms);

/* Grows whenever anything below changed: no growth, nothing to paint. */
generation	 engine_generation(const struct engine *engine);

const struct config *engine_config(const struct engine *engine);
bool		 engine_is_read_only(const struct engine *engine,
		    const struct conn *conn);
/* Nothing that writes is sent any more; there is no way back. */
void		 engine_set_read_only(struct engine *engine);
/* The configured count, or the smaller one that was set. */
size_t		 engine_confirm_above(const struct engine *engine);
void		 engine_set_confirm_above(struct engine *engine, size_t count);
/* May be NULL, then *err of engine_journal_trouble says why: no writes. */
struct journal	*engine_journal(struct engine *engine);
const struct err *engine_journal_trouble(const struct engine *engine);
/* Small things to remember across runs; NULL where there is no folder. */
struct state	*engine_state(struct engine *engine);

/* How a connection does. */
enum lamp {
	LAMP_UNTRIED = 1,	/* ? */
	LAMP_OK,		/* + */
	LAMP_SLOW,		/* ~ last answer took over 2 s */
	LAMP_FAILING,		/* ! it answers, with errors */
	LAMP_DOWN,		/* x it does not answer */
};

struct conn_status {
	enum lamp	lamp;
	int		flying;
	int		waiting;
	int		calls_today;
	int		per_day;	/* 0: no limit */
	int		calls_minute;
	int		per_minute;
	int64_t		paused_until_ms; /* wall; 0: not paused (429) */
	int64_t		last_ms;	/* wall, of the last result; 0: none */
	struct err	err;		/* the last problem, or code 0 */
};

void		 engine_conn_status(const struct engine *engine, int conn,
		    struct conn_status *status);

/* One request, as the queue pane shows it. */
enum flight_state {
	FLIGHT_WAITING = 1,	/* for its turn, pace or sign-in */
	FLIGHT_FLYING,
	FLIGHT_DONE,
	FLIGHT_FAILED,
	FLIGHT_CANCELLED,
};

struct flight {
	ticket		 id;
	int		 conn;
	enum flight_state state;
	bool		 writes;
	const char	*method;	/* static */
	char		 path[200];	/* with query, no secrets, cut */
	int		 status;	/* HTTP; 0: none */
	int		 tries;
	int64_t		 queued_ms;	/* wall */
	int64_t		 took_ms;	/* so far, or in the end */
	char		 why[160];	/* waiting for what; failed why */
	int64_t		 file_sent;	/* bytes of a file so far, */
	int64_t		 file_size;	/* and of all; 0: no file */
};

/* Newest first, finished ones too (the last 500); returns how many. */
size_t		 engine_flights(const struct engine *engine,
		    struct flight *flights, size_t most);
/* Cancels a read, or a write that was not sent yet. */
void		 engine_cancel(struct engine *engine, ticket id);
/* Cancels every read under way (Ctrl-C); returns how many. */
size_t		 engine_cancel_reads(struct engine *engine);

/* Held: no further request leaves; those under way are finished. */
void		 engine_hold(struct engine *engine, bool hold);
bool		 engine_is_held(const struct engine *engine);

/*
 * A question that signing in needs answered: an OTP, a domain, a secret that is
 * not configured. False: none. The answer is wiped by the engine.
 */
bool		 engine_question(struct engine *engine,
		    struct question *asked);
void		 engine_answer(struct engine *engine, int conn,
		    const char *answer);	/* NULL: given up */

#endif
