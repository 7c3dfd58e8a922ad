/*
 * Files on their way to the server: the request for one, and what the answer
 * says of it.
 */
#ifndef CATALOG_FILES_H
#define CATALOG_FILES_H

#include <endpane/catalog/catalog.h>

struct upload {
	const char	*path;
	const char	*name;		/* what to call it; NULL: its own */
	const char	*type;		/* NULL: by its name */
	const char	*object;	/* of the plan; NULL: the path */
};

/* ERR_USAGE for a name or a type that no header carries. */
bool		 files_upload(const struct upload *upload,
		    const struct cat_settings *set, struct plan *plan,
		    struct err *err);
cat_judge_fn	 files_judge;

#endif
