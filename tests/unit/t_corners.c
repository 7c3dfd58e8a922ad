/* The corners of what everything hangs on: sanitizer, id armour, guard, journal. */
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/json/json.h>
#include <endpane/json/scan.h>
#include <endpane/op/guard.h>
#include <endpane/store/journal.h>

#include <fcntl.h>
#include <locale.h>
#include <sqlite3.h>

#include "../../src/catalog/route.h"
#include "../../src/op/past_parts.h"
#include "../../src/store/chain.h"

#include "folder.h"
#include "unit.h"

/* First and last of each run of code points that no terminal may get. */
static const uint32_t foul[][2] = {
	{ 0, 0x1F }, { 0x7F, 0x9F }, { 0xAD, 0xAD }, { 0x34F, 0x34F },
	{ 0x61C, 0x61C }, { 0x115F, 0x1160 }, { 0x17B4, 0x17B5 },
	{ 0x180B, 0x180F }, { 0x200B, 0x200F }, { 0x2028, 0x202E },
	{ 0x2060, 0x206F }, { 0x3164, 0x3164 }, { 0xE000, 0xF8FF },
	{ 0xFEFF, 0xFEFF }, { 0xFFA0, 0xFFA0 }, { 0xFFF0, 0xFFFB },
	{ 0xFFFE, 0xFFFF }, { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A },
	{ 0x1FFFE, 0x1FFFF }, { 0xDFFFE, 0xE0FFF }, { 0xEFFFE, 0x10FFFF },
};

static void
test_runs_of_foul_points(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(foul) / sizeof(foul[0]); i++) {
		assert_true(text_is_hostile(foul[i][0]));
		assert_true(text_is_hostile(foul[i][1]));
		if (foul[i][0] > 0)
			assert_false(text_is_hostile(foul[i][0] - 1));
		if (foul[i][1] < 0x10FFFF)
			assert_false(text_is_hostile(foul[i][1] + 1));
	}
	assert_true(text_is_hostile(0xF0000));
}

static void
test_cells_of_points(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	assert_int_equal(text_cells('a'), 1);
	assert_int_equal(text_cells(0x1F), -1);
	assert_int_equal(text_cells(0x7F), -1);
	assert_int_equal(text_cells(0x4E2D), 2);
	assert_int_equal(text_cells(0x301), 0);
	assert_int_equal(text_cells(0x378), -1);	/* nobody's yet */
}

/* In the C locale there are neither brackets nor an ellipsis to be had. */
static void
test_c_locale(void **state)
{
	struct buf out = { 0 };

	(void)state;
	setlocale(LC_CTYPE, "C");
	text_clean(str_slice("\xE2\x80\xAE\xF3\xA0\x81\x81"), &out);
	assert_string_equal(buf_string(&out), "<U+202E><U+0E0041>");
	buf_clear(&out);
	text_fit(str_slice("abcdef"), 4, false, &out);
	assert_string_equal(buf_string(&out), "abc~");
	setlocale(LC_CTYPE, "C.UTF-8");
	buf_clear(&out);
	text_clean(str_slice("\xF3\xA0\x81\x81"), &out);
	assert_string_equal(buf_string(&out),
	    "\xE2\x9F\xA8U+0E0041\xE2\x9F\xA9");
	buf_fini(&out);
}

static const struct {
	const char	*in;
	int		 cells;
	const char	*out;
} fits[] = {
	{ "abc", 0, "" },
	{ "abc", -1, "" },
	{ "a\xE4\xB8\xAD" "b", 3, "a\xE2\x80\xA6 " },	/* half a character */
	{ "\xE2\x98\x83\xEF\xB8\x8F" "x", 3, "\xE2\x98\x83x " },
	{ "\x1b[1m", 5, "\\x1b\xE2\x80\xA6" },
	{ "e\xCC\x81\xCC\x82\xCC\x83", 1, "e\xCC\x81\xCC\x82" },
	{ "\xCC\x81" "a", 2, "a " },			/* a mark on nothing */
	{ "\xCD\xB8", 2, "? " },			/* not printable */
};

static void
test_fits(void **state)
{
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(fits) / sizeof(fits[0]); i++) {
		buf_clear(&out);
		text_fit(str_slice(fits[i].in), fits[i].cells, false, &out);
		assert_string_equal(buf_string(&out), fits[i].out);
	}
	buf_fini(&out);
}

/* 512 code points of a field are kept, also where they are not plain. */
static void
test_long_fields(void **state)
{
	struct buf in = { 0 }, out = { 0 };
	int i;

	(void)state;
	for (i = 0; i < TEXT_FIELD_MOST; i++)
		buf_text(&in, "\xC3\xA9");
	text_clean((struct slice){ in.at, in.len }, &out);
	assert_int_equal(out.len, in.len);
	assert_int_equal(text_width((struct slice){ in.at, in.len }),
	    TEXT_FIELD_MOST);
	buf_text(&in, "\xC3\xA9");
	buf_clear(&out);
	text_clean((struct slice){ in.at, in.len }, &out);
	assert_int_equal(out.len, in.len + 1);	/* the ellipsis for the last */
	assert_int_equal(text_width((struct slice){ in.at, in.len }),
	    TEXT_FIELD_MOST + 1);
	buf_clear(&out);
	text_fit((struct slice){ in.at, in.len }, TEXT_FIELD_MOST + 9, false,
	    &out);
	assert_int_equal(out.len, 2 * TEXT_FIELD_MOST + 9);
	buf_fini(&in);
	buf_fini(&out);
}

static void
test_pieces(void **state)
{
	(void)state;
	assert_int_equal(text_piece(str_slice("one two three"), 9), 8);
	assert_int_equal(text_piece(str_slice("a bbbbbbbbbbb"), 6), 6);
	assert_int_equal(text_piece(str_slice("\xFF\xFF\xFF"), 2), 2);
	assert_int_equal(text_piece(str_slice("\xE4\xB8\xAD"), 1), 3);
	assert_int_equal(text_piece(str_slice("short"), 9), 5);
	assert_int_equal(text_piece(str_slice(""), 9), 0);
}

static const struct {
	const char	*in;
	const char	*out;
} cells[] = {
	{ "", "" }, { " a", "\" a\"" }, { "a ", "\"a \"" },
	{ "\tx", "'\\x09x" }, { "\rx", "'\\x0dx" }, { "-1", "'-1" },
	{ "+1", "'+1" }, { "@x", "'@x" }, { "a;b", "\"a;b\"" },
	{ "it's", "\"it's\"" }, { "x=1", "x=1" },
};

static void
test_csv_cells(void **state)
{
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		buf_clear(&out);
		text_csv(str_slice(cells[i].in), &out);
		assert_string_equal(buf_string(&out), cells[i].out);
	}
	buf_clear(&out);
	text_json(str_slice("{\n\t\"a\":\r1\x01\x7F\xFF}"), &out);
	assert_string_equal(buf_string(&out),
	    "{\n\t\"a\":\r1\\u0001\\u007f\\ufffd}");
	buf_fini(&out);
}

static void
test_no_node(void **state)
{
	struct err err;
	struct json *tree;
	char long_pointer[200];
	bool flag;

	(void)state;
	assert_int_equal(json_type(NULL), JSON_NONE);
	assert_null(json_member(NULL, "a"));
	assert_null(json_at(NULL, "/a"));
	assert_null(json_first(NULL));
	assert_null(json_next(NULL));
	assert_string_equal(json_key(NULL), "");
	assert_string_equal(json_text(NULL), "");
	assert_int_equal(json_count(NULL), 0);
	tree = json_parse(str_slice("{\"a\":[1,{\"b\":null}],\"c\":\"no\","
	    "\"d\":true,\"e\":\"7x\"}"), &err);
	assert_non_null(tree);
	assert_int_equal(json_count(tree), 4);
	assert_null(json_member(json_member(tree, "a"), "b"));
	assert_string_equal(json_text(json_member(tree, "a")), "");
	assert_string_equal(json_key(tree), "");
	assert_true(json_flag(json_member(tree, "c"), &flag) && !flag);
	assert_true(json_flag(json_member(tree, "d"), &flag) && flag);
	assert_false(json_flag(json_member(tree, "e"), &flag));
	memset(long_pointer, 'x', sizeof(long_pointer));
	long_pointer[0] = '/';
	long_pointer[sizeof(long_pointer) - 1] = '\0';
	assert_null(json_at(tree, long_pointer));
	assert_ptr_equal(json_at(tree, ""), tree);
	json_free(tree);
}

static const char *const no_json[] = {
	"\"\\", "\"\\u12", "\"\\u1g34\"", "\"\\ug234\"", "\"\\u12g4\"",
	"\"\\u123g\"", "\"\\x\"", "\"a\nb\"", "-", "1.", "1e", "1e+", "01",
	"tru", "nul", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\" 1}",
	"{1:1}", "[1", "[1,", "[1 2]", "[1}", "{\"a\":1]", "[1]x", " ",
	"\xEF\xBB\xBF",
};
static const char *const good_json[] = {
	"1e+5", "1E-5", "-0.5", "\"\\ud83d\"", "\"\\ud83d\\u0041\"",
	"\"\\ud83dx23456\"", "\"\\udc00\"", " [ ] ", "{ }", "[1 , 2]",
	"{ \"a\" : { } , \"b\" : [ ] }", "\xEF\xBB\xBF[1]",
};

static void
test_what_is_json(void **state)
{
	struct buf text = { 0 };
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(no_json) / sizeof(no_json[0]); i++)
		if (scan_check(str_slice(no_json[i]), &err))
			fail_msg("%s was taken", no_json[i]);
	assert_false(scan_check((struct slice){ "\"\\\0\"", 4 }, &err));
	assert_false(scan_check((struct slice){ NULL, 0 }, &err));
	for (i = 0; i < sizeof(good_json) / sizeof(good_json[0]); i++)
		if (!scan_check(str_slice(good_json[i]), &err))
			fail_msg("%s was refused", good_json[i]);
	/* Halves of a pair are no characters. */
	scan_text(str_slice("\"\\ud83d\\u0041\\udc00\\ud83d\""), &text);
	assert_string_equal(buf_string(&text),
	    "\xEF\xBF\xBD" "A\xEF\xBF\xBD\xEF\xBF\xBD");
	buf_clear(&text);
	scan_text(str_slice("\"\\ud83d\\n1234\\ud83d\\ue000\""), &text);
	assert_string_equal(buf_string(&text), "\xEF\xBF\xBD\n1234"
	    "\xEF\xBF\xBD\xEE\x80\x80");
	buf_fini(&text);
}

/* A document of too many parts is no tree; a list of them is read as bytes. */
static void
test_too_many_parts(void **state)
{
	struct buf text = { 0 };
	struct err err;
	int i;

	(void)state;
	buf_char(&text, '[');
	for (i = 0; i < 200001; i++)
		buf_text(&text, "0,");
	buf_text(&text, "0]");
	assert_true(scan_check((struct slice){ text.at, text.len }, &err));
	assert_null(json_parse((struct slice){ text.at, text.len }, &err));
	assert_string_equal(err.text, "the answer has too many parts");
	buf_fini(&text);
}

/* What was checked is walked; what has ended gives nothing more. */
static void
test_walks_end(void **state)
{
	struct scan_guess guess;
	struct slice value, text;
	struct scan s, inner;

	(void)state;
	assert_int_equal(scan_type((struct slice){ "", 0 }), JSON_NONE);
	assert_false(scan_open(str_slice("\"a\""), &s));
	assert_true(scan_open(str_slice("[\"a\",1]"), &s));
	assert_false(scan_into(&s, &inner));
	assert_true(scan_plain(&s, &text) && str_is(text, "a"));
	assert_true(scan_more(&s));
	assert_false(scan_plain(&s, &text));
	assert_true(str_is(scan_value(&s), "1"));
	assert_false(scan_item(&s, &value));
	s = (struct scan){ "", "" };
	s.end = s.at;
	assert_false(scan_plain(&s, &text));
	assert_false(scan_into(&s, &inner));
	assert_int_equal(scan_value(&s).len, 0);
	inner = s;
	scan_out(&s, &inner);
	assert_ptr_equal(s.at, s.end);
	scan_guess(&guess, str_slice("a"));
	assert_false(scan_key_again(&s, &guess));
	scan_guess(&guess, str_slice("a name of more bytes than are foreseen"));
	assert_false(scan_key_again(&s, &guess));
	assert_true(scan_open(str_slice("{\"a\":\"x\\ty\"}"), &s));
	assert_true(scan_key(&s, &text));
	assert_false(scan_plain(&s, &text));
	assert_false(scan_member(&inner, &text, &value));
	assert_false(scan_at(str_slice("[1]"), "/a", &value));
	assert_true(scan_top_at(NULL, str_slice("{\"a\":1}"), "/a", &value));
}

static struct guard_answer
asked(const char *noun, const char *verb, const char *name)
{
	struct guard_asked a = { cat_op(cat_resource(str_slice(noun), NULL),
	    str_slice(verb)), 1, 1, false, false, name };
	struct guard_answer answer;

	guard_ask(&a, &answer);
	return answer;
}

static void
test_names_that_cannot_be_typed(void **state)
{
	struct guard_answer a;
	char long_name[300];

	(void)state;
	memset(long_name, 'x', sizeof(long_name));
	long_name[sizeof(long_name) - 1] = '\0';
	assert_int_equal(asked("groups", "delete", NULL).way, GUARD_YES);
	assert_int_equal(asked("groups", "delete", "").way, GUARD_YES);
	assert_int_equal(asked("groups", "delete", long_name).way, GUARD_YES);
	a = asked("groups", "delete", NULL);
	assert_true(guard_accepts(&a, "Y", false));
	assert_true(guard_accepts(&a, " yes ", false));
	assert_true(guard_accepts(&a, "", true));
	assert_false(guard_accepts(&a, "n", false));
	a = asked("groups", "add-members", NULL);
	assert_true(guard_accepts(&a, NULL, false));
}

static void
test_long_filter(void **state)
{
	struct buf filter = { 0 };
	struct err err;
	int i;

	(void)state;
	for (i = 0; i < 30; i++)
		buf_text(&filter, "(A eq something) and ");
	buf_text(&filter, "(A eq x)");
	assert_false(guard_filter(buf_string(&filter), &err));
	assert_non_null(strstr(err.text, "too long to be judged"));
	buf_fini(&filter);
}

/* Somebody with the sqlite3 command, before the journal is opened. */
static void
tamper(struct folder *folder, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(folder_file(folder, "journal.db"),
	    &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void
fill(struct folder *folder)
{
	struct journal_intent n = { .job = 1, .operation = "x y",
	    .object_id = "17" };
	struct journal *j;
	struct err err;
	int64_t first;

	folder_make(folder);
	j = journal_open(folder->path, &err);
	assert_non_null(j);
	assert_true(journal_intend(j, &n, 1, &first, &err));
	assert_true(journal_outcome(j, first, JOURNAL_APPLIED, 200, "Fine",
	    &err));
	journal_close(j);
}

/* Without its tables, a column or its last row it is no journal to write. */
static void
test_journal_taken_apart(void **state)
{
	static const char *const damage[] = { "DROP TABLE outcomes",
	    "DROP TABLE intents", "DROP TABLE last", "DELETE FROM last",
	    "ALTER TABLE last DROP COLUMN id",
	    "ALTER TABLE outcomes ADD COLUMN more",
	    "ALTER TABLE intents ADD COLUMN more" };
	struct journal_intent n = { .operation = "x", .object_id = "1" };
	struct folder folder;
	struct journal *j;
	struct err err;
	int64_t first, bad;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(damage) / sizeof(damage[0]); i++) {
		fill(&folder);
		tamper(&folder, damage[i]);
		err_clear(&err);
		j = journal_open(folder.path, &err);
		if (j != NULL) {
			assert_false(journal_intend(j, &n, 1, &first, &err) &&
			    journal_verify(j, &bad, &err));
			journal_close(j);
		}
		assert_int_equal(err.code, ERR_LOCAL);
		folder_remove(&folder);
	}
	journal_close(NULL);
}

/* What was said, to whom and when: each column of each row is sealed. */
static void
test_journal_rewritten(void **state)
{
	static const char *const changes[] = {
	    "UPDATE intents SET at_ms = at_ms + 1",
	    "UPDATE outcomes SET at_ms = at_ms - 1",
	    "UPDATE intents SET body = object_id, object_id = NULL",
	    "UPDATE intents SET conn = ''", "UPDATE intents SET owner = 7",
	    "UPDATE intents SET job = 2", "UPDATE intents SET operation = 'z'",
	    "UPDATE intents SET method = 'GET'",
	    "UPDATE intents SET url = '/other'",
	    "UPDATE intents SET object_id = '18'",
	    "UPDATE intents SET object_name = 'another'",
	    "UPDATE intents SET body = '{}'",
	    "UPDATE outcomes SET state = 'rejected'",
	    "UPDATE outcomes SET http = 500",
	    "UPDATE outcomes SET words = 'Bad'" };
	struct folder folder;
	struct journal *j;
	struct err err;
	int64_t bad;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		fill(&folder);
		tamper(&folder, "DROP TRIGGER intents_stay");
		tamper(&folder, "DROP TRIGGER outcomes_stay");
		tamper(&folder, changes[i]);
		j = journal_open(folder.path, &err);
		assert_non_null(j);
		assert_false(journal_verify(j, &bad, &err));
		assert_non_null(strstr(err.text, "was changed"));
		journal_close(j);
		folder_remove(&folder);
	}
}

/* Also with the file's own means: nothing is changed and nothing is taken. */
static void
test_journal_stays(void **state)
{
	static const char *const tables[] = { "intents", "outcomes" };
	struct folder folder;
	char sql[80];
	sqlite3 *db;
	size_t i;

	(void)state;
	fill(&folder);
	assert_int_equal(sqlite3_open(folder_file(&folder, "journal.db"),
	    &db), SQLITE_OK);
	for (i = 0; i < 2; i++) {
		snprintf(sql, sizeof(sql), "UPDATE %s SET at_ms = 1",
		    tables[i]);
		assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL),
		    SQLITE_CONSTRAINT);
		snprintf(sql, sizeof(sql), "DELETE FROM %s", tables[i]);
		assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL),
		    SQLITE_CONSTRAINT);
	}
	sqlite3_close(db);
	folder_remove(&folder);
}

/* Other rows before it, or another cut between its fields: another seal. */
static void
test_seals(void **state)
{
	const struct slice fields[][2] = {
		{ { "a", 1 }, { "bc", 2 } }, { { "ab", 2 }, { "c", 1 } },
		{ { "a", 1 }, { NULL, 0 } }, { { NULL, 0 }, { "a", 1 } },
		{ { "a", 1 }, { "", 0 } }, { { "a b", 3 }, { "c", 1 } },
		{ { "a", 1 }, { "b c", 3 } },
	};
	char seals[8][DIGEST_TEXT];
	size_t i, n;

	(void)state;
	for (i = 0; i < 7; i++)
		chain_seal("before", "intent", fields[i], 2, seals[i]);
	chain_seal("other", "intent", fields[0], 2, seals[7]);
	for (i = 0; i < 8; i++)
		for (n = 0; n < i; n++)
			assert_string_not_equal(seals[i], seals[n]);
}

/* A page in the middle: found before anything is written behind it. */
static void
test_journal_with_a_hole(void **state)
{
	struct folder folder;
	struct err err = { 0 };
	char hole[512];
	int fd;

	(void)state;
	fill(&folder);
	tamper(&folder, "PRAGMA wal_checkpoint(TRUNCATE)");
	memset(hole, 0x5A, sizeof(hole));
	fd = open(folder_file(&folder, "journal.db"), O_WRONLY);
	assert_int_equal(pwrite(fd, hole, sizeof(hole), 4096 + 1024), 512);
	assert_int_equal(pwrite(fd, hole, sizeof(hole), 2 * 4096), 512);
	assert_int_equal(pwrite(fd, hole, sizeof(hole), 3 * 4096), 512);
	close(fd);
	assert_null(journal_open(folder.path, &err));
	assert_non_null(strstr(err.text, "nothing will be written"));
	folder_remove(&folder);
}

static bool
count_open(void *who, const struct journal_entry *e)
{
	*(int *)who += journal_is_open(e->state);
	return false;
}

/* A word that no version has written is an outcome that nobody knows. */
static void
test_journal_of_other_words(void **state)
{
	static const struct journal_query all = { 0 };
	struct folder folder;
	struct journal *j;
	struct err err;
	int open_ones = 0;
	int64_t bad = 0;

	(void)state;
	fill(&folder);
	tamper(&folder, "DROP TRIGGER outcomes_stay;"
	    "UPDATE outcomes SET state = 'fine'");
	j = journal_open(folder.path, &err);
	assert_non_null(j);
	assert_true(journal_list(j, &all, count_open, &open_ones, &err));
	assert_int_equal(open_ones, 1);
	assert_false(journal_verify(j, &bad, &err));
	assert_int_equal(bad, 2);
	journal_close(j);
	folder_remove(&folder);
}

/* Below all that asks before: a list of none, and a filter of another one. */
static void
test_last_refusals(void **state)
{
	const struct cat_settings set = { 0 };
	struct args args = { 0 };
	struct buf out = { 0 };
	struct plan plan = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_false(route_ids(&args, "id", false, &out, &err));
	assert_int_equal(err.code, ERR_GUARD);
	args_add(&args, "domain", str_slice("d.com"));
	args_add(&args, "id", str_slice("PC1"));
	args_add(&args, "found", str_slice("(SAM_ACCOUNT_NAME eq PC2$)"));
	assert_false(cat_plan(cat_op(cat_resource(str_slice("computers"),
	    NULL), str_slice("disable")), &args, &set, &plan, &err));
	assert_non_null(strstr(err.text, "no fresh read"));
	plan_fini(&plan);
	args_fini(&args);
	buf_fini(&out);
}

/* Of one call for two, one of whom was sent: it cannot be made again. */
static void
test_half_a_call(void **state)
{
	struct past_object two[] = {
		{ .id = (char[]){ "1" }, .intent = 7, .state =
		    JOURNAL_APPLIED },
		{ .id = (char[]){ "2" } },
	};
	struct past past = { .objects = two, .count = 2 };
	struct plan plan = { 0 };
	struct err err = { 0 };
	int row;

	(void)state;
	map_add(&past.index, str_slice("1"), 0);
	map_add(&past.index, str_slice("2"), 1);
	for (row = 0; row < 3; row++) {
		plan_add(&plan, "POST");
		if (row != 0)
			plan_object(&plan.requests[0], "1", NULL);
		if (row != 1)
			plan_object(&plan.requests[0], "2", NULL);
		assert_int_equal(past_keep_left(&past, &plan, &err), row < 2);
		assert_int_equal(plan.count, row != 1);
		plan_fini(&plan);
	}
	assert_int_equal(err.code, ERR_GUARD);
	map_fini(&past.index);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_runs_of_foul_points),
		cmocka_unit_test(test_cells_of_points),
		cmocka_unit_test(test_c_locale),
		cmocka_unit_test(test_fits),
		cmocka_unit_test(test_long_fields),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_csv_cells),
		cmocka_unit_test(test_no_node),
		cmocka_unit_test(test_what_is_json),
		cmocka_unit_test(test_too_many_parts),
		cmocka_unit_test(test_walks_end),
		cmocka_unit_test(test_names_that_cannot_be_typed),
		cmocka_unit_test(test_long_filter),
		cmocka_unit_test(test_journal_taken_apart),
		cmocka_unit_test(test_journal_rewritten),
		cmocka_unit_test(test_journal_stays),
		cmocka_unit_test(test_seals),
		cmocka_unit_test(test_journal_with_a_hole),
		cmocka_unit_test(test_journal_of_other_words),
		cmocka_unit_test(test_last_refusals),
		cmocka_unit_test(test_half_a_call),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
