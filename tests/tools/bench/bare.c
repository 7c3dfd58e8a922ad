/* Pages by libcurl alone, or with cJSON and columns of text behind it. */
#include "bare.h"

#include <endpane/base/buf.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS	64
#define STEPS	4		/* names in a path */
#define WAYS	3		/* alternatives of a column */

struct path {
	char		 steps[STEPS][64];
	int		 count;
};

struct column {
	struct path	 ways[WAYS];
	int		 way_count;
	struct buf	 text;		/* all cells, end to end */
	struct buf	 starts;	/* a uint32_t each */
};

struct chain {
	CURL		*easy;
	size_t		 page;		/* that is asked for */
	struct buf	 answer;
};

struct bare {
	const struct source *source;
	enum bare_work	 work;
	struct column	 columns[COLUMNS];
	int		 column_count;
	size_t		 rows;
};

static void
learn_columns(struct bare *bare)
{
	const struct cat_column *c = bare->source->resource->columns;
	struct slice rest, way, step;

	for (; c->name != NULL && bare->column_count < COLUMNS; c++) {
		struct column *column = &bare->columns[bare->column_count++];

		rest = str_slice(c->path);
		while (column->way_count < WAYS && str_next(&rest, '|', &way)) {
			struct path *path = &column->ways[column->way_count++];

			str_next(&way, '/', &step);
			while (path->count < STEPS &&
			    str_next(&way, '/', &step))
				snprintf(path->steps[path->count++], 64,
				    "%.*s", (int)step.len, step.at);
		}
	}
}

static const cJSON *
look_up(const cJSON *item, const struct path *path)
{
	int i;

	for (i = 0; i < path->count && item != NULL; i++)
		item = cJSON_GetObjectItemCaseSensitive(item, path->steps[i]);
	return item;
}

static void
copy_cell(struct column *column, const cJSON *item)
{
	uint32_t start = (uint32_t)column->text.len;
	const cJSON *value = NULL;
	int i;

	buf_add(&column->starts, (const char *)&start, sizeof(start));
	for (i = 0; i < column->way_count && value == NULL; i++)
		value = look_up(item, &column->ways[i]);
	if (value == NULL)
		return;
	if (cJSON_IsString(value))
		buf_text(&column->text, value->valuestring);
	else if (cJSON_IsNumber(value))
		buf_format(&column->text, "%lld",
		    (long long)value->valuedouble);
	else if (cJSON_IsBool(value))
		buf_text(&column->text, cJSON_IsTrue(value) ? "true" : "false");
}

static void
copy_page(struct bare *bare, const struct chain *chain)
{
	cJSON *tree = cJSON_ParseWithLength(buf_string(&chain->answer),
	    chain->answer.len);
	const cJSON *item;
	int i;

	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(tree,
	    bare->source->op->items + 1)) {
		for (i = 0; i < bare->column_count; i++)
			copy_cell(&bare->columns[i], item);
		bare->rows++;
	}
	cJSON_Delete(tree);
}

static size_t
drop(char *at, size_t one, size_t count, void *who)
{
	(void)at, (void)who;
	return one * count;
}

static size_t
keep(char *at, size_t one, size_t count, void *who)
{
	struct chain *chain = who;

	buf_add(&chain->answer, at, one * count);
	return one * count;
}

static void
ask(const struct bare *bare, CURLM *multi, struct chain *chain)
{
	char *url = mem_format("http://127.0.0.1:%d%s?%s", bare->source->port,
	    bare->source->op->path,
	    bare->source->pages[chain->page].query);

	curl_easy_setopt(chain->easy, CURLOPT_URL, url);
	curl_multi_add_handle(multi, chain->easy);
	free(url);
}

static void
open_chain(struct bare *bare, CURLM *multi, struct chain *chain)
{
	chain->easy = curl_easy_init();
	curl_easy_setopt(chain->easy, CURLOPT_PRIVATE, chain);
	curl_easy_setopt(chain->easy, CURLOPT_PROXY, "");
	curl_easy_setopt(chain->easy, CURLOPT_BUFFERSIZE, 128L * 1024);
	curl_easy_setopt(chain->easy, CURLOPT_WRITEDATA, chain);
	curl_easy_setopt(chain->easy, CURLOPT_WRITEFUNCTION,
	    bare->work == BARE_UNREAD ? drop : keep);
	ask(bare, multi, chain);
}

/* A page has come whole: its columns, then the next one. False: was last. */
static bool
landed(struct bare *bare, CURLM *multi, CURL *easy, CURLcode rc)
{
	char *pointer = NULL;
	struct chain *chain;
	struct err err;

	curl_easy_getinfo(easy, CURLINFO_PRIVATE, &pointer);
	chain = (struct chain *)(void *)pointer;
	if (rc != CURLE_OK) {
		err_set(&err, ERR_UNREACHED, "%s", curl_easy_strerror(rc));
		source_die("fetch pages", &err);
	}
	curl_multi_remove_handle(multi, easy);
	if (bare->work == BARE_COLUMNS)
		copy_page(bare, chain);
	buf_clear(&chain->answer);
	if (++chain->page == bare->source->count)
		return false;
	ask(bare, multi, chain);
	return true;
}

size_t
bare_run(const struct source *source, int at_once, enum bare_work work)
{
	struct bare *bare = mem_alloc(sizeof(*bare));
	struct chain *chains = mem_alloc((size_t)at_once * sizeof(*chains));
	CURLM *multi = curl_multi_init();
	int i, left, running, alive = at_once;
	CURLMsg *message;
	size_t rows;

	bare->source = source;
	bare->work = work;
	learn_columns(bare);
	for (i = 0; i < at_once; i++)
		open_chain(bare, multi, &chains[i]);
	while (alive > 0) {
		curl_multi_perform(multi, &running);
		while ((message = curl_multi_info_read(multi, &left)) != NULL)
			alive -= !landed(bare, multi, message->easy_handle,
			    message->data.result);
		if (alive > 0)
			curl_multi_poll(multi, NULL, 0, 1000, NULL);
	}
	for (i = 0; i < at_once; i++) {
		curl_easy_cleanup(chains[i].easy);
		buf_fini(&chains[i].answer);
	}
	curl_multi_cleanup(multi);
	for (i = 0; i < bare->column_count; i++) {
		buf_fini(&bare->columns[i].text);
		buf_fini(&bare->columns[i].starts);
	}
	rows = bare->rows;
	free(chains);
	free(bare);
	return rows;
}
