/* Parallel, per minute, per day, and the pauses that servers order. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/net/pace.h>

#include <curl/curl.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECOND	1000
#define MINUTE	60000
#define DAY	86400000

void
pace_init(struct pace *p, int parallel, int per_minute, int per_day)
{
	memset(p, 0, sizeof(*p));
	p->parallel = parallel > 0 ? parallel : 1;
	p->per_minute = per_minute;
	p->per_day = per_day;
	if (per_minute > 0)
		p->sent_ms = mem_alloc((size_t)per_minute *
		    sizeof(*p->sent_ms));
}

void
pace_fini(struct pace *p)
{
	free(p->sent_ms);
	memset(p, 0, sizeof(*p));
}

enum pace_answer
pace_ask(const struct pace *p, int64_t now_ms, int today, bool reserve,
    int64_t *wait_ms)
{
	int64_t free_at;

	if (p->per_day > 0 && today >= p->per_day -
	    (reserve ? 0 : p->per_day / 10))
		return PACE_SPENT;
	if (now_ms < p->paused_until_ms) {
		*wait_ms = p->paused_until_ms - now_ms;
		return PACE_PAUSED;
	}
	if (p->flying >= p->parallel)
		return PACE_FULL;
	if (p->per_minute > 0 && p->sent_count == p->per_minute) {
		free_at = p->sent_ms[p->sent_at] + MINUTE;
		if (free_at > now_ms) {
			*wait_ms = free_at - now_ms;
			return PACE_LATER;
		}
	}
	return PACE_GO;
}

void
pace_started(struct pace *p, int64_t now_ms)
{
	p->flying++;
	if (p->per_minute <= 0)
		return;
	p->sent_ms[p->sent_at] = now_ms;
	p->sent_at = (p->sent_at + 1) % p->per_minute;
	if (p->sent_count < p->per_minute)
		p->sent_count++;
}

void
pace_landed(struct pace *p)
{
	p->flying--;
}

int
pace_minute(const struct pace *p, int64_t now_ms)
{
	int i, count = 0;

	for (i = 0; i < p->sent_count; i++)
		count += p->sent_ms[i] > now_ms - MINUTE;
	return count;
}

int64_t
pace_pause(struct pace *p, int64_t now_ms, int64_t asked_ms)
{
	int64_t left = p->paused_until_ms - now_ms;
	int64_t least = asked_ms < 0 ? MINUTE : SECOND;

	if (left > 0 && asked_ms <= left)
		return left;
	if (left <= 0) {
		least <<= p->pauses < 10 ? p->pauses : 10;
		if (least > 15 * MINUTE)
			least = 15 * MINUTE;
		p->pauses++;
	}
	if (asked_ms < least)
		asked_ms = least;
	if (asked_ms > DAY)
		asked_ms = DAY;
	p->paused_until_ms = now_ms + asked_ms;
	return asked_ms;
}

void
pace_went_well(struct pace *p)
{
	p->pauses = 0;
}

int64_t
pace_retry_ms(int tries, uint32_t random)
{
	int64_t most = 500;

	while (--tries > 0 && most < 20000)
		most *= 2;
	return (int64_t)(random % (uint32_t)(most > 20000 ? 20000 : most));
}

int64_t
pace_retry_after(const char *value, int64_t now_wall_ms)
{
	struct slice text = str_trim(str_slice(value));
	int64_t seconds, ms;
	time_t when;

	if (str_digits(text, 9) && str_number(text, &seconds))
		return seconds * 1000;
	/* A date begins with its weekday, in any of the three forms of HTTP. */
	if (text.len < 20 || text.at[0] < 'A')
		return -1;
	when = curl_getdate(text.at, NULL);
	if (when == (time_t)-1)
		return -1;
	ms = (int64_t)when * 1000 - now_wall_ms;
	return ms > 0 ? ms : 0;
}
