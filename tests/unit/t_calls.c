/* op/call: what a call that is written by hand may be, and what it never is. */
#include <endpane/base/str.h>
#include <endpane/op/call.h>

#include <string.h>

#include "unit.h"

/* In bodies ' stands for ". refused NULL: it is taken. */
static const struct {
	const char	*system, *method, *path, *query, *body, *refused;
} calls[] = {
	{ "mdm", "get", "/groups", "limit=1", NULL, NULL },
	{ "mdm", "LOOK", "/groups", NULL, NULL, "no such method" },
	{ "mdm", "GET", "groups", NULL, NULL, "begins with one" },
	{ "mdm", "GET", "//groups", NULL, NULL, "begins with one" },
	{ "mdm", "GET", "/a//b", NULL, NULL, "is encoded" },
	{ "mdm", "GET", "/a b", NULL, NULL, "is encoded" },
	{ "mdm", "GET", "/a;b", NULL, NULL, "is encoded" },
	{ "mdm", "GET", "/a%2", NULL, NULL, "is encoded" },
	{ "mdm", "GET", "/a%zz", NULL, NULL, "is encoded" },
	{ "mdm", "GET", "/a%00", NULL, NULL, "is encoded" },
	{ "mdm", "GET", "/a%2Fb", NULL, NULL, "is encoded" },
	{ "mdm", "GET", "/a%41", NULL, NULL, "is encoded" },
	{ "mdm", "GET", "/a%20b", NULL, NULL, NULL },
	{ "mdm", "GET", "/./a", NULL, NULL, ". or .." },
	{ "mdm", "GET", "/a/..", NULL, NULL, ". or .." },
	{ "mdm", "GET", "/a", "b=?c", NULL, NULL },
	{ "mdm", "GET", "/a", "b= c", NULL, "query" },
	{ "mdm", "GET", "/a", "b=?#", NULL, "query" },
	{ "mdm", "GET", "/a", "", NULL, NULL },
	{ "mdm", "POST", "/groups", NULL, "{'name':", "JSON" },
	{ "mdm", "POST", "/unknown", NULL, "{'a':[]}", "an empty list" },
	{ "mdm", "POST", "/unknown", NULL, "{'a':[{'b':[[]]}]}",
	  "an empty list" },
	{ "mdm", "POST", "/unknown", NULL, "{'a':[1,2]}", NULL },
	{ "mdm", "POST", "/unknown", NULL, "7", NULL },
	{ "mdm", "POST", "/groups/7/members", NULL, NULL, "member_ids" },
	{ "mdm", "POST", "/groups/7/members/", NULL, "{}", "member_ids" },
	{ "mdm", "POST", "/groups/7/members", NULL, "{'member_ids':7}",
	  "member_ids" },
	{ "mdm", "POST", "/groups/7/members", NULL, "{'member_ids':['*']}",
	  "member_ids" },
	{ "mdm", "POST", "/groups/7/members", NULL, "{'member_ids':[7,'8']}",
	  NULL },
	{ "mdm", "POST", "/apps/7/devices", NULL, "{'device_ids':['']}",
	  "device_ids" },
	{ "mdm", "POST", "/apps/7/groups", NULL, "{'group_ids':[1]}", NULL },
	{ "mdm", "PUT", "/users/7", NULL, "{'phone_number':'1*'}", "masked" },
	{ "mdm", "PUT", "/users/7", NULL, "{'phone_number':'12'}", NULL },
	{ "mdm", "PUT", "/users/7", NULL, "{'user_name':'x'}", NULL },
	{ "endpoint-central", "POST", "/som/computers/installagent", NULL,
	  "{'resourceids':['all']}", "resourceids" },
	{ "endpoint-central", "POST", "/som/computers/installagent", NULL,
	  "{'resourceids':[7]}", NULL },
	{ "endpoint-central", "POST", "/inventory/computers/scan", NULL, NULL,
	  "all computers" },
	{ "endpoint-central", "POST", "/inventory/computers/SCAN/", NULL,
	  "{}", "all computers" },
	{ "endpoint-central", "POST", "/x/installpatch", NULL,
	  "{'ResourceIDs':[7]}", NULL },
	/* Another list is none of computers, and two are none to trust. */
	{ "endpoint-central", "POST", "/patch/installpatch", NULL,
	  "{'PatchIDs':[7]}", "all computers" },
	{ "endpoint-central", "POST", "/x/installpatch", NULL,
	  "{'ResourceIDs':[7],'resourceids':[]}", "empty list" },
	{ "endpoint-central", "POST", "/x/installpatch", NULL,
	  "{'ResourceIDs':[7],'resourceids':'all'}", "all computers" },
	{ "endpoint-central", "POST", "/x", NULL, "{}", NULL },
	{ "admanager", "POST", "/computers/disable", NULL, NULL,
	  "one domain" },
	{ "admanager", "POST", "/computers/disable",
	  "domain=D&limit=1&filter=(NAME%20eq%20A)", NULL, NULL },
	{ "admanager", "POST", "/computers/disable",
	  "domain=D&limit=2&filter=(NAME%20eq%20A)", NULL, "limit=1" },
	{ "admanager", "POST", "/computers/disable",
	  "domain=D%2CE&limit=1&filter=(NAME%20eq%20A)", NULL, "one domain" },
	{ "admanager", "POST", "/computers/disable",
	  "domain=&limit=1&filter=(NAME%20eq%20A)", NULL, "one domain" },
	{ "admanager", "POST", "/computers/disable",
	  "domain=D&DOMAIN=E&limit=1&filter=(NAME%20eq%20A)", NULL,
	  "one domain" },
	{ "admanager", "POST", "/computers/disable",
	  "domain=D&limit=1&filter", NULL, "one domain" },
	{ "admanager", "POST", "/computers/disable",
	  "domain=D&limit=1&filter=(NAME%20ne%20A)", NULL, "refused" },
	{ "identity360", "DELETE", "/devices/7/link-restricted-users", NULL,
	  NULL, "ids is missing" },
	{ "identity360", "DELETE", "/devices/7/link-restricted-users", "ids=",
	  NULL, "ids is missing" },
	{ "identity360", "DELETE", "/devices/7/link-restricted-users",
	  "ids=7", NULL, NULL },
};

static void
test_calls(void **state)
{
	static char name[] = "c";
	struct conn conn = { .name = name };
	struct call call;
	struct err err;
	char body[100];
	size_t i, k;
	bool good;

	(void)state;
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		conn.system = cat_system(str_slice(calls[i].system));
		assert_non_null(conn.system);
		snprintf(body, sizeof(body), "%s", calls[i].body != NULL ?
		    calls[i].body : "");
		for (k = 0; body[k] != '\0'; k++)
			if (body[k] == '\'')
				body[k] = '"';
		err_clear(&err);
		good = call_make(&call, &conn, calls[i].method, calls[i].path,
		    calls[i].query != NULL ? calls[i].query : "",
		    calls[i].body != NULL ? body : NULL, &err);
		if (good != (calls[i].refused == NULL))
			fail_msg("%s %s?%s %s: %s", calls[i].method,
			    calls[i].path, calls[i].query, body, err.text);
		if (!good && strstr(err.text, calls[i].refused) == NULL)
			fail_msg("%s: %s", calls[i].path, err.text);
		call_fini(&call);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_calls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
