/* What a connection needs, asked one by one, made into its section. */
#include "setup.h"

#include <endpane/base/str.h>
#include <endpane/catalog/catalog.h>
#include <endpane/cli/ask.h>
#include <endpane/config/centre.h>
#include <endpane/config/secret.h>

#include <string.h>

/* What is usual for a system: a name, hosts, ways to sign in. */
static const struct usual {
	const char	*system;
	const char	*name;
	const char	*cloud;		/* "" where it has none */
	const char	*own;		/* its usual URL, "" where none */
	const char	*own_auths;	/* choices */
} usuals[] = {
	{ "mdm", "phones", "https://mdm.manageengine.%s/api/v1/mdm",
	  "https://HOST:8383/api/v1/mdm",
	  "api-key\tfrom Admin, Integrations, API Key Generation" },
	{ "endpoint-central", "desktops",
	  "https://endpointcentral.manageengine.%s", "https://HOST:8383",
	  "password\tan account of the server or of its directory\n"
	  "token\tfrom Admin, API Explorer" },
	{ "identity360", "identity", "https://id360.manageengine.%s", "", "" },
	{ "admanager", "directory", "", "https://HOST:8080",
	  "api-key\tfrom My Account, Active Authtokens" },
};
#define USUALS	(sizeof(usuals) / sizeof(usuals[0]))

static bool
ask_needed(const char *question, const char *preset, struct buf *answer,
    struct err *err)
{
	struct buf again = { 0 };
	bool ok = ask_line(question, preset, answer, err);

	buf_format(&again, "It is needed. %s", question);
	while (ok && answer->len == 0)
		ok = ask_line(buf_string(&again), preset, answer, err);
	buf_fini(&again);
	return ok;
}

static void
add_line(struct buf *section, const char *key, const struct buf *value)
{
	if (value->len > 0)
		buf_format(section, "%s = %s\n", key, buf_string(value));
}

/* "key = answer", where there is an answer. */
static bool
add_asked(struct buf *section, const char *key, const char *question,
    bool needed, struct err *err)
{
	struct buf answer = { 0 };
	bool ok = needed ? ask_needed(question, "", &answer, err) :
	    ask_line(question, "", &answer, err);

	if (ok)
		add_line(section, key, &answer);
	buf_fini(&answer);
	return ok;
}

static bool
add_typed_secret(struct buf *section, const char *secret, struct err *err)
{
	struct buf value = { 0 };
	bool ok;

	buf_reserve(&value, SECRET_MOST + 1);
	ok = ask_secret("It (not shown):", &value, err);
	if (ok)
		add_line(section, secret, &value);
	buf_wipe(&value);
	return ok;
}

/* Where a secret comes from, and then what that needs. */
static bool
add_secret(struct buf *section, const char *secret, const char *what,
    struct err *err)
{
	static const struct { const char *word, *question; } ways[] = {
		{ "command", "Command that prints it, such as pass show x" },
		{ "file", "File that holds it, readable by you alone" },
		{ "env", "Name of the environment variable" },
	};
	struct buf way = { 0 }, question = { 0 }, key = { 0 };
	bool ok;
	size_t i;

	buf_format(&question, "Where does the %s come from?", what);
	ok = ask_choice(buf_string(&question), "command\tof a password store\n"
	    "file\tof yours alone\nenv\tan environment variable\n"
	    "asked\teach time it is needed\n"
	    "kept\tin the configuration itself, for you alone", &way, err);
	if (ok && strcmp(buf_string(&way), "kept") == 0)
		ok = add_typed_secret(section, secret, err);
	for (i = 0; ok && i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (strcmp(buf_string(&way), ways[i].word) != 0)
			continue;
		buf_format(&key, "%s_%s", secret, ways[i].word);
		ok = add_asked(section, buf_string(&key), ways[i].question,
		    true, err);
	}
	buf_fini(&key);
	buf_fini(&question);
	buf_fini(&way);
	return ok;
}

/* The accounts host is that of the same data centre: no choice is left. */
static bool
add_cloud(struct buf *section, const struct usual *u, struct err *err)
{
	struct buf choices = { 0 }, answer = { 0 };
	const char *holes[2] = { u->cloud, NULL };
	const struct centre *c;
	bool ok;

	for (c = centres; c->name != NULL; c++)
		buf_format(&choices, "%s%s\t%s", choices.len > 0 ? "\n" : "",
		    c->name, c->where);
	ok = ask_choice("Which data centre? It is the end of the address that "
	    "you see there.", buf_string(&choices), &answer, err);
	for (c = centres; ok && c->name != NULL; c++) {
		if (strcmp(c->name, buf_string(&answer)) != 0)
			continue;
		holes[1] = strstr(u->cloud, "%s");
		buf_format(section, "url = %.*s%s%s\nauth = oauth\n"
		    "accounts_url = %s\n", (int)(holes[1] - holes[0]),
		    holes[0], c->name, holes[1] + 2, c->accounts[0]);
	}
	buf_fini(&choices);
	buf_fini(&answer);
	return ok && add_asked(section, "client_id", "Client id, from "
	    "https://api-console.zoho.com", true, err) &&
	    add_secret(section, "client_secret", "client's secret", err) &&
	    add_asked(section, "redirect_uri", "Redirect URI registered "
	    "with the client; nothing for a Self Client", false, err);
}

static bool
add_account(struct buf *section, struct err *err)
{
	struct buf whose = { 0 };
	bool ok = ask_choice("Whose account is it?",
	    "local_authentication\tthe server's own\n"
	    "ad_authentication\tthe directory's", &whose, err);

	if (ok) {
		add_line(section, "auth_type", &whose);
		ok = strcmp(buf_string(&whose), "ad_authentication") != 0 ||
		    add_asked(section, "domain", "Its domain; nothing to "
		    "choose it when signing in", false, err);
	}
	buf_fini(&whose);
	return ok && add_asked(section, "username", "Name of the account",
	    true, err) &&
	    add_secret(section, "password", "password", err) &&
	    add_asked(section, "otp_command", "Command that prints a one-time "
	    "code; nothing to be asked for it", false, err);
}

static bool
add_own(struct buf *section, const struct usual *u, struct err *err)
{
	struct buf question = { 0 }, url = { 0 }, auth = { 0 };
	bool ok;

	buf_format(&question, "Its address, such as %s", u->own);
	ok = ask_needed(buf_string(&question), "", &url, err);
	if (ok && strncmp(buf_string(&url), "http", 4) != 0) {
		/* Nobody means plain http without saying so. */
		buf_clear(&question);
		buf_format(&question, "https://%s", buf_string(&url));
		buf_clear(&url);
		buf_text(&url, buf_string(&question));
	}
	if (ok && strchr(u->own_auths, '\n') == NULL)
		buf_slice(&auth, (struct slice) { u->own_auths,
		    strcspn(u->own_auths, "\t") });
	else if (ok)
		ok = ask_choice("How do you sign in?", u->own_auths, &auth,
		    err);
	if (ok) {
		add_line(section, "url", &url);
		add_line(section, "auth", &auth);
		if (strcmp(buf_string(&auth), "password") == 0)
			ok = add_account(section, err);
		else if (strcmp(buf_string(&auth), "token") == 0)
			ok = add_secret(section, "token", "token", err);
		else
			ok = add_secret(section, "api_key", "key", err);
	}
	buf_fini(&question);
	buf_fini(&url);
	buf_fini(&auth);
	return ok;
}

static bool
add_place(struct buf *section, const struct usual *u, struct err *err)
{
	struct buf place = { 0 };
	bool ok = true, cloud = u->cloud[0] != '\0';

	if (cloud && u->own[0] != '\0') {
		ok = ask_choice("Where does it run?", "cloud\tZoho's\n"
		    "own\ta server of yours", &place, err);
		cloud = strcmp(buf_string(&place), "cloud") == 0;
	}
	buf_fini(&place);
	return ok && (cloud ? add_cloud(section, u, err) :
	    add_own(section, u, err));
}

/* What a system wants beside an address and a way to sign in. */
static bool
add_rest(struct buf *section, const struct usual *u, struct err *err)
{
	struct buf answer = { 0 };
	bool ok = true;

	if (strcmp(u->system, "admanager") == 0)
		ok = add_asked(section, "domains", "Domains to read, with "
		    "commas in between", false, err);
	if (ok && strcmp(u->system, "identity360") == 0)
		ok = add_asked(section, "device_ids", "Devices, as ID or "
		    "NAME:ID, with commas in between", false, err);
	ok = ok && ask_choice("May endpane change things there?",
	    "yes\tit asks before it does\nno\tit can only read", &answer,
	    err);
	if (ok && strcmp(buf_string(&answer), "no") == 0)
		buf_text(section, "read_only = true\n");
	buf_fini(&answer);
	return ok;
}

bool
setup_ask(struct buf *section, struct buf *name, struct err *err)
{
	struct buf choices = { 0 }, system = { 0 };
	const struct usual *u = usuals;
	size_t i;
	bool ok;

	for (i = 0; i < USUALS; i++)
		buf_format(&choices, "%s%s\t%s", i > 0 ? "\n" : "",
		    usuals[i].system,
		    cat_system(str_slice(usuals[i].system))->title);
	ok = ask_choice("What do you connect to?", buf_string(&choices),
	    &system, err);
	while (ok && strcmp(u->system, buf_string(&system)) != 0)
		u++;
	ok = ok && ask_needed("What shall it be called", u->name, name, err);
	if (ok) {
		buf_reserve(section, 16384);
		buf_format(section, "[%s]\nsystem = %s\n", buf_string(name),
		    u->system);
		ok = add_place(section, u, err) && add_rest(section, u, err);
	}
	buf_fini(&choices);
	buf_fini(&system);
	return ok;
}
