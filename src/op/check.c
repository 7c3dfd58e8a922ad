/* How far a connection gets, told from one handshake and one read. */
#include <endpane/base/str.h>
#include <endpane/op/args.h>
#include <endpane/op/check.h>
#include <endpane/op/fetch.h>
#include <endpane/op/sign.h>

#include <stdio.h>
#include <string.h>

static void
count_calls(struct check *c)
{
	struct conn_status status;

	engine_conn_status(c->engine, c->conn->number, &status);
	c->calls_left = status.per_day == 0 ? -1 :
	    status.calls_today >= status.per_day ? 0 :
	    status.per_day - status.calls_today;
	c->steps[CHECK_CALLS] = c->calls_left != 0 ? CHECK_GOOD : CHECK_BAD;
	if (c->calls_left == 0 && c->err.code == ERR_NONE)
		err_set(&c->err, ERR_LIMITED, "the day's %d calls are used",
		    status.per_day);
}

enum check_step
check_worst(const struct check *c)
{
	enum check_step step = CHECK_REACH;

	while (step < CHECK_STEPS && c->steps[step] != CHECK_BAD)
		step++;
	return step;
}

/* What the answer to a read tells of the steps before it. */
static void
judge(struct check *c, const struct err *err)
{
	enum check_step bad = CHECK_READ, step, good;

	c->err = *err;
	if (err->code == ERR_NONE)
		bad = CHECK_STEPS;
	else if (err->code == ERR_LIMITED)
		bad = CHECK_CALLS;
	else if (err->http == 0 && err->code == ERR_UNREACHED)
		bad = c->steps[CHECK_CERT] == CHECK_GOOD ? CHECK_SIGN_IN :
		    CHECK_CERT;
	else if (err->http == 0 || err->http == 401)
		bad = CHECK_SIGN_IN;
	good = bad == CHECK_STEPS ? CHECK_CALLS : bad != CHECK_CALLS ? bad :
	    err->http != 0 ? CHECK_READ : CHECK_CERT;
	for (step = CHECK_CERT; step < good; step++)
		c->steps[step] = CHECK_GOOD;
	if (bad < CHECK_CALLS)
		c->steps[bad] = CHECK_BAD;
	count_calls(c);
	if (bad == CHECK_CALLS)
		c->steps[CHECK_CALLS] = CHECK_BAD;
}

/* One page is enough; its rows don't matter. */
static bool
page_arrived(void *who, struct slice body, size_t *rows, struct err *err)
{
	(void)who, (void)body, (void)err;
	*rows = 0;
	return false;
}

static void
all_arrived(void *who, const struct err *err, const char *remark)
{
	struct check *c = who;

	(void)remark;
	judge(c, err);
	c->is_over = true;
}

/* What the read needs and the configuration knows: the first device. */
static void
fill_in(const struct conn *conn, const struct cat_op *op, struct args *args)
{
	struct slice rest = str_slice(conn->settings.device_ids), one;
	const char *colon;

	if (cat_param(op, str_slice("device")) == NULL ||
	    !str_next(&rest, ',', &one))
		return;
	one = str_trim(one);
	colon = memrchr(one.at, ':', one.len);
	if (colon != NULL)
		one = (struct slice){ colon + 1,
		    (size_t)(one.at + one.len - colon) - 1 };
	args_add(args, "device", one);
}

static void
start_read(struct check *c)
{
	const struct cat_system *system = c->conn->system;
	const struct cat_resource *r = system->resources[0];
	const struct cat_op *op;
	struct args args = { 0 };
	size_t i;

	for (i = 0; system->resources[i] != NULL; i++)
		if (cat_op(system->resources[i], str_slice(system->probe)) !=
		    NULL && strcmp(system->resources[i]->noun,
		    system->probe_noun) == 0)
			r = system->resources[i];
	op = cat_op(r, str_slice(system->probe));
	fill_in(c->conn, op, &args);
	/* One row tells as much as a page; MDM's documents print no size. */
	c->probe = *c->conn;
	c->probe.settings.page_limit = system->page_is_whole ? 0 : 1;
	c->fetch = fetch_start(c->engine, &c->probe, r, op, &args, LANE_ASKED,
	    page_arrived, all_arrived, c, &c->err);
	if (c->fetch == NULL) {
		c->is_over = true;
		count_calls(c);
	}
	args_fini(&args);
}

static const char *
wrong_with(const struct trust_cert *cert, const struct conn *conn)
{
	bool own = conn->ca_file != NULL || conn->pinned_public_key != NULL;

	if (!cert->fits)
		return "its certificate is for another name";
	if (!cert->is_current)
		return "its certificate is out of its dates";
	if (!own && cert->kept == TRUST_OTHER)
		return "its key is not the one that was trusted: somebody may "
		    "be in between";
	if (!own && cert->kept == TRUST_NONE && !cert->is_vouched)
		return "its certificate is not trusted";
	return NULL;
}

/* With ca_file only the read itself can tell whether it will do. */
static void
judge_cert(struct check *c, const struct trust_cert *cert)
{
	const char *wrong;

	if (cert->is_plain) {
		c->steps[CHECK_CERT] = CHECK_GOOD;
		return;
	}
	snprintf(c->until, sizeof(c->until), "%.10s", cert->until);
	wrong = wrong_with(cert, c->conn);
	if (wrong != NULL) {
		c->steps[CHECK_CERT] = CHECK_BAD;
		err_set(&c->err, ERR_UNREACHED, "%s; endpane trust %s shows "
		    "it", wrong, c->conn->name);
	} else if (c->conn->ca_file == NULL || cert->is_vouched)
		c->steps[CHECK_CERT] = CHECK_GOOD;
}

bool
check_start(struct check *c, struct engine *engine, const struct conn *conn,
    int stop_fd, struct err *err)
{
	struct trust_cert cert;
	bool there;

	*c = (struct check){ .conn = conn, .engine = engine, .is_over = true };
	there = sign_look(engine, conn, stop_fd, &cert, &c->err);
	c->steps[CHECK_REACH] = there ? CHECK_GOOD : CHECK_BAD;
	if (there)
		judge_cert(c, &cert);
	trust_fini(&cert);
	if (c->err.code == ERR_INTERRUPTED)
		return err_copy(err, &c->err);
	if (c->err.code == ERR_NONE) {
		c->is_over = false;
		start_read(c);
	} else
		count_calls(c);
	return true;
}

void
check_stop(struct check *c)
{
	if (!c->is_over)
		fetch_stop(c->fetch);
	c->fetch = NULL;
	c->is_over = true;
}
