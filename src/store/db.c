/* SQLite files: open, schema version, pragmas. */
#include "db.h"

#include <endpane/base/buf.h>
#include <endpane/base/mem.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHECK_MOST	(8 << 20)	/* bytes that are looked through */
#define OPEN_MS		1000	/* another instance is waited for */
#define WAL_TRIES	200		/* while another instance makes the file */
#define WAL_WAIT_US	5000

static bool
make_folder(const char *folder, struct err *err)
{
	char *path = mem_slice(folder, strlen(folder)), *slash = path;
	struct stat st;
	bool ok;

	do {
		slash = strchr(slash + 1, '/');
		if (slash != NULL)
			*slash = '\0';
		ok = mkdir(path, 0700) == 0 || errno == EEXIST;
		if (!ok)
			err_set(err, ERR_LOCAL, "cannot make %s: %s", path,
			    strerror(errno));
		if (slash != NULL)
			*slash = '/';
	} while (ok && slash != NULL);
	if (ok && stat(path, &st) == 0 && st.st_uid == geteuid() &&
	    (st.st_mode & 077) != 0)
		ok = chmod(path, 0700) == 0 || err_set(err, ERR_LOCAL,
		    "cannot close %s to others: %s", path, strerror(errno));
	free(path);
	return ok;
}

/* Ours, a plain file, nobody else's to read. */
static bool
make_file(const char *path, off_t *size, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	struct stat st;
	bool ok;

	if (fd < 0)
		return err_set(err, ERR_LOCAL, "cannot open %s: %s", path,
		    errno == ELOOP ? "it is a link" : strerror(errno));
	ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_uid == geteuid() && st.st_nlink == 1;
	if (ok && (st.st_mode & 077) != 0)
		ok = fchmod(fd, 0600) == 0;
	*size = ok ? st.st_size : 0;
	close(fd);
	return ok || err_set(err, ERR_LOCAL,
	    "%s is not a file of your own; move it away", path);
}

static int
number_of(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int number = -1;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		number = sqlite3_column_int(s, 0);
	sqlite3_finalize(s);
	return number;
}

static int
settings(sqlite3 *db, const struct db_plan *plan)
{
	char *sql = mem_format("PRAGMA trusted_schema = OFF;"
	    "PRAGMA cell_size_check = ON;"
	    "PRAGMA foreign_keys = ON;"
	    "PRAGMA synchronous = %s;"
	    "PRAGMA temp_store = MEMORY;"
	    "PRAGMA wal_autocheckpoint = %d;", plan->synchronous,
	    plan->checkpoint > 0 ? plan->checkpoint : 1000);
	int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);

	free(sql);
	return rc;
}

/* Two that make the same file get in each other's way for a moment. */
static int
use_wal(sqlite3 *db)
{
	int rc, tries;

	for (tries = 0; tries < WAL_TRIES; tries++) {
		rc = sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL,
		    NULL);
		if ((rc & 255) != SQLITE_BUSY)
			break;
		usleep(WAL_WAIT_US);
	}
	return rc;
}

/* In a new file, or one of the version before; another may have been faster. */
static bool
make_schema(sqlite3 *db, const struct db_plan *plan, struct err *err)
{
	int version;
	char *sql;
	bool ok;

	if (!db_run(db, "BEGIN IMMEDIATE", err))
		return false;
	version = number_of(db, "PRAGMA user_version");
	ok = version >= 0 || db_failed(db, err);
	if (ok && version != plan->version) {
		sql = mem_format("%s; PRAGMA application_id = %d;"
		    "PRAGMA user_version = %d", version == 0 ? plan->schema :
		    plan->upgrade, plan->application, plan->version);
		ok = db_run(db, sql, err);
		free(sql);
	}
	if (ok && db_run(db, "COMMIT", err))
		return true;
	sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

static bool
is_damage(int rc)
{
	return (rc & 255) == SQLITE_CORRUPT || (rc & 255) == SQLITE_NOTADB ||
	    (rc & 255) == SQLITE_FORMAT;
}

/* Only what the check itself says is damage: it may not have come to its end. */
static bool
is_sound(sqlite3 *db, bool *damaged, struct err *err)
{
	sqlite3_stmt *s = NULL;
	bool ok = false;

	if (sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &s, NULL) ==
	    SQLITE_OK && sqlite3_step(s) == SQLITE_ROW) {
		ok = strcmp((const char *)sqlite3_column_text(s, 0), "ok") ==
		    0;
		*damaged = !ok;
		if (!ok)
			err_set(err, ERR_LOCAL, "the file is damaged");
	} else {
		*damaged = is_damage(sqlite3_extended_errcode(db));
		db_failed(db, err);
	}
	sqlite3_finalize(s);
	return ok;
}

static bool
prepare_file(sqlite3 *db, const struct db_plan *plan, off_t size,
    bool *damaged, struct err *err)
{
	int version = -1, application = -1;
	char *sql;

	/* Another instance may be making the same file just now. */
	sqlite3_busy_timeout(db, plan->busy_ms > OPEN_MS ? plan->busy_ms :
	    OPEN_MS);
	if (plan->page_size > 0 && size == 0) {
		sql = mem_format("PRAGMA page_size = %d", plan->page_size);
		sqlite3_exec(db, sql, NULL, NULL, NULL);
		free(sql);
	}
	if (settings(db, plan) != SQLITE_OK || use_wal(db) != SQLITE_OK ||
	    (version = number_of(db, "PRAGMA user_version")) < 0 ||
	    (application = number_of(db, "PRAGMA application_id")) < 0) {
		*damaged = is_damage(sqlite3_extended_errcode(db));
		return db_failed(db, err);
	}
	if (plan->checked && size > 0 && size <= CHECK_MOST &&
	    !is_sound(db, damaged, err))
		return false;
	if (version == 0)
		return make_schema(db, plan, err);
	if (application == plan->application && plan->upgrade != NULL &&
	    version == plan->version - 1)
		return make_schema(db, plan, err);
	if (version != plan->version || application != plan->application) {
		*damaged = true;
		return err_set(err, ERR_LOCAL,
		    "another version of endpane has written the file");
	}
	return true;
}

bool
db_open(const char *folder, const struct db_plan *plan, sqlite3 **db,
    bool *damaged, struct err *err)
{
	char *path = mem_format("%s/%s", folder, plan->file);
	sqlite3 *fresh = NULL;
	off_t size = 0;
	bool ok;

	*damaged = false;
	ok = make_folder(folder, err) && make_file(path, &size, err);
	if (ok) {
		ok = sqlite3_open_v2(path, &fresh, SQLITE_OPEN_READWRITE |
		    SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE, NULL) ==
		    SQLITE_OK;
		if (ok) {
			ok = prepare_file(fresh, plan, size, damaged, err);
			sqlite3_busy_timeout(fresh, plan->busy_ms);
		} else
			db_failed(fresh, err);
		if (!ok)
			err_at(err, path);
	}
	free(path);
	if (!ok)
		db_close(fresh);
	else
		*db = fresh;
	return ok;
}

sqlite3 *
db_open_memory(const struct db_plan *plan)
{
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_CREATE, NULL) == SQLITE_OK &&
	    sqlite3_exec(db, plan->schema, NULL, NULL, NULL) == SQLITE_OK)
		return db;
	db_close(db);
	return NULL;
}

/* The statements that a file's tables, indexes and triggers were made with. */
static bool
layout_of(sqlite3 *db, struct buf *out, struct err *err)
{
	sqlite3_stmt *s = db_prepare(db, "SELECT type, name, tbl_name, sql"
	    " FROM sqlite_schema ORDER BY type, name", err);
	int rc, i;

	if (s == NULL)
		return false;
	while ((rc = sqlite3_step(s)) == SQLITE_ROW)
		for (i = 0; i < 4; i++)
			buf_format(out, "%d:%s\n", sqlite3_column_bytes(s, i),
			    sqlite3_column_type(s, i) == SQLITE_NULL ? "" :
			    (const char *)sqlite3_column_text(s, i));
	sqlite3_finalize(s);
	return rc == SQLITE_DONE || db_failed(db, err);
}

bool
db_is_laid_out(sqlite3 *db, const struct db_plan *plan, struct err *err)
{
	sqlite3 *fresh = db_open_memory(plan);
	struct buf is = { 0 }, wanted = { 0 };
	bool same = fresh != NULL || err_set(err, ERR_LOCAL, "no memory");

	same = same && layout_of(fresh, &wanted, err) &&
	    layout_of(db, &is, err);
	if (same && strcmp(buf_string(&is), buf_string(&wanted)) != 0)
		same = err_set(err, ERR_LOCAL,
		    "the file's tables or triggers were changed");
	buf_fini(&is);
	buf_fini(&wanted);
	db_close(fresh);
	return same;
}

void
db_close(sqlite3 *db)
{
	sqlite3_close_v2(db);
}

void
db_set_aside(const char *folder, const char *file, bool keep)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	char *from, *to;
	size_t i;

	for (i = 0; i < 3; i++) {
		from = mem_format("%s/%s%s", folder, file, tails[i]);
		to = mem_format("%s/%s.damaged%s", folder, file, tails[i]);
		if (!keep || rename(from, to) != 0)
			unlink(from);
		free(from);
		free(to);
	}
}

bool
db_failed(sqlite3 *db, struct err *err)
{
	int rc = sqlite3_extended_errcode(db);

	if ((rc & 255) == SQLITE_BUSY || (rc & 255) == SQLITE_LOCKED)
		return err_set(err, ERR_LOCAL,
		    "another endpane keeps the file locked");
	if ((rc & 255) == SQLITE_FULL)
		return err_set(err, ERR_LOCAL, "the disk is full");
	if (is_damage(rc))
		return err_set(err, ERR_LOCAL, "the file is damaged");
	return err_set(err, ERR_LOCAL, "%s", sqlite3_errmsg(db));
}

bool
db_run(sqlite3 *db, const char *sql, struct err *err)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ||
	    db_failed(db, err);
}

sqlite3_stmt *
db_prepare(sqlite3 *db, const char *sql, struct err *err)
{
	sqlite3_stmt *s = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
		db_failed(db, err);
	return s;
}

bool
db_step(sqlite3_stmt *s, struct err *err)
{
	int rc = sqlite3_step(s);
	bool ok = rc == SQLITE_DONE || rc == SQLITE_ROW ||
	    db_failed(sqlite3_db_handle(s), err);

	sqlite3_reset(s);
	return ok;
}
