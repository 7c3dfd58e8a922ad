/* The sections of config.ini as they were read, behind struct config. */
#ifndef ENDPANE_SRC_CONFIG_SECTIONS_H
#define ENDPANE_SRC_CONFIG_SECTIONS_H

#include <endpane/config/config.h>

/* A key that takes effect. */
struct entry {
	const struct config_key	*key;
	const char		*name;	/* as written: header.NAME */
	const char		*value;	/* that takes effect */
	int			 line;	/* 0: a preset */
};

struct section {
	const char	*name;
	int		 line;		/* of its [name]; 0: there is none */
	struct entry	*entries;	/* owned */
	size_t		 count;
};

/* What config.memory points to. */
struct sections {
	struct section	 preferences;	/* [endpane] */
	struct section	*conns;		/* owned; as in config.conns */
	size_t		 count;
	char		**texts;	/* owned, wiped: all of the texts */
	size_t		 text_count;
};

/*
 * Reads the text of a file into the sections: keys known, values checked,
 * nothing twice. is_private: secrets may stand in it.
 */
bool		 sections_read(struct sections *all, const char *path,
		    struct slice text, bool is_private, struct err *err);
void		 sections_free(struct sections *all);

/* Takes the text over; it lives as long as the sections. */
const char	*sections_keep(struct sections *all, char *text);
void		 sections_add(struct section *section, struct entry entry);

/* NULL where the section does not have the key. */
const struct entry *sections_entry(const struct section *section,
		    const char *name);
/* The entry that gives the same secret as that key would; NULL: none. */
const struct entry *sections_secret(const struct section *section,
		    const struct config_key *key);

#endif
