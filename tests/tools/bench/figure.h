/*
 * Figures: one line each on standard output, "NAME VALUE", for tests/bench to
 * take medians of and to hold against the goals.
 */
#ifndef BENCH_FIGURE_H
#define BENCH_FIGURE_H

#include <stddef.h>
#include <stdint.h>

void	figure_say(double value, const char *format, ...)
	    __attribute__((format(printf, 2, 3)));

/* The value below which percent of them are; sorts them. */
double	figure_at(int64_t *values, size_t count, int percent);

/* Processor time of this process so far, all threads, microseconds. */
int64_t	figure_cpu_us(void);

/* KiB of "VmRSS:" or "VmHWM:" of this process. */
int64_t	figure_memory(const char *label);

#endif
