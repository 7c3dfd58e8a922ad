/* Allocation that cannot return NULL. */
#include <endpane/base/mem.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static mem_die_fn *on_death;

void
mem_on_death(mem_die_fn *hook)
{
	on_death = hook;
}

_Noreturn void
mem_is_out(void)
{
	if (on_death != NULL)
		on_death();
	fputs("endpane: out of memory\n", stderr);
	_exit(1);
}

void *
mem_alloc(size_t size)
{
	void *fresh = calloc(1, size > 0 ? size : 1);

	if (fresh == NULL)
		mem_is_out();
	return fresh;
}

void *
mem_grow(void *old, size_t count, size_t size)
{
	void *fresh;

	if (size > 0 && count > SIZE_MAX / size)
		mem_is_out();
	fresh = realloc(old, count * size > 0 ? count * size : 1);
	if (fresh == NULL)
		mem_is_out();
	return fresh;
}

char *
mem_slice(const char *at, size_t len)
{
	char *copy = mem_alloc(len + 1);

	if (len > 0)
		memcpy(copy, at, len);
	return copy;
}

char *
mem_text(const char *text)
{
	return text == NULL ? NULL : mem_slice(text, strlen(text));
}

char *
mem_format(const char *format, ...)
{
	va_list args;
	char *text = NULL;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0)
		mem_is_out();
	return text;
}
