/* Runs $VISUAL or $EDITOR on a file of our own, and reads it back. */
#include "editor.h"

#include <endpane/base/mem.h>
#include <endpane/base/signals.h>
#include <endpane/base/str.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "screen.h"

#define TEXT_MOST	((size_t)8 * 1024 * 1024)
#define LOOK_MS		50	/* between two looks whether it has ended */

extern char **environ;

/* Only its owner can read the runtime folder, where there is one. */
static const char *
folder(void)
{
	const char *path = getenv("XDG_RUNTIME_DIR");

	if (path == NULL || path[0] != '/' || access(path, W_OK) != 0)
		path = getenv("TMPDIR");
	return path != NULL && path[0] == '/' ? path : "/tmp";
}

static bool
write_all(int fd, const struct buf *text)
{
	size_t done = 0;
	ssize_t wrote;

	while (done < text->len) {
		wrote = write(fd, text->at + done, text->len - done);
		if (wrote < 0 && errno != EINTR)
			return false;
		if (wrote > 0)
			done += (size_t)wrote;
	}
	return true;
}

/* Mode 0600, by mkostemps itself. */
static bool
make_file(char *path, const char *suffix, const struct buf *text,
    struct err *err)
{
	int fd = mkostemps(path, (int)strlen(suffix), O_CLOEXEC);
	bool good;

	if (fd < 0)
		return err_set(err, ERR_LOCAL, "%.200s: %s", path,
		    strerror(errno));
	good = write_all(fd, text);
	if (close(fd) != 0 || !good) {
		err_set(err, ERR_LOCAL, "%.200s: %s", path, strerror(errno));
		unlink(path);
		return false;
	}
	return true;
}

/* By its name: many editors put a new file in the place of the old one. */
static bool
read_back(const char *path, struct buf *text, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct buf read_text = { .ceiling = TEXT_MOST };
	char some[16384];
	struct stat st;
	ssize_t got = -1;

	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		while ((got = read(fd, some, sizeof(some))) > 0 &&
		    buf_add(&read_text, some, (size_t)got))
			;
	if (fd >= 0)
		close(fd);
	if (got != 0 || memchr(buf_string(&read_text), '\0',
	    read_text.len) != NULL) {
		buf_wipe(&read_text);
		return err_set(err, ERR_LOCAL, "what the editor left cannot "
		    "be read: nothing of it was taken");
	}
	buf_wipe(text);
	*text = read_text;
	return true;
}

/* It is ours in everything but the signals that we have taken. */
static int
start(const char *path, pid_t *pid)
{
	const char *editor = getenv("VISUAL");
	char shell[] = "sh", flag[] = "-c", *line, *name = mem_text(path);
	char *argv[5] = { shell, flag, NULL, shell, name };
	char *full[6];
	posix_spawnattr_t how;
	sigset_t all, none;
	int failed;

	if (editor == NULL || editor[0] == '\0')
		editor = getenv("EDITOR");
	if (editor == NULL || editor[0] == '\0')
		editor = "vi";
	line = mem_format("%s \"$1\"", editor);
	argv[2] = line;
	memcpy(full, argv, sizeof(argv));
	full[5] = NULL;
	sigfillset(&all);
	sigemptyset(&none);
	posix_spawnattr_init(&how);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF |
	    POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigdefault(&how, &all);
	posix_spawnattr_setsigmask(&how, &none);
	failed = posix_spawn(pid, "/bin/sh", NULL, &how, full, environ);
	posix_spawnattr_destroy(&how);
	free(line);
	free(name);
	return failed;
}

/* Stopped by its Ctrl-Z, so are we; a hang-up ends both. */
static int
wait_for(struct app *app, pid_t pid)
{
	int status = 0;
	pid_t who;

	for (;;) {
		who = waitpid(pid, &status, WNOHANG | WUNTRACED);
		if (who < 0 && errno != EINTR)
			return -1;
		if (who == pid && WIFSTOPPED(status))
			raise(SIGSTOP);
		else if (who == pid)
			return status;
		if ((signals_take() & SIGNAL_END) != 0) {
			kill(pid, SIGHUP);
			app_leave(app, 130);
			return -1;
		}
		poll(NULL, 0, LOOK_MS);
	}
}

static bool
run(struct app *app, const char *path, struct err *err)
{
	int failed, status = -1;
	pid_t pid;

	screen_leave();
	failed = start(path, &pid);
	if (failed == 0)
		status = wait_for(app, pid);
	screen_return();
	if (failed != 0)
		return err_set(err, ERR_LOCAL, "no editor: %s",
		    strerror(failed));
	if (status == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return err_set(err, ERR_LOCAL, "the editor ended with an "
		    "error: nothing of it was taken");
	return true;
}

bool
editor_run(struct app *app, struct buf *text, const char *suffix,
    struct err *err)
{
	char *path = mem_format("%s/endpane-XXXXXX%s", folder(), suffix);
	bool good = make_file(path, suffix, text, err);
	int rows, cols;

	if (good) {
		good = run(app, path, err) && read_back(path, text, err);
		unlink(path);
		screen_size(&rows, &cols);
		canvas_resize(app->canvas, rows, cols);
		canvas_forget(app->canvas);
		app->suspends++;	/* questions asked before are void */
		app->is_dirty = app->is_fresh = true;
	}
	free(path);
	return good;
}
