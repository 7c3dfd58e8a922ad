/* Finds theme files; never reads what is in one. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/config/paths.h>
#include <endpane/config/themes.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Themes of a moved installation, or of the source tree that it was built in. */
static bool
beside_program(char *path, size_t size)
{
	static const char *const ways[] = {
		"../share/endpane/themes", "../themes", "../../themes"
	};
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;
	size_t i;

	if (len <= 0)
		return false;
	self[len] = '\0';
	if ((slash = strrchr(self, '/')) == NULL)
		return false;
	*slash = '\0';
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if ((size_t)snprintf(path, size, "%s/%s", self, ways[i]) <
		    size && access(path, F_OK) == 0)
			return true;
	return false;
}

char *
themes_own_folder(void)
{
	char *folder = paths_config_folder(&(struct err){ 0 }), *own;

	own = folder != NULL ? mem_format("%s/themes", folder) : NULL;
	free(folder);
	return own;
}

void
themes_folders(struct theme_folders *folders, const char *own)
{
	folders->list[0] = own;
	folders->list[1] = ENDPANE_DATADIR "/endpane/themes";
	folders->list[2] = beside_program(folders->beside,
	    sizeof(folders->beside)) ? folders->beside : NULL;
}

static int
is_theme(const struct dirent *entry)
{
	struct slice name = str_slice(entry->d_name);

	return name.len > 4 && name.at[0] != '.' && str_ends(name, ".ini");
}

static void
names_in(const char *folder, theme_name_fn *found, void *who)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_theme, alphasort), i;

	for (i = 0; i < count; i++) {
		struct slice name = str_slice(entries[i]->d_name);

		found(who, (struct slice){ name.at, name.len - 4 });
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

void
themes_names(const char *own, theme_name_fn *found, void *who)
{
	struct theme_folders folders;
	int i;

	themes_folders(&folders, own);
	found(who, str_slice("default"));
	for (i = 0; i < THEME_FOLDERS; i++)
		if (folders.list[i] != NULL)
			names_in(folders.list[i], found, who);
}

/* Looks for one name among all, and keeps what it sees once each. */
struct search {
	const char	*wanted;
	bool		 has;
	struct buf	*names;		/* "default, dark" */
};

static void
look_at(void *who, struct slice name)
{
	struct search *s = who;
	struct slice rest = { s->names->at, s->names->len }, one;

	s->has = s->has || str_is(name, s->wanted);
	while (str_next(&rest, ',', &one))
		if (str_same(str_trim(one), name))
			return;
	buf_text(s->names, s->names->len > 0 ? ", " : "");
	buf_slice(s->names, name);
}

bool
themes_has(const char *name, struct buf *names)
{
	struct search s = { .wanted = name, .names = names };
	char *own = themes_own_folder();

	themes_names(own, look_at, &s);
	free(own);
	return s.has;
}
