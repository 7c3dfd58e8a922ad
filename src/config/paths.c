/* Where files live, and who else may read them. */
#include <endpane/config/paths.h>

#include <endpane/base/mem.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* An absolute path from the environment, or NULL: the XDG rule. */
static const char *
place(const char *variable)
{
	const char *value = getenv(variable);

	return value != NULL && value[0] == '/' ? value : NULL;
}

static char *
folder(const char *variable, const char *under_home, struct err *err)
{
	const char *base = place(variable), *home = place("HOME");

	if (base != NULL)
		return mem_format("%s/endpane", base);
	if (home != NULL)
		return mem_format("%s/%s/endpane", home, under_home);
	err_set(err, ERR_LOCAL, "neither %s nor HOME is set to an absolute "
	    "path; set one of them", variable);
	return NULL;
}

char *
paths_config_folder(struct err *err)
{
	return folder("XDG_CONFIG_HOME", ".config", err);
}

char *
paths_state_folder(struct err *err)
{
	return folder("XDG_STATE_HOME", ".local/state", err);
}

char *
paths_cache_folder(struct err *err)
{
	return folder("XDG_CACHE_HOME", ".cache", err);
}

char *
paths_config_file(struct err *err)
{
	const char *named = getenv("ENDPANE_CONFIG");
	char *whole, *here;

	if (named != NULL && named[0] == '/')
		return mem_text(named);
	if (named != NULL && named[0] != '\0') {
		here = getcwd(NULL, 0);
		whole = here == NULL ? mem_text(named) :
		    mem_format("%s/%s", here, named);
		free(here);
		return whole;
	}
	here = paths_config_folder(err);
	if (here == NULL)
		return NULL;
	whole = mem_format("%s/config.ini", here);
	free(here);
	return whole;
}

char *
paths_expand(const char *path, const char *beside)
{
	const char *home = place("HOME"), *slash;

	if (path[0] == '~' && path[1] == '/' && home != NULL)
		return mem_format("%s%s", home, path + 1);
	slash = beside == NULL ? NULL : strrchr(beside, '/');
	if (path[0] == '/' || path[0] == '~' || slash == NULL)
		return mem_text(path);
	return mem_format("%.*s/%s", (int)(slash - beside), beside, path);
}

static bool
check_folder(const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return err_set(err, ERR_LOCAL, "%.200s: %s", path,
		    strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_LOCAL,
		    "%.200s: is in the way of a folder of that name", path);
	if ((st.st_mode & S_IWOTH) != 0)
		return err_set(err, ERR_LOCAL, "%.160s: everybody may write "
		    "there; run: chmod o-w '%.160s'", path, path);
	return true;
}

bool
paths_make_folder(const char *path, struct err *err)
{
	char *part = mem_text(path), *end;
	bool good = true;

	for (end = part + 1; good && *part != '\0'; end++) {
		char was = *end;

		if (was != '/' && was != '\0')
			continue;
		*end = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST &&
		    access(part, F_OK) != 0)
			good = err_set(err, ERR_LOCAL,
			    "cannot make the folder %.200s: %s", part,
			    strerror(errno));
		*end = was;
		if (was == '\0')
			break;
	}
	free(part);
	return good && check_folder(path, err);
}

bool
paths_is_private(const char *path, int fd, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_set(err, ERR_LOCAL, "%.200s: %s", path,
		    strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_USAGE,
		    "%.200s: is no regular file, as a secret must be in", path);
	if (st.st_uid != geteuid() && geteuid() != 0)
		return err_set(err, ERR_USAGE, "%.200s: belongs to another "
		    "user; keep the secret in a file of your own", path);
	if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return err_set(err, ERR_USAGE, "%.150s: others can read it; "
		    "run: chmod 600 '%.150s'", path, path);
	return true;
}

bool
paths_write(const char *path, struct slice text, struct err *err)
{
	char *fresh = mem_format("%s.new", path);
	bool good;
	int fd;

	unlink(fresh);
	fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	    0600);
	good = fd >= 0 && write(fd, text.at, text.len) == (ssize_t)text.len;
	if (fd >= 0 && close(fd) != 0)
		good = false;
	good = good && rename(fresh, path) == 0;
	if (!good) {
		err_set(err, ERR_LOCAL, "cannot write %.200s: %s", path,
		    strerror(errno));
		unlink(fresh);
	}
	free(fresh);
	return good;
}
