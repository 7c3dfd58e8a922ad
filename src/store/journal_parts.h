/*
 * The journal from inside: shared by journal.c and plans.c, nobody else.
 */
#ifndef STORE_JOURNAL_PARTS_H
#define STORE_JOURNAL_PARTS_H

#include <endpane/store/journal.h>

#include "chain.h"
#include "db.h"
#include "ending.h"
#include "owner.h"

struct journal {
	sqlite3		*db;
	struct owner	 owner;
	int		 end_fd;	/* ending.h; or -1 */
	bool		 is_other;	/* not the one that was written last */
	sqlite3_stmt	*add_intent;
	sqlite3_stmt	*add_outcome;
	sqlite3_stmt	*add_plan;
	sqlite3_stmt	*add_stop;
	sqlite3_stmt	*set_last;
};

/* What version 2 has more than version 1. */
#define PLANS_SCHEMA \
	"CREATE TABLE plans (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL," \
	" owner INTEGER NOT NULL, job INTEGER NOT NULL," \
	" operation TEXT NOT NULL, conn TEXT, origin TEXT," \
	" origin_job INTEGER NOT NULL, plan TEXT NOT NULL," \
	" chain TEXT NOT NULL);" \
	"CREATE TABLE stops (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL," \
	" job INTEGER NOT NULL, words TEXT, chain TEXT NOT NULL);" \
	"CREATE INDEX plans_of ON plans (job);" \
	"CREATE INDEX plans_from ON plans (origin_job);" \
	"CREATE INDEX stops_of ON stops (job);" \
	"CREATE TRIGGER plans_stay BEFORE UPDATE ON plans BEGIN" \
	" SELECT RAISE(ABORT, 'the journal is append-only'); END;" \
	"CREATE TRIGGER plans_remain BEFORE DELETE ON plans BEGIN" \
	" SELECT RAISE(ABORT, 'the journal is append-only'); END;" \
	"CREATE TRIGGER stops_stay BEFORE UPDATE ON stops BEGIN" \
	" SELECT RAISE(ABORT, 'the journal is append-only'); END;" \
	"CREATE TRIGGER stops_remain BEFORE DELETE ON stops BEGIN" \
	" SELECT RAISE(ABORT, 'the journal is append-only'); END"

/* Without the triggers that keep rows, or with more tables, it is not ours. */
bool	journal_is_laid_out(sqlite3 *db, struct err *err);
/* A transaction; *last and digest (DIGEST_TEXT) are those of the last row. */
bool	journal_begin(struct journal *j, int64_t *last, char *digest,
	    struct err *err);
/*
 * Ends what journal_begin() began; what is in error is taken back. last and
 * digest are those of the last row now.
 */
bool	journal_end(struct journal *j, bool ok, int64_t last,
	    const char *digest, struct err *err);

/* A row's values: bound and sealed from the same texts. */
struct journal_row {
	sqlite3_stmt	*statement;
	struct slice	 fields[11];
	char		 numbers[5][24];
	int		 count;
	int		 number_count;
};

void	row_put_text(struct journal_row *row, const char *text);
void	row_put_number(struct journal_row *row, int64_t number);
/* Seals and inserts the row; digest becomes its own. */
bool	row_seal(struct journal_row *row, const char *kind, char *digest,
	    struct err *err);

#endif
