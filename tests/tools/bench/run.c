/* A program from start to end: its time, its processor time, its memory. */
#include "bench.h"
#include "figure.h"

#include <endpane/base/clock.h>

#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double
milliseconds(const struct timeval *t)
{
	return (double)t->tv_sec * 1000 + (double)t->tv_usec / 1000;
}

int
bench_run(const char *name, char **argv)
{
	int64_t start = clock_monotonic_us();
	struct rusage used;
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		/* Figures have standard output to themselves. */
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execvp(argv[0], argv);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) != pid)
		return 1;
	figure_say((double)(clock_monotonic_us() - start) / 1000, "%s.time",
	    name);
	figure_say(milliseconds(&used.ru_utime) + milliseconds(&used.ru_stime),
	    "%s.cpu", name);
	figure_say((double)used.ru_maxrss / 1024, "%s.memory", name);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
