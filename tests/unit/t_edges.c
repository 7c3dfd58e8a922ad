/* base/: what is just refused, just fits, or cannot be told. */
#include <endpane/base/clock.h>
#include <endpane/base/err.h>
#include <endpane/base/log.h>
#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/nearest.h>
#include <endpane/base/signals.h>
#include <endpane/base/str.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "folder.h"
#include "unit.h"

static const char *const no_times[] = {
	"", "2023-", "2023/10-01", "2023-1", "2023-10", "2023-10/01",
	"2023-10-x1", "2023-00-01", "2023-10-00", "2023-10-32", "1969-12-31",
	"2023-10-01x", "2023-10-01T", "2023-10-01T1", "2023-10-01T12",
	"2023-10-01T12-00", "2023-10-01T12:0", "2023-10-01T12:00:",
	"2023-10-01T25:00", "2023-10-01T12:60", "2023-10-01T12:00:61",
	"2023-10-01T12:00Zx", "2023-10-01T12:00x", "2023-10-01T12:00+",
	"2023-10-01T12:00+5", "2023-10-01T12:00+05:", "2023-10-01T12:00+05:3",
	"2023-10-01T12:00+05:30x", "1970-01-01T00:00+01:00",
	"999999999999999", "1234567890123456", "12345678901234x",
};

static const struct {
	const char	*text;
	int64_t		 ms;
} times[] = {
	{ "0", 0 }, { "253402300799999", 253402300799999 },
	{ "1970-01-01", 0 }, { "1970-01-02 00:00", 86400000 },
	{ "2000-02-29t23:59:60z", 951868800000 },
	{ "2023-10-01T12:00:00.123456", 1696161600123 },
	{ "2023-10-01T12:00-0530", 1696181400000 },
	{ "2023-10-01T12:00:00+05:30", 1696141800000 },
	{ "9999-12-31T23:59:59.999Z", 253402300799999 },
};

static void
test_times(void **state)
{
	int64_t ms;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(no_times) / sizeof(no_times[0]); i++)
		if (clock_parse(str_slice(no_times[i]), &ms))
			fail_msg("%s is %lld", no_times[i], (long long)ms);
	for (i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		if (!clock_parse(str_slice(times[i].text), &ms))
			fail_msg("%s is none", times[i].text);
		assert_int_equal(ms, times[i].ms);
	}
}

/* Far beyond every calendar, and before 1970. */
static void
test_printed_times(void **state)
{
	char out[40];

	(void)state;
	setenv("TZ", "UTC", 1);
	clock_print(INT64_MAX, out, sizeof(out));
	assert_string_equal(out, "292278994-08-17 07:12");
	clock_print_utc(INT64_MAX, out, sizeof(out));
	assert_string_equal(out, "292278994-08-17T07:12:55.807Z");
	assert_int_equal(clock_day(1696161600123), 20231001);
	clock_print(-60000, out, sizeof(out));
	assert_string_equal(out, "1969-12-31 23:59");
	clock_print_time(1696161600123, out, sizeof(out));
	assert_string_equal(out, "12:00:00");
	clock_print_coming(1696161600123, 1696161601123, out, sizeof(out));
	assert_string_equal(out, "12:00:01");
	clock_print_coming(1696161600123, 1696248000123, out, sizeof(out));
	assert_string_equal(out, "2023-10-02 12:00");
	clock_print_age(0, 7199999, out, sizeof(out));
	assert_string_equal(out, "119 min");
	clock_print_age(0, 7200000, out, sizeof(out));
	assert_string_equal(out, "2 h");
	clock_print_age(0, 172800000, out, sizeof(out));
	assert_string_equal(out, "2 d");
	clock_print_age(5000, 0, out, sizeof(out));
	assert_string_equal(out, "0 s");
	/* An offset with seconds, as there were before there were zones. */
	setenv("TZ", "XXX-1:00:20", 1);
	tzset();
	clock_print(1696161600123, out, sizeof(out));
	assert_string_equal(out, "2023-10-01 13:00");
	setenv("TZ", "UTC", 1);
	tzset();
}

static const struct {
	enum err_code	 code;
	int		 status;
	const char	*word;
} codes[] = {
	{ ERR_NONE, 0, "none" }, { ERR_REFUSED, 1, "refused" },
	{ ERR_PROTOCOL, 1, "protocol" }, { ERR_LOCAL, 1, "local" },
	{ ERR_USAGE, 2, "usage" }, { ERR_AUTH, 3, "auth" },
	{ ERR_MISSING, 4, "missing" }, { ERR_PARTIAL, 5, "partial" },
	{ ERR_GUARD, 6, "guard" }, { ERR_UNREACHED, 7, "unreached" },
	{ ERR_UNCERTAIN, 8, "unknown" }, { ERR_LIMITED, 9, "limited" },
	{ ERR_INTERRUPTED, 130, "interrupted" },
};

static void
test_errors(void **state)
{
	struct err err, other;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		assert_int_equal(err_exit_status(codes[i].code),
		    codes[i].status);
		assert_string_equal(err_word(codes[i].code), codes[i].word);
	}
	assert_false(err_set(&err, ERR_USAGE, "x"));
	assert_false(err_copy(&err, &err));
	assert_string_equal(err.text, "x");
	assert_false(err_copy(&other, &err));
	assert_string_equal(other.text, "x");
}

static void
test_log(void **state)
{
	static const char *const wrong[] = { "net", "net:", "nte:/x",
	    "net,a-feature-with-a-name-of-more-than-forty-bytes:/x",
	    "net:/dev/null/x" };
	struct folder folder;
	struct err err;
	char text[200] = "", *setting;
	FILE *file;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		err_clear(&err);
		assert_false(log_open(wrong[i], &err));
		assert_non_null(strstr(err.text, "ENDPANE_LOG: "));
		log_close();
	}
	assert_true(log_open(NULL, &err) && log_open("", &err));
	assert_false(log_wants(LOG_NET));
	folder_make(&folder);
	setting = mem_format("op,paint:%s", folder_file(&folder, "log"));
	assert_true(log_open(setting, &err));
	assert_true(log_wants(LOG_PAINT));
	log_line(LOG_NET, "not asked for");
	log_line(LOG_OP, "a \033[1m line");
	log_close();
	assert_false(log_wants(LOG_OP));
	file = fopen(folder_file(&folder, "log"), "re");
	assert_non_null(file);
	assert_true(fread(text, 1, sizeof(text) - 1, file) > 0);
	fclose(file);
	assert_non_null(strstr(text, " op a "));
	assert_null(strstr(text, "not asked"));
	assert_null(strchr(text, '\033'));
	free(setting);
	folder_remove(&folder);
}

static void
test_texts(void **state)
{
	struct buf out = { .ceiling = 6 };
	struct nearest n = { .word = "devcies" };
	struct slice piece, rest = str_slice("a,,b,");
	int64_t number;

	(void)state;
	assert_true(str_find_folded((struct slice){ NULL, 0 },
	    str_slice("")) != NULL);
	assert_true(str_number(str_slice("-9223372036854775808"), &number) &&
	    number == INT64_MIN);
	assert_false(str_number(str_slice("9223372036854775808"), &number));
	assert_false(str_number(str_slice("-9223372036854775809"), &number));
	assert_false(str_number(str_slice("-"), &number));
	assert_int_equal(str_compare_natural(str_slice(""), str_slice("")), 0);
	assert_true(str_compare_natural(str_slice("a01"), str_slice("a1")) < 0);
	assert_true(str_compare_natural(str_slice("A"), str_slice("a")) < 0);
	assert_true(str_next(&rest, ',', &piece) && str_is(piece, "a"));
	assert_true(str_next(&rest, ',', &piece) && piece.len == 0);
	assert_true(str_next(&rest, ',', &piece) && str_is(piece, "b"));
	assert_false(str_next(&rest, ',', &piece));
	/* What does not fit is said, not cut. */
	assert_false(str_base64(str_slice("abcdef"), &out));
	assert_false(buf_char(&out, 'x'));
	buf_clear(&out);
	assert_false(str_unbase64(str_slice("YWJjZGVmZ2g="), &out));
	buf_clear(&out);
	assert_false(str_unbase64(str_slice("YW=j"), &out));
	assert_false(str_unbase64(str_slice("YWJ=ZGVm"), &out));
	assert_false(str_unbase64(str_slice("=AAA"), &out));
	assert_false(str_unbase64(str_slice("YQ=-"), &out));
	assert_false(str_unbase64((struct slice){ "A\0AA", 4 }, &out));
	buf_clear(&out);
	assert_false(buf_format(&out, "%s", "more than six"));
	assert_false(buf_reserve(&out, 1));
	buf_fini(&out);
	nearest_offer(&n, "devices");
	assert_string_equal(n.best, "devices");
	n = (struct nearest){ .word = "nope" };
	nearest_offer(&n, "code");
	assert_null(n.best);	/* half of it is another word */
	n = (struct nearest){ .word = "" };
	nearest_offer(&n, "devices");
	assert_null(n.best);
	n.word = "devices";
	nearest_offer(&n, "a name that has more than forty characters in it");
	assert_null(n.best);
}

static void
test_map(void **state)
{
	struct map m = { 0 };
	struct slice huge = { "", (size_t)UINT32_MAX + 1 };
	uint32_t value;

	(void)state;
	assert_false(map_add(&m, huge, 1));
	assert_false(map_find(&m, str_slice("a"), &value));
	assert_true(map_add(&m, (struct slice){ NULL, 0 }, 3));
	assert_false(map_add(&m, str_slice(""), 4));
	assert_true(map_find(&m, str_slice(""), &value) && value == 3);
	map_fini(&m);
}

static void
last_words(void)
{
	exit(77);
}

static int
died(bool has_hook)
{
	volatile size_t many = SIZE_MAX / 4;
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (freopen("/dev/null", "w", stderr) == NULL)
			exit(2);
		mem_on_death(has_hook ? last_words : NULL);
		mem_grow(NULL, many, 8);
		exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* A count that overflows is no small allocation; the terminal comes first. */
static void
test_too_much(void **state)
{
	(void)state;
	assert_int_equal(died(false), 1);
	assert_int_equal(died(true), 77);
}

static void
test_signals(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(signals_take(), 0);
	assert_true(signals_open(SIGNAL_END, &err));
	assert_true(signals_open(SIGNAL_END, &err));	/* once more is fine */
	assert_true(signals_fd() >= 0);
	raise(SIGTERM);
	assert_true(signals_take() != 0);
	assert_int_equal(signals_take(), 0);
	signals_close();
	signals_close();
	assert_int_equal(signals_fd(), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_printed_times),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_log),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_map),
		cmocka_unit_test(test_too_much),
		cmocka_unit_test(test_signals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
