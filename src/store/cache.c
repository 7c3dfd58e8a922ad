/* Last known lists as blocks in SQLite. */
#include "block.h"
#include "db.h"

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/store/cache.h>

#include <stdlib.h>
#include <string.h>

#define NUMBER_BITS	24		/* of a block within its list */
#define FORGET_MS	(30ll * 86400000)	/* lists nobody refreshed */
#define STUCK_MS	3600000ll	/* lists whose writer is gone */

/* What became of a list. */
enum { WRITING = 0, CURRENT = 1, DEAD = 2 };

static const struct db_plan plan = {
	.file = "cache.db", .application = 0x456E7043, .version = 1,
	.schema = "CREATE TABLE lists (id INTEGER PRIMARY KEY AUTOINCREMENT,"
	    " key TEXT NOT NULL, print INTEGER NOT NULL,"
	    " saved_ms INTEGER NOT NULL, blocks INTEGER NOT NULL,"
	    " state INTEGER NOT NULL);"
	    "CREATE INDEX lists_of ON lists (key, state);"
	    "CREATE TABLE blocks (id INTEGER PRIMARY KEY, bytes BLOB)",
	.synchronous = "OFF", .busy_ms = 5, .page_size = 16384,
	.checkpoint = 128,
};

struct cache {
	char		*folder;
	sqlite3		*db;
	unsigned	 opened;	/* how often */
	bool		 is_off;	/* no file to be had */
};

struct cache_reading {
	struct cache	*cache;
	struct rows	*rows;
	int		 conn;
	sqlite3_blob	*blob;		/* keeps the list as it is now */
	int64_t		 list;
	int		 next;
	int		 count;
	bool		 is_damaged;
};

struct cache_writing {
	struct cache	*cache;
	unsigned	 opened;	/* the file that list is in */
	char		*key;
	const struct rows *rows;
	int		 conn;
	int64_t		 saved_ms;
	int64_t		 list;
	size_t		 at;		/* block of the rows */
	int		 written;
	bool		 is_current;	/* only clearing up is left */
	bool		 has_failed;
};

struct cache *
cache_open(const char *folder)
{
	struct cache *cache = mem_alloc(sizeof(*cache));

	cache->folder = mem_text(folder);
	return cache;
}

void
cache_close(struct cache *cache)
{
	if (cache == NULL)
		return;
	db_close(cache->db);
	free(cache->folder);
	free(cache);
}

/* A damaged file is of no use: away with it. */
static void
start_again(struct cache *cache)
{
	db_close(cache->db);
	cache->db = NULL;
	db_set_aside(cache->folder, plan.file, false);
}

static bool
ready(struct cache *cache)
{
	bool damaged = false;
	struct err ignored;

	if (cache->db != NULL || cache->is_off)
		return cache->db != NULL;
	if (!db_open(cache->folder, &plan, &cache->db, &damaged, &ignored) &&
	    damaged) {
		start_again(cache);
		db_open(cache->folder, &plan, &cache->db, &damaged, &ignored);
	}
	cache->opened++;
	cache->is_off = cache->db == NULL;
	return !cache->is_off;
}

static int64_t
block_id(int64_t list, int number)
{
	return list << NUMBER_BITS | number;
}

static bool
find_list(struct cache_reading *r, const char *key, int64_t *saved_ms)
{
	struct err ignored;
	sqlite3_stmt *s = db_prepare(r->cache->db, "SELECT id, saved_ms,"
	    " blocks FROM lists WHERE key = ?1 AND state = 1 AND print = ?2"
	    " ORDER BY id DESC LIMIT 1", &ignored);
	bool found = false;

	if (s == NULL)
		return false;
	sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
	sqlite3_bind_int64(s, 2, rows_print(r->rows));
	if (sqlite3_step(s) == SQLITE_ROW) {
		r->list = sqlite3_column_int64(s, 0);
		r->count = sqlite3_column_int(s, 2);
		*saved_ms = sqlite3_column_int64(s, 1);
		/* Within the same view of the file as the list was found. */
		found = r->count == 0 || sqlite3_blob_open(r->cache->db,
		    "main", "blocks", "bytes", block_id(r->list, 0), 0,
		    &r->blob) == SQLITE_OK;
	}
	sqlite3_finalize(s);
	return found;
}

struct cache_reading *
cache_read(struct cache *cache, const char *key, struct rows *rows, int conn,
    int64_t *saved_ms)
{
	struct cache_reading *r;

	*saved_ms = 0;
	if (!ready(cache))
		return NULL;
	r = mem_alloc(sizeof(*r));
	r->cache = cache;
	r->rows = rows;
	r->conn = conn;
	if (find_list(r, key, saved_ms))
		return r;
	*saved_ms = 0;
	sqlite3_blob_close(r->blob);
	free(r);
	return NULL;
}

static bool
read_block(struct cache_reading *r)
{
	struct err ignored;
	char *bytes;
	int len;

	if (r->next > 0 && sqlite3_blob_reopen(r->blob, block_id(r->list,
	    r->next)) != SQLITE_OK)
		return false;
	len = sqlite3_blob_bytes(r->blob);
	bytes = malloc(len > 0 ? (size_t)len : 1);
	if (bytes == NULL)
		return false;
	if (sqlite3_blob_read(r->blob, bytes, len, 0) != SQLITE_OK) {
		free(bytes);
		return false;
	}
	return rows_take_block(r->rows, r->conn, bytes, (size_t)len, &ignored);
}

bool
cache_read_more(struct cache_reading *r, int64_t budget_us)
{
	int64_t until_us = clock_monotonic_us() + budget_us;

	if (r == NULL || r->is_damaged)
		return false;
	while (r->next < r->count) {
		if (!read_block(r)) {
			r->is_damaged = true;
			return false;
		}
		r->next++;
		if (clock_monotonic_us() >= until_us)
			break;
	}
	return r->next < r->count;
}

bool
cache_read_end(struct cache_reading *r)
{
	bool whole;

	if (r == NULL)
		return false;
	whole = r->next == r->count;
	sqlite3_blob_close(r->blob);
	if (r->is_damaged)
		start_again(r->cache);
	free(r);
	return whole;
}

/* One number goes in, and a number or nothing comes back. */
static bool
tell(sqlite3 *db, const char *sql, int64_t number, int64_t *answer)
{
	struct err ignored;
	sqlite3_stmt *s = db_prepare(db, sql, &ignored);
	int rc = SQLITE_ERROR;

	if (s != NULL) {
		if (sqlite3_bind_parameter_count(s) > 0)
			sqlite3_bind_int64(s, 1, number);
		rc = sqlite3_step(s);
		if (rc == SQLITE_ROW && answer != NULL)
			*answer = sqlite3_column_int64(s, 0);
	}
	sqlite3_finalize(s);
	return rc == SQLITE_ROW || (rc == SQLITE_DONE && answer == NULL);
}

static bool
begin(sqlite3 *db)
{
	return tell(db, "BEGIN IMMEDIATE", 0, NULL);
}

static bool
end(sqlite3 *db, bool ok)
{
	if (ok && tell(db, "COMMIT", 0, NULL))
		return true;
	tell(db, "ROLLBACK", 0, NULL);
	return false;
}

static bool
add_list(struct cache_writing *w)
{
	struct err ignored;
	sqlite3_stmt *s = db_prepare(w->cache->db, "INSERT INTO lists (key,"
	    " print, saved_ms, blocks, state) VALUES (?1, ?2, ?3, 0, 0)",
	    &ignored);
	bool ok = false;

	if (s != NULL) {
		sqlite3_bind_text(s, 1, w->key, -1, SQLITE_STATIC);
		sqlite3_bind_int64(s, 2, rows_print(w->rows));
		sqlite3_bind_int64(s, 3, clock_wall_ms());
		ok = sqlite3_step(s) == SQLITE_DONE;
		w->list = sqlite3_last_insert_rowid(w->cache->db);
	}
	sqlite3_finalize(s);
	return ok;
}

struct cache_writing *
cache_write(struct cache *cache, const char *key, const struct rows *rows,
    int conn, int64_t saved_ms)
{
	struct cache_writing *w;

	if (!ready(cache))
		return NULL;
	w = mem_alloc(sizeof(*w));
	w->cache = cache;
	w->opened = cache->opened;
	w->key = mem_text(key);
	w->rows = rows;
	w->conn = conn;
	w->saved_ms = saved_ms;
	w->has_failed = !add_list(w);
	return w;
}

/* Writes blocks until the time is up; within a transaction. */
static bool
add_blocks(struct cache_writing *w, int64_t until_us)
{
	struct err ignored;
	sqlite3_stmt *s = db_prepare(w->cache->db,
	    "INSERT INTO blocks VALUES (?1, ?2)", &ignored);
	const struct block *b;
	bool ok = s != NULL;

	for (; ok && w->at < rows_blocks(w->rows); w->at++) {
		b = rows_block_at(w->rows, w->at);
		if ((int)b->conn != w->conn)
			continue;
		sqlite3_bind_int64(s, 1, block_id(w->list, w->written++));
		sqlite3_bind_blob64(s, 2, b->head, b->head->size,
		    SQLITE_STATIC);
		ok = sqlite3_step(s) == SQLITE_DONE;
		sqlite3_reset(s);
		if (clock_monotonic_us() >= until_us) {
			w->at++;
			break;
		}
	}
	sqlite3_finalize(s);
	return ok;
}

/* From now on this is the list, and the older ones of the key are dead. */
static bool
make_current(struct cache_writing *w)
{
	struct err ignored;
	sqlite3_stmt *s = db_prepare(w->cache->db, "UPDATE lists SET state ="
	    " CASE id WHEN ?1 THEN 1 ELSE 2 END, saved_ms = ?2, blocks ="
	    " CASE id WHEN ?1 THEN ?3 ELSE blocks END"
	    " WHERE id = ?1 OR (key = ?4 AND state = 1)", &ignored);
	bool ok = false;

	if (s != NULL) {
		sqlite3_bind_int64(s, 1, w->list);
		sqlite3_bind_int64(s, 2, w->saved_ms);
		sqlite3_bind_int(s, 3, w->written);
		sqlite3_bind_text(s, 4, w->key, -1, SQLITE_STATIC);
		ok = sqlite3_step(s) == SQLITE_DONE;
	}
	sqlite3_finalize(s);
	w->is_current = ok;
	return ok;
}

/* Takes away one block (or the entry) of a list that is over. */
static bool
clear_one(struct cache_writing *w, bool *more)
{
	sqlite3 *db = w->cache->db;
	char *sql = mem_format("SELECT id FROM lists WHERE state = 2 OR"
	    " saved_ms < %lld OR (state = 0 AND id <> %lld AND saved_ms <"
	    " %lld) LIMIT 1", (long long)(clock_wall_ms() - FORGET_MS),
	    (long long)w->list, (long long)(clock_wall_ms() - STUCK_MS));
	int64_t list = 0, block = 0;

	*more = tell(db, sql, 0, &list);
	free(sql);
	if (!*more)
		return true;
	if (tell(db, "SELECT id FROM blocks WHERE id >= ?1 LIMIT 1",
	    block_id(list, 0), &block) && block >> NUMBER_BITS == list)
		return tell(db, "DELETE FROM blocks WHERE id = ?1", block,
		    NULL);
	return tell(db, "DELETE FROM lists WHERE id = ?1", list, NULL);
}

static bool
is_same_file(const struct cache_writing *w)
{
	return w->cache->db != NULL && w->opened == w->cache->opened;
}

bool
cache_write_more(struct cache_writing *w, int64_t budget_us)
{
	/* The commit takes about twice as long as what it commits. */
	int64_t until_us = clock_monotonic_us() + budget_us / 3;
	bool ok = true, more = true;

	if (w == NULL || w->has_failed)
		return false;
	if (!is_same_file(w) || !begin(w->cache->db)) {
		w->has_failed = true;
		return false;
	}
	if (!w->is_current) {
		ok = add_blocks(w, until_us);
		if (ok && w->at == rows_blocks(w->rows))
			ok = make_current(w);
	} else {
		do
			ok = clear_one(w, &more);
		while (ok && more && clock_monotonic_us() < until_us);
	}
	if (!end(w->cache->db, ok))
		w->has_failed = true;
	return !w->has_failed && more;
}

void
cache_write_end(struct cache_writing *w)
{
	if (w == NULL)
		return;
	/* Broken off: what was written is for the next one to clear up. */
	if (!w->is_current && is_same_file(w))
		tell(w->cache->db, "UPDATE lists SET state = 2 WHERE id = ?1"
		    " AND state = 0", w->list, NULL);
	free(w->key);
	free(w);
}
