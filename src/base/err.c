/* Errors as values: cause, one line, exit status. */
#include <endpane/base/err.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
err_set(struct err *err, enum err_code code, const char *format, ...)
{
	va_list args;

	err->code = code;
	err->http = 0;
	err->wire[0] = '\0';
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return false;
}

bool
err_copy(struct err *err, const struct err *from)
{
	if (err != from)
		*err = *from;
	return false;
}

bool
err_at(struct err *err, const char *place)
{
	char text[sizeof(err->text)];

	memcpy(text, err->text, sizeof(text));
	snprintf(err->text, sizeof(err->text), "%.80s: %.310s", place, text);
	return false;
}

void
err_clear(struct err *err)
{
	memset(err, 0, sizeof(*err));
}

/* No default: a new code without an exit status must not compile. */
int
err_exit_status(enum err_code code)
{
	switch (code) {
	case ERR_NONE:		return 0;
	case ERR_REFUSED:	return 1;
	case ERR_PROTOCOL:	return 1;
	case ERR_LOCAL:		return 1;
	case ERR_USAGE:		return 2;
	case ERR_AUTH:		return 3;
	case ERR_MISSING:	return 4;
	case ERR_PARTIAL:	return 5;
	case ERR_GUARD:		return 6;
	case ERR_UNREACHED:	return 7;
	case ERR_UNCERTAIN:	return 8;
	case ERR_LIMITED:	return 9;
	case ERR_INTERRUPTED:	return 130;
	}
	return 1;
}

const char *
err_word(enum err_code code)
{
	switch (code) {
	case ERR_NONE:		return "none";
	case ERR_REFUSED:	return "refused";
	case ERR_PROTOCOL:	return "protocol";
	case ERR_LOCAL:		return "local";
	case ERR_USAGE:		return "usage";
	case ERR_AUTH:		return "auth";
	case ERR_MISSING:	return "missing";
	case ERR_PARTIAL:	return "partial";
	case ERR_GUARD:		return "guard";
	case ERR_UNREACHED:	return "unreached";
	case ERR_UNCERTAIN:	return "unknown";
	case ERR_LIMITED:	return "limited";
	case ERR_INTERRUPTED:	return "interrupted";
	}
	return "none";
}
