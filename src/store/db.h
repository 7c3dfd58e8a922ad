/*
 * Our SQLite files: opened, brought to their schema, complained about.
 *
 * The only caller of sqlite3_open_v2() and the only place with PRAGMA. Files
 * are 0600 and never reached through a link; their folder is made 0700. All
 * are in WAL mode, so that several instances may share them.
 */
#ifndef ENDPANE_STORE_DB_H
#define ENDPANE_STORE_DB_H

#include <endpane/base/err.h>

#include <sqlite3.h>
#include <stdbool.h>

struct db_plan {
	const char	*file;		/* within the folder */
	int		 application;	/* marks the file as ours */
	int		 version;	/* of the schema; another one is refused */
	const char	*schema;	/* run once, in an empty file */
	const char	*upgrade;	/* from the version before; or NULL */
	const char	*synchronous;	/* FULL: a commit is on the disk */
	bool		 checked;	/* looked through for damage at opening */
	int		 busy_ms;	/* how long another instance is waited for */
	int		 page_size;	/* bytes; 0: SQLite's own */
	int		 checkpoint;	/* pages; 0: SQLite's own */
};

/* False with *err (ERR_LOCAL); *damaged says that the content is to blame. */
bool	db_open(const char *folder, const struct db_plan *plan, sqlite3 **db,
	    bool *damaged, struct err *err);
/* A database of this process alone; NULL only without memory. */
sqlite3	*db_open_memory(const struct db_plan *plan);
void	db_close(sqlite3 *db);			/* NULL is fine */
/* Has it what the plan makes, and nothing else? False with *err filled. */
bool	db_is_laid_out(sqlite3 *db, const struct db_plan *plan,
	    struct err *err);

/* Moves the file (and what belongs to it) to FILE.damaged, or deletes it. */
void	db_set_aside(const char *folder, const char *file, bool keep);

/* Runs statements that give nothing back. */
bool	db_run(sqlite3 *db, const char *sql, struct err *err);
/* NULL with *err filled. */
sqlite3_stmt *db_prepare(sqlite3 *db, const char *sql, struct err *err);
/* Steps a statement that gives nothing back, and resets it. */
bool	db_step(sqlite3_stmt *statement, struct err *err);
/* What SQLite last complained about, in our words. Returns false. */
bool	db_failed(sqlite3 *db, struct err *err);

#endif
