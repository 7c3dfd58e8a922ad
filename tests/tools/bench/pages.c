/* Pages a second: endpane beside libcurl alone and libcurl with cJSON. */
#include "bare.h"
#include "bench.h"
#include "figure.h"

#include <endpane/base/buf.h>
#include <endpane/base/clock.h>
#include <endpane/op/list.h>

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define AT_ONCE	8
#define ROUNDS	3

/* As many connections as there are transfers at once, all to the source. */
static struct config *
config_for(const struct source *source)
{
	struct buf text = { 0 };
	struct config *config;
	struct err err;
	int i, fd = memfd_create("config", MFD_CLOEXEC);

	for (i = 0; i < AT_ONCE; i++)
		buf_format(&text, "[c%d]\nsystem = mdm\nauth = api-key\n"
		    "url = http://127.0.0.1:%d\napi_key = none\n"
		    "page_limit = 1000\n\n", i, source->port);
	fchmod(fd, 0600);
	if (write(fd, text.at, text.len) != (ssize_t)text.len ||
	    lseek(fd, 0, SEEK_SET) != 0 ||
	    (config = config_read("source", fd, &err)) == NULL)
		source_die("configure", &err);
	close(fd);
	buf_fini(&text);
	return config;
}

static size_t
run_endpane(const struct source *source, const char *folder)
{
	struct config *config = config_for(source);
	struct engine_options options = { .config = config,
	    .state_folder = folder, .cache_folder = folder };
	struct err err = { 0 };
	struct engine *engine = engine_open(&options, &err);
	struct list *list = list_open(engine, source->resource, NULL, &err);
	size_t rows;

	if (list == NULL)
		source_die("open the list", &err);
	list_refresh(list, -1);
	while (list_state(list) == LIST_LOADING)
		engine_turn(engine, NULL, 0, 1000);
	if (list_trouble(list)->code != ERR_NONE)
		source_die("read the list", list_trouble(list));
	rows = list_arrived(list);
	engine_close(engine, 0);
	config_free(config);
	return rows;
}

static size_t
run(const struct source *source, int what, const char *folder)
{
	if (what == 0)
		return run_endpane(source, folder);
	return bare_run(source, AT_ONCE, what == 1 ? BARE_UNREAD :
	    BARE_COLUMNS);
}

int
bench_pages(const char *path, const char *noun, const char *folder)
{
	static const char *const names[] = { "endpane", "unread", "cjson" };
	struct source source;
	int64_t wall, cpu;
	size_t pages, rows[3] = { 0 };
	int round, what;

	curl_global_init(CURL_GLOBAL_DEFAULT);
	source_record(&source, path, noun, folder);
	source_serve(&source);
	pages = source.count * AT_ONCE;
	figure_say((double)source.bytes / (double)source.count / 1000,
	    "page.kilobytes");
	for (round = 0; round < ROUNDS; round++)
		for (what = 0; what < 3; what++) {
			wall = clock_monotonic_us();
			cpu = figure_cpu_us();
			rows[what] = run(&source, what, folder);
			wall = clock_monotonic_us() - wall;
			cpu = figure_cpu_us() - cpu;
			figure_say((double)pages * 1e6 / (double)wall,
			    "pages.%s.rate", names[what]);
			figure_say((double)cpu / 1000 / (double)pages,
			    "pages.%s.cpu", names[what]);
		}
	source_fini(&source);
	if (rows[0] != rows[2]) {
		fprintf(stderr, "bench: endpane has %zu rows, cJSON %zu\n",
		    rows[0], rows[2]);
		return 1;
	}
	return 0;
}
