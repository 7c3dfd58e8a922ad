/* Signals as bytes on a pipe. */
#include <endpane/base/signals.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static int ends[2] = { -1, -1 };

static const struct {
	int		 number;
	enum signal_bit	 bit;
} known[] = {
	{ SIGINT, SIGNAL_INTERRUPT }, { SIGTERM, SIGNAL_END },
	{ SIGHUP, SIGNAL_END }, { SIGWINCH, SIGNAL_WINDOW },
	{ SIGCONT, SIGNAL_RESUMED }, { SIGTSTP, SIGNAL_STOP },
};

static void
arrived(int number)
{
	int saved = errno;
	char byte = (char)number;
	ssize_t wrote = write(ends[1], &byte, 1);

	(void)wrote;	/* a full pipe already says that something came */
	errno = saved;
}

bool
signals_open(unsigned bits, struct err *err)
{
	struct sigaction action = { .sa_handler = arrived,
	    .sa_flags = SA_RESTART };
	size_t i;

	if (ends[0] < 0 && pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return err_set(err, ERR_LOCAL, "no pipe for signals");
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if ((bits & known[i].bit) != 0)
			sigaction(known[i].number, &action, NULL);
	/* Both are errors of a write then, as a full disk is. */
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
	sigaction(SIGXFSZ, &action, NULL);
	return true;
}

void
signals_close(void)
{
	struct sigaction action = { .sa_handler = SIG_DFL };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		sigaction(known[i].number, &action, NULL);
	if (ends[0] >= 0) {
		close(ends[0]);
		close(ends[1]);
	}
	ends[0] = ends[1] = -1;
}

int
signals_fd(void)
{
	return ends[0];
}

unsigned
signals_take(void)
{
	unsigned bits = 0;
	char bytes[64];
	ssize_t got;
	size_t i;

	while (ends[0] >= 0 &&
	    (got = read(ends[0], bytes, sizeof(bytes))) > 0)
		for (; got > 0; got--)
			for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
				if (known[i].number == bytes[got - 1])
					bits |= known[i].bit;
	return bits;
}

bool
signals_wait(int fd, struct err *err)
{
	struct pollfd wait[2] = { { .fd = fd, .events = POLLIN },
		{ .fd = ends[0], .events = POLLIN } };

	for (;;) {
		if (poll(wait, 2, -1) < 0 && errno != EINTR)
			return err_set(err, ERR_LOCAL, "cannot wait for "
			    "input: %s", strerror(errno));
		if ((wait[1].revents & POLLIN) != 0 && (signals_take() &
		    (SIGNAL_INTERRUPT | SIGNAL_END)) != 0)
			return err_set(err, ERR_INTERRUPTED, "interrupted");
		if (wait[0].revents != 0)
			return true;
	}
}
