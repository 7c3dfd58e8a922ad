/* Signing in through the engine: refused, throttled, expired, shared. */
#include <stdlib.h>
#include <string.h>

#include <endpane/base/mem.h>

#include "rig.h"

#define OAUTH_PHONES \
	"[phones]\nsystem = mdm\nurl = %s/mdm\nauth = oauth\n" \
	"accounts_url = %s/zoho\nclient_id = c1\nclient_secret = cs2\n" \
	"refresh_token = rt3\n"
#define DESKTOPS \
	"[desktops]\nsystem = endpoint-central\nurl = %s/ec\n" \
	"auth = password\nusername = admin\npassword = secret4\n"
#define TOKEN	"POST /zoho/oauth/v2/token"
#define LOGIN	"POST /ec/api/1.4/desktop/authentication "
#define OTP	"POST /ec/api/1.4/desktop/authentication/otpValidate "
#define WANTS_CODE "{\"message_response\":{\"authentication\":{" \
	"\"two_factor_data\":{\"unique_userID\":\"admin85\"," \
	"\"OTP_Validation_Required\":true}}},\"status\":\"success\"}"
#define GRANTED	"{\"message_response\":{\"authentication\":{\"auth_data\":" \
	"{\"auth_token\":\"E1\"}}},\"status\":\"success\"}"
#define COMPUTERS "{\"message_response\":{\"total\":1,\"limit\":1000," \
	"\"page\":1,\"computers\":[{\"resource_id\":\"301\"}]}," \
	"\"status\":\"success\"}"
#define REFUSED	"{\"error_code\":\"COM0013\"," \
	"\"error_description\":\"Unauthorized\"}"
#define ONE_GROUP	"{\"groups\":[{\"group_id\":5,\"name\":\"g\"}]}"

static const char *const member_7[] = { "id", "5", "member", "7", NULL };

/* Token after token: T1, T2, … */
static void
gives_tokens(struct rig *r, int count)
{
	char body[80];
	int i;

	for (i = 1; i <= count; i++) {
		snprintf(body, sizeof(body),
		    "{\"access_token\":\"T%d\",\"expires_in\":3600}", i);
		canned_json(r->server, TOKEN, 1, 200, body);
	}
}

static void
test_once_in_the_middle_of_a_list(void **state)
{
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	gives_tokens(&r, 2);
	canned_json(r.server, "GET /mdm/groups?skip=2", 1, 401, REFUSED);
	canned_json(r.server, "GET /mdm/groups?skip=2", 1, 200,
	    "{\"groups\":[{\"group_id\":6}]}");
	canned_json(r.server, "GET /mdm/groups", 1, 200,
	    "{\"groups\":[{\"group_id\":5}],\"paging\":{\"next\":"
	    "\"http://elsewhere.example.com/mdm/groups?skip=2\"}}");
	rig_config(&r, OAUTH_PHONES);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	assert_int_equal(rows_count(s.rows), 2);
	assert_int_equal(canned_count(r.server, "GET"), 3);
	assert_int_equal(canned_count(r.server, TOKEN), 2);
	assert_true(canned_saw(r.server, "Zoho-oauthtoken T2"));
	seen_fini(&s);
	rig_fini(&r);
}

/* One new sign-in, one replay, then words; and no storm on the accounts. */
static void
test_for_ever(void **state)
{
	struct seen s;
	struct rig r;
	int i;

	(void)state;
	rig_init(&r);
	gives_tokens(&r, 20);
	canned_json(r.server, "GET /mdm/groups", 0, 401, REFUSED);
	rig_config(&r, OAUTH_PHONES);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_AUTH);
	assert_int_equal(canned_count(r.server, "GET"), 2);
	assert_int_equal(canned_count(r.server, TOKEN), 2);
	seen_fini(&s);
	for (i = 0; i < 20; i++) {
		rig_read(&r, &s, "phones", "groups", "list", NULL);
		assert_int_equal(s.err.code, ERR_AUTH);
		seen_fini(&s);
	}
	assert_true(canned_count(r.server, TOKEN) <= 6);
	rig_fini(&r);
}

static void
test_write_is_replayed_once(void **state)
{
	struct job *job;
	struct rig r;

	(void)state;
	rig_init(&r);
	gives_tokens(&r, 3);
	canned_json(r.server, "POST /mdm/groups/5/members/7", 1, 401, REFUSED);
	canned_raw(r.server, "POST /mdm/groups/5/members/7", 1, CANNED_KEEP,
	    "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
	canned_json(r.server, "GET /mdm/groups/5/members", 0, 200,
	    "{\"member_ids\":[7]}");
	canned_json(r.server, "POST /mdm/groups/5/members/8", 0, 401, REFUSED);
	rig_config(&r, OAUTH_PHONES);
	job = rig_change(&r, "phones", "groups", "add-members", member_7);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_SEEN);
	assert_int_equal(canned_count(r.server, "POST /mdm"), 2);
	job = rig_change(&r, "phones", "groups", "add-members",
	    (const char *const []){ "id", "5", "member", "8", NULL });
	assert_int_equal(rig_outcome(job, "8"), OUTCOME_REJECTED);
	assert_int_equal(rig_verdict(job), ERR_AUTH);
	assert_int_equal(canned_count(r.server, "POST /mdm"), 4);
	assert_int_equal(rig_journal(&r, "7"), JOURNAL_APPLIED_SEEN);
	assert_int_equal(rig_journal(&r, "8"), JOURNAL_REJECTED);
	rig_fini(&r);
}

/* Where signing in fails, nothing has been sent: that is what is recorded. */
static void
check_not_sent(int status, const char *answer, enum err_code code,
    const char *words)
{
	struct job *job;
	struct rig r;

	rig_init(&r);
	canned_json(r.server, TOKEN, 0, status, answer);
	rig_config(&r, OAUTH_PHONES);
	job = rig_change(&r, "phones", "groups", "add-members", member_7);
	assert_int_equal(rig_outcome(job, "7"), OUTCOME_NOT_SENT);
	assert_int_equal(rig_verdict(job), code);
	if (strstr(rig_words(job, "7"), words) == NULL)
		fail_msg("%s", rig_words(job, "7"));
	rig_three_parts(rig_words(job, "7"));
	assert_int_equal(rig_journal(&r, "7"), JOURNAL_NOT_SENT);
	assert_int_equal(canned_count(r.server, TOKEN), 1);
	assert_int_equal(canned_count(r.server, "POST /mdm"), 0);
	assert_false(canned_saw(r.server, "?refresh_token"));
	rig_fini(&r);
}

static void
test_accounts_refuse(void **state)
{
	(void)state;
	check_not_sent(200, "{\"error\":\"invalid_code\"}", ERR_AUTH,
	    "data centre");
	check_not_sent(400, "{\"error\":\"invalid_client\"}", ERR_AUTH,
	    "client_id");
	check_not_sent(200, "{\"error\":\"Access Denied\",\"status\":"
	    "\"failure\",\"error_description\":\"You have made too many "
	    "requests continuously.\"}", ERR_LIMITED, "quarter of an hour");
	check_not_sent(429, "{}", ERR_LIMITED, "no more requests");
	check_not_sent(503, "<html>", ERR_UNREACHED, "failed");
	check_not_sent(200, "<html>", ERR_AUTH, "accounts_url");
}

/* An accounts server that hangs up once is asked once more. */
static bool
are_over(void *who)
{
	struct seen *two = who;

	return two[0].over && two[1].over;
}

/* What was refused with the token of before says nothing of the new one. */
static void
test_late_refusal(void **state)
{
	struct seen two[2];
	struct rig r;

	(void)state;
	rig_init(&r);
	gives_tokens(&r, 3);
	canned_json(r.server, "GET /mdm/groups", 1, 401, REFUSED);
	canned_json(r.server, "GET /mdm/groups", 0, 200, ONE_GROUP);
	canned_raw(r.server, "GET /mdm/apps", 1, CANNED_DRIP,
	    "HTTP/1.1 401 Out\r\nX-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "\r\nContent-Length: 2\r\n\r\n{}");
	canned_json(r.server, "GET /mdm/apps", 0, 200, "{\"apps\":[]}");
	rig_config(&r, OAUTH_PHONES);
	rig_begin(&r, &two[0], "phones", "groups", "list", NULL);
	rig_begin(&r, &two[1], "phones", "apps", "list", NULL);
	rig_turn(&r, are_over, two);
	assert_int_equal(two[0].err.code, ERR_NONE);
	assert_int_equal(two[1].err.code, ERR_NONE);
	assert_int_equal(canned_count(r.server, TOKEN), 2);
	seen_fini(&two[0]);
	seen_fini(&two[1]);
	rig_fini(&r);
}

/* A code is good once: where its answer is lost, a person gets a new one. */
static void
test_otp_without_an_answer(void **state)
{
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, LOGIN, 0, 200, WANTS_CODE);
	canned_raw(r.server, OTP, 0, CANNED_CLOSE, "");
	rig_config(&r, DESKTOPS "otp_command = printf 1\n");
	rig_read(&r, &s, "desktops", "endpoints", "list", NULL);
	assert_int_equal(s.err.code, ERR_UNREACHED);
	assert_int_equal(canned_count(r.server, OTP), 1);
	seen_fini(&s);
	rig_fini(&r);
}

/* What a connection adds to its requests is for its server, as the token is. */
static void
test_headers_are_for_one_server(void **state)
{
	struct canned *accounts = canned_start();
	char *text = mem_format("[phones]\nsystem = mdm\nurl = %%s/mdm\n"
	    "auth = oauth\naccounts_url = %s/zoho\nclient_id = c1\n"
	    "client_secret = cs2\nrefresh_token = rt3\n"
	    "header.X-Own = own9\n", canned_origin(accounts));
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	gives_tokens(&r, 1);
	canned_json(accounts, TOKEN, 0, 200,
	    "{\"access_token\":\"T1\",\"expires_in\":3600}");
	canned_json(r.server, "GET", 0, 200, ONE_GROUP);
	rig_config(&r, text);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	assert_true(canned_saw(r.server, "own9"));
	assert_int_equal(canned_count(accounts, TOKEN), 1);
	assert_false(canned_saw(accounts, "own9"));
	assert_false(canned_saw(r.server, "rt3"));
	seen_fini(&s);
	rig_fini(&r);
	canned_stop(accounts);
	free(text);
}

/* A token beside an error is none: Zoho says 200 to both. */
static void
test_error_beside_a_token(void **state)
{
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, TOKEN, 0, 200, "{\"access_token\":\"T1\","
	    "\"error\":\"invalid_code\"}");
	rig_config(&r, OAUTH_PHONES);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_AUTH);
	assert_int_equal(canned_count(r.server, "GET"), 0);
	seen_fini(&s);
	rig_fini(&r);
}

static void
test_accounts_hang_up(void **state)
{
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_raw(r.server, TOKEN, 1, CANNED_CLOSE, "");
	gives_tokens(&r, 1);
	canned_json(r.server, "GET /mdm/groups", 0, 200, ONE_GROUP);
	rig_config(&r, OAUTH_PHONES);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	assert_int_equal(canned_count(r.server, TOKEN), 2);
	seen_fini(&s);
	rig_shut(&r, 0);
	rig_open(&r);
	canned_clear(r.server);
	canned_json(r.server, "GET /mdm/groups", 0, 401, REFUSED);
	canned_raw(r.server, TOKEN, 0, CANNED_RESET, "");
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_UNREACHED);
	rig_three_parts(s.err.text);
	assert_int_equal(canned_count(r.server, TOKEN), 5);
	seen_fini(&s);
	rig_fini(&r);
}

static void
test_otp_keeps_its_zeros(void **state)
{
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, LOGIN, 0, 200, "{\"message_response\":{"
	    "\"authentication\":{\"two_factor_data\":{\"unique_userID\":"
	    "\"admin85\",\"is_TwoFactor_Enabled\":true,\"message\":\"x\","
	    "\"OTP_Validation_Required\":true}}},\"status\":\"success\"}");
	canned_json(r.server, OTP, 0, 200, GRANTED);
	canned_json(r.server, "GET /ec/api/1.4/som/computers", 0, 200,
	    COMPUTERS);
	rig_config(&r, DESKTOPS "otp_command = printf 001234\n");
	rig_read(&r, &s, "desktops", "endpoints", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	assert_int_equal(rows_count(s.rows), 1);
	assert_true(canned_saw(r.server, "\"otp\":\"001234\""));
	assert_true(canned_saw(r.server, "\"password\":\"c2VjcmV0NA==\""));
	assert_int_equal(canned_count(r.server, LOGIN), 1);
	assert_int_equal(canned_count(r.server, OTP), 1);
	seen_fini(&s);
	rig_fini(&r);
}

/* A wrong code is not tried again: that may lock the account. */
static void
test_otp_is_tried_once(void **state)
{
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, LOGIN, 0, 200, WANTS_CODE);
	canned_json(r.server, OTP, 0, 200, "{\"status\":\"error\","
	    "\"error_code\":\"10001\",\"error_description\":\"Invalid OTP\"}");
	rig_config(&r, DESKTOPS "otp_command = printf 1\n");
	rig_read(&r, &s, "desktops", "endpoints", "list", NULL);
	assert_int_equal(s.err.code, ERR_AUTH);
	assert_non_null(strstr(s.err.text, "the code was refused: Invalid "
	    "OTP;"));
	assert_null(strstr(s.err.text, "password is wrong"));
	assert_int_equal(canned_count(r.server, OTP), 1);
	assert_int_equal(canned_count(r.server, LOGIN), 1);
	seen_fini(&s);
	rig_fini(&r);
}

/* Endpoint Central says it under 200. */
static void
test_10002_is_a_401(void **state)
{
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	canned_json(r.server, LOGIN, 0, 200, GRANTED);
	canned_json(r.server, "GET /ec/api/1.4/som/computers", 1, 200,
	    "{\"status\":\"error\",\"error_code\":\"10002\","
	    "\"error_description\":\"Invalid or expired token.\"}");
	canned_json(r.server, "GET /ec/api/1.4/som/computers", 0, 200,
	    COMPUTERS);
	rig_config(&r, DESKTOPS);
	rig_read(&r, &s, "desktops", "endpoints", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	assert_int_equal(canned_count(r.server, LOGIN), 2);
	assert_int_equal(canned_count(r.server, "GET"), 2);
	seen_fini(&s);
	rig_fini(&r);
}

/* A second instance uses the token there is, also a newer one for its own. */
static void
test_instances_share_a_token(void **state)
{
	struct engine *mine, *other;
	struct err err = { 0 };
	struct seen s;
	struct rig r;

	(void)state;
	rig_init(&r);
	gives_tokens(&r, 3);
	canned_json(r.server, "GET /mdm/groups", 2, 200, ONE_GROUP);
	canned_json(r.server, "GET /mdm/groups", 1, 401, REFUSED);
	canned_json(r.server, "GET /mdm/groups", 1, 200, ONE_GROUP);
	canned_json(r.server, "GET /mdm/groups", 1, 401, REFUSED);
	canned_json(r.server, "GET /mdm/groups", 0, 200, ONE_GROUP);
	rig_config(&r, OAUTH_PHONES);
	mine = r.engine;
	other = engine_open(&r.options, &err);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	seen_fini(&s);
	r.engine = other;
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	seen_fini(&s);
	assert_int_equal(canned_count(r.server, TOKEN), 1);
	/* The other's is refused: it gets T2. Mine, still T1, takes that. */
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(canned_count(r.server, TOKEN), 2);
	seen_fini(&s);
	r.engine = mine;
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	assert_int_equal(canned_count(r.server, TOKEN), 2);
	seen_fini(&s);
	engine_close(other, 0);
	rig_fini(&r);
}

/* Neither proxies nor netrc nor cookies; and a redirect leads nowhere. */
static void
test_goes_to_its_own_server_only(void **state)
{
	struct canned *foreign = canned_start();
	char *location, *netrc;
	struct seen s;
	struct rig r;
	FILE *f;

	(void)state;
	rig_init(&r);
	setenv("http_proxy", canned_origin(foreign), 1);
	setenv("ALL_PROXY", canned_origin(foreign), 1);
	setenv("HOME", r.folder, 1);
	netrc = mem_format("%s/.netrc", r.folder);
	f = fopen(netrc, "w");
	fputs("machine 127.0.0.1 login thief password p9\n", f);
	fclose(f);
	location = mem_format("Location: %s/mdm/groups\r\n",
	    canned_origin(foreign));
	canned_head(r.server, "GET /mdm/groups/5 ", 0, 302, location, "{}");
	canned_head(r.server, "GET /mdm/groups", 0, 200,
	    "Set-Cookie: a=b; Path=/\r\n", ONE_GROUP);
	rig_config(&r, RIG_PHONES);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	assert_int_equal(s.err.code, ERR_NONE);
	seen_fini(&s);
	rig_read(&r, &s, "phones", "groups", "list", NULL);
	seen_fini(&s);
	rig_read(&r, &s, "phones", "groups", "show",
	    (const char *const []){ "id", "5", NULL });
	assert_int_equal(s.err.code, ERR_PROTOCOL);
	assert_non_null(strstr(s.err.text, canned_origin(foreign)));
	seen_fini(&s);
	assert_int_equal(canned_count(foreign, ""), 0);
	assert_false(canned_saw(r.server, "Cookie"));
	assert_false(canned_saw(r.server, "Basic"));
	assert_true(canned_saw(r.server, "Authorization: key7\r\n"));
	unsetenv("http_proxy");
	unsetenv("ALL_PROXY");
	free(location);
	free(netrc);
	canned_stop(foreign);
	rig_fini(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_once_in_the_middle_of_a_list),
		cmocka_unit_test(test_for_ever),
		cmocka_unit_test(test_write_is_replayed_once),
		cmocka_unit_test(test_accounts_refuse),
		cmocka_unit_test(test_late_refusal),
		cmocka_unit_test(test_otp_without_an_answer),
		cmocka_unit_test(test_headers_are_for_one_server),
		cmocka_unit_test(test_error_beside_a_token),
		cmocka_unit_test(test_accounts_hang_up),
		cmocka_unit_test(test_otp_keeps_its_zeros),
		cmocka_unit_test(test_otp_is_tried_once),
		cmocka_unit_test(test_10002_is_a_401),
		cmocka_unit_test(test_instances_share_a_token),
		cmocka_unit_test(test_goes_to_its_own_server_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
