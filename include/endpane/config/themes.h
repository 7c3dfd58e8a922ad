/*
 * Which themes there are: files NAME.ini in the user's folder, in the shared
 * one, and beside the program; and "default", which is compiled in.
 */
#ifndef ENDPANE_CONFIG_THEMES_H
#define ENDPANE_CONFIG_THEMES_H

#include <endpane/base/buf.h>
#include <endpane/base/ids.h>

#include <limits.h>
#include <stdbool.h>

#define THEME_FOLDERS 3

/* Where they are looked for, in this order; any of the list may be NULL. */
struct theme_folders {
	const char	*list[THEME_FOLDERS];
	char		 beside[PATH_MAX + 32];
};

/* The user's folder, to be freed; NULL where there is no home. */
char	*themes_own_folder(void);
/* own is lent, and may be NULL. */
void	 themes_folders(struct theme_folders *folders, const char *own);

/* Every name, those of the user's folder first; some may come twice. */
typedef void theme_name_fn(void *who, struct slice name);
void	 themes_names(const char *own, theme_name_fn *found, void *who);

/* Is there a theme of that name? False: names gets those that there are. */
bool	 themes_has(const char *name, struct buf *names);

#endif
