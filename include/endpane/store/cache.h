/*
 * Last known lists, per connection and noun, in $XDG_CACHE_HOME/endpane.
 *
 * May be deleted at any time; a damaged file is rebuilt; a full disk only means
 * that nothing is kept. Never holds secrets. Reading is done block by block, so
 * that a large list is on the screen before it is read to its end.
 */
#ifndef ENDPANE_STORE_CACHE_H
#define ENDPANE_STORE_CACHE_H

#include <endpane/store/rows.h>

struct cache;

/* Never NULL: where no file can be had, an empty cache that keeps nothing. */
struct cache	*cache_open(const char *folder);
void		 cache_close(struct cache *cache);

/*
 * Starts reading the list of a key ("phones/devices"). *saved_ms gets when it
 * was complete, or 0 (and NULL is returned, which all functions take) where
 * there is none. Then each cache_read_more() adds some blocks for at most
 * budget_us and returns true while there are more. Opening the file is left to
 * the first cache_read() or cache_write().
 */
struct cache_reading;
struct cache_reading *cache_read(struct cache *cache, const char *key,
		    struct rows *rows, int conn, int64_t *saved_ms);
bool		 cache_read_more(struct cache_reading *reading,
		    int64_t budget_us);
/* False: not all of the list was read. */
bool		 cache_read_end(struct cache_reading *reading);

/*
 * Writing a complete list the same way, the rows of one connection: the old one
 * is replaced only when the new one is written to its end; ending earlier keeps
 * the old one. rows must live and not grow until cache_write_end(). NULL where
 * nothing can be kept.
 */
struct cache_writing;
struct cache_writing *cache_write(struct cache *cache, const char *key,
		    const struct rows *rows, int conn, int64_t saved_ms);
bool		 cache_write_more(struct cache_writing *writing,
		    int64_t budget_us);
void		 cache_write_end(struct cache_writing *writing);

#endif
