/* The smallest cases of what fuzzing has found, each with what must hold. */
#include <endpane/base/clock.h>
#include <endpane/base/str.h>
#include <endpane/json/json.h>
#include <endpane/store/view.h>

#include <unistd.h>

#include "../../src/catalog/admp_parts.h"
#include "../../src/catalog/route.h"
#include "../../src/cli/ids.h"
#include "../../src/config/url.h"
#include "../../src/net/auth.h"
#include "estate.h"
#include "unit.h"

/* A key that begins as the armour's own marks do reads as it was written. */
static void
test_key_like_a_mark(void **state)
{
	struct err err;
	struct json *tree = json_parse(str_slice("{\"\\u0002a\":1}"), &err);

	(void)state;
	assert_non_null(tree);
	assert_string_equal(json_key(json_first(tree)), "\x02" "a");
	json_free(tree);
}

/* What is blank for one reader of a filter is blank for the other. */
static void
test_blank_filter(void **state)
{
	struct rows *rows = rows_new(&estate_devices);
	struct filter *filter;
	struct err err;

	(void)state;
	assert_true(estate_add(rows, 0, 1));
	filter = filter_parse(&estate_devices, "\v", &err);
	assert_true(filter_matches(filter, rows, 0));
	filter_free(filter);
	rows_free(rows);
}

/* 007 is no number of JSON, so a body carries it as a text. */
static void
test_id_with_zeros(void **state)
{
	struct args args = { 0 };
	struct buf ids = { 0 };
	struct err err;

	(void)state;
	args_add(&args, "member", str_slice("0"));
	args_add(&args, "member", str_slice("52549000000186013"));
	args_add(&args, "member", str_slice("007"));
	assert_true(route_ids(&args, "member", false, &ids, &err));
	assert_string_equal(buf_string(&ids),
	    "[0,52549000000186013,\"007\"]");
	assert_false(route_is_id("007x", &err));
	assert_string_equal(err.text,
	    "'007x' is not an id: 1 to 20 digits");
	args_fini(&args);
	buf_fini(&ids);
}

/* A word of the filter language in a name could widen the filter. */
static void
test_names_that_are_filters(void **state)
{
	static const char *const bad[] = { "or x", "x or", "x OR y", "or",
	    "not x", "and", "%", " ", "$", "% %" };
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (admp_is_exact(bad[i], &err))
			fail_msg("'%s' was taken", bad[i]);
	assert_true(admp_is_exact("ORION-7", &err));
	assert_true(admp_is_exact("WKS-0077$", &err));
}

/* "YQ==" is the one spelling of "a". */
static void
test_base64_has_one_spelling(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_true(str_unbase64(str_slice("YQ=="), &out));
	assert_false(str_unbase64(str_slice("YW=="), &out));
	assert_false(str_unbase64(str_slice("YWJ="), &out));
	buf_fini(&out);
}

/* A text ends at a NUL: what stands before it is another id. */
static void
test_piped_id_with_nul(void **state)
{
	const struct cat_resource *groups = cat_resource(str_slice("groups"),
	    NULL);
	struct options o = { .resource = groups,
		.op = cat_op(groups, str_slice("delete")) };
	struct err err;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "17\0" "8\n", 5), 5);
	close(ends[1]);
	args_add(&o.args, "id", str_slice("-"));
	assert_false(ids_read(&o, ends[0], &err));
	assert_string_equal(err.text, "standard input holds a NUL byte");
	close(ends[0]);
	args_fini(&o.args);
}

/* What is outside 1970 to 9999 is no time, by its zone or by its size. */
static void
test_times_out_of_range(void **state)
{
	int64_t ms;

	(void)state;
	assert_true(clock_parse(str_slice("253402300799999"), &ms));
	assert_false(clock_parse(str_slice("253402300800000"), &ms));
	assert_false(clock_parse(str_slice("1970-01-01T00:00+05:30"), &ms));
	assert_false(clock_parse(str_slice("9999-12-31T23:00-05:30"), &ms));
}

/* Without its closing bracket the address is cut at another colon. */
static void
test_bracket_left_open(void **state)
{
	struct err err;
	struct url url;

	(void)state;
	assert_false(url_parse(str_slice("https://[A::1:443"), &url, &err));
	assert_true(url_parse(str_slice("https://[A::1]:443"), &url, &err));
}

/* However long a token is said to live, the sum of it is a time. */
static void
test_token_that_lives_on(void **state)
{
	static const char *const lives[] = { "-4677777777701275100",
	    "9223372036854775807", "-1", "86400", "3600000" };
	struct oauth_tokens tokens = { 0 };
	struct err err;
	char text[120];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lives) / sizeof(lives[0]); i++) {
		snprintf(text, sizeof(text), "{\"access_token\":\"a\","
		    "\"expires_in\":%s}", lives[i]);
		assert_true(oauth_read_tokens(200, str_slice(text), &tokens,
		    &err));
		assert_in_range(tokens.life_ms, 120000, 86400000);
		oauth_wipe(&tokens);
	}
}

static void
test_upload_of_no_file(void **state)
{
	const struct cat_op *op = cat_op(cat_resource(str_slice("files"),
	    NULL), str_slice("upload"));
	struct cat_settings set = { 0 };
	struct plan plan = { 0 };
	struct args args = { 0 };
	struct err err;

	(void)state;
	args_add(&args, "path", str_slice(""));
	args_add(&args, "name", str_slice("a.png"));
	assert_false(cat_plan(op, &args, &set, &plan, &err));
	assert_int_equal(err.code, ERR_GUARD);
	plan_fini(&plan);
	args_fini(&args);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_key_like_a_mark),
		cmocka_unit_test(test_blank_filter),
		cmocka_unit_test(test_id_with_zeros),
		cmocka_unit_test(test_names_that_are_filters),
		cmocka_unit_test(test_base64_has_one_spelling),
		cmocka_unit_test(test_piped_id_with_nul),
		cmocka_unit_test(test_times_out_of_range),
		cmocka_unit_test(test_bracket_left_open),
		cmocka_unit_test(test_token_that_lives_on),
		cmocka_unit_test(test_upload_of_no_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
