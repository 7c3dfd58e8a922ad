/*
 * The configuration: config.ini made into connections and preferences.
 *
 * One table of keys (name, kind, default, help) is behind reading, `config
 * check`, `config show`, completion and the manual. Every complaint names file,
 * line, key and what is accepted, never the value of a secret. Everything is
 * owned by the struct config and lives until config_free(), which wipes it;
 * nothing in it changes after reading.
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
	struct secret		 key;		/* api_key, token, password */
	struct secret		 client_secret;
	struct secret		 refresh_token;	/* unset: the stored one */
	struct cat_settings	 settings;
	const char		*ca_file;	/* or NULL */
	const char		*pinned_public_key;
	const char		*proxy;
	const char *const	*headers;	/* "NAME: value", NULL-ended */
	int			 timeout_s;
	int			 parallel;	/* requests at once */
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

/*
 * NULL with *err (ERR_USAGE, or ERR_LOCAL where reading itself failed). fd -1:
 * opens path; otherwise reads fd, which stays the caller's, and path is its
 * name in complaints. A file without a connection is fine: conn_count is 0.
 */
struct config	*config_read(const char *path, int fd, struct err *err);
void		 config_free(struct config *config);

/* NULL where there is none of that name. */
const struct conn *config_conn(const struct config *config,
		    struct slice name);
/* Forgets all connections but that one, which then is number 0. */
void		 config_keep(struct config *config, struct slice name);
/* Does a connection serve that resource? */
bool		 conn_serves(const struct conn *conn,
		    const struct cat_resource *resource);
/* What stands before the secret in its Authorization header; maybe "". */
const char	*conn_scheme(const struct conn *conn);

/*
 * `config show`: the effective text. Secrets are replaced by "(from file /p)"
 * and the like; what may hold one (commands, headers, a proxy's password) is
 * not shown either. Such a value is refused when read back.
 */
void		 config_print(const struct config *config, struct buf *out);
/*
 * `config init`: a file to start from, good as it is. All in it is commented
 * out: ";" for what to use, "; " for what to read.
 */
void		 config_example(struct buf *out);

enum config_kind {
	CONFIG_TEXT = 1,	/* a line of anything */
	CONFIG_WORD,		/* printable ASCII without blanks */
	CONFIG_NAME,		/* letters, digits and - _ . */
	CONFIG_THEME,		/* the name of one that is there */
	CONFIG_FLAG,		/* true, false */
	CONFIG_COUNT,		/* least to most */
	CONFIG_CHOICE,		/* a word of choices */
	CONFIG_EITHER,		/* true for the second word of choices */
	CONFIG_LIST,		/* comma list without empty pieces */
	CONFIG_PATH,		/* a file that can be read */
	CONFIG_PIN,		/* sha256//… or a file */
	CONFIG_PROXY,
	CONFIG_URL,
	CONFIG_TEMPLATE,	/* post, off or a path with {id} */
	CONFIG_HEADER,		/* header.NAME */
	CONFIG_COMMAND,
	CONFIG_SECRET,		/* the value itself */
	CONFIG_SECRET_COMMAND,
	CONFIG_SECRET_FILE,
	CONFIG_SECRET_ENV,
};

/* The table of keys, for reading, completion and the manual's test. */
struct config_key {
	const char	*name;
	const char	*scope;		/* "all", or systems and ways to sign
					 * in of which one must be there */
	enum config_kind kind;
	size_t		 place;		/* in struct conn or config */
	int		 least, most;	/* CONFIG_COUNT */
	const char	*choices;	/* words: CONFIG_CHOICE, CONFIG_EITHER */
	const char	*accepts;	/* what a value may be, in words */
	const char	*preset;	/* the default, in words; "needed", "" */
	const char	*help;		/* no full stop */
};
extern const struct config_key config_preferences[];	/* NULL-name ended */
extern const struct config_key config_conn_keys[];

#endif
