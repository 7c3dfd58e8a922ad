/*
 * What went wrong, as a value: a code that decides the exit status, the
 * server's own words where there are any, and one line for a person.
 *
 * Every function that can fail takes a struct err * as its last parameter and
 * returns false after filling it. Output parameters are then untouched.
 */
#ifndef ENDPANE_BASE_ERR_H
#define ENDPANE_BASE_ERR_H

#include <stdbool.h>

enum err_code {
	ERR_NONE = 0,
	ERR_REFUSED,		/* the server said no */
	ERR_PROTOCOL,		/* it answered, but not with what was asked */
	ERR_LOCAL,		/* this machine: disk, memory, file */
	ERR_USAGE,		/* command line or configuration */
	ERR_AUTH,		/* not signed in, or not permitted */
	ERR_MISSING,		/* no such object */
	ERR_PARTIAL,		/* some of several objects failed */
	ERR_GUARD,		/* refused here for safety */
	ERR_UNREACHED,		/* nothing left this machine */
	ERR_UNCERTAIN,		/* a write was sent; nobody knows its outcome */
	ERR_LIMITED,		/* rate limit or daily budget */
	ERR_INTERRUPTED,	/* a signal or the user */
};

struct err {
	enum err_code	code;
	int		http;		/* 0 when no answer arrived */
	char		wire[32];	/* the server's own code, as text */
	char		text[400];	/* one line, no full stop */
};

/* Both fill *err and return false, so that callers can return them. */
bool	err_set(struct err *err, enum err_code code, const char *format, ...)
	    __attribute__((format(printf, 3, 4)));
bool	err_copy(struct err *err, const struct err *from);

/* Puts "place: " before the text. Returns false. */
bool	err_at(struct err *err, const char *place);
void	err_clear(struct err *err);

/* The exit status of design: 0, 1 to 9, 130. */
int	err_exit_status(enum err_code code);

/* A word for journals and JSON: "refused", "uncertain", … Static text. */
const char *err_word(enum err_code code);

#endif
