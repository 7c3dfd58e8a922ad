/*
 * Time: now, and times as servers and people write them.
 *
 * The only caller of clock_gettime(). Wall times are milliseconds since 1970,
 * UTC. Tests may set the wall clock. The monotonic one goes on while the machine
 * sleeps, so that pauses and questions end then too; nobody can set it.
 */
#ifndef ENDPANE_BASE_CLOCK_H
#define ENDPANE_BASE_CLOCK_H

#include <endpane/base/ids.h>

#include <stdbool.h>
#include <stdint.h>

int64_t	clock_monotonic_ms(void);
int64_t	clock_monotonic_us(void);
int64_t	clock_wall_ms(void);
void	clock_set_wall(int64_t ms);	/* for tests; 0: the real one again */

struct clock_pair {
	int64_t	wall_ms;	/* 0: not looked at yet */
	int64_t	awake_ms;	/* stands still while the machine sleeps */
};

/*
 * How much longer the wall clock went on than the machine was awake since the
 * last look, which is remembered: it slept, or the clock was set (back: below 0).
 */
int64_t	clock_slept_ms(struct clock_pair *last);

/* Older than that, or from a clock that has been set back since. */
bool	clock_is_old(int64_t at_ms, int64_t most_ms);

/*
 * Reads digits (milliseconds) or ISO 8601 (2023-10-01T12:00:00[.123][Z|±hh:mm]
 * or a bare date). False where it is neither, or outside 1970 to 9999.
 */
bool	clock_parse(struct slice text, int64_t *ms);

/* "2026-11-22 14:02" (local time) into out; size at least 20. */
void	clock_print(int64_t ms, char *out, size_t size);
/* "14:02:31", local. Size at least 9. */
void	clock_print_time(int64_t ms, char *out, size_t size);
/* A time to come: as above, with its day where that is not today's. Size 20. */
void	clock_print_coming(int64_t now_ms, int64_t ms, char *out, size_t size);
/* "2026-11-22T14:02:31.123Z". Size at least 25. */
void	clock_print_utc(int64_t ms, char *out, size_t size);
/* The UTC day as 20261122: what daily budgets are counted by. */
int	clock_day(int64_t ms);
/* "3 min", "2 h", "9 d" between two times. Size at least 16. */
void	clock_print_age(int64_t from_ms, int64_t to_ms, char *out, size_t size);

#endif
