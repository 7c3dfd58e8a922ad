/* Preferences and the calls of the day, in SQLite or in memory. */
#include "db.h"

#include <endpane/base/mem.h>
#include <endpane/store/state.h>

#include <stdlib.h>
#include <string.h>

static const struct db_plan plan = {
	.file = "state.db", .application = 0x456E7053, .version = 1,
	.schema = "CREATE TABLE texts (scope TEXT, key TEXT, value TEXT,"
	    " PRIMARY KEY (scope, key)) WITHOUT ROWID;"
	    "CREATE TABLE calls (conn TEXT, day INTEGER, used INTEGER,"
	    " PRIMARY KEY (conn, day)) WITHOUT ROWID",
	.synchronous = "NORMAL", .checked = true, .busy_ms = 50,
};

/* Calls that could not be added to the file yet. */
struct debt {
	char		*conn;
	int		 day;
	int64_t		 calls;
};

struct state {
	sqlite3		*db;
	bool		 is_kept;
	struct debt	*debts;
	size_t		 debt_count;
};

struct state *
state_open(const char *folder)
{
	struct state *state = mem_alloc(sizeof(*state));
	struct err err = { 0 };
	bool damaged = false;

	state->is_kept = db_open(folder, &plan, &state->db, &damaged, &err);
	if (!state->is_kept && damaged) {
		db_set_aside(folder, plan.file, true);
		state->is_kept = db_open(folder, &plan, &state->db, &damaged,
		    &err);
	}
	if (!state->is_kept)
		state->db = db_open_memory(&plan);
	return state;
}

bool
state_is_kept(const struct state *state)
{
	return state->is_kept;
}

/* A statement with its first place bound; NULL where none can be had. */
static sqlite3_stmt *
ask(struct state *state, const char *sql, const char *first)
{
	struct err ignored;
	sqlite3_stmt *s = NULL;

	if (state->db != NULL)
		s = db_prepare(state->db, sql, &ignored);
	if (s != NULL)
		sqlite3_bind_text(s, 1, first, -1, SQLITE_STATIC);
	return s;
}

bool
state_get(struct state *state, const char *scope, const char *key,
    struct buf *value)
{
	sqlite3_stmt *s = ask(state, "SELECT value FROM texts WHERE"
	    " scope = ?1 AND key = ?2", scope);
	bool found = false;

	if (s == NULL)
		return false;
	sqlite3_bind_text(s, 2, key, -1, SQLITE_STATIC);
	if (sqlite3_step(s) == SQLITE_ROW)
		found = buf_add(value, (const char *)sqlite3_column_text(s, 0),
		    (size_t)sqlite3_column_bytes(s, 0));
	sqlite3_finalize(s);
	return found;
}

void
state_set(struct state *state, const char *scope, const char *key,
    const char *value)
{
	sqlite3_stmt *s = ask(state, value != NULL ?
	    "INSERT INTO texts VALUES (?1, ?2, ?3) ON CONFLICT"
	    " (scope, key) DO UPDATE SET value = excluded.value" :
	    "DELETE FROM texts WHERE scope = ?1 AND key = ?2", scope);

	if (s == NULL)
		return;
	sqlite3_bind_text(s, 2, key, -1, SQLITE_STATIC);
	if (value != NULL)
		sqlite3_bind_text(s, 3, value, -1, SQLITE_STATIC);
	sqlite3_step(s);
	sqlite3_finalize(s);
}

/*
 * Old days are of no use to anyone; but which are old a clock that ran ahead
 * does not tell: those behind the newest ones are.
 */
static void
forget_days(struct state *state, const char *conn)
{
	sqlite3_stmt *s = ask(state, "DELETE FROM calls WHERE conn = ?1 AND"
	    " day < (SELECT min(day) FROM (SELECT day FROM calls WHERE"
	    " conn = ?1 ORDER BY day DESC LIMIT 60))", conn);

	if (s != NULL)
		sqlite3_step(s);
	sqlite3_finalize(s);
}

static struct debt *
debt_of(struct state *state, const char *conn, int day)
{
	size_t i;

	for (i = 0; i < state->debt_count; i++)
		if (state->debts[i].day == day &&
		    strcmp(state->debts[i].conn, conn) == 0)
			break;
	if (i == state->debt_count) {
		state->debts = mem_grow(state->debts, i + 1,
		    sizeof(*state->debts));
		state->debts[i] = (struct debt){ mem_text(conn), day, 0 };
		state->debt_count++;
	}
	return &state->debts[i];
}

int64_t
state_calls_add(struct state *state, const char *conn, int day, int64_t calls)
{
	sqlite3_stmt *s = ask(state, "INSERT INTO calls VALUES (?1, ?2, ?3)"
	    " ON CONFLICT (conn, day) DO UPDATE SET used = used +"
	    " excluded.used RETURNING used", conn);
	struct debt *debt = debt_of(state, conn, day);
	int64_t used = 0;
	bool ok = false;

	debt->calls += calls;
	if (s != NULL) {
		sqlite3_bind_int(s, 2, day);
		sqlite3_bind_int64(s, 3, debt->calls);
		/* Not again where it was busy: it might count after all. */
		if (sqlite3_step(s) == SQLITE_ROW) {
			used = sqlite3_column_int64(s, 0);
			ok = sqlite3_step(s) == SQLITE_DONE && used > 0;
		}
		sqlite3_finalize(s);
	}
	if (!ok)
		return state_calls(state, conn, day);
	if (used == debt->calls)
		forget_days(state, conn);
	debt->calls = 0;
	return used;
}

int64_t
state_calls(struct state *state, const char *conn, int day)
{
	sqlite3_stmt *s = ask(state, "SELECT used FROM calls WHERE conn = ?1"
	    " AND day = ?2", conn);
	int64_t used = debt_of(state, conn, day)->calls;

	if (s == NULL)
		return used;
	sqlite3_bind_int(s, 2, day);
	if (sqlite3_step(s) == SQLITE_ROW)
		used += sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return used;
}

#define SETTLE_MS	2000

/* A last try, without a key that waits for it. */
static void
settle(struct state *state, struct debt debt)
{
	if (state->db != NULL)
		sqlite3_busy_timeout(state->db, SETTLE_MS);
	if (debt.calls > 0)
		state_calls_add(state, debt.conn, debt.day, 0);
}

void
state_close(struct state *state)
{
	size_t i;

	if (state == NULL)
		return;
	for (i = 0; i < state->debt_count; i++)
		settle(state, state->debts[i]);
	for (i = 0; i < state->debt_count; i++)
		free(state->debts[i].conn);
	free(state->debts);
	db_close(state->db);
	free(state);
}
