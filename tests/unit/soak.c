/* The soak's world: a simulator behind a relay, and the model of it. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include "soak.h"

#define MOST_TOLD	8

uint64_t
soak_dice(struct soak *s, uint64_t sides)
{
	s->dice ^= s->dice << 13;
	s->dice ^= s->dice >> 7;
	s->dice ^= s->dice << 17;
	return (s->dice >> 11) % sides;
}

/* What came since relay_forget(), so that a breach can be understood. */
static void
tell_requests(struct soak *s)
{
	size_t i;

	for (i = 0; i < relay_count(s->relay); i++) {
		const struct relay_seen *r = relay_seen(s->relay, i);

		fprintf(stderr, "#   %s %s %s [%s, %s, said %d]\n", r->method,
		    r->uri, r->body, relay_word(r->fault),
		    r->was_handed_on ? "handed on" : "not handed on",
		    r->said);
	}
}

void
soak_breach(struct soak *s, enum soak_figure figure, const char *format, ...)
{
	va_list args;
	long told = 0;
	int i;

	for (i = SOAK_TWICE; i < SOAK_FIGURES; i++)
		told += s->figures[i];
	s->figures[figure]++;
	if (told >= MOST_TOLD)
		return;
	va_start(args, format);
	fprintf(stderr, "# ");
	vfprintf(stderr, format, args);
	fprintf(stderr, "\n");
	va_end(args);
	tell_requests(s);
}

static size_t
learn(struct soak *s, const char *conn, const char *noun,
    const char *const *args, char **ids, size_t most)
{
	struct seen seen;
	uint32_t i;

	rig_read(&s->rig, &seen, conn, noun, "list", args);
	for (i = 0; i < rows_count(seen.rows) && i < most; i++)
		ids[i] = mem_slice(rows_id(seen.rows, i).at,
		    rows_id(seen.rows, i).len);
	seen_fini(&seen);
	return i;
}

/* Computers that can be changed: no servers, and none that is disabled. */
static void
learn_computers(struct soak *s)
{
	int status = cat_column(cat_resource(str_slice("computers"), NULL),
	    str_slice("status"));
	struct slice id;
	struct seen seen;
	uint32_t i;

	rig_read(&s->rig, &seen, "directory", "computers", "list",
	    (const char *const []){ "domains", "acme.local", NULL });
	for (i = 0; i < rows_count(seen.rows) && s->computer_count < 400;
	    i++) {
		id = rows_id(seen.rows, i);
		if (str_is(rows_cell(seen.rows, i, status), "Enabled") &&
		    str_starts(id, "ANB-"))
			s->computers[s->computer_count++] = mem_slice(id.at,
			    id.len);
	}
	seen_fini(&seen);
}

void
soak_state(struct soak *s, const struct soak_set *set, struct buf *state)
{
	char *path = mem_format("/state?%.*s=%s", (int)strlen(set->noun) - 1,
	    set->noun, set->id);

	buf_clear(state);
	rig_control(&s->rig, "GET", path, NULL, state);
	free(path);
}

bool
soak_has(const struct buf *state, const struct soak_set *set, const char *id)
{
	char *key = mem_format("\"%s\":[", set->key);
	char *member = mem_format("\"%s\"", id);
	const char *from = strstr(buf_string(state), key), *at;
	bool has = false;

	if (from == NULL)
		fail_msg("no %s in %s", key, buf_string(state));
	at = strstr(from, member);
	has = at != NULL && at < strchr(from, ']');
	free(key);
	free(member);
	return has;
}

size_t
soak_place(const struct soak_set *set, const char *id)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		if (strcmp(set->pool[i], id) == 0)
			return i;
	fail_msg("the model has no %s", id);
	return 0;
}

size_t
soak_pick(struct soak *s, struct soak_set *set, bool in, size_t most,
    const char **ids)
{
	size_t start = (size_t)soak_dice(s, set->count), i, n = 0;

	for (i = 0; i < set->count && n < most; i++) {
		size_t at = (start + i * 7) % set->count;

		/* Counts have no factor 7, so that each comes once. */
		if (set->in[at] == in)
			ids[n++] = set->pool[at];
	}
	return n;
}

static void
start_model(struct soak *s)
{
	struct buf state = { 0 };
	size_t i, n;

	for (i = 0; i < SOAK_SETS; i++) {
		struct soak_set *set = &s->sets[i];
		bool is_group = i < 3, of_groups = i == 5;

		set->noun = is_group ? "groups" : "apps";
		set->id = is_group ? s->groups[i + 1] : s->apps[i - 3];
		set->key = is_group ? "members" : of_groups ? "groups" :
		    "devices";
		set->target = is_group ? "member" : of_groups ? "group" :
		    "device";
		set->add = is_group ? "add-members" : "associate";
		set->take = is_group ? "remove-members" : "disassociate";
		set->pool = of_groups ? s->groups : s->devices;
		set->count = of_groups ? s->group_count : s->device_count;
		soak_state(s, set, &state);
		for (n = 0; n < set->count; n++)
			set->in[n] = soak_has(&state, set, set->pool[n]);
	}
	buf_fini(&state);
}

/* The simulator's own config, with the relay's port in every address. */
static void
write_config(struct soak *s, unsigned from)
{
	char *path = mem_format("%s/sim.ini", s->rig.folder);
	char old[32], new[32], line[1024];
	FILE *in = fopen(path, "re"), *out;
	char *at;
	int fd;

	s->config = mem_format("%s/relay.ini", s->rig.folder);
	fd = open(s->config, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	out = fdopen(fd, "w");
	if (in == NULL || out == NULL)
		fail_msg("%s", path);
	snprintf(old, sizeof(old), "127.0.0.1:%u", from);
	snprintf(new, sizeof(new), "127.0.0.1:%u", relay_port(s->relay));
	while (fgets(line, sizeof(line), in) != NULL) {
		at = strstr(line, old);
		if (at == NULL)
			fputs(line, out);
		else
			fprintf(out, "%.*s%s%s", (int)(at - line), line, new,
			    at + strlen(old));
	}
	fclose(in);
	fclose(out);
	free(path);
}

void
soak_init(struct soak *s, uint64_t seed)
{
	static const char *const estate[] = { "--devices", "60", "--groups",
	    "12", "--apps", "8", "--users", "5", "--computers", "700",
	    "--endpoints", "3", NULL };
	struct err err = { 0 };
	unsigned port = 0;

	memset(s, 0, sizeof(*s));
	s->dice = seed * 0x9e3779b97f4a7c15 + 7;
	rig_init(&s->rig);
	s->rig.options.timeout_s = 1;
	rig_sim(&s->rig, estate);
	s->device_count = learn(s, "phones", "devices", NULL, s->devices, 60);
	s->group_count = learn(s, "phones", "groups", NULL, s->groups, 12);
	s->app_count = learn(s, "phones", "apps", NULL, s->apps, 8);
	learn_computers(s);
	start_model(s);
	if (sscanf(s->rig.control, "http://127.0.0.1:%u", &port) != 1)
		fail_msg("no port in %s", s->rig.control);
	s->relay = relay_start(port, seed);
	write_config(s, port);
	rig_shut(&s->rig, 0);
	config_free(s->rig.config);
	s->rig.config = config_read(s->config, -1, &err);
	if (s->rig.config == NULL)
		fail_msg("%s", err.text);
	s->rig.options.config = s->rig.config;
	rig_open(&s->rig);
}

static void
free_all(char **list, size_t count)
{
	while (count > 0)
		free(list[--count]);
}

void
soak_fini(struct soak *s)
{
	rig_shut(&s->rig, 0);
	relay_stop(s->relay);
	rig_open(&s->rig);
	rig_fini(&s->rig);
	free_all(s->devices, s->device_count);
	free_all(s->groups, s->group_count);
	free_all(s->apps, s->app_count);
	free_all(s->computers, s->computer_count);
	free(s->config);
}

/* The intent of one write that came. */
struct match {
	const struct relay_seen	*seen;
	int64_t			 after_job;
	bool			 has;
};

static bool
match_one(void *who, const struct journal_entry *e)
{
	struct match *m = who;
	const char *uri = m->seen->uri, *url = e->intent.url;
	size_t len = strlen(url), all = strlen(uri);

	if (e->intent.job <= m->after_job)
		return false;
	m->has = strcmp(e->intent.method, m->seen->method) == 0 &&
	    all >= len && strcmp(uri + all - len, url) == 0 &&
	    (e->intent.body == NULL ||
	    strcmp(e->intent.body, m->seen->body) == 0) &&
	    (strstr(uri, e->intent.object_id) != NULL ||
	    strstr(m->seen->body, e->intent.object_id) != NULL);
	return !m->has;
}

static void
check_intent(struct soak *s, struct journal *journal,
    const struct relay_seen *seen)
{
	static const struct journal_query all = { 0 };
	struct match m = { seen, s->last_job, false };
	struct err err = { 0 };

	if (journal != NULL && !journal_list(journal, &all, match_one, &m,
	    &err))
		soak_breach(s, SOAK_JOURNAL, "%s", err.text);
	else if (!m.has)
		soak_breach(s, SOAK_LOST, "no intent for %s %s %s",
		    seen->method, seen->uri, seen->body);
}

static bool
is_same(const struct relay_seen *a, const struct relay_seen *b)
{
	return b->writes && strcmp(a->method, b->method) == 0 &&
	    strcmp(a->uri, b->uri) == 0 && strcmp(a->body, b->body) == 0;
}

void
soak_check_sent(struct soak *s, struct journal *journal)
{
	size_t count = relay_count(s->relay), i, k, times, refused;

	for (i = 0; i < count; i++) {
		const struct relay_seen *seen = relay_seen(s->relay, i);

		if (!seen->writes)
			continue;
		s->figures[SOAK_WRITES]++;
		s->figures[SOAK_FAULTED] += seen->fault != RELAY_NONE;
		check_intent(s, journal, seen);
		times = refused = 0;
		for (k = 0; k <= i; k++)
			if (is_same(seen, relay_seen(s->relay, k))) {
				times++;
				refused += k < i &&
				    relay_seen(s->relay, k)->said == 401;
			}
		/* One replay, and only behind a whole 401. */
		if (times > 1 + refused || times > 2)
			soak_breach(s, SOAK_TWICE, "seen %zu times: %s %s",
			    times, seen->method, seen->uri);
	}
}
