/* Decides between a command and the dashboard, and owns the exit. */
#include <endpane/base/err.h>
#include <endpane/base/log.h>
#include <endpane/cli/cli.h>

#include <fcntl.h>
#include <locale.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* Secrets are in memory: no core file, nobody attaches. */
static void
protect(void)
{
	static const struct rlimit none = { 0, 0 };

	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	setrlimit(RLIMIT_CORE, &none);
}

/*
 * Where a standard stream is closed, the next file opened would take its
 * number, and what is printed would end up in the journal.
 */
static void
hold_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

int
main(int argc, char **argv)
{
	struct options options;
	struct err err = { 0 };
	int status;

	protect();
	hold_streams();
	setlocale(LC_ALL, "");
	if (opts_read(&options, argc, argv, &err) &&
	    log_open(getenv("ENDPANE_LOG"), &err))
		status = cli_run(&options);
	else
		status = cli_complain(&options, &err);
	opts_fini(&options);
	log_close();
	return status;
}
