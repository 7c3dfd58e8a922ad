/* Every operation of the catalogue with arguments that make a plan of it. */
#ifndef FUZZ_PLANS_H
#define FUZZ_PLANS_H

#include <endpane/catalog/catalog.h>

#include "fuzz.h"

#define PLANS_MOST 128

struct fuzz_plan {
	const struct cat_system		*system;
	const struct cat_resource	*resource;
	const struct cat_op		*op;
	struct args			 args;
	struct plan			 plan;	/* empty: none could be made */
};

static const struct cat_settings fuzz_settings = {
	.page_limit = 50, .api_version = "1.4", .domains = "corp.example.com",
	.device_ids = "wks-0077:987000000654321", .app_update = "post",
	.status_column = "COMPUTER_STATUS",
};

static inline const char *
fuzz_value(const struct cat_param *p)
{
	if (p->kind == CAT_ID)
		return "52549000000186013";
	if (p->kind == CAT_CHOICE && p->choices != NULL)
		return p->choices[0].wire;
	if (p->kind == CAT_FLAG)
		return "true";
	if (p->kind == CAT_NUMBER)
		return "7";
	return strcmp(p->name, "attr") == 0 ? "description=x" : "WKS-0077";
}

static inline void
fuzz_plan_make(struct fuzz_plan *f)
{
	const struct cat_param *p;
	struct err err;

	for (p = f->op->params; p != NULL && p->name != NULL; p++)
		if (strncmp(p->name, "from", 4) != 0)
			args_add(&f->args, p->name, str_slice(fuzz_value(p)));
	args_add(&f->args, "found",
	    str_slice("(SAM_ACCOUNT_NAME eq WKS-0077)"));
	args_add(&f->args, "domain", str_slice("corp.example.com"));
	if (!cat_plan(f->op, &f->args, &fuzz_settings, &f->plan, &err))
		plan_fini(&f->plan);
}

/* All of them, made once. */
static inline struct fuzz_plan *
fuzz_plans(size_t *count)
{
	static struct fuzz_plan plans[PLANS_MOST];
	static size_t made;
	const struct cat_system *const *s;
	const struct cat_resource *const *r;
	const struct cat_op *op;

	for (s = cat_systems; made == 0 && *s != NULL; s++)
		for (r = (*s)->resources; *r != NULL; r++)
			for (op = (*r)->ops; op->verb != NULL; op++) {
				MUST(made < PLANS_MOST - 1);
				plans[made].system = *s;
				plans[made].resource = *r;
				plans[made].op = op;
				fuzz_plan_make(&plans[made]);
				made++;
			}
	*count = made;
	return plans;
}

#endif
