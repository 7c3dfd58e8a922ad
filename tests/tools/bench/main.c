/* bench: measures the engine below the dashboard; see tests/bench. */
#include "bench.h"

#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
	if (argc == 5 && strcmp(argv[1], "pages") == 0)
		return bench_pages(argv[2], argv[3], argv[4]);
	if (argc == 5 && strcmp(argv[1], "rows") == 0)
		return bench_rows(argv[2], argv[3], argv[4]);
	if (argc > 3 && strcmp(argv[1], "run") == 0)
		return bench_run(argv[2], argv + 3);
	fprintf(stderr, "usage: bench pages|rows CONFIG NOUN FOLDER\n"
	    "       bench run NAME PROGRAM [ARG...]\n");
	return 2;
}
