/* vt: runs a program on a terminal of its own and plays a script to it. */
#include <errno.h>
#include <getopt.h>
#include <locale.h>
#include <unistd.h>

#include "player.h"

#define DEADLINE_MS	10000
#define SIZE_MOST	1000

static int
usage(void)
{
	fprintf(stderr, "usage: vt [-r ROWS] [-c COLS] [-t TERM] SCRIPT -- "
	    "PROGRAM [ARG...]\n");
	return 2;
}

static int
number(const char *text)
{
	long n = strtol(text, NULL, 10);

	return n < 1 || n > SIZE_MOST ? 0 : (int)n;
}

/* Where VT_STREAMS names a folder: all that was sent, for whoever searches. */
static void
keep_stream(const struct buf *raw)
{
	const char *folder = getenv("VT_STREAMS");
	char path[4096];
	FILE *f;

	if (folder == NULL)
		return;
	snprintf(path, sizeof(path), "%s/%ld", folder, (long)getpid());
	f = fopen(path, "we");
	if (f == NULL)
		return;
	if (raw->len > 0)
		fwrite(raw->at, 1, raw->len, f);
	fclose(f);
}

int
main(int argc, char **argv)
{
	const char *term = "xterm-256color", *slow = getenv("SAN");
	struct player player = { .deadline_ms = DEADLINE_MS, .slowness = 1 };
	struct terminal terminal;
	int rows = 24, cols = 80, letter;
	FILE *script;
	bool good;

	while ((letter = getopt(argc, argv, "+r:c:t:")) != -1)
		if (letter == 'r')
			rows = number(optarg);
		else if (letter == 'c')
			cols = number(optarg);
		else if (letter == 't')
			term = optarg;
		else
			return usage();
	if (rows == 0 || cols == 0 || argc - optind < 3 ||
	    strcmp(argv[optind + 1], "--"))
		return usage();
	script = strcmp(argv[optind], "-") ? fopen(argv[optind], "re") : stdin;
	if (script == NULL) {
		fprintf(stderr, "vt: %s: %s\n", argv[optind], strerror(errno));
		return 2;
	}
	if (slow != NULL && *slow != '\0')
		player.slowness = 4;
	terminal_start(&terminal, term, rows, cols, argv + optind + 2);
	/* After the start, so that the program finds its own. */
	setlocale(LC_CTYPE, "C.UTF-8");
	player.terminal = &terminal;
	good = player_run(&player, script);
	keep_stream(&terminal.stream.raw);
	terminal_fini(&terminal);
	player_fini(&player);
	return good ? 0 : 1;
}
