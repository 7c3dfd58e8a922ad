/*
 * store/chain.c, journal.c: a file that was changed outside is found out, or
 * says what it said; and whatever is in it, reading it is safe.
 */
#include <endpane/store/journal.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../src/store/journal_parts.h"
#include "fuzz.h"

#define IMAGE_MOST (1 << 20)

static char folder[64], path[80], end_path[80];
static char image[IMAGE_MOST];		/* a good journal's file */
static size_t image_len;
static struct buf original;		/* what it says */

static void
take_folder(void)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
	char name[160];
	size_t i;

	for (i = 0; i < 4; i++) {
		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		unlink(name);
	}
	snprintf(name, sizeof(name), "%s/instances.lock", folder);
	unlink(name);
	unlink(end_path);
	rmdir(folder);
}

static void
fill(struct journal *j)
{
	struct journal_intent n[2] = { { .job = 1, .operation = "groups delete",
	    .conn = "phones", .method = "DELETE", .url = "/groups/17",
	    .object_id = "52549000000186013", .object_name = "Kiosks" },
	    { .job = 1, .operation = "apps associate", .conn = "phones",
	    .method = "POST", .url = "/apps/1/devices", .object_id = "9",
	    .body = "{\"device_ids\":[9]}" } };
	struct err err;
	int64_t first;
	int i;

	for (i = 0; i < 2; i++) {
		MUST(journal_intend(j, n, 2, &first, &err));
		MUST(journal_outcome(j, first, JOURNAL_APPLIED, 200, "Fine",
		    &err));
	}
	MUST(journal_outcome(j, first + 1, JOURNAL_UNKNOWN, 0, NULL, &err));
}

/* All that the chain is over, and where it ends. */
static void
dump(sqlite3 *db, struct buf *out)
{
	static const char *const tables[] = {
		"SELECT * FROM intents ORDER BY id",
		"SELECT * FROM outcomes ORDER BY id",
		"SELECT id FROM last",
	};
	sqlite3_stmt *s;
	size_t i;
	int c;

	for (i = 0; i < 3; i++) {
		if (sqlite3_prepare_v2(db, tables[i], -1, &s, NULL) !=
		    SQLITE_OK)
			continue;
		while (sqlite3_step(s) == SQLITE_ROW)
			for (c = 0; c < sqlite3_column_count(s); c++) {
				buf_add(out, (const char *)
				    sqlite3_column_text(s, c),
				    (size_t)sqlite3_column_bytes(s, c));
				buf_char(out, sqlite3_column_type(s, c) ==
				    SQLITE_NULL ? '-' : '\n');
			}
		sqlite3_finalize(s);
	}
}

/* The file in memory; byte 18 and 19 say that there is no log beside it. */
static sqlite3 *
in_memory(const char *bytes, size_t len)
{
	unsigned char *copy = sqlite3_malloc64(len);
	sqlite3 *db = NULL;

	MUST(copy != NULL);
	memcpy(copy, bytes, len);
	copy[18] = copy[19] = 1;
	MUST(sqlite3_open(":memory:", &db) == SQLITE_OK);
	if (sqlite3_deserialize(db, "main", copy, (sqlite3_int64)len,
	    (sqlite3_int64)len, SQLITE_DESERIALIZE_FREEONCLOSE) != SQLITE_OK) {
		sqlite3_close(db);
		return NULL;
	}
	return db;
}

static void
prepare(void)
{
	struct journal *j;
	struct err err;
	sqlite3 *db;
	FILE *file;

	snprintf(folder, sizeof(folder), "%s/endpane-fuzz-XXXXXX",
	    access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	MUST(mkdtemp(folder) != NULL);
	snprintf(path, sizeof(path), "%s/journal.db", folder);
	snprintf(end_path, sizeof(end_path), "%s/journal.end", folder);
	atexit(take_folder);
	MUST((j = journal_open(folder, &err)) != NULL);
	fill(j);
	journal_close(j);
	MUST((file = fopen(path, "rb")) != NULL);
	image_len = fread(image, 1, sizeof(image), file);
	fclose(file);
	MUST(image_len > 4096 && image_len < sizeof(image));
	MUST((db = in_memory(image, image_len)) != NULL);
	dump(db, &original);
	sqlite3_close(db);
}

/* Three bytes of place, one of value, as often as there are. */
static void
mutate(struct slice *in, char *bytes)
{
	size_t place;

	while (in->len >= 4) {
		place = fuzz_byte(in) << 16;
		place |= fuzz_byte(in) << 8;
		place |= fuzz_byte(in);
		bytes[place % image_len] = (char)fuzz_byte(in);
	}
}

static void
check_chain(const char *bytes)
{
	sqlite3 *db = in_memory(bytes, image_len);
	struct buf said = { 0 };
	struct err err = { 0 };
	int64_t bad = -1;

	if (db == NULL)
		return;
	if (chain_verify(db, -1, &bad, &err)) {
		dump(db, &said);
		MUST(str_same(fuzz_slice(&said), fuzz_slice(&original)) ||
		    !journal_is_laid_out(db, &err));
	} else
		MUST(err.code != ERR_NONE && bad > 0);
	sqlite3_close(db);
	buf_fini(&said);
}

static bool
look(void *who, const struct journal_entry *e)
{
	MUST(journal_word(e->state)[0] != '\0');
	*(size_t *)who += e->intent.operation != NULL ?
	    strlen(e->intent.operation) : 0;
	return true;
}

/* The same file on the disk, through the front door. */
static void
check_journal(const char *bytes)
{
	static const struct journal_query all = { 0 };
	struct journal_intent n = { .job = 2, .operation = "groups delete",
	    .object_id = "1" };
	size_t sum = 0, open_ones;
	struct journal *j;
	int64_t bad, first;
	struct err err = { 0 };
	FILE *file = fopen(path, "wb");

	MUST(file != NULL);
	MUST(fwrite(bytes, 1, image_len, file) == image_len);
	fclose(file);
	chmod(path, 0600);
	unlink(end_path);	/* of the journal that was here before */
	j = journal_open(folder, &err);
	if (j == NULL) {
		MUST(err.code != ERR_NONE);
		return;
	}
	journal_list(j, &all, look, &sum, &err);
	journal_show(j, 1, look, &sum, &err);
	journal_history(j, 1, look, &sum, &err);
	journal_open_questions(j, &open_ones, &err);
	if (journal_verify(j, &bad, &err) &&
	    journal_intend(j, &n, 1, &first, &err))
		MUST(journal_verify(j, &bad, &err));
	journal_close(j);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static char bytes[IMAGE_MOST];
	struct slice in = fuzz_input(at, len);
	bool whole = fuzz_byte(&in) % 16 == 15;

	if (image_len == 0)
		prepare();
	memcpy(bytes, image, image_len);
	mutate(&in, bytes);
	if (whole)
		check_journal(bytes);
	else
		check_chain(bytes);
	return 0;
}
