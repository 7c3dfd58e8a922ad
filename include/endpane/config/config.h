/*
 * The configuration: config.ini made into connections and preferences.
 *
 * One table of keys (name, kind, default, help) is behind reading, `config
 * check`, `config show`, completion and the manual. Every complaint names file,
 * line, key and what is accepted. Everything is owned by the struct config and
 * lives until config_free(); nothing in it changes after reading.
 */
#ifndef ENDPANE_CONFIG_CONFIG_H
#define ENDPANE_CONFIG_CONFIG_H

#include <endpane/base/err.h>
#include <endpane/catalog/catalog.h>
#include <endpane/config/secret.h>

#include <stdbool.h>
#include <stdint.h>

enum conn_auth {
	CONN_OAUTH = 1,		/* Authorization: Zoho-oauthtoken T */
	CONN_API_KEY,		/* Authorization: the bare secret */
	CONN_TOKEN,		/* the same */
	CONN_PASSWORD,		/* Endpoint Central: signs in for a token */
	CONN_ZOHO_AUTHTOKEN,	/* Authorization: Zoho-authtoken T */
};

struct conn {
	const char		*name;		/* the section's */
	int			 number;	/* place in config.conns */
	const struct cat_system	*system;
	const char		*base;		/* URL before every path */
	const char		*origin;	/* scheme://host[:port] of it */
	enum conn_auth		 auth;
	const char		*accounts_url;	/* no slash at its end */
	const char		*client_id;
	const char		*scopes;	/* the system's where not set */
	const char		*redirect_uri;	/* or NULL: not sent */
	bool			 ad_login;	/* auth_type=ad_authentication */
	const char		*domain;	/* of that login */
	const char		*username;
	const char		*otp_command;	/* or NULL */
	struct secret		 key;		/* api_key, token or password */
	struct secret		 client_secret;
	struct secret		 refresh_token;	/* unset: the stored one */
	struct cat_settings	 settings;
	const char		*ca_file;	/* or NULL */
	const char		*pinned_public_key;
	const char		*proxy;
	const char *const	*headers;	/* "NAME: value", NULL-ended */
	int			 timeout_s;
	int			 parallel;
	int			 per_minute;	/* 0: no limit */
	int			 per_day;
	size_t			 max_reply_list;	/* bytes */
	size_t			 max_reply;	/* bytes, all but lists */
	bool			 read_only;
};

struct config {
	const char		*path;		/* or what it was read from */
	const char		*theme;
	bool			 read_only;
	int			 confirm_above;
	const char		*color;		/* auto, always, never, 16, … */
	bool			 ascii;		/* always */
	bool			 mouse;
	int			 refresh_s;	/* 0: on demand */
	struct conn		*conns;		/* in the file's order */
	size_t			 conn_count;
	void			*memory;	/* behind it all */
};

/* NULL with *err (ERR_USAGE or ERR_LOCAL). fd -1: opens path. */
struct config	*config_read(const char *path, int fd, struct err *err);
void		 config_free(struct config *config);

const struct conn *config_conn(const struct config *config,
		    struct slice name);
/* Does a connection serve that resource? */
bool		 conn_serves(const struct conn *conn,
		    const struct cat_resource *resource);

/* `config show`: the effective text, secrets replaced by their source. */
void		 config_print(const struct config *config, struct buf *out);
/* `config init`: a commented file to start from. */
void		 config_example(struct buf *out);

/* The table of keys, for completion and the manual's test. */
struct config_key {
	const char	*name;		/* "S" keys stand once a source */
	const char	*systems;	/* "all", "oauth", "mdm", … */
	const char	*accepts;	/* what a value may be, in words */
	const char	*preset;	/* the default, in words */
	const char	*help;
};
extern const struct config_key config_preferences[];	/* NULL-name ended */
extern const struct config_key config_conn_keys[];

#endif
