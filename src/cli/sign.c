/* login, logout and trust: a person signs in, out, or looks who is there. */
#include "sign.h"

#include <endpane/base/signals.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/ask.h>
#include <endpane/cli/out.h>
#include <endpane/cli/session.h>
#include <endpane/op/sign.h>

#include <errno.h>
#include <unistd.h>

#define PASTED_MOST 8192

static const struct cat_param login_params[] = {
	{ "connection", "", CAT_IN_PLAN, CAT_TEXT,
	  CAT_REQUIRED | CAT_POSITION, NULL, NULL, "A connection's name" },
	{ "code", "", CAT_IN_PLAN, CAT_TEXT, 0, NULL, NULL,
	  "The code of the consent; -: what standard input says" },
	{ 0 }
};

static const struct cat_param name_params[] = {
	{ "connection", "", CAT_IN_PLAN, CAT_TEXT,
	  CAT_REQUIRED | CAT_POSITION, NULL, NULL, "A connection's name" },
	{ 0 }
};

const struct cat_op login_ops[] = {
	{ .verb = "", .risk = CAT_READ, .params = login_params,
	  .help = "Sign in to a connection: by consent (OAuth) or password" },
	{ 0 }
};

const struct cat_op logout_ops[] = {
	{ .verb = "", .risk = CAT_READ, .params = name_params,
	  .help = "Revoke a connection's sign-in and remove its tokens" },
	{ 0 }
};

const struct cat_op trust_ops[] = {
	{ .verb = "", .risk = CAT_READ, .params = name_params,
	  .help = "Show a server's certificate, and trust it if you say so" },
	{ 0 }
};

/* One line of standard input, or all of it; a signal ends the waiting. */
static bool
read_input(struct buf *line, struct err *err)
{
	ssize_t got;
	char c;

	buf_reserve(line, PASTED_MOST);
	while (line->len < PASTED_MOST) {
		if (!signals_wait(STDIN_FILENO, err))
			return false;
		got = read(STDIN_FILENO, &c, 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || c == '\n')
			return true;
		buf_char(line, c);
	}
	return err_set(err, ERR_USAGE, "--code: that is too long for a code");
}

/* What to open; a client of the console itself has no such address. */
static bool
show_address(const struct session *s, const struct conn *conn,
    const struct buf *url, struct err *err)
{
	struct buf text = { 0 };
	bool ok;

	if (url->len > 0)
		buf_format(&text, "Open this in a browser, and paste the "
		    "address that it leads to (within a minute):\n\n%s\n\n",
		    buf_string(url));
	else
		buf_format(&text, "%s has no redirect_uri, so there is no "
		    "address to open. Make a code in Zoho's API console "
		    "(Self Client) for the scopes\n%s\nand paste it within "
		    "its time.", conn->name,
		    conn->scopes != NULL ? conn->scopes : "");
	ok = out_words(s->options, buf_string(&text), err);
	buf_fini(&text);
	return ok;
}

/* Until what a person has begun is over, with questions in between. */
static bool
wait_for(struct session *s, const struct conn *conn, struct err *err)
{
	struct err why;
	enum hand_state state;

	while ((state = sign_progress(s->engine, conn, &why)) == HAND_BUSY)
		if (!session_turn(s, -1, err))
			return false;
	return state == HAND_DONE || err_copy(err, &why);
}

/* A state that nobody was shown cannot come back. */
static bool
read_code(struct session *s, const struct conn *conn, struct buf *code,
    struct err *err)
{
	const char *given = args_get(&s->options->args, "code", 0);
	struct buf url = { 0 }, pasted = { 0 };
	char state[SIGN_STATE];
	bool good, alone = given != NULL && strcmp(given, "-") != 0;

	good = sign_ask(conn, state, &url, err);
	if (good && given == NULL && s->options->no_input)
		good = err_set(err, ERR_GUARD, "nobody may be asked; --code "
		    "takes the consent's code");
	buf_reserve(&pasted, PASTED_MOST);
	if (good && alone)
		good = buf_text(&pasted, given);
	else if (good)
		good = show_address(s, conn, &url, err) && (given != NULL ?
		    read_input(&pasted, err) :
		    ask_secret("Address or code (not shown):", &pasted, err));
	good = good && sign_read(conn, alone ? NULL : state,
	    (struct slice) { pasted.at, pasted.len }, code, err);
	buf_wipe(&pasted);
	buf_fini(&url);
	return good;
}

bool
sign_consent(struct session *s, const struct conn *conn, struct buf *remark,
    struct err *err)
{
	struct buf code = { 0 };
	bool good = true, has_code = conn->auth != CONN_PASSWORD;

	if (has_code)
		good = read_code(s, conn, &code, err);
	else if (args_get(&s->options->args, "code", 0) != NULL)
		good = err_set(err, ERR_USAGE, "--code: is for a consent "
		    "(OAuth); %s signs in with a password", conn->name);
	if (good) {
		sign_in(s->engine, conn, has_code ? buf_string(&code) : NULL);
		good = wait_for(s, conn, err);
	}
	if (good)
		sign_in_remark(conn, remark);
	buf_wipe(&code);
	return good;
}

static bool
logout(struct session *s, const struct conn *conn, struct buf *remark,
    struct err *err)
{
	sign_out(s->engine, conn);
	if (!wait_for(s, conn, err))
		return false;
	sign_out_remark(s->engine, conn, remark);
	return true;
}

static void
add_field(struct buf *text, const char *name, const char *value)
{
	buf_format(text, "\n  %-9s ", name);
	text_clean_whole(str_slice(value), text);
}

static void
describe(const struct conn *conn, const struct trust_cert *cert,
    struct buf *text)
{
	buf_format(text, "%s, %s", conn->name, conn->origin);
	add_field(text, "subject", buf_string(&cert->subject));
	add_field(text, "issuer", buf_string(&cert->issuer));
	add_field(text, "names", cert->names.len > 0 ?
	    buf_string(&cert->names) : "-");
	buf_format(text, "\n  valid     %s to %s", cert->from, cert->until);
	add_field(text, "SHA-256", cert->digest);
	add_field(text, "key", cert->pin);
	add_field(text, "vouched", cert->is_vouched ?
	    "yes: this machine's authorities know it" :
	    "no: nobody that this machine knows vouches for it");
}

/* Only a typed yes will do: --yes was said before anything was seen. */
bool
sign_trusts(struct session *s, const struct conn *conn, struct buf *remark,
    struct err *err)
{
	struct buf text = { 0 };
	struct trust_cert cert;
	bool already = false, good;

	good = sign_look(s->engine, conn, signals_fd(), &cert, err);
	if (good && !cert.is_plain) {
		describe(conn, &cert, &text);
		good = out_words(s->options, buf_string(&text), err);
	}
	good = good && sign_may_trust(s->engine, conn, &cert, &already, err);
	if (good && already)
		buf_format(remark, "%s is trusted already", conn->name);
	else if (good) {
		good = s->options->no_input ? err_set(err, ERR_GUARD,
		    "not trusted: nobody may be asked") :
		    ask_word("Is that what the server's owner reads out? Type "
		    "yes to trust it:", "yes", err) &&
		    sign_trust(s->engine, conn, &cert, err);
		buf_format(remark, "%s is trusted from now on, while it has "
		    "this key", conn->name);
	}
	trust_fini(&cert);
	buf_fini(&text);
	return good;
}

static bool
carry_out(struct session *s, void *who, struct err *err)
{
	const struct conn *conn = session_named(s,
	    args_get(&s->options->args, "connection", 0), err);
	struct buf *remark = who;

	if (conn == NULL)
		return false;
	if (s->options->op == login_ops)
		return sign_consent(s, conn, remark, err);
	if (s->options->op == trust_ops)
		return sign_trusts(s, conn, remark, err);
	return logout(s, conn, remark, err);
}

bool
sign_run(const struct options *options, struct err *err)
{
	struct buf remark = { 0 };
	bool ok = session_run(options, false, carry_out, &remark, err) &&
	    out_words(options, buf_string(&remark), err);

	buf_fini(&remark);
	return ok;
}
