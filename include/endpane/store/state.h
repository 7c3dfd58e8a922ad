/*
 * Small things kept between runs and shared by instances: preferences as text,
 * and the calls used a day.
 *
 * Nothing here is worth stopping for: where the file cannot be had, all of it
 * works in memory and is gone at the end. A damaged file is set aside. Another
 * instance is waited for at most 50 ms.
 */
#ifndef ENDPANE_STORE_STATE_H
#define ENDPANE_STORE_STATE_H

#include <endpane/base/buf.h>

#include <stdbool.h>
#include <stdint.h>

struct state;

struct state	*state_open(const char *folder);	/* never NULL */
void		 state_close(struct state *state);
/* Whether what is set outlives this process. */
bool		 state_is_kept(const struct state *state);

/* scope: "devices", key: "sort". Appends the value; false: there is none. */
bool		 state_get(struct state *state, const char *scope,
		    const char *key, struct buf *value);
/* NULL takes the value away. */
void		 state_set(struct state *state, const char *scope,
		    const char *key, const char *value);

/* day as clock_day() counts. Adds for all instances at once; the new total. */
int64_t		 state_calls_add(struct state *state, const char *conn,
		    int day, int64_t calls);
int64_t		 state_calls(struct state *state, const char *conn, int day);

#endif
