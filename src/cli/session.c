/* Opens and closes what a command works with, and turns the engine for it. */
#include <endpane/base/mem.h>
#include <endpane/base/signals.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/cli/ask.h>
#include <endpane/cli/demo.h>
#include <endpane/cli/session.h>
#include <endpane/config/paths.h>

#include <unistd.h>

#define DEMO_DEVICES 500

char *
session_config_path(const struct options *options, struct err *err)
{
	const char *named = options->config != NULL ? options->config :
	    getenv("ENDPANE_CONFIG");
	char *path;

	path = named != NULL && *named != '\0' ? mem_text(named) :
	    paths_config_file(err);
	if (path == NULL || access(path, F_OK) == 0)
		return path;
	err_set(err, ERR_USAGE, "no configuration at %s; endpane config "
	    "init writes one to start from", path);
	free(path);
	return NULL;
}

/* -v: what is sent and answered, while it happens. */
static void
tell(const char *line)
{
	struct buf out = { 0 };

	text_clean(str_slice(line), &out);
	fprintf(stderr, "%s\n", buf_string(&out));
	buf_fini(&out);
}

static bool
open_config(struct session *s, struct err *err)
{
	char *path;

	if (s->options->demo) {
		s->demo = demo_start(s->options->demo_size > 0 ?
		    s->options->demo_size : DEMO_DEVICES, err);
		if (s->demo == NULL)
			return false;
		s->config = demo_config(s->demo, err);
		s->state_folder = mem_text(demo_state_folder(s->demo));
		s->cache_folder = mem_text(demo_cache_folder(s->demo));
		return s->config != NULL;
	}
	path = session_config_path(s->options, err);
	if (path == NULL)
		return false;
	s->config = config_read(path, -1, err);
	free(path);
	return s->config != NULL &&
	    (s->state_folder = paths_state_folder(err)) != NULL &&
	    (s->cache_folder = paths_cache_folder(err)) != NULL;
}

/* "phones, tablets": those that serve it, or all. */
static void
name_conns(const struct config *config, const struct cat_resource *resource,
    struct buf *out)
{
	size_t n;

	for (n = 0; n < config->conn_count; n++)
		if (resource == NULL ||
		    conn_serves(&config->conns[n], resource))
			buf_format(out, "%s%s", out->len > 0 ? ", " : "",
			    config->conns[n].name);
}

const struct conn *
session_named(const struct session *session, const char *name,
    struct err *err)
{
	const struct conn *conn = config_conn(session->config,
	    str_slice(name));
	struct buf names = { 0 };

	if (conn != NULL)
		return conn;
	name_conns(session->config, NULL, &names);
	err_set(err, ERR_USAGE, "no connection is called %s; there is %s",
	    name, names.len > 0 ? names.at : "none");
	buf_fini(&names);
	return NULL;
}

/* No noun says what it is for: that connection alone. */
static bool
pick(struct session *s, struct err *err)
{
	const char *name = s->options->connection;

	if (session_named(s, name, err) == NULL)
		return false;
	config_keep(s->config, str_slice(name));
	return true;
}

bool
session_open(struct session *session, const struct options *options,
    bool keeps_lists, struct err *err)
{
	struct engine_options how = {
		.read_only = options->read_only,
		.timeout_s = options->timeout_s,
		.keeps_lists = keeps_lists,
		.tell = options->verbose ? tell : NULL,
	};

	*session = (struct session) { .options = options };
	if (open_config(session, err) && (options->system != NULL ||
	    options->connection == NULL || pick(session, err))) {
		how.config = session->config;
		how.state_folder = session->state_folder;
		how.cache_folder = session->cache_folder;
		session->engine = engine_open(&how, err);
	}
	if (session->engine != NULL)
		return true;
	session_close(session, 0);
	return false;
}

void
session_close(struct session *session, int wait_ms)
{
	if (session->engine != NULL)
		engine_close(session->engine, wait_ms);
	if (session->config != NULL)
		config_free(session->config);
	free(session->state_folder);
	free(session->cache_folder);
	demo_end(session->demo);
	*session = (struct session) { 0 };
}

bool
session_run(const struct options *options, bool keeps_lists,
    session_work *work, void *who, struct err *err)
{
	struct session session;
	bool ok;

	if (!signals_open(SIGNAL_INTERRUPT | SIGNAL_END, err))
		return false;
	ok = session_open(&session, options, keeps_lists, err);
	if (ok) {
		ok = work(&session, who, err);
		session_close(&session, 0);
	}
	signals_close();
	return ok;
}

/* Signing in may want a one-time password, or a secret not configured. */
static bool
answer_question(struct session *s, struct err *err)
{
	struct buf typed = { 0 };
	struct question asked;
	bool ok = true, answered;

	if (!engine_question(s->engine, &asked))
		return true;
	answered = !s->options->no_input && (asked.is_shown ?
	    ask_choice(asked.text, asked.choices, &typed, err) :
	    ask_secret(asked.text, &typed, err));
	engine_answer(s->engine, asked.conn, answered ? buf_string(&typed) :
	    NULL);
	if (!answered && !s->options->no_input)
		ok = err->code != ERR_INTERRUPTED;
	/* That nobody can be asked is what the signing in ends with. */
	if (ok)
		err_clear(err);
	buf_wipe(&typed);
	return ok;
}

bool
session_turn(struct session *session, int ms, struct err *err)
{
	struct turn_fd signal = { .fd = signals_fd() };

	engine_turn(session->engine, &signal, 1, ms);
	if (signal.readable && (signals_take() &
	    (SIGNAL_INTERRUPT | SIGNAL_END)) != 0)
		return err_set(err, ERR_INTERRUPTED, "interrupted");
	return answer_question(session, err);
}

static const struct conn *
serving(const struct session *session, const char *name,
    const struct cat_resource *resource, struct err *err)
{
	const struct conn *conn = session_named(session, name, err);

	if (conn == NULL || conn_serves(conn, resource))
		return conn;
	err_set(err, ERR_USAGE, "%s (%s) has no %s", name, conn->system->title,
	    resource->noun);
	return NULL;
}

const struct conn *
session_conn(const struct session *session,
    const struct cat_resource *resource, struct err *err)
{
	const struct config *config = session->config;
	const struct conn *only = NULL;
	struct buf names = { 0 };
	size_t n, found = 0;

	if (session->options->connection != NULL)
		return serving(session, session->options->connection,
		    resource, err);
	for (n = 0; n < config->conn_count; n++)
		if (conn_serves(&config->conns[n], resource)) {
			only = &config->conns[n];
			found++;
		}
	if (found == 1)
		return only;
	name_conns(config, found > 0 ? resource : NULL, &names);
	if (found > 1)
		err_set(err, ERR_USAGE, "several connections have %s: %s; "
		    "choose with -c", resource->noun, buf_string(&names));
	else
		err_set(err, ERR_USAGE, "no connection has %s; configured: %s",
		    resource->noun, names.len > 0 ? names.at : "none");
	buf_fini(&names);
	return NULL;
}
