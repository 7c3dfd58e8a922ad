/* The stagehand: curses start, stop, resize, suspend, key reading. */
#include "screen.h"

#include "keys.h"
#include "sequence.h"

#include <endpane/base/buf.h>
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/text.h>

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#define PASTE_ON	"\033[?2004h"
#define PASTE_OFF	"\033[?2004l"
#define MOUSE_ON	"\033[?1000h\033[?1006h"
#define MOUSE_OFF	"\033[?1000l\033[?1006l"
#define PASTE_LIMIT_MS	2000	/* a paste without its end is over then */

/* Codes that curses is taught for the marks around pasted text. */
enum {
	CODE_PASTE_BEGIN = KEY_MAX + 1,
	CODE_PASTE_END,
};

static struct {
	SCREEN		*screen;
	WINDOW		*keys;		/* a pad: reading it draws nothing */
	struct termios	 before;
	bool		 is_open;
	bool		 pastes;	/* the terminal is told to mark them */
	bool		 mouse;
	bool		 links;
	bool		 reports;	/* the terminal knows a mouse */
	int		 depth;		/* colours in use */
	char		 term[64];
	char		 rescue[256];	/* what gives the terminal back */
	size_t		 rescue_len;
	bool		 in_paste;
	int64_t		 paste_ms;	/* when its last part came */
	struct buf	 raw;		/* of a paste, as it came */
	struct buf	 pasted;
	struct sequence	 sequence;
	int		 cursor_y, cursor_x;
} on = { .cursor_y = -1, .raw = { .ceiling = SCREEN_PASTE_MOST },
    .pasted = { .ceiling = SCREEN_PASTE_MOST } };

static const int deadly[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL };

static void
write_all(const char *at, size_t len)
{
	ssize_t wrote;

	while (len > 0 && (wrote = write(STDOUT_FILENO, at, len)) > 0) {
		at += wrote;
		len -= (size_t)wrote;
	}
}

static void
say(const char *text)
{
	write_all(text, strlen(text));
}

void
screen_rescue(void)
{
	if (!on.is_open)
		return;
	on.is_open = false;
	write_all(on.rescue, on.rescue_len);
	tcsetattr(STDIN_FILENO, TCSANOW, &on.before);
}

static void
crashed(int number)
{
	screen_rescue();
	raise(number);	/* SA_RESETHAND: now it ends the process */
}

static void
catch_crashes(bool want)
{
	static char stack[65536];
	stack_t other = { .ss_sp = stack, .ss_size = sizeof(stack) };
	struct sigaction action = { .sa_handler = want ? crashed : SIG_DFL,
	    .sa_flags = want ? (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK) :
	    0 };
	size_t i;

	sigaltstack(&other, NULL);
	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		sigaction(deadly[i], &action, NULL);
	mem_on_death(want ? screen_rescue : NULL);
}

/* Appends a capability to the rescue text, without its padding marks. */
static void
rescue_add(const char *text)
{
	if (text == NULL || text == (char *)-1)
		return;
	while (*text != '\0' && on.rescue_len < sizeof(on.rescue)) {
		if (text[0] == '$' && text[1] == '<') {
			while (*text != '\0' && *text != '>')
				text++;
			text += *text != '\0';
			continue;
		}
		on.rescue[on.rescue_len++] = *text++;
	}
}

static void
prepare_rescue(void)
{
	on.rescue_len = 0;
	if (on.pastes)
		rescue_add(PASTE_OFF);
	if (on.mouse && on.reports)
		rescue_add(MOUSE_OFF);
	rescue_add(tigetstr("rmkx"));
	rescue_add(tigetstr("sgr0"));
	rescue_add(tigetstr("cnorm"));
	rescue_add(tigetstr("rmcup"));
}

static bool
has_text(const char *capability)
{
	const char *text = tigetstr(capability);

	return text != NULL && text != (char *)-1;
}

/* What the terminal is to tell besides keys; and that it need not any more. */
static void
ask_reports(void)
{
	if (on.pastes)
		say(PASTE_ON);
	if (on.mouse && on.reports)
		say(MOUSE_ON);
}

static void
end_reports(void)
{
	if (on.mouse && on.reports)
		say(MOUSE_OFF);
	if (on.pastes)
		say(PASTE_OFF);
}

bool
screen_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* With color = 256 the bigger sibling of the terminal's entry is tried. */
static SCREEN *
start(const char *term, const char *color)
{
	SCREEN *screen = NULL;

	if (color != NULL && strcmp(color, "256") == 0 &&
	    strstr(term, "256color") == NULL) {
		snprintf(on.term, sizeof(on.term), "%s-256color", term);
		screen = newterm(on.term, stdout, stdin);
	}
	if (screen == NULL) {
		snprintf(on.term, sizeof(on.term), "%s", term);
		screen = newterm(term, stdout, stdin);
	}
	return screen;
}

static bool
no_terminal(struct err *err, const char *term)
{
	return err_set(err, ERR_USAGE, "the terminal type TERM=%.60s is not "
	    "known here, or cannot place a cursor; set TERM to what you use, "
	    "or try --plain for lines of text", term);
}

static void
set_modes(void)
{
	raw();
	noecho();
	nonl();
	set_escdelay(25);
	idlok(stdscr, TRUE);
	leaveok(stdscr, TRUE);
	scrollok(stdscr, FALSE);
	/* All keys are read before a paint: curses need not stop in one. */
	typeahead(-1);
	on.keys = newpad(1, 1);
	keypad(on.keys, TRUE);
	nodelay(on.keys, TRUE);
	curs_set(0);
	define_key("\033[200~", CODE_PASTE_BEGIN);
	define_key("\033[201~", CODE_PASTE_END);
	/* Curses would wait for the rest of a mouse's report: it is ours. */
	define_key(NULL, KEY_MOUSE);
}

static void
set_colors(const struct theme *theme, const char *color)
{
	on.depth = 0;
	if (has_colors() && start_color() == OK) {
		use_default_colors();
		on.depth = theme_depth(color, getenv("NO_COLOR"), COLORS);
	}
	theme_start(theme, on.depth);
}

bool
screen_open(const struct theme *theme, const char *color, bool ascii,
    bool mouse, struct err *err)
{
	const char *term = getenv("TERM");
	bool is_old;

	if (term == NULL || term[0] == '\0')
		term = "unset";
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_USAGE, "no terminal to draw on; "
		    "--plain gives lines of text");
	tcgetattr(STDIN_FILENO, &on.before);
	setlocale(LC_CTYPE, "");
	text_set_ascii(ascii || !screen_is_utf8());
	on.screen = start(term, color);
	if (on.screen == NULL)
		return no_terminal(err, term);
	/*
	 * Until it was left once, ncurses 6.4 takes the screen for one that is
	 * not in use and writes at every move of the cursor: a hundred writes a
	 * screen instead of one.
	 */
	endwin();
	if (!has_text("cup")) {
		delscreen(on.screen);
		on.screen = NULL;
		return no_terminal(err, term);
	}
	is_old = strncmp(term, "vt", 2) == 0 || strcmp(term, "linux") == 0;
	canvas_plain_lines(is_old);
	on.pastes = strncmp(term, "vt", 2) != 0;
	on.reports = has_text("kmous");
	on.mouse = mouse;
	prepare_rescue();
	on.is_open = true;
	catch_crashes(true);
	set_modes();
	set_colors(theme, color);
	ask_reports();
	return true;
}

void
screen_theme(const struct theme *theme)
{
	theme_start(theme, on.depth);
	screen_redraw();
}

void
screen_mouse(bool wanted)
{
	if (on.mouse != wanted && on.reports)
		say(wanted ? MOUSE_ON : MOUSE_OFF);
	on.mouse = wanted;
	prepare_rescue();
}

bool
screen_has_mouse(void)
{
	return on.mouse;
}

/* Leaving sets the margins of what curses takes for the terminal's size. */
static void
fit(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
	    size.ws_col > 0)
		resizeterm(size.ws_row, size.ws_col);
}

void
screen_close(void)
{
	if (!on.is_open)
		return;
	end_reports();
	on.is_open = false;
	fit();
	endwin();
	/* Keys that were meant for the dashboard are none for the shell. */
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &on.before);
	catch_crashes(false);
	delwin(on.keys);
	delscreen(on.screen);
	on.screen = NULL;
	buf_fini(&on.raw);
	buf_fini(&on.pasted);
}

void
screen_size(int *rows, int *cols)
{
	*rows = LINES;
	*cols = COLS;
}

void
screen_redraw(void)
{
	clearok(curscr, TRUE);
}

void
screen_resized(void)
{
	fit();
	screen_redraw();
}

void
screen_leave(void)
{
	end_reports();
	fit();
	endwin();
	tcsetattr(STDIN_FILENO, TCSADRAIN, &on.before);
}

void
screen_return(void)
{
	reset_prog_mode();
	ask_reports();
	screen_resized();
}

void
screen_suspend(void)
{
	struct sigaction stop = { .sa_handler = SIG_DFL }, before;

	screen_leave();
	sigaction(SIGTSTP, &stop, &before);
	kill(0, SIGTSTP);	/* the whole job, as the terminal would */
	sigaction(SIGTSTP, &before, NULL);
	screen_return();
}

void
screen_send(const char *at, size_t len)
{
	write_all(at, len);
}

void
screen_describe(struct buf *out)
{
	buf_format(out, "%s, %d colours, %s, mouse %s", on.term, on.depth,
	    text_is_ascii() ? "ASCII" : "UTF-8", on.mouse ? "on" : "off");
}

static int
key_of_code(int code)
{
	static const struct {
		int	code, key;
	} known[] = {
		{ KEY_UP, PRESS_UP }, { KEY_DOWN, PRESS_DOWN },
		{ KEY_LEFT, PRESS_LEFT }, { KEY_RIGHT, PRESS_RIGHT },
		{ KEY_HOME, PRESS_HOME }, { KEY_END, PRESS_END },
		{ KEY_PPAGE, PRESS_PAGE_UP }, { KEY_NPAGE, PRESS_PAGE_DOWN },
		{ KEY_IC, PRESS_INSERT }, { KEY_DC, PRESS_DELETE },
		{ KEY_BTAB, PRESS_BACK_TAB }, { KEY_ENTER, PRESS_ENTER },
		{ KEY_BACKSPACE, PRESS_BACKSPACE },
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].code == code)
			return known[i].key;
	if (code > KEY_F0 && code <= KEY_F0 + 12)
		return PRESS_F0 + code - KEY_F0;
	return PRESS_UNKNOWN;
}

/* Some C libraries read five bytes as a character too: it would be a key. */
static uint32_t
point_of(wint_t c)
{
	return c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ? 0xFFFD : c;
}

static int
key_of_char(wint_t c)
{
	if (c == 8 || c == 127)
		return PRESS_BACKSPACE;
	if (c == 10)
		return PRESS_ENTER;
	return (int)point_of(c);
}

/* False for what is neither a click nor the wheel, or is on no cell. */
static bool
read_mouse(struct screen_input *in)
{
	enum sequence_event event;

	event = sequence_mouse(&on.sequence, &in->y, &in->x);
	if (!on.mouse || event == SEQUENCE_NOTHING || in->y >= LINES ||
	    in->x >= COLS)
		return false;
	in->is_click = event == SEQUENCE_CLICK;
	if (event == SEQUENCE_WHEEL_UP)
		in->key = PRESS_WHEEL_UP;
	else if (event == SEQUENCE_WHEEL_DOWN)
		in->key = PRESS_WHEEL_DOWN;
	return true;
}

/* The loop saw a byte or a hang-up, but there was no key: which? */
static bool
is_gone(void)
{
	struct pollfd fd = { .fd = STDIN_FILENO, .events = POLLIN };
	int waiting = 0;

	if (poll(&fd, 1, 0) <= 0)
		return false;
	if (fd.revents & (POLLHUP | POLLERR | POLLNVAL))
		return true;
	return (fd.revents & POLLIN) != 0 &&
	    (ioctl(STDIN_FILENO, FIONREAD, &waiting) != 0 || waiting == 0);
}

static enum screen_event
end_paste(struct screen_input *in)
{
	on.in_paste = false;
	buf_clear(&on.pasted);
	on.pasted.full = false;
	text_typed((struct slice){ on.raw.at, on.raw.len }, &on.pasted);
	buf_clear(&on.raw);
	in->text = buf_string(&on.pasted);
	in->len = on.pasted.len;
	return SCREEN_PASTE;
}

static bool
is_paste_over(void)
{
	return clock_monotonic_ms() - on.paste_ms > PASTE_LIMIT_MS;
}

/*
 * By bytes: asked for characters, curses gives none for a byte that is in none,
 * and loses what stands behind it.
 */
static bool
read_paste(void)
{
	int c;

	while ((c = wgetch(on.keys)) != ERR) {
		on.paste_ms = clock_monotonic_ms();
		if (c == CODE_PASTE_END)
			return true;
		if (c < KEY_MIN)
			buf_char(&on.raw, (char)c);
	}
	return is_paste_over();
}

/*
 * After Esc: true where more came at once that makes it a sequence which this
 * terminal's description does not have. None of its rest is a key.
 */
static bool
begin_sequence(void)
{
	wint_t c;
	int got = wget_wch(on.keys, &c);

	if (got == OK && (c == '[' || c == 'O')) {
		sequence_begin(&on.sequence, (char)c, clock_monotonic_ms());
		return true;
	}
	if (got == OK)
		unget_wch((wchar_t)c);
	else if (got == KEY_CODE_YES)
		ungetch((int)c);
	return false;
}

static void
begin_paste(void)
{
	on.in_paste = true;
	on.paste_ms = clock_monotonic_ms();
	buf_clear(&on.raw);
	on.raw.full = false;
}

/* What is no key or paste of a person; it is used up then. */
static bool
is_noise(int got, wint_t c)
{
	if (got == OK)
		return c == PRESS_ESCAPE && begin_sequence();
	on.sequence.is_open = false;
	if (c == CODE_PASTE_BEGIN)
		begin_paste();
	return c == CODE_PASTE_BEGIN || c == KEY_RESIZE ||
	    c == CODE_PASTE_END;
}

enum screen_event
screen_read(struct screen_input *in, bool readable)
{
	bool first = true;
	wint_t c;
	int got;

	memset(in, 0, sizeof(*in));
	for (;; first = false) {
		if (on.in_paste && read_paste())
			return end_paste(in);
		got = on.in_paste ? ERR : wget_wch(on.keys, &c);
		if (got == ERR)
			return readable && first && is_gone() ? SCREEN_GONE :
			    SCREEN_NONE;
		if (got == OK && sequence_take(&on.sequence,
		    (uint32_t)c, on.mouse, clock_monotonic_ms())) {
			if (!on.sequence.is_open && read_mouse(in))
				return SCREEN_KEY;
		} else if (!is_noise(got, c))
			break;
	}
	in->key = got == KEY_CODE_YES ? key_of_code((int)c) : key_of_char(c);
	return SCREEN_KEY;
}

void
screen_drop_input(void)
{
	flushinp();
	tcflush(STDIN_FILENO, TCIFLUSH);
	on.in_paste = false;
}

static void
put_piece(void *who, int y, int x, int cells, enum role role,
    const char *text, size_t len)
{
	(void)who;
	(void)cells;
	if (text == NULL) {
		theme_use(ROLE_PLAIN);
		move(y, 0);
		clrtoeol();
		return;
	}
	theme_use(role);
	mvaddnstr(y, x, text, (int)len);
}

void
screen_links(bool wanted)
{
	on.links = wanted;
}

bool
screen_has_links(void)
{
	return on.links;
}

static struct buf link_bytes;

static int
add_byte(int byte)
{
	buf_char(&link_bytes, (char)byte);
	return byte;
}

/* False where the terminal cannot do that. */
static bool
add_capability(const char *name, int y, int x)
{
	char *text = tigetstr((char *)(uintptr_t)name);

	if (text == NULL || text == (char *)-1)
		return false;
	tputs(tiparm(text, y, x), 1, add_byte);
	return true;
}

/*
 * The address that is on the screen once more, as a link, which curses has no
 * word for; cursor and looks are as before.
 */
static void
show_link(const struct canvas *c)
{
	struct slice address;
	int y, x;

	if (!on.links || !canvas_link_at(c, &y, &x, &address))
		return;
	buf_clear(&link_bytes);
	if (add_capability("sc", 0, 0) && add_capability("cup", y, x) &&
	    add_capability("smul", 0, 0)) {
		buf_text(&link_bytes, "\033]8;id=endpane;");
		buf_slice(&link_bytes, address);
		buf_text(&link_bytes, "\033\\");
		buf_slice(&link_bytes, address);
		buf_text(&link_bytes, "\033]8;;\033\\");
		if (add_capability("sgr0", 0, 0) &&
		    add_capability("rc", 0, 0))
			write_all(link_bytes.at, link_bytes.len);
	}
	buf_fini(&link_bytes);
	link_bytes = (struct buf){ 0 };
}

int
screen_paint(struct canvas *c)
{
	int rows, y, x;
	bool shown;

	rows = canvas_flush(c, put_piece, NULL);
	shown = canvas_cursor_at(c, &y, &x);
	if (shown != (on.cursor_y >= 0)) {
		curs_set(shown ? 1 : 0);
		leaveok(stdscr, !shown);
	}
	on.cursor_y = shown ? y : -1;
	on.cursor_x = x;
	if (shown)
		move(y, x);
	wnoutrefresh(stdscr);
	doupdate();
	if (rows > 0)
		show_link(c);
	return rows;
}
