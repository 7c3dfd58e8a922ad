/*
 * An answer while it is written: status, headers and a JSON body.
 *
 * The writers put commas where they belong by looking at the last byte, so
 * members and items are simply said one after the other. key is NULL in lists.
 * Text is JSON-escaped; in hostile mode every text gets an attack appended.
 * Ids are said as digits and never pass through a double.
 */
#ifndef ENDPANE_SIM_SAY_H
#define ENDPANE_SIM_SAY_H

#include <endpane/base/buf.h>
#include <endpane/base/ids.h>

#include <stdbool.h>
#include <stdint.h>

struct reply {
	int		 status;
	struct buf	 body;		/* owned */
	const char	*type;		/* Content-Type, static text */
	char		 location[1024];/* "" : no such header */
	int		 retry_after;	/* seconds; 0: no such header */
	bool		 is_hostile;
	unsigned	 turn;		/* which attack comes next */
	unsigned	 oddities;	/* enum desk_oddity, for errors */
};

void	say_open(struct reply *r, const char *key, char bracket);
void	say_close(struct reply *r, char bracket);
void	say_text(struct reply *r, const char *key, const char *text);
void	say_slice(struct reply *r, const char *key, struct slice text);
void	say_id(struct reply *r, const char *key, uint64_t id);
void	say_id_text(struct reply *r, const char *key, uint64_t id);
void	say_int(struct reply *r, const char *key, int64_t number);
void	say_tenths(struct reply *r, const char *key, int64_t tenths);
void	say_flag(struct reply *r, const char *key, bool flag);
/* A JSON literal as it is: "\"--\"", "null", "15.8". */
void	say_raw(struct reply *r, const char *key, const char *literal);
/* Text that is never made hostile: codes, states, words of the protocol. */
void	say_word(struct reply *r, const char *key, const char *word);

#endif
