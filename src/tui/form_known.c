/* What may stand in a text field: values that are known, and paths. */
#include "form.h"

#include "dialogs.h"
#include "sieve.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOUND_MOST	500	/* names that a path may go on with */
#define NAMED_MOST	6	/* of them that are said */

/* Texts that could stand in a field, each with where it is known from. */
struct known {
	struct choice	*list;
	int		 count;
};

static void
add(struct known *k, struct slice text, const char *from)
{
	choice_add(&k->list, &k->count, mem_slice(text.at, text.len),
	    mem_text(from), false);
}

/* A comma list of the configuration; of name:id the part behind the colon. */
static void
add_configured(struct known *k, const char *list, const char *key)
{
	struct slice rest = str_slice(list), one;
	const char *colon;

	while (str_next(&rest, ',', &one)) {
		one = str_trim(one);
		colon = one.len > 0 ? memrchr(one.at, ':', one.len) : NULL;
		if (colon != NULL) {
			char *from = mem_format("%.*s, %s", (int)(colon -
			    one.at), one.at, key);

			one = (struct slice){ colon + 1, one.len -
			    (size_t)(colon - one.at) - 1 };
			add(k, one, from);
			free(from);
		} else if (one.len > 0)
			add(k, one, key);
	}
}

/* The server's names of the columns: the last part of their pointers. */
static void
add_columns(struct known *k, const struct cat_resource *resource)
{
	const struct cat_column *c;

	for (c = resource->columns; c->name != NULL; c++) {
		struct slice path = str_slice(c->path), one;

		if (!str_next(&path, '|', &one) || one.len < 2 ||
		    one.at[0] != '/' ||
		    memchr(one.at + 1, '/', one.len - 1) != NULL)
			continue;
		add(k, (struct slice){ one.at + 1, one.len - 1 }, c->title);
	}
}

static void
add_met(struct known *k, const struct form *f, struct app *app,
    const struct cat_param *p)
{
	struct picked *list = NULL;
	size_t count = 0, i;

	field_met(f, app, p, &list, &count);
	for (i = 0; i < count; i++)
		add(k, str_slice(list[i].id), list[i].name != NULL ?
		    list[i].name : "");
	picked_fini(list, count);
}

static void
find_known(const struct form *f, struct app *app,
    const struct field_box *box, struct known *k)
{
	const struct cat_param *p = box->param;
	const struct cat_choice *c;

	memset(k, 0, sizeof(*k));
	for (c = p->choices; c != NULL && c->wire != NULL; c++)
		add(k, str_slice(c->label), c->wire);
	if (f->conn != NULL && (strcmp(p->name, "domain") == 0 ||
	    strcmp(p->name, "domains") == 0))
		add_configured(k, f->conn->settings.domains, "domains");
	else if (f->conn != NULL && strcmp(p->name, "device") == 0)
		add_configured(k, f->conn->settings.device_ids, "device_ids");
	else if (strcmp(p->name, "fields") == 0)
		add_columns(k, f->resource);
	else
		add_met(k, f, app, p);
}

static void
known_fini(struct known *k)
{
	int i;

	for (i = 0; i < k->count; i++) {
		free(k->list[i].text);
		free(k->list[i].hint);
	}
	free(k->list);
}

/* Where the value begins that is being typed: behind the last comma. */
static size_t
last_value(const struct field_box *box)
{
	const char *text = edit_text(&box->edit);
	const char *comma = strrchr(text, ',');

	if ((box->param->flags & CAT_MANY) == 0 || comma == NULL)
		return 0;
	return (size_t)(comma - text) + 1;
}

static void
replace_last(struct field_box *box, const char *text)
{
	struct buf all = { 0 };

	buf_add(&all, edit_text(&box->edit), last_value(box));
	buf_text(&all, text);
	edit_set(&box->edit, buf_string(&all));
	buf_fini(&all);
}

static void
value_chosen(struct app *app, struct pane *below, int choice, bool more)
{
	struct form *f = below->own;
	struct field_box *box = &f->fields[f->picking];
	struct known k;

	(void)more;
	find_known(f, app, box, &k);
	if (choice < k.count)
		replace_last(box, k.list[choice].text);
	known_fini(&k);
	if ((box->param->flags & CAT_MANY) == 0)
		f->here++;
}

static void
query_made(struct app *app, struct pane *below, const char *query)
{
	struct form *f = below->own;

	(void)app;
	edit_set(&f->fields[f->picking].edit, query);
}

bool
known_offer(struct form *f, struct app *app, struct pane *p)
{
	const struct field_box *box = &f->fields[f->here];
	struct known k;

	if (edit_text(&box->edit)[last_value(box)] != '\0')
		return false;
	if (strcmp(box->param->name, "filter") == 0) {
		f->picking = f->here;
		return sieve_open(app, f->resource, f->conn, query_made, p);
	}
	find_known(f, app, box, &k);
	if (k.count == 0)
		return false;
	f->picking = f->here;
	menu_open(app, box->param->name, k.list, k.count, false,
	    value_chosen, p);
	return true;
}

/* What all names have in common, and some of them in words. */
struct found {
	char	*common;	/* NULL: nothing fits */
	int	 count;
	bool	 is_folder;	/* the only one is one */
	struct buf words;
};

static void
found_add(struct found *all, const char *name, const char *hint)
{
	size_t n = 0;

	if (all->common == NULL)
		all->common = mem_text(name);
	while (all->common[n] != '\0' && all->common[n] == name[n])
		n++;
	while (n > 0 && ((unsigned char)all->common[n] & 0xC0) == 0x80)
		n--;		/* no half character */
	all->common[n] = '\0';
	if (all->count++ < NAMED_MOST)
		buf_format(&all->words, "%s%s%s%s%s", all->count > 1 ? "  " :
		    "", name, hint != NULL ? " (" : "", hint != NULL ? hint :
		    "", hint != NULL ? ")" : "");
}

static void
found_fini(struct found *all)
{
	free(all->common);
	buf_fini(&all->words);
}

/* Says what there is; true where it was more than one, or went on. */
static bool
found_use(struct found *all, const char *before, struct form *f)
{
	bool longer = all->common != NULL &&
	    strlen(all->common) > strlen(before);

	buf_clear(&f->offered);
	if (all->count == 0)
		return false;
	if (all->count > 1)
		buf_format(&f->offered, "%d fit: %s%s", all->count,
		    buf_string(&all->words), all->count > NAMED_MOST ?
		    "  ..." : "");
	return longer || all->count > 1;
}

bool
known_any(const struct form *f, struct app *app, const struct field_box *box)
{
	struct known k;
	bool any;

	find_known(f, app, box, &k);
	any = k.count > 0;
	known_fini(&k);
	return any;
}

static bool
complete_known(struct form *f, struct app *app, struct field_box *box)
{
	const char *text = edit_text(&box->edit) + last_value(box);
	struct found all = { 0 };
	struct known k;
	bool used;
	int i;

	find_known(f, app, box, &k);
	for (i = 0; i < k.count && strcasecmp(k.list[i].text, text) != 0; i++)
		if (text[0] != '\0' && strncasecmp(k.list[i].text, text,
		    strlen(text)) == 0)
			found_add(&all, k.list[i].text, k.list[i].hint);
	used = i == k.count && found_use(&all, text, f);
	if (used)
		replace_last(box, all.common);
	found_fini(&all);
	known_fini(&k);
	return used;
}

void
path_whole(const char *path, struct buf *out)
{
	const char *home = getenv("HOME");

	if (str_starts(str_slice(path), "~/") && home != NULL)
		buf_format(out, "%s%s", home, path + 1);
	else
		buf_text(out, path);
}

static bool
is_folder(int folder, const char *name)
{
	struct stat st;

	return fstatat(folder, name, &st, 0) == 0 && S_ISDIR(st.st_mode);
}

/* Hidden files only where the name begins as theirs. */
static void
look_into(DIR *folder, const char *base, struct found *all)
{
	struct dirent *entry;
	size_t len = strlen(base);

	while (all->count < FOUND_MOST && (entry = readdir(folder)) != NULL) {
		if (strncmp(entry->d_name, base, len) != 0 ||
		    (entry->d_name[0] == '.' && (len == 0 ||
		    strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)))
			continue;
		found_add(all, entry->d_name, NULL);
		all->is_folder = all->count == 1 &&
		    is_folder(dirfd(folder), entry->d_name);
	}
}

static bool
complete_path(struct form *f, struct field_box *box)
{
	const char *text = edit_text(&box->edit);
	const char *slash = strrchr(text, '/');
	const char *base = slash != NULL ? slash + 1 : text;
	struct buf folder = { 0 }, given = { 0 };
	struct found all = { 0 };
	bool used = false;
	DIR *open;

	buf_add(&given, text, (size_t)(base - text));
	path_whole(buf_string(&given), &folder);
	open = text[0] == '\0' ? NULL : opendir(folder.len > 0 ?
	    buf_string(&folder) : ".");
	if (open != NULL) {
		look_into(open, base, &all);
		closedir(open);
		used = found_use(&all, base, f) || all.is_folder;
	}
	if (used) {
		buf_format(&given, "%s%s", all.common, all.is_folder ? "/" :
		    "");
		edit_set(&box->edit, buf_string(&given));
	}
	found_fini(&all);
	buf_fini(&folder);
	buf_fini(&given);
	return used;
}

bool
known_complete(struct form *f, struct app *app)
{
	struct field_box *box = &f->fields[f->here];

	if (box->entry != ENTRY_TEXT || box->edit.is_secret ||
	    box->edit.at != box->edit.text.len)
		return false;
	return (box->param->flags & CAT_FILE) != 0 ? complete_path(f, box) :
	    complete_known(f, app, box);
}
