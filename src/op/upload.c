/* Looks at files that are to be sent; reads those that JSON will carry. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "upload.h"

/* What JSON may carry: all of it stands in memory, and a third more. */
#define JSON_MOST	((int64_t)64 * 1024 * 1024)

static bool
read_all(int fd, struct plan_request *r, struct err *err)
{
	struct buf bytes = { 0 }, body = { 0 };
	char some[16384];
	ssize_t got;

	do {
		got = read(fd, some, sizeof(some));
		if (got > 0)
			buf_add(&bytes, some, (size_t)got);
	} while (got > 0 || (got < 0 && errno == EINTR));
	if (got < 0 || (int64_t)bytes.len != r->file_size) {
		buf_fini(&bytes);
		return err_set(err, ERR_LOCAL, "%.200s: could not be read",
		    r->file);
	}
	buf_text(&body, "{\"stream\":\"");
	str_base64((struct slice){ bytes.at, bytes.len }, &body);
	buf_text(&body, "\"}");
	r->body = buf_take(&body, NULL);
	buf_fini(&bytes);
	return true;
}

/* A pipe or a device could hold up everything: plain files only. */
static bool
look_at(struct plan_request *r, struct err *err)
{
	int fd = open(r->file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	bool good = true;

	if (fd < 0)
		return err_set(err, ERR_USAGE, "%.200s: %s", r->file,
		    strerror(errno));
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		good = err_set(err, ERR_USAGE, "%.200s: is no plain file",
		    r->file);
	else if (st.st_size == 0)
		good = err_set(err, ERR_USAGE, "%.200s: is empty", r->file);
	else if (r->file_in_json && st.st_size > JSON_MOST)
		good = err_set(err, ERR_USAGE, "%.200s: is too large for "
		    "upload_style = json", r->file);
	else
		r->file_size = st.st_size;
	if (good && r->file_in_json)
		good = read_all(fd, r, err);
	close(fd);
	return good;
}

bool
upload_prepare(struct plan *plan, struct err *err)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->requests[i].file != NULL &&
		    plan->requests[i].body == NULL &&
		    !look_at(&plan->requests[i], err))
			return false;
	return true;
}
