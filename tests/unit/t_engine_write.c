/* Writes against the simulator's faults: sent once, told rightly, recorded. */
#include <stdlib.h>
#include <string.h>

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include "rig.h"

static const char *const small[] = { "--devices", "120", "--groups", "4",
	"--computers", "60", NULL };

static char *ids[120];			/* of devices, in list order */
static char *group;			/* a fresh one, empty */

static void
learn_estate(struct rig *r)
{
	const struct cat_resource *groups = cat_resource(str_slice("groups"),
	    NULL);
	struct seen s;
	uint32_t i;

	rig_read(r, &s, "phones", "devices", "list", NULL);
	assert_int_equal(rows_count(s.rows), 120);
	for (i = 0; i < 120; i++)
		ids[i] = mem_slice(rows_id(s.rows, i).at,
		    rows_id(s.rows, i).len);
	seen_fini(&s);
	assert_int_equal(rig_verdict(rig_change(r, "phones", "groups",
	    "create", (const char *const []){ "name", "faults", "type", "1",
	    NULL })), ERR_NONE);
	rig_read(r, &s, "phones", "groups", "list", NULL);
	for (i = 0; i < rows_count(s.rows); i++)
		if (str_is(rows_label(s.rows, i), "faults"))
			group = mem_slice(rows_id(s.rows, i).at,
			    rows_id(s.rows, i).len);
	seen_fini(&s);
	assert_non_null(group);
	assert_non_null(groups);
}

static void
forget_estate(void)
{
	size_t i;

	for (i = 0; i < 120; i++)
		free(ids[i]);
	free(group);
	group = NULL;
}

static bool
is_member(struct rig *r, const char *id)
{
	char *path = mem_format("/state?group=%s", group);
	char *text = mem_format("\"%s\"", id);
	bool is = rig_has(r, path, text);

	free(path);
	free(text);
	return is;
}

struct fault_case {
	const char		*fault;
	enum job_outcome	 outcome;
	enum err_code		 verdict;
	bool			 is_done;	/* at the server, afterwards */
	long			 posts;		/* 0: one */
	const char		*words;		/* some of them, or NULL */
};

static enum journal_state
state_for(enum job_outcome outcome)
{
	switch (outcome) {
	case OUTCOME_APPLIED:	return JOURNAL_APPLIED;
	case OUTCOME_ACCEPTED:	return JOURNAL_ACCEPTED;
	case OUTCOME_SEEN:	return JOURNAL_APPLIED_SEEN;
	case OUTCOME_REJECTED:	return JOURNAL_REJECTED;
	case OUTCOME_NOT_SENT:	return JOURNAL_NOT_SENT;
	case OUTCOME_NOT_SEEN:	return JOURNAL_NOT_APPLIED_SEEN;
	case OUTCOME_UNKNOWN:	return JOURNAL_STILL_UNKNOWN;
	case OUTCOME_PLANNED:
	case OUTCOME_SENDING:
		break;
	}
	return JOURNAL_IN_FLIGHT;
}

/* Two members, so that the answer has a body to be spoilt. */
static void
check_case(struct rig *r, const struct fault_case *c, size_t n)
{
	const char *args[] = { "id", group, "member", ids[2 * n], "member",
		ids[2 * n + 1], NULL };
	char *spec = mem_format("POST /mdm/groups %s", c->fault);
	const char *words;
	struct job *job;

	rig_fault(r, spec);
	job = rig_change(r, "phones", "groups", "add-members", args);
	words = rig_words(job, ids[2 * n]);
	if (rig_outcome(job, ids[2 * n]) != c->outcome ||
	    rig_outcome(job, ids[2 * n + 1]) != c->outcome ||
	    rig_verdict(job) != c->verdict)
		fail_msg("%s: %s (%s), verdict %s", c->fault,
		    job_outcome_word(rig_outcome(job, ids[2 * n])), words,
		    err_word(rig_verdict(job)));
	if (rig_count(r, "POST", "/mdm/") != (c->posts > 0 ? c->posts : 1))
		fail_msg("%s: %ld writes", c->fault,
		    rig_count(r, "POST", "/mdm/"));
	if (c->words != NULL && strstr(words, c->words) == NULL)
		fail_msg("%s: %s", c->fault, words);
	if (words[0] != '\0')
		rig_three_parts(words);
	rig_fault(r, NULL);
	if (is_member(r, ids[2 * n]) != c->is_done)
		fail_msg("%s: the server %s it", c->fault,
		    c->is_done ? "has not done" : "has done");
	if (rig_journal(r, ids[2 * n]) != state_for(c->outcome))
		fail_msg("%s: the journal says %s", c->fault,
		    journal_word(rig_journal(r, ids[2 * n])));
	free(spec);
}

static const struct fault_case cases[] = {
	{ "latency:0", OUTCOME_APPLIED, ERR_NONE, true, 0, NULL },
	{ "close", OUTCOME_NOT_SEEN, ERR_REFUSED, false, 0, "sent, but" },
	{ "close-after", OUTCOME_SEEN, ERR_NONE, true, 0, NULL },
	{ "reset", OUTCOME_NOT_SEEN, ERR_REFUSED, false, 0, "look once more" },
	{ "reset-after", OUTCOME_SEEN, ERR_NONE, true, 0, NULL },
	{ "cut:0", OUTCOME_SEEN, ERR_NONE, true, 0, NULL },
	{ "cut:9", OUTCOME_SEEN, ERR_NONE, true, 0, NULL },
	{ "badjson", OUTCOME_SEEN, ERR_NONE, true, 0, NULL },
	{ "empty", OUTCOME_SEEN, ERR_NONE, true, 0, NULL },
	{ "html", OUTCOME_NOT_SEEN, ERR_REFUSED, false, 0, "Sign in" },
	{ "redirect", OUTCOME_NOT_SEEN, ERR_REFUSED, false, 0, "points to" },
	{ "endless", OUTCOME_SEEN, ERR_NONE, true, 0, NULL },
	{ "big:6", OUTCOME_SEEN, ERR_NONE, true, 0, NULL },
	{ "500", OUTCOME_NOT_SEEN, ERR_REFUSED, false, 0, "the server failed" },
	{ "502", OUTCOME_NOT_SEEN, ERR_REFUSED, false, 0, NULL },
	{ "503", OUTCOME_NOT_SEEN, ERR_REFUSED, false, 0, NULL },
	{ "504", OUTCOME_UNKNOWN, ERR_UNCERTAIN, false, 0, "still be at it" },
	{ "400", OUTCOME_REJECTED, ERR_REFUSED, false, 0, NULL },
	{ "403", OUTCOME_REJECTED, ERR_AUTH, false, 0, NULL },
	{ "404", OUTCOME_REJECTED, ERR_MISSING, false, 0, NULL },
	{ "409", OUTCOME_REJECTED, ERR_REFUSED, false, 0, NULL },
	{ "412", OUTCOME_REJECTED, ERR_REFUSED, false, 0, NULL },
	{ "401*1", OUTCOME_APPLIED, ERR_NONE, true, 2, NULL },
	{ "401", OUTCOME_REJECTED, ERR_AUTH, false, 2, NULL },
};

static void
test_every_fault(void **state)
{
	struct rig r;
	size_t n;

	(void)state;
	rig_init(&r);
	rig_sim(&r, small);
	learn_estate(&r);
	for (n = 0; n < sizeof(cases) / sizeof(cases[0]); n++)
		check_case(&r, &cases[n], n);
	assert_true(rig_has(&r, "/requests", "\"foreign_hits\":0"));
	forget_estate();
	rig_fini(&r);
}

/* Refused for now: nothing was done, and nothing is done by itself later. */
static void
test_limited(void **state)
{
	const char *args[] = { "id", NULL, "member", NULL, NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	rig_sim(&r, small);
	learn_estate(&r);
	args[1] = group;
	args[3] = ids[0];
	rig_fault(&r, "POST /mdm/groups 429:600*1");
	job = rig_change(&r, "phones", "groups", "add-members", args);
	assert_int_equal(rig_outcome(job, ids[0]), OUTCOME_NOT_SENT);
	assert_int_equal(rig_verdict(job), ERR_LIMITED);
	rig_three_parts(rig_words(job, ids[0]));
	/* The next one knows, and is not sent at all. */
	job = rig_change(&r, "phones", "groups", "add-members", args);
	assert_int_equal(rig_outcome(job, ids[0]), OUTCOME_NOT_SENT);
	assert_int_equal(rig_verdict(job), ERR_LIMITED);
	rig_three_parts(rig_words(job, ids[0]));
	assert_int_equal(rig_count(&r, "POST", "/mdm/"), 1);
	assert_int_equal(rig_journal(&r, ids[0]), JOURNAL_NOT_SENT);
	assert_false(is_member(&r, ids[0]));
	forget_estate();
	rig_fini(&r);
}

/* Not by itself either where a read would wait: a second, or in a dashboard. */
static void
test_limited_for_a_moment(void **state)
{
	const char *args[] = { "id", "5", "member", "7", NULL };
	struct job *job;
	struct rig r;
	int row;

	(void)state;
	for (row = 0; row < 2; row++) {
		rig_init(&r);
		r.options.keeps_lists = row == 1;
		rig_config(&r, RIG_PHONES);
		canned_head(r.server, "POST ", 1, 429, "Retry-After: 1\r\n",
		    "{}");
		canned_json(r.server, "POST ", 0, 200, "{}");
		canned_json(r.server, "GET ", 0, 200, "{\"groups\":[]}");
		job = rig_change(&r, "phones", "groups", "add-members", args);
		assert_int_equal(rig_outcome(job, "7"), OUTCOME_NOT_SENT);
		assert_int_equal(rig_verdict(job), ERR_LIMITED);
		assert_int_equal(canned_count(r.server, "POST "), 1);
		rig_fini(&r);
	}
}

/* Given up here, done there: "not done" would be a lie a second later. */
static void
test_slow_server(void **state)
{
	const char *args[] = { "id", NULL, "member", NULL, NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	r.options.timeout_s = 1;
	rig_sim(&r, small);
	learn_estate(&r);
	args[1] = group;
	args[3] = ids[0];
	rig_fault(&r, "POST /mdm/groups latency:1600");
	job = rig_change(&r, "phones", "groups", "add-members", args);
	assert_int_equal(rig_outcome(job, ids[0]), OUTCOME_UNKNOWN);
	assert_int_equal(rig_verdict(job), ERR_UNCERTAIN);
	assert_non_null(strstr(rig_words(job, ids[0]), "still be at it"));
	assert_int_equal(rig_count(&r, "POST", "/mdm/"), 1);
	assert_int_equal(rig_journal(&r, ids[0]), JOURNAL_STILL_UNKNOWN);
	forget_estate();
	rig_fini(&r);
}

static void
test_nobody_there(void **state)
{
	const char *args[] = { "id", "5", "member", "7", NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	/* Port 1 of loopback: nobody listens there. */
	rig_config(&r, "[phones]\nsystem = mdm\nurl = http://127.0.0.1:1/mdm\n"
	    "auth = api-key\napi_key = k\n");
	job = rig_change(&r, "phones", "groups", "add-members", args);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_NOT_SENT);
	assert_int_equal(rig_verdict(job), ERR_UNREACHED);
	rig_three_parts(rig_words(job, "7"));
	assert_int_equal(rig_journal(&r, "7"), JOURNAL_NOT_SENT);
	rig_fini(&r);
}

/* What a proxy hears while it is asked for a way has not reached the server. */
static void
test_no_way_through(void **state)
{
	const char *args[] = { "id", "5", "member", "7", NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	rig_config(&r, "[phones]\nsystem = mdm\nauth = api-key\n"
	    "api_key = k\nurl = https://desk.example.com/mdm\n"
	    "proxy = %s\n");
	canned_raw(r.server, "CONNECT desk.example.com:443 ", 0, CANNED_KEEP,
	    "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
	job = rig_change(&r, "phones", "groups", "add-members", args);
	assert_int_equal(canned_count(r.server, "CONNECT "), 1);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_NOT_SENT);
	assert_int_equal(rig_verdict(job), ERR_UNREACHED);
	rig_three_parts(rig_words(job, "7"));
	assert_int_equal(rig_journal(&r, "7"), JOURNAL_NOT_SENT);
	rig_fini(&r);
}

/* Where we broke off ourselves nobody knows either, and nobody says so. */
static void
test_answer_too_large(void **state)
{
	const char *args[] = { "id", "5", "member", "7", NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	rig_config(&r, RIG_PHONES "max_reply = 1\n");
	canned_raw(r.server, "POST ", 0, CANNED_ENDLESS,
	    "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
	    "                                                                ");
	job = rig_change(&r, "phones", "groups", "add-members", args);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_UNKNOWN);
	assert_int_equal(rig_verdict(job), ERR_UNCERTAIN);
	assert_non_null(strstr(rig_words(job, "7"), "sent, but the answer is "
	    "larger than max_reply"));
	assert_null(strstr(rig_words(job, "7"), "nothing was changed"));
	assert_int_equal(canned_count(r.server, "POST "), 1);
	rig_fini(&r);
}

/* Enabled computers of the first domain. */
static size_t
enabled(struct rig *r, char **names, size_t most)
{
	struct seen s;
	size_t n = 0;
	uint32_t i;
	int column = cat_column(cat_resource(str_slice("computers"), NULL),
	    str_slice("status"));

	rig_read(r, &s, "directory", "computers", "list",
	    (const char *const []){ "domains", "acme.local", NULL });
	for (i = 0; i < rows_count(s.rows) && n < most; i++)
		if (str_is(rows_cell(s.rows, i, column), "Enabled"))
			names[n++] = mem_slice(rows_id(s.rows, i).at,
			    rows_id(s.rows, i).len);
	seen_fini(&s);
	return n;
}

struct disable_case {
	const char		*fault;
	enum job_outcome	 outcome;
	long			 posts;
};

/* One call a computer, of its exact name; what is unknown is looked at. */
static void
test_disabling(void **state)
{
	static const struct disable_case faults[] = {
		{ "POST /admp latency:0", OUTCOME_APPLIED, 1 },
		{ "POST /admp close", OUTCOME_NOT_SEEN, 1 },
		{ "POST /admp close-after", OUTCOME_SEEN, 1 },
		{ "POST /admp badjson", OUTCOME_SEEN, 1 },
		{ "POST /admp 500", OUTCOME_NOT_SEEN, 1 },
		{ "POST /admp html", OUTCOME_NOT_SEEN, 1 },
		{ "GET /admp close", OUTCOME_NOT_SENT, 0 },
		{ "GET /admp no-filter", OUTCOME_NOT_SENT, 0 },
	};
	const size_t count = sizeof(faults) / sizeof(faults[0]);
	char *names[8];
	struct job *job;
	struct rig r;
	size_t n;

	(void)state;
	rig_init(&r);
	rig_sim(&r, small);
	assert_int_equal(enabled(&r, names, count), count);
	for (n = 0; n < count; n++) {
		const char *args[] = { "id", names[n], "domain", "acme.local",
			NULL };

		rig_fault(&r, faults[n].fault);
		if (faults[n].posts > 0)
			job = rig_change(&r, "directory", "computers",
			    "disable", args);
		else {
			job = rig_plan(&r, "directory", "computers", "disable",
			    args);
			assert_int_equal(job_guard(job)->way, GUARD_REFUSE);
		}
		if (rig_outcome(job, names[n]) != faults[n].outcome)
			fail_msg("%s: %s (%s)", faults[n].fault,
			    job_outcome_word(rig_outcome(job, names[n])),
			    rig_words(job, names[n]));
		assert_int_equal(rig_count(&r, "POST", "/admp"),
		    faults[n].posts);
		free(names[n]);
	}
	assert_true(rig_has(&r, "/requests", "\"violations\":[]"));
	rig_fini(&r);
}

/* A row that can be read in two ways is nothing to act on. */
static void
test_double_keys(void **state)
{
	static const char *const pc_1[] = { "id", "PC1", "domain", "d.com",
		NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET", 1, 200, "{\"data\":[{\"COMPUTER_NAME\":"
	    "\"PC1\",\"COMPUTER_NAME\":\"SERVER1\"}],\"meta\":{"
	    "\"total_no_of_objects\":1}}");
	canned_json(r.server, "GET", 1, 200, "{\"data\":[{\"COMPUTER_NAME\":"
	    "\"PC1\",\"COMPUTER\\u005fNAME\":\"SERVER1\"}]}");
	canned_json(r.server, "GET", 1, 403, "{\"data\":[{\"COMPUTER_NAME\":"
	    "\"PC1\"}]}");	/* refused, whatever it shows */
	canned_json(r.server, "GET", 0, 200, "{\"data\":[{\"COMPUTER_NAME\":"
	    "\"PC1\",\"OU_NAME\":\"PC1\"}]}");
	rig_config(&r, "[directory]\nsystem = admanager\nurl = %s/ad\n"
	    "auth = api-key\napi_key = k\n");
	job = rig_plan(&r, "directory", "computers", "disable", pc_1);
	assert_int_equal(job_guard(job)->way, GUARD_REFUSE);
	assert_non_null(strstr(rig_words(job, "PC1"), "a key twice"));
	job = rig_plan(&r, "directory", "computers", "disable", pc_1);
	assert_int_equal(job_guard(job)->way, GUARD_REFUSE);
	job = rig_plan(&r, "directory", "computers", "disable", pc_1);
	assert_int_equal(job_guard(job)->way, GUARD_REFUSE);
	assert_int_equal(job_guard(job)->err.code, ERR_AUTH);
	job = rig_plan(&r, "directory", "computers", "disable", pc_1);
	assert_int_not_equal(job_guard(job)->way, GUARD_REFUSE);
	assert_int_equal(canned_count(r.server, "POST"), 0);
	rig_fini(&r);
}

/* The alarm is why the others are not sent, and is said of each of them. */
static void
test_alarm_stops_all(void **state)
{
	static const char *const two[] = { "id", "PC1", "id", "PC2", "domain",
		"d.com", NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET", 1, 200,
	    "{\"data\":[{\"COMPUTER_NAME\":\"PC1\"}]}");
	canned_json(r.server, "GET", 1, 200,
	    "{\"data\":[{\"COMPUTER_NAME\":\"PC2\"}]}");
	canned_json(r.server, "GET", 0, 200, "{\"data\":[]}");
	canned_json(r.server, "POST", 0, 200, "{\"data\":[{\"status\":{"
	    "\"status_code\":1},\"object\":{\"Computer Name\":\"DC1\"}}]}");
	rig_config(&r, "[directory]\nsystem = admanager\nurl = %s/ad\n"
	    "auth = api-key\napi_key = k\nparallel = 1\n");
	job = rig_change(&r, "directory", "computers", "disable", two);
	assert_int_equal(canned_count(r.server, "POST"), 1);
	assert_int_equal(rig_outcome(job, "PC1"), OUTCOME_UNKNOWN);
	assert_int_equal(rig_outcome(job, "PC2"), OUTCOME_NOT_SENT);
	assert_non_null(strstr(rig_words(job, "PC2"), "look at the domain at "
	    "once"));
	rig_three_parts(rig_words(job, "PC2"));
	rig_fini(&r);
}

/* An answer that says nothing of the one that was meant: that is said. */
static void
test_answer_about_nothing(void **state)
{
	const char *args[] = { "id", "5", "member", "7", "member", "8", NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	rig_config(&r, RIG_PHONES);
	canned_json(r.server, "POST ", 0, 200, "{}");
	job = rig_change(&r, "phones", "groups", "add-members", args);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_UNKNOWN);
	assert_non_null(strstr(rig_words(job, "7"), "does not say what became "
	    "of it"));
	rig_three_parts(rig_words(job, "7"));
	rig_fini(&r);
}

/* A set that the server does not count as it shows it: no base of anything. */
static void
test_uncertain_set(void **state)
{
	static const char *const args[] = { "filter",
		"(COMPUTER_NAME co PC)", "domain", "d.com", NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET", 0, 200, "{\"data\":[{\"COMPUTER_NAME\":"
	    "\"PC1\"}],\"meta\":{\"total_no_of_objects\":5,\"limit\":9}}");
	canned_json(r.server, "GET", 0, 200, "{\"data\":[]}");
	rig_config(&r, "[directory]\nsystem = admanager\nurl = %s/ad\n"
	    "auth = api-key\napi_key = k\n");
	job = rig_plan(&r, "directory", "computers", "disable", args);
	assert_non_null(job);
	assert_int_equal(job_guard(job)->way, GUARD_REFUSE);
	assert_non_null(strstr(job_guard(job)->err.text, "not certain"));
	assert_int_equal(canned_count(r.server, "POST"), 0);
	rig_fini(&r);
}

/* An app may be on a device for other reasons: to see it there is no proof. */
static void
test_traces(void **state)
{
	static const char *const app_5[] = { "id", "5", "device", "7", NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, "POST /mdm/apps/5/devices/7", 0, CANNED_CLOSE,
	    "");
	canned_json(r.server, "GET /mdm/devices/7/apps", 0, 200,
	    "{\"apps\":[{\"app_id\":5}],\"installed_apps\":[]}");
	rig_config(&r, RIG_PHONES);
	job = rig_change(&r, "phones", "apps", "associate", app_5);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_UNKNOWN);
	assert_int_equal(rig_verdict(job), ERR_UNCERTAIN);
	assert_non_null(strstr(rig_words(job, "7"), "nobody knows"));
	rig_three_parts(rig_words(job, "7"));
	assert_int_equal(rig_journal(&r, "7"), JOURNAL_STILL_UNKNOWN);
	rig_fini(&r);
}

/* A refusal inside an answer of success has its three parts, too. */
static void
test_refused_inside(void **state)
{
	static const char *const pc_1[] = { "id", "PC1", "domain", "d.com",
		"attr", "description=x", NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET", 0, 200,
	    "{\"data\":[{\"COMPUTER_NAME\":\"PC1\"}]}");
	canned_json(r.server, "PATCH", 0, 200, "{\"data\":[{\"status\":{"
	    "\"status_code\":0,\"status_message\":\"Access is denied.\"},"
	    "\"object\":{\"Computer Name\":\"PC1\"}}]}");
	rig_config(&r, "[directory]\nsystem = admanager\nurl = %s/ad\n"
	    "auth = api-key\napi_key = k\n");
	job = rig_change(&r, "directory", "computers", "update", pc_1);
	assert_int_equal(rig_outcome(job, "PC1"), OUTCOME_REJECTED);
	assert_non_null(strstr(rig_words(job, "PC1"), "denied"));
	rig_three_parts(rig_words(job, "PC1"));
	rig_fini(&r);
}

/* More was touched than was meant: to see the one that was is no all clear. */
static void
test_alarm(void **state)
{
	static const char *const pc_1[] = { "id", "PC1", "domain", "d.com",
		NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, "GET", 1, 200,
	    "{\"data\":[{\"COMPUTER_NAME\":\"PC1\"}]}");
	canned_json(r.server, "GET", 0, 200, "{\"data\":[{"
	    "\"COMPUTER_NAME\":\"PC1\",\"COMPUTER_STATUS\":\"Disabled\"}]}");
	canned_json(r.server, "POST", 0, 200, "{\"data\":[{\"status\":{"
	    "\"status_code\":1},\"object\":{\"Computer Name\":\"PC1\"}},"
	    "{\"status\":{\"status_code\":1},\"object\":{\"Computer Name\":"
	    "\"DC1\"}}]}");
	rig_config(&r, "[directory]\nsystem = admanager\nurl = %s/ad\n"
	    "auth = api-key\napi_key = k\n");
	job = rig_change(&r, "directory", "computers", "disable", pc_1);
	assert_int_equal(rig_outcome(job, "PC1"), OUTCOME_UNKNOWN);
	assert_non_null(strstr(rig_words(job, "PC1"), "more than one"));
	assert_non_null(strstr(rig_words(job, "PC1"), "this one was done"));
	rig_three_parts(rig_words(job, "PC1"));
	assert_int_equal(rig_journal(&r, "PC1"), JOURNAL_STILL_UNKNOWN);
	rig_fini(&r);
}

/* Read back: the first list says it is out, the second that it is in. */
static void
test_double_look(void **state)
{
	static const char *const args[] = { "id", "5", "member", "7", NULL };
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, "POST /mdm/groups/5/members/7", 0, CANNED_CLOSE,
	    "");
	canned_json(r.server, "GET /mdm/groups/5/members", 0, 200,
	    "{\"member_ids\":[],\"member_ids\":[7]}");
	rig_config(&r, RIG_PHONES);
	job = rig_change(&r, "phones", "groups", "add-members", args);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_UNKNOWN);
	rig_fini(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_fault),
		cmocka_unit_test(test_limited),
		cmocka_unit_test(test_limited_for_a_moment),
		cmocka_unit_test(test_slow_server),
		cmocka_unit_test(test_nobody_there),
		cmocka_unit_test(test_no_way_through),
		cmocka_unit_test(test_answer_too_large),
		cmocka_unit_test(test_disabling),
		cmocka_unit_test(test_double_keys),
		cmocka_unit_test(test_alarm_stops_all),
		cmocka_unit_test(test_answer_about_nothing),
		cmocka_unit_test(test_uncertain_set),
		cmocka_unit_test(test_traces),
		cmocka_unit_test(test_refused_inside),
		cmocka_unit_test(test_alarm),
		cmocka_unit_test(test_double_look),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
