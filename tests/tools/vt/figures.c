/* Commands that count and measure: bytes, milliseconds, wake-ups, memory. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include "keys.h"
#include "player.h"

#define QUIET_MS	30	/* no byte for so long: painted */
#define KEY_LIMIT_MS	3000
#define KEY_GAP_MS	20	/* between two keys of keysee */
#define KEYSEE_MOST	500
#define TERMINAL_ROWS	200

static bool
any_byte(struct terminal *t, void *who)
{
	return t->stream.bytes > *(uint64_t *)who;
}

static bool
nothing(struct terminal *t, void *who)
{
	(void)t, (void)who;
	return false;
}

static bool
figure_still(struct player *p, const char *rest)
{
	uint64_t before = p->terminal->stream.bytes;
	int64_t ms;

	if (!str_number(str_slice(rest), &ms))
		return player_fail(p, "milliseconds wanted");
	if (terminal_wait(p->terminal, (int)ms, any_byte, &before) ||
	    p->terminal->ended)
		return player_fail(p, "%llu bytes came",
		    (unsigned long long)p->terminal->stream.bytes - before);
	return player_pass(p);
}

/* bytes MOST: since the last mark, once it is quiet. */
static bool
figure_bytes(struct player *p, const char *rest)
{
	struct terminal *t = p->terminal;
	int64_t most;

	if (!str_number(str_slice(rest), &most))
		return player_fail(p, "a number of bytes wanted");
	terminal_settle(t, QUIET_MS * 2 * p->slowness, player_patience(p));
	return t->stream.bytes - p->mark <= (uint64_t)most ? player_pass(p) :
	    player_fail(p, "%llu bytes came",
	    (unsigned long long)(t->stream.bytes - p->mark));
}

/* A figure that the kernel keeps of the program; -1 where there is none. */
static int64_t
kernel_figure(const struct terminal *t, const char *file, const char *label)
{
	char path[64], line[256];
	struct slice value;
	int64_t number = -1;
	FILE *in;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)t->pid, file);
	in = fopen(path, "r");
	if (in == NULL)
		return -1;
	while (number < 0 && fgets(line, sizeof line, in) != NULL) {
		if (strncmp(line, label, strlen(label)))
			continue;
		value = str_trim(str_slice(line + strlen(label)));
		value.len = strspn(value.at, "0123456789");
		str_number(value, &number);
	}
	fclose(in);
	return number;
}

/* idle MS: asleep all that time, not one byte, not one wake-up. */
static bool
figure_idle(struct player *p, const char *rest)
{
	static const char label[] = "voluntary_ctxt_switches:";
	struct terminal *t = p->terminal;
	int64_t woken;

	terminal_settle(t, QUIET_MS * 2 * p->slowness, player_patience(p));
	woken = kernel_figure(t, "status", label);
	if (!figure_still(p, rest))
		return false;
	woken = kernel_figure(t, "status", label) - woken;
	return woken == 0 ? player_pass(p) : player_fail(p,
	    "it woke %lld times", (long long)woken);
}

/* rest MS: what the program does while nobody wants anything of it. */
static bool
figure_rest(struct player *p, const char *rest)
{
	static const char label[] = "voluntary_ctxt_switches:";
	struct terminal *t = p->terminal;
	int64_t ms, woken = kernel_figure(t, "status", label);
	uint64_t before = t->stream.bytes;

	if (!str_number(str_slice(rest), &ms))
		return player_fail(p, "milliseconds wanted");
	terminal_wait(t, (int)ms, nothing, NULL);
	printf("rest %s ms: %llu bytes, %lld wake-ups\n", rest,
	    (unsigned long long)(t->stream.bytes - before),
	    (long long)(kernel_figure(t, "status", label) - woken));
	return !t->ended || player_fail(p, "it has ended");
}

static bool
figure_rss(struct player *p, const char *rest)
{
	printf("rss %s: %lld KiB now, %lld KiB at most\n", rest,
	    (long long)kernel_figure(p->terminal, "status", "VmRSS:"),
	    (long long)kernel_figure(p->terminal, "status", "VmHWM:"));
	return true;
}

/* Processor time of the program so far, milliseconds. */
static double
processor_ms(const struct terminal *t)
{
	char path[64];
	unsigned long long ns = 0;
	FILE *in;

	snprintf(path, sizeof path, "/proc/%d/schedstat", (int)t->pid);
	in = fopen(path, "r");
	if (in == NULL || fscanf(in, "%llu", &ns) != 1)
		ns = 0;
	if (in != NULL)
		fclose(in);
	return (double)ns / 1e6;
}

/* elapsed LABEL: from the start to the last byte that came. */
static bool
figure_elapsed(struct player *p, const char *rest)
{
	printf("elapsed %s: %.1f ms, processor %.1f ms\n", rest,
	    (double)(p->terminal->last_us - p->terminal->started_us) / 1000,
	    processor_ms(p->terminal));
	return true;
}

/* Times of single keys, in microseconds. */
struct timing {
	int64_t	*first;		/* to the first byte */
	int64_t	*painted;	/* to the last one before it was quiet */
	int64_t	*bytes;
	int	 count;
};

static int
by_size(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

static double
at_percent(int64_t *values, int count, int percent)
{
	int place = (count - 1) * percent / 100;

	qsort(values, (size_t)count, sizeof *values, by_size);
	return (double)values[place];
}

static bool
time_one(struct terminal *t, struct slice bytes, struct timing *timing)
{
	uint64_t before;
	int64_t start;

	terminal_settle(t, QUIET_MS, KEY_LIMIT_MS);
	before = t->stream.bytes;
	start = clock_monotonic_us();
	terminal_send(t, bytes);
	if (!terminal_wait(t, KEY_LIMIT_MS, any_byte, &before))
		return false;
	timing->first[timing->count] = t->last_us - start;
	terminal_settle(t, QUIET_MS, KEY_LIMIT_MS);
	timing->painted[timing->count] = t->last_us - start;
	timing->bytes[timing->count] = (int64_t)(t->stream.bytes - before);
	timing->count++;
	return true;
}

static void
print_timing(const char *key, struct timing *t)
{
	int n = t->count;

	printf("keytime %s: n=%d first p50 %.2f p99 %.2f ms, "
	    "painted p50 %.2f p99 %.2f max %.2f ms, bytes p50 %.0f\n", key, n,
	    at_percent(t->first, n, 50) / 1000,
	    at_percent(t->first, n, 99) / 1000,
	    at_percent(t->painted, n, 50) / 1000,
	    at_percent(t->painted, n, 99) / 1000,
	    at_percent(t->painted, n, 100) / 1000,
	    at_percent(t->bytes, n, 50));
}

/* keytime KEY TIMES: one key at a time, each painted before the next. */
static bool
figure_keytime(struct player *p, const char *rest)
{
	struct timing timing = { 0 };
	struct buf bytes = { 0 };
	struct slice bad;
	char key[32];
	int times, i;
	bool good;

	if (sscanf(rest, "%31s %d", key, &times) != 2 || times < 1 ||
	    !keys_bytes(key, &bytes, &bad)) {
		buf_fini(&bytes);
		return player_fail(p, "a key and a count wanted");
	}
	timing.first = mem_grow(NULL, (size_t)times, sizeof *timing.first);
	timing.painted = mem_grow(NULL, (size_t)times, sizeof *timing.first);
	timing.bytes = mem_grow(NULL, (size_t)times, sizeof *timing.first);
	good = true;
	for (i = 0; i < times && good; i++)
		good = time_one(p->terminal, (struct slice){
		    buf_string(&bytes), bytes.len }, &timing);
	if (good)
		print_timing(key, &timing);
	else
		player_fail(p, "key %d changed nothing", i);
	free(timing.first);
	free(timing.painted);
	free(timing.bytes);
	buf_fini(&bytes);
	return good;
}

/* The first column of the screen, where a list has its cursor. */
struct margin {
	uint32_t at[TERMINAL_ROWS];
};

static void
read_margin(const struct terminal *t, struct margin *margin)
{
	VTermScreenCell cell;
	int row;

	memset(margin, 0, sizeof *margin);
	for (row = 0; row < t->rows && row < TERMINAL_ROWS; row++)
		if (vterm_screen_get_cell(t->screen,
		    (VTermPos){ .row = row, .col = 0 }, &cell))
			margin->at[row] = cell.chars[0];
}

static bool
margin_differs(struct terminal *t, void *who)
{
	struct margin now;

	read_margin(t, &now);
	return memcmp(&now, who, sizeof now) != 0;
}

/* From a key to the move of the list's cursor; -1: it does not move. */
static int64_t
see_one(struct terminal *t, struct slice bytes)
{
	struct margin before;
	int64_t start;

	terminal_wait(t, KEY_GAP_MS, nothing, NULL);
	read_margin(t, &before);
	start = clock_monotonic_us();
	terminal_send(t, bytes);
	return terminal_wait(t, KEY_LIMIT_MS, margin_differs, &before) ?
	    t->last_us - start : -1;
}

/* keysee TIMES DOWN UP: keys in turn, whatever else is painted meanwhile. */
static bool
figure_keysee(struct player *p, const char *rest)
{
	int64_t times[KEYSEE_MOST];
	struct buf bytes[2] = { { 0 }, { 0 } };
	char keys[2][32];
	struct slice bad;
	int count, wanted = 0;
	bool good;

	good = sscanf(rest, "%d %31s %31s", &wanted, keys[0], keys[1]) == 3 &&
	    wanted > 0 && wanted <= KEYSEE_MOST &&
	    keys_bytes(keys[0], &bytes[0], &bad) &&
	    keys_bytes(keys[1], &bytes[1], &bad);
	if (!good)
		player_fail(p, "a count and two keys wanted");
	for (count = 0; good && count < wanted; count++) {
		const struct buf *b = &bytes[count % 2];

		times[count] = see_one(p->terminal, (struct slice){
		    buf_string(b), b->len });
		if (times[count] < 0)
			good = player_fail(p, "no answer to key %d", count);
	}
	if (good)
		printf("keysee %s %s: n=%d p50 %.2f p99 %.2f max %.2f ms\n",
		    keys[0], keys[1], count,
		    at_percent(times, count, 50) / 1000,
		    at_percent(times, count, 99) / 1000,
		    at_percent(times, count, 100) / 1000);
	buf_fini(&bytes[0]);
	buf_fini(&bytes[1]);
	return good;
}

/* burst KEYS: all in one write, until it is quiet. */
static bool
figure_burst(struct player *p, const char *rest)
{
	struct terminal *t = p->terminal;
	struct buf bytes = { 0 };
	struct slice bad = { 0 };
	uint64_t before;
	int64_t start;

	if (!keys_bytes(rest, &bytes, &bad)) {
		buf_fini(&bytes);
		return player_fail(p, "no such key");
	}
	terminal_settle(t, QUIET_MS, KEY_LIMIT_MS);
	before = t->stream.bytes;
	start = clock_monotonic_us();
	terminal_send(t, (struct slice){ buf_string(&bytes), bytes.len });
	terminal_wait(t, KEY_LIMIT_MS, any_byte, &before);
	terminal_settle(t, QUIET_MS, KEY_LIMIT_MS);
	printf("burst %s: %.2f ms, %llu bytes\n", rest,
	    (double)(t->last_us - start) / 1000,
	    (unsigned long long)(t->stream.bytes - before));
	buf_fini(&bytes);
	return true;
}

const struct player_row player_figures[] = {
	{ "still", figure_still },
	{ "bytes", figure_bytes },
	{ "idle", figure_idle },
	{ "rest", figure_rest },
	{ "rss", figure_rss },
	{ "elapsed", figure_elapsed },
	{ "keytime", figure_keytime },
	{ "keysee", figure_keysee },
	{ "burst", figure_burst },
	{ 0 }
};
