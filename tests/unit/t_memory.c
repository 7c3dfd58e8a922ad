/*
 * One allocation after the other finds no memory, in base, json, store, catalog
 * and op: an error, or an end that is announced, or the right answer; never
 * another one, and never a journal that has less than was promised.
 *
 * Each try is a child. ENDPANE_TORTURE=all tries every allocation, =journal
 * every one of that scene; otherwise the first ones and a sample of the rest.
 */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/text.h>
#include <endpane/config/config.h>
#include <endpane/op/fields.h>
#include <endpane/store/cache.h>
#include <endpane/store/journal.h>
#include <endpane/store/view.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "counted.h"
#include "estate.h"
#include "folder.h"
#include "no_disk.h"
#include "unit.h"

#if defined(__SANITIZE_ADDRESS__)
#define WITH_OWN_MALLOC 0
#else
#define WITH_OWN_MALLOC 1
#endif

static long seen, fails_at;	/* 0: none fails */

#if WITH_OWN_MALLOC
void	*__libc_malloc(size_t size);
void	*__libc_calloc(size_t count, size_t size);
void	*__libc_realloc(void *old, size_t size);

static bool
fails(void)
{
	if (++seen != fails_at)
		return false;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}
#endif

/* True: out is the answer. False: *err says why there is none. */
typedef bool scene_fn(struct buf *out, struct err *err);

enum { SAYS_NO = 3, SAYS_WRONG = 42 };

static void
child(scene_fn *scene, const char *right, long n)
{
	struct buf out = { 0 };
	struct err err = { 0 };
	bool good;
	int null = open("/dev/null", O_WRONLY);

	dup2(null, STDERR_FILENO);	/* "out of memory", a thousand times */
	mem_on_death(counted);
	seen = 0;
	fails_at = n;
	good = scene(&out, &err);
	fails_at = 0;
	counted();
	if (!good)
		_exit(err.code != ERR_NONE && err.text[0] != '\0' ? SAYS_NO :
		    SAYS_WRONG);
	_exit(strcmp(buf_string(&out), right) == 0 && !out.full ? 0 :
	    SAYS_WRONG);
}

static void
torture(const char *name, scene_fn *scene)
{
	const char *long_form = getenv("ENDPANE_TORTURE");
	bool all = long_form != NULL && (strcmp(long_form, "all") == 0 ||
	    strcmp(long_form, name) == 0);
	struct buf right = { 0 };
	struct err err = { 0 };
	long total, n, step;
	int status;

	if (!WITH_OWN_MALLOC)
		skip();
	seen = 0;
	if (!scene(&right, &err))
		fail_msg("%s: %s", name, err.text);
	total = seen;
	step = all || total < 200 ? 1 : total / 100;
	for (n = 1; n <= total; n += n < 40 ? 1 : step) {
		pid_t pid = fork();

		if (pid == 0)
			child(scene, buf_string(&right), n);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 &&
		    WEXITSTATUS(status) != 1 &&
		    WEXITSTATUS(status) != SAYS_NO))
			fail_msg("%s: allocation %ld of %ld: status %x", name,
			    n, total, status);
	}
	if (all)
		printf("%s: %ld allocations\n", name, total);
	buf_fini(&right);
}

static const char answer[] = "{\"devices\":[{\"device_id\":52549000000186013,"
    "\"device_name\":\"A\\u00e9\\n\",\"user\":{\"user_name\":\"ann\"},"
    "\"apn_password\":\"hush\"},{\"device_id\":\"7\",\"a\":[1,2.50,true]}],"
    "\"paging\":{\"next\":\"https://x/devices?skip-token=9\"}}";

static void
say_tree(const struct json *node, struct buf *out)
{
	for (; node != NULL; node = json_next(node)) {
		buf_format(out, "%s=%s;", json_key(node), json_text(node));
		say_tree(json_first(node), out);
	}
}

static bool
scene_tree(struct buf *out, struct err *err)
{
	struct json *tree = json_parse(str_slice(answer), err);

	if (tree == NULL)
		return false;
	say_tree(tree, out);
	json_free(tree);
	return true;
}

/* Longer than what a buffer may not be refused. */
static bool
scene_long_tree(struct buf *out, struct err *err)
{
	struct buf text = { 0 };
	struct json *tree = NULL;
	int i;

	buf_char(&text, '[');
	for (i = 0; i < 70000; i++)
		buf_char(&text, ' ');
	buf_text(&text, "9007199254740993]");
	if (text.full)
		err_set(err, ERR_LOCAL, "no room");
	else
		tree = json_parse((struct slice){ text.at, text.len }, err);
	buf_fini(&text);
	if (tree == NULL)
		return false;
	say_tree(tree, out);
	json_free(tree);
	return true;
}

static bool
scene_fields(struct buf *out, struct err *err)
{
	const struct cat_resource *devices = cat_resource(str_slice("devices"),
	    NULL);
	struct fields fields;
	size_t i;

	if (!fields_pretty(str_slice(answer), out, err) ||
	    !fields_read(&fields, devices, str_slice(answer), err))
		return false;
	for (i = 0; i < fields.count; i++) {
		text_csv(str_slice(fields.list[i].label), out);
		text_json_string(str_slice(fields.list[i].value), out);
		text_fit(str_slice(fields.list[i].value), 7, false, out);
	}
	fields_fini(&fields);
	return true;
}

static bool
scene_rows(struct buf *out, struct err *err)
{
	struct rows *rows = rows_new(&estate_devices);
	struct view *view = view_new(rows);
	struct slice page = str_slice("{\"d\":[{\"id\":1,\"name\":\"b\\u00e9\"},"
	    "{\"id\":2,\"name\":\"a\",\"os\":\"12.1\"},{\"id\":1}]}");
	size_t added, there, i;
	bool good;

	good = rows_add_page(rows, 0, page, "/d", &added, &there, err);
	view_grew(view);
	good = good && view_filter(view, "name!=zz os>=1|\"\"", err) &&
	    view_sort(view, "-name,id", err);
	while (good && view_work(view, 100000))
		;
	for (i = 0; good && i < view_count(view); i++)
		buf_slice(out, rows_cell(rows, view_row(view, i), NAME));
	view_free(view);
	rows_free(rows);
	return good;
}

static bool
plan_of(const char *noun, const char *verb, const struct args *args,
    struct buf *out, struct err *err)
{
	struct cat_settings set = { .page_limit = 50, .domains = "d.example",
	    .device_ids = "wks:98", .app_update = "post" };
	struct plan plan = { 0 };
	size_t i;
	bool good = cat_plan(cat_op(cat_resource(str_slice(noun), NULL),
	    str_slice(verb)), args, &set, &plan, err);

	for (i = 0; good && i < plan.count; i++)
		buf_format(out, "%s %s?%s %s\n", plan.requests[i].method,
		    plan.requests[i].path, plan.requests[i].query != NULL ?
		    plan.requests[i].query : "", plan.requests[i].body != NULL ?
		    plan.requests[i].body : "");
	plan_fini(&plan);
	return good;
}

static bool
scene_plans(struct buf *out, struct err *err)
{
	struct args args = { 0 };
	bool good;

	args_add(&args, "id", str_slice("17"));
	args_add(&args, "member", str_slice("52549000000186013"));
	args_add(&args, "member", str_slice("52549000000186014"));
	good = plan_of("groups", "add-members", &args, out, err) &&
	    plan_of("devices", "show", &args, out, err) &&
	    plan_of("computers", "list", &args, out, err);
	args_fini(&args);
	return good;
}

static bool
note(void *who, const struct journal_entry *e)
{
	buf_format(who, "%lld %s %s;", (long long)e->id, e->intent.object_id,
	    journal_word(e->state));
	return true;
}

/*
 * What journal_intend() says is recorded is there for the next one who opens
 * the file; the file is a new one each time.
 */
static bool
scene_journal(struct buf *out, struct err *err)
{
	static const struct journal_query all = { 0 };
	struct journal_intent n[2] = { { .job = 1, .operation = "x y",
	    .object_id = "17" }, { .job = 1, .operation = "x y",
	    .object_id = "18", .body = "{}" } };
	struct folder own;
	struct journal *j;
	int64_t first, bad;
	bool good, promised = false;

	folder_make(&own);
	j = journal_open(own.path, err);
	good = j != NULL && (promised = journal_intend(j, n, 2, &first,
	    err)) && journal_outcome(j, first, JOURNAL_APPLIED, 200, "Fine",
	    err) && journal_list(j, &all, note, out, err) &&
	    journal_verify(j, &bad, err);
	journal_close(j);
	fails_at = 0;
	if (promised) {
		struct buf kept = { 0 };
		struct err why;

		j = journal_open(own.path, &why);
		if (j == NULL || !journal_verify(j, &bad, &why) ||
		    !journal_list(j, &all, note, &kept, &why) ||
		    strstr(buf_string(&kept), "2 18 ") == NULL ||
		    strstr(buf_string(&kept), "1 17 ") == NULL)
			_exit(SAYS_WRONG);
		journal_close(j);
		buf_fini(&kept);
	}
	folder_remove(&own);
	return good;
}

/* Where memory is short the cache keeps nothing; it never keeps another list. */
static bool
scene_cache(struct buf *out, struct err *err)
{
	struct rows *rows = rows_new(&estate_devices);
	struct rows *back = rows_new(&estate_devices);
	struct cache_reading *reading;
	struct cache_writing *writing;
	struct folder own;
	struct cache *cache;
	int64_t saved = 0;
	uint32_t row;

	folder_make(&own);
	cache = cache_open(own.path);
	if (!estate_add(rows, 0, 5))
		err_set(err, ERR_LOCAL, "no memory for rows");
	writing = cache_write(cache, "a/devices", rows, 0,
	    clock_wall_ms());
	while (cache_write_more(writing, 100000))
		;
	cache_write_end(writing);
	reading = cache_read(cache, "a/devices", back, 0, &saved);
	while (cache_read_more(reading, 100000))
		;
	if (!cache_read_end(reading) || rows_count(back) != 5)
		err_set(err, ERR_LOCAL, "nothing was kept");
	for (row = 0; row < rows_count(back); row++)
		buf_slice(out, rows_cell(back, row, NAME));
	cache_close(cache);
	rows_free(rows);
	rows_free(back);
	fails_at = 0;
	folder_remove(&own);
	return err->code == ERR_NONE;
}

static bool
scene_config(struct buf *out, struct err *err)
{
	static const char text[] = "[endpane]\ncolor = never\n[m]\nsystem = mdm\n"
	    "url = https://mdm.example.com/api/v1/mdm\nauth = oauth\n"
	    "client_id = c\nclient_secret_env = CS\n"
	    "accounts_url = https://accounts.zoho.eu\n";
	struct config *config;
	int ends[2];

	if (pipe(ends) != 0 || write(ends[1], text, sizeof(text) - 1) < 0)
		return false;
	close(ends[1]);
	config = config_read("/c.ini", ends[0], err);
	close(ends[0]);
	if (config == NULL)
		return false;
	config_print(config, out);
	config_free(config);
	return true;
}

static void
test_json(void **state)
{
	(void)state;
	torture("tree", scene_tree);
	torture("long tree", scene_long_tree);
	torture("fields", scene_fields);
}

static void
test_rows(void **state)
{
	(void)state;
	torture("rows", scene_rows);
}

static void
test_plans(void **state)
{
	(void)state;
	torture("plans", scene_plans);
}

static void
test_journal(void **state)
{
	(void)state;
	torture("journal", scene_journal);
}

static void
test_cache(void **state)
{
	(void)state;
	torture("cache", scene_cache);
}

static void
test_config(void **state)
{
	(void)state;
	torture("config", scene_config);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_plans),
		cmocka_unit_test(test_journal),
		cmocka_unit_test(test_cache),
		cmocka_unit_test(test_config),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
