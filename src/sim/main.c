/* endpane-sim: options, start, end. Listens on loopback only. */
#include "door.h"
#include "papers.h"

#include <endpane/base/buf.h>
#include <endpane/base/digest.h>
#include <endpane/base/str.h>

#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define DEVICES		500
#define DEVICES_MOST	2000000

struct options {
	size_t		 sizes[KINDS];
	bool		 is_set[KINDS];
	size_t		 port;
	size_t		 seed;
	size_t		 accounts;
	size_t		 latency_ms;
	size_t		 parent_fd;
	bool		 has_parent_fd;
	bool		 is_limited;
	bool		 is_lax;
	const char	*config;
	const char	*ready;
	struct faults	 faults;
};

enum choice_of { OPT_PORT = 256, OPT_SEED, OPT_DEVICES, OPT_GROUPS, OPT_APPS,
	OPT_USERS, OPT_COMPUTERS, OPT_ENDPOINTS, OPT_ACCOUNTS, OPT_LATENCY,
	OPT_LIMIT, OPT_AUTH, OPT_CONFIG, OPT_READY, OPT_FAULT, OPT_PARENT,
	OPT_HELP, OPT_VERSION };

static const struct option long_options[] = {
	{ "port", required_argument, NULL, OPT_PORT },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "devices", required_argument, NULL, OPT_DEVICES },
	{ "groups", required_argument, NULL, OPT_GROUPS },
	{ "apps", required_argument, NULL, OPT_APPS },
	{ "users", required_argument, NULL, OPT_USERS },
	{ "computers", required_argument, NULL, OPT_COMPUTERS },
	{ "endpoints", required_argument, NULL, OPT_ENDPOINTS },
	{ "accounts-per-device", required_argument, NULL, OPT_ACCOUNTS },
	{ "latency", required_argument, NULL, OPT_LATENCY },
	{ "rate-limit", required_argument, NULL, OPT_LIMIT },
	{ "auth", required_argument, NULL, OPT_AUTH },
	{ "config-out", required_argument, NULL, OPT_CONFIG },
	{ "ready-file", required_argument, NULL, OPT_READY },
	{ "fault", required_argument, NULL, OPT_FAULT },
	{ "parent-fd", required_argument, NULL, OPT_PARENT },
	{ "help", no_argument, NULL, OPT_HELP },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ NULL, 0, NULL, 0 }
};

static const char usage[] =
    "usage: endpane-sim [--port N] [--seed S] [--devices N] [--groups N]\n"
    "           [--apps N] [--users N] [--computers N] [--endpoints N]\n"
    "           [--accounts-per-device N] [--latency MS]\n"
    "           [--rate-limit on|off] [--auth strict|lax]\n"
    "           [--config-out FILE] [--ready-file FILE] [--parent-fd N]\n"
    "           [--fault SPEC]...\n";

static bool
number(const char *text, size_t most, size_t *out, struct err *err)
{
	int64_t n;

	if (!str_digits(str_slice(text), 18) ||
	    !str_number(str_slice(text), &n) || (uint64_t)n > most)
		return err_set(err, ERR_USAGE, "%s is no number up to %zu",
		    text, most);
	*out = (size_t)n;
	return true;
}

static bool
choice(const char *text, const char *yes, const char *no, bool *out,
    struct err *err)
{
	*out = strcmp(text, yes) == 0;
	return *out || strcmp(text, no) == 0 || err_set(err, ERR_USAGE,
	    "%s is neither %s nor %s", text, yes, no);
}

static bool
take_size(struct options *o, enum kind kind, struct err *err)
{
	o->is_set[kind] = true;
	return number(optarg, DEVICES_MOST, &o->sizes[kind], err);
}

static bool
take_option(struct options *o, int option, struct err *err)
{
	switch (option) {
	case OPT_PORT:
		return number(optarg, 65535, &o->port, err);
	case OPT_SEED:
		return number(optarg, SIZE_MAX, &o->seed, err);
	case OPT_DEVICES:
		return take_size(o, KIND_DEVICE, err);
	case OPT_GROUPS:
		return take_size(o, KIND_GROUP, err);
	case OPT_APPS:
		return take_size(o, KIND_APP, err);
	case OPT_USERS:
		return take_size(o, KIND_USER, err);
	case OPT_COMPUTERS:
		return take_size(o, KIND_COMPUTER, err);
	case OPT_ENDPOINTS:
		return take_size(o, KIND_ENDPOINT, err);
	case OPT_ACCOUNTS:
		return number(optarg, 500000, &o->accounts, err);
	case OPT_LATENCY:
		return number(optarg, 600000, &o->latency_ms, err);
	case OPT_LIMIT:
		return choice(optarg, "on", "off", &o->is_limited, err);
	case OPT_AUTH:
		return choice(optarg, "lax", "strict", &o->is_lax, err);
	case OPT_CONFIG:
		o->config = optarg;
		return true;
	case OPT_READY:
		o->ready = optarg;
		return true;
	case OPT_FAULT:
		return fault_add(&o->faults, str_slice(optarg), err);
	case OPT_PARENT:
		o->has_parent_fd = true;
		return number(optarg, 1 << 20, &o->parent_fd, err);
	default:
		return err_set(err, ERR_USAGE, "see --help");
	}
}

/* What was not said follows the number of devices. */
static void
fill_sizes(struct options *o)
{
	size_t n = o->is_set[KIND_DEVICE] ? o->sizes[KIND_DEVICE] : DEVICES;
	size_t groups = n * 24 / 500, apps = n * 60 / 500;
	const size_t sizes[KINDS] = {
		[KIND_DEVICE] = n,
		[KIND_GROUP] = groups < 1 ? 1 : groups > 2000 ? 2000 : groups,
		[KIND_APP] = apps < 2 ? 2 : apps > 1000 ? 1000 : apps,
		[KIND_USER] = n < 10 ? n : n * 4 / 5,
		[KIND_COMPUTER] = n,
		[KIND_ENDPOINT] = n,
		[KIND_TERMINAL] = n,
	};
	int i;

	for (i = 0; i < KINDS; i++)
		if (!o->is_set[i])
			o->sizes[i] = sizes[i];
}

static bool
read_options(int argc, char **argv, struct options *o, struct err *err)
{
	int option;

	o->seed = 1;
	o->accounts = 3;
	while ((option = getopt_long(argc, argv, "", long_options, NULL)) !=
	    -1) {
		if (option == OPT_HELP || option == OPT_VERSION) {
			fputs(option == OPT_HELP ? usage :
			    "endpane-sim " ENDPANE_VERSION "\n", stdout);
			exit(0);
		}
		if (!take_option(o, option, err))
			return false;
	}
	if (optind < argc)
		return err_set(err, ERR_USAGE, "%s is no option",
		    argv[optind]);
	fill_sizes(o);
	return true;
}

static void
set_up(struct sim *sim, const struct options *o)
{
	char text[64], hex[DIGEST_TEXT];
	pthread_condattr_t monotonic;

	pthread_mutex_init(&sim->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&sim->wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
	sim->is_lax = o->is_lax;
	sim->is_limited = o->is_limited;
	sim->latency_ms = (int64_t)o->latency_ms;
	sim->faults = o->faults;
	snprintf(sim->next_origin, sizeof(sim->next_origin),
	    "http://localhost:9020");
	snprintf(text, sizeof(text), "key %zu", o->seed);
	digest_sha256(str_slice(text), hex);
	snprintf(sim->api_key, sizeof(sim->api_key), "%.40s", hex);
	estate_init(&sim->estate, o->seed, o->sizes);
	sim->estate.accounts = o->accounts;
	zoho_init(&sim->zoho, o->seed);
}

static void
tear_down(struct sim *sim)
{
	estate_fini(&sim->estate);
	fault_clear(&sim->faults);
	ledger_reset(&sim->ledger);
	pthread_cond_destroy(&sim->wake);
	pthread_mutex_destroy(&sim->lock);
}

/* The config first, so that it is there when somebody reads the line. */
static bool
announce(const struct sim *sim, const struct options *o, struct err *err)
{
	struct buf config = { .at = NULL }, line = { .at = NULL };
	bool good;

	papers_config(sim, &config);
	papers_line(sim, &line);
	good = (o->config == NULL || papers_write(o->config, &config, err)) &&
	    (o->ready == NULL || papers_write(o->ready, &line, err)) &&
	    papers_write("-", &line, err);
	buf_fini(&config);
	buf_fini(&line);
	return good;
}

/*
 * Whether to end with the parent: not for who said nohup or setsid, since
 * they mean to outlive whoever started them.
 */
static bool
follows_parent(void)
{
	struct sigaction hup;

	sigaction(SIGHUP, NULL, &hup);
	return hup.sa_handler != SIG_IGN && getsid(0) != getpid();
}

/* SIGUSR1 says that a parent is gone; it may have been one of its threads. */
static void
block_signals(sigset_t *wanted)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigemptyset(wanted);
	sigaddset(wanted, SIGTERM);
	sigaddset(wanted, SIGINT);
	sigaddset(wanted, SIGHUP);
	sigaddset(wanted, SIGUSR1);
	sigprocmask(SIG_BLOCK, wanted, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
}

static void
wait_for_end(const struct options *o, const sigset_t *wanted, pid_t parent)
{
	struct signalfd_siginfo got;
	struct pollfd waiting[2] = {
		{ .fd = signalfd(-1, wanted, SFD_CLOEXEC), .events = POLLIN },
		{ .fd = o->has_parent_fd ? (int)o->parent_fd : -1,
		    .events = POLLIN },
	};
	char byte;

	while (parent == 0 || getppid() == parent) {
		if (poll(waiting, 2, -1) < 0 && errno != EINTR)
			break;
		if (waiting[1].revents != 0 &&
		    read(waiting[1].fd, &byte, 1) <= 0)
			break;
		if (waiting[0].revents == 0 ||
		    read(waiting[0].fd, &got, sizeof(got)) != sizeof(got))
			continue;
		if (got.ssi_signo == SIGHUP && parent == 0)
			continue;
		if (got.ssi_signo != SIGUSR1)
			break;
	}
	close(waiting[0].fd);
}

static bool
run(struct sim *sim, const struct options *o, struct err *err)
{
	pid_t parent = follows_parent() ? getppid() : 0;
	sigset_t wanted;
	struct door *door;
	bool good;

	block_signals(&wanted);
	if (parent != 0)
		prctl(PR_SET_PDEATHSIG, SIGUSR1);
	door = door_open(sim, (unsigned)o->port, err);
	if (door == NULL)
		return false;
	good = announce(sim, o, err);
	if (good)
		wait_for_end(o, &wanted, parent);
	if (good && o->ready != NULL)
		unlink(o->ready);
	alarm(2);
	door_close(door);
	return good;
}

int
main(int argc, char **argv)
{
	static struct sim sim;
	struct options o = { .config = NULL };
	struct err err;
	bool good;

	if (!read_options(argc, argv, &o, &err)) {
		fprintf(stderr, "endpane-sim: %s\n", err.text);
		fault_clear(&o.faults);
		return err_exit_status(err.code);
	}
	set_up(&sim, &o);
	good = run(&sim, &o, &err);
	if (!good)
		fprintf(stderr, "endpane-sim: %s\n", err.text);
	tear_down(&sim);
	return good ? 0 : err_exit_status(err.code);
}
