/* Certificates: what a server shows, and which one a person said to trust. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/config/paths.h>
#include <endpane/net/trust.h>

#include <curl/curl.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "once.h"

#define PEM_MOST	65536

void
trust_fini(struct trust_cert *cert)
{
	buf_fini(&cert->subject);
	buf_fini(&cert->issuer);
	buf_fini(&cert->names);
	buf_fini(&cert->pem);
}

static char *
path_of(const struct conn *conn, const char *folder, const char *tail)
{
	struct buf name = { 0 };
	char *path;

	str_url_encode(str_slice(conn->name), &name);
	path = mem_format("%s/trust/%s%s", folder, buf_string(&name), tail);
	buf_fini(&name);
	return path;
}

char *
trust_pin_file(const struct conn *conn, const char *folder)
{
	return path_of(conn, folder, ".pin");
}

/* The kept key; false where none is, or where others could have put it. */
static bool
read_pin(const struct conn *conn, const char *folder, char *pin)
{
	char *path = trust_pin_file(conn, folder);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct err ignored;
	ssize_t got = 0;

	if (fd >= 0 && paths_is_private(path, fd, &ignored))
		got = read(fd, pin, TRUST_PIN - 1);
	if (fd >= 0)
		close(fd);
	free(path);
	if (got <= 0)
		return false;
	pin[got] = '\0';
	pin[strcspn(pin, "\r\n")] = '\0';
	return str_starts(str_slice(pin), "sha256//");
}

bool
trust_load(const struct conn *conn, const char *folder, const char *url,
    char **pem_path, char *pin)
{
	size_t len = strlen(conn->origin);

	if (folder == NULL || conn->ca_file != NULL ||
	    conn->pinned_public_key != NULL ||
	    strncasecmp(url, "https:", 6) != 0 ||
	    strncmp(url, conn->origin, len) != 0 ||
	    strchr("/?", url[len]) == NULL || !read_pin(conn, folder, pin))
		return false;
	*pem_path = path_of(conn, folder, ".pem");
	return true;
}

bool
trust_keep(const struct conn *conn, const char *folder,
    const struct trust_cert *cert, struct err *err)
{
	char *home = mem_format("%s/trust", folder);
	char *pem = path_of(conn, folder, ".pem");
	char *pin = trust_pin_file(conn, folder);
	bool good = paths_make_folder(home, err) &&
	    paths_write(pem, (struct slice){ cert->pem.at, cert->pem.len },
	    err) && paths_write(pin, str_slice(cert->pin), err);

	free(pin);
	free(pem);
	free(home);
	return good;
}

static void
take_text(BIO *bio, struct buf *text)
{
	char *at = NULL;
	long len = BIO_get_mem_data(bio, &at);

	if (len > 0)
		buf_add(text, at, len < 2000 ? (size_t)len : 2000);
	BIO_free(bio);
}

static void
print_name(const X509_NAME *name, struct buf *text)
{
	BIO *bio = BIO_new(BIO_s_mem());

	if (bio == NULL)
		mem_is_out();
	X509_NAME_print_ex(bio, name, 0,
	    XN_FLAG_ONELINE & ~(unsigned long)ASN1_STRFLGS_ESC_MSB);
	take_text(bio, text);
}

static void
print_names(X509 *x, struct buf *text)
{
	GENERAL_NAMES *names = X509_get_ext_d2i(x, NID_subject_alt_name, NULL,
	    NULL);
	BIO *bio = BIO_new(BIO_s_mem());
	int i;

	if (bio == NULL)
		mem_is_out();
	for (i = 0; i < sk_GENERAL_NAME_num(names); i++) {
		if (i > 0)
			BIO_puts(bio, ", ");
		GENERAL_NAME_print(bio, sk_GENERAL_NAME_value(names, i));
	}
	GENERAL_NAMES_free(names);
	take_text(bio, text);
}

static void
print_time(const ASN1_TIME *when, char *out, size_t room)
{
	struct tm tm;

	if (ASN1_TIME_to_tm(when, &tm) != 1 ||
	    strftime(out, room, "%Y-%m-%d %H:%M UTC", &tm) == 0)
		snprintf(out, room, "at an unknown time");
}

static void
print_digest(const X509 *x, char *out)
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned i, len = 0;

	if (X509_digest(x, EVP_sha256(), raw, &len) != 1)
		mem_is_out();
	for (i = 0; i < len; i++)
		snprintf(out + 3 * i, 4, "%02X%s", raw[i],
		    i + 1 < len ? ":" : "");
}

static bool
print_pin(const X509 *x, char *out)
{
	unsigned char raw[EVP_MAX_MD_SIZE], *der = NULL;
	int der_len = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x), &der);
	struct buf text = { 0 };
	unsigned len = 0;

	if (der_len <= 0 || EVP_Digest(der, (size_t)der_len, raw, &len,
	    EVP_sha256(), NULL) != 1)
		len = 0;
	OPENSSL_free(der);
	if (len == 0)
		return false;
	str_base64((struct slice){ (const char *)raw, len }, &text);
	snprintf(out, TRUST_PIN, "sha256//%.54s", buf_string(&text));
	buf_fini(&text);
	return true;
}

/* For the host by name or by address, as libcurl looks. */
static bool
is_for(X509 *x, const char *origin)
{
	CURLU *url = curl_url();
	char *host = NULL, *bare;
	bool fits = false;
	size_t len;

	if (url != NULL && curl_url_set(url, CURLUPART_URL, origin, 0) ==
	    CURLUE_OK && curl_url_get(url, CURLUPART_HOST, &host, 0) ==
	    CURLUE_OK) {
		bare = host;
		len = strlen(host);
		if (len > 1 && host[0] == '[') {
			host[len - 1] = '\0';
			bare = host + 1;
		}
		fits = X509_check_ip_asc(x, bare, 0) == 1 ||
		    X509_check_host(x, bare, 0, 0, NULL) == 1;
	}
	curl_free(host);
	curl_url_cleanup(url);
	return fits;
}

static bool
read_cert(const char *pem, const struct conn *conn, struct trust_cert *cert)
{
	BIO *bio = BIO_new_mem_buf(pem, -1);
	X509 *x = bio != NULL ? PEM_read_bio_X509(bio, NULL, NULL, NULL) :
	    NULL;
	bool good = x != NULL && print_pin(x, cert->pin);

	BIO_free(bio);
	if (good) {
		print_name(X509_get_subject_name(x), &cert->subject);
		print_name(X509_get_issuer_name(x), &cert->issuer);
		print_names(x, &cert->names);
		print_time(X509_get0_notBefore(x), cert->from,
		    sizeof(cert->from));
		print_time(X509_get0_notAfter(x), cert->until,
		    sizeof(cert->until));
		print_digest(x, cert->digest);
		cert->is_current =
		    X509_cmp_current_time(X509_get0_notBefore(x)) < 0 &&
		    X509_cmp_current_time(X509_get0_notAfter(x)) > 0;
		cert->fits = is_for(x, conn->origin);
	}
	X509_free(x);
	return good;
}

/* The first certificate of the chain is the server's. */
static bool
take_cert(CURL *e, const struct conn *conn, const char *folder,
    struct trust_cert *cert, struct err *err)
{
	struct curl_certinfo *chain = NULL;
	const struct curl_slist *line = NULL;
	char pin[TRUST_PIN];
	long verdict = 1;

	curl_easy_getinfo(e, CURLINFO_CERTINFO, &chain);
	curl_easy_getinfo(e, CURLINFO_SSL_VERIFYRESULT, &verdict);
	if (chain != NULL && chain->num_of_certs > 0)
		line = chain->certinfo[0];
	while (line != NULL && strncmp(line->data, "Cert:", 5) != 0)
		line = line->next;
	if (line == NULL || strlen(line->data) > PEM_MOST ||
	    !read_cert(line->data + 5, conn, cert))
		return err_set(err, ERR_PROTOCOL, "the server at %.100s shows "
		    "no certificate that can be read", conn->origin);
	buf_text(&cert->pem, line->data + 5);
	cert->is_vouched = verdict == 0;
	if (read_pin(conn, folder, pin))
		cert->kept = strcmp(pin, cert->pin) == 0 ? TRUST_SAME :
		    TRUST_OTHER;
	return true;
}

/*
 * The one place that does not insist on a good certificate: it sends nothing,
 * and what it sees is only shown.
 */
static CURL *
open_look(const struct conn *conn, int timeout_s)
{
	CURL *e = curl_easy_init();

	if (e == NULL)
		mem_is_out();
	curl_easy_setopt(e, CURLOPT_URL, conn->origin);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(e, CURLOPT_CERTINFO, 1L);
	curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 0L);
	curl_easy_setopt(e, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, 10L);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)timeout_s);
	curl_easy_setopt(e, CURLOPT_PROXY,
	    conn->proxy != NULL ? conn->proxy : "");
	if (conn->ca_file != NULL)
		curl_easy_setopt(e, CURLOPT_CAINFO, conn->ca_file);
	return e;
}

bool
trust_look(const struct conn *conn, const char *folder, int timeout_s,
    int stop_fd, struct trust_cert *cert, struct err *err)
{
	CURL *e = open_look(conn, timeout_s);
	CURLcode rc = CURLE_OK;
	bool good;

	memset(cert, 0, sizeof(*cert));
	good = once_perform(e, stop_fd, &rc, err);
	if (good && rc != CURLE_OK)
		good = err_set(err, ERR_UNREACHED, "%.100s could not be "
		    "reached: %s", conn->origin, http_words(rc));
	if (good) {
		cert->is_plain = strncasecmp(conn->origin, "https:", 6) != 0;
		good = cert->is_plain ||
		    take_cert(e, conn, folder, cert, err);
	}
	curl_easy_cleanup(e);
	return good;
}

const char *
trust_words(long verdict, bool kept)
{
	switch (verdict) {
	case X509_V_OK:
	case X509_V_ERR_UNSPECIFIED:	/* the chain was not what failed */
		return "its certificate is for another name, and nothing "
		    "makes up for that: use a url with a name that it has";
	case X509_V_ERR_CERT_HAS_EXPIRED:
		return "its certificate has expired";
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return "its certificate is not valid yet; is the clock right?";
	default:
		return kept ? "its certificate is not the one that was "
		    "trusted: somebody may be in between, endpane trust shows "
		    "what it is now" : "its certificate is not trusted, "
		    "endpane trust shows it, and ca_file names an authority";
	}
}
