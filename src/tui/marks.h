/*
 * Marked objects, by connection and id: they outlive filter, sort and refresh.
 */
#ifndef ENDPANE_TUI_MARKS_H
#define ENDPANE_TUI_MARKS_H

#include <endpane/base/ids.h>
#include <endpane/base/map.h>

#include <stdbool.h>
#include <stdint.h>

struct mark {
	const char	*id;	/* lives as long as the marks */
	int		 conn;
	bool		 on;
	bool		 was_on;	/* before the last clearing */
};

struct marks {
	struct mark	*list;		/* in the order of marking */
	size_t		 count;		/* also those switched off */
	size_t		 room;
	size_t		 on;		/* how many are marked */
	struct map	 index;		/* conn byte and id */
	char		**blocks;	/* the text behind ids and keys */
	size_t		 block_count;
	size_t		 block_left;
	char		*block_at;
	generation	 changed;
};

void	marks_fini(struct marks *m);
bool	marks_has(const struct marks *m, int conn, struct slice id);
void	marks_set(struct marks *m, int conn, struct slice id, bool on);
/* Clears all; where none is marked, brings back those cleared last. */
void	marks_turn(struct marks *m);
/* The nth marked one, or NULL; walk with *place from 0. */
const struct mark *marks_next(const struct marks *m, size_t *place);

#endif
