/* config.ini made into connections and preferences. */
#include <endpane/config/config.h>

#include "keys.h"
#include "sections.h"
#include "url.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/config/inifile.h>
#include <endpane/config/paths.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEBIBYTE ((size_t)1 << 20)

/* A connection being built. */
struct build {
	struct sections	*all;
	struct section	*section;
	const char	*path;		/* of the file, for complaints */
	struct conn	*conn;
	const char	*auth;		/* the word */
	struct url	 url;
};

static int
line_of(const struct build *b, const char *name)
{
	const struct entry *entry = sections_entry(b->section, name);

	return entry != NULL && entry->line > 0 ? entry->line :
	    b->section->line;
}

static const char *
value_of(const struct build *b, const char *name)
{
	const struct entry *entry = sections_entry(b->section, name);

	return entry != NULL ? entry->value : NULL;
}

static bool
missing(const struct build *b, const struct config_key *key, struct err *err)
{
	err_set(err, ERR_USAGE, "[%s]: %s is missing; accepted: %s",
	    b->section->name, key->name, key->accepts);
	return ini_at(err, b->path, b->section->line);
}

static bool
read_system(struct build *b, struct err *err)
{
	static const char *const needed[] = { "system", "url", "auth" };
	struct slice words = str_slice(
	    keys_find(config_conn_keys, "auth")->choices), word;
	size_t i;
	int number = CONN_OAUTH;

	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (value_of(b, needed[i]) == NULL)
			return missing(b, keys_find(config_conn_keys,
			    needed[i]), err);
	b->conn->system = cat_system(str_slice(value_of(b, "system")));
	b->auth = value_of(b, "auth");
	while (str_next(&words, ' ', &word) && !str_is(word, b->auth))
		number++;
	b->conn->auth = (enum conn_auth)number;
	if ((b->conn->auth == CONN_PASSWORD &&
	    strcmp(b->conn->system->name, "endpoint-central") != 0) ||
	    (b->conn->auth == CONN_ZOHO_AUTHTOKEN &&
	    strcmp(b->conn->system->name, "mdm") != 0)) {
		err_set(err, ERR_USAGE, "auth: %s is not for system = %s; "
		    "accepted: oauth, api-key%s", b->auth,
		    b->conn->system->name,
		    strcmp(b->conn->system->name, "endpoint-central") == 0 ?
		    ", token or password" :
		    strcmp(b->conn->system->name, "mdm") == 0 ?
		    ", token or zoho-authtoken" : " or token");
		return ini_at(err, b->path, line_of(b, "auth"));
	}
	return url_parse(str_slice(value_of(b, "url")), &b->url, err);
}

/* A key that would do nothing is a mistake too. */
static bool
check_scopes(const struct build *b, struct err *err)
{
	const struct entry *entry = b->section->entries;
	size_t i;

	for (i = 0; i < b->section->count; i++, entry++)
		if (!keys_apply(entry->key, b->conn->system->name, b->auth)) {
			err_set(err, ERR_USAGE, "%s: is for %s; this "
			    "connection has system = %s, auth = %s",
			    entry->name, entry->key->scope,
			    b->conn->system->name, b->auth);
			return ini_at(err, b->path, entry->line);
		}
	return true;
}

/* Here or for all: no more is asked for than is used. */
static bool
only_reads(const struct build *b)
{
	const struct entry *all = sections_entry(&b->all->preferences,
	    "read_only");
	const char *own = value_of(b, "read_only");

	return (own != NULL && strcmp(own, "true") == 0) ||
	    (all != NULL && strcmp(all->value, "true") == 0);
}

static const char *
preset_of(const struct build *b, const struct config_key *key)
{
	const char *system = b->conn->system->name;
	bool metered = str_starts(b->url.host, "mdm.manageengine.");

	if (keys_is_secret(key) || key->preset[0] == '\0' ||
	    str_starts(str_slice(key->preset), "needed") ||
	    str_starts(str_slice(key->preset), "asked"))
		return NULL;
	if (strcmp(key->name, "scopes") == 0)
		return only_reads(b) ? b->conn->system->read_scopes :
		    b->conn->system->scopes;
	if (strcmp(key->name, "rate_per_minute") == 0)
		return metered ? "100" : "0";
	if (strcmp(key->name, "rate_per_day") == 0)
		return metered ? "2500" : "0";
	if (strcmp(key->name, "page_limit") == 0)
		return strcmp(system, "mdm") == 0 ? NULL :
		    strcmp(system, "endpoint-central") == 0 ? "1000" : "100";
	if (strcmp(key->name, "max_reply") == 0)
		return NULL;
	return key->preset;
}

static bool
add_presets(struct build *b, struct err *err)
{
	const struct config_key *key;
	const char *preset;

	for (key = config_conn_keys; key->name != NULL; key++) {
		if (!keys_apply(key, b->conn->system->name, b->auth) ||
		    sections_entry(b->section, key->name) != NULL)
			continue;
		preset = preset_of(b, key);
		if (preset != NULL)
			sections_add(b->section,
			    (struct entry){ key, key->name, preset, 0 });
		else if (strcmp(key->preset, "needed") == 0)
			return missing(b, key, err);
	}
	return true;
}

static bool
is_second(const char *choices, const char *value)
{
	const char *blank = strchr(choices, ' ');

	return strcmp(blank + 1, value) == 0;
}

static enum secret_source
source_of(enum config_kind kind)
{
	return kind == CONFIG_SECRET_COMMAND ? SECRET_COMMAND :
	    kind == CONFIG_SECRET_FILE ? SECRET_FILE :
	    kind == CONFIG_SECRET_ENV ? SECRET_ENV : SECRET_VALUE;
}

/* Read later, where a complaint no longer knows the line. */
static void
put_secret(const struct entry *entry, struct secret *secret,
    struct sections *all, const char *path)
{
	size_t len = strlen(path), most = 160;

	*secret = (struct secret){ source_of(entry->key->kind), entry->value,
		sections_keep(all, mem_format("%s%s:%d: %s", len > most ?
		"..." : "", len > most ? path + len - most : path, entry->line,
		entry->name)) };
}

/* Puts a value where its key says in a struct conn or config. */
static void
put(const struct entry *entry, void *where, struct sections *all,
    const char *path)
{
	void *at = (char *)where + entry->key->place;
	int64_t number = 0;

	if (entry->key->place == 0)
		return;
	switch (entry->key->kind) {
	case CONFIG_FLAG:
		*(bool *)at = strcmp(entry->value, "true") == 0;
		break;
	case CONFIG_EITHER:
		*(bool *)at = is_second(entry->key->choices, entry->value);
		break;
	case CONFIG_COUNT:
		str_number(str_slice(entry->value), &number);
		*(int *)at = (int)number;
		break;
	case CONFIG_SECRET:
	case CONFIG_SECRET_COMMAND:
	case CONFIG_SECRET_FILE:
	case CONFIG_SECRET_ENV:
		put_secret(entry, at, all, path);
		break;
	case CONFIG_TEXT:
	case CONFIG_WORD:
	case CONFIG_NAME:
	case CONFIG_THEME:
	case CONFIG_CHOICE:
	case CONFIG_LIST:
	case CONFIG_PATH:
	case CONFIG_PIN:
	case CONFIG_PROXY:
	case CONFIG_URL:
	case CONFIG_TEMPLATE:
	case CONFIG_HEADER:
	case CONFIG_COMMAND:
		*(const char **)at = entry->value;
		break;
	}
}

static void
put_headers(struct build *b)
{
	const char **headers = mem_alloc((b->section->count + 1) *
	    sizeof(*headers));
	const struct entry *entry = b->section->entries;
	size_t i, count = 0;

	for (i = 0; i < b->section->count; i++, entry++)
		if (entry->key->kind == CONFIG_HEADER)
			headers[count++] = sections_keep(b->all,
			    mem_format("%s: %s",
			    entry->name + strlen("header."), entry->value));
	b->conn->headers = headers;
}

static void
put_sizes(struct build *b)
{
	const char *most = value_of(b, "max_reply");
	int64_t mebibytes = 0;

	if (most != NULL)
		str_number(str_slice(most), &mebibytes);
	b->conn->max_reply_list = (mebibytes > 0 ? (size_t)mebibytes : 64) *
	    MEBIBYTE;
	b->conn->max_reply = (mebibytes > 0 ? (size_t)mebibytes : 4) *
	    MEBIBYTE;
}

static bool
put_places(struct build *b, struct err *err)
{
	struct buf text = { 0 };
	bool good;

	url_origin(&b->url, &text);
	b->conn->origin = sections_keep(b->all, mem_text(buf_string(&text)));
	buf_clear(&text);
	good = b->conn->system->base(value_of(b, "url"), &b->conn->settings,
	    &text, err);
	while (text.len > 0 && text.at[text.len - 1] == '/')
		text.at[--text.len] = '\0';
	b->conn->base = sections_keep(b->all, mem_text(buf_string(&text)));
	buf_fini(&text);
	return good || ini_at(err, b->path, line_of(b, "url"));
}

/* Rules about more than one key. */
static bool
check_whole(const struct build *b, struct err *err)
{
	const char *most = strcmp(b->conn->system->name, "admanager") == 0 ?
	    "100" : strcmp(b->conn->system->name, "endpoint-central") == 0 ?
	    "1000" : NULL;
	struct url accounts;
	int64_t number;

	if (!b->url.is_https && !b->url.is_loopback &&
	    strcmp(value_of(b, "allow_plain_http"), "true") != 0) {
		err_set(err, ERR_USAGE, "url: plain http would show secrets to "
		    "the network; accepted: https://, http:// to this machine, "
		    "or allow_plain_http = true");
		return ini_at(err, b->path, line_of(b, "url"));
	}
	if (b->conn->accounts_url != NULL &&
	    (!url_parse(str_slice(b->conn->accounts_url), &accounts, err) ||
	    (!accounts.is_https && !accounts.is_loopback))) {
		err_set(err, ERR_USAGE, "accounts_url: plain http is not "
		    "accepted; accepted: https://HOST");
		return ini_at(err, b->path, line_of(b, "accounts_url"));
	}
	if (most != NULL && str_number(str_slice(most), &number) &&
	    b->conn->settings.page_limit > number) {
		err_set(err, ERR_USAGE, "page_limit: %d is not accepted; "
		    "accepted: 1 to %s for %s", b->conn->settings.page_limit,
		    most, b->conn->system->name);
		return ini_at(err, b->path, line_of(b, "page_limit"));
	}
	return true;
}

static bool
build_conn(struct build *b, struct err *err)
{
	size_t i;

	b->conn->name = b->section->name;
	if (!read_system(b, err) || !check_scopes(b, err) ||
	    !add_presets(b, err))
		return false;
	for (i = 0; i < b->section->count; i++)
		put(&b->section->entries[i], b->conn, b->all, b->path);
	put_headers(b);
	put_sizes(b);
	return check_whole(b, err) && put_places(b, err);
}

static void
build_preferences(struct config *config, struct section *section)
{
	const struct config_key *key;
	size_t i;

	for (key = config_preferences; key->name != NULL; key++)
		if (sections_entry(section, key->name) == NULL)
			sections_add(section, (struct entry){ key, key->name,
			    key->preset, 0 });
	for (i = 0; i < section->count; i++)
		put(&section->entries[i], config, config->memory,
		    config->path);
}

static bool
build(struct config *config, struct err *err)
{
	struct sections *all = config->memory;
	size_t i;

	build_preferences(config, &all->preferences);
	config->conns = mem_alloc((all->count + 1) * sizeof(*config->conns));
	for (i = 0; i < all->count; i++) {
		struct build b = { .all = all, .section = &all->conns[i],
		    .path = config->path, .conn = &config->conns[i] };

		b.conn->number = (int)i;
		config->conn_count = i + 1;
		if (!build_conn(&b, err))
			return false;
	}
	return true;
}

/* Whoever may write to the file may run commands in our name. */
static bool
look_at(const char *path, int fd, bool *is_private, struct err *err)
{
	struct stat st;
	struct err ignored;

	if (fstat(fd, &st) != 0)
		return err_set(err, ERR_LOCAL, "%.200s: %s", path,
		    strerror(errno));
	if (S_ISREG(st.st_mode) && (st.st_mode & S_IWOTH) != 0)
		return err_set(err, ERR_USAGE, "%.150s: everybody may write "
		    "to it; run: chmod o-w '%.150s'", path, path);
	*is_private = S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode) ||
	    paths_is_private(path, fd, &ignored);
	return true;
}

static bool
read_fd(struct config *config, int fd, struct err *err)
{
	struct buf text = { 0 };
	bool is_private = false;
	bool good = look_at(config->path, fd, &is_private, err) &&
	    ini_take(config->path, fd, &text, err) &&
	    sections_read(config->memory, config->path,
	    (struct slice){ text.at, text.len }, is_private, err);

	buf_wipe(&text);
	return good && build(config, err);
}

struct config *
config_read(const char *path, int fd, struct err *err)
{
	struct config *config = mem_alloc(sizeof(*config));
	int own = -1;
	bool good = true;

	config->memory = mem_alloc(sizeof(struct sections));
	config->path = sections_keep(config->memory, mem_text(path));
	if (fd < 0) {
		fd = own = ini_open(path);
		good = fd >= 0 || err_set(err, ERR_USAGE, "%.200s: %s%s", path,
		    strerror(errno), errno == ENOENT ?
		    "; endpane config init writes one" : "");
	}
	good = good && read_fd(config, fd, err);
	if (own >= 0)
		close(own);
	if (good)
		return config;
	config_free(config);
	return NULL;
}

static void
free_headers(const struct conn *conn)
{
	/* Cast: the array is ours, its texts are the sections'. */
	free((void *)(uintptr_t)conn->headers);
}

void
config_keep(struct config *config, struct slice name)
{
	struct conn kept = { 0 };
	size_t i, count = 0;

	for (i = 0; i < config->conn_count; i++)
		if (count == 0 && str_is(name, config->conns[i].name)) {
			kept = config->conns[i];
			count++;
		} else
			free_headers(&config->conns[i]);
	kept.number = 0;
	config->conns[0] = kept;
	config->conn_count = count;
}

void
config_free(struct config *config)
{
	size_t i;

	if (config == NULL)
		return;
	for (i = 0; i < config->conn_count; i++)
		free_headers(&config->conns[i]);
	free(config->conns);
	sections_free(config->memory);
	free(config);
}

const struct conn *
config_conn(const struct config *config, struct slice name)
{
	size_t i;

	for (i = 0; i < config->conn_count; i++)
		if (str_is(name, config->conns[i].name))
			return &config->conns[i];
	return NULL;
}

bool
conn_serves(const struct conn *conn, const struct cat_resource *resource)
{
	size_t i;

	for (i = 0; conn->system->resources[i] != NULL; i++)
		if (conn->system->resources[i] == resource)
			return true;
	return false;
}

const char *
conn_scheme(const struct conn *conn)
{
	switch (conn->auth) {
	case CONN_OAUTH:
		return "Zoho-oauthtoken ";
	case CONN_ZOHO_AUTHTOKEN:
		return "Zoho-authtoken ";
	case CONN_API_KEY:
	case CONN_TOKEN:
	case CONN_PASSWORD:
		break;
	}
	return "";
}
