/* The tool's own nouns: journal, config, login, completion, help and so on. */
#include "check.h"
#include "commands.h"
#include "setup.h"
#include "sign.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/complete.h>
#include <endpane/cli/help.h>
#include <endpane/cli/out.h>
#include <endpane/cli/past.h>
#include <endpane/cli/session.h>
#include <endpane/cli/tool.h>
#include <endpane/config/paths.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static const struct cat_choice shells[] = {
	{ "bash", "bash" },
	{ "zsh", "zsh" },
	{ "fish", "fish" },
	{ 0 }
};

static const struct cat_param completion_params[] = {
	{ "shell", "", CAT_IN_PLAN, CAT_CHOICE, CAT_REQUIRED | CAT_POSITION,
	  shells, NULL, "bash, zsh or fish" },
	{ 0 }
};

static const struct cat_param help_params[] = {
	{ "word", "", CAT_IN_PLAN, CAT_TEXT, CAT_POSITION | CAT_MANY,
	  NULL, NULL, "A noun, and maybe a verb" },
	{ "all", "", CAT_IN_PLAN, CAT_FLAG, 0,
	  NULL, NULL, "Every operation, one a line" },
	{ "man", "", CAT_IN_PLAN, CAT_FLAG, 0,
	  NULL, NULL, "The manual's table of operations, as mdoc" },
	{ 0 }
};

static const struct cat_param api_params[] = {
	{ "connection", "", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED | CAT_POSITION,
	  NULL, NULL, "Name of a connection" },
	{ "method", "", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED | CAT_POSITION,
	  NULL, NULL, "GET, POST, PUT, PATCH or DELETE" },
	{ "path", "", CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED | CAT_POSITION,
	  NULL, NULL, "Path below the connection's url, such as /devices" },
	{ "q", "", CAT_IN_PLAN, CAT_TEXT, CAT_MANY,
	  NULL, NULL, "NAME=VALUE for the query" },
	{ "f", "", CAT_IN_PLAN, CAT_TEXT, CAT_MANY,
	  NULL, NULL, "NAME=VALUE for the body, as a text" },
	{ "F", "", CAT_IN_PLAN, CAT_TEXT, CAT_MANY,
	  NULL, NULL, "NAME=JSON for the body" },
	{ "input", "", CAT_IN_PLAN, CAT_TEXT, 0,
	  NULL, NULL, "File that is the body; - is standard input" },
	{ "paginate", "", CAT_IN_PLAN, CAT_FLAG, 0,
	  NULL, NULL, "Follow the pages, one answer after the other" },
	{ 0 }
};

static const struct cat_op api_ops[] = {
	{ .verb = "", .risk = CAT_READ, .params = api_params,
	  .help = "Make a call; one that writes asks as its operation does" },
	{ 0 }
};

static const struct cat_op config_ops[] = {
	{ .verb = "init", .risk = CAT_READ,
	  .help = "Set up connections by questions; or write an example" },
	{ .verb = "check", .risk = CAT_READ,
	  .help = "Read the configuration and try each connection" },
	{ .verb = "path", .risk = CAT_READ,
	  .help = "Print where the configuration is looked for" },
	{ .verb = "show", .risk = CAT_READ,
	  .help = "Print what is in effect, without secrets" },
	{ 0 }
};

static const struct cat_op completion_ops[] = {
	{ .verb = "", .risk = CAT_READ, .params = completion_params,
	  .help = "Print completions for a shell" },
	{ 0 }
};

static const struct cat_op version_ops[] = {
	{ .verb = "", .risk = CAT_READ, .help = "Print the version" },
	{ 0 }
};

static const struct cat_op help_ops[] = {
	{ .verb = "", .risk = CAT_READ, .params = help_params,
	  .help = "Say how to use a noun or a verb" },
	{ 0 }
};

const struct cat_resource tool_nouns[] = {
	{ .noun = "api", .title = "Calls by hand", .ops = api_ops },
	{ .noun = "journal", .title = "Journal", .ops = past_ops },
	{ .noun = "config", .title = "Configuration", .ops = config_ops },
	{ .noun = "login", .title = "Sign in", .ops = login_ops },
	{ .noun = "logout", .title = "Sign out", .ops = logout_ops },
	{ .noun = "trust", .title = "Trust", .ops = trust_ops },
	{ .noun = "completion", .title = "Completion", .ops = completion_ops },
	{ .noun = "version", .title = "Version", .ops = version_ops },
	{ .noun = "help", .title = "Help", .ops = help_ops },
	{ 0 }
};

/* Where it is looked for, whether it is there or not. */
static char *
wanted_path(const struct options *options, struct err *err)
{
	const char *named = options->config != NULL ? options->config :
	    getenv("ENDPANE_CONFIG");

	return named != NULL && *named != '\0' ? mem_text(named) :
	    paths_config_file(err);
}

static bool
write_new(const char *path, const struct buf *text, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0600);
	bool ok;

	if (fd < 0 && errno == EEXIST)
		return err_set(err, ERR_USAGE,
		    "%s is there already; it is left as it is", path);
	if (fd < 0)
		return err_set(err, ERR_LOCAL, "cannot write %s: %s", path,
		    strerror(errno));
	ok = write(fd, text->at, text->len) == (ssize_t)text->len &&
	    fsync(fd) == 0;
	if (close(fd) != 0 || !ok) {
		err_set(err, ERR_LOCAL, "cannot write %s: %s", path,
		    strerror(errno));
		unlink(path);
		return false;
	}
	return true;
}

/* The example, as it is. */
static bool
write_example(const struct options *options, const char *path,
    struct err *err)
{
	struct buf text = { 0 };
	bool ok;

	config_example(&text);
	ok = write_new(path, &text, err);
	buf_clear(&text);
	if (ok) {
		buf_text(&text, "wrote ");
		text_clean_whole(str_slice(path), &text);
		buf_text(&text, "; fill in a connection, then: "
		    "endpane config check\n");
		ok = out_words(options, buf_string(&text), err);
	}
	buf_fini(&text);
	return ok;
}

/* Where somebody is there to be asked, that is quicker than an editor. */
static bool
config_init(const struct options *options, struct err *err)
{
	char *path = wanted_path(options, err), *slash;
	bool ok = true;

	if (path == NULL)
		return false;
	slash = strrchr(path, '/');
	if (slash != NULL && slash != path) {
		*slash = '\0';
		ok = paths_make_folder(path, err);
		*slash = '/';
	}
	if (ok && access(path, F_OK) == 0)
		ok = err_set(err, ERR_USAGE,
		    "%s is there already; it is left as it is", path);
	else if (ok)
		ok = !options->no_input && isatty(STDIN_FILENO) == 1 &&
		    isatty(STDOUT_FILENO) == 1 ?
		    setup_run(options, path, err) :
		    write_example(options, path, err);
	free(path);
	return ok;
}

static bool
config_path(const struct options *options, struct err *err)
{
	char *path = wanted_path(options, err);
	struct buf text = { 0 };
	bool ok;

	if (path == NULL)
		return false;
	text_clean_whole(str_slice(path), &text);
	ok = out_words(options, buf_string(&text), err);
	buf_fini(&text);
	free(path);
	return ok;
}

/* That of the estate: the user's own is not what is in effect. */
static bool
config_show_demo(const struct options *options, struct err *err)
{
	struct session session;
	struct buf text = { 0 };
	bool ok;

	if (!session_open(&session, options, false, err))
		return false;
	config_print(session.config, &text);
	session_close(&session, 0);
	ok = out_words(options, buf_string(&text), err);
	buf_fini(&text);
	return ok;
}

static bool
config_show(const struct options *options, struct err *err)
{
	char *path;
	struct config *config;
	struct buf text = { 0 };
	bool ok;

	if (options->demo)
		return config_show_demo(options, err);
	path = session_config_path(options, err);

	if (path == NULL)
		return false;
	config = config_read(path, -1, err);
	free(path);
	if (config == NULL)
		return false;
	config_print(config, &text);
	ok = out_words(options, buf_string(&text), err);
	buf_fini(&text);
	config_free(config);
	return ok;
}

static bool
config_run(const struct options *options, struct err *err)
{
	const char *verb = options->op->verb;

	if (strcmp(verb, "init") == 0)
		return config_init(options, err);
	if (strcmp(verb, "path") == 0)
		return config_path(options, err);
	if (strcmp(verb, "check") == 0)
		return check_run(options, err);
	return config_show(options, err);
}

static bool
completion_run(const struct options *options, struct err *err)
{
	struct buf text = { 0 };
	bool ok;

	ok = complete_script(args_get(&options->args, "shell", 0), &text, err);
	if (ok)
		ok = out_words(options, buf_string(&text), err);
	buf_fini(&text);
	return ok;
}

bool
tool_run(const struct options *options, struct err *err)
{
	if (strcmp(options->resource->noun, "journal") == 0)
		return past_run(options, err);
	if (options->op == api_ops)
		return api_run(options, err);
	if (options->op->verb[0] != '\0')
		return config_run(options, err);
	if (options->op == login_ops || options->op == logout_ops ||
	    options->op == trust_ops)
		return sign_run(options, err);
	if (options->op == completion_ops)
		return completion_run(options, err);
	if (options->op == version_ops)
		return help_version(options, err);
	return help_command(options, err);
}
