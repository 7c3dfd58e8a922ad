/* Secrets: from a command, a file, the environment or the configuration. */
#include <endpane/config/secret.h>

#include <endpane/config/paths.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a command may print behind its first line before it is ended. */
#define AFTER_MOST ((size_t)1 << 20)

extern char **environ;

static const char *
key_of(const struct secret_reading *r)
{
	return r->key != NULL ? r->key : "secret";
}

/* Room for all of it at once: growing would leave copies behind. */
static bool
make_room(struct secret_reading *r, struct err *err)
{
	return buf_reserve(&r->got, SECRET_MOST + 2) ||
	    err_set(err, ERR_LOCAL, "%s: no memory for it", key_of(r));
}

/* Trims the line end and looks whether what is left may be a secret. */
static bool
finish(struct secret_reading *r, struct err *err)
{
	struct buf *got = &r->got;
	size_t i;

	while (got->len > 0 && (got->at[got->len - 1] == '\r' ||
	    got->at[got->len - 1] == '\n'))
		got->at[--got->len] = '\0';
	if (got->len == 0)
		return err_set(err, ERR_USAGE,
		    "%s: gives an empty secret", key_of(r));
	if (got->len > SECRET_MOST)
		return err_set(err, ERR_USAGE, "%s: the secret is too long; "
		    "accepted: %d bytes in one line", key_of(r), SECRET_MOST);
	for (i = 0; i < got->len; i++)
		if (((unsigned char)got->at[i] < ' ' && got->at[i] != '\t') ||
		    got->at[i] == 0x7f)
			return err_set(err, ERR_USAGE, "%s: the secret has a "
			    "control character; accepted: one line of text",
			    key_of(r));
	r->ready = true;
	return true;
}

/* Keeps the first line of what arrives and counts the rest. */
static bool
take(struct secret_reading *r, const char *at, size_t len)
{
	const char *end = memchr(at, '\n', len);
	size_t kept = end != NULL ? (size_t)(end - at) + 1 : len;
	size_t room = SECRET_MOST + 2 - r->got.len;

	if (r->got.len > 0 && r->got.at[r->got.len - 1] == '\n')
		kept = 0;
	if (kept > room)
		kept = room;
	buf_add(&r->got, at, kept);
	r->after += len - kept;
	return r->after <= AFTER_MOST;
}

static bool
take_text(struct secret_reading *r, const char *text, struct err *err)
{
	take(r, text, strlen(text));
	return finish(r, err);
}

/* Bytes taken, 0 at the end, -1 where nothing is there yet, -2 on failure. */
static ssize_t
read_some(struct secret_reading *r, int fd, struct err *err)
{
	char some[4096];
	ssize_t got;
	bool good;

	do
		got = read(fd, some, sizeof(some));
	while (got < 0 && errno == EINTR);
	if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return -1;
	if (got < 0) {
		err_set(err, ERR_LOCAL, "%s: %s", key_of(r), strerror(errno));
		return -2;
	}
	good = take(r, some, (size_t)got);
	explicit_bzero(some, sizeof(some));
	if (good)
		return got;
	err_set(err, ERR_USAGE, "%s: prints without end; accepted: the secret "
	    "in its first line", key_of(r));
	return -2;
}

static bool
read_file(struct secret_reading *r, const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	ssize_t got = 1;
	bool good;

	if (fd < 0)
		return err_set(err, ERR_USAGE, "%s: %.200s: %s", key_of(r),
		    path, strerror(errno));
	good = paths_is_private(path, fd, err) || err_at(err, key_of(r));
	while (good && got > 0 && r->after == 0)
		got = read_some(r, fd, err);
	close(fd);
	return good && got > -2 && finish(r, err);
}

static int
prepare(posix_spawn_file_actions_t *files, posix_spawnattr_t *how, int out)
{
	sigset_t none, all;
	int failed;

	sigemptyset(&none);
	sigfillset(&all);
	/*
	 * A session of its own: what asks on the terminal fails at once instead
	 * of being stopped, and what it starts can be ended with it.
	 */
	failed = posix_spawnattr_setflags(how, POSIX_SPAWN_SETSID |
	    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	if (failed == 0)
		failed = posix_spawnattr_setsigmask(how, &none);
	if (failed == 0)
		failed = posix_spawnattr_setsigdefault(how, &all);
	if (failed == 0)
		failed = posix_spawn_file_actions_adddup2(files, out, 1);
	if (failed == 0)
		failed = posix_spawn_file_actions_addopen(files, 0,
		    "/dev/null", O_RDONLY, 0);
	if (failed == 0)
		failed = posix_spawn_file_actions_addopen(files, 2,
		    "/dev/null", O_WRONLY, 0);
	if (failed == 0)
		failed = posix_spawn_file_actions_addclosefrom_np(files, 3);
	return failed;
}

static int
start(const char *command, int out, pid_t *pid)
{
	/* posix_spawn takes char * for history's sake; it changes nothing. */
	char shell[] = "sh", flag[] = "-c", ends[] = "--";
	char *line = strdup(command);
	char *const argv[] = { shell, flag, ends, line, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	int failed;

	if (line == NULL)
		return ENOMEM;
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&how);
	failed = prepare(&files, &how, out);
	if (failed == 0)
		failed = posix_spawn(pid, "/bin/sh", &files, &how, argv,
		    environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&how);
	free(line);
	return failed;
}

static bool
begin_command(struct secret_reading *r, const char *command, struct err *err)
{
	int ends[2], failed;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set(err, ERR_LOCAL, "%s: no pipe: %s", key_of(r),
		    strerror(errno));
	/* Our end only: the command must not meet EAGAIN. */
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	failed = start(command, ends[1], &r->pid);
	close(ends[1]);
	r->fd = ends[0];
	if (failed == 0)
		return true;
	r->pid = 0;
	return err_set(err, ERR_LOCAL, "%s: cannot run /bin/sh: %s",
	    key_of(r), strerror(failed));
}

bool
secret_begin_command(const char *key, const char *command,
    struct secret_reading *r, struct err *err)
{
	const struct secret secret = { SECRET_COMMAND, command, key };

	return secret_begin(&secret, r, err);
}

bool
secret_begin(const struct secret *secret, struct secret_reading *r,
    struct err *err)
{
	const char *value;
	bool good;

	*r = (struct secret_reading){ .fd = -1, .key = secret->key };
	good = make_room(r, err);
	if (good)
		switch (secret->source) {
		case SECRET_NONE:
			good = err_set(err, ERR_USAGE, "%s: is not configured",
			    key_of(r));
			break;
		case SECRET_COMMAND:
			good = begin_command(r, secret->from, err);
			break;
		case SECRET_FILE:
			good = read_file(r, secret->from, err);
			break;
		case SECRET_ENV:
			value = getenv(secret->from);
			good = value != NULL || err_set(err, ERR_USAGE,
			    "%s: the environment variable %.100s is not set",
			    key_of(r), secret->from);
			good = good && take_text(r, value, err);
			break;
		case SECRET_VALUE:
			good = take_text(r, secret->from, err);
			break;
		}
	if (!good)
		secret_end(r);
	return good;
}

static void
close_fd(struct secret_reading *r)
{
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
}

/* 1 gone with a good status, 0 still there, -1 failed. */
static int
reap(struct secret_reading *r, bool wait, struct err *err)
{
	int status = 0;
	pid_t gone;

	do
		gone = waitpid(r->pid, &status, wait ? 0 : WNOHANG);
	while (gone < 0 && errno == EINTR);
	if (gone == 0)
		return 0;
	r->pid = 0;
	if (gone > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 1;
	if (gone < 0)
		err_set(err, ERR_LOCAL, "%s: how the command ended is not "
		    "known: %s", key_of(r), strerror(errno));
	else if (WIFSIGNALED(status))
		err_set(err, ERR_USAGE, "%s: the command was ended by signal "
		    "%d; run it in a shell to see why", key_of(r),
		    WTERMSIG(status));
	else
		err_set(err, ERR_USAGE, "%s: the command ended with status "
		    "%d; run it in a shell to see why", key_of(r),
		    WEXITSTATUS(status));
	return -1;
}

/* Its output has ended; it may live on for a moment, waited for by pidfd. */
static int
step_end(struct secret_reading *r, struct err *err)
{
	int gone, fd;

	gone = reap(r, false, err);
	if (gone == 0) {
		fd = pidfd_open(r->pid, 0);
		/* Without pidfd (an old kernel) the moment is waited out. */
		if (fd >= 0) {
			close_fd(r);
			r->fd = fd;
			return 0;
		}
		gone = reap(r, true, err);
	}
	close_fd(r);
	return gone > 0 && finish(r, err) ? 1 : -1;
}

int
secret_step(struct secret_reading *r, struct err *err)
{
	ssize_t got;

	if (r->ready)
		return 1;
	if (r->pid == 0) {
		err_set(err, ERR_LOCAL, "%s: no reading is under way",
		    key_of(r));
		return -1;
	}
	while (!r->silent) {
		got = read_some(r, r->fd, err);
		if (got == -1)
			return 0;
		if (got == -2)
			return -1;
		r->silent = got == 0;
	}
	return step_end(r, err);
}

void
secret_end(struct secret_reading *r)
{
	struct err ignored;
	struct pollfd wait;

	if (r->pid > 0) {
		kill(-r->pid, SIGTERM);
		wait = (struct pollfd){ pidfd_open(r->pid, 0), POLLIN, 0 };
		poll(&wait, 1, 20);
		kill(-r->pid, SIGKILL);
		reap(r, true, &ignored);
		if (wait.fd >= 0)
			close(wait.fd);
	}
	if (r->fd > 0)
		close(r->fd);
	buf_wipe(&r->got);
	memset(r, 0, sizeof(*r));
	r->fd = -1;
}

void
secret_describe(const struct secret *secret, struct buf *out)
{
	switch (secret->source) {
	case SECRET_NONE:
		buf_text(out, "nowhere");
		break;
	case SECRET_COMMAND:
		buf_text(out, "command");
		break;
	case SECRET_FILE:
		buf_format(out, "file %s", secret->from);
		break;
	case SECRET_ENV:
		buf_format(out, "environment variable %s", secret->from);
		break;
	case SECRET_VALUE:
		buf_text(out, "configuration");
		break;
	}
}
