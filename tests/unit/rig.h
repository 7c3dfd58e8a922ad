/*
 * An engine with everything around it for a test: a folder, a config, a canned
 * server or the simulator, and words to read and to change things through it.
 */
#ifndef UNIT_RIG_H
#define UNIT_RIG_H

#include <endpane/base/buf.h>
#include <endpane/op/engine.h>
#include <endpane/op/fetch.h>
#include <endpane/op/job.h>
#include <endpane/op/list.h>
#include <endpane/store/journal.h>
#include <endpane/store/rows.h>

#include <sys/types.h>

#include "canned.h"
#include "unit.h"

struct rig {
	char			 folder[200];
	char			*state;		/* the state folder */
	char			*cache;
	struct canned		*server;	/* or NULL */
	pid_t			 sim;		/* or 0 */
	char			*control;	/* its control URL */
	struct config		*config;
	struct engine_options	 options;
	struct engine		*engine;
	char			 word[400];	/* of the last complaint */
};

/* A folder and a canned server; no config yet. */
void	rig_init(struct rig *r);
/*
 * Reads a config ("%s" stands for the canned server's origin, as often as it
 * occurs) and opens the engine.
 */
void	rig_config(struct rig *r, const char *text);
/* Starts the simulator (options end with NULL) and opens the engine on it. */
void	rig_sim(struct rig *r, const char *const *options);
void	rig_open(struct rig *r);
/* Ends the engine as a program would. */
void	rig_shut(struct rig *r, int wait_ms);
void	rig_fini(struct rig *r);

/* One connection [phones] of MDM on the canned server, and more keys for it. */
#define RIG_PHONES \
	"[phones]\nsystem = mdm\nurl = %s/mdm\nauth = api-key\napi_key = key7\n"

/* Turns until then; fails the test after 20 s. */
typedef bool rig_until(void *who);
void	rig_turn(struct rig *r, rig_until *until, void *who);

/* What reading a list or an object came to. */
struct seen {
	struct rig	*rig;
	const struct cat_op *op;
	struct rows	*rows;
	size_t		 pages;
	bool		 over;
	struct err	 err;
	const char	*remark;
	struct buf	 body;		/* the last page */
	struct fetch	*fetch;
	void		(*then)(struct seen *s);	/* or NULL */
};

/* args: name, value, …, NULL. The rows are freed by seen_fini(). */
void	rig_begin(struct rig *r, struct seen *s, const char *conn,
	    const char *noun, const char *verb, const char *const *args);
void	rig_read(struct rig *r, struct seen *s, const char *conn,
	    const char *noun, const char *verb, const char *const *args);
void	seen_fini(struct seen *s);

/* A job as far as it goes without a confirmation; NULL: word says why. */
struct job *rig_plan(struct rig *r, const char *conn, const char *noun,
	    const char *verb, const char *const *args);
/* Confirmed by --yes and turned to its end. */
struct job *rig_change(struct rig *r, const char *conn, const char *noun,
	    const char *verb, const char *const *args);
void	rig_finish(struct rig *r, struct job *job);
enum job_outcome rig_outcome(const struct job *job, const char *id);
const char *rig_words(const struct job *job, const char *id);
enum err_code rig_verdict(const struct job *job);

/* The newest journal state of the object's newest intent; 0: no intent. */
enum journal_state rig_journal(struct rig *r, const char *id);
size_t	rig_intents(struct rig *r);

/* The simulator: faults from now on, counts since the last reset. */
void	rig_fault(struct rig *r, const char *specs);
void	rig_set(struct rig *r, const char *query);
long	rig_count(struct rig *r, const char *method, const char *prefix);
/* A number or a list out of an answer of the control address. */
void	rig_control(struct rig *r, const char *method, const char *path,
	    const char *body, struct buf *answer);
bool	rig_has(struct rig *r, const char *path, const char *text);

/* Fails the test where an error's text is not in three parts. */
void	rig_three_parts(const char *text);

#endif
