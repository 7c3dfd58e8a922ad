/* Runs a program on a pseudo-terminal and plays the terminal for it. */
#include "terminal.h"

#include <endpane/base/clock.h>
#include <endpane/base/text.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

/* After Escape a person takes a moment; programs wait for a rest of a key. */
#define ESCAPE_PAUSE_MS	100
#define DRAIN_MS	50
#define NOT_RUN		127

static void
die(const char *what)
{
	fprintf(stderr, "vt: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void
answer(const char *bytes, size_t len, void *who)
{
	struct terminal *t = who;

	buf_add(&t->input, bytes, len);
}

static int
cursor_moved(VTermPos to, VTermPos from, int visible, void *who)
{
	struct terminal *t = who;

	(void)from;
	(void)visible;
	t->cursor = to;
	return 1;
}

static void
start_emulator(struct terminal *t)
{
	static const VTermScreenCallbacks callbacks = {
		.movecursor = cursor_moved,
	};

	t->emulator = vterm_new(t->rows, t->cols);
	vterm_set_utf8(t->emulator, 1);
	vterm_output_set_callback(t->emulator, answer, t);
	t->screen = vterm_obtain_screen(t->emulator);
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
}

static void
become(struct terminal *t, const char *term, char **argv)
{
	struct sigaction usual = { .sa_handler = SIG_DFL };
	int number;

	for (number = 1; number < NSIG; number++)
		sigaction(number, &usual, NULL);
	close(t->master);
	if (login_tty(t->slave) < 0)
		_exit(NOT_RUN);
	setenv("TERM", term, 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	execvp(argv[0], argv);
	fprintf(stderr, "vt: %s: %s\n", argv[0], strerror(errno));
	_exit(NOT_RUN);
}

void
terminal_start(struct terminal *t, const char *term, int rows, int cols,
    char **argv)
{
	struct winsize size = { .ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)cols };

	*t = (struct terminal){ .rows = rows, .cols = cols };
	stream_init(&t->stream, term, rows);
	start_emulator(t);
	if (openpty(&t->master, &t->slave, NULL, NULL, &size) < 0)
		die("no pseudo-terminal");
	fcntl(t->master, F_SETFD, FD_CLOEXEC);
	fcntl(t->slave, F_SETFD, FD_CLOEXEC);
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	tcgetattr(t->slave, &t->before);
	fflush(NULL);
	t->started_us = clock_monotonic_us();
	t->pid = fork();
	if (t->pid < 0)
		die("no process");
	if (t->pid == 0)
		become(t, term, argv);
	t->watch = pidfd_open(t->pid, 0);
	if (t->watch < 0)
		die("no pidfd");
}

/* Takes what has come; false when there is nothing. */
static bool
take_output(struct terminal *t)
{
	char bytes[65536];
	ssize_t n;

	n = t->master < 0 ? -1 : read(t->master, bytes, sizeof bytes);
	if (n <= 0)
		return false;
	t->last_us = clock_monotonic_us();
	stream_feed(&t->stream, bytes, (size_t)n);
	vterm_input_write(t->emulator, bytes, (size_t)n);
	vterm_screen_flush_damage(t->screen);
	return true;
}

static void
give_input(struct terminal *t)
{
	ssize_t n;

	if (t->master < 0 || t->input.len == 0)
		return;
	n = write(t->master, t->input.at, t->input.len);
	if (n <= 0)
		return;
	t->input.len -= (size_t)n;
	memmove(t->input.at, t->input.at + n, t->input.len + 1);
}

static bool
same_line_settings(const struct termios *a, const struct termios *b)
{
	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag &&
	    a->c_cflag == b->c_cflag && a->c_lflag == b->c_lflag &&
	    memcmp(a->c_cc, b->c_cc, sizeof a->c_cc) == 0;
}

/* Pen, modes and line settings: what the next program would inherit. */
static void
look_at_the_rest(struct terminal *t)
{
	static const VTermAttr attrs[] = { VTERM_ATTR_BOLD,
		VTERM_ATTR_UNDERLINE, VTERM_ATTR_ITALIC, VTERM_ATTR_BLINK,
		VTERM_ATTR_REVERSE, VTERM_ATTR_STRIKE };
	VTermState *state = vterm_obtain_state(t->emulator);
	VTermValue value;
	struct termios now;
	size_t i;

	for (i = 0; i < sizeof attrs / sizeof *attrs; i++)
		if (vterm_state_get_penattr(state, attrs[i], &value) &&
		    value.number != 0)
			buf_text(&t->left_over, "left over: attributes\n");
	if (vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &value) &&
	    !VTERM_COLOR_IS_DEFAULT_FG(&value.color))
		buf_text(&t->left_over, "left over: a colour\n");
	if (vterm_state_get_penattr(state, VTERM_ATTR_BACKGROUND, &value) &&
	    !VTERM_COLOR_IS_DEFAULT_BG(&value.color))
		buf_text(&t->left_over, "left over: a background\n");
	if (tcgetattr(t->slave, &now) == 0 &&
	    !same_line_settings(&now, &t->before))
		buf_text(&t->left_over, "left over: line settings\n");
	stream_left_over(&t->stream, &t->left_over);
}

static void
see_the_end(struct terminal *t)
{
	struct pollfd fd = { .fd = t->master, .events = POLLIN };
	int status;

	if (waitpid(t->pid, &status, 0) != t->pid)
		return;
	t->ended = true;
	t->status = WIFEXITED(status) ? WEXITSTATUS(status) :
	    128 + WTERMSIG(status);
	/* The kernel passes output on a moment later. */
	while (t->master >= 0 && poll(&fd, 1, DRAIN_MS) > 0 && take_output(t))
		;
	if (t->slave >= 0)
		look_at_the_rest(t);
	close(t->watch);
	t->watch = -1;
}

/* One sleep of at most ms, or until fd can be read; true if bytes came. */
static bool
turn(struct terminal *t, int fd, int64_t ms)
{
	struct pollfd fds[3] = {
		{ .fd = t->master, .events = POLLIN },
		{ .fd = t->watch, .events = POLLIN },
		{ .fd = fd, .events = POLLIN },
	};
	bool came = false;

	if (t->input.len > 0)
		fds[0].events |= POLLOUT;
	if (poll(fds, 3, ms < 0 ? 0 : (int)ms) <= 0)
		return false;
	if (fds[0].revents & (POLLIN | POLLHUP))
		came = take_output(t);
	if (fds[0].revents & POLLOUT)
		give_input(t);
	if (fds[1].revents & POLLIN) {
		see_the_end(t);
		came = true;
	}
	return came;
}

bool
terminal_wait(struct terminal *t, int ms, terminal_wish *wish, void *who)
{
	int64_t until = clock_monotonic_ms() + ms, left;

	if (wish(t, who))
		return true;
	while (!t->ended && (left = until - clock_monotonic_ms()) > 0)
		if (turn(t, -1, left) && wish(t, who))
			return true;
	return false;
}

bool
terminal_wait_for(struct terminal *t, int fd, int ms)
{
	int64_t until = clock_monotonic_ms() + ms, left;
	struct pollfd one = { .fd = fd, .events = POLLIN };

	while ((left = until - clock_monotonic_ms()) > 0) {
		turn(t, fd, left);
		if (poll(&one, 1, 0) > 0)
			return true;
	}
	return false;
}

bool
terminal_settle(struct terminal *t, int quiet_ms, int ms)
{
	int64_t now = clock_monotonic_ms(), until = now + ms;
	int64_t quiet_from = now;

	while (!t->ended && now < until) {
		if (turn(t, -1, quiet_from + quiet_ms - now))
			quiet_from = clock_monotonic_ms();
		now = clock_monotonic_ms();
		if (now >= quiet_from + quiet_ms && t->input.len == 0)
			return true;
	}
	return t->ended;
}

static bool
pause_over(struct terminal *t, void *who)
{
	(void)who;
	return clock_monotonic_us() - t->escape_us > ESCAPE_PAUSE_MS * 1000;
}

void
terminal_send(struct terminal *t, struct slice bytes)
{
	if (t->escape_us != 0)
		terminal_wait(t, ESCAPE_PAUSE_MS, pause_over, NULL);
	t->escape_us = 0;
	if (bytes.len == 1 && bytes.at[0] == '\033')
		t->escape_us = clock_monotonic_us();
	buf_add(&t->input, bytes.at, bytes.len);
	give_input(t);
}

void
terminal_paste(struct terminal *t, struct slice text)
{
	bool bracketed = t->stream.mode[2004];

	if (bracketed)
		terminal_send(t, (struct slice){ "\033[200~", 6 });
	terminal_send(t, text);
	if (bracketed)
		terminal_send(t, (struct slice){ "\033[201~", 6 });
}

void
terminal_resize(struct terminal *t, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)cols };

	t->rows = rows;
	t->cols = cols;
	t->stream.rows = rows;
	vterm_set_size(t->emulator, rows, cols);
	ioctl(t->master, TIOCSWINSZ, &size);
}

void
terminal_hang_up(struct terminal *t)
{
	close(t->slave);
	close(t->master);
	t->slave = t->master = -1;
	buf_clear(&t->input);
}

void
terminal_fini(struct terminal *t)
{
	if (!t->ended) {
		kill(-t->pid, SIGKILL);
		kill(t->pid, SIGKILL);
		waitpid(t->pid, NULL, 0);
		close(t->watch);
	}
	if (t->master >= 0) {
		close(t->slave);
		close(t->master);
	}
	vterm_free(t->emulator);
	stream_fini(&t->stream);
	buf_fini(&t->input);
	buf_fini(&t->left_over);
}

void
terminal_row(const struct terminal *t, int row, struct buf *out)
{
	VTermScreenCell cell;
	VTermPos pos = { .row = row };
	size_t start = out->len, i;

	for (pos.col = 0; pos.col < t->cols; pos.col++) {
		if (!vterm_screen_get_cell(t->screen, pos, &cell) ||
		    cell.chars[0] == (uint32_t)-1)
			continue;	/* right half of a wide one */
		if (cell.chars[0] == 0)
			buf_char(out, ' ');
		for (i = 0; i < VTERM_MAX_CHARS_PER_CELL &&
		    cell.chars[i] != 0; i++)
			text_encode(cell.chars[i], out);
	}
	while (out->len > start && out->at[out->len - 1] == ' ')
		out->at[--out->len] = '\0';
}

static void
say_colour(const VTermColor *colour, bool is_default, const char *what,
    struct buf *out)
{
	if (is_default)
		buf_format(out, "%s=default ", what);
	else if (VTERM_COLOR_IS_INDEXED(colour))
		buf_format(out, "%s=%d ", what, colour->indexed.idx);
	else
		buf_format(out, "%s=#%02x%02x%02x ", what, colour->rgb.red,
		    colour->rgb.green, colour->rgb.blue);
}

void
terminal_looks(const struct terminal *t, int row, int col, struct buf *out)
{
	VTermPos pos = { .row = row, .col = col };
	VTermScreenCell cell;

	if (!vterm_screen_get_cell(t->screen, pos, &cell))
		return;
	if (cell.attrs.bold)
		buf_text(out, "bold ");
	if (cell.attrs.underline)
		buf_text(out, "underline ");
	if (cell.attrs.italic)
		buf_text(out, "italic ");
	if (cell.attrs.blink)
		buf_text(out, "blink ");
	if (cell.attrs.reverse)
		buf_text(out, "reverse ");
	say_colour(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg), "fg", out);
	say_colour(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg), "bg", out);
	out->at[--out->len] = '\0';
}
