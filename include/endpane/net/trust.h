/*
 * Which server a connection trusts beside those that the machine's authorities
 * vouch for: a certificate that a person has looked at, and its key.
 *
 * What is kept lies in $STATE/trust: NAME.pem, and NAME.pin with the key that
 * the server has to have from then on. It serves the connection's own address
 * only; ca_file or pinned_public_key in the configuration take its place. The
 * name and the dates of a certificate are checked whatever is kept.
 */
#ifndef ENDPANE_NET_TRUST_H
#define ENDPANE_NET_TRUST_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/config/config.h>

#include <stdbool.h>

#define TRUST_PIN 64	/* sha256//BASE64 and a NUL */

enum trust_kept {
	TRUST_NONE = 0,		/* nothing is kept */
	TRUST_SAME,		/* this very key */
	TRUST_OTHER,		/* another one */
};

/* What a server shows. The texts are its own: hostile until cleaned. */
struct trust_cert {
	bool		is_plain;	/* http: nothing below is set */
	struct buf	subject;
	struct buf	issuer;
	struct buf	names;		/* "DNS:a, IP Address:127.0.0.1" */
	struct buf	pem;
	char		from[32];	/* 2026-11-22 17:00 UTC */
	char		until[32];
	char		digest[100];	/* SHA-256, AB:CD:… */
	char		pin[TRUST_PIN];
	bool		is_current;	/* by its dates */
	bool		fits;		/* is for the connection's host */
	bool		is_vouched;	/* by ca_file or the machine's own */
	enum trust_kept	kept;
};

/*
 * Connects and looks; no request is sent, and nothing is believed. ERR_UNREACHED
 * where there is nobody, ERR_INTERRUPTED when stop_fd (-1: none) is readable.
 */
bool	trust_look(const struct conn *conn, const char *folder, int timeout_s,
	    int stop_fd, struct trust_cert *cert, struct err *err);
void	trust_fini(struct trust_cert *cert);

/* Keeps it with its key, in place of what was there. */
bool	trust_keep(const struct conn *conn, const char *folder,
	    const struct trust_cert *cert, struct err *err);

/* What is kept for a URL of the connection; false: nothing. Caller frees pem. */
bool	trust_load(const struct conn *conn, const char *folder,
	    const char *url, char **pem_path, char *pin);
/* Where the key is kept: what to delete after it was changed. Owned. */
char	*trust_pin_file(const struct conn *conn, const char *folder);

/*
 * Why a handshake failed, by the verdict of the TLS library; kept: while
 * something kept was in use.
 */
const char *trust_words(long verdict, bool kept);

#endif
