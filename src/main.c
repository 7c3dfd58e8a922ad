/* Decides between a command and the dashboard, and owns the exit. */
#include <endpane/base/err.h>
#include <endpane/base/log.h>
#include <endpane/base/mem.h>
#include <endpane/cli/cli.h>
#include <endpane/cli/complete.h>
#include <endpane/cli/session.h>
#include <endpane/config/paths.h>
#include <endpane/config/themes.h>
#include <endpane/tui/tui.h>

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

#define SETTLE_MS 5000	/* for writes under way when the dashboard is left */

static int
no_config(const char *why)
{
	fprintf(stderr, "endpane: %s\n"
	    "To look around first: endpane --demo\n", why);
	return err_exit_status(ERR_USAGE);
}

static bool
has_config(const struct options *options, struct err *err)
{
	char *path = options->demo ? mem_text("") :
	    session_config_path(options, err);
	bool has = path != NULL;

	free(path);
	return has;
}

static int
dashboard(const struct options *options, struct err *err)
{
	struct session session;
	struct tui_options how = { 0 };
	char *folder = paths_config_folder(&(struct err){ 0 });
	char *themes = themes_own_folder(), *keys = NULL;
	int status;

	if (!session_open(&session, options, true, err)) {
		free(folder);
		free(themes);
		return cli_complain(options, err);
	}
	if (folder != NULL)
		keys = mem_format("%s/keys.ini", folder);
	how = (struct tui_options){
		.theme = options->theme != NULL ? options->theme :
		    session.config->theme,
		.color = options->color != NULL ? options->color :
		    session.config->color,
		.ascii = session.config->ascii, .mouse = session.config->mouse,
		.own_themes = themes, .keys = keys,
		.name = options->demo ? "demo" : session.config->path,
		.is_demo = options->demo,
		.refresh_s = session.config->refresh_s,
	};
	status = tui_run(session.engine, &how, err);
	session_close(&session, SETTLE_MS);
	if (err->code != ERR_NONE)
		status = cli_complain(options, err);
	free(keys);
	free(themes);
	free(folder);
	return status;
}

/* Without a noun, something to show is needed. */
static bool
lacks_config(const struct options *options, struct err *err)
{
	return options->resource == NULL && !options->help &&
	    !options->version && !options->errors_json &&
	    !has_config(options, err);
}

/* The dashboard needs a terminal at both ends. */
static int
open_dashboard(const struct options *options)
{
	struct err err = { 0 };

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		err_set(&err, ERR_USAGE, "no terminal here; --plain prints an "
		    "overview, and \"endpane help\" lists the commands");
		return cli_complain(options, &err);
	}
	return dashboard(options, &err);
}

/* For the scripts of `endpane completion`: __complete SHELL WORD... */
static int
complete(int count, char **words)
{
	struct buf out = { 0 };

	complete_words(strcmp(words[0], "bash") == 0, count - 1, words + 1,
	    &out);
	fputs(buf_string(&out), stdout);
	buf_fini(&out);
	return fflush(stdout) == 0 ? 0 : 1;
}

int
main(int argc, char **argv)
{
	struct options options;
	struct err err = { 0 };
	int status;

	protect();
	unsetenv("SSLKEYLOGFILE");	/* the keys of connections with tokens */
	hold_streams();
	setlocale(LC_ALL, "");
	if (argc > 2 && strcmp(argv[1], "__complete") == 0)
		return complete(argc - 2, argv + 2);
	if (opts_read(&options, argc, argv, &err) &&
	    log_open(getenv("ENDPANE_LOG"), &err))
		status = lacks_config(&options, &err) ? no_config(err.text) :
		    cli_wants_dashboard(&options) ?
		    open_dashboard(&options) : cli_run(&options);
	else
		status = cli_complain(&options, &err);
	opts_fini(&options);
	log_close();
	return status;
}
