/* Intents before, outcomes after: append-only, chained, durable. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>

#include "journal_parts.h"

#include <stdlib.h>
#include <unistd.h>
#include <string.h>

static const char schema[] =
    "CREATE TABLE jobs (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " at_ms INTEGER NOT NULL);"
    "CREATE TABLE intents (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL,"
    " owner INTEGER NOT NULL, job INTEGER NOT NULL, operation TEXT NOT NULL,"
    " conn TEXT, method TEXT, url TEXT, object_id TEXT, object_name TEXT,"
    " body TEXT, chain TEXT NOT NULL);"
    "CREATE TABLE outcomes (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL,"
    " intent INTEGER NOT NULL REFERENCES intents(id),"
    " state TEXT NOT NULL, http INTEGER NOT NULL, words TEXT,"
    " chain TEXT NOT NULL);"
    "CREATE TABLE last (only_row INTEGER PRIMARY KEY CHECK (only_row = 1),"
    " id INTEGER NOT NULL);"
    "INSERT INTO last VALUES (1, 0);"
    "CREATE INDEX outcomes_of ON outcomes (intent, id);"
    "CREATE INDEX intents_of ON intents (job, id);"
    "CREATE TRIGGER intents_stay BEFORE UPDATE ON intents BEGIN"
    " SELECT RAISE(ABORT, 'the journal is append-only'); END;"
    "CREATE TRIGGER intents_remain BEFORE DELETE ON intents BEGIN"
    " SELECT RAISE(ABORT, 'the journal is append-only'); END;"
    "CREATE TRIGGER outcomes_stay BEFORE UPDATE ON outcomes BEGIN"
    " SELECT RAISE(ABORT, 'the journal is append-only'); END;"
    "CREATE TRIGGER outcomes_remain BEFORE DELETE ON outcomes BEGIN"
    " SELECT RAISE(ABORT, 'the journal is append-only'); END;" PLANS_SCHEMA;

static const struct db_plan plan = {
	.file = "journal.db", .application = 0x456E704A, .version = 2,
	.schema = schema, .upgrade = PLANS_SCHEMA, .synchronous = "FULL",
	.checked = true, .busy_ms = 1000,
};

#define INTENT_COLUMNS	"i.id, i.at_ms, i.owner, i.job, i.operation," \
	" i.conn, i.method, i.url, i.object_id, i.object_name, i.body," \
	" o.at_ms, o.state, o.http, o.words"

static const char *const words[] = {
	[JOURNAL_IN_FLIGHT] = "in flight",
	[JOURNAL_APPLIED] = "applied",
	[JOURNAL_ACCEPTED] = "accepted",
	[JOURNAL_REJECTED] = "rejected",
	[JOURNAL_NOT_SENT] = "not sent",
	[JOURNAL_UNKNOWN] = "unknown",
	[JOURNAL_APPLIED_SEEN] = "applied (seen)",
	[JOURNAL_NOT_APPLIED_SEEN] = "not applied (seen)",
	[JOURNAL_STILL_UNKNOWN] = "still unknown",
};

const char *
journal_word(enum journal_state state)
{
	return words[state];
}

bool
journal_is_open(enum journal_state state)
{
	return state == JOURNAL_UNKNOWN || state == JOURNAL_STILL_UNKNOWN;
}

static enum journal_state
state_of(const char *word)
{
	size_t i;

	for (i = JOURNAL_APPLIED; i <= JOURNAL_STILL_UNKNOWN; i++)
		if (strcmp(words[i], word) == 0)
			return (enum journal_state)i;
	return JOURNAL_UNKNOWN;
}

static bool
prepare(struct journal *j, struct err *err)
{
	j->add_intent = db_prepare(j->db, "INSERT INTO intents VALUES"
	    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)", err);
	if (j->add_intent != NULL)
		j->add_outcome = db_prepare(j->db, "INSERT INTO outcomes"
		    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", err);
	if (j->add_outcome != NULL)
		j->add_plan = db_prepare(j->db, "INSERT INTO plans VALUES"
		    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", err);
	if (j->add_plan != NULL)
		j->add_stop = db_prepare(j->db, "INSERT INTO stops VALUES"
		    " (?1, ?2, ?3, ?4, ?5)", err);
	if (j->add_stop != NULL)
		j->set_last = db_prepare(j->db, "UPDATE last SET id = ?1",
		    err);
	return j->set_last != NULL;
}

struct journal *
journal_open(const char *folder, struct err *err)
{
	struct journal *j = mem_alloc(sizeof(*j));
	bool damaged = false;
	struct err why;

	j->owner.fd = -1;
	j->end_fd = -1;
	if (db_open(folder, &plan, &j->db, &damaged, err) &&
	    owner_take(&j->owner, folder, err) && prepare(j, err)) {
		j->end_fd = ending_open(folder);
		j->is_other = !chain_goes_on(j->db, j->end_fd);
		return j;
	}
	if (damaged) {
		why = *err;
		err_set(err, ERR_LOCAL, "%.250s; nothing will be written "
		    "until you move it away", why.text);
	}
	journal_close(j);
	return NULL;
}

void
journal_close(struct journal *j)
{
	if (j == NULL)
		return;
	sqlite3_finalize(j->add_intent);
	sqlite3_finalize(j->add_outcome);
	sqlite3_finalize(j->add_plan);
	sqlite3_finalize(j->add_stop);
	sqlite3_finalize(j->set_last);
	db_close(j->db);
	owner_release(&j->owner);
	if (j->end_fd >= 0)
		close(j->end_fd);
	free(j);
}

bool
journal_begin(struct journal *j, int64_t *last, char *digest, struct err *err)
{
	if (j->is_other)
		return err_set(err, ERR_LOCAL, "journal: it is not as it was "
		    "written last (see 'endpane journal verify'); put the "
		    "right one back, or take journal.end away to go on with "
		    "this one");
	if (!db_run(j->db, "BEGIN IMMEDIATE", err))
		return err_at(err, "journal");
	if (chain_last(j->db, last, digest, err))
		return true;
	sqlite3_exec(j->db, "ROLLBACK", NULL, NULL, NULL);
	return err_at(err, "journal");
}

bool
journal_end(struct journal *j, bool ok, int64_t last, const char *digest,
    struct err *err)
{
	if (ok) {
		sqlite3_bind_int64(j->set_last, 1, last);
		ok = db_step(j->set_last, err) && db_run(j->db, "COMMIT", err);
	}
	if (ok) {
		ending_write(j->end_fd, last, digest);
		return true;
	}
	sqlite3_exec(j->db, "ROLLBACK", NULL, NULL, NULL);
	return err_at(err, "journal");
}

void
row_put_text(struct journal_row *row, const char *text)
{
	row->fields[row->count] = (struct slice){ text,
	    text != NULL ? strlen(text) : 0 };
	sqlite3_bind_text(row->statement, ++row->count, text, -1,
	    SQLITE_STATIC);
}

void
row_put_number(struct journal_row *row, int64_t number)
{
	char *text = row->numbers[row->number_count++];
	int len = snprintf(text, sizeof(row->numbers[0]), "%lld",
	    (long long)number);

	row->fields[row->count] = (struct slice){ text, (size_t)len };
	sqlite3_bind_int64(row->statement, ++row->count, number);
}

bool
row_seal(struct journal_row *row, const char *kind, char *digest, struct err *err)
{
	char sealed[DIGEST_TEXT];
	bool ok;

	chain_seal(digest, kind, row->fields, (size_t)row->count, sealed);
	memcpy(digest, sealed, sizeof(sealed));
	sqlite3_bind_text(row->statement, row->count + 1, digest, -1,
	    SQLITE_STATIC);
	ok = db_step(row->statement, err);
	sqlite3_clear_bindings(row->statement);
	return ok;
}

bool
journal_intend(struct journal *j, const struct journal_intent *intents,
    size_t count, int64_t *first_id, struct err *err)
{
	char digest[DIGEST_TEXT];
	int64_t last = 0;
	bool ok = true;
	size_t i;

	if (!journal_begin(j, &last, digest, err))
		return false;
	for (i = 0; ok && i < count; i++) {
		const struct journal_intent *n = &intents[i];
		struct journal_row row = { .statement = j->add_intent };

		row_put_number(&row, last + 1 + (int64_t)i);
		row_put_number(&row, clock_wall_ms());
		row_put_number(&row, j->owner.name);
		row_put_number(&row, n->job);
		row_put_text(&row, n->operation);
		row_put_text(&row, n->conn);
		row_put_text(&row, n->method);
		row_put_text(&row, n->url);
		row_put_text(&row, n->object_id);
		row_put_text(&row, n->object_name);
		row_put_text(&row, n->body);
		ok = row_seal(&row, "intent", digest, err);
	}
	if (!journal_end(j, ok, last + (int64_t)count, digest, err))
		return false;
	*first_id = last + 1;
	return true;
}

bool
journal_outcome(struct journal *j, int64_t intent, enum journal_state state,
    int http, const char *said, struct err *err)
{
	struct journal_row row = { .statement = j->add_outcome };
	char digest[DIGEST_TEXT];
	int64_t last = 0;

	if (!journal_begin(j, &last, digest, err))
		return false;
	row_put_number(&row, last + 1);
	row_put_number(&row, clock_wall_ms());
	row_put_number(&row, intent);
	row_put_text(&row, words[state]);
	row_put_number(&row, http);
	row_put_text(&row, said);
	return journal_end(j, row_seal(&row, "outcome", digest, err), last + 1,
	    digest, err);
}

static const char *
text_of(sqlite3_stmt *s, int column)
{
	return (const char *)sqlite3_column_text(s, column);
}

static void
read_entry(const struct journal *j, sqlite3_stmt *s, struct journal_entry *e)
{
	memset(e, 0, sizeof(*e));
	e->id = sqlite3_column_int64(s, 0);
	e->at_ms = sqlite3_column_int64(s, 1);
	e->intent.job = sqlite3_column_int64(s, 3);
	e->intent.operation = text_of(s, 4);
	e->intent.conn = text_of(s, 5);
	e->intent.method = text_of(s, 6);
	e->intent.url = text_of(s, 7);
	e->intent.object_id = text_of(s, 8);
	e->intent.object_name = text_of(s, 9);
	e->intent.body = text_of(s, 10);
	if (sqlite3_column_type(s, 12) == SQLITE_NULL) {
		e->state = owner_lives(&j->owner, sqlite3_column_int64(s, 2)) ?
		    JOURNAL_IN_FLIGHT : JOURNAL_UNKNOWN;
		return;
	}
	e->outcome_ms = sqlite3_column_int64(s, 11);
	e->state = state_of(text_of(s, 12));
	e->http = sqlite3_column_int(s, 13);
	e->words = text_of(s, 14);
}

/* Gives each row to the caller, at most limit; *count gets how many. */
static bool
walk(struct journal *j, sqlite3_stmt *s, const struct journal_query *q,
    journal_fn *each, void *who, size_t *count, struct err *err)
{
	struct journal_entry e;
	size_t given = 0;
	bool ok;
	int rc;

	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		read_entry(j, s, &e);
		if (q->only_open && !journal_is_open(e.state))
			continue;
		given++;
		if ((each != NULL && !each(who, &e)) || given == q->limit) {
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
	*count = given;
	return ok;
}

#define NEWEST_OUTCOME	" FROM intents i LEFT JOIN outcomes o ON o.id =" \
	" (SELECT max(id) FROM outcomes WHERE intent = i.id)"

static bool
list(struct journal *j, const struct journal_query *q, journal_fn *each,
    void *who, size_t *count, struct err *err)
{
	sqlite3_stmt *s = db_prepare(j->db, "SELECT " INTENT_COLUMNS
	    NEWEST_OUTCOME " WHERE (?1 = 0 OR i.id < ?1) AND"
	    " (?2 = 0 OR i.job = ?2) AND (?3 = 0 OR o.state IS NULL OR"
	    " o.state IN ('unknown', 'still unknown')) ORDER BY i.id DESC",
	    err);

	if (s == NULL)
		return err_at(err, "journal");
	sqlite3_bind_int64(s, 1, q->before_id);
	sqlite3_bind_int64(s, 2, q->job);
	sqlite3_bind_int(s, 3, q->only_open);
	return walk(j, s, q, each, who, count, err);
}

bool
journal_list(struct journal *j, const struct journal_query *query,
    journal_fn *each, void *who, struct err *err)
{
	size_t count = 0;

	return list(j, query, each, who, &count, err);
}

bool
journal_open_questions(struct journal *j, size_t *count, struct err *err)
{
	static const struct journal_query open = { .only_open = true };

	return list(j, &open, NULL, NULL, count, err);
}

static bool
show(struct journal *j, const char *sql, int64_t id, journal_fn *each,
    void *who, size_t *count, struct err *err)
{
	static const struct journal_query all = { 0 };
	sqlite3_stmt *s = db_prepare(j->db, sql, err);

	if (s == NULL)
		return err_at(err, "journal");
	sqlite3_bind_int64(s, 1, id);
	return walk(j, s, &all, each, who, count, err);
}

bool
journal_show(struct journal *j, int64_t id, journal_fn *each, void *who,
    struct err *err)
{
	size_t count = 0;

	if (!show(j, "SELECT " INTENT_COLUMNS NEWEST_OUTCOME
	    " WHERE i.id = ?1", id, each, who, &count, err))
		return false;
	if (count == 0)
		return err_set(err, ERR_MISSING,
		    "the journal has no entry %lld", (long long)id);
	return true;
}

bool
journal_history(struct journal *j, int64_t id, journal_fn *each, void *who,
    struct err *err)
{
	size_t count = 0;

	return show(j, "SELECT " INTENT_COLUMNS " FROM intents i JOIN"
	    " outcomes o ON o.intent = i.id WHERE i.id = ?1 ORDER BY o.id",
	    id, each, who, &count, err);
}

bool
journal_is_laid_out(sqlite3 *db, struct err *err)
{
	return db_is_laid_out(db, &plan, err);
}

bool
journal_verify(struct journal *j, int64_t *first_bad, struct err *err)
{
	if (!chain_verify(j->db, j->end_fd, first_bad, err))
		return false;
	*first_bad = 0;
	return journal_is_laid_out(j->db, err);
}
