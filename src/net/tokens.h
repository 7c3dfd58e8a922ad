/*
 * Tokens on disk, shared by all instances of one user: $STATE/tokens, 0600.
 */
#ifndef NET_TOKENS_H
#define NET_TOKENS_H

#include <endpane/base/buf.h>
#include <endpane/config/config.h>

#include <stdint.h>

/*
 * The token kept for a connection, if it was made for the same sign-in (server,
 * client, user) and is good for another minute. False otherwise.
 */
bool	tokens_load(const char *folder, const struct conn *conn,
	    struct buf *token, int64_t *expires_ms);
/* Best effort: where it cannot be kept, the next instance signs in itself. */
void	tokens_save(const char *folder, const struct conn *conn,
	    const char *token, int64_t expires_ms);
/* False where there was none. */
bool	tokens_remove(const char *folder, const struct conn *conn);

/*
 * One sign-in at a time: a descriptor that holds the lock, -1 where another
 * instance has it, -2 where there can be none (no folder).
 */
int	tokens_lock(const char *folder, const struct conn *conn);
void	tokens_unlock(int lock);

/*
 * The server wants no sign-in for so long: kept for all instances. How long
 * that is yet, in ms; ms itself where it cannot be kept.
 */
int64_t	tokens_pause(const char *folder, const struct conn *conn, int64_t ms);
int64_t	tokens_paused_ms(const char *folder, const struct conn *conn);
void	tokens_unpause(const char *folder, const struct conn *conn);

/* The file of a refresh token that signing in by consent has left. Owned. */
char	*tokens_refresh_file(const char *folder, const struct conn *conn);
/* Puts it there, in place of another one. */
bool	tokens_save_refresh(const char *folder, const struct conn *conn,
	    const char *token, struct err *err);
void	tokens_remove_refresh(const char *folder, const struct conn *conn);

#endif
