/* Texts to the clipboard, through the terminal. */
#include "app.h"
#include "clipboard.h"
#include "screen.h"

#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <stdlib.h>
#include <string.h>

#define CLIP_MOST 74994		/* bytes that terminals take */
#define SAID_MOST 60		/* of a longer text only the size is said */
#define SCREEN_MOST 512		/* GNU screen hands on no longer piece */

static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0';
}

/*
 * tmux takes the sequence itself where its set-clipboard is on; where it lets
 * sequences through (allow-passthrough), it needs them in this wrapping.
 */
static void
wrap_for_tmux(const struct buf *plain, struct buf *out)
{
	buf_slice(out, (struct slice){ plain->at, plain->len });
	buf_text(out, "\033Ptmux;\033");
	buf_slice(out, (struct slice){ plain->at, plain->len });
	buf_text(out, "\033\\");
}

static void
wrap_for_screen(const struct buf *plain, struct buf *out)
{
	size_t at, len;

	for (at = 0; at < plain->len; at += len) {
		len = plain->len - at < SCREEN_MOST ? plain->len - at :
		    SCREEN_MOST;
		buf_text(out, "\033P");
		buf_slice(out, (struct slice){ plain->at + at, len });
		buf_text(out, "\033\\");
	}
}

void
clipboard_clean(struct slice in, struct buf *out)
{
	bool is_ascii = text_is_ascii();

	text_set_ascii(false);
	text_clean_whole(in, out);
	text_set_ascii(is_ascii);
}

/* Line by line: what is pasted into a shell must do nothing by itself. */
static void
clean_lines(const char *text, struct buf *out)
{
	size_t len;

	for (; *text != '\0'; text += len) {
		len = strcspn(text, "\n");
		clipboard_clean((struct slice){ text, len }, out);
		if (text[len] == '\n') {
			buf_char(out, '\n');
			len++;
		}
	}
}

/* What has to allow it, which cannot be asked from here. */
static const char *
send_sequence(const char *text)
{
	const char *term = getenv("TERM"), *who = "the terminal must allow it";
	struct buf plain = { 0 }, out = { 0 }, clean = { 0 };

	clean_lines(text, &clean);
	buf_text(&plain, "\033]52;c;");
	str_base64((struct slice){ buf_string(&clean), clean.len }, &plain);
	buf_fini(&clean);
	buf_text(&plain, "\007");
	if (is_set("TMUX")) {
		wrap_for_tmux(&plain, &out);
		who = "tmux takes it with set-clipboard on";
	} else if (is_set("STY") || (term != NULL &&
	    strncmp(term, "screen", 6) == 0)) {
		wrap_for_screen(&plain, &out);
		who = "through screen; the terminal must allow it";
	} else
		buf_slice(&out, (struct slice){ plain.at, plain.len });
	screen_send(buf_string(&out), out.len);
	buf_fini(&plain);
	buf_fini(&out);
	return who;
}

bool
app_copy(struct app *app, const char *text, const char *what)
{
	bool is_short = strlen(text) <= SAID_MOST;
	const char *who;

	if (app->no_clipboard) {
		app_say(app, ROLE_WARN, "%s%s%s: not copied, the clipboard is "
		    "off in the settings", what, is_short ? " " : "",
		    is_short ? text : "");
		return false;
	}
	if (strlen(text) > CLIP_MOST) {
		app_say(app, ROLE_WARN, "%s: %zu bytes are too long for the "
		    "clipboard; terminals take %d", what, strlen(text),
		    CLIP_MOST);
		return false;
	}
	who = send_sequence(text);
	app_say(app, ROLE_PLAIN, "%s%s%s: %zu bytes sent to the clipboard "
	    "(OSC 52; %s)", what, is_short ? " " : "", is_short ? text : "",
	    strlen(text), who);
	return true;
}
