/* The table of keys as the reader of config.ini uses it. */
#ifndef ENDPANE_SRC_CONFIG_KEYS_H
#define ENDPANE_SRC_CONFIG_KEYS_H

#include <endpane/config/config.h>

/* The row, "header.NAME" included; NULL for a key that is not known. */
const struct config_key *keys_find(const struct config_key *table,
			    const char *name);
/* "; did you mean X?" and the like for a key that is not known. */
void			 keys_advise(const struct config_key *table,
			    const char *name, struct buf *out);
/* Does the key mean something for such a connection? */
bool			 keys_apply(const struct config_key *key,
			    const char *system, const char *auth);
bool			 keys_is_secret(const struct config_key *key);

/*
 * Checks a value and gives the text that takes effect, owned by the caller:
 * paths made whole (from the folder of file), lists without blanks. False:
 * *err says what is accepted, with the value only where it is no secret.
 */
bool			 keys_check(const struct config_key *key,
			    const char *name, const char *value,
			    const char *file, char **effective,
			    struct err *err);

/* Stands for something that `config show` does not tell. */
bool			 keys_is_mark(const char *value);

#endif
