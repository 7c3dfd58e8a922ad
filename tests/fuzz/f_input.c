/* tui/screen.c: any bytes from the terminal become keys, clicks and pastes. */
#include "../../src/tui/keys.h"
#include "../../src/tui/screen.h"
#include "fuzz.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* What curses keeps for as long as the process lives is no leak. */
void	__lsan_disable(void) __attribute__((weak));
void	__lsan_enable(void) __attribute__((weak));

static int terminal = -1;

static const int deadly[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL };
#define DEADLY (sizeof(deadly) / sizeof(deadly[0]))

static void
open_terminal(void)
{
	struct winsize size = { 24, 80, 0, 0 };
	struct sigaction before[DEADLY];
	struct theme theme;
	struct err err;
	int inside;
	size_t i;

	for (i = 0; i < DEADLY; i++)
		sigaction(deadly[i], NULL, &before[i]);
	setlocale(LC_ALL, "C.UTF-8");
	setenv("TERM", "xterm-256color", 1);
	MUST(openpty(&terminal, &inside, NULL, NULL, &size) == 0);
	dup2(inside, STDIN_FILENO);
	dup2(inside, STDOUT_FILENO);
	fcntl(terminal, F_SETFL, O_NONBLOCK);
	theme_default(&theme);
	if (__lsan_disable != NULL)
		__lsan_disable();
	MUST(screen_open(&theme, NULL, false, false, &err));
	if (__lsan_enable != NULL)
		__lsan_enable();
	/* Who looks for crashes is asked first again. */
	for (i = 0; i < DEADLY; i++)
		sigaction(deadly[i], &before[i], NULL);
	set_escdelay(0);
}

static void
drain(void)
{
	char bytes[4096];

	while (read(terminal, bytes, sizeof(bytes)) > 0)
		;
}

static void
type(const char *at, size_t len)
{
	struct pollfd fd = { .fd = STDIN_FILENO, .events = POLLIN };
	ssize_t took;

	if (len == 0)
		return;
	/* The timer of who looks for what hangs interrupts. */
	do
		took = write(terminal, at, len);
	while (took < 0 && errno == EINTR);
	MUST(took == (ssize_t)len);
	MUST(poll(&fd, 1, 5000) == 1);
}

static void
check_input(const struct screen_input *in, enum screen_event event)
{
	MUST(event != SCREEN_GONE);
	if (event == SCREEN_PASTE) {
		MUST(in->len <= SCREEN_PASTE_MOST);
		MUST(fuzz_cells((struct slice){ in->text, 0 }) == 0);
		return;
	}
	MUST(in->key >= 0 && in->key <= PRESS_UNKNOWN);
	MUST(in->key < 0x110000 || in->key >= PRESS_UP);
	MUST(!in->is_click || (in->y >= 0 && in->x >= 0));
}

/*
 * Returns how often the key was among what came. Curses breaks off at bytes
 * that are no character; the loop would then find the descriptor readable.
 */
static int
read_all(int key)
{
	struct screen_input in;
	enum screen_event event;
	int seen = 0, left = 0;

	do {
		while ((event = screen_read(&in, false)) != SCREEN_NONE) {
			check_input(&in, event);
			seen += event == SCREEN_KEY && in.key == key;
		}
	} while (ioctl(STDIN_FILENO, FIONREAD, &left) == 0 && left > 0);
	return seen;
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	if (terminal < 0)
		open_terminal();
	type((const char *)at, len < 1024 ? len : 1024);
	read_all(0);
	/* Whatever it was, a paste ends, and keys are keys again. */
	type("\033[201~", 6);
	read_all(0);
	type("zzzzzzzzzzzz", 12);
	MUST(read_all('z') >= 1);
	drain();
	return 0;
}
