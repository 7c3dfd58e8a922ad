/* op/fields.c, cli/items.c: any answer shown; secrets masked, digits kept. */
#include <endpane/json/scan.h>
#include <endpane/op/fields.h>

#include "../../src/cli/items.h"
#include "fuzz.h"

static bool
says_something(struct slice value)
{
	return scan_type(value) != JSON_NULL && !str_is(value, "\"\"") &&
	    !str_is(value, "\"--\"") && !str_is(value, "\"-\"");
}

/* out is in, but for the values of members that are secret. */
static void
check_masked(struct slice in, struct slice out)
{
	bool object = scan_type(in) == JSON_OBJECT;
	struct slice key = { NULL, 0 }, other, x, y;
	struct scan s, t;

	in = str_trim(in);
	out = str_trim(out);
	MUST(scan_type(in) == scan_type(out));
	if (!scan_open(in, &s)) {
		MUST(str_same(in, out));
		return;
	}
	MUST(scan_open(out, &t));
	while (object ? scan_member(&s, &key, &x) : scan_item(&s, &x)) {
		MUST(object ? scan_member(&t, &other, &y) : scan_item(&t, &y));
		if (object && cat_is_secret_field(key)) {
			MUST(!says_something(x) || str_starts(y, "\"***"));
			continue;
		}
		check_masked(x, y);
	}
	MUST(!scan_more(&t));
}

static void
check_outputs(struct slice text)
{
	struct buf pretty = { 0 }, masked = { 0 };
	struct err err;

	MUST(fields_pretty(text, &pretty, &err));
	MUST(scan_check(fuzz_slice(&pretty), &err));
	check_masked(text, fuzz_slice(&pretty));
	MUST(fields_masked(text, &masked));
	MUST(scan_check(fuzz_slice(&masked), &err));
	check_masked(text, fuzz_slice(&masked));
	buf_fini(&pretty);
	buf_fini(&masked);
}

static void
check_fields(struct slice text, const struct cat_resource *resource)
{
	struct fields fields;
	struct err err;
	size_t i;

	if (!fields_read(&fields, resource, text, &err))
		return;
	for (i = 0; i < fields.count; i++) {
		MUST(fields.list[i].section != NULL);
		MUST(fields.list[i].label != NULL);
		MUST(!fields.list[i].is_secret ||
		    strncmp(fields.list[i].value, "***", 3) == 0);
	}
	fields_fini(&fields);
}

static void
check_items(struct slice text, const struct cat_op *op)
{
	struct cat_resource *shape;
	struct items items = { 0 };
	struct buf out = { 0 };
	struct err err;
	size_t i;
	int c;

	if (!items_read(&items, text, op, &err))
		return;
	shape = items_shape(&items, "things");
	for (i = 0; i < items.count; i++) {
		MUST(items.list[i].at >= text.at);
		MUST(items.list[i].at + items.list[i].len <=
		    text.at + text.len);
		for (c = 0; shape != NULL && shape->columns[c].name != NULL;
		    c++)
			items_text(items.list[i], shape->columns[c].path,
			    &out);
	}
	buf_fini(&out);
	items_shape_free(shape);
	items_fini(&items);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static const char *const nouns[] = { "devices", "groups", "apps",
	    "users", "computers", "endpoints", "accounts" };
	struct slice text = fuzz_input(at, len);
	unsigned choice = fuzz_byte(&text);
	const struct cat_resource *resource = cat_resource(str_slice(
	    nouns[choice % 7]), NULL);
	const struct cat_op *op = resource->ops;
	struct err err;

	for (choice /= 7; choice > 0 && op[1].verb != NULL; choice--)
		op++;
	if (!scan_check(text, &err))
		return 0;
	if (str_starts(text, "\xEF\xBB\xBF"))
		text.at += 3, text.len -= 3;
	text = str_trim(text);
	check_outputs(text);
	check_fields(text, resource);
	check_items(text, op);
	return 0;
}
