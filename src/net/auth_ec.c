/* Endpoint Central's sign-in: password, then an OTP where it asks for one. */
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/json/json.h>

#include <string.h>

#include "auth.h"

void
ec_login_body(const struct conn *conn, const char *domain,
    const char *password, struct buf *body)
{
	struct buf coded = { 0 };
	size_t len = strlen(password) * 2 + 8;

	/* Room for all of it at once: growing would leave copies behind. */
	buf_reserve(&coded, len);
	buf_reserve(body, len + 6 * (strlen(conn->username) +
	    strlen(domain)) + 256);
	str_base64(str_slice(password), &coded);
	buf_text(body, "{\"username\":");
	text_json_string(str_slice(conn->username), body);
	buf_format(body, ",\"password\":\"%s\",\"auth_type\":\"%s\"",
	    buf_string(&coded), conn->ad_login ? "ad_authentication" :
	    "local_authentication");
	if (conn->ad_login) {
		buf_text(body, ",\"domainName\":");
		text_json_string(str_slice(domain), body);
	}
	buf_char(body, '}');
	buf_wipe(&coded);
}

/* The code stays text: leading zeros count. */
void
ec_otp_body(const char *user, const char *otp, struct buf *body)
{
	buf_text(body, "{\"uid\":");
	text_json_string(str_slice(user), body);
	buf_text(body, ",\"otp\":");
	text_json_string(str_slice(otp), body);
	buf_text(body, ",\"rememberme_enabled\":\"false\"}");
}

static void
add_domain(struct slice name, struct buf *lines)
{
	if (name.len == 0)
		return;
	if (lines->len > 0)
		buf_char(lines, '\n');
	text_clean_whole(name, lines);
}

bool
ec_read_domains(const struct cat_reply *reply, struct buf *lines)
{
	const struct json *login, *list, *one;
	struct err ignored;
	struct json *tree = json_parse(reply->body, &ignored);
	bool is_local = false;
	const char *usual;

	login = json_at(tree, "/message_response/discover/login_data");
	list = json_member(login, "domain_list");
	usual = json_text(json_member(login, "default_domain"));
	json_flag(json_member(login, "is_local_authentication_only"),
	    &is_local);
	add_domain(str_slice(usual), lines);
	for (one = json_first(list); one != NULL; one = json_next(one))
		if (strcmp(json_text(one), usual) != 0)
			add_domain(str_slice(json_text(one)), lines);
	json_free(tree);
	return !is_local;
}

static const char *
prompt_for(const char *message)
{
	if (strstr(message, "Google authentic") != NULL)
		return "code of the authenticator app";
	if (strstr(message, "Mail has been sent") != NULL)
		return "code from the mail";
	return "one-time code";
}

enum ec_answer
ec_read_login(const struct cat_reply *reply, struct buf *text,
    struct buf *user, struct err *err)
{
	const struct json *a, *two, *enrol;
	enum ec_answer answer = EC_REFUSED;
	struct json *tree;
	bool wanted = false, enabled = false;

	if (!cat_system(str_slice("endpoint-central"))->verdict(reply, err))
		return EC_REFUSED;
	tree = json_parse(reply->body, err);
	a = json_at(tree, "/message_response/authentication");
	two = json_member(a, "two_factor_data");
	json_flag(json_member(two, "OTP_Validation_Required"), &wanted);
	json_flag(json_member(two, "is_TwoFactor_Enabled"), &enabled);
	enrol = json_member(two, "google_authenticator_key");
	if (json_text(json_at(a, "/auth_data/auth_token"))[0] != '\0') {
		buf_text(text, json_text(json_at(a, "/auth_data/auth_token")));
		answer = EC_TOKEN;
	} else if (json_text(enrol)[0] != '\0')
		err_set(err, ERR_AUTH, "the account has no authenticator yet: "
		    "enrol it in the web console first");
	else if (wanted || enabled) {
		buf_text(user, json_text(json_member(two, "unique_userID")));
		buf_text(text, prompt_for(json_text(json_member(two,
		    "message"))));
		answer = EC_OTP;
	} else
		err_set(err, ERR_AUTH,
		    "the server gave neither a token nor asked for a code");
	json_free(tree);
	return answer;
}
