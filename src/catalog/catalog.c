/* Finds systems, nouns, verbs, columns and parameters among the rows. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/catalog/catalog.h>

#include <stdlib.h>
#include <string.h>

#include "route.h"
#include "systems.h"

const struct cat_system *const cat_systems[] = {
	&cat_mdm, &cat_endpoint_central, &cat_admanager, &cat_identity360,
	NULL
};

const struct cat_system *
cat_system(struct slice name)
{
	size_t i;

	for (i = 0; cat_systems[i] != NULL; i++)
		if (str_is(name, cat_systems[i]->name))
			return cat_systems[i];
	return NULL;
}

const struct cat_resource *
cat_resource(struct slice noun, const struct cat_system **system)
{
	size_t i, n;

	for (i = 0; cat_systems[i] != NULL; i++)
		for (n = 0; cat_systems[i]->resources[n] != NULL; n++) {
			const struct cat_resource *r =
			    cat_systems[i]->resources[n];

			if (!str_is(noun, r->noun) && !(r->alias != NULL &&
			    str_is(noun, r->alias)))
				continue;
			if (system != NULL)
				*system = cat_systems[i];
			return r;
		}
	return NULL;
}

const struct cat_op *
cat_op(const struct cat_resource *resource, struct slice verb)
{
	const struct cat_op *op;

	for (op = resource->ops; op->verb != NULL; op++)
		if (str_is(verb, op->verb))
			return op;
	return NULL;
}

const struct cat_op *
cat_op_with(const struct cat_resource *resource, unsigned flag)
{
	const struct cat_op *op;

	for (op = resource->ops; op->verb != NULL; op++)
		if ((op->flags & flag) != 0)
			return op;
	return NULL;
}

/* a.b for /a/b, and also for /a.b, which some members are called. */
static bool
is_dotted(struct slice path, struct slice name)
{
	size_t i;

	if (path.len != name.len + 1)
		return false;
	for (i = 0; i < name.len; i++)
		if (name.at[i] != path.at[i + 1] &&
		    (name.at[i] != '.' || path.at[i + 1] != '/'))
			return false;
	return true;
}

/* Is name one of the column's paths, or the last member of one? */
static bool
is_field_of(const struct cat_column *column, struct slice name)
{
	struct slice paths = str_slice(column->path), path;

	while (str_next(&paths, '|', &path)) {
		const char *last = memrchr(path.at, '/', path.len);
		struct slice field = { last + 1,
		    path.len - (size_t)(last - path.at) - 1 };

		if (str_same(field, name) || is_dotted(path, name))
			return true;
	}
	return false;
}

int
cat_column(const struct cat_resource *resource, struct slice name)
{
	int n, count = cat_column_count(resource);

	for (n = 0; n < count; n++)
		if (str_is(name, resource->columns[n].name))
			return n;
	for (n = 0; n < count; n++)
		if (str_is_folded(name, resource->columns[n].title) ||
		    is_field_of(&resource->columns[n], name))
			return n;
	return -1;
}

int
cat_column_count(const struct cat_resource *resource)
{
	int n = 0;

	while (resource->columns[n].name != NULL)
		n++;
	return n;
}

size_t
cat_naming(const struct cat_resource *resource, int columns[CAT_NAMING])
{
	static const char *const names[CAT_NAMING] = {
		"id", "name", "serial", "mail", "user", "sam", "imei",
	};
	size_t i, count = 0;

	for (i = 0; i < CAT_NAMING; i++) {
		columns[count] = cat_column(resource, str_slice(names[i]));
		count += columns[count] >= 0;
	}
	return count;
}

const struct cat_param *
cat_param(const struct cat_op *op, struct slice name)
{
	const struct cat_param *p;

	for (p = op->params; p != NULL && p->name != NULL; p++)
		if (str_is(name, p->name))
			return p;
	return NULL;
}

bool
cat_from(const struct cat_param *param, const struct cat_resource **resource,
    const struct cat_op **op, struct args *args)
{
	struct slice rest = str_slice(param->from != NULL ? param->from : "");
	struct slice noun, verb, one, name;
	char *text;

	if (!str_next(&rest, ' ', &noun) || !str_next(&rest, ' ', &verb) ||
	    (*resource = cat_resource(noun, NULL)) == NULL ||
	    (*op = cat_op(*resource, verb)) == NULL)
		return false;
	while (str_next(&rest, ' ', &one)) {
		str_next(&one, '=', &name);
		text = mem_slice(name.at, name.len);
		args_add(args, text, one);
		free(text);
	}
	return true;
}

bool
cat_met(const struct cat_param *param, const struct cat_resource **resource,
    int *id, int *name)
{
	struct slice rest = str_slice(param->met != NULL ? param->met : "");
	struct slice noun, column;

	if (!str_next(&rest, ' ', &noun) || !str_next(&rest, ' ', &column) ||
	    (*resource = cat_resource(noun, NULL)) == NULL)
		return false;
	*id = cat_column(*resource, column);
	*name = cat_column(*resource, rest);
	return *id >= 0 && *name >= 0;
}

bool
cat_writes(const struct cat_op *op)
{
	return op->risk != CAT_READ;
}

bool
cat_has_secret(const struct cat_op *op)
{
	const struct cat_param *p;

	for (p = op->params; p != NULL && p->name != NULL; p++)
		if (p->kind == CAT_SECRET)
			return true;
	return false;
}

/* Asked for every member that is printed: lengths tell most apart. */
bool
cat_is_secret_field(struct slice key)
{
#define NAME(text) { text, sizeof(text) - 1 }
	static const struct slice secret[] = {
		NAME("apn_password"), NAME("google_authenticator_key"),
		NAME("device_token"), NAME("auth_token"),
		NAME("new_password"), NAME("password"), NAME("access_token"),
		NAME("refresh_token"), NAME("client_secret"), NAME("api_key"),
		NAME("recovery_key"), NAME("recoverykey"),
		NAME("recovery_password"), NAME("bitlocker_recovery_key"),
		NAME("personal_recovery_key"),
		NAME("institutional_recovery_key"), NAME("unlock_pin"),
		NAME("passcode"), NAME("proxy_password"), NAME("proxy_username"),
	};
	size_t i;

	for (i = 0; i < sizeof(secret) / sizeof(secret[0]); i++)
		if (key.len == secret[i].len &&
		    str_is_folded(key, secret[i].at))
			return true;
	return str_find_folded(key, (struct slice)NAME("recovery_key")) !=
	    NULL || str_find_folded(key, (struct slice)NAME("recoverykey")) !=
	    NULL;
#undef NAME
}

/* One request from the row itself; id replaces the first of several. */
static bool
plan_one(const struct cat_op *op, const struct args *args, struct plan *plan,
    const char *object, struct err *err)
{
	struct buf path = { 0 }, query = { 0 }, body = { 0 };
	bool good;

	good = route_path(op, args, &path, err) &&
	    route_query(op, args, &query, err) &&
	    route_body(op, args, &body, err);
	if (good) {
		struct plan_request *r = plan_add(plan, op->method);

		route_fill(r, &path, &query, &body);
		if (object != NULL)
			plan_object(r, object, NULL);
	}
	buf_fini(&path);
	buf_fini(&query);
	buf_wipe(&body);
	return good;
}

bool
cat_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct args one = { 0 };
	const char *id;
	bool good = true;
	size_t n, i;

	if (op->ways != NULL && op->ways->plan != NULL)
		return op->ways->plan(op, args, set, plan, err);
	if (op->target != CAT_EACH)
		return plan_one(op, args, plan, op->target == CAT_ONE ?
		    args_get(args, "id", 0) : NULL, err);
	for (n = 0; good && (id = args_get(args, "id", n)) != NULL; n++) {
		args_add(&one, "id", str_slice(id));
		for (i = 0; i < args->count; i++)
			if (strcmp(args->list[i].name, "id") != 0)
				args_add(&one, args->list[i].name,
				    str_slice(args->list[i].value));
		good = plan_one(op, &one, plan, id, err);
		args_fini(&one);
	}
	if (good && n == 0)
		return err_set(err, ERR_GUARD, "no target given");
	return good;
}
