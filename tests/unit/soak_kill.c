/* Commands that are killed at random moments, and what must be true then. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <endpane/base/mem.h>

#include "soak.h"

#define MOST_OBJECTS	20

static void
nap_us(uint64_t us)
{
	struct timespec nap = { (time_t)(us / 1000000),
		(long)(us % 1000000) * 1000 };

	nanosleep(&nap, NULL);
}

static char *
state_home(struct soak *s)
{
	return mem_format("%s/killed", s->rig.folder);
}

/* The program as a person's shell would start it; its output in a file. */
static pid_t
start(struct soak *s, const char *const *words)
{
	const char *build = getenv("BUILD"), *argv[24] = { "endpane",
		"--config", s->config };
	char *home = state_home(s), *program, *out;
	size_t n = 3;
	pid_t pid;
	int fd;

	while (*words != NULL && n < 23)
		argv[n++] = *words++;
	program = mem_format("%s/endpane", build != NULL ? build : "build");
	out = mem_format("%s/out", s->rig.folder);
	mkdir(home, 0700);
	/* It may be killed before it has made its own. */
	unlink(out);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		setenv("XDG_STATE_HOME", home, 1);
		setenv("XDG_CACHE_HOME", home, 1);
		fd = open("/dev/null", O_RDWR | O_CLOEXEC);
		dup2(fd, 0);
		dup2(fd, 2);
		fd = open(out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		dup2(fd, 1);
		execv(program, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	free(home);
	free(program);
	free(out);
	return pid;
}

static void
read_output(struct soak *s, struct buf *text)
{
	char *path = mem_format("%s/out", s->rig.folder), some[4096];
	FILE *f = fopen(path, "re");
	size_t got;

	while (f != NULL && (got = fread(some, 1, sizeof(some), f)) > 0)
		buf_add(text, some, got);
	if (f != NULL)
		fclose(f);
	free(path);
}

/* What the program said of it before it died: o, f, u, n; 0: nothing. */
static char
said(const struct buf *text, const char *id)
{
	char *mark = mem_format("{\"id\":\"%s\"", id);
	const char *line = strstr(buf_string(text), mark), *status;

	free(mark);
	if (line == NULL || strchr(line, '\n') == NULL)
		return 0;
	status = strstr(line, "\"status\":\"");
	return status != NULL && status < strchr(line, '\n') ?
	    status[strlen("\"status\":\"")] : 0;
}

struct found {
	const char		*id;
	int64_t			 after_job;
	int64_t			 newest;
	enum journal_state	 state;
};

static bool
find(void *who, const struct journal_entry *e)
{
	struct found *f = who;

	if (e->intent.job <= f->after_job)
		return false;
	if (f->newest == 0)
		f->newest = e->intent.job;
	if (f->state == 0 && strcmp(e->intent.object_id, f->id) == 0)
		f->state = e->state;
	return true;
}

/* 1: done; 0: not done; -1: nobody knows. */
static int
claim(enum journal_state state)
{
	switch (state) {
	case JOURNAL_APPLIED:
	case JOURNAL_ACCEPTED:
	case JOURNAL_APPLIED_SEEN:
		return 1;
	case JOURNAL_REJECTED:
	case JOURNAL_NOT_SENT:
	case JOURNAL_NOT_APPLIED_SEEN:
		return 0;
	case JOURNAL_IN_FLIGHT:
	case JOURNAL_UNKNOWN:
	case JOURNAL_STILL_UNKNOWN:
		break;
	}
	return -1;
}

/* What the journal holds of one object of the last job; 0: nothing. */
static enum journal_state
recorded(struct soak *s, struct journal *journal, const char *id,
    int64_t *newest)
{
	static const struct journal_query all = { 0 };
	struct found f = { .id = id, .after_job = s->last_job };
	struct err err = { 0 };

	if (journal != NULL && !journal_list(journal, &all, find, &f, &err))
		soak_breach(s, SOAK_JOURNAL, "%s", err.text);
	if (f.newest > *newest)
		*newest = f.newest;
	if (f.state == JOURNAL_IN_FLIGHT)
		soak_breach(s, SOAK_JOURNAL, "%s: in flight, by the dead",
		    id);
	s->figures[SOAK_KILLED_UNKNOWN] += f.state == JOURNAL_UNKNOWN;
	return f.state;
}

static void
check_one(struct soak *s, const char *id, enum journal_state state,
    const struct buf *output, bool was_done, bool is_done)
{
	int claims = state == 0 ? 0 : claim(state);
	char word = said(output, id);

	if (claims >= 0 && is_done != (claims == 1 ? true : was_done))
		soak_breach(s, SOAK_WRONG, "killed: %s is %s in the journal, "
		    "but the server has %s it", id, state == 0 ? "missing" :
		    journal_word(state), is_done ? "done" : "not done");
	if ((word == 'o' && !is_done) ||
	    ((word == 'f' || word == 'n') && is_done != was_done))
		soak_breach(s, SOAK_WRONG, "killed: said %c of %s, but the "
		    "server has %s it", word, id,
		    is_done ? "done" : "not done");
	if (word == 'o' && claims != 1)
		soak_breach(s, SOAK_JOURNAL, "killed: said ok of %s, the "
		    "journal says %s", id, state == 0 ? "nothing" :
		    journal_word(state));
}

static struct journal *
open_journal(struct soak *s)
{
	char *home = state_home(s);
	char *folder = mem_format("%s/endpane", home);
	char *file = mem_format("%s/journal.db", folder);
	struct journal *journal = NULL;
	struct err err = { 0 };
	int64_t bad;

	if (access(file, F_OK) == 0) {
		journal = journal_open(folder, &err);
		if (journal == NULL || !journal_verify(journal, &bad, &err))
			soak_breach(s, SOAK_JOURNAL, "killed: %s", err.text);
	}
	free(home);
	free(folder);
	free(file);
	return journal;
}

/* A new start repeats nothing. */
static void
check_start(struct soak *s)
{
	static const char *const words[] = { "devices", "list", "--limit", "1",
		NULL };
	size_t before = relay_count(s->relay), i;
	pid_t pid;

	relay_odds(s->relay, 0, 0, 0);
	pid = start(s, words);
	waitpid(pid, NULL, 0);
	for (i = before; i < relay_count(s->relay); i++)
		if (relay_seen(s->relay, i)->writes)
			soak_breach(s, SOAK_TWICE, "repeated at the next "
			    "start: %s", relay_seen(s->relay, i)->uri);
}

static pid_t
start_change(struct soak *s, struct soak_set *set, bool adds,
    const char *const *ids, size_t count)
{
	struct buf list = { 0 };
	char *flag = mem_format("--%s", set->target);
	const char *words[12] = { set->noun, adds ? set->add : set->take,
		set->id, flag };
	size_t i;
	pid_t pid;

	for (i = 0; i < count; i++)
		buf_format(&list, "%s%s", i > 0 ? "," : "", ids[i]);
	words[4] = buf_string(&list);
	words[5] = "--yes";
	words[6] = "-o";
	words[7] = "jsonl";
	words[8] = "--timeout";
	words[9] = "1";
	pid = start(s, words);
	buf_fini(&list);
	free(flag);
	return pid;
}

/* At some moment from the start on, or when so many writes have come. */
static bool
kill_it(struct soak *s, pid_t pid, size_t count)
{
	int status = 0;

	if (soak_dice(s, 3) == 0)
		nap_us(soak_dice(s, 60000));
	else {
		relay_waits(s->relay, 1 + (size_t)soak_dice(s, count), 2000);
		nap_us(soak_dice(s, 4000));
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status);
}

static void
check_all(struct soak *s, struct soak_set *set, bool adds,
    const char *const *ids, size_t count)
{
	struct journal *journal = open_journal(s);
	struct buf state = { 0 }, output = { 0 };
	int64_t newest = s->last_job;
	size_t i, at;

	soak_state(s, set, &state);
	read_output(s, &output);
	soak_check_sent(s, journal);
	for (i = 0; i < count; i++) {
		at = soak_place(set, ids[i]);
		check_one(s, ids[i], recorded(s, journal, ids[i], &newest),
		    &output, set->in[at] == adds, soak_has(&state, set,
		    ids[i]) == adds);
		set->in[at] = soak_has(&state, set, ids[i]);
	}
	for (i = 0; i < set->count; i++)
		if (soak_has(&state, set, set->pool[i]) != set->in[i])
			soak_breach(s, SOAK_BEYOND, "killed: %s was not meant",
			    set->pool[i]);
	s->last_job = newest;
	journal_close(journal);
	buf_fini(&state);
	buf_fini(&output);
}

void
soak_kill(struct soak *s)
{
	struct soak_set *set = &s->sets[soak_dice(s, SOAK_SETS - 1)];
	bool adds = soak_dice(s, 2) == 0;
	const char *ids[MOST_OBJECTS];
	size_t count;
	pid_t pid;

	relay_forget(s->relay);
	count = soak_pick(s, set, !adds, 1 + (size_t)soak_dice(s,
	    MOST_OBJECTS), ids);
	if (count == 0)
		return;
	relay_odds(s->relay, 15, 10, 0);
	pid = start_change(s, set, adds, ids, count);
	s->figures[SOAK_KILLS] += kill_it(s, pid, count);
	if (!relay_drain(s->relay))
		fail_msg("the relay does not come to rest");
	check_all(s, set, adds, ids, count);
	if (soak_dice(s, 10) == 0)
		check_start(s);
}
