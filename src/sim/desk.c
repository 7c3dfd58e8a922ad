/* The counter: finds the route, refuses what the documents do not allow. */
#include "desk.h"
#include "shape.h"
#include "sim.h"

#include "vendors.h"

#include <endpane/base/str.h>

#include <string.h>

const struct vendor *const desk_vendors[] = {
	&mdm_vendor, &ec_vendor, &id360_vendor, &admp_vendor, &zoho_vendor,
	&control_vendor, NULL
};

const struct vendor *
desk_vendor(struct request *rq)
{
	const struct vendor *v;
	const char *base;
	size_t i, k, len;

	for (i = 0; (v = desk_vendors[i]) != NULL; i++) {
		for (k = 0; k < 3 && (base = v->bases[k]) != NULL; k++) {
			len = strlen(base);
			if (!str_starts(rq->path, base) ||
			    rq->path.len == len || rq->path.at[len] != '/')
				continue;
			rq->below = (struct slice){ rq->path.at + len,
			    rq->path.len - len };
			return v;
		}
	}
	return NULL;
}

/* Takes "/a/b" apart alongside the template; fills args at {}. */
static bool
path_fits(const char *template, struct request *rq)
{
	struct slice want = str_slice(template), have = rq->below, a, b;
	size_t n = 0;

	while (str_next(&want, '/', &a)) {
		if (!str_next(&have, '/', &b))
			return false;
		if (str_is(a, "{}") && b.len > 0 && n < DESK_ARGS)
			rq->args[n++] = b;
		else if (!str_same(a, b))
			return false;
	}
	return have.len == 0 && rq->path.at[rq->path.len - 1] != '/';
}

/* Words win over {}: /users/devices stands before /users/{} in its table. */
static const struct route *
find_route(const struct vendor *v, struct request *rq, bool *is_known)
{
	const struct route *r;

	*is_known = false;
	for (r = v->routes; r->path != NULL; r++) {
		if (!path_fits(r->path, rq))
			continue;
		*is_known = true;
		if (strcmp(r->method, rq->method) == 0)
			return r;
	}
	return NULL;
}

static bool
word_in(const char *words, const char *word, bool *is_needed)
{
	struct slice rest = str_slice(words), one;

	while (str_next(&rest, ' ', &one)) {
		*is_needed = one.len > 0 && one.at[one.len - 1] == '!';
		if (*is_needed)
			one.len--;
		if (str_is(one, word))
			return true;
	}
	return false;
}

static const char *
query_wrong(const struct route *r, const struct request *rq)
{
	struct slice rest = str_slice(r->query), one;
	const char *names = r->query != NULL ? r->query : "";
	bool needed;
	char name[64];
	size_t i;

	if (rq->bad_query != NULL)
		return rq->bad_query;
	for (i = 0; i < rq->param_count; i++)
		if (!word_in(names, rq->params[i].name, &needed))
			return "a query parameter that is not known here";
	while (str_next(&rest, ' ', &one)) {
		if (one.at[one.len - 1] != '!')
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)one.len - 1, one.at);
		if (desk_param(rq, name) == NULL ||
		    desk_param(rq, name)[0] == '\0')
			return "a query parameter that is needed is missing";
	}
	return NULL;
}

static bool
is_media(const char *content_type, const char *media)
{
	size_t len = strlen(media);

	return content_type != NULL &&
	    strncasecmp(content_type, media, len) == 0 &&
	    (content_type[len] == '\0' || content_type[len] == ';' ||
	    content_type[len] == ' ');
}

static bool
is_acceptable(const char *accept)
{
	return accept == NULL || strstr(accept, "*/*") != NULL ||
	    strstr(accept, "application/*") != NULL ||
	    strcasestr(accept, "application/json") != NULL ||
	    strcasestr(accept, "application/vnd.manageengine") != NULL;
}

static bool
refuse(struct sim *sim, const struct vendor *v, const struct request *rq,
    struct reply *out, enum refusal why, const char *text)
{
	ledger_refusal(&sim->ledger, rq, text);
	v->refuse(out, why, text);
	return false;
}

/* To many servers an empty list means everything there is. */
static bool
has_empty_list(const struct json *object)
{
	const struct json *node;

	for (node = json_first(object); node != NULL; node = json_next(node))
		if (json_type(node) == JSON_LIST && json_count(node) == 0)
			return true;
	return false;
}

static bool
body_json(struct sim *sim, const struct vendor *v, const struct route *r,
    struct request *rq, struct reply *out)
{
	struct slice text = { rq->body.at, rq->body.len };
	const char *wrong;
	struct err err;

	if (!is_media(rq->content_type, "application/json"))
		return refuse(sim, v, rq, out, WRONG_MEDIA,
		    "Content-Type is not application/json");
	rq->json = json_parse(text, &err);
	if (rq->json == NULL || json_type(rq->json) != JSON_OBJECT)
		return refuse(sim, v, rq, out, BAD_BODY,
		    "the body is no JSON object");
	if (has_empty_list(rq->json))
		ledger_violation(&sim->ledger, rq, "an empty list");
	wrong = shape_wrong(r->shape, rq->json);
	return wrong == NULL || refuse(sim, v, rq, out, BAD_BODY, wrong);
}

static bool
body_form(struct sim *sim, const struct vendor *v, const struct route *r,
    struct request *rq, struct reply *out)
{
	const char *wrong;

	if (rq->param_count > 0)
		return refuse(sim, v, rq, out, BAD_QUERY,
		    "secrets do not belong into the URL");
	if (!is_media(rq->content_type, "application/x-www-form-urlencoded"))
		return refuse(sim, v, rq, out, WRONG_MEDIA,
		    "Content-Type is not application/x-www-form-urlencoded");
	desk_parse(rq, (struct slice){ rq->body.at, rq->body.len }, true);
	wrong = query_wrong(r, rq);
	return wrong == NULL || refuse(sim, v, rq, out, BAD_QUERY, wrong);
}

static bool
take_body(struct sim *sim, const struct vendor *v, const struct route *r,
    struct request *rq, struct reply *out)
{
	bool is_write = strcmp(rq->method, "GET") != 0 &&
	    strcmp(rq->method, "DELETE") != 0;

	if (is_write && !rq->has_length && !v->is_lenient)
		return refuse(sim, v, rq, out, NO_LENGTH,
		    "Content-Length is missing");
	if (rq->body.full)
		return refuse(sim, v, rq, out, BAD_BODY, "the body is too big");
	switch (r->body) {
	case BODY_NONE:
		return rq->body.len == 0 || refuse(sim, v, rq, out, BAD_BODY,
		    "no body is known here");
	case BODY_MAYBE:
		return rq->body.len == 0 || body_json(sim, v, r, rq, out);
	case BODY_JSON:
		if (rq->body.len == 0)
			return refuse(sim, v, rq, out, EMPTY_BODY,
			    "the body is missing");
		return body_json(sim, v, r, rq, out);
	case BODY_FORM:
		return body_form(sim, v, r, rq, out);
	case BODY_RAW:
		return rq->body.len > 0 || refuse(sim, v, rq, out, EMPTY_BODY,
		    "the body is missing");
	}
	return false;
}

void
desk_serve(struct sim *sim, struct request *rq, struct reply *out)
{
	const struct vendor *v = desk_vendor(rq);
	const struct route *r;
	const char *wrong;
	bool is_known;

	if (v == NULL) {
		ledger_refusal(&sim->ledger, rq, "no system has this path");
		desk_status(out, 404);
		return;
	}
	out->type = v->type;
	out->status = 200;
	r = find_route(v, rq, &is_known);
	if (r == NULL) {
		refuse(sim, v, rq, out, is_known ? NO_SUCH_METHOD : NO_SUCH_URL,
		    is_known ? "not with this method" : "no such URL");
		return;
	}
	if (v->admit != NULL && !v->admit(sim, rq, r, out)) {
		ledger_refusal(&sim->ledger, rq, "not admitted");
		return;
	}
	if (!is_acceptable(rq->accept)) {
		refuse(sim, v, rq, out, NOT_ACCEPTABLE, "Accept is not JSON");
		return;
	}
	wrong = r->body == BODY_FORM ? rq->bad_query : query_wrong(r, rq);
	if (wrong != NULL) {
		refuse(sim, v, rq, out, BAD_QUERY, wrong);
		return;
	}
	if (take_body(sim, v, r, rq, out))
		r->serve(sim, rq, out);
}
