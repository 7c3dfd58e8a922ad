/* The rig: folder, config, servers, and turning until something is there. */
#include "rig.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/args.h>

#include <curl/curl.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS	20000

static int
remove_one(const char *path, const struct stat *st, int kind,
    struct FTW *where)
{
	(void)st, (void)kind, (void)where;
	return remove(path);
}

void
rig_init(struct rig *r)
{
	const char *tmp = getenv("TMPDIR");

	memset(r, 0, sizeof(*r));
	signal(SIGPIPE, SIG_IGN);
	snprintf(r->folder, sizeof(r->folder), "%s/endpane-rig-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(r->folder) == NULL)
		abort();
	r->state = mem_format("%s/state", r->folder);
	r->options.state_folder = r->state;
	r->cache = mem_format("%s/cache", r->folder);
	r->options.cache_folder = r->cache;
	r->server = canned_start();
}

static void
read_config(struct rig *r, const char *path)
{
	struct err err = { 0 };

	r->config = config_read(path, -1, &err);
	if (r->config == NULL)
		fail_msg("%s", err.text);
	r->options.config = r->config;
	rig_open(r);
}

void
rig_config(struct rig *r, const char *text)
{
	char *path = mem_format("%s/config.ini", r->folder);
	struct buf out = { 0 };
	const char *mark;
	int fd;

	while ((mark = strstr(text, "%s")) != NULL) {
		buf_add(&out, text, (size_t)(mark - text));
		buf_text(&out, canned_origin(r->server));
		text = mark + 2;
	}
	buf_text(&out, text);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_int_equal(write(fd, out.at, out.len), out.len);
	close(fd);
	buf_fini(&out);
	read_config(r, path);
	free(path);
}

void
rig_open(struct rig *r)
{
	struct err err = { 0 };

	r->engine = engine_open(&r->options, &err);
	assert_non_null(r->engine);
}

void
rig_shut(struct rig *r, int wait_ms)
{
	engine_close(r->engine, wait_ms);
	r->engine = NULL;
}

void
rig_fini(struct rig *r)
{
	rig_shut(r, 0);
	config_free(r->config);
	canned_stop(r->server);
	if (r->sim > 0) {
		kill(r->sim, SIGTERM);
		waitpid(r->sim, NULL, 0);
	}
	free(r->control);
	free(r->state);
	free(r->cache);
	nftw(r->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void
run_sim(struct rig *r, const char *const *options, const char *config, int out)
{
	const char *build = getenv("BUILD");
	char *program = mem_format("%s/endpane-sim",
	    build != NULL ? build : "build");
	const char *argv[32] = { "endpane-sim", "--config-out", config };
	size_t n = 3;

	(void)r;
	while (options != NULL && *options != NULL && n < 31)
		argv[n++] = *options++;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(out, 1);
	execv(program, (char *const *)(uintptr_t)argv);
	_exit(127);
}

void
rig_sim(struct rig *r, const char *const *options)
{
	char *config = mem_format("%s/sim.ini", r->folder), *at, *end;
	char line[2048];
	ssize_t got, len = 0;
	int ends[2];

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	r->sim = fork();
	if (r->sim == 0)
		run_sim(r, options, config, ends[1]);
	close(ends[1]);
	while (len + 1 < (ssize_t)sizeof(line) && (got = read(ends[0],
	    line + len, sizeof(line) - 1 - (size_t)len)) > 0 &&
	    memchr(line, '\n', (size_t)(len += got)) == NULL)
		;
	line[len] = '\0';
	close(ends[0]);
	at = strstr(line, "\"control\":\"");
	if (at == NULL)
		fail_msg("the simulator said: %s", line);
	end = strchr(at + 11, '"');
	r->control = mem_slice(at + 11, (size_t)(end - at) - 11);
	read_config(r, config);
	free(config);
}

void
rig_turn(struct rig *r, rig_until *until, void *who)
{
	int64_t end = clock_monotonic_ms() + PATIENCE_MS;

	while (!until(who)) {
		if (clock_monotonic_ms() >= end)
			fail_msg("nothing came of it in 20 s");
		engine_turn(r->engine, NULL, 0, 1000);
	}
}

static const struct conn *
conn_of(struct rig *r, const char *name)
{
	const struct conn *conn = config_conn(r->config, str_slice(name));

	assert_non_null(conn);
	return conn;
}

static void
fill(struct args *args, const char *const *list)
{
	for (; list != NULL && list[0] != NULL; list += 2)
		args_add(args, list[0], str_slice(list[1]));
}

static bool
page(void *who, struct slice body, size_t *rows, struct err *err)
{
	struct seen *s = who;
	size_t added = 0;

	s->pages++;
	buf_clear(&s->body);
	buf_slice(&s->body, body);
	*rows = 0;
	if ((s->op->flags & CAT_LISTS) == 0)
		return true;
	return rows_add_page(s->rows, 0, body, s->op->items, &added, rows,
	    err);
}

static void
done(void *who, const struct err *err, const char *remark)
{
	struct seen *s = who;

	s->fetch = NULL;
	s->over = true;
	s->err = *err;
	s->remark = remark;
	if (s->then != NULL)
		s->then(s);
}

void
rig_begin(struct rig *r, struct seen *s, const char *conn, const char *noun,
    const char *verb, const char *const *args)
{
	const struct cat_resource *resource = cat_resource(str_slice(noun),
	    NULL);
	struct args given = { 0 };

	memset(s, 0, sizeof(*s));
	s->rig = r;
	s->op = cat_op(resource, str_slice(verb));
	s->rows = rows_new(resource);
	rows_settings(s->rows, &conn_of(r, conn)->settings);
	fill(&given, args);
	s->fetch = fetch_start(r->engine, conn_of(r, conn), resource, s->op,
	    &given, LANE_ASKED, page, done, s, &s->err);
	s->over = s->fetch == NULL;
	args_fini(&given);
}

static bool
is_over(void *who)
{
	return ((struct seen *)who)->over;
}

void
rig_read(struct rig *r, struct seen *s, const char *conn, const char *noun,
    const char *verb, const char *const *args)
{
	rig_begin(r, s, conn, noun, verb, args);
	rig_turn(r, is_over, s);
}

void
seen_fini(struct seen *s)
{
	fetch_stop(s->fetch);
	rows_free(s->rows);
	buf_fini(&s->body);
}

static bool
is_planned(void *who)
{
	return job_state(who) >= JOB_READY;
}

static bool
is_done(void *who)
{
	return job_state(who) == JOB_DONE;
}

struct job *
rig_plan(struct rig *r, const char *conn, const char *noun, const char *verb,
    const char *const *args)
{
	const struct cat_resource *resource = cat_resource(str_slice(noun),
	    NULL);
	struct args given = { 0 };
	struct err err = { 0 };
	struct job *job;

	fill(&given, args);
	job = job_new(r->engine, conn_of(r, conn), resource,
	    cat_op(resource, str_slice(verb)), &given, &err);
	args_fini(&given);
	snprintf(r->word, sizeof(r->word), "%s", err.text);
	if (job != NULL)
		rig_turn(r, is_planned, job);
	return job;
}

void
rig_finish(struct rig *r, struct job *job)
{
	rig_turn(r, is_done, job);
}

struct job *
rig_change(struct rig *r, const char *conn, const char *noun,
    const char *verb, const char *const *args)
{
	struct job *job = rig_plan(r, conn, noun, verb, args);
	struct err err = { 0 };

	if (job == NULL)
		fail_msg("%s", r->word);
	if (!job_confirm(job, NULL, true, &err)) {
		snprintf(r->word, sizeof(r->word), "%s", err.text);
		return NULL;
	}
	rig_finish(r, job);
	return job;
}

static const struct job_object *
object_of(const struct job *job, const char *id)
{
	size_t n;

	for (n = 0; n < job_object_count(job); n++)
		if (strcmp(job_object(job, n)->id, id) == 0)
			return job_object(job, n);
	fail_msg("the job has no object %s", id);
	return NULL;
}

enum job_outcome
rig_outcome(const struct job *job, const char *id)
{
	return object_of(job, id)->outcome;
}

const char *
rig_words(const struct job *job, const char *id)
{
	return object_of(job, id)->err.text;
}

enum err_code
rig_verdict(const struct job *job)
{
	struct err err;

	job_verdict(job, &err);
	return err.code;
}

struct lookup {
	const char		*id;
	enum journal_state	 state;
	size_t			 count;
};

static bool
look_up(void *who, const struct journal_entry *e)
{
	struct lookup *l = who;

	l->count++;
	if (l->state == 0 && l->id != NULL &&
	    strcmp(e->intent.object_id, l->id) == 0)
		l->state = e->state;
	return true;
}

static void
walk_journal(struct rig *r, struct lookup *l)
{
	static const struct journal_query all = { 0 };
	struct journal *journal;
	struct err err = { 0 };

	journal = journal_open(r->state, &err);
	if (journal == NULL ||
	    !journal_list(journal, &all, look_up, l, &err))
		fail_msg("%s", err.text);
	journal_close(journal);
}

enum journal_state
rig_journal(struct rig *r, const char *id)
{
	struct lookup l = { .id = id };

	walk_journal(r, &l);
	return l.state;
}

size_t
rig_intents(struct rig *r)
{
	struct lookup l = { .id = NULL };

	walk_journal(r, &l);
	return l.count;
}

static size_t
take(char *at, size_t one, size_t count, void *who)
{
	return buf_add(who, at, one * count) ? one * count : 0;
}

void
rig_control(struct rig *r, const char *method, const char *path,
    const char *body, struct buf *answer)
{
	char *url = mem_format("%s%s", r->control, path);
	CURL *e = curl_easy_init();
	struct buf ignored = { 0 };

	curl_easy_setopt(e, CURLOPT_URL, url);
	curl_easy_setopt(e, CURLOPT_PROXY, "");
	if (strcmp(method, "GET") != 0) {
		curl_easy_setopt(e, CURLOPT_POSTFIELDS,
		    body != NULL ? body : "");
		curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, method);
	}
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(e, CURLOPT_WRITEDATA,
	    answer != NULL ? answer : &ignored);
	assert_int_equal(curl_easy_perform(e), CURLE_OK);
	curl_easy_cleanup(e);
	buf_fini(&ignored);
	free(url);
}

bool
rig_has(struct rig *r, const char *path, const char *text)
{
	struct buf answer = { 0 };
	bool has;

	rig_control(r, "GET", path, NULL, &answer);
	has = strstr(buf_string(&answer), text) != NULL;
	buf_fini(&answer);
	return has;
}

void
rig_fault(struct rig *r, const char *specs)
{
	struct buf answer = { 0 };

	rig_control(r, "DELETE", "/fault", NULL, NULL);
	rig_control(r, "POST", "/reset", NULL, NULL);
	if (specs != NULL) {
		rig_control(r, "POST", "/fault", specs, &answer);
		if (strstr(buf_string(&answer), "done") == NULL)
			fail_msg("%s", buf_string(&answer));
	}
	buf_fini(&answer);
}

void
rig_set(struct rig *r, const char *query)
{
	char *path = mem_format("/set?%s", query);

	rig_control(r, "POST", path, NULL, NULL);
	free(path);
}

long
rig_count(struct rig *r, const char *method, const char *prefix)
{
	char *path = mem_format("/requests?prefix=%s&method=%s", prefix,
	    method);
	struct buf answer = { 0 };
	const char *at;
	long count = -1;

	rig_control(r, "GET", path, NULL, &answer);
	at = strstr(buf_string(&answer), "],\"count\":");
	if (at != NULL)
		count = strtol(at + 10, NULL, 10);
	buf_fini(&answer);
	free(path);
	return count;
}

/* What happened; what is certain; what to do: told apart by ';' or '.'. */
void
rig_three_parts(const char *text)
{
	size_t parts = 1;
	const char *p;

	for (p = text; *p != '\0'; p++)
		parts += *p == ';';
	if (parts < 3)
		fail_msg("not in three parts: %s", text);
}
