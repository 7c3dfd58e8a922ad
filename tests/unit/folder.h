/* A folder of its own for a test, below TMPDIR. */
#ifndef UNIT_FOLDER_H
#define UNIT_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
	char		 path[200];
	char		 file[512];	/* folder_file()'s answer */
};

static inline void
folder_make(struct folder *f)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(f->path, sizeof(f->path), "%s/endpane-unit-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(f->path) == NULL)
		abort();
}

static inline const char *
folder_file(struct folder *f, const char *name)
{
	snprintf(f->file, sizeof(f->file), "%s/%s", f->path, name);
	return f->file;
}

static inline bool
folder_has(struct folder *f, const char *name)
{
	return access(folder_file(f, name), F_OK) == 0;
}

static inline void
folder_remove(struct folder *f)
{
	struct dirent *entry;
	DIR *dir;

	chmod(f->path, 0700);
	dir = opendir(f->path);
	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			unlink(folder_file(f, entry->d_name));
	if (dir != NULL)
		closedir(dir);
	rmdir(f->path);
}

#endif
