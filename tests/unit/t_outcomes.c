/* The catalogue's ways: what an answer tells of a write, and what it does not. */
#include <endpane/base/str.h>
#include <endpane/catalog/catalog.h>
#include <endpane/catalog/undo.h>

#include <stdlib.h>
#include <string.h>

#include "unit.h"

enum asked {
	SEEN,		/* is the goal reached? */
	IS,		/* is it as the operation makes it? */
	MATCH,		/* is that exactly the target? */
	JUDGE,		/* what does the 2xx say? */
};

/* In bodies and arguments ' stands for ". */
static const struct {
	const char	*op;
	enum asked	 asked;
	const char	*object;
	const char	*args;		/* "name=value;…" */
	const char	*sent;		/* the request's body, or NULL */
	int		 status;
	const char	*body;
	int		 told;
} rows[] = {
	{ "computers disable", SEEN, "A", "", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A','COMPUTER_STATUS':'Disabled'}]}", 1 },
	{ "computers disable", SEEN, "A", "", NULL, 200,
	  "{'data':[{'SAM_ACCOUNT_NAME':'A$','ACCOUNT_STATUS':'enabled'}]}",
	  0 },
	{ "computers disable", SEEN, "A", "", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A','COMPUTER_STATUS':'-'}]}", -1 },
	{ "computers disable", SEEN, "A", "", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A'}]}", -1 },
	{ "computers disable", SEEN, "A", "", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'B','COMPUTER_STATUS':'Disabled'}]}",
	  -1 },
	{ "computers disable", SEEN, "A", "", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A','COMPUTER_STATUS':'Disabled'},{}]}",
	  -1 },
	{ "computers disable", SEEN, "A", "", NULL, 200, "{'data':[]}", -1 },
	{ "computers disable", SEEN, "A", "", NULL, 200, "{'data':7}", -1 },
	{ "computers disable", SEEN, "A", "", NULL, 200, "{}", -1 },
	{ "computers disable", MATCH, "A", "", NULL, 200, "{}", -1 },
	{ "computers disable", MATCH, "A", "", NULL, 200, "{'data':7}", -1 },
	{ "computers disable", MATCH, "A", "", NULL, 200, "{'data':[]}", 0 },
	{ "computers disable", MATCH, "A", "", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'$'}]}", -1 },
	{ "computers disable", MATCH, "A", "", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A'},{'COMPUTER_NAME':'A'}]}", -1 },
	{ "computers disable", MATCH, "A", "", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A'}],"
	  "'meta':{'total_no_of_objects':2}}", -1 },
	{ "computers disable", MATCH, "A$", "", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A'}]}", 1 },
	{ "computers disable", MATCH, "A", "", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'B','COMPUTER_NAME':'A'}]}", -1 },
	{ "computers disable", JUDGE, "A", "", NULL, 200, "{}", CAT_UNKNOWN },
	{ "computers disable", JUDGE, "A", "", NULL, 200,
	  "{'data':[{'object':{'Name':'A'},'status':{'status_code':1}},"
	  "{'object':{'Name':'B'},'status':{'status_code':1}}]}",
	  CAT_UNKNOWN },
	{ "computers disable", JUDGE, "A", "", NULL, 200, "{'data':7}",
	  CAT_UNKNOWN },
	{ "computers disable", JUDGE, "A", "", NULL, 200, "{'data':[]}",
	  CAT_UNKNOWN },
	{ "computers disable", JUDGE, "A", "", NULL, 200,
	  "{'data':[{'status':{'status_code':1}}]}", CAT_UNKNOWN },
	{ "computers disable", JUDGE, "A", "", NULL, 200,
	  "{'data':[{'object':{'Computer Name':'A'},"
	  "'status':{'status_code':0}}]}", CAT_REJECTED },
	{ "computers disable", JUDGE, "A", "", NULL, 200,
	  "{'data':[{'object':{'Computer Name':'A'},"
	  "'status':{'status_code':7}}]}", CAT_UNKNOWN },
	{ "computers disable", JUDGE, "A", "", NULL, 200,
	  "{'data':[{'object':{'Computer Name':'A'}}]}", CAT_UNKNOWN },
	{ "computers disable", JUDGE, "A", "", NULL, 200,
	  "{'data':[{'object':{'Computer Name':'A'},"
	  "'status':{'status_code':1}}],'meta':{'total_no_of_objects':2}}",
	  CAT_UNKNOWN },
	{ "computers disable", JUDGE, "A", "", NULL, 200,
	  "{'data':[{'object':{'Computer Name':'A'},"
	  "'status':{'status_code':1}}]}", CAT_APPLIED },
	{ "computers disable", JUDGE, "A", "", NULL, 200,
	  "{'data':[{'object':{'Distinguished Name':'CN=A,DC=x'},"
	  "'status':{'status_code':1}}]}", CAT_APPLIED },
	{ "computers create", JUDGE, "A", "", NULL, 200, "{}", CAT_UNKNOWN },
	{ "computers create", JUDGE, "A", "", NULL, 200, "{'data':7}",
	  CAT_UNKNOWN },
	{ "computers create", JUDGE, "A", "", NULL, 200,
	  "{'data':[{'object':{'Computer Name':'B'}}]}", CAT_UNKNOWN },
	{ "computers create", JUDGE, "A", "", NULL, 200,
	  "{'data':[{},{}]}", CAT_UNKNOWN },
	{ "computers update", SEEN, "A", "attr=description=x", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A','DESCRIPTION':'x'}]}", 1 },
	{ "computers update", SEEN, "A", "attr=description=x", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A','DESCRIPTION':'-'}]}", 0 },
	{ "computers update", SEEN, "A", "attr=description=x", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A','DESCRIPTION':7}]}", 0 },
	{ "computers update", SEEN, "A", "attr=description=x", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A'}]}", -1 },
	{ "computers update", SEEN, "A", "attr=nosuch=x", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'A'}]}", -1 },
	{ "computers update", SEEN, "A", "attr=description=x", NULL, 200,
	  "{'data':[{'COMPUTER_NAME':'B','DESCRIPTION':'x'}]}", -1 },
	{ "computers update", SEEN, "A", "", NULL, 200, "{'data':[]}", -1 },

	{ "accounts link", SEEN, "7", "idp-user=9", NULL, 200,
	  "{'data':[{'id':7,'idp_user_details':{'link_status':'linked',"
	  "'user_id':9}}]}", 1 },
	{ "accounts link", SEEN, "7", "idp-user=9", NULL, 200,
	  "{'data':[{'id':7,'idp_account_details':"
	  "{'link_status':'pending_link','user_id':8}}]}", 0 },
	{ "accounts link", SEEN, "7", "", NULL, 200,
	  "{'data':[{'id':7,'idp_user_details':{'link_status':'linked'}}]}",
	  1 },
	{ "accounts link", SEEN, "7", "idp-user=9", NULL, 200,
	  "{'data':[{'id':7,'idp_user_details':null}]}", 0 },
	{ "accounts link", SEEN, "7", "idp-user=9", NULL, 200,
	  "{'data':[{'id':7,'idp_user_details':{'link_status':'odd'}}]}", -1 },
	{ "accounts link", SEEN, "7", "idp-user=9", NULL, 200,
	  "{'data':[{'id':8}]}", -1 },
	{ "accounts link", SEEN, "7", "", NULL, 200, "{'data':7}", -1 },
	{ "accounts link", SEEN, "7", "", NULL, 200, "{}", -1 },
	{ "accounts unlink", MATCH, "7", "", NULL, 200,
	  "{'data':[{'id':7,'user_name':'Ann'}]}", 1 },
	{ "accounts unlink", MATCH, "7", "", NULL, 200, "{'data':[{'id':7}]}",
	  1 },
	{ "accounts unlink", MATCH, "7", "", NULL, 200, "{'data':[{'x':7}]}",
	  -1 },
	{ "accounts unlink", MATCH, "7", "", NULL, 200,
	  "{'data':[{'id':1},{'id':2},{'id':3}]}", 0 },
	{ "accounts unlink", SEEN, "7", "", NULL, 200,
	  "{'data':[{'id':7,'idp_user_details':{'link_status':'linked'}}]}",
	  0 },
	{ "accounts unlink", SEEN, "7", "", NULL, 200,
	  "{'data':[{'id':7,'idp_user_details':null}]}", 1 },
	{ "accounts unlink", SEEN, "7", "", NULL, 200, "{'data':[]}", -1 },
	{ "accounts unrestrict", SEEN, "7", "", NULL, 200,
	  "{'data':[{'idp_user_id':7}],'meta':{'limit':9}}", 0 },
	{ "accounts unrestrict", SEEN, "7", "", NULL, 200,
	  "{'data':[{'user_id':8}],'meta':{'limit':9}}", 1 },
	{ "accounts unrestrict", SEEN, "7", "", NULL, 200,
	  "{'data':[{'id':8}],'meta':{'limit':1}}", -1 },
	{ "accounts unrestrict", SEEN, "7", "", NULL, 200, "{}", -1 },

	{ "apps associate", SEEN, "1", "id=7;device=1", NULL, 200,
	  "{'apps':[{'app_id':7}]}", 1 },
	{ "apps associate", SEEN, "1", "id=7;device=1", NULL, 200,
	  "{'installed_apps':[{'x':1},{'app_id':'7'}]}", 1 },
	{ "apps associate", SEEN, "1", "id=7;device=1", NULL, 200,
	  "{'apps':[]}", -1 },
	{ "apps associate", SEEN, "1", "id=7;device=1", NULL, 200, " ", -1 },
	{ "apps disassociate", SEEN, "1", "id=7;device=1", NULL, 200,
	  "{'apps':[{'app_id':8}]}", 1 },
	{ "apps disassociate", SEEN, "1", "id=7;device=1", NULL, 200,
	  "{'apps':[],'installed_apps':[{'app_id':7}]}", -1 },
	{ "apps disassociate", SEEN, "1", "id=7;device=1", NULL, 200,
	  "{'apps':7}", -1 },
	{ "apps associate", IS, "1", "id=7", NULL, 200,
	  "{'apps':[{'app_id':7}]}", 1 },
	{ "apps associate", IS, "1", "id=7", NULL, 200,
	  "{'apps':[{'app_id':8},{}]}", 0 },
	{ "apps associate", IS, "1", "id=7", NULL, 200, "{'apps':7}", -1 },
	{ "apps associate", IS, "1", "", NULL, 200, "{'apps':[]}", -1 },
	{ "apps disassociate", IS, "1", "id=7", NULL, 200, "{'apps':[]}", 1 },
	{ "apps disassociate", IS, "1", "id=7", NULL, 200, "{}", -1 },
	{ "groups create", IS, "1", "", NULL, 200, "{'member_ids':[]}", 1 },
	{ "groups create", IS, "1", "", NULL, 200, "{'member_ids':[1]}", 0 },
	{ "groups create", IS, "1", "", NULL, 200, "{'member_ids':{}}", -1 },
	{ "groups create", IS, "1", "", NULL, 200, "{}", -1 },
	{ "apps create", IS, "1", "name=x", NULL, 200, "{'app_name':'x'}", 1 },
	{ "apps create", IS, "1", "name=x", NULL, 200, "{'app_name':'y'}", 0 },
	{ "apps create", IS, "1", "name=x", NULL, 200, "{}", -1 },
	{ "apps create", IS, "1", "", NULL, 200, "{'app_name':'x'}", -1 },
	{ "apps update", SEEN, "1", "id=1;name=x", NULL, 200,
	  "{'app_name':'x'}", 1 },
	{ "apps update", SEEN, "1", "id=1;name=x", NULL, 200,
	  "{'app_name':'y'}", -1 },
	{ "apps update", SEEN, "1", "id=1;name=x;icon=y", NULL, 200,
	  "{'app_name':'x'}", -1 },
	{ "apps update", JUDGE, "1", "", NULL, 200, "{'app_id':1}",
	  CAT_APPLIED },
	{ "apps update", JUDGE, "1", "", NULL, 200, "{'app_id':2}",
	  CAT_REJECTED },
	{ "apps update", JUDGE, "1", "", NULL, 200, "{}", CAT_UNKNOWN },
	{ "apps update", JUDGE, "1", "", NULL, 202, "{}", CAT_ACCEPTED },
	{ "apps update", JUDGE, "1", "", NULL, 204, "", CAT_ACCEPTED },
	{ "apps associate", JUDGE, "1", "", "{'device_ids':[1]}", 200,
	  "{'device_ids':[1]}", CAT_APPLIED },
	{ "apps associate", JUDGE, "1", "", "{'device_ids':[1]}", 202,
	  "{'device_ids':[1]}", CAT_ACCEPTED },
	{ "apps associate", JUDGE, "1", "", "{'device_ids':[1]}", 200,
	  "{'device_ids':[1,2]}", CAT_UNKNOWN },
	{ "apps associate", JUDGE, "1", "", "{'device_ids':[1]}", 200,
	  "{'device_ids':[]}", CAT_UNKNOWN },
	{ "apps associate", JUDGE, "1", "", "{'group_ids':[1]}", 202, "{}",
	  CAT_ACCEPTED },
	{ "apps associate", JUDGE, "1", "", "{}", 202, "{}", CAT_ACCEPTED },
	{ "apps associate", JUDGE, "1", "", "{}", 200, "{}", CAT_APPLIED },
	{ "groups add-members", JUDGE, "1", "", NULL, 202, "", CAT_ACCEPTED },
	{ "groups add-members", JUDGE, "1", "", "{}", 200,
	  "{'member_ids':[1,2]}", CAT_APPLIED },
	{ "groups add-members", SEEN, "1", "", NULL, 200,
	  "{'member_ids':[1,2]}", 1 },
	{ "groups remove-members", SEEN, "1", "", NULL, 200,
	  "{'member_ids':[1,2]}", 0 },
	{ "groups remove-members", SEEN, "1", "", NULL, 200, "{}", -1 },

	{ "users update", MATCH, "7", "", NULL, 200,
	  "{'user_id':7,'user_name':'Ann','phone_number':'1'}", 1 },
	{ "users update", MATCH, "7", "", NULL, 200, "{'user_id':8}", -1 },
	{ "users update", MATCH, "7", "", NULL, 200,
	  "{'user_name':'a','user_name':'b'}", -1 },
	{ "users update", MATCH, "7", "", NULL, 200, "{'name':7}", 1 },
	{ "users update", SEEN, "7", "email=a;name=b;phone=1", NULL, 200,
	  "{'user_email':'a','name':'b','phone_number':'1'}", 1 },
	{ "users update", SEEN, "7", "email=a", NULL, 200,
	  "{'email_address':'b'}", 0 },
	{ "users update", SEEN, "7", "name=a", NULL, 200, "{}", -1 },
	{ "users update", SEEN, "7", "phone=12", NULL, 200,
	  "{'phone_number':'1*'}", -1 },
	{ "users update", SEEN, "7", "phone=12", NULL, 200,
	  "{'phone_number':'13'}", 0 },
	{ "users update", IS, "7", "email=a;name=b;phone=12", NULL, 200,
	  "{'user_id':7,'user_email':'a','name':'b','phone_number':'1*'}", 1 },
	{ "users update", IS, "7", "email=a;name=b;phone=12", NULL, 200,
	  "{'user_id':7,'user_email':'a','name':'b','phone_number':'2*'}", 0 },
	{ "users update", IS, "7", "email=a;name=b", NULL, 200,
	  "{'user_id':7,'user_email':'a','name':'b','phone_number':'2*'}", 1 },
	{ "users update", IS, "7", "email=a", NULL, 200,
	  "{'user_id':7,'user_email':'c'}", 0 },
	{ "users update", IS, "7", "email=a", NULL, 200, "{'user_id':7}", -1 },
	{ "users update", IS, "7", "name=a", NULL, 200, "{'user_id':7}", -1 },
	{ "users update", IS, "7", "name=a", NULL, 200,
	  "{'user_id':7,'name':'c'}", 0 },
	{ "users update", IS, "7", "phone=a", NULL, 200, "{'user_id':7}", 1 },
	{ "users update", IS, "7", "name=a", NULL, 200, "{'user_id':8}", -1 },

	{ "files upload", JUDGE, "x", "", NULL, 200, "{}", CAT_UNKNOWN },
	{ "files upload", JUDGE, "x", "", NULL, 200, "{'file_id':''}",
	  CAT_UNKNOWN },
	{ "files upload", JUDGE, "x", "", NULL, 200, "{'file_id':1}",
	  CAT_APPLIED },
	{ "files upload", JUDGE, "x", "", NULL, 200,
	  "{'file_id':1,'content_length':0,'file_name':'\\'x\\''}",
	  CAT_APPLIED },
	{ "files upload", JUDGE, "x", "", NULL, 200,
	  "{'file_id':1,'content_length':5}", CAT_REJECTED },
	{ "files upload", JUDGE, "x", "", NULL, 200,
	  "{'file_id':1,'file_name':'y'}", CAT_REJECTED },
	{ "files upload", JUDGE, "x", "", NULL, 200,
	  "{'file_id':1,'file_name':''}", CAT_APPLIED },
	{ "files upload", JUDGE, "x", "", NULL, 200,
	  "{'file_id':1,'file_name':'\\''}", CAT_REJECTED },
};

static const char *
quoted(const char *text, char *out, size_t size)
{
	size_t i;

	snprintf(out, size, "%s", text);
	for (i = 0; out[i] != '\0'; i++)
		if (out[i] == '\'')
			out[i] = '"';
	return out;
}

static void
read_args(const char *text, struct args *args)
{
	struct slice rest = str_slice(text), one;

	while (str_next(&rest, ';', &one)) {
		const char *equals = memchr(one.at, '=', one.len);
		char name[40];

		snprintf(name, sizeof(name), "%.*s", (int)(equals - one.at),
		    one.at);
		args_add(args, name, (struct slice){ equals + 1,
		    one.len - (size_t)(equals + 1 - one.at) });
	}
}

static const struct cat_op *
op_of(const char *text)
{
	const char *blank = strchr(text, ' ');
	const struct cat_resource *r = cat_resource((struct slice){ text,
	    (size_t)(blank - text) }, NULL);

	assert_non_null(r);
	return cat_op(r, str_slice(blank + 1));
}

static int
ask(size_t i, const struct cat_op *op, const struct cat_reply *reply)
{
	const struct cat_settings set = { .page_limit = 3 };
	struct args args = { 0 }, found = { 0 };
	struct plan plan = { 0 };
	struct plan_request *r;
	char sent[200];
	struct err err;
	int told = -9;

	read_args(rows[i].args, &args);
	r = plan_add(&plan, op->method);
	plan_object(r, rows[i].object, rows[i].object);
	if (rows[i].sent != NULL)
		r->body = strdup(quoted(rows[i].sent, sent, sizeof(sent)));
	switch (rows[i].asked) {
	case SEEN:
		told = op->ways->seen(reply, rows[i].object, &args, &set);
		break;
	case IS:
		told = cat_undo(op)->is(reply, rows[i].object, &args, &set);
		break;
	case MATCH:
		told = op->ways->match(reply, rows[i].object, &set, 0, &found,
		    &err);
		break;
	case JUDGE:
		told = (int)op->ways->judge(r, reply, 0, &err);
		break;
	}
	plan_fini(&plan);
	args_fini(&args);
	args_fini(&found);
	return told;
}

static void
test_outcomes(void **state)
{
	struct cat_reply reply;
	char body[400];
	size_t i;
	int told;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		reply = (struct cat_reply){ .status = rows[i].status,
		    .body = str_slice(quoted(rows[i].body, body,
		    sizeof(body))), .writes = rows[i].asked == JUDGE };
		told = ask(i, op_of(rows[i].op), &reply);
		if (told != rows[i].told)
			fail_msg("%s, %s: %d, not %d", rows[i].op,
			    rows[i].body, told, rows[i].told);
	}
}

/* What was found before, and what was sent: 1 something goes back. */
static const struct {
	const char	*op, *sent, *found;
	int		 told;
	const char	*back;		/* the first argument's value */
} backs[] = {
	{ "users update", "email=a", "found-email=b", 1, "b" },
	{ "users update", "email=a", "found-email=a", 0, "a" },
	{ "users update", "email=a", "", -1, NULL },
	{ "users update", "email=a", "found-email=--", -1, NULL },
	{ "users update", "email=a", "found-email=", -1, NULL },
	{ "users update", "name=a", "", -1, NULL },
	{ "users update", "phone=12", "found-phone=1*", 0, "12" },
	{ "users update", "phone=12", "found-phone=2*", -1, NULL },
	{ "users update", "phone=12", "found-phone=1**", -1, NULL },
	{ "users update", "", "", 0, NULL },
	{ "computers update", "attr=description=x", "was=description=y", 1,
	  "description=y" },
	{ "computers update", "attr=description=x", "was=description=x", 0,
	  "description=x" },
	{ "computers update", "attr=description=x",
	  "was=descriptions=x;was=name=y", -1, NULL },
	{ "computers update", "attr=description", "", 0, NULL },
};

static void
test_backs(void **state)
{
	struct args sent, found, back;
	struct err err;
	size_t i;
	int told;

	(void)state;
	for (i = 0; i < sizeof(backs) / sizeof(backs[0]); i++) {
		sent = found = back = (struct args){ 0 };
		read_args(backs[i].sent, &sent);
		read_args(backs[i].found, &found);
		told = cat_undo(op_of(backs[i].op))->back(&sent, &found,
		    &back, &err);
		if (told != backs[i].told)
			fail_msg("%s, %s: %d", backs[i].sent, backs[i].found,
			    told);
		if (backs[i].back != NULL)
			assert_string_equal(back.list[0].value,
			    backs[i].back);
		else if (told < 0)
			assert_non_null(strstr(err.text, "left as it is"));
		args_fini(&sent);
		args_fini(&found);
		args_fini(&back);
	}
}

/* A PUT that did nothing left the app; a POST may have made a second one. */
static void
test_app_as_it_was(void **state)
{
	static const struct {
		const char	*how;
		int		 told;
	} ways[] = { { NULL, -1 }, { "post", -1 }, { "/apps/{id}", 0 } };
	const struct cat_reply reply = { .status = 200,
	    .body = str_slice("{\"app_name\":\"y\"}") };
	struct args args = { 0 };
	size_t i;

	(void)state;
	read_args("id=1;name=x", &args);
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		const struct cat_settings set = { .app_update = ways[i].how };

		assert_int_equal(op_of("apps update")->ways->seen(&reply, "1",
		    &args, &set), ways[i].told);
	}
	args_fini(&args);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_app_as_it_was),
		cmocka_unit_test(test_backs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
