/*
 * One easy handle from one request: TLS, pin, proxy, protocols, sizes.
 */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/config/config.h>

#include <curl/curl.h>

/* What travels with a handle; the bufs are the flight's. */
struct http {
	CURL			*easy;
	struct curl_slist	*headers;	/* holds a secret: wiped */
	struct buf		 answer;
	char			*location;	/* of a redirect */
	char			 retry_after[64];
	size_t			 header_bytes;
	bool			 has_head;	/* up to its empty line */
	bool			 too_large;
	bool			 writes;
	bool			 kept;		/* trust_load() gave something */
	int			 file;		/* lent; -1: none */
	int64_t			 file_left;	/* bytes to send */
};

struct http_order {
	const struct conn	*conn;		/* certificate, proxy, headers */
	const char		*state_folder;	/* for trust; or NULL */
	const char		*url;
	const char		*method;
	const char		*body;		/* NULL: none */
	int			 file;		/* its bytes; -1: none */
	int64_t			 file_size;
	const char		*content_type;	/* or NULL */
	const char		*disposition;	/* or NULL */
	const char		*authorization;	/* whole value, or NULL */
	size_t			 max_reply;	/* bytes */
	int			 timeout_s;
	bool			 writes;	/* fresh connection, once */
	bool			 sign_in;	/* none of conn's headers */
};

/* Ready to be added to a multi; private is what CURLINFO_PRIVATE gives. */
void	http_open(struct http *h, const struct http_order *order,
	    void *private_pointer);
void	http_close(struct http *h);
/* Nothing would ever come of a transfer that is not added: it is, or we end. */
void	http_join(CURLM *multi, CURL *easy);
/* Ends the program where libcurl has no memory to go on with. */
void	http_must(CURLMcode rc);

/*
 * What a finished transfer means before anyone looks at its body. True: a
 * complete answer is there. False: *err is ERR_UNREACHED (nothing left this
 * machine), ERR_UNCERTAIN (a write left it) or ERR_PROTOCOL.
 */
bool	http_result(struct http *h, CURLcode rc, struct err *err);

/* Time was up before a word of an answer: the server may still be at it. */
bool	http_may_come(const struct http *h, CURLcode rc);

/* What libcurl says, for a person. */
const char *http_words(CURLcode rc);

#endif
