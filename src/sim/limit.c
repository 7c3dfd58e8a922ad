/* Calls a minute and a day. */
#include "limit.h"

#include <endpane/base/clock.h>

#define MINUTE_MS	60000

bool
limit_take(struct limit *l, int per_minute, int per_day)
{
	int64_t now = clock_monotonic_ms();

	if (l->in_minute == 0 || now - l->minute_ms >= MINUTE_MS) {
		l->minute_ms = now;
		l->in_minute = 0;
	}
	if (l->in_minute >= per_minute ||
	    (per_day > 0 && l->in_day >= per_day))
		return false;
	l->in_minute++;
	l->in_day++;
	return true;
}
