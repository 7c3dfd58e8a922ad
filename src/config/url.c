/* URLs of servers: checked, and their origins. */
#include "url.h"

#include <endpane/base/str.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#define HOST_MOST 253

static bool
is_host_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

static bool
is_loopback(struct slice host)
{
	char text[64];
	struct in_addr four;
	struct in6_addr six;

	if (str_is_folded(host, "localhost"))
		return true;
	if (host.len >= sizeof(text))
		return false;
	if (host.at[0] == '[')
		host = (struct slice){ host.at + 1, host.len - 2 };
	snprintf(text, sizeof(text), "%.*s", (int)host.len, host.at);
	/* All four numbers: 127.example.com is somewhere else. */
	if (inet_pton(AF_INET, text, &four) == 1)
		return ntohl(four.s_addr) >> 24 == 127;
	return inet_pton(AF_INET6, text, &six) == 1 &&
	    IN6_IS_ADDR_LOOPBACK(&six);
}

static bool
check_host(struct slice host, struct err *err)
{
	char text[64];
	struct in6_addr six;
	size_t i;

	if (host.len > 0 && host.at[0] == '[') {
		snprintf(text, sizeof(text), "%.*s", (int)host.len - 2,
		    host.at + 1);
		if (host.len < sizeof(text) && str_ends(host, "]") &&
		    inet_pton(AF_INET6, text, &six) == 1)
			return true;
		return err_set(err, ERR_USAGE, "what is in [ ] is no IPv6 "
		    "address");
	}
	if (host.len == 0 || host.len > HOST_MOST)
		return err_set(err, ERR_USAGE, "it has no host, or one of more "
		    "than %d characters", HOST_MOST);
	for (i = 0; i < host.len; i++)
		if (!is_host_char(host.at[i]))
			return err_set(err, ERR_USAGE, "its host has a "
			    "character that no host name has");
	return true;
}

/* Cuts host and port out of what stands between // and the path. */
static bool
cut_host(struct slice place, struct url *url, struct err *err)
{
	const char *colon;
	struct slice port;
	int64_t number;

	if (memchr(place.at, '@', place.len) != NULL)
		return err_set(err, ERR_USAGE,
		    "a user or password does not belong into it");
	colon = place.len > 0 ? memrchr(place.at, ':', place.len) : NULL;
	/* The colons of an IPv6 address are inside its brackets. */
	if (colon != NULL && memchr(colon, ']',
	    place.len - (size_t)(colon - place.at)) != NULL)
		colon = NULL;
	url->host = place;
	url->port = url->is_https ? 443 : 80;
	if (colon != NULL) {
		url->host.len = (size_t)(colon - place.at);
		port = (struct slice){ colon + 1,
		    place.len - url->host.len - 1 };
		if (!str_digits(port, 5) || !str_number(port, &number) ||
		    number < 1 || number > 65535)
			return err_set(err, ERR_USAGE,
			    "its port is not 1 to 65535");
		url->port = (int)number;
	}
	return check_host(url->host, err);
}

static bool
check_path(struct slice path, struct err *err)
{
	struct slice part;

	while (str_next(&path, '/', &part))
		if (str_is(part, ".") || str_is(part, ".."))
			return err_set(err, ERR_USAGE,
			    "its path has a . or .. part");
	return true;
}

bool
url_parse(struct slice text, struct url *url, struct err *err)
{
	struct slice rest = text;
	const char *slash;
	size_t i, start;

	for (i = 0; i < text.len; i++)
		if (text.at[i] <= ' ' || text.at[i] >= 0x7f ||
		    strchr("?#\\\"<>^`{|}", text.at[i]) != NULL)
			return err_set(err, ERR_USAGE, "it has a blank, a "
			    "query, or a character that no URL has");
	start = text.len < 8 ? text.len : 8;
	url->is_https = str_is_folded((struct slice){ text.at, start },
	    "https://");
	if (!url->is_https)
		start = start < 7 ? start : 7;
	if (!url->is_https && !str_is_folded((struct slice){ text.at, start },
	    "http://"))
		return err_set(err, ERR_USAGE,
		    "it does not begin with https:// or http://");
	rest = (struct slice){ text.at + start, text.len - start };
	slash = rest.len > 0 ? memchr(rest.at, '/', rest.len) : NULL;
	if (slash != NULL)
		rest.len = (size_t)(slash - rest.at);
	if (!cut_host(rest, url, err))
		return false;
	url->is_loopback = is_loopback(url->host);
	return slash == NULL || check_path((struct slice){ slash + 1,
	    (size_t)(text.at + text.len - slash) - 1 }, err);
}

void
url_origin(const struct url *url, struct buf *out)
{
	buf_text(out, url->is_https ? "https://" : "http://");
	buf_folded(out, url->host);
	if (url->port != (url->is_https ? 443 : 80))
		buf_format(out, ":%d", url->port);
}
