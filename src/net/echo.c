/* Stars over secrets that a server repeats. */
#include <endpane/base/buf.h>
#include <endpane/base/str.h>
#include <endpane/net/echo.h>

#include <string.h>

static void
hide_form(char *at, size_t len, const char *form, size_t form_len)
{
	char *end = at + len;

	if (form_len < ECHO_LEAST)
		return;
	while ((at = memmem(at, (size_t)(end - at), form, form_len)) != NULL) {
		memset(at, '*', form_len);
		at += form_len;
	}
}

/* Between the quotes of a JSON string, in place; slashes too where told. */
static void
escape(struct buf *text, bool slashes)
{
	struct buf out = { 0 };
	size_t i;

	buf_reserve(&out, text->len * 2 + 1);
	for (i = 0; i < text->len; i++) {
		if (strchr("\"\\", text->at[i]) != NULL ||
		    (slashes && text->at[i] == '/'))
			buf_char(&out, '\\');
		buf_char(&out, text->at[i]);
	}
	buf_wipe(text);
	*text = out;
}

/* As it stands in JSON, and in a JSON text that is quoted in another. */
static void
hide_escaped(char *at, size_t len, struct slice secret, bool slashes)
{
	struct buf form = { 0 };
	int times;

	buf_reserve(&form, secret.len + 1);
	buf_slice(&form, secret);
	for (times = 0; times < 2; times++) {
		escape(&form, slashes);
		hide_form(at, len, form.at, form.len);
	}
	buf_wipe(&form);
}

void
echo_hide(char *at, size_t len, const char *secret)
{
	struct slice whole = str_slice(secret);
	struct buf form = { 0 };

	if (at == NULL || whole.len < ECHO_LEAST)
		return;
	hide_form(at, len, whole.at, whole.len);
	/* Most tokens have one spelling only. */
	if (strpbrk(secret, "\"\\/") != NULL) {
		hide_escaped(at, len, whole, false);
		hide_escaped(at, len, whole, true);
	}
	buf_reserve(&form, 3 * whole.len + 1);
	str_url_encode(whole, &form);
	if (form.len != whole.len)
		hide_form(at, len, form.at, form.len);
	buf_wipe(&form);
}
