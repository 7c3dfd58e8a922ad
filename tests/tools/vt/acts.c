/* Commands that do something: keys, paste, resize, signals, other programs. */
#include <endpane/base/str.h>

#include <errno.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "keys.h"
#include "player.h"

#define SETTLED_MS 60	/* no byte for so long: the program has painted */

static bool
act_name(struct player *p, const char *rest)
{
	buf_clear(&p->name);
	return buf_text(&p->name, rest);
}

static bool
act_deadline(struct player *p, const char *rest)
{
	int64_t ms;

	if (!str_number(str_slice(rest), &ms))
		return player_fail(p, "milliseconds wanted");
	p->deadline_ms = (int)ms;
	return true;
}

static bool
act_key(struct player *p, const char *rest)
{
	struct buf bytes = { 0 };
	struct slice bad = { 0 };
	bool good = keys_bytes(rest, &bytes, &bad);

	if (good)
		terminal_send(p->terminal,
		    (struct slice){ buf_string(&bytes), bytes.len });
	buf_fini(&bytes);
	return good || player_fail(p, "no such key: %.*s", (int)bad.len,
	    bad.at);
}

static bool
act_type(struct player *p, const char *rest)
{
	struct buf text = { 0 };

	keys_unescape(rest, &text);
	terminal_send(p->terminal,
	    (struct slice){ buf_string(&text), text.len });
	buf_fini(&text);
	return true;
}

static bool
act_paste(struct player *p, const char *rest)
{
	struct buf text = { 0 };

	keys_unescape(rest, &text);
	terminal_paste(p->terminal,
	    (struct slice){ buf_string(&text), text.len });
	buf_fini(&text);
	return true;
}

static bool
act_paste_file(struct player *p, const char *rest)
{
	FILE *file = fopen(rest, "r");
	struct buf text = { 0 };
	char bytes[4096];
	size_t n;

	if (file == NULL)
		return player_fail(p, "%s: %s", rest, strerror(errno));
	while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_add(&text, bytes, n);
	fclose(file);
	terminal_paste(p->terminal,
	    (struct slice){ buf_string(&text), text.len });
	buf_fini(&text);
	return true;
}

static bool
act_resize(struct player *p, const char *rest)
{
	int rows, cols;

	if (sscanf(rest, "%d %d", &rows, &cols) != 2 || rows < 1 || cols < 1)
		return player_fail(p, "rows and columns wanted");
	terminal_resize(p->terminal, rows, cols);
	return true;
}

static bool
act_settle(struct player *p, const char *rest)
{
	int ms = SETTLED_MS;

	if (rest[0] != '\0' && sscanf(rest, "%d", &ms) != 1)
		return player_fail(p, "milliseconds wanted");
	return terminal_settle(p->terminal, ms * p->slowness,
	    player_patience(p)) || player_fail(p, "it never rests");
}

static bool
act_mark(struct player *p, const char *rest)
{
	(void)rest;
	if (!act_settle(p, ""))
		return false;
	p->mark = p->terminal->stream.bytes;
	return true;
}

static bool
act_signal(struct player *p, const char *rest)
{
	int number;

	for (number = 1; number < NSIG; number++) {
		const char *name = sigabbrev_np(number);

		if (name == NULL || strcmp(name, rest))
			continue;
		if (kill(p->terminal->pid, number) < 0)
			return player_fail(p, "%s", strerror(errno));
		return true;
	}
	return player_fail(p, "no such signal");
}

static bool
act_hup(struct player *p, const char *rest)
{
	(void)rest;
	terminal_hang_up(p->terminal);
	return true;
}

static bool
act_mask(struct player *p, const char *rest)
{
	if (p->mask_count == PLAYER_MASKS ||
	    regcomp(&p->masks[p->mask_count], rest, REG_EXTENDED))
		return player_fail(p, "too many masks, or no expression");
	p->mask_count++;
	return true;
}

static pid_t
start_shell(const char *command, pid_t program)
{
	char number[24];
	pid_t pid;

	snprintf(number, sizeof number, "%d", (int)program);
	setenv("VT_PID", number, 1);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		dup2(STDOUT_FILENO, STDERR_FILENO);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	return pid;
}

/* The screen is read while the command runs, lest the program be held up. */
static bool
act_run(struct player *p, const char *rest)
{
	pid_t pid = start_shell(rest, p->terminal->pid);
	int status = -1, fd;

	if (pid < 0)
		return player_fail(p, "%s", strerror(errno));
	fd = pidfd_open(pid, 0);
	if (!terminal_wait_for(p->terminal, fd, player_patience(p)))
		kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	close(fd);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return player_fail(p, "it ended with wait status %d", status);
	return player_pass(p);
}

/* Another script at this place. */
static bool
act_play(struct player *p, const char *rest)
{
	FILE *script = fopen(rest, "re");
	bool good;

	if (script == NULL)
		return player_fail(p, "%s", strerror(errno));
	good = player_run(p, script);
	fclose(script);
	return good;
}

/* All that was ever sent, byte for byte. */
static bool
act_rawfile(struct player *p, const char *rest)
{
	const struct buf *raw = &p->terminal->stream.raw;
	FILE *f = fopen(rest, "we");
	bool good = f != NULL && fwrite(raw->at, 1, raw->len, f) == raw->len;

	if (f != NULL)
		good = fclose(f) == 0 && good;
	return good ? player_pass(p) : player_fail(p, "%s", strerror(errno));
}

const struct player_row player_acts[] = {
	{ "name", act_name },
	{ "deadline", act_deadline },
	{ "key", act_key },
	{ "type", act_type },
	{ "paste", act_paste },
	{ "pastefile", act_paste_file },
	{ "resize", act_resize },
	{ "settle", act_settle },
	{ "mark", act_mark },
	{ "signal", act_signal },
	{ "hup", act_hup },
	{ "mask", act_mask },
	{ "run", act_run },
	{ "play", act_play },
	{ "rawfile", act_rawfile },
	{ 0 }
};
