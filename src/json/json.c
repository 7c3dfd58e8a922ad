/* Small JSON documents as a tree, with numbers kept as their digits. */
#include <endpane/base/map.h>
#include <endpane/base/str.h>
#include <endpane/json/json.h>
#include <endpane/json/scan.h>

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#define NODES 200000

/*
 * cJSON reads numbers as doubles. Before it sees the text, every number is
 * turned into a string that begins with DIGITS; a string of the server's that
 * begins with DIGITS or GUARD gets GUARD in front, so that both stay apart.
 */
#define DIGITS	'\x02'
#define GUARD	'\x03'

static bool
starts_marked(const char *p, const char *end)
{
	return end - p >= 6 && memcmp(p, "\\u000", 5) == 0 &&
	    (p[5] == '2' || p[5] == '3');
}

static const char *
copy_string(const char *p, const char *end, struct buf *out)
{
	const char *from = p++;

	if (starts_marked(p, end)) {
		buf_char(out, '"');
		buf_char(out, GUARD);
		from++;
	}
	while (p < end && *p != '"')
		p += *p == '\\' ? 2 : 1;
	buf_add(out, from, (size_t)(p - from) + 1);
	return p + 1;
}

/*
 * Returns the nodes seen, at least. The text is checked: no string lacks its
 * end and no byte is 0, so that two of the bounds here are never met.
 */
static size_t
armour(struct slice text, struct buf *out)
{
	const char *p = text.at, *end = p + text.len, *from;
	size_t nodes = 1;

	while (p < end) {
		if (*p == '"') {
			p = copy_string(p, end, out);
			continue;
		}
		if (*p != '-' && (*p < '0' || *p > '9')) {
			nodes += *p == ',' || *p == '[' || *p == '{';
			buf_char(out, *p++);
			continue;
		}
		from = p;
		while (p < end && *p != '\0' &&
		    strchr("+-.eE0123456789", *p) != NULL)
			p++;
		buf_char(out, '"');
		buf_char(out, DIGITS);
		buf_add(out, from, (size_t)(p - from));
		buf_char(out, '"');
	}
	return nodes;
}

/* The first key that an object of the tree has twice; NULL: none. */
static const char *
repeated_key(const cJSON *node)
{
	const cJSON *child;
	const char *found = NULL;
	struct map seen = { 0 };

	for (child = node->child; child != NULL && found == NULL;
	    child = child->next) {
		if (cJSON_IsObject(node) &&
		    !map_add(&seen, str_slice(child->string), 0))
			found = child->string;
		else if (child->child != NULL)
			found = repeated_key(child);
	}
	map_fini(&seen);
	return found;
}

struct json *
json_parse(struct slice text, struct err *err)
{
	struct buf armoured = { 0 };
	const char *twice;
	cJSON *root = NULL;

	if (!scan_check(text, err))
		return NULL;
	buf_reserve(&armoured, text.len + 256);
	if (armour(text, &armoured) > NODES)
		err_set(err, ERR_PROTOCOL, "the answer has too many parts");
	else if (armoured.full || (root = cJSON_ParseWithLengthOpts(
	    buf_string(&armoured), armoured.len + 1, NULL, 1)) == NULL)
		err_set(err, ERR_PROTOCOL, "the answer is no JSON");
	buf_wipe(&armoured);
	if (root != NULL && (twice = repeated_key(root)) != NULL) {
		err_set(err, ERR_PROTOCOL, "the answer has a key twice");
		json_free((struct json *)root);
		root = NULL;
	}
	return (struct json *)root;
}

/* Answers may hold tokens: none stays behind in memory. */
static void
wipe(cJSON *node)
{
	for (; node != NULL; node = node->next) {
		if (node->valuestring != NULL)
			explicit_bzero(node->valuestring,
			    strlen(node->valuestring));
		wipe(node->child);
	}
}

void
json_free(struct json *root)
{
	wipe((cJSON *)root);
	cJSON_Delete((cJSON *)root);
}

static const cJSON *
inside(const struct json *node)
{
	return (const cJSON *)(const void *)node;
}

static const struct json *
outside(const cJSON *node)
{
	return (const struct json *)(const void *)node;
}

enum json_type
json_type(const struct json *node)
{
	const cJSON *n = inside(node);

	if (n == NULL)
		return JSON_NONE;
	if (cJSON_IsString(n))
		return n->valuestring[0] == DIGITS ? JSON_NUMBER : JSON_TEXT;
	if (cJSON_IsObject(n))
		return JSON_OBJECT;
	if (cJSON_IsArray(n))
		return JSON_LIST;
	return cJSON_IsBool(n) ? JSON_FLAG : JSON_NULL;
}

const struct json *
json_member(const struct json *object, const char *key)
{
	if (json_type(object) != JSON_OBJECT)
		return NULL;
	return outside(cJSON_GetObjectItemCaseSensitive(inside(object), key));
}

const struct json *
json_at(const struct json *node, const char *pointer)
{
	char key[128];
	const char *end;

	while (node != NULL && *pointer == '/') {
		end = strchrnul(pointer + 1, '/');
		if ((size_t)(end - pointer) > sizeof(key))
			return NULL;
		memcpy(key, pointer + 1, (size_t)(end - pointer) - 1);
		key[end - pointer - 1] = '\0';
		node = json_member(node, key);
		pointer = end;
	}
	return node;
}

const struct json *
json_first(const struct json *container)
{
	return container == NULL ? NULL : outside(inside(container)->child);
}

const struct json *
json_next(const struct json *node)
{
	return node == NULL ? NULL : outside(inside(node)->next);
}

const char *
json_key(const struct json *node)
{
	const char *key = node != NULL ? inside(node)->string : NULL;

	return key == NULL ? "" : key + (key[0] == GUARD);
}

size_t
json_count(const struct json *container)
{
	const struct json *child;
	size_t count = 0;

	for (child = json_first(container); child != NULL;
	    child = json_next(child))
		count++;
	return count;
}

const char *
json_text(const struct json *node)
{
	const cJSON *n = inside(node);

	if (n == NULL || cJSON_IsNull(n))
		return "";
	if (cJSON_IsBool(n))
		return cJSON_IsTrue(n) ? "true" : "false";
	if (!cJSON_IsString(n))
		return "";
	return n->valuestring + (n->valuestring[0] == DIGITS ||
	    n->valuestring[0] == GUARD);
}

bool
json_flag(const struct json *node, bool *flag)
{
	struct slice text = str_slice(json_text(node));

	if (str_is(text, "1") || str_is_folded(text, "true") ||
	    str_is_folded(text, "yes"))
		*flag = true;
	else if (str_is(text, "0") || str_is_folded(text, "false") ||
	    str_is_folded(text, "no"))
		*flag = false;
	else
		return false;
	return true;
}
