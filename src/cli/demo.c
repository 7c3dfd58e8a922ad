/* Starts endpane-sim for one run of the program, and cleans up after it. */
#include <endpane/base/clock.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/cli/demo.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define START_MS 30000	/* a million devices take a while */
#define END_MS 2000

struct demo {
	pid_t	 pid;
	int	 life;		/* the child ends when this is closed */
	int	 lines;		/* what it prints */
	int	 config;	/* the end of a pipe that it writes */
	char	*folder;
	char	*state_folder;
	char	*cache_folder;
};

/* The child's ends of the pipes, as numbers it is told. */
struct ends {
	int	life;
	int	lines;
	int	config;
};

/* "/usr/bin/endpane-sim" beside this program, or the bare name for PATH. */
static char *
program(void)
{
	char self[PATH_MAX], *path, *slash;
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (len > 0) {
		self[len] = '\0';
		slash = strrchr(self, '/');
		path = mem_format("%.*s/endpane-sim", (int)(slash - self),
		    self);
		if (access(path, X_OK) == 0)
			return path;
		free(path);
	}
	return mem_text("endpane-sim");
}

static void
keep_open(int fd)
{
	int flags = fcntl(fd, F_GETFD);

	if (flags >= 0)
		fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC);
}

/* In the child: never returns. Only what is safe after fork(). */
static void
become(char *const *argv, const struct ends *ends, pid_t parent)
{
	int null = open("/dev/null", O_RDONLY);

	/* Ctrl-C is for whoever waits for outcomes, not for the servers. */
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(1);
	dup2(null, STDIN_FILENO);
	dup2(ends->lines, STDOUT_FILENO);
	dup2(ends->lines, STDERR_FILENO);
	keep_open(ends->life);
	keep_open(ends->config);
	execvp(argv[0], argv);
	_exit(127);
}

static bool
spawn(struct demo *d, int devices, const struct ends *ends, struct err *err)
{
	char *argv[] = { program(), mem_text("--devices"),
		mem_format("%d", devices), mem_text("--config-out"),
		mem_format("/dev/fd/%d", ends->config),
		mem_text("--parent-fd"), mem_format("%d", ends->life), NULL };
	pid_t parent = getpid();
	size_t n;

	d->pid = fork();
	if (d->pid == 0)
		become(argv, ends, parent);
	for (n = 0; argv[n] != NULL; n++)
		free(argv[n]);
	if (d->pid < 0) {
		d->pid = 0;
		return err_set(err, ERR_LOCAL, "cannot start endpane-sim: %s",
		    strerror(errno));
	}
	return true;
}

/* Its line says that it listens; before it ends without, it says why. */
static bool
wait_for_line(struct demo *d, struct err *err)
{
	int64_t until = clock_monotonic_ms() + START_MS, left;
	struct pollfd wait = { .fd = d->lines, .events = POLLIN };
	struct buf said = { .ceiling = 65536 };
	char bytes[1024];
	ssize_t got = 1;

	while (got != 0 && (left = until - clock_monotonic_ms()) > 0 &&
	    memchr(buf_string(&said), '\n', said.len) == NULL) {
		if (poll(&wait, 1, (int)left) <= 0)
			continue;
		got = read(d->lines, bytes, sizeof(bytes));
		if (got > 0)
			buf_add(&said, bytes, (size_t)got);
		else if (got < 0 && errno == EINTR)
			got = 1;
		else
			got = 0;
	}
	if (said.len > 0 && said.at[0] == '{')
		got = -1;
	else if (said.len > 0)
		err_set(err, ERR_LOCAL, "the demonstration did not start: "
		    "%.*s", (int)strcspn(said.at, "\n"), said.at);
	else
		err_set(err, ERR_LOCAL, "the demonstration did not start: "
		    "endpane-sim %s", got == 0 ? "is not here" :
		    "takes too long");
	buf_fini(&said);
	return got == -1;
}

static bool
pipe_to(int *mine, int *theirs, bool i_write, struct err *err)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set(err, ERR_LOCAL, "no pipe: %s", strerror(errno));
	*mine = ends[i_write];
	*theirs = ends[!i_write];
	return true;
}

static bool
make_folders(struct demo *d, struct err *err)
{
	const char *place = getenv("TMPDIR");

	d->folder = mem_format("%s/endpane-demo.XXXXXX",
	    place != NULL && *place == '/' ? place : "/tmp");
	if (mkdtemp(d->folder) == NULL) {
		err_set(err, ERR_LOCAL, "cannot make %s: %s", d->folder,
		    strerror(errno));
		free(d->folder);
		d->folder = NULL;
		return false;
	}
	d->state_folder = mem_format("%s/state", d->folder);
	d->cache_folder = mem_format("%s/cache", d->folder);
	return true;
}

static void
close_end(int fd)
{
	if (fd >= 0)
		close(fd);
}

struct demo *
demo_start(int devices, struct err *err)
{
	struct demo *d = mem_alloc(sizeof(*d));
	struct ends ends = { -1, -1, -1 };
	bool ok;

	d->life = d->lines = d->config = -1;
	ok = make_folders(d, err) && pipe_to(&d->life, &ends.life, true, err) &&
	    pipe_to(&d->lines, &ends.lines, false, err) &&
	    pipe_to(&d->config, &ends.config, false, err) &&
	    spawn(d, devices, &ends, err);
	close_end(ends.life);
	close_end(ends.lines);
	close_end(ends.config);
	if (ok && wait_for_line(d, err))
		return d;
	demo_end(d);
	return NULL;
}

/* A file in memory: it may hold secrets, since nobody else can read it. */
static int
private_file(int from)
{
	char bytes[4096];
	ssize_t got;
	int fd = memfd_create("endpane-demo", MFD_CLOEXEC);

	if (fd < 0 || fchmod(fd, 0600) != 0)
		return fd;
	/* It is complete: it was written before the line that was read. */
	fcntl(from, F_SETFL, O_NONBLOCK);
	while ((got = read(from, bytes, sizeof(bytes))) > 0)
		if (write(fd, bytes, (size_t)got) != got)
			break;
	lseek(fd, 0, SEEK_SET);
	return fd;
}

struct config *
demo_config(struct demo *demo, struct err *err)
{
	struct config *config;
	int fd = private_file(demo->config);

	if (fd < 0) {
		err_set(err, ERR_LOCAL, "no memory file: %s", strerror(errno));
		return NULL;
	}
	config = config_read("the demonstration", fd, err);
	close(fd);
	return config;
}

const char *
demo_state_folder(const struct demo *demo)
{
	return demo->state_folder;
}

const char *
demo_cache_folder(const struct demo *demo)
{
	return demo->cache_folder;
}

/* Asked kindly first; it holds nothing worth waiting long for. */
static void
end_child(pid_t pid, int lines)
{
	int64_t until = clock_monotonic_ms() + END_MS, left;
	struct pollfd wait = { .fd = lines, .events = POLLIN };
	char bytes[1024];

	kill(pid, SIGTERM);
	/* Its end of the pipe closes when it is gone. */
	while (lines >= 0 && (left = until - clock_monotonic_ms()) > 0)
		if (poll(&wait, 1, (int)left) > 0 &&
		    read(lines, bytes, sizeof(bytes)) <= 0)
			break;
	if (clock_monotonic_ms() >= until)
		kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		continue;
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	remove(path);
	return 0;
}

void
demo_end(struct demo *demo)
{
	if (demo == NULL)
		return;
	close_end(demo->life);
	if (demo->pid > 0)
		end_child(demo->pid, demo->lines);
	close_end(demo->lines);
	close_end(demo->config);
	if (demo->folder != NULL)
		nftw(demo->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(demo->folder);
	free(demo->state_folder);
	free(demo->cache_folder);
	free(demo);
}
