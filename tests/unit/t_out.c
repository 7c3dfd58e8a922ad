/* cli/out: the formats, and what happens when nobody can read them. */
#include <endpane/base/str.h>
#include <endpane/cli/out.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

static int real_stdout = -1;
static int file = -1;

/* From here to printed(), standard output is a file. */
static struct out *
begin(enum out_format format, bool no_header)
{
	struct options options = { .format = format, .no_header = no_header };

	fflush(stdout);
	real_stdout = dup(STDOUT_FILENO);
	file = open("/tmp", O_TMPFILE | O_RDWR, 0600);
	assert_true(file >= 0);
	dup2(file, STDOUT_FILENO);
	return out_open(&options, NULL);
}

static void
restore(void)
{
	dup2(real_stdout, STDOUT_FILENO);
	close(real_stdout);
}

static const char *
printed(struct out *out)
{
	static char text[4096];
	struct err err = { 0 };
	bool ok = out_end(out, &err);
	ssize_t got;

	restore();
	assert_true(ok);
	got = pread(file, text, sizeof(text) - 1, 0);
	assert_true(got >= 0);
	text[got] = '\0';
	close(file);
	return text;
}

static const struct out_column columns[] = {
	{ "name", false }, { "size", true }, { "note", false },
};

static void
two_rows(struct out *out)
{
	struct slice first[] = { str_slice("ann"), str_slice("7"),
		str_slice("a,\"b\"") };
	struct slice second[] = { str_slice("=SUM(A1)"), str_slice("1200"),
		str_slice("") };

	out_columns(out, columns, 3);
	out_cells(out, first);
	out_cells(out, second);
}

static void
test_table(void **state)
{
	struct out *out = begin(OUT_TABLE, false);

	(void)state;
	two_rows(out);
	/* Numbers at the right, no blanks at the ends of lines. */
	assert_string_equal(printed(out),
	    "name      size  note\n"
	    "ann          7  a,\"b\"\n"
	    "=SUM(A1)  1200\n");
	out = begin(OUT_TABLE, true);
	two_rows(out);
	assert_string_equal(printed(out),
	    "ann          7  a,\"b\"\n"
	    "=SUM(A1)  1200\n");
}

static void
test_nothing_is_cut_where_nobody_looks(void **state)
{
	struct out *out = begin(OUT_TABLE, true);
	char text[301];
	struct slice cells[] = { { text, 300 }, { "", 0 }, { "", 0 } };

	(void)state;
	memset(text, 'x', 300);
	text[300] = '\0';
	out_columns(out, columns, 3);
	out_cells(out, cells);
	assert_int_equal(strlen(printed(out)), 301);
}

static void
test_csv_and_tsv(void **state)
{
	struct out *out = begin(OUT_CSV, false);

	(void)state;
	two_rows(out);
	assert_string_equal(printed(out),
	    "name,size,note\n"
	    "ann,7,\"a,\"\"b\"\"\"\n"
	    "'=SUM(A1),1200,\n");
	out = begin(OUT_TSV, true);
	two_rows(out);
	assert_string_equal(printed(out),
	    "ann\t7\ta,\"b\"\n"
	    "=SUM(A1)\t1200\t\n");
}

static void
test_json(void **state)
{
	struct out *out = begin(OUT_JSON, false);

	(void)state;
	out_object(out, str_slice("{\"id\": 9007199254740993}"));
	out_object(out, str_slice("{\"n\":\"\xE2\x80\xAE\",\"passcode\":1}"));
	assert_string_equal(printed(out),
	    "[\n{\"id\":9007199254740993},\n"
	    "{\"n\":\"\\u202e\",\"passcode\":\"********\"}\n]\n");
	out = begin(OUT_JSON, false);
	assert_string_equal(printed(out), "[]\n");
	out = begin(OUT_JSON, false);
	out_single(out);
	out_object(out, str_slice("{}"));
	assert_string_equal(printed(out), "{}\n");
	out = begin(OUT_JSONL, false);
	out_object(out, str_slice("1"));
	out_object(out, str_slice("\"2\""));
	assert_string_equal(printed(out), "1\n\"2\"\n");
	out = begin(OUT_JSONL, false);
	assert_string_equal(printed(out), "");
}

static void
test_hostile_text(void **state)
{
	struct out *out = begin(OUT_IDS, false);

	(void)state;
	out_id(out, str_slice("a\033[2Jb\nc"));
	assert_string_equal(printed(out), "a\\x1b[2Jb\\x0ac\n");
	out = begin(OUT_TSV, true);
	out_columns(out, columns, 1);
	out_cells(out, (struct slice []) { str_slice("a\tb\nc") });
	assert_string_equal(printed(out), "a\\x09b\\x0ac\n");
}

static void
test_a_full_disk_and_a_reader_that_left(void **state)
{
	struct options options = { .format = OUT_IDS };
	struct err err = { 0 };
	struct out *out;
	int ends[2];
	bool ok;

	(void)state;
	fflush(stdout);
	real_stdout = dup(STDOUT_FILENO);
	file = open("/dev/full", O_WRONLY);
	dup2(file, STDOUT_FILENO);
	out = out_open(&options, NULL);
	out_id(out, str_slice("1"));
	ok = out_end(out, &err);
	restore();
	close(file);
	assert_false(ok);
	assert_int_equal(err.code, ERR_LOCAL);
	assert_non_null(strstr(err.text, strerror(ENOSPC)));

	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	real_stdout = dup(STDOUT_FILENO);
	dup2(ends[1], STDOUT_FILENO);
	out = out_open(&options, NULL);
	out_id(out, str_slice("1"));
	assert_false(out_flush(out));
	assert_false(out_id(out, str_slice("2")));
	ok = out_end(out, &err);
	restore();
	close(ends[1]);
	assert_false(ok);
	assert_string_equal(err.text, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_nothing_is_cut_where_nobody_looks),
		cmocka_unit_test(test_csv_and_tsv),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_hostile_text),
		cmocka_unit_test(test_a_full_disk_and_a_reader_that_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
