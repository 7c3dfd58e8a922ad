/* What terminfo says about a terminal; the only user of <term.h> here. */
#ifndef VT_TERMINFO_H
#define VT_TERMINFO_H

#include <endpane/base/ids.h>

#include <stdbool.h>

/* False where there is no such entry. One terminal at a time. */
bool	terminfo_open(const char *term);

/* A key's bytes by capability name ("kcuu1"); NULL where it has none. */
const char *terminfo_key(const char *capability);

/* Calls each with every output capability, its parameters filled in. */
typedef void terminfo_fn(void *who, struct slice text);
void	terminfo_each(terminfo_fn *each, void *who);

#endif
