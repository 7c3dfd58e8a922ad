/* config/inifile: what is read, on which line, and what is refused. */
#include <endpane/config/inifile.h>

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

/* Writes what it is told as "line section|key|value\n". */
static bool
note(void *who, const char *section, const char *key, const char *value,
    int line, struct err *err)
{
	struct buf *out = who;

	if (key != NULL && strcmp(key, "refuse") == 0)
		return err_set(err, ERR_USAGE, "not this one");
	buf_format(out, "%d %s|%s|%s\n", line, section,
	    key != NULL ? key : "-", value != NULL ? value : "-");
	return true;
}

static void
check(struct slice text, const char *expected)
{
	struct buf out = { 0 };
	struct err err = { 0 };

	if (!ini_read("x.ini", text, note, &out, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_string(&out), expected);
	buf_fini(&out);
}

static void
check_refused(struct slice text, const char *expected)
{
	struct buf out = { 0 };
	struct err err = { 0 };

	assert_false(ini_read("x.ini", text, note, &out, &err));
	assert_int_equal(err.code, ERR_USAGE);
	if (strncmp(err.text, expected, strlen(expected)) != 0)
		fail_msg("\"%s\" is not \"%s\"", err.text, expected);
	buf_fini(&out);
}

static void
test_reading(void **state)
{
	static const char *const rows[][2] = {
		{ "", "" },
		{ "\n\n", "" },
		{ "; c\n # c\n[a]\nk = v\n", "3 a|-|-\n4 a|k|v\n" },
		{ "k=v", "1 |k|v\n" },
		{ "[a]\n[b]\n\n[ c d ]", "1 a|-|-\n2 b|-|-\n4 c d|-|-\n" },
		/* Nothing continues a line, nothing ends one early. */
		{ "[a]\nk = v\n  l = w", "1 a|-|-\n2 a|k|v\n3 a|l|w\n" },
		{ "k = a ; b # c", "1 |k|a ; b # c\n" },
		{ "k = \"a\"", "1 |k|\"a\"\n" },
		{ "k = v \\\nl = w", "1 |k|v \\\n2 |l|w\n" },
		/* Only the first = divides. */
		{ "k=a=b:c", "1 |k|a=b:c\n" },
		{ "a:b = c", "1 |a:b|c\n" },
		{ "k =", "1 |k|\n" },
		{ "k = [v]", "1 |k|[v]\n" },
		/* Line ends and marks of other systems. */
		{ "[a]\r\nk = v\r\n\r\nl=w\r\n", "1 a|-|-\n2 a|k|v\n4 a|l|w\n" },
		{ "\xEF\xBB\xBF[a]\nk = v", "1 a|-|-\n2 a|k|v\n" },
		{ "\tk\t=\tv w\t\n", "1 |k|v w\n" },
		{ "k = a\tb", "1 |k|a\tb\n" },
		{ "k = \xC3\xA9\xE6\xBC\xA2", "1 |k|\xC3\xA9\xE6\xBC\xA2\n" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(str_slice(rows[i][0]), rows[i][1]);
}

static void
test_refusing(void **state)
{
	static const char *const rows[][2] = {
		{ "[a]\nword\n", "x.ini:2: neither [section] nor key = value" },
		{ "[a\n", "x.ini:1: no ] after the section's name" },
		{ "[]\n", "x.ini:1: a section without a name" },
		{ "[ ]\n", "x.ini:1: a section without a name" },
		{ "[a] ; c\n", "x.ini:1: text after the ]" },
		{ "\n = v", "x.ini:2: no key before the =" },
		{ "a = b\nrefuse = x\nc = d", "x.ini:2: not this one" },
		{ "k = \xFF", "x.ini:1: byte 0xff is not UTF-8" },
		{ "k = \xC2\x9B", "x.ini:1: control character 0x9b" },
		{ "k = a\rb\n", "x.ini:1: control character 0x0d" },
		{ "; \x1b\n", "x.ini:1: control character 0x1b" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_refused(str_slice(rows[i][0]), rows[i][1]);
	check_refused((struct slice){ "a=b\nc=\0d\n", 9 },
	    "x.ini:2: control character 0x00");
}

/* "start", count times 'x', "end". */
static char *
stretched(const char *start, int count, const char *end)
{
	char *run = mem_alloc((size_t)count + 1), *whole;

	memset(run, 'x', (size_t)count);
	whole = mem_format("%s%s%s", start, run, end);
	free(run);
	return whole;
}

static void
test_limits(void **state)
{
	static const struct {
		const char	*start, *end, *told;
		int		 most;
		const char	*refusal;
	} rows[] = {
		{ "[", "]", "|-|-\n", INI_SECTION_MOST,
		  "x.ini:1: the section's name has 65 bytes; accepted: at most "
		  "64" },
		{ "", "=v", "|v\n", INI_KEY_MOST, "x.ini:1: the key has 129" },
		{ "k=", "", "\n", INI_VALUE_MOST,
		  "x.ini:1: the value has 8001 bytes; accepted: at most 8000" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *before = i == 0 ? "1 " : i == 1 ? "1 |" : "1 |k|";
		char *text = stretched(rows[i].start, rows[i].most,
		    rows[i].end);
		char *told = stretched(before, rows[i].most, rows[i].told);

		check(str_slice(text), told);
		free(text);
		free(told);
		text = stretched(rows[i].start, rows[i].most + 1, rows[i].end);
		check_refused(str_slice(text), rows[i].refusal);
		free(text);
	}
}

static void
test_long_paths_keep_the_line(void **state)
{
	char *name = stretched("/", 500, "/x.ini");
	struct buf out = { 0 };
	struct err err;

	(void)state;
	assert_false(ini_read(name, str_slice("\nword"), note, &out, &err));
	assert_non_null(strstr(err.text, "xx/x.ini:2: neither"));
	free(name);
}

static void
test_files(void **state)
{
	char path[] = "/tmp/endpane-ini-XXXXXX";
	char *large = stretched("; ", INI_FILE_MOST, "");
	int fd = mkstemp(path), ends[2];
	struct buf out = { 0 };
	struct err err;

	(void)state;
	assert_int_equal(write(fd, "[a]\nk=v", 7), 7);
	assert_true(ini_read_file(path, note, &out, &err));
	assert_string_equal(buf_string(&out), "1 a|-|-\n2 a|k|v\n");
	assert_true(write(fd, large, strlen(large)) > 0);
	close(fd);
	assert_false(ini_read_file(path, note, &out, &err));
	assert_non_null(strstr(err.text, "too large"));
	unlink(path);
	assert_false(ini_read_file(path, note, &out, &err));
	assert_int_equal(err.code, ERR_MISSING);
	assert_false(ini_read_file("/tmp", note, &out, &err));
	assert_non_null(strstr(err.text, "/tmp: is a folder"));
	buf_fini(&out);

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "k=v", 3), 3);
	close(ends[1]);
	assert_true(ini_take("pipe", ends[0], &out, &err));
	assert_string_equal(buf_string(&out), "k=v");
	close(ends[0]);
	buf_wipe(&out);
	free(large);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_refusing),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_long_paths_keep_the_line),
		cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
