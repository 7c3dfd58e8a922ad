/*
 * Questions to the person at the terminal (/dev/tty, never standard input).
 */
#ifndef ENDPANE_CLI_ASK_H
#define ENDPANE_CLI_ASK_H

#include <endpane/base/buf.h>
#include <endpane/op/job.h>

/*
 * Shows what a ready job would do and to what, and takes the answer that its
 * guard wants. False with ERR_GUARD where there is no terminal or the answer is
 * another one, ERR_INTERRUPTED after a signal. *typed is what to confirm with.
 */
bool	ask_job(const struct job *job, struct buf *typed, struct err *err);

/* A line for each object of a job: full id, name, why it is left out. */
void	ask_objects(const struct job *job, struct buf *out);

/*
 * Shows a question of one line and takes that word for an answer. ERR_GUARD for
 * any other one, and where there is no terminal.
 */
bool	ask_word(const char *question, const char *word, struct err *err);

/* There is a terminal to ask on. */
bool	ask_can(void);

/* One line without echo; buf_wipe(answer) is the caller's. */
bool	ask_secret(const char *question, struct buf *answer, struct err *err);

/*
 * One line, seen while it is typed; nothing typed stands for preset ("": then
 * the answer is empty).
 */
bool	ask_line(const char *question, const char *preset, struct buf *answer,
	    struct err *err);
/*
 * The same with choices, a line each (behind a TAB, what it is): one of them, by
 * its word or its number; the first where nothing is typed. Asks again for what
 * is none. "" as choices: any line.
 */
bool	ask_choice(const char *question, const char *choices,
	    struct buf *answer, struct err *err);

#endif
