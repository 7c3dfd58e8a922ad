/* net/consent: the address to open, and what is taken of what comes back. */
#include <endpane/base/str.h>
#include <endpane/net/consent.h>

#include <string.h>

#include "unit.h"

#define STATE	"0123456789abcdef0123456789abcdef"
#define BACK	"https://back.example.com/"

static const struct conn phones = {
	.name = "phones", .accounts_url = "https://accounts.zoho.com",
	.client_id = "1000.A B", .scopes = "M.a.READ, M.b.READ",
	.redirect_uri = "https://back.example.com/?x=1",
};

static void
test_address(void **state)
{
	struct buf url = { 0 }, wanted = { 0 };
	char first[CONSENT_STATE], second[CONSENT_STATE];
	struct conn bare = phones;

	(void)state;
	consent_ask(&phones, first, &url);
	buf_format(&wanted, "https://accounts.zoho.com/oauth/v2/auth"
	    "?scope=M.a.READ,M.b.READ&client_id=1000.A%%20B&state=%s"
	    "&response_type=code"
	    "&redirect_uri=https%%3A%%2F%%2Fback.example.com%%2F%%3Fx%%3D1"
	    "&access_type=offline&prompt=consent", first);
	assert_string_equal(buf_string(&url), buf_string(&wanted));
	assert_int_equal(strlen(first), CONSENT_STATE - 1);
	buf_clear(&url);
	bare.redirect_uri = NULL;
	consent_ask(&bare, second, &url);
	assert_int_equal(url.len, 0);
	assert_string_not_equal(first, second);
	buf_fini(&wanted);
	buf_fini(&url);
}

struct pasted {
	const char	*text;
	const char	*code;		/* NULL: refused */
	enum err_code	 why;
};

static const struct pasted all[] = {
	{ "1000.ab.cd", "1000.ab.cd", ERR_NONE },
	{ "  1000.ab.cd\r", "1000.ab.cd", ERR_NONE },
	{ BACK "?state=" STATE "&code=1000.a%2Eb", "1000.a.b", ERR_NONE },
	{ BACK "?code=c&location=us&accounts-server=https%3A%2F%2F"
	  "accounts.zoho.com%2F&state=" STATE "#code=evil", "c", ERR_NONE },
	{ BACK "?code=c&state=" STATE "0", NULL, ERR_GUARD },
	{ BACK "?code=c", NULL, ERR_GUARD },
	{ BACK "?state=" STATE, NULL, ERR_USAGE },
	{ BACK "?state=" STATE "&code=", NULL, ERR_USAGE },
	{ BACK "?state=" STATE "&code=%4", NULL, ERR_USAGE },
	{ BACK "?error=access_denied&state=" STATE, NULL, ERR_AUTH },
	{ BACK "?code=c&state=" STATE "&accounts-server=https://"
	  "accounts.zoho.eu", NULL, ERR_AUTH },
	{ BACK "?code=c&state=" STATE "&accounts-server=https://"
	  "accounts.zoho.com.evil.example.com", NULL, ERR_GUARD },
	{ BACK "?code=c&state=" STATE "&accounts-server=http://"
	  "accounts.zoho.com", NULL, ERR_GUARD },
	{ BACK "code=c", NULL, ERR_USAGE },
	{ "code=c", NULL, ERR_USAGE },
	{ "two words", NULL, ERR_USAGE },
	{ "c\x01", NULL, ERR_USAGE },
	{ " ", NULL, ERR_USAGE },
	{ "", NULL, ERR_USAGE },
};

static void
test_pasted(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf code = { 0 };
		struct err err = { 0 };
		bool taken = consent_read(&phones, STATE,
		    str_slice(all[i].text), &code, &err);

		if (taken != (all[i].code != NULL) || (taken ?
		    strcmp(buf_string(&code), all[i].code) != 0 :
		    err.code != all[i].why))
			fail_msg("%s: %s %s", all[i].text,
			    buf_string(&code), err.text);
		buf_fini(&code);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_address),
		cmocka_unit_test(test_pasted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
