/*
 * Preloaded into a program: tells of memory given back with a secret in it.
 *
 * WIPED_NAME is the program meant, WIPED_TEXTS a file with a secret a line; each
 * block that it frees, or asks to be grown, with one of them in it is a line in
 * the file WIPED_LOG: the place in the program, and the secret's number; another
 * one is that the program could be dumped at its end. Only
 * what the program frees itself, or has libcjson free, is looked at: what
 * libcurl does with its own copies is not ours. glibc's own names do the work.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

#define TEXTS	16
#define LONGEST	128

void	*__libc_realloc(void *old, size_t size);
void	 __libc_free(void *at);

static struct { uintptr_t from, upto; } places[2];
static char texts[TEXTS][LONGEST];
static size_t lengths[TEXTS];
static size_t text_count;
static int file = -1;

/* The program itself comes first, and has no name. */
static int
note(struct dl_phdr_info *one, size_t size, void *who)
{
	int n = one->dlpi_name[0] == '\0' ? 0 : 1, i;
	uintptr_t upto;

	(void)size, (void)who;
	if (n == 1 && strstr(one->dlpi_name, "libcjson") == NULL)
		return 0;
	places[n].from = one->dlpi_addr;
	for (i = 0; i < one->dlpi_phnum; i++) {
		upto = one->dlpi_addr + one->dlpi_phdr[i].p_vaddr +
		    one->dlpi_phdr[i].p_memsz;
		if (one->dlpi_phdr[i].p_type == PT_LOAD &&
		    upto > places[n].upto)
			places[n].upto = upto;
	}
	return 0;
}

static void __attribute__((constructor))
begin(void)
{
	const char *name = getenv("WIPED_NAME"), *log = getenv("WIPED_LOG");
	const char *from = getenv("WIPED_TEXTS");
	FILE *in;

	if (name == NULL || log == NULL || from == NULL ||
	    strcmp(name, program_invocation_short_name) != 0 ||
	    (in = fopen(from, "re")) == NULL)
		return;
	while (text_count < TEXTS &&
	    fgets(texts[text_count], LONGEST, in) != NULL) {
		lengths[text_count] = strcspn(texts[text_count], "\n");
		text_count += lengths[text_count] > 0;
	}
	fclose(in);
	dl_iterate_phdr(note, NULL);
	file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void
look(const char *what, void *at, void *caller)
{
	uintptr_t place = (uintptr_t)caller;
	char line[80];
	size_t i;
	int len;

	if (file < 0 || at == NULL || ((place < places[0].from ||
	    place >= places[0].upto) && (place < places[1].from ||
	    place >= places[1].upto)))
		return;
	for (i = 0; i < text_count; i++) {
		if (memmem(at, malloc_usable_size(at), texts[i],
		    lengths[i]) == NULL)
			continue;
		len = snprintf(line, sizeof(line), "%s at %#zx: text %zu\n",
		    what, (size_t)(place - places[0].from), i + 1);
		if (write(file, line, (size_t)len) < 0)
			return;
	}
}

static void __attribute__((destructor))
end(void)
{
	static const char line[] = "may be dumped\n";

	if (file >= 0 && prctl(PR_GET_DUMPABLE) != 0 &&
	    write(file, line, sizeof(line) - 1) < 0)
		return;
}

void
free(void *at)
{
	look("freed", at, __builtin_return_address(0));
	__libc_free(at);
}

void *
realloc(void *old, size_t size)
{
	look("grown", old, __builtin_return_address(0));
	return __libc_realloc(old, size);
}
