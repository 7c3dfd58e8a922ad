/* Texts to the clipboard, through the terminal. */
#include "app.h"
#include "screen.h"

#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

#define CLIP_MOST 74994		/* bytes that terminals take */
#define SAID_MOST 60		/* of a longer text only the size is said */

/* OSC 52, in the wrapping that tmux or screen need to hand it on. */
void
app_copy(struct app *app, const char *text, const char *what)
{
	const char *term = getenv("TERM"), *tmux = getenv("TMUX");
	bool screen = term != NULL && strncmp(term, "screen", 6) == 0;
	struct buf out = { 0 };
	bool is_short;

	if (strlen(text) > CLIP_MOST) {
		app_say(app, ROLE_WARN, "too long for the clipboard");
		return;
	}
	if (tmux != NULL && tmux[0] != '\0')
		buf_text(&out, "\033Ptmux;\033");
	else if (screen)
		buf_text(&out, "\033P");
	buf_text(&out, "\033]52;c;");
	str_base64(str_slice(text), &out);
	buf_text(&out, "\007");
	if ((tmux != NULL && tmux[0] != '\0') || screen)
		buf_text(&out, "\033\\");
	screen_send(buf_string(&out), out.len);
	buf_fini(&out);
	is_short = strlen(text) <= SAID_MOST;
	app_say(app, ROLE_PLAIN, "%s%s%s: %zu bytes sent to the clipboard "
	    "(OSC 52; the terminal must allow it)", what, is_short ? " " : "",
	    is_short ? text : "", strlen(text));
}
