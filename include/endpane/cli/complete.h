/*
 * Completion for shells: the scripts that are loaded there, and what may stand
 * next on a command line, which those scripts ask for. That comes from the
 * catalogue, the configuration and the cache: no server is ever asked, no
 * command of the configuration is run, and it takes a moment at most.
 */
#ifndef ENDPANE_CLI_COMPLETE_H
#define ENDPANE_CLI_COMPLETE_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/base/ids.h>

/* shell: bash, zsh or fish; ERR_USAGE for another. */
bool	complete_script(const char *shell, struct buf *out, struct err *err);

/*
 * What may stand for the last of the words behind the program's name. The first
 * line is "words", or "files" where a path is wanted; then a word a line, behind
 * a TAB what it is. Nothing hostile is among them. bash: the words are as bash
 * cuts them, with "=" by itself.
 */
void	complete_words(bool bash, int count, char *const *words,
	    struct buf *out);

#endif
