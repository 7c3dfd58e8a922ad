/* What a JSON body has to look like. */
#include "shape.h"
#include "desk.h"

#include <endpane/base/str.h>

#include <string.h>

struct rule {
	struct slice	name;
	struct slice	type;
	bool		is_needed;
	bool		is_prefix;
};

static bool
next_rule(struct slice *rest, struct rule *rule)
{
	struct slice one;
	size_t i = 0;

	if (!str_next(rest, ' ', &one))
		return false;
	while (i < one.len && one.at[i] != '!' && one.at[i] != '?')
		i++;
	rule->name = (struct slice){ one.at, i };
	rule->is_needed = i < one.len && one.at[i] == '!';
	rule->type = (struct slice){ one.at + i + 1, one.len - i - 1 };
	rule->is_prefix = i > 0 && one.at[i - 1] == '*';
	if (rule->is_prefix)
		rule->name.len--;
	return true;
}

static bool
is_int(const struct json *node)
{
	struct slice s = str_slice(json_text(node));

	if (s.len > 0 && s.at[0] == '-')
		s.at++, s.len--;
	return json_type(node) == JSON_NUMBER && str_digits(s, 19);
}

static bool
all_items(const struct json *list, bool numbers)
{
	const struct json *item = json_first(list);
	uint64_t id;

	if (json_type(list) != JSON_LIST || item == NULL)
		return false;
	for (; item != NULL; item = json_next(item))
		if (json_type(item) != (numbers ? JSON_NUMBER : JSON_TEXT) ||
		    !desk_json_id(item, &id))
			return false;
	return true;
}

static bool
type_fits(struct slice type, const struct json *node)
{
	if (str_is(type, "text"))
		return json_type(node) == JSON_TEXT;
	if (str_is(type, "int"))
		return is_int(node);
	if (str_is(type, "flag"))
		return json_type(node) == JSON_FLAG;
	if (str_is(type, "ids"))
		return all_items(node, true);
	if (str_is(type, "texts"))
		return all_items(node, false);
	if (str_is(type, "list"))
		return json_type(node) == JSON_LIST && json_count(node) > 0;
	return json_type(node) == JSON_OBJECT && json_count(node) > 0;
}

static bool
find_rule(const char *shape, const char *key, struct rule *rule)
{
	struct slice rest = str_slice(shape), name = str_slice(key);

	while (next_rule(&rest, rule)) {
		if (rule->is_prefix ? name.len > rule->name.len &&
		    memcmp(name.at, rule->name.at, rule->name.len) == 0 :
		    str_same(rule->name, name))
			return true;
	}
	return false;
}

const char *
shape_wrong(const char *shape, const struct json *object)
{
	struct slice rest = str_slice(shape);
	const struct json *node;
	struct rule rule;
	char name[64];

	for (node = json_first(object); node != NULL; node = json_next(node)) {
		if (!find_rule(shape, json_key(node), &rule))
			return "a member that is not known here";
		if (!type_fits(rule.type, node))
			return "a member of the wrong type, or empty";
	}
	while (next_rule(&rest, &rule)) {
		snprintf(name, sizeof(name), "%.*s", (int)rule.name.len,
		    rule.name.at);
		if (rule.is_needed && json_member(object, name) == NULL)
			return "a member that is needed is missing";
	}
	return NULL;
}
