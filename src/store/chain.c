/* Digests through the journal: sealed row by row, verified from the start. */
#include "chain.h"

#include <endpane/base/buf.h>
#include <endpane/base/str.h>

#include <string.h>
#include <unistd.h>

#define FIELDS_MOST 12

void
chain_seal(const char *previous, const char *kind, const struct slice *fields,
    size_t count, char *out)
{
	struct buf text = { 0 };
	size_t i;

	buf_format(&text, "%s %s", previous, kind);
	for (i = 0; i < count; i++) {
		if (fields[i].at == NULL) {
			buf_text(&text, " -");
			continue;
		}
		buf_format(&text, " %zu:", fields[i].len);
		buf_slice(&text, fields[i]);
	}
	digest_sha256((struct slice){ text.at, text.len }, out);
	buf_fini(&text);
}

static struct slice
column(sqlite3_stmt *s, int n)
{
	const char *text = (const char *)sqlite3_column_text(s, n);

	return (struct slice){ text, (size_t)sqlite3_column_bytes(s, n) };
}

static void
copy_digest(char *to, struct slice from)
{
	size_t len = from.len < DIGEST_TEXT ? from.len : DIGEST_TEXT - 1;

	if (from.at != NULL)
		memcpy(to, from.at, len);
	to[len] = '\0';
}

bool
chain_last(sqlite3 *db, int64_t *id, char *digest, struct err *err)
{
	sqlite3_stmt *s = db_prepare(db, "SELECT last.id, coalesce("
	    "(SELECT chain FROM intents WHERE id = last.id),"
	    "(SELECT chain FROM outcomes WHERE id = last.id),"
	    "(SELECT chain FROM plans WHERE id = last.id),"
	    "(SELECT chain FROM stops WHERE id = last.id)) FROM last", err);
	bool ok = false;

	if (s == NULL)
		return false;
	if (sqlite3_step(s) != SQLITE_ROW)
		db_failed(db, err);
	else if (sqlite3_column_int64(s, 0) > 0 && column(s, 1).at == NULL)
		err_set(err, ERR_LOCAL, "the journal's last entry is gone; "
		    "see 'endpane journal verify'");
	else {
		*id = sqlite3_column_int64(s, 0);
		copy_digest(digest, column(s, 1));
		ok = sqlite3_step(s) == SQLITE_DONE;
		if (!ok)
			err_set(err, ERR_LOCAL, "the journal has two last "
			    "entries; see 'endpane journal verify'");
	}
	sqlite3_finalize(s);
	return ok;
}

static const char everything[] =
    "SELECT id, 'intent', at_ms, owner, job, operation, conn, method, url,"
    " object_id, object_name, body, chain FROM intents UNION ALL "
    "SELECT id, 'outcome', at_ms, intent, state, http, words, NULL, NULL,"
    " NULL, NULL, NULL, chain FROM outcomes UNION ALL "
    "SELECT id, 'plan', at_ms, owner, job, operation, conn, origin,"
    " origin_job, plan, NULL, NULL, chain FROM plans UNION ALL "
    "SELECT id, 'stop', at_ms, job, words, NULL, NULL, NULL, NULL, NULL,"
    " NULL, NULL, chain FROM stops ORDER BY 1";

/* How many fields of a row are sealed, its number first. */
static const struct {
	const char	*kind;
	size_t		 fields;
} kinds[] = {
	{ "intent", 11 }, { "outcome", 6 }, { "plan", 9 }, { "stop", 4 },
};

static size_t
kind_of(struct slice name)
{
	size_t i = 0;

	while (!str_is(name, kinds[i].kind))
		i++;
	return i;
}

/* One row against the digest before it. */
static bool
verify_row(sqlite3_stmt *s, int64_t expected, char *digest, struct err *err)
{
	struct slice fields[FIELDS_MOST];
	size_t kind = kind_of(column(s, 1)), i;
	char sealed[DIGEST_TEXT];
	long long id = sqlite3_column_int64(s, 0);

	if (id != expected)
		return err_set(err, ERR_LOCAL, "entry %lld is missing",
		    (long long)expected);
	fields[0] = column(s, 0);
	for (i = 1; i < kinds[kind].fields; i++)
		fields[i] = column(s, (int)i + 1);
	chain_seal(digest, kinds[kind].kind, fields, kinds[kind].fields,
	    sealed);
	if (!str_is(column(s, 12), sealed))
		return err_set(err, ERR_LOCAL,
		    "entry %lld was changed, or one before it", id);
	copy_digest(digest, str_slice(sealed));
	return true;
}

bool
chain_goes_on(sqlite3 *db, int end_fd)
{
	char digest[DIGEST_TEXT] = "";
	struct ending ending;
	struct err err;
	sqlite3_stmt *s;
	int64_t last;
	bool same;

	ending_read(end_fd, &ending);
	if (ending.id == 0 || !chain_last(db, &last, digest, &err))
		return true;
	if (last == 0)			/* a new one, as it was wanted */
		return ftruncate(end_fd, 0) == 0;
	s = db_prepare(db, "SELECT chain FROM intents WHERE id = ?1 UNION ALL"
	    " SELECT chain FROM outcomes WHERE id = ?1 UNION ALL"
	    " SELECT chain FROM plans WHERE id = ?1 UNION ALL"
	    " SELECT chain FROM stops WHERE id = ?1", &err);
	if (s == NULL)
		return true;
	sqlite3_bind_int64(s, 1, ending.id);
	same = sqlite3_step(s) == SQLITE_ROW &&
	    str_is(column(s, 0), ending.digest);
	sqlite3_finalize(s);
	return same;
}

bool
chain_verify(sqlite3 *db, int end_fd, int64_t *first_bad, struct err *err)
{
	struct ending ending;
	sqlite3_stmt *s = db_prepare(db, everything, err);
	char digest[DIGEST_TEXT] = "", last[DIGEST_TEXT];
	int64_t expected = 1, id;
	bool ok = s != NULL;
	int rc = SQLITE_ROW;

	ending_read(end_fd, &ending);
	while (ok && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		ok = verify_row(s, expected, digest, err);
		if (ok && expected == ending.id &&
		    strcmp(digest, ending.digest) != 0)
			ok = err_set(err, ERR_LOCAL, "this is another journal "
			    "than the one that was written last");
		expected += ok;
	}
	if (ok && rc != SQLITE_DONE)
		ok = db_failed(db, err);
	sqlite3_finalize(s);
	if (ok && !chain_last(db, &id, last, err))
		ok = false;
	else if (ok && id != expected - 1)
		ok = err_set(err, ERR_LOCAL, "the last entry is said to be "
		    "%lld, and there is %lld", (long long)id,
		    (long long)expected - 1);
	if (ok && ending.id >= expected)
		ok = err_set(err, ERR_LOCAL, "entries behind %lld are "
		    "missing: %lld were written", (long long)expected - 1,
		    (long long)ending.id);
	if (!ok)
		*first_bad = expected;
	return ok;
}
