/* Reads ids from standard input, one a line. */
#include "ids.h"

#include <endpane/base/signals.h>
#include <endpane/base/str.h>

#include <errno.h>
#include <unistd.h>

#define INPUT_MOST	((size_t)256 * 1024 * 1024)

static bool
takes_ids(const struct options *o, const char *name)
{
	const struct cat_param *p = cat_param(o->op, str_slice(name));

	return p != NULL &&
	    (p->kind == CAT_ID || (p->flags & CAT_KEY) != 0);
}

static bool
is_dash(const struct options *o, size_t n)
{
	const struct arg *arg = &o->args.list[n];

	return strcmp(arg->value, "-") == 0 && takes_ids(o, arg->name);
}

static bool
read_input(int fd, struct buf *input, struct err *err)
{
	char bytes[16384];
	ssize_t got;

	input->ceiling = INPUT_MOST;
	for (;;) {
		if (!signals_wait(fd, err))
			return false;
		got = read(fd, bytes, sizeof(bytes));
		if (got == 0)
			return true;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set(err, ERR_LOCAL,
			    "cannot read standard input: %s", strerror(errno));
		if (!buf_add(input, bytes, (size_t)got))
			return err_set(err, ERR_USAGE,
			    "standard input holds too much for ids");
		/* Texts end at one: an id would be another than was meant. */
		if (memchr(bytes, '\0', (size_t)got) != NULL)
			return err_set(err, ERR_USAGE,
			    "standard input holds a NUL byte");
	}
}

/* Adds the lines under the name; returns how many. */
static size_t
add_lines(struct args *args, const char *name, struct slice input)
{
	struct slice line;
	size_t count = 0;

	while (str_next(&input, '\n', &line)) {
		line = str_trim(line);
		if (line.len > 0 && line.at[line.len - 1] == '\r')
			line = str_trim((struct slice) { line.at,
				line.len - 1 });
		if (line.len == 0)
			continue;
		args_add(args, name, line);
		count++;
	}
	return count;
}

static bool
check_count(const struct options *o, const char *name, size_t count,
    struct err *err)
{
	const struct cat_param *p = cat_param(o->op, str_slice(name));

	if (count == 0)
		return err_set(err, ERR_GUARD,
		    "no id on standard input; nothing was sent");
	if (count > 1 && (p->flags & CAT_MANY) == 0)
		return err_set(err, ERR_USAGE, "%s %s takes one %s, standard "
		    "input holds %zu", o->resource->noun, o->op->verb,
		    p->name, count);
	return true;
}

bool
ids_read(struct options *options, int fd, struct err *err)
{
	struct args *args = &options->args, all = { 0 };
	struct buf input = { 0 };
	size_t n, dashes = 0, dash = 0;
	bool ok;

	for (n = 0; n < args->count; n++)
		if (is_dash(options, n)) {
			dash = n;
			dashes++;
		}
	if (dashes == 0)
		return true;
	if (dashes > 1)
		return err_set(err, ERR_USAGE,
		    "\"-\" stands for standard input once");
	ok = signals_open(SIGNAL_INTERRUPT | SIGNAL_END, err) &&
	    read_input(fd, &input, err);
	signals_close();
	for (n = 0; ok && n < args->count; n++)
		if (n != dash)
			args_add(&all, args->list[n].name,
			    str_slice(args->list[n].value));
		else
			ok = check_count(options, args->list[n].name,
			    add_lines(&all, args->list[n].name,
			    (struct slice) { input.at, input.len }), err);
	buf_fini(&input);
	if (!ok) {
		args_fini(&all);
		return false;
	}
	args_fini(args);
	*args = all;
	return true;
}
