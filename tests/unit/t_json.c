/* json/: the tree and the scanner agree, and ids survive to the last digit. */
#include <endpane/base/str.h>
#include <endpane/json/json.h>
#include <endpane/json/scan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

static struct json *
parsed(const char *text)
{
	struct err err = { 0 };
	struct json *root = json_parse(str_slice(text), &err);

	if (root == NULL)
		fail_msg("%s: %s", text, err.text);
	return root;
}

static void
test_digits_survive(void **state)
{
	static const char *const ids[] = {
		"9007199254740993", "9007199254741001", "52549000000186013",
		"247008000000130084", "9223372036854775807", "15.80",
		"18446744073709551615", "-1", "0", "1e400",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		char text[80];
		struct slice value;
		struct json *root;

		snprintf(text, sizeof(text), "{\"a\":{\"id\":%s}}", ids[i]);
		root = parsed(text);
		assert_string_equal(json_text(json_at(root, "/a/id")), ids[i]);
		assert_int_equal(json_type(json_at(root, "/a/id")),
		    JSON_NUMBER);
		assert_true(scan_at(str_slice(text), "/a/id", &value));
		assert_true(str_is(value, ids[i]));
		json_free(root);
	}
}

static void
test_marks_of_ours_in_their_text(void **state)
{
	struct json *root = parsed("[\"\\u000212\", \"\\u000312\", 12]");
	const struct json *n = json_first(root);

	(void)state;
	assert_int_equal(json_type(n), JSON_TEXT);
	assert_string_equal(json_text(n), "\x02" "12");
	n = json_next(n);
	assert_string_equal(json_text(n), "\x03" "12");
	n = json_next(n);
	assert_int_equal(json_type(n), JSON_NUMBER);
	assert_string_equal(json_text(n), "12");
	json_free(root);
}

static void
test_bad_text_is_refused(void **state)
{
	static const char *const bad[] = {
		"", " ", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "[1]x", "01",
		"1.", "-", "tru", "\"\\x\"", "\"\\u12g4\"", "\"a", "[\"\n\"]",
		"<html>", "{\"a\":1,\"a\":2}", "[1 2]", "nan", "{1:2}", "[,1]",
	};
	char deep[200];
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (json_parse(str_slice(bad[i]), &err) != NULL)
			fail_msg("accepted: %s", bad[i]);
	memset(deep, '[', 65);
	memset(deep + 65, ']', 65);
	assert_false(scan_check((struct slice){ deep, 130 }, &err));
	assert_true(scan_check((struct slice){ deep + 1, 128 }, &err));
}

/* What a server calls Error need not be what it calls error. */
static void
test_case_of_keys(void **state)
{
	struct err err;
	struct json *tree = json_parse(str_slice(
	    "{\"ID\":1,\"Id\":2,\"id\":3}"), &err);

	(void)state;
	assert_string_equal(json_text(json_member(tree, "id")), "3");
	assert_string_equal(json_text(json_at(tree, "/Id")), "2");
	assert_null(json_member(tree, "iD"));
	json_free(tree);
}

static void
test_cursors(void **state)
{
	const char *text = " { \"a\" : [ 1 , \"x,]\\\"\" , {\"b\":[]} ] , "
	    "\"managedcomputer.friendly_name\":\"n\" } ";
	struct slice key, value;
	struct buf out = { 0 };
	struct scan s;
	struct err err;

	(void)state;
	assert_true(scan_check(str_slice(text), &err));
	assert_true(scan_at(str_slice(text), "/a", &value));
	assert_true(scan_open(value, &s));
	assert_true(scan_item(&s, &value));
	assert_true(str_is(value, "1"));
	assert_true(scan_item(&s, &value));
	assert_true(scan_text(value, &out));
	assert_string_equal(buf_string(&out), "x,]\"");
	assert_true(scan_item(&s, &value));
	assert_int_equal(scan_type(value), JSON_OBJECT);
	assert_false(scan_item(&s, &value));
	assert_true(scan_open(str_slice(text), &s));
	assert_true(scan_member(&s, &key, &value));
	assert_true(scan_member(&s, &key, &value));
	assert_true(str_is(key, "managedcomputer.friendly_name"));
	assert_false(scan_member(&s, &key, &value));
	assert_true(scan_open(str_slice("{}"), &s));
	assert_false(scan_member(&s, &key, &value));
	buf_fini(&out);
}

/* Down into what is wanted, past what is not, and every step once. */
static void
test_walking_down(void **state)
{
	const char *text = "\xEF\xBB\xBF[ 7 , {\"a\" : {\"b\":\"}\" } , \"c\":[1] } ,"
	    "{ } ]";
	struct scan list, item, inner;
	struct slice key;

	(void)state;
	assert_true(scan_open(str_slice(text), &list));
	assert_true(scan_more(&list));
	assert_false(scan_into(&list, &item));
	assert_true(str_is(scan_value(&list), "7"));
	assert_true(scan_more(&list) && scan_into(&list, &item));
	assert_true(scan_key(&item, &key) && str_is(key, "a"));
	assert_true(scan_into(&item, &inner));
	assert_true(scan_key(&inner, &key) && str_is(key, "b"));
	assert_true(str_is(scan_value(&inner), "\"}\""));
	assert_false(scan_key(&inner, &key));
	scan_out(&item, &inner);
	assert_true(scan_key(&item, &key) && str_is(key, "c"));
	assert_true(str_is(scan_value(&item), "[1]"));
	assert_false(scan_key(&item, &key));
	scan_out(&list, &item);
	assert_true(scan_more(&list) && scan_into(&list, &item));
	assert_false(scan_key(&item, &key));
	scan_out(&list, &item);
	assert_false(scan_more(&list));
}

static void
test_guessed_keys(void **state)
{
	static const char *const texts[] = {
		"{\"name\":1,\"name\": 2 , \"name\":3,\"nam\":4,\"name2\":5,"
		"\"NAME\":6,\"name\" :7,\"name\":8}",
	};
	struct scan_guess guess = { .len = 0 }, none = { .len = 0 };
	char digits[9] = "", long_key[40];
	struct slice key, value;
	struct scan s;
	size_t n = 0;
	bool again;

	(void)state;
	assert_true(scan_open(str_slice(texts[0]), &s));
	assert_false(scan_key_again(&s, &none));
	scan_guess(&guess, str_slice("name"));
	while ((again = scan_key_again(&s, &guess)) || scan_key(&s, &key)) {
		value = scan_value(&s);
		/* The last is too near to the end to be looked at at once. */
		assert_int_equal(again, n < 2);
		digits[n++] = value.at[0];
	}
	assert_string_equal(digits, "12345678");
	memset(long_key, 'k', sizeof(long_key));
	scan_guess(&guess, (struct slice){ long_key, SCAN_GUESS - 2 });
	assert_int_equal(guess.len, 0);
	scan_guess(&guess, (struct slice){ long_key, SCAN_GUESS - 3 });
	assert_int_equal(guess.len, SCAN_GUESS);
}

/* What was noted while checking answers as a look at the text does. */
static void
test_top(void **state)
{
	static const char *const texts[] = {
		"{}", "[{\"a\":1}]", "7", "{\"a\":1}", " { \"a\" : 1 } ",
		"{\"a\":{\"b\":[2,{}]},\"b\":[],\"c\":\"}\",\"a\":3}",
		"\xEF\xBB\xBF{\"b\":{},\"a\":{\"b\":{\"c\":null}} ,\"c\":-1e9}",
		"{\"0\":0,\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0,\"6\":0,"
		"\"7\":0,\"8\":0,\"9\":0,\"d\":0,\"e\":0,\"f\":0,\"g\":0,"
		"\"h\":0,\"i\":[0],\"a\":{\"b\":[3]},\"c\":4}",
	};
	static const char *const pointers[] = { "", "/a", "/a/b", "/a/b/c",
	    "/b", "/c", "/c/b", "/i", "/nope" };
	struct slice text, seen, noted, rest;
	struct scan_top top;
	struct err err;
	size_t i, k;
	bool there;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		text = str_slice(texts[i]);
		assert_true(scan_check_top(text, &top, &err));
		for (k = 0; k < sizeof(pointers) / sizeof(*pointers); k++) {
			there = scan_at(text, pointers[k], &seen);
			assert_int_equal(there, scan_top_at(&top, text,
			    pointers[k], &noted));
			assert_int_equal(there, scan_from(text, pointers[k],
			    &rest));
			if (!there)
				continue;
			assert_ptr_equal(noted.at, seen.at);
			assert_int_equal(noted.len, seen.len);
			assert_ptr_equal(rest.at, seen.at);
			assert_true(rest.len >= seen.len);
		}
	}
	assert_true(scan_at(str_slice(texts[6]), "/a/b/c", &seen));
	assert_true(str_is(seen, "null"));
}

static void
test_escapes(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_true(scan_text(str_slice("\"a\\u00e9\\ud83d\\ude00\\ud83d\\n\""),
	    &out));
	assert_string_equal(buf_string(&out),
	    "a\xC3\xA9\xF0\x9F\x98\x80\xEF\xBF\xBD\n");
	buf_fini(&out);
}

static void
test_flags(void **state)
{
	struct json *root = parsed("[true,\"true\",1,\"1\",\"yes\","
	    "false,\"False\",0,\"0\",\"no\",\"--\",null,\"\",2]");
	const struct json *n = json_first(root);
	bool flag;
	int i;

	(void)state;
	for (i = 0; n != NULL; i++, n = json_next(n)) {
		assert_int_equal(json_flag(n, &flag), i < 10);
		if (i < 10)
			assert_int_equal(flag, i < 5);
	}
	json_free(root);
}

/* Where text stops being what it began as; and the most there may be. */
static void
test_edges(void **state)
{
	const char *half = "[\"\\uD83D\\nabcd\\uD83Du\\uD83D\\uD83Dx\"]";
	size_t len = 2 * (size_t)SCAN_NODES + 2, i;
	struct slice key, value;
	struct buf out = { 0 };
	struct err err;
	struct scan s;
	char *many;

	(void)state;
	assert_true(scan_check(str_slice(half), &err));
	assert_true(scan_open(str_slice(half), &s));
	assert_true(scan_item(&s, &value));
	assert_true(scan_text(value, &out));
	assert_string_equal(buf_string(&out), "\xEF\xBF\xBD\nabcd"
	    "\xEF\xBF\xBDu\xEF\xBF\xBD\xEF\xBF\xBDx");
	buf_fini(&out);
	assert_true(scan_open(str_slice("[1]"), &s));
	assert_false(scan_key(&s, &key));
	s = (struct scan){ "12", NULL };
	s.end = s.at + 2;
	assert_true(str_is(scan_value(&s), "12"));
	/* The list is a part too. */
	many = malloc(len);
	assert_non_null(many);
	for (i = 0; i < len; i++)
		many[i] = i % 2 == 0 ? ',' : '1';
	many[0] = '[';
	many[len - 2] = ']';
	assert_false(scan_check((struct slice){ many, len - 1 }, &err));
	many[len - 4] = ']';
	assert_true(scan_check((struct slice){ many, len - 3 }, &err));
	free(many);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digits_survive),
		cmocka_unit_test(test_marks_of_ours_in_their_text),
		cmocka_unit_test(test_bad_text_is_refused),
		cmocka_unit_test(test_case_of_keys),
		cmocka_unit_test(test_cursors),
		cmocka_unit_test(test_walking_down),
		cmocka_unit_test(test_guessed_keys),
		cmocka_unit_test(test_top),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_edges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
