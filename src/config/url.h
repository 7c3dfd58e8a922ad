/* URLs of servers, as the configuration may write them. */
#ifndef ENDPANE_SRC_CONFIG_URL_H
#define ENDPANE_SRC_CONFIG_URL_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/base/ids.h>

#include <stdbool.h>

struct url {			/* parts are lent by the text */
	bool		is_https;
	bool		is_loopback;
	struct slice	host;	/* [::1] with its brackets */
	int		port;	/* the scheme's where none is written */
};

/* False: *err says what is wrong with it, without the text. */
bool	url_parse(struct slice text, struct url *url, struct err *err);

/* scheme://host[:port], small letters, no port where it is the scheme's. */
void	url_origin(const struct url *url, struct buf *out);

#endif
