/* o: where an object is in its system's own web console. */
#include "dialogs.h"
#include "object.h"

#include <endpane/base/str.h>

#include <string.h>

/* No document prints the page of one object: the console's own address. */
static void
console_url(const struct conn *conn, struct buf *out)
{
	const char *api = strstr(conn->base + strlen(conn->origin), "/api");

	buf_slice(out, (struct slice){ conn->base, api != NULL ?
	    (size_t)(api - conn->base) : strlen(conn->origin) });
	buf_char(out, '/');
}

void
console_open(struct app *app, const struct selection *s)
{
	struct lines lines = { 0 };
	struct buf url = { 0 };

	if (s->conn == NULL || s->count == 0) {
		app_say(app, ROLE_WARN, "nothing is selected here");
		return;
	}
	console_url(s->conn, &url);
	lines.label_cells = 10;
	lines_add(&lines, ROLE_SECTION, "Address",
	    str_slice(buf_string(&url)));
	lines.list[0].is_link = true;
	lines_add(&lines, ROLE_PLAIN, "Look for",
	    str_slice(s->list[0].name != NULL && s->list[0].name[0] != '\0' ?
	    s->list[0].name : s->list[0].id));
	lines_add(&lines, ROLE_PLAIN, "Id", str_slice(s->list[0].id));
	lines_wrap(&lines, ROLE_DIM, "", str_slice("No document prints the "
	    "page of one object, so this is the console itself. No browser "
	    "is started from here."), 56);
	text_open(app, "In the web console", &lines);
	app_copy(app, buf_string(&url), "address");
	buf_fini(&url);
}
