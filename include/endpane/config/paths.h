/*
 * Where files live (XDG), with the modes that keep others out.
 */
#ifndef ENDPANE_CONFIG_PATHS_H
#define ENDPANE_CONFIG_PATHS_H

#include <endpane/base/err.h>
#include <endpane/base/ids.h>

/*
 * Each gives an absolute path; none creates anything. Where neither the XDG
 * variable nor HOME is an absolute path, NULL with ERR_LOCAL. Results are owned
 * by the caller. ENDPANE_CONFIG names another config.ini.
 */
char	*paths_config_file(struct err *err);
char	*paths_config_folder(struct err *err);
char	*paths_state_folder(struct err *err);
char	*paths_cache_folder(struct err *err);

/*
 * A path as configured: "~/" at its start stands for HOME, and a relative one
 * is taken from the folder that beside lies in (NULL: as it is). Owned by the
 * caller; a copy where there is nothing to change.
 */
char	*paths_expand(const char *path, const char *beside);

/*
 * Makes the folder and its parents, 0700 where it makes them. One that is
 * there already must be a folder that not everybody may write to.
 */
bool	paths_make_folder(const char *folder, struct err *err);

/*
 * Writes a file that its owner alone can read: all of it, in place of what is
 * there, or nothing.
 */
bool	paths_write(const char *path, struct slice text, struct err *err);

/*
 * Checks that a file with a secret, open as fd, is a regular file of ours that
 * its owner alone can read; *err then says the chmod that mends it.
 */
bool	paths_is_private(const char *path, int fd, struct err *err);

#endif
