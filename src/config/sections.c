/* Sections of config.ini: known keys with checked values, nothing twice. */
#include "sections.h"
#include "keys.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/config/inifile.h>

#include <stdlib.h>
#include <string.h>

struct reading {
	struct sections	*all;
	const char	*path;
	bool		 is_private;
	bool		 in_preferences;
};

const char *
sections_keep(struct sections *all, char *text)
{
	all->texts = mem_grow(all->texts, all->text_count + 1,
	    sizeof(*all->texts));
	all->texts[all->text_count++] = text;
	return text;
}

void
sections_add(struct section *section, struct entry entry)
{
	section->entries = mem_grow(section->entries, section->count + 1,
	    sizeof(entry));
	section->entries[section->count++] = entry;
}

const struct entry *
sections_entry(const struct section *section, const char *name)
{
	size_t i;

	/* Names of headers are the same in capitals; keys have none. */
	for (i = 0; i < section->count; i++)
		if (str_is_folded(str_slice(section->entries[i].name), name))
			return &section->entries[i];
	return NULL;
}

const struct entry *
sections_secret(const struct section *section, const struct config_key *key)
{
	size_t i;

	for (i = 0; i < section->count; i++) {
		const struct config_key *other = section->entries[i].key;

		/* A key and a token are one; a password never stands there. */
		if (keys_is_secret(other) && other->place == key->place &&
		    strcmp(other->scope, key->scope) == 0)
			return &section->entries[i];
	}
	return NULL;
}

static bool
check_name(const char *name, struct err *err)
{
	if (strchr(name, '/') == NULL && name[0] != '.' && name[0] != '-')
		return true;
	return err_set(err, ERR_USAGE, "[%s]: not accepted as the name of a "
	    "connection; accepted: no / in it and no . or - at its start",
	    name);
}

static bool
begin_section(struct reading *r, const char *name, int line, struct err *err)
{
	struct sections *all = r->all;
	struct section *section = &all->preferences;
	size_t i;

	r->in_preferences = strcmp(name, "endpane") == 0;
	if (!r->in_preferences) {
		if (!check_name(name, err))
			return false;
		for (i = 0; i < all->count; i++)
			if (strcmp(all->conns[i].name, name) == 0)
				break;
		if (i == all->count) {
			all->conns = mem_grow(all->conns, all->count + 1,
			    sizeof(*all->conns));
			all->conns[all->count++] = (struct section){ 0 };
		}
		section = &all->conns[i];
	}
	if (section->line != 0)
		return err_set(err, ERR_USAGE, "[%s]: stands at line %d "
		    "already; accepted: each section once", name,
		    section->line);
	section->name = sections_keep(all, mem_text(name));
	section->line = line;
	return true;
}

static bool
check_once(const struct section *section, const struct config_key *key,
    const char *name, struct err *err)
{
	const struct entry *other = sections_entry(section, name);

	if (other != NULL)
		return err_set(err, ERR_USAGE, "%s: stands at line %d "
		    "already; accepted: each key once", name, other->line);
	other = keys_is_secret(key) ? sections_secret(section, key) :
	    NULL;
	if (other != NULL)
		return err_set(err, ERR_USAGE, "%s: %s at line %d gives that "
		    "secret already; accepted: one of them", name,
		    other->name, other->line);
	return true;
}

static bool
check_private(const struct reading *r, const struct config_key *key,
    struct err *err)
{
	if (r->is_private || key->kind != CONFIG_SECRET)
		return true;
	return err_set(err, ERR_USAGE, "%s: others can read this file; "
	    "accepted: %s_command, %s_file, %s_env, or after chmod 600 '%.80s' "
	    "this", key->name, key->name, key->name, key->name, r->path);
}

static bool
take_entry(struct reading *r, const char *name, const char *value, int line,
    struct err *err)
{
	struct section *section = r->in_preferences ? &r->all->preferences :
	    &r->all->conns[r->all->count - 1];
	const struct config_key *table = r->in_preferences ?
	    config_preferences : config_conn_keys;
	struct entry entry = { .key = keys_find(table, name), .line = line };
	struct buf advice = { 0 };
	char *effective;

	if (entry.key == NULL) {
		keys_advise(table, name, &advice);
		err_set(err, ERR_USAGE, "unknown key \"%s\" in [%s]%s", name,
		    section->name, buf_string(&advice));
		buf_fini(&advice);
		return false;
	}
	if (!check_once(section, entry.key, name, err) ||
	    !check_private(r, entry.key, err) ||
	    !keys_check(entry.key, name, value, r->path, &effective, err))
		return false;
	entry.value = sections_keep(r->all, effective);
	entry.name = entry.key->kind != CONFIG_HEADER ? entry.key->name :
	    sections_keep(r->all, mem_text(name));
	sections_add(section, entry);
	return true;
}

static bool
take_line(void *who, const char *section, const char *key, const char *value,
    int line, struct err *err)
{
	struct reading *r = who;

	if (key == NULL)
		return begin_section(r, section, line, err);
	if (section[0] == '\0')
		return err_set(err, ERR_USAGE, "%s: stands before the first "
		    "section; accepted: [endpane] or [NAME OF A CONNECTION] "
		    "first", key);
	return take_entry(r, key, value, line, err);
}

bool
sections_read(struct sections *all, const char *path, struct slice text,
    bool is_private, struct err *err)
{
	struct reading r = { all, path, is_private, false };

	all->preferences.name = "endpane";
	return ini_read(path, text, take_line, &r, err);
}

void
sections_free(struct sections *all)
{
	size_t i;

	for (i = 0; i < all->text_count; i++) {
		explicit_bzero(all->texts[i], strlen(all->texts[i]));
		free(all->texts[i]);
	}
	for (i = 0; i < all->count; i++)
		free(all->conns[i].entries);
	free(all->preferences.entries);
	free(all->conns);
	free(all->texts);
	free(all);
}
