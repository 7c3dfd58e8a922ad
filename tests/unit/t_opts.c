/* cli/opts: argv to options, noun, verb and arguments. */
#include <endpane/base/str.h>
#include <endpane/cli/opts.h>

#include <stdlib.h>
#include <string.h>

#include "unit.h"

static struct options o;
static struct err err;

/* Splits at blanks; "endpane" is put before. */
static bool
read_line(const char *line)
{
	static char words[512];
	static char *argv[40];
	char *at = words;
	int argc = 0;

	opts_fini(&o);
	err_clear(&err);
	(void)snprintf(words, sizeof(words), "endpane %s", line);
	while ((argv[argc] = strsep(&at, " ")) != NULL)
		argc++;
	return opts_read(&o, argc, argv, &err);
}

static void
refused(const char *line, const char *word)
{
	assert_false(read_line(line));
	assert_int_equal(err.code, ERR_USAGE);
	if (strstr(err.text, word) == NULL)
		fail_msg("%s: \"%s\" does not say %s", line, err.text, word);
}

static const char *
argument(const char *name, size_t n)
{
	return args_get(&o.args, name, n);
}

static void
test_noun_and_verb(void **state)
{
	(void)state;
	assert_true(read_line("devices list"));
	assert_string_equal(o.resource->noun, "devices");
	assert_string_equal(o.op->verb, "list");
	assert_int_equal(o.format, OUT_TABLE);
	assert_true(read_line("dev show 52549000000186013"));
	assert_string_equal(argument("id", 0), "52549000000186013");
	assert_true(read_line("groups delete 1 2 3"));
	assert_int_equal(args_count(&o.args, "id"), 3);
	assert_true(read_line("--demo"));
	assert_null(o.resource);
	assert_true(o.demo);
	assert_int_equal(o.demo_size, 0);
}

static void
test_options_stand_anywhere(void **state)
{
	(void)state;
	assert_true(read_line("-o json --limit=5 devices -c phones list -y"));
	assert_int_equal(o.format, OUT_JSON);
	assert_int_equal(o.limit, 5);
	assert_string_equal(o.connection, "phones");
	assert_string_equal(o.op->verb, "list");
	assert_true(o.yes);
	/* An operation's option before the noun. */
	assert_true(read_line("--device 1 apps associate 7 --device=2,3"));
	assert_string_equal(argument("id", 0), "7");
	assert_int_equal(args_count(&o.args, "device"), 3);
	assert_string_equal(argument("device", 2), "3");
	/* What looks like an option, after the end of options. */
	assert_true(read_line("computers show --domain D -- -x"));
	assert_string_equal(argument("id", 0), "-x");
	assert_true(read_line("-yv devices list"));
	assert_true(o.yes && o.verbose);
	assert_true(read_line("devices list -ojsonl"));
	assert_int_equal(o.format, OUT_JSONL);
}

static void
test_names_are_exact(void **state)
{
	(void)state;
	refused("devices list --lim 3", "--limit");
	refused("devices list --out=json", "--output");
	refused("--connect x devices list", "--connection");
	refused("devices list --frobnicate", "--frobnicate");
	refused("devices list -x", "-x");
	refused("devices list --member 3", "--member");
	refused("device list", "devices");
	refused("devices lst", "list");
	refused("devices", "show");
	refused("gibberish list", "gibberish");
}

/* As the server spells them it sorts; ours we sort ourselves. */
static void
test_who_sorts(void **state)
{
	(void)state;
	assert_true(read_line("computers list --sort "
	    "SAM_ACCOUNT_NAME,-OPERATING_SYSTEM"));
	assert_string_equal(argument("sort", 0), "SAM_ACCOUNT_NAME");
	assert_string_equal(argument("sort", 1), "-OPERATING_SYSTEM");
	assert_non_null(o.sort);
	assert_true(read_line("accounts list --device 1 --sort "
	    "firstName,-lastName"));
	assert_string_equal(argument("sort", 1), "-lastName");
	assert_null(o.sort);
	assert_true(read_line("computers list --sort name,-os"));
	assert_int_equal(args_count(&o.args, "sort"), 0);
	assert_string_equal(o.sort, "name,-os");
	assert_true(read_line("accounts list --device 1 --sort nmae"));
	assert_int_equal(args_count(&o.args, "sort"), 0);
	assert_true(read_line("devices list --sort device_name"));
	assert_string_equal(o.sort, "device_name");
}

static void
test_values_are_checked(void **state)
{
	(void)state;
	refused("devices list -o yaml", "jsonl");
	refused("devices list --limit 0", "limit");
	refused("devices list --limit -3", "limit");
	refused("devices list --limit 4x", "limit");
	refused("devices list --limit", "--limit");
	refused("devices list --color pink", "color");
	refused("devices list --yes=1", "--yes");
	refused("devices list extra", "extra");
	refused("devices show", "id");
	refused("devices show 1 2", "2");
	refused("groups add-members 5", "--member");
	refused("computers show A --domain D --domain E", "twice");
}

static void
test_narrowing_is_never_lost(void **state)
{
	(void)state;
	refused("groups delete 1 2 --limit 1", "limit");
	refused("groups delete - --filter x", "filter");
	refused("devices show 1 --sort name", "sort");
	assert_true(read_line("devices list --filter a=b"));
	assert_string_equal(o.filter, "a=b");
	assert_int_equal(o.args.count, 0);
	/* A server's own filter goes to the server, unless it must not. */
	assert_true(read_line("computers list --filter a"));
	assert_null(o.filter);
	assert_string_equal(argument("filter", 0), "a");
	assert_true(read_line("computers list --local-filter --filter a"));
	assert_string_equal(o.filter, "a");
	assert_null(argument("filter", 0));
	assert_true(read_line("computers disable --domain D --filter a"));
	assert_string_equal(argument("filter", 0), "a");
}

static void
test_switches(void **state)
{
	(void)state;
	assert_true(read_line("apps associate 1 --device 2 --silent-install"));
	assert_string_equal(argument("silent-install", 0), "true");
	assert_true(read_line(
	    "apps associate 1 --device 2 --silent-install=false"));
	assert_string_equal(argument("silent-install", 0), "false");
}

static void
test_errors_as_json_even_when_reading_fails(void **state)
{
	(void)state;
	refused("devices lst --errors json", "list");
	assert_true(o.errors_json);
	refused("--errors=json devices --lim", "--lim");
	assert_true(o.errors_json);
	assert_true(read_line("devices list"));
	assert_false(o.errors_json);
}

static void
test_help_needs_nothing_else(void **state)
{
	(void)state;
	assert_true(read_line("--help"));
	assert_true(o.help);
	assert_true(read_line("devices --help"));
	assert_null(o.op);
	assert_true(read_line("devices show --help"));
	assert_string_equal(o.op->verb, "show");
	assert_true(read_line("help apps associate"));
	assert_string_equal(argument("word", 1), "associate");
}

/* Every operation can be typed as its row says, with each of its options. */
static void
test_every_operation(void **state)
{
	const struct cat_resource *r;
	const struct cat_op *op;
	const struct cat_param *p;
	struct buf line = { 0 };
	size_t s, n;

	(void)state;
	for (s = 0; cat_systems[s] != NULL; s++)
		for (n = 0; (r = cat_systems[s]->resources[n]) != NULL; n++)
			for (op = r->ops; op->verb != NULL; op++) {
				buf_clear(&line);
				buf_format(&line, "%s %s", r->noun, op->verb);
				for (p = op->params; p != NULL &&
				    p->name != NULL; p++)
					if ((p->flags & CAT_POSITION) != 0)
						buf_text(&line, " x");
					else if (p->kind == CAT_FLAG)
						buf_format(&line, " --%s",
						    p->name);
					else
						buf_format(&line, " --%s%s x",
						    p->name, opts_suffix(p));
				if (!read_line(buf_string(&line)))
					fail_msg("%s: %s", buf_string(&line),
					    err.text);
				assert_ptr_equal(o.op, op);
			}
	buf_fini(&line);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_noun_and_verb),
		cmocka_unit_test(test_options_stand_anywhere),
		cmocka_unit_test(test_names_are_exact),
		cmocka_unit_test(test_who_sorts),
		cmocka_unit_test(test_values_are_checked),
		cmocka_unit_test(test_narrowing_is_never_lost),
		cmocka_unit_test(test_switches),
		cmocka_unit_test(test_errors_as_json_even_when_reading_fails),
		cmocka_unit_test(test_help_needs_nothing_else),
		cmocka_unit_test(test_every_operation),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	opts_fini(&o);
	return failed;
}
