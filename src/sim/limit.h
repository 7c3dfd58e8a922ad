/* Calls a minute and a day, where --rate-limit is on. */
#ifndef ENDPANE_SIM_LIMIT_H
#define ENDPANE_SIM_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

struct limit {
	int64_t	minute_ms;	/* when the minute began, monotonic */
	int	in_minute;
	int	in_day;
};

/* Counts a call; false where it is one too many. per_day 0: no such limit. */
bool	limit_take(struct limit *l, int per_minute, int per_day);

#endif
