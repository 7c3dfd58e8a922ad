/* Reads files that hold arguments into the arguments. */
#include <endpane/base/buf.h>
#include <endpane/base/str.h>
#include <endpane/op/job.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load.h"

#define FILE_MOST	((size_t)8 * 1024 * 1024)

static bool
read_all(int fd, const char *path, struct buf *text, struct err *err)
{
	char some[16384];
	struct stat st;
	ssize_t got;

	/* A pipe or a device could hold up everything. */
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return err_set(err, ERR_USAGE, "%.200s: is no plain file",
		    path);
	text->ceiling = FILE_MOST;
	do {
		got = read(fd, some, sizeof(some));
		if (got > 0 && !buf_add(text, some, (size_t)got))
			return err_set(err, ERR_USAGE,
			    "%.200s: is too large", path);
	} while (got > 0 || (got < 0 && errno == EINTR));
	if (got < 0)
		return err_set(err, ERR_LOCAL, "%.200s: %s", path,
		    strerror(errno));
	if (text->len == 0 || memchr(text->at, '\0', text->len) != NULL)
		return err_set(err, ERR_USAGE, text->len == 0 ?
		    "%.200s: is empty" : "%.200s: is no text", path);
	return true;
}

static bool
load(const char *name, const char *path, struct args *args, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct buf text = { 0 }, as = { 0 };
	bool good;

	if (fd < 0)
		return err_set(err, ERR_USAGE, "%.200s: %s", path,
		    strerror(errno));
	good = read_all(fd, path, &text, err);
	close(fd);
	buf_format(&as, "%s-text", name);
	if (good)
		args_add(args, buf_string(&as),
		    (struct slice){ text.at, text.len });
	buf_fini(&as);
	buf_fini(&text);
	return good;
}

bool
job_preview(const struct cat_op *op, const struct args *args,
    cat_row_fn *each, void *who, struct err *err)
{
	struct args all = { 0 };
	bool good;

	if (op->ways == NULL || op->ways->preview == NULL)
		return err_set(err, ERR_USAGE, "%s takes no rows", op->verb);
	args_copy(&all, args);
	good = load_files(op, &all, err) &&
	    op->ways->preview(&all, each, who, err);
	args_fini(&all);
	return good;
}

bool
load_files(const struct cat_op *op, struct args *args, struct err *err)
{
	const struct cat_param *p;
	const char *path;

	for (p = op->params; p != NULL && p->name != NULL; p++) {
		path = args_get(args, p->name, 0);
		if ((p->flags & CAT_LOADED) != 0 && path != NULL &&
		    !load(p->name, path, args, err))
			return false;
	}
	return true;
}
