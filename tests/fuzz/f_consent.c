/* Signing in: what a person pastes, and what accounts servers answer. */
#include <endpane/net/consent.h>

#include "../../src/net/auth.h"
#include "fuzz.h"

#define STATE "0123456789abcdef0123456789abcdef"

static const struct conn conn = {
	.name = "phones", .accounts_url = "https://accounts.zoho.eu",
	.client_id = "1000.X", .redirect_uri = "https://localhost/cb",
};

/* Only the address that answers this login gives its code. */
static void
check_pasted(struct slice in, const char *state)
{
	struct buf code = { 0 };
	struct err err = { 0 };

	if (consent_read(&conn, state, in, &code, &err)) {
		MUST(code.len > 0);
		if (memchr(in.at, '?', in.len) != NULL)
			MUST(state != NULL && memchr(in.at, '=', in.len) !=
			    NULL && in.len >= sizeof(STATE) + 6);
		else
			MUST(str_same(fuzz_slice(&code), str_trim(in)));
	} else
		MUST(err.code != ERR_NONE && err.text[0] != '\0');
	buf_fini(&code);
}

static void
check_tokens(struct slice in, int status)
{
	struct oauth_tokens tokens = { 0 };
	struct err err = { 0 };

	if (oauth_read_tokens(status, in, &tokens, &err)) {
		MUST(status >= 200 && status < 300 && tokens.access.len > 0);
	} else
		MUST(err.code != ERR_NONE && tokens.access.len == 0);
	oauth_wipe(&tokens);
}

static void
check_login(struct slice in, int status)
{
	struct cat_reply reply = { .status = status, .body = in,
		.writes = true };
	struct buf text = { 0 }, user = { 0 };
	struct err err = { 0 };

	switch (ec_read_login(&reply, &text, &user, &err)) {
	case EC_TOKEN:
		MUST(text.len > 0);
		break;
	case EC_OTP:
		MUST(text.len > 0);
		break;
	case EC_REFUSED:
		MUST(err.code != ERR_NONE && err.text[0] != '\0');
		break;
	}
	buf_wipe(&text);
	buf_wipe(&user);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static const int statuses[] = { 200, 200, 201, 400, 401, 429, 500,
	    302 };
	struct slice in = fuzz_input(at, len);
	unsigned choice = fuzz_byte(&in);

	if ((choice & 1) != 0)
		check_pasted(in, (choice & 2) != 0 ? STATE : NULL);
	else if ((choice & 2) != 0)
		check_tokens(in, statuses[choice >> 2 & 7]);
	else
		check_login(in, statuses[choice >> 2 & 7]);
	return 0;
}
