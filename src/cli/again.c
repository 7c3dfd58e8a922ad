/* Makes an earlier job into a new one: what it left is sent, what it did undone. */
#include "commands.h"

#include <endpane/base/str.h>
#include <endpane/op/past.h>

#include <string.h>

static struct job *
plan_again(struct session *s, struct past *past, struct err *err)
{
	struct args secrets = { 0 };
	struct job *job = NULL;

	if (strcmp(s->options->op->verb, "undo") == 0)
		return past_undo(past, err);
	if (secrets_gather(s, past_op(past), &secrets, err))
		job = past_resume(past, &secrets, err);
	args_fini(&secrets);
	return job;
}

static bool
carry_out(struct session *s, void *who, struct err *err)
{
	const char *id = args_get(&s->options->args, "id", 0);
	struct past *past;
	struct job *job;
	int64_t number;

	(void)who;
	if (!str_number(str_slice(id), &number))
		return err_set(err, ERR_USAGE, "%s is no number of an entry",
		    id);
	past = past_open(s->engine, number, err);
	if (past == NULL)
		return false;
	job = plan_again(s, past, err);
	if (job != NULL)
		return change_carry_out(s, job, err);
	past_close(past);
	return false;
}

bool
again_run(const struct options *options, struct err *err)
{
	return session_run(options, false, carry_out, NULL, err);
}
