/*
 * What a program wrote to its terminal, byte by byte: which modes it left on,
 * and whether anything came that its terminal's description does not know.
 *
 * The emulator forgives much; this does not. Text must be valid UTF-8 without
 * C1, bidi, zero-width and tag characters, and every control or escape
 * sequence must have the form of one that terminfo produces for this TERM.
 */
#ifndef VT_STREAM_H
#define VT_STREAM_H

#include <endpane/base/buf.h>
#include <endpane/base/map.h>

#define STREAM_MODES 4096

struct stream {
	struct map	 known;	/* forms of sequences, owned here */
	char		**forms;
	uint32_t	 form_count;
	struct buf	 seq;		/* the sequence being read */
	int		 state;
	struct buf	 raw;		/* all of it, up to a ceiling */
	struct buf	 junk;		/* one line a finding; empty: clean */
	uint64_t	 bytes;		/* received in all */
	bool		 mode[STREAM_MODES];	/* DEC private modes now */
	bool		 ever[STREAM_MODES];	/* set at any time */
	bool		 keypad;	/* application keypad */
	bool		 region;	/* a scroll region is set */
	int		 rows;
};

/* term may be unknown: then plain text is all that counts as clean. */
void	stream_init(struct stream *s, const char *term, int rows);
void	stream_fini(struct stream *s);
void	stream_feed(struct stream *s, const char *at, size_t len);

/* Appends what is not as a shell expects its terminal; nothing if it is. */
void	stream_left_over(const struct stream *s, struct buf *out);

/* Whether mouse reporting was ever switched on. */
bool	stream_mouse(const struct stream *s);

#endif
