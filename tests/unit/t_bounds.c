/* json/scan: text that nobody has checked is read to its end and no further. */
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <stdlib.h>
#include <string.h>

#include "unit.h"

/* Cut off anywhere, and without the NUL that a C text would have. */
static const char *const texts[] = {
	"{\"a\":{\"b\":[1,\"x\\\"y\",true]},\"c\":\"d\\u00e9\"}",
	"[\"a\\", "[\"abc", "{\"a", "{\"a\"", "{\"a\" ", "{\"a\":", "[1", "[tru",
	"\"", "[[[[", "{\"a\":[{\"b", "{\"\\", "[\"\\\"",
};

static void
walk(struct slice text)
{
	struct scan s, inner;
	struct slice key, value;

	if (scan_open(text, &s)) {
		while (scan_member(&s, &key, &value))
			assert_true(key.at >= text.at && value.at + value.len <=
			    text.at + text.len);
		scan_open(text, &s);
		while (scan_item(&s, &value))
			assert_true(value.at + value.len <=
			    text.at + text.len);
		scan_open(text, &s);
		scan_plain(&s, &value);
		if (scan_into(&s, &inner))
			scan_out(&s, &inner);
		assert_true(s.at <= s.end);
	}
	scan_at(text, "/a/b", &value);
	scan_at(text, "/c", &value);
	scan_from(text, "/a", &value);
}

static void
test_cut_off(void **state)
{
	size_t i, len;
	char *copy;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		for (len = 0; len <= strlen(texts[i]); len++) {
			/* What is behind it belongs to a sanitizer. */
			copy = malloc(len > 0 ? len : 1);
			assert_non_null(copy);
			memcpy(copy, texts[i], len);
			walk((struct slice){ copy, len });
			free(copy);
		}
}

/* One quote alone is a text of no kind: it is given as it is. */
static void
test_half_a_text(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_true(scan_text((struct slice){ "\"", 1 }, &out));
	assert_string_equal(buf_string(&out), "\"");
	buf_fini(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_half_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
