/* json: scan and tree agree, numbers keep every digit, output parses again. */
#include <endpane/json/json.h>
#include <endpane/json/scan.h>

#include "fuzz.h"

/* A key as it reads once decoded. */
static void
decode_key(struct slice key, struct buf *out)
{
	buf_clear(out);
	scan_text((struct slice){ key.at - 1, key.len + 2 }, out);
}

static bool
is_number(struct slice value)
{
	return scan_type(value) == JSON_NUMBER;
}

static void
same_text(const struct json *node, struct slice value)
{
	struct buf text = { 0 };

	scan_text(value, &text);
	if (memchr(buf_string(&text), '\0', text.len) == NULL)
		MUST(strcmp(json_text(node), buf_string(&text)) == 0);
	buf_fini(&text);
}

static void
same_tree(const struct json *node, struct slice value)
{
	const struct json *child = json_first(node);
	bool object = scan_type(value) == JSON_OBJECT;
	struct slice key = { NULL, 0 }, item;
	struct buf name = { 0 };
	struct scan s;

	MUST(json_type(node) == scan_type(value));
	if (is_number(value))
		MUST(str_is(value, json_text(node)));
	else if (scan_type(value) == JSON_TEXT)
		same_text(node, value);
	if (!scan_open(value, &s))
		return;
	while (object ? scan_member(&s, &key, &item) : scan_item(&s, &item)) {
		MUST(child != NULL);
		if (object) {
			decode_key(key, &name);
			if (memchr(buf_string(&name), '\0', name.len) == NULL)
				MUST(strcmp(json_key(child),
				    buf_string(&name)) == 0);
		}
		same_tree(child, item);
		child = json_next(child);
	}
	MUST(child == NULL);
	buf_fini(&name);
}

/* The same document in two spellings. */
static void
same_spelling(struct slice a, struct slice b)
{
	bool object = scan_type(a) == JSON_OBJECT;
	struct slice key_a, key_b, x, y;
	struct scan s, t;

	MUST(scan_type(a) == scan_type(b));
	if (is_number(a))
		MUST(str_same(a, b));
	if (!scan_open(a, &s)) {
		MUST(!scan_open(b, &t));
		return;
	}
	MUST(scan_open(b, &t));
	while (object ? scan_member(&s, &key_a, &x) : scan_item(&s, &x)) {
		MUST(object ? scan_member(&t, &key_b, &y) : scan_item(&t, &y));
		same_spelling(x, y);
	}
	MUST(!scan_more(&t));
}

static void
check_output(struct slice text)
{
	struct buf out = { 0 };
	struct err err;

	text_json(text, &out);
	MUST(fuzz_is_clean(fuzz_slice(&out), "\t\n\r"));
	MUST(scan_check(fuzz_slice(&out), &err));
	same_spelling(text, str_trim(fuzz_slice(&out)));
	buf_fini(&out);
}

static void
check_top(const struct scan_top *top, struct slice text)
{
	static const char *const pointers[] = { "", "/a", "/a/b", "/data",
	    "/x/y/z", "/" };
	struct slice plain, noted, rest;
	size_t i;
	bool there;

	for (i = 0; i < sizeof(pointers) / sizeof(pointers[0]); i++) {
		there = scan_at(text, pointers[i], &plain);
		MUST(scan_top_at(top, text, pointers[i], &noted) == there);
		MUST(scan_from(text, pointers[i], &rest) == there);
		if (!there)
			continue;
		MUST(str_same(plain, noted));
		MUST(scan_type(str_trim(rest)) == scan_type(str_trim(plain)));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct slice text = fuzz_input(at, len);
	struct scan_top top;
	struct json *tree;
	struct err err;
	bool good = scan_check_top(text, &top, &err);

	fuzz_locale();
	MUST(scan_check(text, &err) == good);
	tree = json_parse(text, &err);
	MUST(tree == NULL || good);
	if (good) {
		check_top(&top, text);
		if (str_starts(text, "\xEF\xBB\xBF"))
			text.at += 3, text.len -= 3;
		text = str_trim(text);
		check_output(text);
	}
	if (tree != NULL)
		same_tree(tree, text);
	json_free(tree);
	return 0;
}
