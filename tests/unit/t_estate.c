/* sim/: the invented company, its ids, filters and faults. */
#include "../../src/sim/computer.h"
#include "../../src/sim/fault.h"
#include "../../src/sim/filter.h"
#include "../../src/sim/hunt.h"
#include "../../src/sim/people.h"
#include "../../src/sim/scim.h"
#include "../../src/sim/shape.h"

#include <endpane/base/map.h>
#include <endpane/base/str.h>

#include <stdio.h>
#include <string.h>

#include "unit.h"

static void
found(struct estate *e, size_t devices)
{
	const size_t sizes[KINDS] = { devices, 24, 60, devices, devices,
		devices, devices };

	memset(e, 0, sizeof(*e));
	estate_init(e, 7, sizes);
	e->accounts = 3;
}

/* There and back for every kind, and no two of a kind alike. */
static void
test_ids(void **state)
{
	static char text[200000][24];
	struct estate e;
	struct map seen = { .slots = NULL };
	size_t kind, i, index;
	uint64_t id;

	(void)state;
	found(&e, 40000);
	for (kind = 0; kind < KINDS; kind++) {
		for (i = 0; i < e.roster[kind].base; i++) {
			id = estate_id(&e, (enum kind)kind, i);
			assert_true(estate_find(&e, (enum kind)kind, id,
			    &index));
			assert_int_equal(index, i);
			snprintf(text[i], sizeof(text[i]), "%llu",
			    (unsigned long long)id);
			assert_true(map_add(&seen, str_slice(text[i]), 1));
		}
		map_fini(&seen);
	}
	assert_false(estate_find(&e, KIND_DEVICE,
	    estate_id(&e, KIND_DEVICE, 40000), &index));
	assert_false(estate_find(&e, KIND_DEVICE, 0, &index));
	assert_false(estate_find(&e, KIND_DEVICE, UINT64_MAX, &index));
	estate_fini(&e);
}

static void
test_traps(void **state)
{
	const uint64_t middle = UINT64_C(9007199254740993);
	struct estate e;
	size_t a, b, c, i, odd = 0;

	(void)state;
	found(&e, 1000);
	assert_int_equal(estate_id(&e, KIND_DEVICE, 0),
	    UINT64_C(9007199254741000));
	assert_true(estate_find(&e, KIND_DEVICE, middle, &a));
	assert_true(estate_find(&e, KIND_DEVICE, middle - 1, &b));
	assert_true(estate_find(&e, KIND_DEVICE, middle + 1, &c));
	assert_true(a != b && b != c);
	for (i = 20; i < 1000; i++)
		odd += estate_id(&e, KIND_DEVICE, i) % 2 == 1 &&
		    estate_id(&e, KIND_DEVICE, i) > middle;
	assert_int_equal(odd, 980);
	estate_fini(&e);
}

static void
test_million(void **state)
{
	struct estate e;
	struct device d, again;
	size_t index;

	(void)state;
	found(&e, 1000000);
	memset(&d, 0, sizeof(d));
	memset(&again, 0, sizeof(again));
	people_device(&e, 999999, &d);
	assert_true(estate_find(&e, KIND_DEVICE, d.id, &index));
	people_device(&e, index, &again);
	assert_string_equal(d.name, again.name);
	assert_string_equal(d.serial, again.serial);
	assert_int_equal(e.groups.count + e.users.count, 0);
	assert_true(people_machine_index(d.name, &index));
	assert_int_equal(index, 999999);
	assert_false(people_machine_index("ANB-0100", &index));
	assert_false(people_machine_index("ANB-420", &index));
	assert_true(people_machine_index("ANB-0420", &index));
	estate_fini(&e);
}

static void
test_roster(void **state)
{
	struct roster r = { .base = 10 };

	(void)state;
	roster_remove(&r, 3);
	roster_remove(&r, 0);
	roster_remove(&r, 4);
	assert_int_equal(roster_count(&r), 7);
	assert_int_equal(roster_at(&r, 0), 1);
	assert_int_equal(roster_at(&r, 2), 5);
	assert_int_equal(roster_next(&r, 2), 5);
	assert_false(roster_has(&r, 3));
	assert_true(roster_has(&r, 5));
	assert_int_equal(roster_add(&r), 10);
	assert_true(roster_has(&r, 10));
	assert_false(roster_has(&r, 11));
	assert_true(roster_next(&r, 10) == SIZE_MAX);
	free(r.gone);
}

static void
test_sets(void **state)
{
	struct idset s = { .at = NULL };
	struct shelf shelf = { .keys = NULL };
	int values[3];
	size_t i;

	(void)state;
	for (i = 0; i < 100; i++)
		assert_true(idset_add(&s, 1000 - i));
	assert_false(idset_add(&s, 950));
	assert_true(idset_remove(&s, 950));
	assert_false(idset_remove(&s, 950));
	assert_int_equal(s.count, 99);
	assert_int_equal(s.at[0], 1000);
	idset_fini(&s);
	shelf_put(&shelf, 5, &values[0]);
	shelf_put(&shelf, UINT64_MAX, &values[1]);
	shelf_put(&shelf, 0, &values[2]);
	assert_ptr_equal(shelf_find(&shelf, UINT64_MAX), &values[1]);
	assert_ptr_equal(shelf_take(&shelf, 5), &values[0]);
	assert_null(shelf_find(&shelf, 5));
	assert_null(shelf_take(&shelf, 5));
	assert_int_equal(shelf.count, 2);
	free(shelf.keys);
	free(shelf.values);
}

static size_t
matches(struct estate *e, const char *text)
{
	struct hunt h = { .domains = { 0 }, .domain_count = 1, .from = 1,
		.limit = 100 };
	const char *why = NULL;
	size_t total;

	h.filter = filter_parse(text, &why);
	if (h.filter == NULL) {
		assert_non_null(why);
		return SIZE_MAX;
	}
	hunt_run(e, &h);
	total = h.total;
	hunt_fini(&h);
	return total;
}

static void
test_filters(void **state)
{
	struct estate e;

	(void)state;
	found(&e, 500);
	assert_int_equal(matches(&e, "(COMPUTER_NAME eq PC01)"), 1);
	assert_int_equal(matches(&e, "(COMPUTER_NAME eq (pc01))"), 1);
	assert_int_equal(matches(&e, "(COMPUTER_NAME eq 'PC01')"), 0);
	assert_int_equal(matches(&e, "(SAM_ACCOUNT_NAME eq PC01$) and "
	    "(OPERATING_SYSTEM eq Windows 11)"), 1);
	assert_int_equal(matches(&e, "(COMPUTER_NAME sw API) or "
	    "(COMPUTER_NAME eq PC01)"), 6);
	assert_int_equal(matches(&e, "not (COMPUTER_NAME eq PC01)"), 7);
	assert_int_equal(matches(&e, "((COMPUTER_NAME co C4) or "
	    "(COMPUTER_NAME ew 01)) and not (DEPARTMENT eq Sales)"), 2);
	assert_true(matches(&e, "") == SIZE_MAX);
	assert_true(matches(&e, "()") == SIZE_MAX);
	assert_true(matches(&e, "(COMPUTER_NAME eq)") == SIZE_MAX);
	assert_true(matches(&e, "(COMPUTER_NAME eq a(b))") == SIZE_MAX);
	assert_true(matches(&e, "(A eq b)") == SIZE_MAX);
	assert_true(matches(&e, "(COMPUTER_NAME eq b) x") == SIZE_MAX);
	assert_true(matches(&e, "((((((((((((((((((((((((((") == SIZE_MAX);
	estate_fini(&e);
}

static bool
narrows(const char *text)
{
	const char *why;
	struct filter *f = filter_parse(text, &why);
	bool yes = filter_narrows(f);

	filter_free(f);
	return yes;
}

static void
test_narrowing(void **state)
{
	(void)state;
	assert_true(narrows("(COMPUTER_NAME eq a)"));
	assert_true(narrows("(COMPUTER_NAME eq a) and (MANAGER ne b)"));
	assert_false(narrows("(COMPUTER_NAME eq a) or (MANAGER ne b)"));
	assert_false(narrows("(COMPUTER_NAME ne a)"));
	assert_false(narrows("not (COMPUTER_NAME eq a)"));
	assert_false(narrows("(COMPUTER_NAME sw *)"));
}

static void
test_scim(void **state)
{
	const struct scim_row mike = { "2000000000002", "Mike", "Standard",
		"true" };
	const char *why;
	struct scim q;

	(void)state;
	assert_true(scim_parse(&q, "user_name eq \"Mike\" and "
	    "is_idp_linked eq true", NULL, NULL, &why));
	assert_true(scim_fits(&q, &mike));
	assert_true(scim_parse(&q, "id eq \"1\" or user_name sw \"M\"", NULL,
	    "-user_name,id", &why));
	assert_true(scim_fits(&q, &mike));
	assert_true(scim_parse(&q, "user_name eq \"a\\\"b\"", NULL, NULL,
	    &why));
	assert_string_equal(q.terms[0].value, "a\"b");
	assert_false(scim_parse(&q, "user_name eq Mike", NULL, NULL, &why));
	assert_false(scim_parse(&q, "firstName eq \"x\"", NULL, NULL, &why));
	assert_false(scim_parse(&q, "user_name eq \"x", NULL, NULL, &why));
	assert_false(scim_parse(&q, NULL, "nowhere", NULL, &why));
}

static const char *
wrong(const char *shape, const char *body)
{
	struct err err;
	struct json *json = json_parse(str_slice(body), &err);
	const char *text;

	assert_non_null(json);
	text = shape_wrong(shape, json);
	json_free(json);
	return text;
}

static void
test_shapes(void **state)
{
	static const char shape[] = "ids!ids name?text n?int on?flag x*?text";

	(void)state;
	assert_null(wrong(shape, "{\"ids\":[9007199254740993]}"));
	assert_null(wrong(shape, "{\"ids\":[1],\"name\":\"\",\"n\":-1,"
	    "\"on\":true,\"xy\":\"\"}"));
	assert_non_null(wrong(shape, "{}"));
	assert_non_null(wrong(shape, "{\"ids\":[]}"));
	assert_non_null(wrong(shape, "{\"ids\":[\"1\"]}"));
	assert_non_null(wrong(shape, "{\"ids\":[1.0]}"));
	assert_non_null(wrong(shape, "{\"ids\":[1e3]}"));
	assert_non_null(wrong(shape, "{\"ids\":[1],\"on\":\"true\"}"));
	assert_non_null(wrong(shape, "{\"ids\":[1],\"Name\":\"\"}"));
	assert_non_null(wrong(shape, "{\"ids\":[1],\"x\":\"\"}"));
}

static void
test_requests(void **state)
{
	struct request *rq = desk_request("/a/b?x=1%2C2&y=a%20b");
	uint64_t id;

	(void)state;
	assert_int_equal(rq->path.len, 4);
	assert_null(rq->bad_query);
	assert_string_equal(desk_param(rq, "x"), "1,2");
	assert_string_equal(desk_param(rq, "y"), "a b");
	assert_false(rq->params[0].has_comma);
	desk_request_free(rq);
	rq = desk_request("/a?x=a+b");
	assert_non_null(rq->bad_query);
	desk_request_free(rq);
	rq = desk_request("/a?x=%zz");
	assert_non_null(rq->bad_query);
	desk_request_free(rq);
	rq = desk_request("/a?x=%00");
	assert_non_null(rq->bad_query);
	desk_request_free(rq);
	assert_true(desk_id(str_slice("9223372036854775807"), &id));
	assert_false(desk_id(str_slice("007"), &id));
	assert_false(desk_id(str_slice("-1"), &id));
	assert_false(desk_id(str_slice(""), &id));
}

static struct fate
judged(struct faults *f, const char *method, const char *path)
{
	const struct vendor v = { .name = "mdm" };
	struct fate fate = { .kind = FAULT_NONE };
	struct request *rq = desk_request(path);

	rq->method = strdup(method);
	rq->below = (struct slice){ rq->path.at + strlen("/mdm/api/v1"),
	    rq->path.len - strlen("/mdm/api/v1") };
	fault_judge(f, &v, rq, &fate);
	desk_request_free(rq);
	return fate;
}

static void
test_faults(void **state)
{
	struct faults f = { .at = NULL };
	struct err err;

	(void)state;
	assert_true(fault_add(&f, str_slice("GET /mdm/devices 429:5@2*1"),
	    &err));
	assert_true(fault_add(&f, str_slice("* latency:20"), &err));
	assert_int_equal(judged(&f, "GET", "/mdm/api/v1/devices").kind,
	    FAULT_NONE);
	assert_int_equal(judged(&f, "POST", "/mdm/api/v1/devices").kind,
	    FAULT_NONE);
	assert_int_equal(judged(&f, "GET", "/mdm/api/v1/groups").kind,
	    FAULT_NONE);
	assert_int_equal(judged(&f, "GET", "/mdm/api/v1/devices").second, 5);
	assert_int_equal(judged(&f, "GET", "/mdm/api/v1/devices").kind,
	    FAULT_NONE);
	assert_int_equal(judged(&f, "GET", "/mdm/api/v1/x").latency_ms, 20);
	assert_false(fault_add(&f, str_slice("GET /x"), &err));
	assert_false(fault_add(&f, str_slice("close:1"), &err));
	assert_false(fault_add(&f, str_slice("cut"), &err));
	assert_false(fault_add(&f, str_slice("200"), &err));
	assert_false(fault_add(&f, str_slice("401*0"), &err));
	assert_false(fault_add(&f, str_slice(""), &err));
	fault_clear(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_traps),
		cmocka_unit_test(test_million),
		cmocka_unit_test(test_roster),
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_filters),
		cmocka_unit_test(test_narrowing),
		cmocka_unit_test(test_scim),
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_requests),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
