/* Ids of every noun, digit for digit: list, show, act, body and journal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <endpane/base/str.h>

#include "rig.h"

#define ALL_OF_THEM RIG_PHONES \
	"\n[desktops]\nsystem = endpoint-central\nurl = %s/ec\nauth = token\n" \
	"token = t\n\n" \
	"[identity]\nsystem = identity360\nurl = %s/id\nauth = token\n" \
	"token = t\n"

/* Neighbours above 2^53, 18 and 19 digits, and what a double makes of them. */
static const char *const ids[] = {
	"9007199254740993", "9007199254741001", "9007199254740992",
	"52549000000186013", "247008000000130084", "999999999999999999",
	"9223372036854775807", "1000000000000000003", "12",
};
#define IDS	(sizeof(ids) / sizeof(ids[0]))

/* %s is the id, in JSON as it stands there. */
static const struct noun {
	const char	*conn, *noun;
	const char	*given[3];	/* what a list needs besides */
	const char	*list, *rows;
	const char	*show;		/* NULL: there is none */
	const char	*shown;
	const char	*verb;		/* acts on one */
	const char	*more[7];	/* its other arguments */
	const char	*call;
	const char	*said;		/* NULL: 204 */
	const char	*body;		/* that must have been sent; or NULL */
} nouns[] = {
	{ "phones", "devices", { NULL }, "GET /mdm/devices ",
	    "{\"devices\":[{\"device_id\":%s}]}", "GET /mdm/devices/%s ",
	    "{\"name\":\"x\"}", NULL, { NULL }, NULL, NULL, NULL },
	{ "phones", "groups", { NULL }, "GET /mdm/groups ",
	    "{\"groups\":[{\"group_id\":%s}]}", "GET /mdm/groups/%s ",
	    "{\"group_id\":%s}", "delete", { NULL },
	    "DELETE /mdm/groups/%s ", NULL, NULL },
	{ "phones", "apps", { NULL }, "GET /mdm/apps ",
	    "{\"apps\":[{\"app_id\":%s}]}", "GET /mdm/apps/%s ",
	    "{\"app_id\":%s}", "delete", { NULL }, "DELETE /mdm/apps/%s ",
	    NULL, NULL },
	{ "phones", "users", { NULL }, "GET /mdm/users ",
	    "{\"users\":[{\"user_id\":%s}]}", "GET /mdm/users/%s ",
	    "{\"user_id\":%s}", "remove", { NULL }, "POST /mdm/users/%s ",
	    NULL, NULL },
	{ "desktops", "endpoints", { NULL },
	    "GET /ec/api/1.4/som/computers?page=1",
	    "{\"message_response\":{\"computers\":[{\"resource_id\":%s}]},"
	    "\"status\":\"success\"}",
	    "GET /ec/api/1.4/inventory/compdetailssummary?resid=%s ",
	    "{\"message_response\":{\"compdetailssummary\":{\"resource_id\":"
	    "%s}},\"status\":\"success\"}", "install-agent", { NULL },
	    "POST /ec/api/1.4/som/computers/installagent ",
	    "{\"message_response\":{\"computers\":{\"Status\":\"SUCCESS\"}},"
	    "\"status\":\"success\"}", "{\"resourceids\":[%s]}" },
	{ "identity", "accounts", { "device", "987000000654321", NULL },
	    "GET /id/api/v1/devices/987000000654321/accounts?limit",
	    "{\"data\":[{\"id\":%s}]}", NULL, NULL, "cancel-link",
	    { "device", "987000000654321", NULL },
	    "POST /id/api/v1/devices/987000000654321/accounts/%s/cancel-link ",
	    "{}", NULL },
};
#define NOUNS	(sizeof(nouns) / sizeof(nouns[0]))

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void
say(struct rig *r, const char *call, const char *body, const char *plain,
    const char *id)
{
	char line[160], text[400];

	snprintf(line, sizeof(line), call, plain);
	if (body == NULL) {
		canned_raw(r->server, line, 0, CANNED_KEEP,
		    "HTTP/1.1 204 No Content\r\n\r\n");
		return;
	}
	snprintf(text, sizeof(text), body, id);
	canned_json(r->server, line, 0, 200, text);
}

static int
count(struct rig *r, const char *call, const char *id)
{
	char line[160];

	snprintf(line, sizeof(line), call, id);
	return canned_count(r->server, line);
}

static bool
saw(struct rig *r, const char *body, const char *id)
{
	char text[160];

	snprintf(text, sizeof(text), body, id);
	return canned_saw(r->server, text);
}

#pragma GCC diagnostic pop

static void
check_act(struct rig *r, const struct noun *n, const char *id)
{
	const char *args[10] = { "id", id };
	struct job *job;
	size_t i;
	int before = count(r, n->call, id);

	for (i = 0; n->more[i] != NULL; i++)
		args[i + 2] = n->more[i];
	job = rig_change(r, n->conn, n->noun, n->verb, args);
	if (rig_verdict(job) != ERR_NONE)
		fail_msg("%s %s %s: %s", n->noun, n->verb, id,
		    rig_words(job, id));
	assert_int_equal(count(r, n->call, id), before + 1);
	if (n->body != NULL)
		assert_true(saw(r, n->body, id));
	/* The journal has it under that very id. */
	assert_int_not_equal(rig_journal(r, id), 0);
}

static void
check(struct rig *r, const struct noun *n, const char *id, bool as_text)
{
	struct seen s;
	char json[40];

	snprintf(json, sizeof(json), as_text ? "\"%s\"" : "%s", id);
	canned_clear(r->server);
	say(r, n->list, n->rows, id, json);
	if (n->show != NULL)
		say(r, n->show, n->shown, id, json);
	if (n->verb != NULL)
		say(r, n->call, n->said, id, json);
	rig_read(r, &s, n->conn, n->noun, "list", n->given[0] != NULL ?
	    n->given : NULL);
	if (rows_count(s.rows) != 1 || !str_is(rows_id(s.rows, 0), id))
		fail_msg("%s list: %s is not %s", n->noun,
		    rows_count(s.rows) == 1 ? rows_id(s.rows, 0).at :
		    s.err.text, id);
	seen_fini(&s);
	if (n->show != NULL) {
		rig_read(r, &s, n->conn, n->noun, "show",
		    (const char *const []){ "id", id, NULL });
		assert_int_equal(s.err.code, ERR_NONE);
		assert_int_equal(count(r, n->show, id) >= 1, 1);
		seen_fini(&s);
	}
	if (n->verb != NULL)
		check_act(r, n, id);
}

static void
test_every_noun(void **state)
{
	struct rig r;
	size_t n, i;
	int as_text;

	(void)state;
	rig_init(&r);
	rig_config(&r, ALL_OF_THEM);
	for (n = 0; n < NOUNS; n++)
		for (i = 0; i < IDS; i++)
			for (as_text = 0; as_text < 2; as_text++)
				check(&r, &nouns[n], ids[i], as_text);
	rig_fini(&r);
}

/* Ids in bodies: numbers stay numbers, those of users stay text. */
static void
test_bodies(void **state)
{
	static const char *const members[] = { "id", "5", "member",
		"9007199254740993", "member", "9007199254741001", "member",
		"9223372036854775807", NULL };
	static const char *const apps[] = { "id", "7", "device",
		"9007199254740993", "device", "247008000000130084", NULL };
	static const char *const users[] = { "id", "9007199254740993", "id",
		"9007199254741001", NULL };
	struct rig r;

	(void)state;
	rig_init(&r);
	rig_config(&r, ALL_OF_THEM);
	canned_json(r.server, "POST /mdm/groups/5/members ", 0, 200,
	    "{\"member_ids\":[9007199254740993,\"9007199254741001\","
	    "9223372036854775807]}");
	canned_json(r.server, "POST /mdm/apps/7/devices ", 0, 200,
	    "{\"device_ids\":[9007199254740993,247008000000130084]}");
	canned_raw(r.server, "POST /mdm/users ", 0, CANNED_KEEP,
	    "HTTP/1.1 204 No Content\r\n\r\n");
	assert_int_equal(rig_verdict(rig_change(&r, "phones", "groups",
	    "add-members", members)), ERR_NONE);
	assert_true(canned_saw(r.server, "{\"member_ids\":[9007199254740993,"
	    "9007199254741001,9223372036854775807]}"));
	assert_int_equal(rig_verdict(rig_change(&r, "phones", "apps",
	    "associate", apps)), ERR_NONE);
	assert_true(canned_saw(r.server, "\"device_ids\":[9007199254740993,"
	    "247008000000130084]"));
	assert_int_equal(rig_verdict(rig_change(&r, "phones", "users",
	    "remove", users)), ERR_NONE);
	assert_true(canned_saw(r.server, "{\"user_ids\":[\"9007199254740993\","
	    "\"9007199254741001\"]}"));
	assert_int_equal(rig_journal(&r, "9223372036854775807"),
	    JOURNAL_APPLIED);
	rig_fini(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_noun),
		cmocka_unit_test(test_bodies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
