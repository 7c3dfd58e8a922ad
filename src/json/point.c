/* Pointers: "/a/b" looked up in checked JSON, strictly or by the like of it. */
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <ctype.h>
#include <string.h>

/* Whether a key is the name but for case and underscores. */
static bool
is_alike(struct slice key, struct slice name)
{
	size_t i = 0, k = 0;

	for (;; i++, k++) {
		while (i < key.len && key.at[i] == '_')
			i++;
		while (k < name.len && name.at[k] == '_')
			k++;
		if (i == key.len || k == name.len)
			return i == key.len && k == name.len;
		if (tolower((unsigned char)key.at[i]) !=
		    tolower((unsigned char)name.at[k]))
			return false;
	}
}

/* The member that is alike, or the only list. */
static bool
step_loosely(struct scan *at, struct slice name)
{
	struct scan s = *at;
	struct slice key;
	size_t lists = 0;

	while (scan_key(&s, &key)) {
		if (is_alike(key, name)) {
			*at = s;
			return true;
		}
		if (s.at < s.end && *s.at == '[' && lists++ == 0)
			*at = s;
		scan_value(&s);
	}
	return lists == 1;
}

/* From behind an object's brace to the value of the member of that name. */
static bool
step_to(struct scan *at, struct slice name)
{
	struct scan s = *at;
	struct slice key;
	bool is_loose = name.len > 0 && name.at[name.len - 1] == '*';

	if (is_loose)
		name.len--;
	while (scan_key(&s, &key)) {
		if (str_same(key, name)) {
			*at = s;
			return true;
		}
		scan_value(&s);
	}
	return is_loose && step_loosely(at, name);
}

/* Goes to where the value behind the pointer begins. */
static bool
walk_to(struct slice value, const char *pointer, struct scan *at)
{
	const char *end;
	bool hit = true;

	*at = (struct scan){ value.at, value.at + value.len };
	while (*pointer == '/' && hit) {
		end = strchrnul(pointer + 1, '/');
		value = (struct slice){ at->at, (size_t)(at->end - at->at) };
		if (!scan_open(value, at) || at->at[-1] != '{')
			return false;
		hit = step_to(at, (struct slice){ pointer + 1,
		    (size_t)(end - pointer) - 1 });
		pointer = end;
	}
	return hit;
}

bool
scan_at(struct slice value, const char *pointer, struct slice *found)
{
	struct scan at;

	if (!walk_to(value, pointer, &at))
		return false;
	*found = *pointer == '/' ? scan_value(&at) : value;
	return true;
}

bool
scan_top_at(const struct scan_top *top, struct slice text,
    const char *pointer, struct slice *found)
{
	const char *rest;
	struct slice name;
	size_t i;

	if (top == NULL || !top->whole || *pointer != '/')
		return scan_at(text, pointer, found);
	rest = strchrnul(pointer + 1, '/');
	name = (struct slice){ pointer + 1, (size_t)(rest - pointer) - 1 };
	if (name.len > 0 && rest[-1] == '*')
		name.len--;
	for (i = 0; i < top->count; i++)
		if (str_same(top->keys[i], name))
			return scan_at(top->values[i], rest, found);
	return rest[-1] == '*' && scan_at(text, pointer, found);
}

bool
scan_from(struct slice value, const char *pointer, struct slice *rest)
{
	struct scan at;

	if (!walk_to(value, pointer, &at))
		return false;
	*rest = (struct slice){ at.at, (size_t)(at.end - at.at) };
	return true;
}
