/* Where a form's ids are picked from: every such word of the catalogue names
 * a read whose rows have ids, or columns of a list. */
#include <endpane/base/str.h>
#include <endpane/catalog/catalog.h>

#include "unit.h"

typedef void param_fn(const struct cat_op *op, const struct cat_param *p);

static void
each_param(param_fn *fn)
{
	const struct cat_resource *const *r;
	const struct cat_param *p;
	const struct cat_op *op;
	size_t i;

	for (i = 0; cat_systems[i] != NULL; i++)
		for (r = cat_systems[i]->resources; *r != NULL; r++)
			for (op = (*r)->ops; op->verb != NULL; op++)
				for (p = op->params; p != NULL &&
				    p->name != NULL; p++)
					fn(op, p);
}

/* What that read needs is a parameter here, or stands behind its name. */
static void
names_a_read(const struct cat_op *op, const struct cat_param *p)
{
	const struct cat_resource *resource;
	const struct cat_op *read;
	const struct cat_param *need;
	struct args args = { 0 };
	size_t i;

	if (p->from == NULL)
		return;
	assert_true(cat_from(p, &resource, &read, &args));
	assert_int_equal(read->risk, CAT_READ);
	assert_non_null(read->items);
	assert_non_null(read->item_id);
	for (need = read->params; need != NULL && need->name != NULL; need++)
		if ((need->flags & CAT_REQUIRED) != 0)
			assert_true(cat_param(op, str_slice(need->name)) !=
			    NULL || args_get(&args, need->name, 0) != NULL);
	for (i = 0; i < args.count; i++)
		assert_non_null(cat_param(read, str_slice(args.list[i].name)));
	args_fini(&args);
}

static void
names_columns(const struct cat_op *op, const struct cat_param *p)
{
	const struct cat_resource *resource;
	int id, name;

	(void)op;
	if (p->met == NULL)
		return;
	assert_true(cat_met(p, &resource, &id, &name));
	assert_int_equal(resource->columns[id].kind, CAT_ID);
	assert_non_null(cat_op_with(resource, CAT_LISTS));
}

/* An id is picked, or a file's, or it is said that it has to be typed. */
static void
says_how(const struct cat_op *op, const struct cat_param *p)
{
	if (p->kind == CAT_ID && p->noun == NULL && p->from == NULL &&
	    (p->flags & (CAT_UNLISTED | CAT_FILE)) == 0)
		fail_msg("%s --%s: neither picked nor said to be typed",
		    op->verb, p->name);
	if ((p->flags & CAT_UNLISTED) != 0)
		assert_true(p->noun == NULL && p->from == NULL);
}

static void
test_sources(void **state)
{
	(void)state;
	each_param(names_a_read);
	each_param(names_columns);
	each_param(says_how);
}

static void
test_naming(void **state)
{
	int columns[CAT_NAMING];
	const struct cat_resource *devices = cat_resource(
	    str_slice("devices"), NULL);
	size_t count = cat_naming(devices, columns), i;

	(void)state;
	assert_true(count >= 4);
	assert_string_equal(devices->columns[columns[0]].name, "id");
	assert_string_equal(devices->columns[columns[1]].name, "name");
	for (i = 0; i < count; i++)
		assert_string_not_equal(devices->columns[columns[i]].name,
		    "model");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sources),
		cmocka_unit_test(test_naming),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
