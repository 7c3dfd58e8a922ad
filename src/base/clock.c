/* Now, and times as servers and people write them. */
#include <endpane/base/clock.h>
#include <endpane/base/str.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

static int64_t fixed_wall;

static int64_t
read_us(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t
clock_monotonic_us(void)
{
	return read_us(CLOCK_BOOTTIME);
}

int64_t
clock_monotonic_ms(void)
{
	return read_us(CLOCK_BOOTTIME) / 1000;
}

int64_t
clock_wall_ms(void)
{
	return fixed_wall != 0 ? fixed_wall : read_us(CLOCK_REALTIME) / 1000;
}

void
clock_set_wall(int64_t ms)
{
	fixed_wall = ms;
}

int64_t
clock_slept_ms(struct clock_pair *last)
{
	struct clock_pair now = { clock_wall_ms(),
	    read_us(CLOCK_MONOTONIC) / 1000 };
	int64_t slept = now.wall_ms - last->wall_ms -
	    (now.awake_ms - last->awake_ms);

	if (last->wall_ms == 0)
		slept = 0;
	*last = now;
	return slept;
}

#define AHEAD_MS	1000	/* a clock that is set right by steps */

bool
clock_is_old(int64_t at_ms, int64_t most_ms)
{
	int64_t age = clock_wall_ms() - at_ms;

	return age > most_ms || age < -AHEAD_MS;
}

/* Days since 1970 of a date of the Gregorian calendar that is not before. */
static int64_t
days_of(int64_t year, int month, int day)
{
	int64_t era, y = year - (month <= 2);
	unsigned in_era, in_year;

	era = y / 400;
	in_era = (unsigned)(y - era * 400);
	in_year = (unsigned)((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 +
	    day - 1);
	return era * 146097 + (int64_t)in_era * 365 + in_era / 4 -
	    in_era / 100 + in_year - 719468;
}

static bool
take_number(struct slice *s, size_t digits, int *value)
{
	size_t i;

	if (s->len < digits)
		return false;
	*value = 0;
	for (i = 0; i < digits; i++) {
		if (s->at[i] < '0' || s->at[i] > '9')
			return false;
		*value = *value * 10 + (s->at[i] - '0');
	}
	s->at += digits, s->len -= digits;
	return true;
}

static bool
take_char(struct slice *s, const char *which)
{
	if (s->len == 0 || strchr(which, s->at[0]) == NULL || s->at[0] == 0)
		return false;
	s->at++, s->len--;
	return true;
}

/* "Z", "+05:30", "+0530" or nothing: minutes east of UTC. */
static bool
take_zone(struct slice *s, int *minutes)
{
	int hour, minute, sign;

	*minutes = 0;
	if (s->len == 0 || take_char(s, "Zz"))
		return s->len == 0;
	sign = s->at[0] == '-' ? -1 : 1;
	if (!take_char(s, "+-") || !take_number(s, 2, &hour))
		return false;
	take_char(s, ":");
	if (!take_number(s, 2, &minute))
		return false;
	*minutes = sign * (hour * 60 + minute);
	return s->len == 0;
}

static bool
take_time(struct slice *s, int64_t *ms)
{
	int hour, minute, second = 0, scale = 100, digit;

	if (!take_number(s, 2, &hour) || !take_char(s, ":") ||
	    !take_number(s, 2, &minute))
		return false;
	if (take_char(s, ":") && !take_number(s, 2, &second))
		return false;
	if (hour > 24 || minute > 59 || second > 60)
		return false;
	*ms = ((int64_t)hour * 3600 + minute * 60 + second) * 1000;
	if (take_char(s, "."))
		for (; take_number(s, 1, &digit); scale /= 10)
			*ms += digit * scale;
	return true;
}

#define END_MS	253402300800000		/* the year 10000 begins */

/* Up to 15 digits: by far the most frequent way, so in one walk. */
static bool
take_millis(struct slice s, int64_t *ms)
{
	int64_t value = 0;
	size_t i;

	if (s.len == 0 || s.len > 15)
		return false;
	for (i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
		value = value * 10 + (s.at[i] - '0');
	}
	if (value >= END_MS)
		return false;
	*ms = value;
	return true;
}

bool
clock_parse(struct slice text, int64_t *ms)
{
	int64_t number, of_day = 0;
	int year, month, day, zone = 0;

	if (take_millis(text, ms))
		return true;
	if (!take_number(&text, 4, &year) || !take_char(&text, "-") ||
	    !take_number(&text, 2, &month) || !take_char(&text, "-") ||
	    !take_number(&text, 2, &day) || month < 1 || month > 12 ||
	    day < 1 || day > 31 || year < 1970)
		return false;
	if (take_char(&text, "Tt ") &&
	    (!take_time(&text, &of_day) || !take_zone(&text, &zone)))
		return false;
	if (text.len > 0)
		return false;
	number = days_of(year, month, day) * 86400000 + of_day -
	    (int64_t)zone * 60000;
	/* A zone may lead out of the years that were looked at. */
	if (number < 0 || number >= END_MS)
		return false;
	*ms = number;
	return true;
}

/* No time of 64 bits in milliseconds has a year that an int cannot hold. */
static void
parts_of(int64_t ms, bool utc, struct tm *parts)
{
	time_t seconds = (time_t)(ms / 1000);

	if (utc)
		gmtime_r(&seconds, parts);
	else
		localtime_r(&seconds, parts);
}

/*
 * Quarters of an hour as they are printed, for lists print the same ones over
 * and over. No zone changes its offset within one; where an offset has odd
 * minutes (there were such) the quarter is not kept.
 */
#define QUARTERS	4096		/* six weeks */
#define QUARTER_MS	900000

struct quarter {
	int64_t		 number;	/* since 1970, + 1; 0: none */
	const char	*zone;		/* that it was printed for */
	long		 offset;
	char		 text[24];
};

static bool
print_quarter(int64_t ms, struct quarter *q)
{
	struct tm parts;

	parts_of(ms - ms % QUARTER_MS, false, &parts);
	if (parts.tm_min % 15 != 0 || parts.tm_sec != 0)
		return false;
	q->number = ms / QUARTER_MS + 1;
	q->zone = tzname[1];
	q->offset = timezone;
	strftime(q->text, sizeof(q->text), "%Y-%m-%d %H:%M", &parts);
	return true;
}

static bool
print_by_quarter(int64_t ms, char *out, size_t size)
{
	static _Thread_local struct quarter kept[QUARTERS];
	struct quarter *q = &kept[ms / QUARTER_MS % QUARTERS];
	size_t len;
	int minute;

	if ((q->number != ms / QUARTER_MS + 1 || q->zone != tzname[1] ||
	    q->offset != timezone) && !print_quarter(ms, q))
		return false;
	len = strlen(q->text);
	if (len >= size)
		return false;
	memcpy(out, q->text, len + 1);
	minute = (q->text[len - 2] - '0') * 10 + q->text[len - 1] - '0' +
	    (int)(ms % QUARTER_MS / 60000);
	out[len - 2] = (char)('0' + minute / 10);
	out[len - 1] = (char)('0' + minute % 10);
	return true;
}

void
clock_print(int64_t ms, char *out, size_t size)
{
	struct tm parts;

	if (ms >= 0 && print_by_quarter(ms, out, size))
		return;
	parts_of(ms, false, &parts);
	strftime(out, size, "%Y-%m-%d %H:%M", &parts);
}

void
clock_print_time(int64_t ms, char *out, size_t size)
{
	struct tm parts;

	parts_of(ms, false, &parts);
	strftime(out, size, "%H:%M:%S", &parts);
}

void
clock_print_coming(int64_t now_ms, int64_t ms, char *out, size_t size)
{
	struct tm now, then;

	parts_of(now_ms, false, &now);
	parts_of(ms, false, &then);
	if (now.tm_yday == then.tm_yday && now.tm_year == then.tm_year)
		clock_print_time(ms, out, size);
	else
		clock_print(ms, out, size);
}

void
clock_print_utc(int64_t ms, char *out, size_t size)
{
	struct tm parts;
	char day[32];

	parts_of(ms, true, &parts);
	strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &parts);
	snprintf(out, size, "%s.%03dZ", day, (int)(ms % 1000));
}

int
clock_day(int64_t ms)
{
	struct tm parts;

	parts_of(ms, true, &parts);
	return (parts.tm_year + 1900) * 10000 + (parts.tm_mon + 1) * 100 +
	    parts.tm_mday;
}

void
clock_print_age(int64_t from_ms, int64_t to_ms, char *out, size_t size)
{
	int64_t s = (to_ms - from_ms) / 1000;

	if (s < 0)
		s = 0;
	if (s < 60)
		snprintf(out, size, "%d s", (int)s);
	else if (s < 7200)
		snprintf(out, size, "%d min", (int)(s / 60));
	else if (s < 172800)
		snprintf(out, size, "%d h", (int)(s / 3600));
	else
		snprintf(out, size, "%lld d", (long long)(s / 86400));
}
