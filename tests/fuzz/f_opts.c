/* cli/opts.c: any argv reads or is complained of, never half of it. */
#include <endpane/cli/opts.h>
#include <endpane/op/args.h>

#include "fuzz.h"

#define ARGS_MOST 24

static void
check_options(const struct options *o)
{
	struct err err = { 0 };
	size_t i;

	MUST(o->format >= OUT_TABLE && o->format <= OUT_IDS);
	MUST(o->op == NULL || o->resource != NULL);
	for (i = 0; o->op != NULL && i < o->args.count; i++) {
		MUST(cat_param(o->op, str_slice(o->args.list[i].name)) !=
		    NULL);
		MUST(o->args.list[i].value != NULL);
	}
	if (o->op != NULL && !args_check(o->op, &o->args, &err))
		MUST(err.code != ERR_NONE && err.text[0] != '\0');
	if (o->op != NULL)
		args_objects(o->op, &o->args);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct slice in = fuzz_input(at, len);
	char *argv[ARGS_MOST + 1], name[] = "endpane";
	struct options options = { 0 };
	struct err err = { 0 };
	int argc = 1;

	argv[0] = name;
	while (in.len > 0 && argc < ARGS_MOST)
		argv[argc++] = fuzz_line(&in);
	argv[argc] = NULL;
	if (opts_read(&options, argc, argv, &err))
		check_options(&options);
	else
		MUST(err.code == ERR_USAGE && err.text[0] != '\0');
	opts_fini(&options);
	while (argc > 1)
		free(argv[--argc]);
	return 0;
}
