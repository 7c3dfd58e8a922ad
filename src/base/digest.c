/* SHA-256 and random bytes. */
#include <endpane/base/digest.h>
#include <endpane/base/mem.h>

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

void
digest_sha256(struct slice in, char *out)
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned i, len = 0;

	if (EVP_Digest(in.len > 0 ? in.at : "", in.len, raw, &len,
	    EVP_sha256(), NULL) != 1)
		mem_is_out();
	for (i = 0; i < len && i < 32; i++)
		snprintf(out + i * 2, 3, "%02x", raw[i]);
}

void
digest_random(void *at, size_t len)
{
	if (getrandom(at, len, 0) != (ssize_t)len)
		abort();
}
