/*
 * Completion scripts for shells, from the catalogue and the options. The
 * scripts ask nothing of anybody while they complete.
 */
#ifndef ENDPANE_CLI_COMPLETE_H
#define ENDPANE_CLI_COMPLETE_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>

/* shell: bash, zsh or fish; ERR_USAGE for another. */
bool	complete_script(const char *shell, struct buf *out, struct err *err);

#endif
