/*
 * The results of an operation that writes: id, name, status and message of
 * each object, whatever became of it.
 */
#ifndef ENDPANE_CLI_RESULTS_H
#define ENDPANE_CLI_RESULTS_H

#include <endpane/cli/session.h>
#include <endpane/op/job.h>

/* Before anything is sent: ERR_USAGE where --columns names another. */
bool	results_check(const struct options *options, struct err *err);
/* Of a call by hand: the answer itself. */
bool	results_print(const struct session *session, const struct job *job,
	    struct err *err);

#endif
