/*
 * Zoho accounts: grants, refresh and access tokens, and their throttles.
 *
 * Tokens are made from the seed and a counter, so that two runs with one seed
 * give the same ones in the same order. They guard nothing but this estate.
 */
#ifndef ENDPANE_SIM_ZOHO_H
#define ENDPANE_SIM_ZOHO_H

#include "desk.h"

#include <stdbool.h>
#include <stdint.h>

#define ZOHO_TOKEN	96
#define ZOHO_REFRESH	20	/* refresh tokens of the user; oldest goes */
#define ZOHO_ACCESS	30	/* live access tokens of a refresh token */
#define ZOHO_SCOPES	2048

struct zoho_grant {
	char	 code[ZOHO_TOKEN];	/* "": free */
	char	 redirect[512];
	char	 scopes[ZOHO_SCOPES];
	bool	 is_offline;
	int64_t	 until_ms;		/* monotonic */
};

struct zoho_refresh {
	char	 token[ZOHO_TOKEN];	/* "": free */
	char	 scopes[ZOHO_SCOPES];
	uint64_t serial;		/* the oldest goes first */
	int64_t	 window_ms;		/* when ten minutes began */
	int	 given;			/* access tokens since then */
};

struct zoho_access {
	char	 token[ZOHO_TOKEN];	/* "": free */
	char	 scopes[ZOHO_SCOPES];
	uint64_t refresh;		/* serial of its refresh token; 0 */
	int64_t	 until_ms;
};

struct zoho {
	uint64_t		 seed;
	uint64_t		 serial;
	int64_t			 lifetime_s;	/* of access tokens: 3600 */
	char			 client_id[64];
	char			 client_secret[64];
	struct zoho_grant	 grants[4];
	struct zoho_refresh	 refresh[ZOHO_REFRESH];
	struct zoho_access	 access[ZOHO_ACCESS];
};

/* Also makes the refresh token that is written into the config: refresh[0]. */
void	zoho_init(struct zoho *z, uint64_t seed);
void	zoho_expire(struct zoho *z);	/* every access token, now */
/* A fresh access token of the first refresh token, for tests. Lent. */
const char *zoho_issue(struct zoho *z);

enum zoho_answer { ZOHO_GOOD, ZOHO_UNKNOWN, ZOHO_OUT_OF_SCOPE };

/* scope: one or several, comma separated, any of which will do. */
enum zoho_answer zoho_check(const struct zoho *z, const char *token,
	    const char *scope);

#endif
