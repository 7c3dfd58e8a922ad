/*
 * The invented company: which objects there are, under which ids, and what
 * has been changed since the start. Knows no HTTP.
 *
 * An object is known by its kind and index. Everything about it is computed
 * from (seed, kind, index) when asked for; only changes are stored, so that a
 * million devices cost nothing until somebody writes to one. Ids and indexes
 * are computed from each other in constant time. Ids fit an uint64_t exactly;
 * the first few of each kind are those that the documents print.
 */
#ifndef ENDPANE_SIM_ESTATE_H
#define ENDPANE_SIM_ESTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kind {
	KIND_DEVICE,
	KIND_GROUP,
	KIND_APP,
	KIND_USER,
	KIND_COMPUTER,		/* ADManager Plus: known by domain and name */
	KIND_ENDPOINT,		/* Endpoint Central */
	KIND_TERMINAL,		/* Identity360: devices with local accounts */
	KINDS
};

/* Which indexes exist: 0 up to base + added, but for those in gone. */
struct roster {
	size_t		 base;
	size_t		 added;
	size_t		*gone;		/* ascending; owned */
	size_t		 gone_count;
};

/* Ids in the order in which they were added; no id twice. */
struct idset {
	uint64_t	*at;		/* owned */
	size_t		 count;
	size_t		 room;
};

/* Changes by key, ascending; each value is owned by whoever put it there. */
struct shelf {
	uint64_t	*keys;
	void		**values;
	size_t		 count;
	size_t		 room;
};

struct group {
	char		*name;		/* owned; the next two: or NULL */
	char		*domain;
	char		*description;
	int64_t		 type;		/* 1, 6: devices; 7: users */
	struct idset	 members;
};

struct app {
	char		*name;
	char		*identifier;
	char		*version;
	char		*description;
	char		*country;
	const char	*category;
	int64_t		 type;
	int64_t		 platform;
	int64_t		 added_ms;
	struct idset	 devices;
	struct idset	 groups;
};

/* What PUT changed of a user; NULL: as invented. */
struct user_change {
	char		*name;
	char		*email;
	char		*phone;
};

struct file {
	uint64_t	 id;
	char		*name;
	char		*type;
	size_t		 len;
};

struct estate {
	uint64_t	 seed;
	int64_t		 now_ms;	/* the day it was started, 00:00 UTC */
	size_t		 accounts;	/* of a terminal */
	struct roster	 roster[KINDS];
	struct shelf	 groups;	/* struct group by index */
	struct shelf	 apps;		/* struct app by index */
	struct shelf	 users;		/* struct user_change by index */
	struct shelf	 computers;	/* struct computer_change by index */
	struct shelf	 logins;	/* struct account_change by id */
	struct shelf	 barred;	/* struct idset by terminal */
	struct shelf	 agents;	/* endpoints told to install */
	struct file	*files;
	size_t		 file_count;
};

/* sizes by kind; the estate is zeroed before. */
void	 estate_init(struct estate *e, uint64_t seed, const size_t *sizes);
void	 estate_fini(struct estate *e);

/* A well mixed number for any fact about any object. */
uint64_t estate_dice(const struct estate *e, unsigned fact, uint64_t index);

uint64_t estate_id(const struct estate *e, enum kind kind, size_t index);
/* False where no such object exists (any more). */
bool	 estate_find(const struct estate *e, enum kind kind, uint64_t id,
	    size_t *index);

size_t	 roster_count(const struct roster *r);
/* The index at a position among those that exist. */
size_t	 roster_at(const struct roster *r, size_t position);
bool	 roster_has(const struct roster *r, size_t index);
/* The next index that exists; SIZE_MAX at the end. */
size_t	 roster_next(const struct roster *r, size_t index);
void	 roster_remove(struct roster *r, size_t index);
size_t	 roster_add(struct roster *r);

bool	 idset_has(const struct idset *s, uint64_t id);
bool	 idset_add(struct idset *s, uint64_t id);	/* false: was there */
bool	 idset_remove(struct idset *s, uint64_t id);	/* false: was not */
void	 idset_fini(struct idset *s);

void	*shelf_find(const struct shelf *s, uint64_t key);
void	 shelf_put(struct shelf *s, uint64_t key, void *value);
void	*shelf_take(struct shelf *s, uint64_t key);	/* NULL: not there */

/* Lent until the next change; they come into being when first looked at. */
struct group *estate_group(struct estate *e, size_t index);
struct app   *estate_app(struct estate *e, size_t index);
void	 group_free(struct group *g);
void	 app_free(struct app *a);

#endif
