/*
 * A sequence of the terminal's that curses has no name for, and the reports of
 * a mouse among them.
 *
 * It is gathered character by character as it comes, for a slow line may cut it
 * anywhere: nobody waits for the rest, and the rest is no key when it comes.
 * What was begun is given up SEQUENCE_MS after its last part. No curses here.
 */
#ifndef ENDPANE_TUI_SEQUENCE_H
#define ENDPANE_TUI_SEQUENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SEQUENCE_MS	500

enum sequence_event {
	SEQUENCE_NOTHING,	/* no such report, or of no use */
	SEQUENCE_CLICK,		/* the first button went down */
	SEQUENCE_WHEEL_UP,
	SEQUENCE_WHEEL_DOWN,
};

/* All zero: none was begun. */
struct sequence {
	bool	 is_open;
	char	 kind;		/* '[' or 'O', what followed the escape */
	int	 old;		/* of a report of the old form: still to come */
	int64_t	 last_ms;
	size_t	 len;		/* may be more than fits: then no report */
	char	 text[24];	/* after the kind, with its last letter */
};

/* After the escape and '[' or 'O'; now_ms: of the monotonic clock. */
void	sequence_begin(struct sequence *s, char kind, int64_t now_ms);

/*
 * Whether the character belongs to what was begun; it is used up then, and the
 * sequence is over where is_open turned false. mouse: reports may come.
 */
bool	sequence_take(struct sequence *s, uint32_t c, bool mouse,
	    int64_t now_ms);

/* What an ended sequence reports; places count from 0. */
enum sequence_event sequence_mouse(const struct sequence *s, int *y, int *x);

#endif
