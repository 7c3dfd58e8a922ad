/* Are named values what an operation takes? And each of a list once? */
#include <endpane/base/buf.h>
#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/op/args.h>

#include <stdlib.h>
#include <string.h>

static bool
is_choice(const struct cat_param *param, const char *value)
{
	const struct cat_choice *c;

	for (c = param->choices; c != NULL && c->wire != NULL; c++)
		if (strcmp(value, c->wire) == 0 ||
		    str_is_folded(str_slice(value), c->label))
			return true;
	/* Names of some numbers: there may be others. */
	return param->choices == NULL || param->kind == CAT_NUMBER;
}

/* One of few words, so they are named: by label, as help does. */
static bool
refuse_choice(const struct cat_param *p, const char *value, struct err *err)
{
	const struct cat_choice *c = p->choices;
	struct buf words = { 0 };

	for (; c->wire != NULL; c++)
		buf_format(&words, "%s%s", words.len > 0 ? ", " : "", c->label);
	err_set(err, ERR_USAGE, "%s: %.100s is not accepted; there is %s",
	    p->name, value, buf_string(&words));
	buf_fini(&words);
	return false;
}

static bool
check_one(const struct cat_param *p, const struct args *args, struct err *err)
{
	size_t n, count = args_count(args, p->name);

	if (count == 0 && (p->flags & CAT_REQUIRED) != 0)
		return err_set(err, ERR_USAGE, "%s is missing: %s",
		    p->name, p->help);
	if (count > 1 && (p->flags & CAT_MANY) == 0)
		return err_set(err, ERR_USAGE, "%s is given more than once",
		    p->name);
	for (n = 0; n < count; n++) {
		const char *value = args_get(args, p->name, n);

		if (value[0] == '\0')
			return err_set(err, ERR_USAGE, "%s is empty", p->name);
		if (!is_choice(p, value))
			return refuse_choice(p, value, err);
	}
	return true;
}

/* What a file held that was not one: given as load.h would give it. */
static bool
is_loaded(const struct cat_op *op, const char *name)
{
	struct slice s = str_slice(name);
	const struct cat_param *p;

	if (!str_ends(s, "-text"))
		return false;
	s.len -= strlen("-text");
	p = cat_param(op, s);
	return p != NULL && (p->flags & CAT_LOADED) != 0;
}

bool
args_check(const struct cat_op *op, const struct args *args, struct err *err)
{
	const struct cat_param *p;
	size_t i;

	for (i = 0; args != NULL && i < args->count; i++)
		if (cat_param(op, str_slice(args->list[i].name)) == NULL &&
		    !is_loaded(op, args->list[i].name))
			return err_set(err, ERR_USAGE, "%s takes no %.40s",
			    op->verb, args->list[i].name);
	for (p = op->params; p != NULL && p->name != NULL; p++)
		if (!check_one(p, args, err))
			return false;
	return true;
}

bool
args_given(const struct cat_op *op, const struct args *args, struct err *err)
{
	const struct cat_param *p;

	for (p = op->params; p != NULL && p->name != NULL; p++)
		if (args_count(args, p->name) > 0 && !check_one(p, args, err))
			return false;
	return true;
}

const struct cat_param *
args_target(const struct cat_op *op, const struct args *args)
{
	const struct cat_param *p, *found = NULL;

	/* Members, devices and groups come behind the id they are for. */
	for (p = op->params; p != NULL && p->name != NULL; p++)
		if ((p->flags & CAT_POSITION) != 0 ? found == NULL :
		    p->noun != NULL && args_count(args, p->name) > 0)
			found = p;
	return found;
}

size_t
args_objects(const struct cat_op *op, const struct args *args)
{
	const struct cat_param *p = args_target(op, args);

	return p == NULL ? 1 : args_count(args, p->name);
}

/*
 * By what a value is told from another one: a name in a directory has neither
 * case nor the dollar sign of its account.
 */
static void
key_of(const struct cat_param *p, const char *value, struct buf *key)
{
	struct slice name = str_slice(value);

	if (p == NULL || p->kind != CAT_TEXT || (p->flags & CAT_KEY) == 0 ||
	    (p->flags & CAT_MANY) == 0) {
		buf_text(key, value);
		return;
	}
	if (str_ends(name, "$"))
		name.len--;
	buf_folded(key, name);
}

void
args_drop_repeats(const struct cat_op *op, struct args *args)
{
	struct buf *keys = mem_alloc((args->count + 1) * sizeof(*keys));
	struct map seen = { 0 };
	size_t i, n = 0;

	for (i = 0; i < args->count; i++) {
		buf_format(&keys[i], "%s=", args->list[i].name);
		key_of(cat_param(op, str_slice(args->list[i].name)),
		    args->list[i].value, &keys[i]);
		if (map_add(&seen, (struct slice){ keys[i].at, keys[i].len },
		    0)) {
			args->list[n++] = args->list[i];
			continue;
		}
		free(args->list[i].name);
		free(args->list[i].value);
	}
	for (i = 0; i < args->count; i++)
		buf_wipe(&keys[i]);
	args->count = n;
	free(keys);
	map_fini(&seen);
}
