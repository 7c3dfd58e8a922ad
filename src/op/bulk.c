/* A lock on a file of the state folder; the kernel drops it with the process. */
#include <endpane/base/mem.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "bulk.h"

bool
bulk_enter(struct engine *engine, struct err *err)
{
	char *path;
	int fd, failed = 0;

	if (engine->bulks > 0) {
		engine->bulks++;
		return true;
	}
	path = mem_format("%s/bulk.lock", engine->options.state_folder);
	fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0)
		failed = errno;
	if (failed == EWOULDBLOCK)
		err_set(err, ERR_GUARD, "another endpane is changing many "
		    "objects; nothing was sent; wait until it is done, then "
		    "do it again");
	else if (failed != 0)
		err_set(err, ERR_LOCAL, "cannot lock %.200s: %s; nothing was "
		    "sent; mend that, then do it again", path,
		    strerror(failed));
	free(path);
	if (failed != 0) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	engine->bulk_lock = fd;
	engine->bulks = 1;
	return true;
}

void
bulk_leave(struct engine *engine)
{
	if (--engine->bulks == 0)
		close(engine->bulk_lock);
}
