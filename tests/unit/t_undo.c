/* Every operation has a risk, and everything that writes a way back or a why. */
#include <endpane/base/str.h>
#include <endpane/catalog/catalog.h>
#include <endpane/catalog/undo.h>

#include <string.h>

#include "unit.h"

typedef void op_fn(const struct cat_resource *resource,
    const struct cat_op *op);

static void
each_op(op_fn *each)
{
	const struct cat_resource *const *r;
	const struct cat_op *op;
	size_t i, count = 0;

	for (i = 0; cat_systems[i] != NULL; i++)
		for (r = cat_systems[i]->resources; *r != NULL; r++)
			for (op = (*r)->ops; op->verb != NULL; op++) {
				each(*r, op);
				count++;
			}
	assert_true(count >= 40);
}

static void
has_risk(const struct cat_resource *resource, const struct cat_op *op)
{
	bool grave;

	if (op->risk < CAT_READ || op->risk > CAT_GRAVE)
		fail_msg("%s %s has no risk", resource->noun, op->verb);
	if (strcmp(op->method, "GET") != 0 && op->risk == CAT_READ)
		fail_msg("%s %s writes", resource->noun, op->verb);
	/* What safety.md counts as never to be undone from here. */
	grave = strcmp(op->verb, "delete") == 0 ||
	    strcmp(op->verb, "remove") == 0 ||
	    strcmp(op->verb, "unlink") == 0 ||
	    strcmp(op->verb, "disable") == 0;
	if (grave && op->risk != CAT_GRAVE)
		fail_msg("%s %s cannot be undone", resource->noun, op->verb);
	if (op->risk == CAT_GRAVE && (op->flags & CAT_ASKS) == 0)
		fail_msg("%s %s asks nobody", resource->noun, op->verb);
}

static void
test_risks(void **state)
{
	(void)state;
	each_op(has_risk);
}

static bool
takes(const struct cat_op *op, const char *name)
{
	return cat_param(op, str_slice(name)) != NULL;
}

/* The state before and now must be readable. */
static void
can_be_seen(const struct cat_resource *resource, const struct cat_op *op,
    const struct cat_undo *undo)
{
	if (undo->look == NULL && op->ways->look == NULL)
		fail_msg("%s %s cannot be looked at", resource->noun,
		    op->verb);
	if (undo->is == NULL && op->ways->seen == NULL)
		fail_msg("%s %s cannot be seen", resource->noun, op->verb);
	if (undo->back != NULL && op->ways->match == NULL)
		fail_msg("%s %s finds nothing to bring back",
		    resource->noun, op->verb);
}

static void
has_way_back(const struct cat_resource *resource, const struct cat_op *op)
{
	const struct cat_undo *undo = cat_undo(op);
	const struct cat_op *opposite;
	const struct cat_param *p;

	if (!cat_writes(op))
		return;
	if (op->ways == NULL || op->ways->undo == NULL)
		fail_msg("%s %s: undone how?", resource->noun, op->verb);
	if ((undo->verb == NULL) == (undo->why == NULL))
		fail_msg("%s %s: a verb, or why not", resource->noun,
		    op->verb);
	if (undo->verb == NULL) {
		if (strlen(undo->why) > 60 ||
		    str_ends(str_slice(undo->why), "."))
			fail_msg("%s", undo->why);
		return;
	}
	if (op->risk == CAT_GRAVE)
		fail_msg("%s %s can be undone", resource->noun, op->verb);
	opposite = cat_op(resource, str_slice(undo->verb));
	if (opposite == NULL || !cat_writes(opposite))
		fail_msg("%s has no %s", resource->noun, undo->verb);
	can_be_seen(resource, op, undo);
	for (p = opposite->params; p->name != NULL; p++)
		if ((p->flags & CAT_REQUIRED) != 0 && !takes(op, p->name) &&
		    (op->flags & CAT_MAKES) == 0)
			fail_msg("%s %s needs %s", resource->noun,
			    opposite->verb, p->name);
}

static void
test_ways_back(void **state)
{
	(void)state;
	each_op(has_way_back);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_risks),
		cmocka_unit_test(test_ways_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
