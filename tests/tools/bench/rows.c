/* Rows in memory: their size, filters typed letter by letter, sorting. */
#include "bench.h"
#include "figure.h"
#include "source.h"

#include <endpane/base/buf.h>
#include <endpane/base/clock.h>
#include <endpane/base/str.h>
#include <endpane/op/list.h>
#include <endpane/store/view.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLICE_US	4000
#define ROUNDS		3
#define TIMES_MOST	64

/* The processor time that it took until a view was settled. */
struct work {
	int64_t	all_us;
	int64_t	first_us;	/* until there was a screenful, or the end */
	int64_t	slice_us;	/* the longest that a key would have waited */
};

static struct work
settle(struct view *view)
{
	struct work work = { 0 };
	int64_t start = figure_cpu_us(), before = start, now;
	bool more;

	do {
		more = view_work(view, SLICE_US);
		now = figure_cpu_us();
		if (now - before > work.slice_us)
			work.slice_us = now - before;
		before = now;
		if (work.first_us == 0 && (!more || view_count(view) >= 33))
			work.first_us = now - start;
	} while (more);
	work.all_us = now - start;
	return work;
}

static void
must(bool good, const struct err *err)
{
	if (!good)
		source_die("measure", err);
}

struct times {
	int64_t	 all[TIMES_MOST];
	int64_t	 first;		/* the longest */
	int64_t	 slice;		/* the longest */
	size_t	 count;
};

/* Types a word behind prefix; each letter is a figure of its own. */
static void
type(struct view *view, const char *prefix, const char *word,
    struct times *times)
{
	char text[64];
	struct work work;
	struct err err;
	size_t i;

	for (i = 1; i <= strlen(word) && times->count < TIMES_MOST; i++) {
		snprintf(text, sizeof(text), "%s%.*s", prefix, (int)i, word);
		must(view_filter(view, text, &err), &err);
		work = settle(view);
		times->all[times->count++] = work.all_us;
		if (work.first_us > times->first)
			times->first = work.first_us;
		if (work.slice_us > times->slice)
			times->slice = work.slice_us;
	}
	must(view_filter(view, NULL, &err), &err);
	settle(view);
}

static void
filters(struct view *view, const char *prefix, const char *name)
{
	static const char *const words[] = { "galaxy", "iphone", "anb-00",
	    "schmid", "e14.ex" };
	struct times times = { 0 };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		type(view, prefix, words[i], &times);
	figure_say(figure_at(times.all, times.count, 50) / 1000,
	    "filter.%s.p50", name);
	figure_say(figure_at(times.all, times.count, 100) / 1000,
	    "filter.%s.max", name);
	figure_say((double)times.first / 1000, "filter.%s.first", name);
	figure_say((double)times.slice / 1000, "filter.%s.slice", name);
}

static void
clearing(struct view *view)
{
	struct err err;
	int64_t start;

	must(view_filter(view, "a", &err), &err);
	settle(view);
	start = figure_cpu_us();
	must(view_filter(view, NULL, &err), &err);
	settle(view);
	figure_say((double)(figure_cpu_us() - start) / 1000, "filter.clear");
}

static void
sorts(struct view *view, const char *key, const char *name)
{
	struct work work;
	struct err err;

	must(view_sort(view, key, &err), &err);
	work = settle(view);
	figure_say((double)work.all_us / 1000, "sort.%s", name);
	figure_say((double)work.slice_us / 1000, "sort.%s.slice", name);
	must(view_sort(view, NULL, &err), &err);
	settle(view);
}

static struct list *
load(struct engine *engine, const char *noun)
{
	struct err err = { 0 };
	struct list *list = list_open(engine,
	    cat_resource(str_slice(noun), NULL), NULL, &err);
	int64_t start = clock_monotonic_us();

	if (list == NULL)
		source_die("open the list", &err);
	list_refresh(list, -1);
	while (list_state(list) == LIST_LOADING)
		engine_turn(engine, NULL, 0, 1000);
	if (list_trouble(list)->code != ERR_NONE)
		source_die("read the list", list_trouble(list));
	figure_say((double)(clock_monotonic_us() - start) / 1e6,
	    "rows.seconds");
	return list;
}

int
bench_rows(const char *path, const char *noun, const char *folder)
{
	struct err err = { 0 };
	struct config *config = config_read(path, -1, &err);
	struct engine_options options = { .config = config,
	    .state_folder = folder, .cache_folder = folder };
	const struct rows *rows;
	struct engine *engine;
	struct view *view;
	int round;

	if (config == NULL)
		source_die("read the configuration", &err);
	engine = engine_open(&options, &err);
	if (engine == NULL)
		source_die("open the engine", &err);
	rows = list_rows(load(engine, noun));
	figure_say((double)rows_count(rows), "rows.count");
	figure_say((double)rows_bytes(rows) / (1 << 20), "rows.mebibytes");
	figure_say((double)figure_memory("VmRSS:") / 1024, "rows.resident");
	figure_say((double)figure_memory("VmHWM:") / 1024, "rows.peak");
	view = view_new(rows);
	for (round = 0; round < ROUNDS; round++) {
		filters(view, "", "all");
		filters(view, "name~", "column");
		clearing(view);
		sorts(view, "user", "text");
		sorts(view, "seen", "integer");
	}
	figure_say((double)figure_memory("VmRSS:") / 1024, "view.resident");
	view_free(view);
	engine_close(engine, 0);
	config_free(config);
	return 0;
}
