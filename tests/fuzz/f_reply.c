/* catalog: verdict, next page and outcome of any answer to any operation. */
#include <endpane/json/scan.h>

#include "plans.h"

/* Nothing but a query: no place, no fragment, no other host. */
static void
check_query(const char *text)
{
	for (; *text != '\0'; text++)
		MUST(*text > ' ' && *text < 0x7F && *text != '#');
}

static void
check_page(const struct cat_system *system, const struct cat_reply *reply,
    unsigned rows)
{
	struct cat_page page = { "/devices", "limit=50", reply->body, rows,
	    rows * 2u, 2, NULL };
	struct buf query = { 0 };
	bool more = false;
	struct err err;

	if (system->page(&page, &fuzz_settings, &query, &more, &err) && more) {
		MUST(query.len > 0);
		check_query(buf_string(&query));
	}
	buf_fini(&query);
}

/* An object is applied only if the answer says so; words fit their place. */
static void
check_outcome(const struct fuzz_plan *f, const struct cat_reply *reply)
{
	const struct plan_request *r = f->plan.requests;
	const struct cat_ways *ways = f->op->ways;
	struct args found = { 0 };
	enum cat_outcome outcome;
	struct err err = { 0 };

	if (f->plan.count == 0 || ways == NULL)
		return;
	if (ways->judge != NULL && r->object_count > 0) {
		outcome = ways->judge(r, reply, 0, &err);
		MUST(outcome >= CAT_APPLIED && outcome <= CAT_UNKNOWN);
		MUST(outcome != CAT_REJECTED || err.code != ERR_NONE);
		MUST(memchr(err.text, '\0', sizeof(err.text)) != NULL);
	}
	if (ways->match != NULL && reply->body.len > 0) {
		int there = ways->match(reply, "WKS-0077", &fuzz_settings, 0,
		    &found, &err);

		MUST(there >= -1 && there <= 1);
		MUST(there != -1 || err.code != ERR_NONE);
		args_fini(&found);
	}
	if (ways->seen != NULL && reply->body.len > 0) {
		int goal = ways->seen(reply, "52549000000186013", &f->args,
		    &fuzz_settings);

		MUST(goal >= -1 && goal <= 1);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static const int statuses[] = { 200, 201, 202, 204, 302, 400, 401,
	    403, 404, 412, 422, 429, 500, 503, 999, 200 };
	struct slice in = fuzz_input(at, len);
	struct cat_reply reply = { .location = "https://example.org/" };
	struct fuzz_plan *f;
	struct err err = { 0 }, ignored;
	struct scan_top top;
	size_t count;
	unsigned choice;

	f = fuzz_plans(&count);
	f += fuzz_byte(&in) % count;
	choice = fuzz_byte(&in);
	reply.status = statuses[choice & 15];
	reply.writes = cat_writes(f->op);
	reply.body = in;
	/* As the queue has it: checked once, its members noted. */
	if ((choice & 16) != 0 && scan_check_top(in, &top, &ignored))
		reply.top = &top;
	if (!f->system->verdict(&reply, &err)) {
		MUST(err.code != ERR_NONE && err.text[0] != '\0');
		MUST(memchr(err.wire, '\0', sizeof(err.wire)) != NULL);
		return 0;
	}
	MUST(reply.status < 300);
	if (str_trim(in).len > 0)
		check_page(f->system, &reply, choice >> 5);
	check_outcome(f, &reply);
	return 0;
}
