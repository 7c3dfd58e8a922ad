/* The control address: what tests ask and set while the simulator runs. */
#include "computer.h"
#include "sim.h"
#include "vendors.h"

#include <endpane/base/str.h>

#include <string.h>

static void
control_refuse(struct reply *out, enum refusal why, const char *text)
{
	desk_status(out, why == NO_SUCH_URL ? 404 :
	    why == NO_SUCH_METHOD ? 405 : 400);
	say_open(out, NULL, '{');
	say_word(out, "error", text);
	say_close(out, '}');
}

static void
say_notes(struct reply *out, const char *key, const struct ledger_notes *notes)
{
	size_t i;

	say_open(out, key, '[');
	for (i = 0; i < notes->kept; i++) {
		say_open(out, NULL, '{');
		say_word(out, "method", notes->at[i].method);
		say_word(out, "uri", notes->at[i].uri);
		say_word(out, "why", notes->at[i].why);
		say_close(out, '}');
	}
	say_close(out, ']');
}

/* With method= or prefix=: only those, and "count" is their sum. */
static void
get_requests(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct ledger *l = &sim->ledger;
	const char *method = desk_param(rq, "method");
	const char *prefix = desk_param(rq, "prefix"), *path;
	struct slice key;
	size_t i, sum = 0;

	say_open(out, NULL, '{');
	say_open(out, "requests", '[');
	for (i = 0; i < l->count; i++) {
		path = strchr(l->counts[i].key, ' ') + 1;
		key = (struct slice){ l->counts[i].key,
		    (size_t)(path - l->counts[i].key) - 1 };
		if ((method != NULL && !str_is(key, method)) ||
		    (prefix != NULL && !str_starts(str_slice(path), prefix)))
			continue;
		sum += l->counts[i].count;
		say_open(out, NULL, '{');
		say_slice(out, "method", key);
		say_word(out, "path", path);
		say_int(out, "count", (int64_t)l->counts[i].count);
		say_close(out, '}');
	}
	say_close(out, ']');
	say_int(out, "count", (int64_t)sum);
	say_int(out, "total", (int64_t)l->total);
	say_int(out, "in_flight", (int64_t)l->in_flight);
	say_int(out, "peak", (int64_t)l->peak);
	say_int(out, "foreign_hits", (int64_t)l->foreign_hits);
	say_int(out, "foreign_authorizations", (int64_t)l->foreign_secrets);
	say_int(out, "refused", (int64_t)l->refusals.count);
	say_notes(out, "refusals", &l->refusals);
	say_notes(out, "violations", &l->violations);
	say_close(out, '}');
}

static void
say_done(struct reply *out)
{
	say_open(out, NULL, '{');
	say_flag(out, "done", true);
	say_close(out, '}');
}

static void
post_reset(struct sim *sim, const struct request *rq, struct reply *out)
{
	(void)rq;
	ledger_reset(&sim->ledger);
	say_done(out);
}

/* The last ones, oldest first; n= how many. */
static void
get_log(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct ledger *l = &sim->ledger;
	const struct ledger_line *line;
	size_t n, i;

	if (!desk_count(rq, "n", LEDGER_LOG, &n)) {
		control_refuse(out, BAD_QUERY, "n is no number");
		return;
	}
	if (n > LEDGER_LOG)
		n = LEDGER_LOG;
	if (n > l->line_count)
		n = l->line_count;
	say_open(out, NULL, '{');
	say_open(out, "log", '[');
	for (i = l->line_count - n; i < l->line_count; i++) {
		line = &l->lines[i % LEDGER_LOG];
		say_open(out, NULL, '{');
		say_word(out, "method", line->method);
		say_word(out, "uri", line->uri);
		say_word(out, "headers", line->head);
		say_word(out, "body", line->body);
		say_int(out, "status", line->status);
		say_close(out, '}');
	}
	say_close(out, ']');
	say_close(out, '}');
}

static void
post_fault(struct sim *sim, const struct request *rq, struct reply *out)
{
	struct slice rest = { rq->body.at, rq->body.len }, line;
	struct err err;

	while (str_next(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.len > 0 && !fault_add(&sim->faults, line, &err)) {
			control_refuse(out, BAD_BODY, err.text);
			return;
		}
	}
	say_done(out);
}

static void
delete_fault(struct sim *sim, const struct request *rq, struct reply *out)
{
	(void)rq;
	fault_clear(&sim->faults);
	say_done(out);
}

static void
get_fault(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t i;

	(void)rq;
	say_open(out, NULL, '{');
	say_open(out, "faults", '[');
	for (i = 0; i < sim->faults.count; i++) {
		say_open(out, NULL, '{');
		say_word(out, "spec", sim->faults.at[i].text);
		say_int(out, "seen", (int64_t)sim->faults.at[i].seen);
		say_close(out, '}');
	}
	say_close(out, ']');
	say_close(out, '}');
}

static void
post_set(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *rate = desk_param(rq, "rate");
	const char *next = desk_param(rq, "next");
	size_t latency, expire, life;

	if (!desk_count(rq, "latency", (size_t)sim->latency_ms, &latency) ||
	    !desk_count(rq, "expire_tokens", 0, &expire) ||
	    !desk_count(rq, "token_life", (size_t)sim->zoho.lifetime_s,
	    &life)) {
		control_refuse(out, BAD_QUERY, "not a number");
		return;
	}
	sim->latency_ms = (int64_t)latency;
	sim->zoho.lifetime_s = (int64_t)life;
	if (expire > 0) {
		zoho_expire(&sim->zoho);
		memset(sim->ec.sessions, 0, sizeof(sim->ec.sessions));
	}
	if (rate != NULL) {
		sim->is_limited = strcmp(rate, "on") == 0;
		memset(sim->limits, 0, sizeof(sim->limits));
	}
	if (next != NULL)
		snprintf(sim->next_origin, sizeof(sim->next_origin), "%s",
		    strcmp(next, "foreign") == 0 ? sim->foreign :
		    strcmp(next, "self") == 0 ? sim->origin :
		    "http://localhost:9020");
	say_done(out);
}

/* Ready-made secrets, for who drives the simulator with curl. */
static void
get_tokens(struct sim *sim, const struct request *rq, struct reply *out)
{
	(void)rq;
	say_open(out, NULL, '{');
	say_word(out, "access_token", zoho_issue(&sim->zoho));
	say_word(out, "refresh_token", sim->zoho.refresh[0].token);
	say_word(out, "client_id", sim->zoho.client_id);
	say_word(out, "client_secret", sim->zoho.client_secret);
	say_word(out, "api_key", sim->api_key);
	say_close(out, '}');
}

static void
say_set(struct reply *out, const char *key, const struct idset *ids)
{
	size_t i;

	say_open(out, key, '[');
	for (i = 0; i < ids->count; i++)
		say_id_text(out, NULL, ids->at[i]);
	say_close(out, ']');
}

static void
say_counts(const struct estate *e, struct reply *out)
{
	static const char *const names[KINDS] = { "devices", "groups", "apps",
		"users", "computers", "endpoints", "terminals" };
	int i;

	say_open(out, "counts", '{');
	for (i = 0; i < KINDS; i++)
		say_int(out, names[i], (int64_t)roster_count(&e->roster[i]));
	say_int(out, "files", (int64_t)e->file_count);
	say_close(out, '}');
}

static void
say_computer(const struct estate *e, const char *name, const char *domain,
    struct reply *out)
{
	struct computer c;
	size_t place, index;
	int i;
	char text[320];

	say_open(out, "computer", '{');
	if (computer_find_domain(str_slice(domain), &place) &&
	    computer_find(e, place, name, &index)) {
		computer_make(e, index, &c);
		for (i = 0; i < COLUMNS; i++) {
			computer_column(e, &c, (enum column)i, text,
			    sizeof(text));
			say_word(out, computer_column_name((enum column)i),
			    text);
		}
		say_flag(out, "disabled", c.is_disabled);
		say_text(out, "members", c.members);
	}
	say_close(out, '}');
}

/* group=ID, app=ID, computer=NAME&domain=D: counts always. */
static void
get_state(struct sim *sim, const struct request *rq, struct reply *out)
{
	const char *group = desk_param(rq, "group"), *app = desk_param(rq,
	    "app"), *computer = desk_param(rq, "computer"), *domain;
	struct estate *e = &sim->estate;
	size_t index;
	uint64_t id;

	domain = desk_param(rq, "domain");
	say_open(out, NULL, '{');
	say_counts(e, out);
	if (group != NULL && desk_id(str_slice(group), &id) &&
	    estate_find(e, KIND_GROUP, id, &index))
		say_set(out, "members", &estate_group(e, index)->members);
	if (app != NULL && desk_id(str_slice(app), &id) &&
	    estate_find(e, KIND_APP, id, &index)) {
		say_set(out, "devices", &estate_app(e, index)->devices);
		say_set(out, "groups", &estate_app(e, index)->groups);
	}
	if (computer != NULL)
		say_computer(e, computer, domain != NULL ? domain : "", out);
	say_close(out, '}');
}

static const struct route routes[] = {
	{ "GET", "/requests", get_requests, BODY_NONE, "method prefix", "",
	    "" },
	{ "GET", "/log", get_log, BODY_NONE, "n", "", "" },
	{ "GET", "/state", get_state, BODY_NONE,
	    "group app computer domain", "", "" },
	{ "GET", "/tokens", get_tokens, BODY_NONE, "", "", "" },
	{ "POST", "/reset", post_reset, BODY_NONE, "", "", "" },
	{ "GET", "/fault", get_fault, BODY_NONE, "", "", "" },
	{ "POST", "/fault", post_fault, BODY_RAW, "", "", "" },
	{ "DELETE", "/fault", delete_fault, BODY_NONE, "", "", "" },
	{ "POST", "/set", post_set, BODY_NONE,
	    "latency expire_tokens token_life rate next", "", "" },
	{ 0 }
};

const struct vendor control_vendor = {
	.name = "control",
	.bases = { "/control", NULL },
	.routes = routes,
	.type = "application/json;charset=UTF-8",
	.is_lenient = true,
	.refuse = control_refuse,
	.admit = NULL,
};
