/* What jobs were going to do, in the journal's chain: plans and stops. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/store/plans.h>

#include "journal_parts.h"

#include <stdlib.h>

static const char *const origins[] = {
	[PLAN_NEW] = NULL,
	[PLAN_RESUMES] = "resume",
	[PLAN_UNDOES] = "undo",
};

bool
plans_add(struct journal *j, const struct plan_record *plan, int64_t *job,
    struct err *err)
{
	struct journal_row row = { .statement = j->add_plan };
	char digest[DIGEST_TEXT], *sql;
	int64_t last = 0;
	bool ok;

	if (!journal_begin(j, &last, digest, err))
		return false;
	sql = mem_format("INSERT INTO jobs (at_ms) VALUES (%lld)",
	    (long long)clock_wall_ms());
	ok = db_run(j->db, sql, err);
	free(sql);
	*job = sqlite3_last_insert_rowid(j->db);
	row_put_number(&row, last + 1);
	row_put_number(&row, clock_wall_ms());
	row_put_number(&row, j->owner.name);
	row_put_number(&row, *job);
	row_put_text(&row, plan->operation);
	row_put_text(&row, plan->conn);
	row_put_text(&row, origins[plan->origin]);
	row_put_number(&row, plan->origin_job);
	row_put_text(&row, plan->text);
	ok = ok && row_seal(&row, "plan", digest, err);
	return journal_end(j, ok, last + 1, digest, err);
}

bool
plans_stop(struct journal *j, int64_t job, const char *words,
    struct err *err)
{
	struct journal_row row = { .statement = j->add_stop };
	char digest[DIGEST_TEXT];
	int64_t last = 0;

	if (!journal_begin(j, &last, digest, err))
		return false;
	row_put_number(&row, last + 1);
	row_put_number(&row, clock_wall_ms());
	row_put_number(&row, job);
	row_put_text(&row, words);
	return journal_end(j, row_seal(&row, "stop", digest, err), last + 1,
	    digest, err);
}

/* The one number that a statement finds for another; false: none. */
static bool
number_for(struct journal *j, const char *sql, int64_t given, int64_t *found,
    struct err *err)
{
	sqlite3_stmt *s = db_prepare(j->db, sql, err);
	int rc;

	if (s == NULL)
		return err_at(err, "journal");
	sqlite3_bind_int64(s, 1, given);
	rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		*found = sqlite3_column_int64(s, 0);
	else if (rc != SQLITE_DONE) {
		db_failed(j->db, err);
		err_at(err, "journal");
	}
	sqlite3_finalize(s);
	return rc == SQLITE_ROW;
}

bool
plans_job_of(struct journal *j, int64_t id, int64_t *job, struct err *err)
{
	err_clear(err);
	if (number_for(j, "SELECT job FROM intents WHERE id = ?1 UNION"
	    " SELECT job FROM plans WHERE id = ?1", id, job, err))
		return true;
	if (err->code == ERR_NONE)
		err_set(err, ERR_MISSING, "the journal has no entry %lld",
		    (long long)id);
	return false;
}

int64_t
plans_newest(struct journal *j)
{
	int64_t job = 0;
	struct err err;

	return number_for(j, "SELECT job FROM plans WHERE ?1 = 0"
	    " ORDER BY id DESC LIMIT 1", 0, &job, &err) ? job : 0;
}

static const char *
text_of(sqlite3_stmt *s, int column)
{
	return (const char *)sqlite3_column_text(s, column);
}

static enum plan_origin
origin_of(const char *word)
{
	if (word == NULL)
		return PLAN_NEW;
	return strcmp(word, origins[PLAN_UNDOES]) == 0 ? PLAN_UNDOES :
	    PLAN_RESUMES;
}

static void
read_plan(const struct journal *j, sqlite3_stmt *s, struct plan_record *p)
{
	int64_t owner = sqlite3_column_int64(s, 2);

	*p = (struct plan_record){
		.id = sqlite3_column_int64(s, 0),
		.at_ms = sqlite3_column_int64(s, 1),
		.job = sqlite3_column_int64(s, 3),
		.operation = text_of(s, 4), .conn = text_of(s, 5),
		.origin = origin_of(text_of(s, 6)),
		.origin_job = sqlite3_column_int64(s, 7),
		.text = text_of(s, 8),
		.is_stopped = sqlite3_column_type(s, 9) != SQLITE_NULL,
		.words = text_of(s, 10),
		.is_ours = owner == j->owner.name,
		.lives = owner_lives(&j->owner, owner),
	};
}

static bool
walk(struct journal *j, const char *where, int64_t job, plan_fn *each,
    void *who, size_t *count, struct err *err)
{
	char *sql = mem_format("SELECT p.id, p.at_ms, p.owner, p.job,"
	    " p.operation, p.conn, p.origin, p.origin_job, p.plan, s.id,"
	    " s.words FROM plans p LEFT JOIN stops s ON s.job = p.job"
	    " WHERE %s ORDER BY p.id", where);
	sqlite3_stmt *s = db_prepare(j->db, sql, err);
	struct plan_record plan;
	bool ok;
	int rc;

	free(sql);
	*count = 0;
	if (s == NULL)
		return err_at(err, "journal");
	sqlite3_bind_int64(s, 1, job);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		read_plan(j, s, &plan);
		(*count)++;
		if (!each(who, &plan)) {
			rc = SQLITE_DONE;
			break;
		}
	}
	ok = rc == SQLITE_DONE;
	if (!ok) {
		db_failed(j->db, err);
		err_at(err, "journal");
	}
	sqlite3_finalize(s);
	return ok;
}

bool
plans_show(struct journal *j, int64_t job, plan_fn *each, void *who,
    struct err *err)
{
	size_t count;

	if (!walk(j, "p.job = ?1", job, each, who, &count, err))
		return false;
	if (count == 0)
		return err_set(err, ERR_MISSING, "an older endpane has "
		    "recorded this, without its plan; what was not sent is "
		    "not known here; name the objects and do it anew");
	return true;
}

bool
plans_resumed(struct journal *j, int64_t job, plan_fn *each, void *who,
    struct err *err)
{
	size_t count;

	return walk(j, "p.origin = 'resume' AND p.origin_job = ?1", job, each,
	    who, &count, err);
}
