/* Figures: printed, ordered, asked of the kernel. */
#include "figure.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

void
figure_say(double value, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf(" %.6g\n", value);
	fflush(stdout);
}

static int
by_size(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

double
figure_at(int64_t *values, size_t count, int percent)
{
	size_t place = (count - 1) * (size_t)percent / 100;

	qsort(values, count, sizeof(*values), by_size);
	return (double)values[place];
}

int64_t
figure_cpu_us(void)
{
	struct rusage used;

	getrusage(RUSAGE_SELF, &used);
	return (int64_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) *
	    1000000 + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

int64_t
figure_memory(const char *label)
{
	FILE *in = fopen("/proc/self/status", "re");
	size_t len = strlen(label);
	char line[256];
	long kib = 0;

	while (in != NULL && fgets(line, sizeof(line), in) != NULL)
		if (strncmp(line, label, len) == 0)
			kib = strtol(line + len, NULL, 10);
	if (in != NULL)
		fclose(in);
	return kib;
}
