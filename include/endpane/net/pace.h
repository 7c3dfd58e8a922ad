/*
 * How fast a connection may be asked: parallel, per minute, per day, and the
 * pauses that servers order. Pure arithmetic on times that the caller gives.
 */
#ifndef ENDPANE_NET_PACE_H
#define ENDPANE_NET_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
	int	 parallel;		/* requests at once; at least 1 */
	int	 per_minute;		/* 0: no limit */
	int	 per_day;		/* 0: no limit */
	int	 flying;
	int64_t	*sent_ms;		/* ring of the last per_minute starts */
	int	 sent_at;		/* where the next one goes */
	int	 sent_count;
	int64_t	 paused_until_ms;
	int	 pauses;		/* in a row, for doubling */
};

enum pace_answer {
	PACE_GO = 1,
	PACE_LATER,		/* *wait_ms says when to ask again */
	PACE_PAUSED,		/* the same; the server has ordered it */
	PACE_FULL,		/* when something lands */
	PACE_SPENT,		/* the day's budget is spent */
};

void	pace_init(struct pace *p, int parallel, int per_minute, int per_day);
void	pace_fini(struct pace *p);

/*
 * May one more start now? A tenth of the day's calls is kept for reading back
 * what became of writes: only with reserve may it be used.
 */
enum pace_answer pace_ask(const struct pace *p, int64_t now_ms, int today,
	    bool reserve, int64_t *wait_ms);
void	pace_started(struct pace *p, int64_t now_ms);
void	pace_landed(struct pace *p);
/* Calls in the minute before now. */
int	pace_minute(const struct pace *p, int64_t now_ms);

/*
 * The server ordered a pause (429): for asked_ms, but a day at the most, or
 * without that (-1) for a minute. Pauses in a row double to a quarter of an
 * hour: from the minute, or where less was asked from a second. What had left
 * before a pause began only ever prolongs it. Returns how long it lasts.
 */
int64_t	pace_pause(struct pace *p, int64_t now_ms, int64_t asked_ms);
/* A good answer: the next unannounced pause is a minute again. */
void	pace_went_well(struct pace *p);

/* Full jitter: between 0 and 0.5 s doubled for every try, 20 s at the most. */
int64_t	pace_retry_ms(int tries, uint32_t random);

/* Seconds or an HTTP date to milliseconds from now; -1: neither. */
int64_t	pace_retry_after(const char *value, int64_t now_wall_ms);

#endif
