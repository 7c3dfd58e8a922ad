/*
 * Preloaded into a program: one of its allocations finds no memory.
 *
 * NOMEM_AT=N lets the Nth fail, with NOMEM_ON=1 all after it too. NOMEM_COUNT=F
 * writes how many there were into F at the end. Only the program NOMEM_NAME is
 * meant; what it starts is left alone. glibc's own names do the work.
 * NOMEM_CALL=curl_multi_init lets that call of libcurl find none, every time;
 * also curl_slist_append, curl_multi_add_handle, curl_multi_perform,
 * curl_multi_poll, and CUSTOMREQUEST for that option.
 *
 * Allocations of libcrypto are not counted: where its library context cannot be
 * made, OpenSSL 3.0 goes on and locks a lock that is not there.
 */
#include <curl/curl.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

void	*__libc_malloc(size_t size);
void	*__libc_calloc(size_t count, size_t size);
void	*__libc_realloc(void *old, size_t size);

static atomic_long seen;
static long fails_at;		/* 0: never */
static bool goes_on;
static bool is_read;

static uintptr_t crypto_from, crypto_upto;

static int
note_crypto(struct dl_phdr_info *library, size_t size, void *who)
{
	uintptr_t upto;
	int i;

	(void)size, (void)who;
	if (strstr(library->dlpi_name, "libcrypto") == NULL)
		return 0;
	crypto_from = library->dlpi_addr;
	for (i = 0; i < library->dlpi_phnum; i++) {
		upto = library->dlpi_addr + library->dlpi_phdr[i].p_vaddr +
		    library->dlpi_phdr[i].p_memsz;
		if (library->dlpi_phdr[i].p_type == PT_LOAD &&
		    upto > crypto_upto)
			crypto_upto = upto;
	}
	return 1;
}

static void __attribute__((constructor))
find_crypto(void)
{
	dl_iterate_phdr(note_crypto, NULL);
}

static void
read_wishes(void)
{
	const char *name = getenv("NOMEM_NAME"), *at = getenv("NOMEM_AT");

	is_read = true;
	if (at == NULL || name == NULL ||
	    strcmp(name, program_invocation_short_name) != 0)
		return;
	fails_at = strtol(at, NULL, 10);
	goes_on = getenv("NOMEM_ON") != NULL;
}

static bool
fails(void *caller)
{
	uintptr_t at = (uintptr_t)caller;
	long n;

	if (at >= crypto_from && at < crypto_upto)
		return false;
	if (!is_read)
		read_wishes();
	n = atomic_fetch_add(&seen, 1) + 1;
	if (fails_at == 0 || n < fails_at || (n > fails_at && !goes_on))
		return false;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL :
	    __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL :
	    __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL :
	    __libc_realloc(old, size);
}

static bool
is_wished(const char *call)
{
	const char *wish = getenv("NOMEM_CALL");

	return wish != NULL && strcmp(wish, call) == 0;
}

/* The next one of that name, as a pointer to a function of its type. */
#define REAL(name) (*(__typeof__(&name) *)(void *) \
	&(void *){ dlsym(RTLD_NEXT, #name) })

CURLM *
curl_multi_init(void)
{
	return is_wished("curl_multi_init") ? NULL : REAL(curl_multi_init)();
}

struct curl_slist *
curl_slist_append(struct curl_slist *list, const char *line)
{
	return is_wished("curl_slist_append") ? NULL :
	    REAL(curl_slist_append)(list, line);
}

CURLMcode
curl_multi_add_handle(CURLM *multi, CURL *easy)
{
	return is_wished("curl_multi_add_handle") ? CURLM_OUT_OF_MEMORY :
	    REAL(curl_multi_add_handle)(multi, easy);
}

CURLMcode
curl_multi_perform(CURLM *multi, int *running)
{
	return is_wished("curl_multi_perform") ? CURLM_OUT_OF_MEMORY :
	    REAL(curl_multi_perform)(multi, running);
}

CURLMcode
curl_multi_poll(CURLM *multi, struct curl_waitfd *more, unsigned count,
    int ms, int *ready)
{
	return is_wished("curl_multi_poll") ? CURLM_OUT_OF_MEMORY :
	    REAL(curl_multi_poll)(multi, more, count, ms, ready);
}

#undef curl_easy_setopt
CURLcode
curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
	va_list list;
	void *value;

	va_start(list, option);
	value = va_arg(list, void *);	/* a long is as wide */
	va_end(list);
	return option == CURLOPT_CUSTOMREQUEST && is_wished("CUSTOMREQUEST") ?
	    CURLE_OUT_OF_MEMORY :
	    REAL(curl_easy_setopt)(easy, option, value);
}

/* How many there were, for whoever wants to try them one by one. */
static void __attribute__((destructor))
tell(void)
{
	const char *path = getenv("NOMEM_COUNT");
	const char *name = getenv("NOMEM_NAME");
	char text[32];
	int fd, len;

	if (path == NULL || name == NULL ||
	    strcmp(name, program_invocation_short_name) != 0)
		return;
	len = snprintf(text, sizeof(text), "%ld\n", (long)seen);
	fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
	if (fd < 0)
		return;
	if (write(fd, text, (size_t)len) != len)
		_exit(99);
	close(fd);
}
