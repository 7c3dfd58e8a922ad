/*
 * The soak: workers do random operations under random faults, and are compared
 * with a model of what must be true. Short by default; SOAK_WRITES, SOAK_KILLS,
 * SOAK_WORKERS and SOAK_SEED make it long (make soak).
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "soak.h"

#define MOST_WORKERS	32

static const char *const words[SOAK_FIGURES] = { "operations", "writes seen",
	"of those met by a fault", "objects applied", "objects refused",
	"objects not sent", "objects unknown", "lists read", "kills",
	"intents left open by kills", "writes seen twice", "intents lost",
	"outcomes wrong", "objects touched that were not meant",
	"journal and outcome differ", "exit codes that do not fit",
	"texts without three parts" };

/* What one worker has to do. */
struct order {
	uint64_t	seed;
	long		writes;		/* met by a fault */
	long		kills;
};

static struct order order;
static const char *program;	/* not /proc: under valgrind that is another */

static void
test_worker(void **state)
{
	struct soak s;
	int i;

	(void)state;
	soak_init(&s, order.seed);
	if (order.kills == 0)
		relay_odds(s.relay, 75, 12, 3);
	while (s.figures[SOAK_FAULTED] < order.writes)
		soak_write(&s);
	if (order.kills > 0)
		s.last_job = 0;
	while (s.figures[SOAK_KILLS] < order.kills)
		soak_kill(&s);
	for (i = 0; i < SOAK_FIGURES; i++)
		printf("figure %d %ld\n", i, s.figures[i]);
	fflush(stdout);
	soak_fini(&s);
}

static long
wanted(const char *name, long otherwise)
{
	const char *text = getenv(name);

	return text != NULL && text[0] != '\0' ? strtol(text, NULL, 10) :
	    otherwise;
}

struct worker {
	pid_t	 pid;
	FILE	*out;
};

static void
start_worker(struct worker *w, long number, long writes, long kills)
{
	char seed[24], some[24], dead[24];
	int ends[2];

	snprintf(seed, sizeof(seed), "%ld", number);
	snprintf(some, sizeof(some), "%ld", writes);
	snprintf(dead, sizeof(dead), "%ld", kills);
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	w->pid = fork();
	if (w->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(ends[1], 1);
		execl(program, "t_soak", seed, some, dead,
		    (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	w->out = fdopen(ends[0], "r");
}

static bool
finish_worker(struct worker *w, long *figures)
{
	int status = -1, i, known = 0;
	char line[400];
	long value;

	while (fgets(line, sizeof(line), w->out) != NULL) {
		if (sscanf(line, "figure %d %ld", &i, &value) == 2 &&
		    i >= 0 && i < SOAK_FIGURES) {
			figures[i] += value;
			known++;
		} else if (strstr(line, "not ok") != NULL || line[0] == '#')
			fputs(line, stderr);
	}
	fclose(w->out);
	waitpid(w->pid, &status, 0);
	return status == 0 && known == SOAK_FIGURES;
}

static void
test_soak(void **state)
{
	long writes = wanted("SOAK_WRITES", 240), kills = wanted("SOAK_KILLS",
	    12), count = wanted("SOAK_WORKERS", 9), broken = 0;
	long seed = wanted("SOAK_SEED", 1);
	long figures[SOAK_FIGURES] = { 0 }, i, killers = count / 3;
	struct worker workers[MOST_WORKERS];

	(void)state;
	if (count > MOST_WORKERS || killers < 1)
		fail_msg("from 3 to %d workers", MOST_WORKERS);
	for (i = 0; i < count; i++)
		start_worker(&workers[i], seed + i, i < killers ? 0 :
		    writes / (count - killers) + 1, i < killers ?
		    kills / killers + 1 : 0);
	for (i = 0; i < count; i++)
		if (!finish_worker(&workers[i], figures))
			broken++;
	printf("# seed %ld\n", seed);
	for (i = 0; i < SOAK_FIGURES; i++)
		printf("# %8ld %s\n", figures[i], words[i]);
	fflush(stdout);
	assert_int_equal(broken, 0);
	assert_true(figures[SOAK_FAULTED] >= writes);
	assert_true(figures[SOAK_KILLS] >= kills);
	for (i = SOAK_TWICE; i < SOAK_FIGURES; i++)
		assert_int_equal(figures[i], 0);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest one[] = { cmocka_unit_test(test_worker) };
	const struct CMUnitTest all[] = { cmocka_unit_test(test_soak) };

	program = argv[0];
	if (argc != 4)
		return cmocka_run_group_tests(all, NULL, NULL);
	order.seed = strtoul(argv[1], NULL, 10);
	order.writes = strtol(argv[2], NULL, 10);
	order.kills = strtol(argv[3], NULL, 10);
	return cmocka_run_group_tests(one, NULL, NULL);
}
