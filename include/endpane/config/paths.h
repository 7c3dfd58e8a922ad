/*
 * Where files live (XDG), with the modes that keep others out.
 */
#ifndef ENDPANE_CONFIG_PATHS_H
#define ENDPANE_CONFIG_PATHS_H

#include <endpane/base/err.h>

/*
 * Each writes an absolute path; none creates anything. Where neither the XDG
 * variable nor HOME is set, ERR_LOCAL. "~/" at the start of a configured path
 * stands for HOME. Results are owned by the caller.
 */
char	*paths_config_file(struct err *err);	/* config.ini */
char	*paths_config_folder(struct err *err);
char	*paths_state_folder(struct err *err);
char	*paths_cache_folder(struct err *err);
char	*paths_expand(const char *path);

/* Makes the folder and its parents, 0700 where it makes them. */
bool	paths_make_folder(const char *folder, struct err *err);

/*
 * Checks that a file with a secret is a regular file that its owner alone can
 * read; *err then says the chmod that mends it.
 */
bool	paths_is_private(const char *path, int fd, struct err *err);

#endif
