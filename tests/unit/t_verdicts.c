/* Every error code and status of the documents: a sentence with what to do. */
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/catalog/catalog.h>

#include <stdio.h>
#include <string.h>

#include "unit.h"

#define WORDS	"what the server said"

/* Typed from the documents; the code as it stands in the JSON. */
struct row {
	const char	*code;
	int		 http;
	enum err_code	 meant;
};

/* Contract 3.13; seed 001, "Common Error codes". */
static const struct row mdm[] = {
	{ "COM0001", 405, ERR_REFUSED }, { "COM0002", 429, ERR_LIMITED },
	{ "COM0003", 400, ERR_REFUSED }, { "COM0004", 500, ERR_REFUSED },
	{ "COM0005", 400, ERR_REFUSED }, { "COM0006", 400, ERR_REFUSED },
	{ "COM0007", 412, ERR_REFUSED }, { "COM0008", 404, ERR_MISSING },
	{ "COM0009", 422, ERR_REFUSED }, { "COM0010", 409, ERR_REFUSED },
	{ "COM0011", 422, ERR_REFUSED }, { "COM0012", 400, ERR_REFUSED },
	{ "COM0013", 401, ERR_AUTH }, { "COM0014", 400, ERR_REFUSED },
	{ "LOC0001", 412, ERR_REFUSED }, { "SDE0003", 412, ERR_REFUSED },
	{ "CMD0001", 412, ERR_REFUSED }, { "CMD0002", 412, ERR_REFUSED },
	{ "APP0001", 400, ERR_REFUSED }, { "APP0002", 412, ERR_REFUSED },
	{ "COM00020", 400, ERR_REFUSED }, { "FIL0001", 400, ERR_REFUSED },
	{ "COM0015", 412, ERR_REFUSED }, { "COM0021", 400, ERR_REFUSED },
	{ "PAY0001", 400, ERR_REFUSED }, { "PAY0002", 400, ERR_REFUSED },
	{ "PAY0004", 400, ERR_REFUSED }, { "COM0020", 400, ERR_REFUSED },
	{ NULL, 0, ERR_NONE }
};

/* Contract 4.7. */
static const struct row identity360[] = {
	{ "00000100", 400, ERR_REFUSED }, { "00000101", 401, ERR_AUTH },
	{ "00000102", 422, ERR_REFUSED }, { "00000103", 415, ERR_REFUSED },
	{ "00000104", 404, ERR_MISSING }, { "00000105", 405, ERR_REFUSED },
	{ "00000106", 403, ERR_AUTH }, { "00000107", 400, ERR_REFUSED },
	{ "00000108", 413, ERR_REFUSED }, { "00000109", 429, ERR_LIMITED },
	{ "00000000", 500, ERR_REFUSED }, { NULL, 0, ERR_NONE }
};

/* Contract 5.8: those of 4.7 and one more. */
static const struct row admanager[] = {
	{ "00000100", 400, ERR_REFUSED }, { "00000101", 401, ERR_AUTH },
	{ "00000102", 422, ERR_REFUSED }, { "00000103", 415, ERR_REFUSED },
	{ "00000104", 404, ERR_MISSING }, { "00000105", 405, ERR_REFUSED },
	{ "00000106", 403, ERR_AUTH }, { "00000107", 400, ERR_REFUSED },
	{ "00000108", 413, ERR_REFUSED }, { "00000109", 429, ERR_LIMITED },
	{ "00000000", 500, ERR_REFUSED }, { "00010104", 400, ERR_REFUSED },
	{ NULL, 0, ERR_NONE }
};

/* Contract 2.8: under 200, or with a status. */
static const struct row endpoint_central[] = {
	{ "10001", 200, ERR_AUTH }, { "10002", 200, ERR_AUTH },
	{ "PATCH_SCAN_FAILED_CODE", 400, ERR_REFUSED },
	{ NULL, 0, ERR_NONE }
};

static const struct {
	const char	*system;
	const struct row *rows;
	const char	*shape;		/* %s: code; %s: words */
} tables[] = {
	{ "mdm", mdm, "{\"error_code\":\"%s\",\"error_description\":\"%s\","
	    "\"localized_error_description\":\"%s\"}" },
	{ "identity360", identity360,
	    "{\"error\":{\"code\":\"%s\",\"title\":\"T\",\"detail\":\"%s\"}}" },
	{ "admanager", admanager,
	    "{\"code\":\"%s\",\"detail\":\"%s\",\"title\":\"T.\"}" },
	{ "endpoint-central", endpoint_central, "{\"status\":\"error\","
	    "\"error_code\":\"%s\",\"error_description\":\"%s\"}" },
};
#define TABLES	(sizeof(tables) / sizeof(tables[0]))

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void
refused(size_t table, const char *code, const char *words, int http,
    bool writes, struct err *err)
{
	const struct cat_system *system =
	    cat_system(str_slice(tables[table].system));
	char body[600];
	struct cat_reply reply = { .status = http, .writes = writes };

	snprintf(body, sizeof(body), tables[table].shape, code, words, words);
	reply.body = str_slice(body);
	*err = (struct err){ 0 };
	if (system->verdict(&reply, err))
		fail_msg("%s: %s under %d is taken for success",
		    tables[table].system, code, http);
}

#pragma GCC diagnostic pop

/* Behind a colon or a semicolon in the brackets: what to do. */
static bool
says_what_to_do(const char *text)
{
	const char *open = strstr(text, WORDS " (");
	const char *sign = open != NULL ?
	    strpbrk(open + strlen(WORDS " ("), ":;") : NULL;

	return sign != NULL && strlen(sign) > 8 &&
	    text[strlen(text) - 1] == ')';
}

static void
test_every_code(void **state)
{
	const struct row *r;
	struct err err;
	size_t t;
	int writes;

	(void)state;
	for (t = 0; t < TABLES; t++)
		for (r = tables[t].rows; r->code != NULL; r++)
			for (writes = 0; writes < 2; writes++) {
				refused(t, r->code, WORDS, r->http, writes,
				    &err);
				if (err.code != r->meant ||
				    err.http != r->http ||
				    strcmp(err.wire, r->code) != 0)
					fail_msg("%s %s: %s, %d, \"%s\"",
					    tables[t].system, r->code,
					    err_word(err.code), err.http,
					    err.wire);
				/* What a write that failed has done is found
				 * out by reading, and said then. */
				if (!says_what_to_do(err.text) &&
				    (!writes || r->http < 500))
					fail_msg("%s %s: %s",
					    tables[t].system, r->code,
					    err.text);
			}
}

/* Seed 001, "HTTP Status Codes", and those that pages use without listing. */
static void
test_every_status(void **state)
{
	static const int statuses[] = {
		400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 429,
		500, 418,
	};
	struct cat_reply reply = { .body = { "", 0 } };
	struct err err;
	size_t t, s;

	(void)state;
	for (t = 0; t < TABLES; t++)
		for (s = 0; s < sizeof(statuses) / sizeof(statuses[0]); s++) {
			reply.status = statuses[s];
			err = (struct err){ 0 };
			assert_false(cat_system(str_slice(tables[t].system))->
			    verdict(&reply, &err));
			assert_int_equal(err.http, statuses[s]);
			if (strpbrk(err.text, ":;") == NULL)
				fail_msg("%s %d: %s", tables[t].system,
				    statuses[s], err.text);
		}
}

/* Nobody knows the code: the server's own words, and its code, as they are. */
static void
test_unknown_code(void **state)
{
	struct buf shown = { 0 };
	struct err err;
	size_t t;

	(void)state;
	for (t = 0; t < TABLES; t++) {
		refused(t, "XYZ0815", WORDS, 400, false, &err);
		assert_non_null(strstr(err.text, WORDS));
		assert_string_equal(err.wire, "XYZ0815");
		assert_int_equal(err.code, ERR_REFUSED);
		/* Every sink shows them so. */
		refused(t, "X", "a\\u001b[2Jb\\u202ec\\rd", 400, false, &err);
		text_clean(str_slice(err.text), &shown);
		assert_non_null(strstr(buf_string(&shown),
		    "a\\x1b[2Jb<U+202E>c\\x0dd ("));
		buf_fini(&shown);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_code),
		cmocka_unit_test(test_every_status),
		cmocka_unit_test(test_unknown_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
