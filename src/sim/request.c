/* A request as it arrived: raw line, query, ids. Decides nothing. */
#include "desk.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define UNENCODED "\"<>\\^`{|}#"	/* never allowed in a URL as they are */

struct request *
desk_request(const char *uri)
{
	struct request *rq = mem_alloc(sizeof(*rq));
	const char *mark;

	rq->uri = mem_text(uri);
	mark = strchrnul(rq->uri, '?');
	rq->path = (struct slice){ rq->uri, (size_t)(mark - rq->uri) };
	rq->body.ceiling = (size_t)64 << 20;
	if (*mark == '?')
		desk_parse(rq, str_slice(mark + 1), false);
	return rq;
}

void
desk_request_free(struct request *rq)
{
	size_t i;

	if (rq == NULL)
		return;
	for (i = 0; i < rq->param_count; i++) {
		free(rq->params[i].name);
		free(rq->params[i].value);
	}
	free(rq->method);
	free(rq->uri);
	free(rq->authorization);
	free(rq->content_type);
	free(rq->accept);
	free(rq->disposition);
	buf_fini(&rq->head);
	buf_fini(&rq->body);
	json_free(rq->json);
	free(rq);
}

/* A form may write a blank as '+'; a URL here may not. */
static char *
decoded(struct request *rq, struct slice text, bool form)
{
	struct buf out = { .at = NULL };
	char *copy = mem_slice(text.at, text.len), *c;

	for (c = copy; form && *c != '\0'; c++)
		if (*c == '+')
			*c = ' ';
	if (!str_url_decode((struct slice){ copy, text.len }, &out))
		rq->bad_query = "a stray percent sign";
	free(copy);
	if (out.len != strlen(buf_string(&out)))
		rq->bad_query = "a NUL";
	copy = mem_text(buf_string(&out));
	buf_fini(&out);
	return copy;
}

static const char *
wrong_bytes(struct slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == '+')
			return "a plus sign where %20 or %2B was meant";
		if (c <= ' ' || c >= 0x7F)
			return "a byte that had to be percent-encoded";
		if (strchr(UNENCODED, c) != NULL)
			return "a character that had to be percent-encoded";
	}
	return NULL;
}

static bool
is_given(const struct request *rq, const char *name)
{
	return desk_param(rq, name) != NULL;
}

void
desk_parse(struct request *rq, struct slice text, bool form)
{
	struct slice piece, name;
	struct param *p;
	const char *mark;
	char *key;

	if (!form)
		rq->bad_query = wrong_bytes(text);
	while (str_next(&text, '&', &piece)) {
		if (rq->param_count == DESK_PARAMS) {
			rq->bad_query = "too many parameters";
			return;
		}
		mark = memchr(piece.at, '=', piece.len);
		if (mark == NULL || mark == piece.at) {
			rq->bad_query = "a parameter without name or value";
			return;
		}
		name = (struct slice){ piece.at, (size_t)(mark - piece.at) };
		piece.len -= name.len + 1;
		piece.at = mark + 1;
		key = decoded(rq, name, form);
		if (is_given(rq, key))
			rq->bad_query = "a parameter twice";
		p = &rq->params[rq->param_count++];
		p->name = key;
		p->value = decoded(rq, piece, form);
		p->has_comma = memchr(piece.at, ',', piece.len) != NULL;
	}
}

const char *
desk_param(const struct request *rq, const char *name)
{
	size_t i;

	for (i = 0; i < rq->param_count; i++)
		if (strcmp(rq->params[i].name, name) == 0)
			return rq->params[i].value;
	return NULL;
}

bool
desk_count(const struct request *rq, const char *name, size_t fallback,
    size_t *count)
{
	const char *value = desk_param(rq, name);
	int64_t number;

	if (value == NULL) {
		*count = fallback;
		return true;
	}
	if (!str_digits(str_slice(value), 9) ||
	    !str_number(str_slice(value), &number))
		return false;
	*count = (size_t)number;
	return true;
}

size_t
desk_total(const struct request *rq, size_t total)
{
	if (rq->oddities & ODD_TOTAL_LOW)
		return total / 2;
	return rq->oddities & ODD_TOTAL_HIGH ? total * 2 + 10 : total;
}

bool
desk_id(struct slice text, uint64_t *id)
{
	uint64_t n = 0;
	size_t i;

	if (!str_digits(text, 19) || (text.len > 1 && text.at[0] == '0'))
		return false;
	for (i = 0; i < text.len; i++)
		n = n * 10 + (uint64_t)(text.at[i] - '0');
	*id = n;
	return true;
}

bool
desk_json_id(const struct json *node, uint64_t *id)
{
	enum json_type type = json_type(node);

	return (type == JSON_NUMBER || type == JSON_TEXT) &&
	    desk_id(str_slice(json_text(node)), id);
}

void
desk_status(struct reply *out, int status)
{
	out->status = status;
	buf_clear(&out->body);
}
