/*
 * A log for whoever looks for a fault: off by default, never on the terminal.
 *
 * ENDPANE_LOG=net,auth,op,paint:FILE writes the named features to FILE (0600).
 * A line has the milliseconds since start, the feature and the text, which is
 * made harmless first. Secrets have a type of their own that no format takes;
 * bodies are never logged.
 */
#ifndef ENDPANE_BASE_LOG_H
#define ENDPANE_BASE_LOG_H

#include <endpane/base/err.h>

#include <stdbool.h>

enum log_feature {
	LOG_NET = 1,
	LOG_AUTH = 2,
	LOG_OP = 4,
	LOG_PAINT = 8,
};

/* Reads the specification; NULL or empty: off. */
bool	log_open(const char *specification, struct err *err);
void	log_close(void);
bool	log_wants(enum log_feature feature);
void	log_line(enum log_feature feature, const char *format, ...)
	    __attribute__((format(printf, 2, 3)));

#endif
