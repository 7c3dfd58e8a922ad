/*
 * The soak: random operations under random faults, beside a small model of what
 * must be true afterwards. What endpane said, what its journal holds and what
 * the server has are compared after each operation.
 */
#ifndef UNIT_SOAK_H
#define UNIT_SOAK_H

#include "relay.h"
#include "rig.h"

#define SOAK_SETS	6
#define SOAK_POOL	60

/* Figures of one worker; all but the first rows must be 0. */
enum soak_figure {
	SOAK_JOBS,
	SOAK_WRITES,		/* that the server saw */
	SOAK_FAULTED,		/* of those: met by a fault */
	SOAK_APPLIED,
	SOAK_REJECTED,
	SOAK_NOT_SENT,
	SOAK_UNKNOWN,
	SOAK_READS,
	SOAK_KILLS,
	SOAK_KILLED_UNKNOWN,	/* intents that a kill left open */
	SOAK_TWICE,		/* writes that the server saw twice */
	SOAK_LOST,		/* writes without an intent */
	SOAK_WRONG,		/* outcomes that are not true */
	SOAK_BEYOND,		/* objects touched that were not meant */
	SOAK_JOURNAL,		/* journal and outcome differ, or it is broken */
	SOAK_VERDICT,		/* exit codes that do not fit the outcomes */
	SOAK_WORDS,		/* error texts without three parts */
	SOAK_FIGURES
};

/* Members of a group, devices or groups of an app: who is in it. */
struct soak_set {
	const char	*noun;		/* groups or apps */
	const char	*key;		/* as the simulator's state names it */
	const char	*target;	/* the argument that names an object */
	const char	*add;
	const char	*take;
	char		*id;
	char		**pool;
	size_t		 count;
	bool		 in[SOAK_POOL];	/* the model */
};

struct soak {
	struct rig	 rig;
	struct relay	*relay;
	char		*config;	/* path, by way of the relay */
	uint64_t	 dice;
	long		 figures[SOAK_FIGURES];
	struct soak_set	 sets[SOAK_SETS];
	char		*devices[SOAK_POOL];
	size_t		 device_count;
	char		*groups[SOAK_POOL];
	size_t		 group_count;
	char		*apps[SOAK_POOL];
	size_t		 app_count;
	char		*computers[400];
	size_t		 computer_count;
	size_t		 next_computer;
	int64_t		 last_job;	/* of the journal */
};

/* A simulator, a relay before it, the model as it is at the start. */
void	soak_init(struct soak *s, uint64_t seed);
void	soak_fini(struct soak *s);
uint64_t soak_dice(struct soak *s, uint64_t sides);
/* Counts a breach, and says what it was. */
void	soak_breach(struct soak *s, enum soak_figure figure,
	    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Some of the set that are in it, or are not; at most most, in random order. */
size_t	soak_pick(struct soak *s, struct soak_set *set, bool in, size_t most,
	    const char **ids);
/* What the server has; buffer as the control address says it. */
void	soak_state(struct soak *s, const struct soak_set *set,
	    struct buf *state);
bool	soak_has(const struct buf *state, const struct soak_set *set,
	    const char *id);
size_t	soak_place(const struct soak_set *set, const char *id);

/* No write was seen twice; each has its intent. For what came since forget. */
void	soak_check_sent(struct soak *s, struct journal *journal);

/* One random operation or read in this process, judged. */
void	soak_write(struct soak *s);
/* One command that is killed at a random moment, judged. */
void	soak_kill(struct soak *s);

#endif
