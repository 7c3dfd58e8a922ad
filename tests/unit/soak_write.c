/* Random operations of the soak, in this process, and what must be true. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include "soak.h"

#define MOST_OBJECTS	8

/* The journal's newest states of the last job. */
struct states {
	int64_t			 after_job;
	size_t			 count;
	int64_t			 newest;
	const char		*id;
	enum journal_state	 state;
};

static bool
find_state(void *who, const struct journal_entry *e)
{
	struct states *l = who;

	if (e->intent.job <= l->after_job)
		return false;
	if (l->newest == 0)
		l->newest = e->intent.job;
	l->count++;
	if (l->state == 0 && strcmp(e->intent.object_id, l->id) == 0)
		l->state = e->state;
	return true;
}

static bool
fits(enum job_outcome outcome, enum journal_state state)
{
	switch (outcome) {
	case OUTCOME_APPLIED:	return state == JOURNAL_APPLIED;
	case OUTCOME_ACCEPTED:	return state == JOURNAL_ACCEPTED;
	case OUTCOME_SEEN:	return state == JOURNAL_APPLIED_SEEN;
	case OUTCOME_REJECTED:	return state == JOURNAL_REJECTED;
	case OUTCOME_NOT_SENT:	return state == JOURNAL_NOT_SENT || state == 0;
	case OUTCOME_NOT_SEEN:	return state == JOURNAL_NOT_APPLIED_SEEN;
	case OUTCOME_UNKNOWN:	return state == JOURNAL_STILL_UNKNOWN ||
				    state == JOURNAL_UNKNOWN;
	case OUTCOME_PLANNED:
	case OUTCOME_SENDING:
		break;
	}
	return false;
}

static void
check_journal(struct soak *s, const struct job_object *o, int64_t *newest)
{
	static const struct journal_query all = { 0 };
	struct states l = { .after_job = s->last_job, .id = o->id };
	struct err err = { 0 };

	if (!journal_list(engine_journal(s->rig.engine), &all, find_state, &l,
	    &err))
		soak_breach(s, SOAK_JOURNAL, "%s", err.text);
	else if (!fits(o->outcome, l.state))
		soak_breach(s, SOAK_JOURNAL, "%s is %s, the journal says %s",
		    o->id, job_outcome_word(o->outcome), l.state == 0 ?
		    "nothing" : journal_word(l.state));
	if (l.newest > *newest)
		*newest = l.newest;
}

/* What happened; what is certain; what to do. */
static void
check_words(struct soak *s, const struct job_object *o)
{
	const char *text = o->err.text, *p;
	size_t parts = 1;

	for (p = text; *p != '\0'; p++)
		parts += *p == ';';
	if (parts < 3 && (text[0] != '\0' || (o->outcome != OUTCOME_APPLIED &&
	    o->outcome != OUTCOME_ACCEPTED && o->outcome != OUTCOME_SEEN)))
		soak_breach(s, SOAK_WORDS, "%s, %s: not in three parts: '%s'",
		    o->id, job_outcome_word(o->outcome), text);
}

static void
check_verdict(struct soak *s, const struct job *job)
{
	size_t all = job_object_count(job), good, unknown;
	struct err err;

	job_verdict(job, &err);
	good = job_tally(job, OUTCOME_APPLIED) +
	    job_tally(job, OUTCOME_ACCEPTED) + job_tally(job, OUTCOME_SEEN);
	unknown = job_tally(job, OUTCOME_UNKNOWN);
	s->figures[SOAK_APPLIED] += (long)good;
	s->figures[SOAK_UNKNOWN] += (long)unknown;
	s->figures[SOAK_NOT_SENT] += (long)job_tally(job, OUTCOME_NOT_SENT);
	s->figures[SOAK_REJECTED] += (long)(all - good - unknown -
	    job_tally(job, OUTCOME_NOT_SENT));
	if (unknown > 0 ? err.code != ERR_UNCERTAIN :
	    good == all ? err.code != ERR_NONE :
	    good > 0 ? err.code != ERR_PARTIAL :
	    err.code == ERR_NONE || err.code == ERR_PARTIAL ||
	    err.code == ERR_UNCERTAIN)
		soak_breach(s, SOAK_VERDICT, "%zu of %zu done, %zu unknown: "
		    "%s", good, all, unknown, err_word(err.code));
}

/* Is what the server has, was_in before it and is_in now, what was said? */
static void
check_object(struct soak *s, const struct job_object *o, bool was_in,
    bool is_in, bool goal)
{
	bool expected = was_in;

	if (o->outcome == OUTCOME_UNKNOWN)
		return;
	if (o->outcome == OUTCOME_APPLIED || o->outcome == OUTCOME_SEEN ||
	    o->outcome == OUTCOME_ACCEPTED)
		expected = goal;
	if (is_in != expected)
		soak_breach(s, SOAK_WRONG, "%s: said %s (%s), but the server "
		    "has %s it", o->id, job_outcome_word(o->outcome),
		    o->err.text, is_in == goal ? "done" : "not done");
}

/* Nothing is under way any more, and the journal tells the same. */
static void
check_job(struct soak *s, const struct job *job)
{
	int64_t newest = s->last_job;
	size_t n;

	if (job_tally(job, OUTCOME_UNKNOWN) > 0 ? !relay_drain(s->relay) :
	    !relay_rests(s->relay))
		fail_msg("the relay does not come to rest");
	soak_check_sent(s, engine_journal(s->rig.engine));
	for (n = 0; n < job_object_count(job); n++) {
		check_journal(s, job_object(job, n), &newest);
		check_words(s, job_object(job, n));
	}
	check_verdict(s, job);
	s->last_job = newest;
	s->figures[SOAK_JOBS]++;
}

/* A server that ordered a pause is not asked before that is over. */
static void
bear_pause(struct soak *s)
{
	struct conn_status status;
	int conn;

	for (conn = 0; conn < 4; conn++)
		for (engine_conn_status(s->rig.engine, conn, &status);
		    status.paused_until_ms > clock_wall_ms();
		    engine_conn_status(s->rig.engine, conn, &status))
			engine_turn(s->rig.engine, NULL, 0, 100);
}

/* NULL: refused before anything was sent. */
static struct job *
change(struct soak *s, const char *conn, const char *noun, const char *verb,
    const char *const *args)
{
	struct job *job = rig_plan(&s->rig, conn, noun, verb, args);
	struct err err = { 0 };
	size_t i;

	if (job == NULL)
		fail_msg("%s", s->rig.word);
	if (job_confirm(job, NULL, true, &err)) {
		if (soak_dice(s, 12) == 0)
			job_stop(job);
		rig_finish(&s->rig, job);
		return job;
	}
	for (i = 0; i < relay_count(s->relay); i++)
		if (relay_seen(s->relay, i)->writes)
			soak_breach(s, SOAK_WRONG, "refused, but sent: %s",
			    err.text);
	job_drop(job);
	return NULL;
}

static void
check_set(struct soak *s, struct soak_set *set, const struct job *job,
    bool goal)
{
	struct buf state = { 0 };
	bool now[SOAK_POOL];
	size_t n, at;

	soak_state(s, set, &state);
	for (n = 0; n < set->count; n++)
		now[n] = soak_has(&state, set, set->pool[n]);
	for (n = 0; n < job_object_count(job); n++) {
		at = soak_place(set, job_object(job, n)->id);
		check_object(s, job_object(job, n), set->in[at], now[at],
		    goal);
		set->in[at] = now[at];
	}
	for (n = 0; n < set->count; n++) {
		if (now[n] != set->in[n])
			soak_breach(s, SOAK_BEYOND, "%s was not meant",
			    set->pool[n]);
		set->in[n] = now[n];
	}
	buf_fini(&state);
}

static void
change_set(struct soak *s)
{
	struct soak_set *set = &s->sets[soak_dice(s, SOAK_SETS)];
	const char *ids[MOST_OBJECTS], *args[2 * MOST_OBJECTS + 4];
	bool adds = soak_dice(s, 2) == 0;
	size_t count, i, n = 0;
	struct job *job;

	count = soak_dice(s, 2) == 0 ? 1 : 2 + (size_t)soak_dice(s,
	    MOST_OBJECTS - 1);
	count = soak_pick(s, set, !adds, count, ids);
	if (count == 0)
		return;
	args[n++] = "id";
	args[n++] = set->id;
	for (i = 0; i < count; i++) {
		args[n++] = set->target;
		args[n++] = ids[i];
	}
	args[n] = NULL;
	job = change(s, "phones", set->noun, adds ? set->add : set->take,
	    args);
	if (job == NULL)
		return;
	check_job(s, job);
	check_set(s, set, job, adds);
}

static bool
computer_is(struct soak *s, const char *name, const char *text)
{
	char *path = mem_format("/state?computer=%s&domain=acme.local", name);
	bool is = rig_has(&s->rig, path, text);

	free(path);
	return is;
}

/* Disabled for ever, or another description. */
static void
change_computers(struct soak *s)
{
	bool disables = soak_dice(s, 4) == 0;
	size_t count = 1 + (size_t)soak_dice(s, 3), i, n = 0;
	char attr[64], text[96];
	const char *args[12];
	struct job *job;

	if (s->next_computer + count > s->computer_count)
		s->next_computer = 0;
	if (disables && s->computer_count < count + 3)
		disables = false;
	snprintf(attr, sizeof(attr), "description=was %llu",
	    (unsigned long long)soak_dice(s, UINT32_MAX));
	snprintf(text, sizeof(text), "\"DESCRIPTION\":\"%s\"", attr + 12);
	args[n++] = "domain";
	args[n++] = "acme.local";
	if (!disables) {
		args[n++] = "attr";
		args[n++] = attr;
	}
	for (i = 0; i < count; i++) {
		args[n++] = "id";
		args[n++] = s->computers[disables ? s->computer_count - 1 - i :
		    s->next_computer++];
	}
	args[n] = NULL;
	job = change(s, "directory", "computers", disables ? "disable" :
	    "update", args);
	if (job == NULL)
		return;
	check_job(s, job);
	for (i = 0; i < job_object_count(job); i++)
		check_object(s, job_object(job, i), false, computer_is(s,
		    job_object(job, i)->id, disables ? "\"disabled\":true" :
		    text), true);
	for (i = 0; i < count && disables; i++)
		free(s->computers[--s->computer_count]);
}

/* A list is whole and right, or it says that it is not. */
static void
read_list(struct soak *s)
{
	struct seen seen;
	size_t i;

	rig_read(&s->rig, &seen, "phones", "devices", "list", NULL);
	s->figures[SOAK_READS]++;
	if (seen.err.code == ERR_NONE && seen.remark == NULL) {
		if (rows_count(seen.rows) != s->device_count)
			soak_breach(s, SOAK_WRONG, "a list of %zu",
			    rows_count(seen.rows));
		for (i = 0; i < s->device_count &&
		    i < rows_count(seen.rows); i++)
			if (!str_is(rows_id(seen.rows, (uint32_t)i),
			    s->devices[i]))
				soak_breach(s, SOAK_WRONG, "row %zu", i);
	}
	seen_fini(&seen);
}

void
soak_write(struct soak *s)
{
	bool is_deaf = soak_dice(s, 60) == 0;

	bear_pause(s);
	relay_forget(s->relay);
	if (is_deaf)
		relay_deafen(s->relay);
	switch (soak_dice(s, 10)) {
	case 0:
		read_list(s);
		break;
	case 1:
	case 2:
	case 3:
		change_computers(s);
		break;
	default:
		change_set(s);
		break;
	}
	if (is_deaf)
		relay_hear(s->relay);
	relay_rests(s->relay);
	/* As often as not the next one begins with nothing in memory. */
	if (soak_dice(s, 40) == 0) {
		rig_shut(&s->rig, 1000);
		rig_open(&s->rig);
	}
}
