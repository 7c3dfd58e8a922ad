/* Secrets that an operation takes: from a command, or asked for twice. */
#include "commands.h"

#include <endpane/base/signals.h>
#include <endpane/base/str.h>
#include <endpane/cli/ask.h>
#include <endpane/config/secret.h>
#include <endpane/op/args.h>

#include <errno.h>
#include <poll.h>

/* Waits for the reading or a signal. */
static bool
wait_for(const struct secret_reading *reading, struct err *err)
{
	struct pollfd wait[2] = { { .fd = reading->fd, .events = POLLIN },
		{ .fd = signals_fd(), .events = POLLIN } };

	if (poll(wait, 2, -1) < 0 && errno != EINTR)
		return err_set(err, ERR_LOCAL, "cannot wait for a command");
	if ((wait[1].revents & POLLIN) != 0 && (signals_take() &
	    (SIGNAL_INTERRUPT | SIGNAL_END)) != 0)
		return err_set(err, ERR_INTERRUPTED, "interrupted");
	return true;
}

static bool
from_command(const char *name, const char *command, struct args *args,
    struct err *err)
{
	struct secret_reading reading = { 0 };
	char key[80];
	int step;

	snprintf(key, sizeof(key), "--%s-command", name);
	if (!secret_begin_command(key, command, &reading, err))
		return false;
	while ((step = secret_step(&reading, err)) == 0)
		if (!wait_for(&reading, err)) {
			step = -1;
			break;
		}
	if (step == 1)
		args_add(args, name, (struct slice) { reading.got.at,
		    reading.got.len });
	secret_end(&reading);
	return step == 1;
}

static bool
ask_twice(const struct cat_param *p, struct args *args, struct err *err)
{
	struct buf first = { 0 }, again = { 0 }, question = { 0 };
	bool ok;

	/* Room for all of it at once: growing would leave copies behind. */
	buf_reserve(&first, SECRET_MOST);
	buf_reserve(&again, SECRET_MOST);
	buf_format(&question, "%s (not shown):", p->help);
	ok = ask_secret(buf_string(&question), &first, err) &&
	    ask_secret("Once more:", &again, err);
	if (ok && first.len == 0)
		ok = err_set(err, ERR_GUARD, "%s is empty; nothing was sent",
		    p->name);
	else if (ok && strcmp(buf_string(&first), buf_string(&again)) != 0)
		ok = err_set(err, ERR_GUARD,
		    "the two are not the same; nothing was sent");
	if (ok)
		args_add(args, p->name, (struct slice) { first.at,
		    first.len });
	buf_wipe(&first);
	buf_wipe(&again);
	buf_fini(&question);
	return ok;
}

static bool
gather(const struct options *o, const struct cat_param *p, struct args *args,
    struct err *err)
{
	const char *command = args_get(&o->commands, p->name, 0);

	/* What is never sent need not be known. */
	if (o->dry_run)
		args_add(args, p->name, str_slice("[secret]"));
	else if (command != NULL)
		return from_command(p->name, command, args, err);
	else if ((p->flags & CAT_REQUIRED) == 0)
		return true;
	else if (o->no_input || !ask_can())
		return err_set(err, ERR_GUARD, "%s is not known: it is asked "
		    "for, or --%s-command gives it", p->name, p->name);
	else
		return ask_twice(p, args, err);
	return true;
}

bool
secrets_gather(const struct session *session, const struct cat_op *op,
    struct args *args, struct err *err)
{
	const struct cat_param *p = op->params;

	/* Nobody is to type a password for what is then refused; the guard
	 * has the first word on all that takes none. */
	for (; p != NULL && p->name != NULL; p++)
		if (p->kind == CAT_SECRET && (!args_given(op, args, err) ||
		    !gather(session->options, p, args, err)))
			return false;
	return true;
}
