/* The kinds of commands on vendors' objects; each prints its answer. */
#ifndef ENDPANE_CLI_COMMANDS_H
#define ENDPANE_CLI_COMMANDS_H

#include <endpane/cli/session.h>
#include <endpane/op/job.h>

/* Lists: rows of a resource, of no resource, or bare ids. */
bool	command_list(struct session *session, struct err *err);
/* One object, as fields or as the server wrote it. */
bool	command_show(struct session *session, struct err *err);
/* Any operation that writes, on a connection, with all its arguments. */
bool	change_run(struct session *session, const struct conn *conn,
	    const struct cat_resource *resource, const struct cat_op *op,
	    const struct args *args, struct err *err);
/* The same for a job that is planned already. */
bool	change_carry_out(struct session *session, struct job *job,
	    struct err *err);
/* journal resume and undo. */
bool	again_run(const struct options *options, struct err *err);
/* An answer as the server wrote it, secrets masked, made harmless. */
bool	answer_print(const struct options *options, struct slice answer,
	    struct err *err);
/* A call written by hand. */
bool	api_run(const struct options *options, struct err *err);
/* Everything that writes: plan, question, sending, result of each object. */
bool	command_change(struct session *session, struct err *err);
/*
 * Adds the secrets that the operation takes: printed by the commands named for
 * them, else asked for twice without echo. A dry run gets "[secret]".
 */
bool	secrets_gather(const struct session *session,
	    const struct cat_op *op, struct args *args, struct err *err);
/* --plain on a terminal: commands a line, answers as lines, until the end. */
bool	command_plain(struct session *session, struct err *err);
/* --plain: the lists and how many rows they have, as lines. */
bool	command_overview(struct session *session, struct err *err);

/* The same read for all of them; false as fetch_done_fn's err says. */
struct reading_end {
	bool		 is_over;
	struct err	 err;
};
/* Something worth a word goes to standard error. */
void	command_remark(const char *remark);

#endif
