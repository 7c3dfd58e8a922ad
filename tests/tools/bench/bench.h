/*
 * What can be measured without a terminal; each is a word on the command line.
 * What the engine keeps goes into folder.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

/* Pages fetched, parsed and stored, beside libcurl alone and with cJSON. */
int	bench_pages(const char *config, const char *noun,
	    const char *folder);

/* Rows in memory: their size, filters, sorting. */
int	bench_rows(const char *config, const char *noun,
	    const char *folder);

/* A program: NAME.time and NAME.cpu in ms, NAME.memory in MiB at most. */
int	bench_run(const char *name, char **argv);

#endif
