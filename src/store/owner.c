/* Locks on single bytes, by which instances know each other to be alive. */
#include "owner.h"

#include <endpane/base/digest.h>
#include <endpane/base/mem.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct flock
byte_at(int64_t name, short type)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET };

	lock.l_start = (off_t)name;
	lock.l_len = 1;
	return lock;
}

bool
owner_take(struct owner *owner, const char *folder, struct err *err)
{
	char *path = mem_format("%s/instances.lock", folder);
	struct flock lock;
	uint64_t random;
	bool ok = false;

	owner->fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
	    0600);
	while (owner->fd >= 0 && !ok) {
		digest_random(&random, sizeof(random));
		owner->name = (int64_t)(random >> 2) + 1;
		lock = byte_at(owner->name, F_WRLCK);
		ok = fcntl(owner->fd, F_OFD_SETLK, &lock) == 0;
		if (!ok && errno != EAGAIN && errno != EACCES)
			break;
	}
	if (!ok) {
		err_set(err, ERR_LOCAL, "cannot lock %s: %s", path,
		    strerror(errno));
		owner_release(owner);
	}
	free(path);
	return ok;
}

void
owner_release(struct owner *owner)
{
	if (owner->fd >= 0)
		close(owner->fd);
	owner->fd = -1;
}

bool
owner_lives(const struct owner *owner, int64_t name)
{
	struct flock lock = byte_at(name, F_WRLCK);

	if (name == owner->name)
		return true;
	if (fcntl(owner->fd, F_OFD_GETLK, &lock) != 0)
		return true;
	return lock.l_type != F_UNLCK;
}
