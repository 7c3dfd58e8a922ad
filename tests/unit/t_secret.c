/* config/secret: commands, files, variables and values, without blocking. */
#include <endpane/config/secret.h>

#include <endpane/base/clock.h>
#include <endpane/base/mem.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

/* Waits as the loop does: for whatever descriptor the reading names. */
static int
await(struct secret_reading *r, struct err *err)
{
	int found;

	for (;;) {
		struct pollfd wait = { r->fd, POLLIN, 0 };

		found = secret_step(r, err);
		if (found != 0)
			return found;
		wait.fd = r->fd;
		assert_int_equal(poll(&wait, 1, 10000), 1);
	}
}

static void
check_command(const char *command, const char *expected)
{
	struct secret_reading r = { 0 };
	struct err err = { 0 };

	assert_true(secret_begin_command("otp_command", command, &r, &err));
	if (await(&r, &err) != 1)
		fail_msg("%s: %s", command, err.text);
	assert_true(r.ready);
	assert_string_equal(buf_string(&r.got), expected);
	secret_end(&r);
	assert_int_equal(r.fd, -1);
	assert_null(r.got.at);
}

static void
check_failing(const char *command, const char *expected)
{
	struct secret_reading r = { 0 };
	struct err err = { 0 };

	assert_true(secret_begin_command("otp_command", command, &r, &err));
	assert_int_equal(await(&r, &err), -1);
	assert_int_equal(err.code, ERR_USAGE);
	assert_int_equal(strncmp(err.text, "otp_command: ", 13), 0);
	if (strstr(err.text, expected) == NULL)
		fail_msg("%s: %s", command, err.text);
	assert_null(strstr(err.text, "hush"));
	secret_end(&r);
}

static void
test_commands(void **state)
{
	(void)state;
	check_command("echo s3cret", "s3cret");
	check_command("printf 's3cret'", "s3cret");
	check_command("printf 's3cret\\r\\nmore\\n'", "s3cret");
	check_command("printf ' two words \\n'", " two words ");
	check_command("seq 1 20000", "1");
	/* Standard input is empty, standard error goes nowhere. */
	check_command("wc -c; echo noise >&2", "0");
	/* No terminal to ask on, a session of its own. */
	check_command("(: </dev/tty) 2>/dev/null && echo tty || echo none",
	    "none");
	check_command("test \"$(ps -o sid= -p $$ | tr -d ' ')\" = $$ && "
	    "echo own", "own");
	check_command("test ! -e /dev/fd/9 && echo closed", "closed");
	/* Lives on after its output has ended. */
	check_command("echo s3cret; exec >&-; sleep 0.05", "s3cret");
	check_command("echo s3cret & wait", "s3cret");
}

static void
test_failing_commands(void **state)
{
	(void)state;
	check_failing("echo hush; exit 3", "ended with status 3");
	check_failing("exec /nonexistent/hush", "ended with status 127");
	check_failing("echo hush; kill -9 $$", "ended by signal 9");
	check_failing("true", "empty");
	check_failing("printf '\\r\\nhush\\n'", "empty");
	check_failing("printf 'hu\\033sh\\n'", "control character");
	check_failing("printf 'hu\\000sh\\n'", "control character");
	check_failing("printf 'hush\\rhush\\n'", "control character");
	check_failing("head -c 8001 /dev/zero | tr '\\0' h", "8000");
	check_failing("echo hush; cat /dev/zero", "without end");
}

static void
test_longest(void **state)
{
	char expected[SECRET_MOST + 1];

	(void)state;
	memset(expected, 'x', SECRET_MOST);
	expected[SECRET_MOST] = '\0';
	check_command("head -c 8000 /dev/zero | tr '\\0' x; printf '\\r\\nz'",
	    expected);
	check_command("head -c 8000 /dev/zero | tr '\\0' x", expected);
}

static void
test_a_slow_command_does_not_block(void **state)
{
	struct secret_reading r = { 0 };
	struct err err;
	int64_t start = clock_monotonic_ms();
	pid_t pid;

	(void)state;
	assert_true(secret_begin_command("k", "trap '' TERM; sleep 600", &r,
	    &err));
	assert_int_equal(secret_step(&r, &err), 0);
	assert_int_equal(secret_step(&r, &err), 0);
	pid = r.pid;
	assert_true(pid > 0);
	secret_end(&r);
	assert_true(clock_monotonic_ms() - start < 5000);
	/* It is gone, and there is nobody left to wait for. */
	assert_int_equal(waitpid(pid, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	secret_end(&r);
}

static void
test_signals_are_as_new(void **state)
{
	sigset_t all, old;

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	check_command("grep ^SigBlk /proc/self/status | tr -d '0\\t\\n '",
	    "SigBlk:");
	check_failing("kill -PIPE $$; echo hush", "ended by signal 13");
	sigprocmask(SIG_SETMASK, &old, NULL);
}

static void
check_secret(const struct secret *secret, const char *expected)
{
	struct secret_reading r = { 0 };
	struct err err = { 0 };

	if (!secret_begin(secret, &r, &err))
		fail_msg("%s", err.text);
	assert_true(r.ready);
	assert_int_equal(secret_step(&r, &err), 1);
	assert_string_equal(buf_string(&r.got), expected);
	secret_end(&r);
}

static void
check_refused(const struct secret *secret, const char *expected)
{
	struct secret_reading r = { 0 };
	struct err err = { 0 };

	assert_false(secret_begin(secret, &r, &err));
	assert_int_equal(err.code, ERR_USAGE);
	if (strstr(err.text, expected) == NULL)
		fail_msg("%s", err.text);
	assert_null(strstr(err.text, "hush"));
	assert_null(r.got.at);
}

static void
test_values_and_variables(void **state)
{
	struct secret value = { SECRET_VALUE, "s3cret", "token" };
	struct secret variable = { SECRET_ENV, "ENDPANE_T", "token_env" };
	struct secret none = { 0 };

	(void)state;
	check_secret(&value, "s3cret");
	value.from = "";
	check_refused(&value, "token: gives an empty secret");
	setenv("ENDPANE_T", "s3cret\n", 1);
	check_secret(&variable, "s3cret");
	setenv("ENDPANE_T", "", 1);
	check_refused(&variable, "token_env: gives an empty secret");
	unsetenv("ENDPANE_T");
	check_refused(&variable, "variable ENDPANE_T is not set");
	check_refused(&none, "not configured");
}

static void
test_files(void **state)
{
	char path[] = "/tmp/endpane-secret-XXXXXX";
	struct secret file = { SECRET_FILE, path, "password_file" };
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	check_refused(&file, "password_file: gives an empty secret");
	assert_int_equal(write(fd, "s3cret\r\nhush\n", 13), 13);
	check_secret(&file, "s3cret");
	fchmod(fd, 0640);
	check_refused(&file, "run: chmod 600 '");
	check_refused(&file, "password_file: ");
	fchmod(fd, 0604);
	check_refused(&file, "run: chmod 600 '");
	close(fd);
	unlink(path);
	check_refused(&file, "No such file");
	file.from = "/tmp";
	check_refused(&file, "no regular file");
}

static void
test_descriptions(void **state)
{
	static const struct {
		struct secret	 secret;
		const char	*text;
	} rows[] = {
		{ { SECRET_COMMAND, "echo hush", NULL }, "command" },
		{ { SECRET_FILE, "/p", NULL }, "file /p" },
		{ { SECRET_ENV, "X", NULL }, "environment variable X" },
		{ { SECRET_VALUE, "hush", NULL }, "configuration" },
	};
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&out);
		secret_describe(&rows[i].secret, &out);
		assert_string_equal(buf_string(&out), rows[i].text);
	}
	buf_fini(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_failing_commands),
		cmocka_unit_test(test_longest),
		cmocka_unit_test(test_a_slow_command_does_not_block),
		cmocka_unit_test(test_signals_are_as_new),
		cmocka_unit_test(test_values_and_variables),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_descriptions),
	};

	/* A descriptor that no command may inherit. */
	dup2(0, 9);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
