/* Which operation a call is: for those who write calls by hand. */
#include <endpane/base/str.h>
#include <endpane/catalog/catalog.h>

#include <string.h>

/* {} is one part of a path. POST /apps adds and updates: the stricter one. */
static const struct {
	const char	*system;
	const char	*method;
	const char	*path;
	const char	*noun;
	const char	*verb;
} calls[] = {
	{ "mdm", "POST",   "/groups",              "groups", "create" },
	{ "mdm", "DELETE", "/groups/{}",           "groups", "delete" },
	{ "mdm", "POST",   "/groups/{}/members",   "groups", "add-members" },
	{ "mdm", "POST",   "/groups/{}/members/{}", "groups", "add-members" },
	{ "mdm", "DELETE", "/groups/{}/members/{}", "groups", "remove-members" },
	{ "mdm", "POST",   "/files",               "files",  "upload" },
	{ "mdm", "POST",   "/apps",                "apps",   "update" },
	{ "mdm", "PUT",    "/apps/{}",             "apps",   "update" },
	{ "mdm", "PUT",    "/apps/{}/labels/{}",   "apps",   "update" },
	{ "mdm", "DELETE", "/apps/{}",             "apps",   "delete" },
	{ "mdm", "POST",   "/apps/{}/devices",     "apps",   "associate" },
	{ "mdm", "POST",   "/apps/{}/devices/{}",  "apps",   "associate" },
	{ "mdm", "POST",   "/apps/{}/groups",      "apps",   "associate" },
	{ "mdm", "POST",   "/apps/{}/group/{}",    "apps",   "associate" },
	{ "mdm", "POST",   "/apps/{}/groups/{}",   "apps",   "associate" },
	{ "mdm", "DELETE", "/apps/{}/devices/{}",  "apps",   "disassociate" },
	{ "mdm", "DELETE", "/apps/{}/groups/{}",   "apps",   "disassociate" },
	{ "mdm", "POST",   "/users",               "users",  "remove" },
	{ "mdm", "POST",   "/users/{}",            "users",  "remove" },
	{ "mdm", "DELETE", "/users",               "users",  "remove" },
	{ "mdm", "DELETE", "/users/{}",            "users",  "remove" },
	{ "mdm", "PUT",    "/users/{}",            "users",  "update" },
	{ "identity360", "POST", "/devices/{}/accounts/{}/link", "accounts", "link" },
	{ "identity360", "POST", "/devices/{}/accounts/{}/cancel-link", "accounts", "cancel-link" },
	{ "identity360", "POST", "/devices/{}/accounts/{}/unlink", "accounts", "unlink" },
	{ "identity360", "DELETE", "/devices/{}/link-restricted-users", "accounts", "unrestrict" },
	{ "endpoint-central", "POST", "/som/computers/installagent", "endpoints", "install-agent" },
	{ "endpoint-central", "POST", "/som/computers/installagents", "endpoints", "install-agent" },
	{ "admanager", "POST",  "/computers",         "computers", "create" },
	{ "admanager", "PATCH", "/computers",         "computers", "update" },
	{ "admanager", "POST",  "/computers/disable", "computers", "disable" },
};

/* Part by part; a slash more at the end changes nothing for a server. */
static bool
fits(const char *template, struct slice path)
{
	struct slice want = str_slice(template), a, b;
	bool left, right;

	while (path.len > 1 && path.at[path.len - 1] == '/')
		path.len--;
	for (;;) {
		left = str_next(&want, '/', &a);
		right = str_next(&path, '/', &b);
		if (!left || !right)
			return left == right;
		if (!str_is(a, "{}") && (a.len != b.len ||
		    strncasecmp(a.at, b.at, a.len) != 0))
			return false;
	}
}

const struct cat_op *
cat_written(const struct cat_system *system, const char *method,
    struct slice path)
{
	size_t i;

	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (strcmp(calls[i].system, system->name) == 0 &&
		    strcmp(calls[i].method, method) == 0 &&
		    fits(calls[i].path, path))
			return cat_op(cat_resource(str_slice(calls[i].noun),
			    NULL), str_slice(calls[i].verb));
	return NULL;
}
