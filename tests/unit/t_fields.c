/* op/fields: any JSON as labels and values, secrets masked. */
#include <endpane/base/clock.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>
#include <endpane/op/fields.h>

#include <stdlib.h>
#include <string.h>

#include "unit.h"

static const struct cat_choice kinds[] = { { "2", "android" }, { 0 } };

static const struct cat_column columns[] = {
	{ "id", "ID", "/device_id", CAT_ID, NULL, 19 },
	{ "kind", "KIND", "/kind", CAT_CHOICE, kinds, 8 },
	{ "user", "USER", "/user/user_name|/user_name", CAT_TEXT, NULL, 8 },
	{ "serial", "SERIAL", "/serial", CAT_TEXT, NULL, 8 },
	{ "none", "NONE", "/not_there", CAT_TEXT, NULL, 8 },
	{ 0 }
};

static const struct cat_op no_ops[] = { { 0 } };

static const struct cat_resource devices = { .noun = "devices", .id = "id",
	.label = "id", .columns = columns, .ops = no_ops };

/* "section|label=value;" of every field, absent ones with "-". */
static const char *
read_all(const char *body)
{
	static struct buf out;
	struct fields fields;
	struct err err = { 0 };
	size_t n;

	buf_clear(&out);
	if (!fields_read(&fields, &devices, str_slice(body), &err))
		return "refused";
	for (n = 0; n < fields.count; n++)
		buf_format(&out, "%s|%s=%s%s;", fields.list[n].section,
		    fields.list[n].label, fields.list[n].value,
		    fields.list[n].is_absent ? "-" :
		    fields.list[n].is_secret ? "!" : "");
	fields_fini(&fields);
	return buf_string(&out);
}

static void
test_columns_come_first(void **state)
{
	(void)state;
	/* What a column shows is not shown again; ids stay exact. */
	assert_string_equal(read_all("{\"extra\":1.50,\"kind\":2,"
	    "\"device_id\":52549000000186013,"
	    "\"user\":{\"user_name\":\"ann\",\"user_id\":\"9007199254740993\"}"
	    "}"),
	    "|ID=52549000000186013;|KIND=android;|USER=ann;|extra=1.50;"
	    "user|user_id=9007199254740993;");
	/* The first path that says something. */
	assert_string_equal(read_all("{\"user\":{\"user_name\":\"--\"},"
	    "\"user_name\":\"bob\"}"),
	    "|USER=bob;user|user_name=-;");
}

static void
test_sections(void **state)
{
	(void)state;
	assert_string_equal(read_all("{\"a\":true,\"network\":{\"ip\":\"x\","
	    "\"dns\":{\"first\":\"y\"},\"mac\":\"z\"},\"b\":null,"
	    "\"sims\":[{\"imei\":\"1\"},{\"imei\":\"2\"}],"
	    "\"tags\":[\"p\",3,null],\"none\":[],\"empty\":{},"
	    "\"pairs\":[[1,2],{\"k\":\"v\"}]}"),
	    "|a=true;|b=-;|tags=p, 3, ;|none=-;|empty=-;"
	    "network|ip=x;network|mac=z;network dns|first=y;"
	    "sims 1|imei=1;sims 2|imei=2;"
	    "pairs 1|=1, 2;pairs 2|k=v;");
	assert_string_equal(read_all("[{\"x\":1}]"), "1|x=1;");
	assert_string_equal(read_all("7"), "|=7;");
}

static void
test_secrets_are_masked(void **state)
{
	(void)state;
	assert_string_equal(read_all("{\"apn_password\":\"hunter2\","
	    "\"apn\\u005fpassword\":\"hunter3\","
	    "\"deep\":{\"device_token\":[\"t0k3n\"],\"passcode\":\"\"}}"),
	    "|apn_password=********!;|apn_password=********!;"
	    "deep|device_token=********!;deep|passcode=-;");
}

static void
test_times(void **state)
{
	char shown[32];
	char wanted[128];

	(void)state;
	clock_print(1700000000000, shown, sizeof(shown));
	(void)snprintf(wanted, sizeof(wanted), "|located_time=%s;"
	    "|idle_time=300;|last_time=-;|note_time=soon;", shown);
	assert_string_equal(read_all("{\"located_time\":1700000000000,"
	    "\"idle_time\":300,\"last_time\":-1,\"note_time\":\"soon\"}"),
	    wanted);
}

static void
test_nul_does_not_end_a_value(void **state)
{
	(void)state;
	assert_string_equal(read_all("{\"n\":\"a\\u0000b\"}"),
	    "|n=a\\x00b;");
}

static void
test_broken_answers(void **state)
{
	struct fields fields;
	struct buf out = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_false(fields_read(&fields, NULL, str_slice("{\"a\":"), &err));
	assert_int_equal(err.code, ERR_PROTOCOL);
	assert_false(fields_pretty(str_slice("{} x"), &out, &err));
	buf_fini(&out);
}

static void
test_too_many_fields(void **state)
{
	struct buf body = { 0 };
	struct fields fields;
	struct err err = { 0 };
	int n;

	(void)state;
	buf_char(&body, '{');
	for (n = 0; n < 60000; n++)
		buf_format(&body, "%s\"k%d\":1", n > 0 ? "," : "", n);
	buf_char(&body, '}');
	assert_false(fields_read(&fields, NULL,
	    (struct slice) { body.at, body.len }, &err));
	assert_int_equal(err.code, ERR_PROTOCOL);
	buf_fini(&body);
}

static void
test_pretty_and_masked(void **state)
{
	static const char body[] = "{\"id\": 9007199254740993,\n "
	    "\"list\":[1, {}],\"e\":[],\"password\":\"x\",\"n\":1e400}";
	struct buf out = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_true(fields_pretty(str_slice(body), &out, &err));
	assert_string_equal(buf_string(&out), "{\n"
	    "  \"id\": 9007199254740993,\n"
	    "  \"list\": [\n    1,\n    {}\n  ],\n"
	    "  \"e\": [],\n"
	    "  \"password\": \"********\",\n"
	    "  \"n\": 1e400\n}");
	buf_clear(&out);
	assert_true(fields_masked(str_slice(body), &out));
	assert_string_equal(buf_string(&out), "{\"id\":9007199254740993,"
	    "\"list\":[1,{}],\"e\":[],\"password\":\"********\",\"n\":1e400}");
	buf_fini(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns_come_first),
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_secrets_are_masked),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_nul_does_not_end_a_value),
		cmocka_unit_test(test_broken_answers),
		cmocka_unit_test(test_too_many_fields),
		cmocka_unit_test(test_pretty_and_masked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
