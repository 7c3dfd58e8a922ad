/*
 * Ends a program by SIGKILL before the nth call that reaches a disk or a
 * server: preloaded, KILL_AT says which one (0: none). KILL_COUNT names a file
 * for the number of such calls, written at a natural end.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static long calls;

/* Not static: headers may have made what calls it inline. */
void	point(void);

void
point(void)
{
	const char *at = getenv("KILL_AT");

	if (++calls == (at != NULL ? atol(at) : 0))
		kill(getpid(), SIGKILL);
}

static __attribute__((destructor)) void
tell(void)
{
	const char *path = getenv("KILL_COUNT");
	FILE *f = path != NULL ? fopen(path, "w") : NULL;

	if (f == NULL)
		return;
	fprintf(f, "%ld\n", calls);
	fclose(f);
}

#define REAL(name)	((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int
fdatasync(int fd)
{
	point();
	return REAL(fdatasync)(fd);
}

int
fsync(int fd)
{
	point();
	return REAL(fsync)(fd);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t size, off64_t at)
{
	point();
	return REAL(pwrite64)(fd, bytes, size, at);
}

ssize_t
pwrite(int fd, const void *bytes, size_t size, off_t at)
{
	point();
	return REAL(pwrite)(fd, bytes, size, at);
}

ssize_t
send(int fd, const void *bytes, size_t size, int flags)
{
	point();
	return REAL(send)(fd, bytes, size, flags);
}

/* Reading what has come: a point only where there is something. */
ssize_t
recv(int fd, void *bytes, size_t size, int flags)
{
	ssize_t got = REAL(recv)(fd, bytes, size, flags);

	if (got > 0)
		point();
	return got;
}
