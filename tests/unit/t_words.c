/* cli/words.c: what is offered for the last word of a line. */
#include <endpane/base/str.h>
#include <endpane/cli/complete.h>

#include <stdlib.h>
#include <string.h>

#include "unit.h"

static const struct {
	const char	*line;		/* the words, a blank between them */
	const char	*offered;	/* "" for nothing */
} lines[] = {
	{ "gro", "groups" },
	{ "accounts unl", "unlink" },
	{ "devices --columns pla", "platform" },
	{ "devices --columns=id,pla", "--columns=id,platform" },
	{ "--columns na", "" },			/* of which noun? */
	{ "devices --sort=-pla", "--sort=-platform" },
	{ "devices --sort id,-pla", "id,-platform" },
	{ "devices --search pla", "platform=" },
	{ "-ojson", "" },
	{ "-ojson dev", "devices" },
	{ "-o json dev", "devices" },
	{ "-yv dev", "devices" },
	{ "--no-header dev", "devices" },
	{ "--demo=1 dev", "devices" },
	{ "--limit 3 dev", "devices" },
	{ "-- dev", "devices" },
	{ "help -- groups mem", "members" },
	{ "help groups members mem", "" },
	{ "help nothing mem", "" },
	{ "- dev", "devices" },
	{ "--output=", "--output=table --output=json --output=jsonl "
	  "--output=csv --output=tsv --output=ids" },
	{ "--errors ", "json" },
	{ "--nosuch=x", "" },
	{ "--no-he", "--no-header" },
	{ "devices list --no-header=x", "" },
	{ "apps associate 7 --silent-install --si", "--silent-install" },
	{ "apps associate 7 --silent-i", "--silent-install" },
	{ "groups create --type", "--type" },
	{ "groups create --typ", "--type" },
	{ "groups create --name x --typ", "--type" },
	{ "groups create --name=x --typ", "--type" },
	{ "groups create extra --typ", "--type" },
	{ "completion ba", "bash" },
	{ "completion bash ba", "" },
	{ "api phones P", "POST PUT PATCH" },
	{ "api phones GET /x --pag", "--paginate" },
	{ "journal show 7 --co", "--config --connection --columns --color" },
	{ "devices nothing sh", "show" },
	{ "files upload x", "files" },
	{ "--config x", "files" },
	{ "api phones POST /x --input x", "files" },
	{ "--theme=defau", "--theme=default" },
};

/* As bash cuts them: "=" is a word. */
static const struct {
	const char	*line, *offered;
} cut[] = {
	{ "--output = js", "json jsonl" },
	{ "--output =", "table json jsonl csv tsv ids" },
	{ "groups create --type = ", "device user device (old)" },
	{ "groups create --type =", "device user device (old)" },
	{ "=", "" },
	{ "--output = json dev", "devices" },
};

/* The words that are offered, a blank between them, or "files". */
static const char *
offered(bool bash, char *text)
{
	static char shown[2000];
	struct buf out = { 0 };
	struct slice rest, one;
	char *words[16];
	int count = 0;

	while ((words[count] = strsep(&text, " ")) != NULL)
		count++;
	complete_words(bash, count, words, &out);
	shown[0] = '\0';
	rest = (struct slice){ out.at, out.len };
	assert_true(str_next(&rest, '\n', &one));
	if (str_is(one, "files"))
		snprintf(shown, sizeof(shown), "files");
	while (str_next(&rest, '\n', &one)) {
		const char *tab = memchr(one.at, '\t', one.len);

		assert_non_null(tab);
		snprintf(shown + strlen(shown), sizeof(shown) -
		    strlen(shown), "%s%.*s", shown[0] != '\0' ? " " : "",
		    (int)(tab - one.at), one.at);
	}
	buf_fini(&out);
	return shown;
}

static void
test_offers(void **state)
{
	const char *got;
	char text[200];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		snprintf(text, sizeof(text), "%s", lines[i].line);
		got = offered(false, text);
		if (strcmp(got, lines[i].offered) != 0)
			fail_msg("%s: %s", lines[i].line, got);
	}
	for (i = 0; i < sizeof(cut) / sizeof(cut[0]); i++) {
		snprintf(text, sizeof(text), "%s", cut[i].line);
		got = offered(true, text);
		if (strcmp(got, cut[i].offered) != 0)
			fail_msg("%s: %s", cut[i].line, got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_offers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
