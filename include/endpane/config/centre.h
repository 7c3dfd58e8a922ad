/*
 * Zoho's data centres: a token of one is nothing to another, so the host of the
 * accounts and the host of the calls have to be of the same one.
 */
#ifndef ENDPANE_CONFIG_CENTRE_H
#define ENDPANE_CONFIG_CENTRE_H

#include <endpane/config/config.h>

struct centre {
	const char	*name;		/* "com.au": the end of its hosts */
	const char	*where;		/* for people */
	const char	*accounts[4];	/* URLs; the usual one first; NULL-ended */
};
extern const struct centre centres[];	/* NULL-name ended */

/* By the URL of an accounts server, any slash at its end aside; or NULL. */
const struct centre *centre_of_accounts(const char *url);
/* By the host of calls, such as https://mdm.manageengine.eu; or NULL. */
const struct centre *centre_of_calls(const char *origin);

/*
 * False where the two are known and differ; *out then says so, and what would
 * fit, as "; …" behind what went wrong.
 */
bool	centre_fits(const struct conn *conn, struct buf *out);

#endif
