/* Reading through the engine: pages that lie, answers that break, lists. */
#include <stdlib.h>
#include <string.h>

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include "rig.h"

#define ALL_OF_THEM RIG_PHONES \
	"\n[desktops]\nsystem = endpoint-central\nurl = %s/ec\nauth = token\n" \
	"token = t\npage_limit = 2\n\n" \
	"[directory]\nsystem = admanager\nurl = %s/ad\nauth = api-key\n" \
	"api_key = k\ndomains = d.com\npage_limit = 2\n\n" \
	"[identity]\nsystem = identity360\nurl = %s/id\nauth = token\n" \
	"token = t\npage_limit = 2\n"

struct next_case {
	const char	*next;		/* as it stands in the JSON */
	enum err_code	 code;
	size_t		 rows;
	int		 gets;
	const char	*remark;	/* some of its words, or NULL */
};

static const struct next_case nexts[] = {
	{ "null", ERR_NONE, 1, 1, NULL },
	{ "\"\"", ERR_NONE, 1, 1, NULL },
	{ "7", ERR_NONE, 1, 1, NULL },
	{ "\"http://elsewhere.invalid:9020/api/v1/mdm/groups?k=2\"",
	    ERR_NONE, 2, 2, NULL },
	{ "\"//elsewhere.invalid/mdm/groups?k=2\"", ERR_NONE, 2, 2, NULL },
	{ "\"/mdm/groups?k=2#k=3\"", ERR_NONE, 2, 2, NULL },
	{ "\"http://x/mdm/groups?k=3\"", ERR_NONE, 2, 2, "repeats" },
	{ "\"http://x/mdm/groups?k=4\"", ERR_NONE, 2, 3, "count once" },
	{ "\"http://x/mdm/groups?k=8\"", ERR_NONE, 1, 4, "be missing" },
	{ "\"http://x/mdm/groups?k=5\"", ERR_NONE, 1, 2, NULL },
	{ "\"http://x/mdm/groups?k=6\"", ERR_NONE, 3, 3, "repeats" },
	{ "\"http://x/mdm/devices?k=2\"", ERR_PROTOCOL, 1, 1, NULL },
	{ "\"http://x/mdm/xgroups?k=2\"", ERR_PROTOCOL, 1, 1, NULL },
	{ "\"http://x/mdm/groups\"", ERR_PROTOCOL, 1, 1, NULL },
	{ "\"http://x/mdm/groups?\"", ERR_PROTOCOL, 1, 1, NULL },
	{ "\"http://x/mdm/groups?#k\"", ERR_PROTOCOL, 1, 1, NULL },
	{ "\"http://x/mdm/groups?k=2 HTTP/1.1\\r\\nX: y\"", ERR_PROTOCOL, 1,
	    1, NULL },
	{ "\"x\"", ERR_PROTOCOL, 1, 1, NULL },
};

static void
say_pages(struct canned *c, const char *next)
{
	char *first = mem_format("{\"groups\":[{\"group_id\":1}],"
	    "\"paging\":{\"next\":%s}}", next);

	canned_json(c, "GET /mdm/groups?k=2 ", 0, 200,
	    "{\"groups\":[{\"group_id\":2}]}");
	/* A page that says it comes after itself. */
	canned_json(c, "GET /mdm/groups?k=3 ", 0, 200,
	    "{\"groups\":[{\"group_id\":2}],\"paging\":{\"next\":"
	    "\"http://x/mdm/groups?k=3\"}}");
	/* The first page again under another name, and then it goes on. */
	canned_json(c, "GET /mdm/groups?k=4 ", 0, 200,
	    "{\"groups\":[{\"group_id\":1}],\"paging\":{\"next\":"
	    "\"http://x/mdm/groups?k=44\"}}");
	canned_json(c, "GET /mdm/groups?k=44 ", 0, 200,
	    "{\"groups\":[{\"group_id\":4}]}");
	/* The first page under ever other names. */
	canned_json(c, "GET /mdm/groups?k=8 ", 0, 200,
	    "{\"groups\":[{\"group_id\":1}],\"paging\":{\"next\":"
	    "\"http://x/mdm/groups?k=81\"}}");
	canned_json(c, "GET /mdm/groups?k=81 ", 0, 200,
	    "{\"groups\":[{\"group_id\":1}],\"paging\":{\"next\":"
	    "\"http://x/mdm/groups?k=82\"}}");
	canned_json(c, "GET /mdm/groups?k=82 ", 0, 200,
	    "{\"groups\":[{\"group_id\":1}],\"paging\":{\"next\":"
	    "\"http://x/mdm/groups?k=83\"}}");
	canned_json(c, "GET /mdm/groups?k=5 ", 0, 200,
	    "{\"groups\":[],\"paging\":{\"next\":"
	    "\"http://x/mdm/groups?k=55\"}}");
	/* A circle of two. */
	canned_json(c, "GET /mdm/groups?k=6 ", 0, 200,
	    "{\"groups\":[{\"group_id\":6}],\"paging\":{\"next\":"
	    "\"http://x/mdm/groups?k=7\"}}");
	canned_json(c, "GET /mdm/groups?k=7 ", 0, 200,
	    "{\"groups\":[{\"group_id\":7}],\"paging\":{\"next\":"
	    "\"http://x/mdm/groups?k=6\"}}");
	canned_json(c, "GET /mdm/groups ", 0, 200, first);
	free(first);
}

static void
test_next_pages(void **state)
{
	const struct next_case *n;
	struct seen s;
	struct rig r;
	size_t i;
	int before;

	(void)state;
	rig_init(&r);
	rig_config(&r, RIG_PHONES);
	for (i = 0; i < sizeof(nexts) / sizeof(nexts[0]); i++) {
		n = &nexts[i];
		canned_clear(r.server);
		say_pages(r.server, n->next);
		before = canned_count(r.server, "GET");
		rig_read(&r, &s, "phones", "groups", "list", NULL);
		if (s.err.code != n->code || rows_count(s.rows) != n->rows ||
		    canned_count(r.server, "GET") - before != n->gets ||
		    (n->remark == NULL) != (s.remark == NULL) ||
		    (n->remark != NULL && !strstr(s.remark, n->remark)))
			fail_msg("%s: %s, %zu rows, %d requests, \"%s\"",
			    n->next, s.err.text, rows_count(s.rows),
			    canned_count(r.server, "GET") - before,
			    s.remark != NULL ? s.remark : "");
		if (n->code != ERR_NONE)
			rig_three_parts(s.err.text);
		seen_fini(&s);
	}
	assert_int_equal(canned_unexpected(r.server), 0);
	rig_fini(&r);
}

struct counted {
	const char	*conn, *noun;
	const char	*first, *later;	/* request lines, %d: page or start */
	bool		 by_page;
	const char	*body;		/* %s: rows; %d: start; %s: total */
	const char	*row;		/* %d */
};

static const struct counted systems[] = {
	{ "desktops", "endpoints",
	    "GET /ec/api/1.4/som/computers?page=%d&",
	    "GET /ec/api/1.4/som/computers?page=%d&", true,
	    "{\"message_response\":{\"computers\":[%s],\"page\":%d,"
	    "\"limit\":2%s},\"status\":\"success\"}",
	    "{\"resource_id\":%d}" },
	{ "directory", "computers",
	    "GET /ad/api/v2/computers?domains=d.com&from=%d&",
	    "GET /ad/api/v2/computers?domains=d.com&from=%d&", false,
	    "{\"data\":[%s],\"meta\":{\"start_index\":%d,\"limit\":2%s}}",
	    "{\"COMPUTER_NAME\":\"PC%d\"}" },
	{ "identity", "accounts",
	    "GET /id/api/v1/devices/1/accounts?limit=2 ",
	    "GET /id/api/v1/devices/1/accounts?limit=2&from=%d ", false,
	    "{\"data\":[%s],\"meta\":{\"start_index\":%d,\"limit\":2%s}}",
	    "{\"id\":\"%d\"}" },
};

/* How the servers may count, for n rows. */
static const char *const totals[] = {
	"%d", "\"%d\"", "", "1", "0", "-5", "null", "9223372036854775807",
	"1%d", "\"many\"",
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void
say_counted(struct canned *c, const struct counted *k, int rows,
    const char *total)
{
	char start[120], list[200], one[60], count[100], body[500];
	const char *name = strcmp(k->conn, "desktops") == 0 ? "total" :
	    "total_no_of_objects";
	int page, at, i;

	for (page = 0; page * 2 <= rows + 2; page++) {
		at = page * 2 + 1;
		snprintf(start, sizeof(start), page > 0 ? k->later : k->first,
		    k->by_page ? page + 1 : at);
		list[0] = '\0';
		for (i = at; i < at + 2 && i <= rows; i++) {
			snprintf(one, sizeof(one), k->row, i);
			snprintf(list + strlen(list), sizeof(list) -
			    strlen(list), "%s%s", i > at ? "," : "", one);
		}
		snprintf(one, sizeof(one), total, rows);
		count[0] = '\0';
		if (total[0] != '\0')
			snprintf(count, sizeof(count), ",\"%s\":%s", name, one);
		snprintf(body, sizeof(body), k->body, list,
		    k->by_page ? page + 1 : at, count);
		canned_json(c, start, 0, 200, body);
	}
	snprintf(body, sizeof(body), k->body, "", 1, "");
	canned_json(c, "GET /", 0, 200, body);
}

#pragma GCC diagnostic pop

/* Every row, whatever is said of how many there are; and never many calls. */
static void
test_counted_pages(void **state)
{
	static const char *const device_1[] = { "device", "1", NULL };
	struct seen s;
	struct rig r;
	size_t k, t;
	int rows, before, gets;

	(void)state;
	rig_init(&r);
	rig_config(&r, ALL_OF_THEM);
	for (k = 0; k < 3; k++)
		for (rows = 0; rows <= 5; rows++)
			for (t = 0; t < sizeof(totals) / sizeof(totals[0]);
			    t++) {
				canned_clear(r.server);
				say_counted(r.server, &systems[k], rows,
				    totals[t]);
				before = canned_count(r.server, "GET");
				rig_read(&r, &s, systems[k].conn,
				    systems[k].noun, "list",
				    k == 2 ? device_1 : NULL);
				gets = canned_count(r.server, "GET") - before;
				if (s.err.code != ERR_NONE ||
				    rows_count(s.rows) != (size_t)rows ||
				    gets > rows / 2 + 2)
					fail_msg("%s: %d rows, total %s: %s, "
					    "%zu rows, %d requests",
					    systems[k].noun, rows, totals[t],
					    s.err.text, rows_count(s.rows),
					    gets);
				if (k < 2 && strcmp(totals[t], "1%d") == 0 &&
				    rows > 0)
					assert_non_null(s.remark);
				seen_fini(&s);
			}
	assert_int_equal(canned_unexpected(r.server), 0);
	rig_fini(&r);
}

/* Pages that get shorter, and one that is given again and again. */
static void
test_shrinking_and_standing_still(void **state)
{
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	rig_config(&r, ALL_OF_THEM);
	canned_json(r.server, "GET /ad/api/v2/computers?domains=d.com&from=1&",
	    0, 200, "{\"data\":[{\"COMPUTER_NAME\":\"A\"},{\"COMPUTER_NAME\":"
	    "\"B\"}],\"meta\":{\"start_index\":1,\"limit\":2,"
	    "\"total_no_of_objects\":5}}");
	canned_json(r.server, "GET /ad/api/v2/computers?domains=d.com&from=3&",
	    0, 200, "{\"data\":[{\"COMPUTER_NAME\":\"C\"}],\"meta\":{"
	    "\"start_index\":3,\"limit\":2,\"total_no_of_objects\":4}}");
	canned_json(r.server, "GET /ad/api/v2/computers?domains=d.com&from=4&",
	    0, 200, "{\"data\":[{\"COMPUTER_NAME\":\"D\"}],\"meta\":{"
	    "\"start_index\":-7,\"limit\":2,\"total_no_of_objects\":4}}");
	rig_read(&r, &s, "directory", "computers", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	assert_int_equal(rows_count(s.rows), 4);
	assert_non_null(strstr(s.remark, "changed while it was read"));
	seen_fini(&s);
	canned_json(r.server, "GET /ec", 0, 200, "{\"message_response\":{"
	    "\"computers\":[{\"resource_id\":1},{\"resource_id\":2}],"
	    "\"limit\":2,\"total\":100},\"status\":\"success\"}");
	rig_read(&r, &s, "desktops", "endpoints", "list", NULL);
	assert_int_equal(rows_count(s.rows), 2);
	assert_non_null(strstr(s.remark, "repeats"));
	assert_int_equal(canned_count(r.server, "GET /ec"), 2);
	seen_fini(&s);
	rig_fini(&r);
}

/* "Invalid paging params": from the start without them, once. */
static void
test_starts_over(void **state)
{
	static const char refused[] = "{\"error_code\":\"COM0003\","
	    "\"error_description\":\"Invalid paging params\"}";
	static const char next[] = "{\"groups\":[{\"group_id\":1}],"
	    "\"paging\":{\"next\":\"http://x/mdm/groups?skip-token=a\"}}";
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	rig_config(&r, RIG_PHONES "page_limit = 1\n");
	canned_json(r.server, "GET /mdm/groups?limit=1 ", 0, 400, refused);
	canned_json(r.server, "GET /mdm/groups ", 0, 200, next);
	canned_json(r.server, "GET /mdm/groups?skip-token=a ", 0, 200,
	    "{\"groups\":[{\"group_id\":2}]}");
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	assert_int_equal(rows_count(s.rows), 2);
	seen_fini(&s);
	/* A marker that is too old, in the middle; and then for ever. */
	canned_clear(r.server);
	canned_json(r.server, "GET /mdm/groups?limit=1 ", 0, 200, next);
	canned_json(r.server, "GET /mdm/groups ", 0, 200, next);
	canned_json(r.server, "GET /mdm/groups?skip-token=a ", 1, 400,
	    refused);
	canned_json(r.server, "GET /mdm/groups?skip-token=a ", 1, 200,
	    "{\"groups\":[{\"group_id\":2}]}");
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	assert_int_equal(rows_count(s.rows), 2);
	seen_fini(&s);
	canned_json(r.server, "GET /mdm/groups?skip-token=a ", 0, 400,
	    refused);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_REFUSED);
	assert_int_equal(canned_unexpected(r.server), 0);
	seen_fini(&s);
	rig_fini(&r);
}

struct broken {
	const char	*raw;
	enum canned_end	 end;
	enum err_code	 code;		/* where it stays so */
	int		 gets;		/* 0: only once, then it is good */
	const char	*words;
};

#define HEAD	"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define GOOD	"{\"groups\":[{\"group_id\":5}]}"

static const struct broken answers[] = {
	{ HEAD "Content-Length: 11\r\n\r\n{\"a\":[{\"b\":", CANNED_KEEP,
	    ERR_PROTOCOL, 2, "not with data" },
	{ HEAD "Content-Length: 8\r\n\r\n{\"a\":[]}", CANNED_KEEP,
	    ERR_PROTOCOL, 2, "no list of groups" },
	{ HEAD "Content-Length: 4\r\n\r\nnull", CANNED_KEEP,
	    ERR_PROTOCOL, 2, "no list of groups" },
	{ HEAD "Content-Length: 0\r\n\r\n", CANNED_KEEP, ERR_PROTOCOL, 2,
	    "empty" },
	{ "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 37"
	    "\r\n\r\n<html><title>Log in</title>...</html>", CANNED_KEEP,
	    ERR_PROTOCOL, 2, "titled \"Log in\"" },
	{ HEAD "Content-Length: 900\r\n\r\n{\"groups\":[", CANNED_CLOSE,
	    ERR_UNREACHED, 3, "cut off" },
	{ HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"gro", CANNED_CLOSE,
	    ERR_UNREACHED, 0, NULL },
	{ "", CANNED_CLOSE, ERR_UNREACHED, 0, NULL },
	{ "HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\n{}", CANNED_KEEP,
	    ERR_REFUSED, 3, "the server failed" },
	{ "HTTP/1.1 302 Off\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n",
	    CANNED_KEEP, ERR_PROTOCOL, 1, "/login" },
	{ "HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\n{}", CANNED_KEEP,
	    ERR_MISSING, 1, "no such object" },
	{ HEAD "\r\n{\"groups\":[ 1234567890123456789012345678901234567890"
	    "12345678901234567890", CANNED_ENDLESS, ERR_PROTOCOL, 1,
	    "max_reply" },
	/* The last line has 64 bytes: it comes again and again. */
	{ "HTTP/1.1 200 OK\r\nX-Flood: 111111111111111111111111111111"
	    "11111111111111111111111\r\n", CANNED_ENDLESS, ERR_PROTOCOL, 1,
	    "max_reply" },
	{ "SSH-2.0-OpenSSH_9.2\r\n", CANNED_CLOSE, ERR_UNREACHED, 0, NULL },
	{ "", CANNED_RESET, ERR_UNREACHED, 0, NULL },
};

static void
check_broken(struct rig *r, const struct broken *b)
{
	int before = canned_count(r->server, "GET"), gets;
	struct seen s;

	canned_clear(r->server);
	canned_raw(r->server, "GET /mdm/groups", 0, b->end, b->raw);
	rig_read(r, &s, "phones", "groups", "list", NULL);
	gets = canned_count(r->server, "GET") - before;
	if (s.err.code != b->code || gets != b->gets ||
	    strstr(s.err.text, b->words) == NULL)
		fail_msg("%.60s: %s: %s, %d requests", b->raw,
		    err_word(s.err.code), s.err.text, gets);
	seen_fini(&s);
}

/* Broken once it is read again; broken for ever it is said what is wrong. */
static void
test_broken_answers(void **state)
{
	const struct broken *b;
	struct seen s;
	struct rig r;
	size_t i;

	(void)state;
	rig_init(&r);
	rig_config(&r, RIG_PHONES "max_reply = 1\n");
	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		b = &answers[i];
		if (b->gets > 0)
			check_broken(&r, b);
		if (b->gets == 1)
			continue;
		canned_clear(r.server);
		canned_raw(r.server, "GET /mdm/groups", 1, b->end, b->raw);
		canned_raw(r.server, "GET /mdm/groups", 0, CANNED_DRIP,
		    HEAD "Content-Length: 27\r\n\r\n" GOOD);
		rig_read(&r, &s, "phones", "groups", "list", NULL);
		if (s.err.code != ERR_NONE || rows_count(s.rows) != 1)
			fail_msg("%.60s: %s", b->raw, s.err.text);
		seen_fini(&s);
	}
	rig_fini(&r);
}

static bool
is_idle(void *who)
{
	return list_state(who) == LIST_IDLE;
}

/* One of two breaks off: its old rows stay, and none stands there twice. */
static void
test_old_rows_stay_once(void **state)
{
	const struct cat_resource *groups = cat_resource(
	    (struct slice){ "groups", 6 }, NULL);
	struct err err = { 0 };
	struct list *list;
	struct rig r;

	(void)state;
	rig_init(&r);
	r.options.keeps_lists = true;
	rig_config(&r, RIG_PHONES "\n[tablets]\nsystem = mdm\n"
	    "url = %s/two\nauth = api-key\napi_key = k\n");
	canned_json(r.server, "GET /mdm/groups", 0, 200,
	    "{\"groups\":[{\"group_id\":1}]}");
	canned_json(r.server, "GET /two/groups?k=2 ", 1, 200,
	    "{\"groups\":[{\"group_id\":3}]}");
	canned_json(r.server, "GET /two/groups?k=2 ", 0, 403, "{}");
	canned_json(r.server, "GET /two/groups ", 0, 200,
	    "{\"groups\":[{\"group_id\":2}],\"paging\":{\"next\":"
	    "\"http://x/two/groups?k=2\"}}");
	list = list_open(r.engine, groups, NULL, &err);
	list_refresh(list, -1);
	rig_turn(&r, is_idle, list);
	assert_int_equal(rows_count(list_rows(list)), 3);
	list_refresh(list, -1);
	rig_turn(&r, is_idle, list);
	assert_int_equal(rows_count(list_rows(list)), 3);
	assert_int_equal(list_trouble(list)->code, ERR_AUTH);
	rig_fini(&r);
}

/* A row that comes twice stands once, and that is said. */
static void
test_rows_that_come_twice(void **state)
{
	const struct cat_resource *groups = cat_resource(
	    (struct slice){ "groups", 6 }, NULL);
	struct err err = { 0 };
	struct list *list;
	struct rig r;

	(void)state;
	rig_init(&r);
	rig_config(&r, RIG_PHONES);
	canned_json(r.server, "GET /mdm/groups?k=2 ", 0, 200,
	    "{\"groups\":[{\"group_id\":2},{\"group_id\":1}]}");
	canned_json(r.server, "GET /mdm/groups ", 0, 200,
	    "{\"groups\":[{\"group_id\":1}],\"paging\":{\"next\":"
	    "\"http://x/mdm/groups?k=2\"}}");
	list = list_open(r.engine, groups, NULL, &err);
	list_refresh(list, -1);
	rig_turn(&r, is_idle, list);
	assert_int_equal(rows_count(list_rows(list)), 2);
	assert_non_null(list_remark(list));
	assert_non_null(strstr(list_remark(list), "came twice"));
	rig_fini(&r);
}

static bool
is_read(void *who)
{
	return list_state(who) == LIST_IDLE && !list_is_reading(who);
}

/* What is kept is not lost where a list is asked for before it was read. */
static void
test_kept_rows_stay(void **state)
{
	static const struct {
		int	 phones, tablets;	/* status of the second answers */
		size_t	 rows;
	} cases[] = { { 403, 403, 3 }, { 403, 200, 3 }, { 200, 403, 2 } };
	const struct cat_resource *groups = cat_resource(
	    (struct slice){ "groups", 6 }, NULL);
	struct err err = { 0 };
	struct list *list;
	struct rig r;
	size_t i;
	int k;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		rig_init(&r);
		r.options.keeps_lists = true;
		rig_config(&r, RIG_PHONES "\n[tablets]\nsystem = mdm\n"
		    "url = %s/two\nauth = api-key\napi_key = k\n");
		canned_json(r.server, "GET /mdm/groups", 1, 200,
		    "{\"groups\":[{\"group_id\":1},{\"group_id\":2}]}");
		canned_json(r.server, "GET /mdm/groups", 0, cases[i].phones,
		    "{\"groups\":[{\"group_id\":1}]}");
		canned_json(r.server, "GET /two/groups", 1, 200,
		    "{\"groups\":[{\"group_id\":3}]}");
		canned_json(r.server, "GET /two/groups", 0, cases[i].tablets,
		    "{\"groups\":[{\"group_id\":4}]}");
		list = list_open(r.engine, groups, NULL, &err);
		list_refresh(list, -1);
		rig_turn(&r, is_idle, list);
		for (k = 0; k < 20; k++)
			engine_turn(r.engine, NULL, 0, 0);
		rig_shut(&r, 0);
		rig_open(&r);
		list = list_open(r.engine, groups, NULL, &err);
		assert_true(list_is_reading(list));
		list_refresh(list, -1);
		rig_turn(&r, is_read, list);
		assert_int_equal(rows_count(list_rows(list)), cases[i].rows);
		assert_int_equal(list_trouble(list)->code, ERR_AUTH);
		assert_true(list_as_of_ms(list) > 0);
		rig_fini(&r);
	}
}

/* A list that was being read while something changed is read once more. */
static void
test_list_is_read_again(void **state)
{
	static const char *const new_group[] = { "name", "n", "type", "1",
		NULL };
	const struct cat_resource *groups = cat_resource(
	    (struct slice){ "groups", 6 }, NULL);
	struct err err = { 0 };
	struct list *list;
	struct rig r;

	(void)state;
	rig_init(&r);
	r.options.keeps_lists = true;
	rig_config(&r, RIG_PHONES);
	/* 400 ms and more on its way. */
	canned_raw(r.server, "GET /mdm/groups", 1, CANNED_DRIP, HEAD
	    "X-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "\r\nContent-Length: 27\r\n\r\n" GOOD);
	canned_json(r.server, "GET /mdm/groups", 0, 200,
	    "{\"groups\":[{\"group_id\":5},{\"group_id\":6}]}");
	canned_json(r.server, "POST /mdm/groups", 0, 200,
	    "{\"group_id\":6,\"name\":\"n\",\"group_type\":1}");
	list = list_open(r.engine, groups, NULL, &err);
	list_refresh(list, -1);
	engine_turn(r.engine, NULL, 0, 0);
	assert_true(canned_wait(r.server, "GET", 1));
	rig_change(&r, "phones", "groups", "create", new_group);
	assert_int_equal(list_state(list), LIST_LOADING);
	rig_turn(&r, is_idle, list);
	assert_int_equal(rows_count(list_rows(list)), 2);
	assert_int_equal(canned_count(r.server, "GET"), 2);
	rig_fini(&r);
}

static bool
is_there(void *who)
{
	return look_state(who) != LOOK_LOADING;
}

static struct look *
look_at(struct rig *r, const char *conn, const char *noun, const char *verb,
    const char *id, bool again)
{
	const struct cat_resource *resource =
	    cat_resource(str_slice(noun), NULL);
	struct args args = { 0 };
	struct look *look;
	struct err err;

	args_add(&args, "id", str_slice(id));
	look = look_open(r->engine, config_conn(r->config, str_slice(conn)),
	    resource, cat_op(resource, str_slice(verb)), &args, again, &err);
	assert_non_null(look);
	assert_ptr_equal(look, look_find(r->engine, config_conn(r->config,
	    str_slice(conn)), resource, cat_op(resource, str_slice(verb)),
	    &args));
	args_fini(&args);
	rig_turn(r, is_there, look);
	return look;
}

/* A tab shows all of an answer, not what happens to be its first page. */
static void
test_all_pages_are_looked_at(void **state)
{
	struct look *look;
	struct rig r;

	(void)state;
	rig_init(&r);
	rig_config(&r, ALL_OF_THEM);
	canned_json(r.server, "GET /ec/api/1.4/inventory/installedsoftware?"
	    "resid=7&page=1&", 0, 200, "{\"message_response\":{\"installedsoftware\":["
	    "{\"software_id\":1},{\"software_id\":2}],\"total\":3,\"page\":1,"
	    "\"limit\":2},\"status\":\"success\"}");
	canned_json(r.server, "GET /ec/api/1.4/inventory/installedsoftware?"
	    "resid=7&page=2&", 0, 200, "{\"message_response\":{\"installedsoftware\":["
	    "{\"software_id\":3}],\"total\":3,\"page\":2,\"limit\":2},"
	    "\"status\":\"success\"}");
	look = look_at(&r, "desktops", "endpoints", "software", "7", false);
	assert_string_equal(look_trouble(look)->text, "");
	assert_int_equal(look_pages(look), 2);
	assert_non_null(memmem(look_page(look, 1).at, look_page(look, 1).len,
	    "\"software_id\":3", 15));
	assert_false(look_is_cut(look));
	assert_int_equal(look_page(look, 2).len, 0);
	rig_fini(&r);
}

static bool
is_filled_twice(void *who)
{
	return list_filled(who) == 2;
}

/* A device in full has what the list of devices lacks, but no id of its own. */
static void
test_details_fill_columns(void **state)
{
	const struct cat_resource *devices =
	    cat_resource(str_slice("devices"), NULL);
	int serial = cat_column(devices, str_slice("serial"));
	struct list *list;
	struct rig r;
	struct err err;

	(void)state;
	rig_init(&r);
	rig_config(&r, RIG_PHONES);
	canned_json(r.server, "GET /mdm/devices ", 0, 200, "{\"devices\":["
	    "{\"device_id\":9007199254740993},{\"device_id\":5}]}");
	canned_json(r.server, "GET /mdm/devices/9007199254740993 ", 1, 200,
	    "{\"serial_number\":\"ONE\",\"resource_id\":5}");
	canned_json(r.server, "GET /mdm/devices/9007199254740993 ", 0, 200,
	    "{\"serial_number\":\"TWO\"}");
	list = list_open(r.engine, devices, NULL, &err);
	list_refresh(list, -1);
	rig_turn(&r, is_idle, list);
	assert_int_equal(rows_cell(list_rows(list), 0, serial).len, 0);
	look_at(&r, "phones", "devices", "show", "9007199254740993", false);
	engine_turn(r.engine, NULL, 0, 0);
	assert_int_equal(list_filled(list), 1);
	assert_true(str_is(rows_cell(list_rows(list), 0, serial), "ONE"));
	assert_int_equal(rows_cell(list_rows(list), 1, serial).len, 0);
	assert_true(list_has_details(r.engine, devices, 0,
	    str_slice("9007199254740993")));
	look_at(&r, "phones", "devices", "show", "9007199254740993", true);
	list_refresh(list, -1);
	rig_turn(&r, is_idle, list);
	rig_turn(&r, is_filled_twice, list);	/* it rests for a second */
	assert_true(str_is(rows_cell(list_rows(list), 0, serial), "TWO"));
	list_drop_details(r.engine, devices);
	assert_int_equal(rows_cell(list_rows(list), 0, serial).len, 0);
	rig_fini(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_next_pages),
		cmocka_unit_test(test_counted_pages),
		cmocka_unit_test(test_shrinking_and_standing_still),
		cmocka_unit_test(test_starts_over),
		cmocka_unit_test(test_broken_answers),
		cmocka_unit_test(test_old_rows_stay_once),
		cmocka_unit_test(test_kept_rows_stay),
		cmocka_unit_test(test_list_is_read_again),
		cmocka_unit_test(test_all_pages_are_looked_at),
		cmocka_unit_test(test_details_fill_columns),
		cmocka_unit_test(test_rows_that_come_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
