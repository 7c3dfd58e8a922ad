/* Somebody with the sqlite3 command changes a file of a test's folder. */
#ifndef UNIT_TAMPER_H
#define UNIT_TAMPER_H

#include <sqlite3.h>

#include "folder.h"
#include "unit.h"

static inline void
tamper_with(struct folder *in, const char *file, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(folder_file(in, file), &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

#endif
