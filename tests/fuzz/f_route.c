/* catalog: whatever the arguments, a request stays below the base. */
#include <endpane/json/scan.h>

#include "plans.h"

static void
check_path(const char *path)
{
	const char *p;

	MUST(path[0] == '/' && strstr(path, "//") == NULL);
	MUST(strstr(path, "/.") == NULL);
	for (p = path; *p != '\0'; p++)
		MUST((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
		    (*p >= '0' && *p <= '9') || strchr("/-_.~%", *p) != NULL);
}

static void
check_query(const char *query)
{
	const char *p;

	for (p = query; *p != '\0'; p++)
		MUST((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
		    (*p >= '0' && *p <= '9') ||
		    strchr("-_.~%=&,", *p) != NULL);
}

/* A list of ids that is empty may stand for everything. */
static void
check_body(const char *body)
{
	struct err err;

	MUST(scan_check(str_slice(body), &err));
	MUST(strstr(body, "_ids\":[]") == NULL);
	MUST(strstr(body, "resourceids\":[]") == NULL);
}

static void
check_plan(const struct cat_op *op, const struct plan *plan)
{
	size_t i, n;

	MUST(plan->count > 0);
	for (i = 0; i < plan->count; i++) {
		const struct plan_request *r = &plan->requests[i];

		MUST(strcmp(r->method, op->method) == 0 || cat_writes(op));
		check_path(r->path);
		if (r->query != NULL)
			check_query(r->query);
		if (r->body != NULL && r->file == NULL)
			check_body(r->body);
		if (r->type != NULL)
			MUST(fuzz_is_clean(str_slice(r->type), ""));
		if (r->disposition != NULL)
			MUST(strpbrk(r->disposition, "\r\n") == NULL);
		for (n = 0; n < r->object_count; n++)
			MUST(r->objects[n].id != NULL &&
			    (r->objects[n].id[0] != '\0' ||
			    op->target == CAT_NOTHING));
	}
}

/* "NUMBER OF THE PARAMETER, value" a line; some names are nobody's. */
static void
read_args(const struct cat_op *op, struct slice *in, struct args *args)
{
	static const char *const others[] = { "found", "label", "from-text",
	    "domain", "id", "item-text" };
	size_t count = 0;
	const struct cat_param *p;
	unsigned which;
	char *value;

	for (p = op->params; p != NULL && p->name != NULL; p++)
		count++;
	while (in->len > 0) {
		which = fuzz_byte(in) % (unsigned)(count + 6);
		value = fuzz_line(in);
		args_add(args, which < count ? op->params[which].name :
		    others[which - count], str_slice(value));
		free(value);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct slice in = fuzz_input(at, len);
	struct cat_settings set = fuzz_settings;
	struct args args = { 0 };
	struct plan plan = { 0 };
	struct fuzz_plan *f;
	struct err err = { 0 };
	size_t count;
	unsigned choice;

	f = fuzz_plans(&count);
	f += fuzz_byte(&in) % count;
	choice = fuzz_byte(&in);
	set.group_associate_single = (choice & 1) != 0;
	set.user_remove_delete = (choice & 2) != 0;
	set.upload_json = (choice & 4) != 0;
	set.filter_paren = (choice & 8) != 0;
	set.app_update = (choice & 16) != 0 ? "/apps/{id}" : "post";
	read_args(f->op, &in, &args);
	if (cat_plan(f->op, &args, &set, &plan, &err))
		check_plan(f->op, &plan);
	else
		MUST(err.code != ERR_NONE && err.text[0] != '\0');
	plan_fini(&plan);
	args_fini(&args);
	return 0;
}
