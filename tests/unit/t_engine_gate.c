/* net/queue.c: what may not be written, and that nothing of it is sent. */
#include <endpane/net/queue.h>

#include <endpane/base/mem.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rig.h"

static void
answered(void *who, const struct reply *reply)
{
	int *status = who;

	*status = reply->err.code == ERR_NONE ? reply->status : -1;
}

static struct request
change(const struct rig *r)
{
	return (struct request){ .conn = &r->config->conns[0],
	    .method = "POST", .path = "/api/v1/mdm/groups", .body = "{}",
	    .content_type = "application/json", .lane = 1 };
}

static int
no_calls(void *who, const struct conn *conn)
{
	(void)who, (void)conn;
	return 0;
}

static void
not_counted(void *who, const struct conn *conn)
{
	(void)who, (void)conn;
}

static struct queue *
queue_of(const struct rig *r, bool read_only)
{
	struct queue_setup setup = { .config = r->config,
	    .hooks = { .calls_today = no_calls, .called = not_counted },
	    .read_only = read_only };

	return queue_new(&setup);
}

/* Refused so, without a request that waits or leaves. */
static void
assert_refused(struct queue *q, const struct request *r, enum err_code code)
{
	struct queue_item items[4];
	struct err err = { 0 };
	size_t before = queue_items(q, items, 4);
	int status = 0;

	assert_int_equal(queue_write(q, r, answered, &status, &err), 0);
	assert_int_equal(err.code, code);
	assert_int_equal(queue_items(q, items, 4), before);
	queue_wait(q, NULL, 0, 0);
	assert_int_equal(status, 0);
}

static void
assert_goes(struct queue *q, const struct request *r)
{
	struct err err = { 0 };
	int status = 0;

	assert_int_not_equal(queue_write(q, r, answered, &status, &err), 0);
	while (status == 0)
		queue_wait(q, NULL, 0, 1000);
	assert_int_equal(status, 200);
}

/* The program, the file, the connection: any of them closes it. */
static void
test_read_only(void **state)
{
	static const char *const texts[] = {
		RIG_PHONES,
		(RIG_PHONES "read_only = true\n"),
		("[endpane]\nread_only = true\n" RIG_PHONES),
	};
	struct request r;
	struct queue *q;
	struct rig rig;
	int row;

	(void)state;
	for (row = 0; row < 4; row++) {
		rig_init(&rig);
		rig_config(&rig, texts[row % 3]);
		canned_json(rig.server, "POST ", 0, 200, "{}");
		r = change(&rig);
		q = queue_of(&rig, row == 3);
		if (row == 0) {
			assert_goes(q, &r);
			queue_read_only(q);
		}
		assert_refused(q, &r, ERR_GUARD);
		assert_int_equal(canned_count(rig.server, ""), row == 0);
		queue_free(q);
		rig_fini(&rig);
	}
}

/* A file that is another by now is not sent in the name of the one shown. */
static void
test_file(void **state)
{
	struct request r;
	struct queue *q;
	struct rig rig;
	char *path;
	int fd;

	(void)state;
	rig_init(&rig);
	rig_config(&rig, RIG_PHONES);
	canned_json(rig.server, "POST ", 0, 200, "{}");
	q = queue_of(&rig, false);
	path = mem_format("%s/upload", rig.folder);
	r = change(&rig);
	r.body = NULL;
	r.file = path;
	r.file_size = 5;
	assert_refused(q, &r, ERR_LOCAL);	/* it is gone */
	assert_int_equal(mkdir(path, 0700), 0);
	assert_refused(q, &r, ERR_LOCAL);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_refused(q, &r, ERR_LOCAL);	/* and nobody waits for it */
	assert_int_equal(unlink(path), 0);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_int_equal(write(fd, "bytes", 5), 5);
	close(fd);
	r.file_size = 6;
	assert_refused(q, &r, ERR_LOCAL);
	r.file_size = 4;
	assert_refused(q, &r, ERR_LOCAL);
	assert_int_equal(canned_count(rig.server, ""), 0);
	r.file_size = 5;
	assert_goes(q, &r);
	assert_true(canned_saw(rig.server, "bytes"));
	free(path);
	queue_free(q);
	rig_fini(&rig);
}

static void
assert_is_read(struct queue *q, const struct request *r)
{
	int status = 0;

	assert_int_not_equal(queue_read(q, r, answered, &status), 0);
	while (status == 0)
		queue_wait(q, NULL, 0, 1000);
	assert_int_equal(status, 200);
}

/*
 * A write neither takes a connection that was used, which libcurl would send it
 * over twice when that dies, nor leaves its own to anybody.
 */
static void
test_own_connection(void **state)
{
	struct request write, read;
	struct queue *q;
	struct rig r;

	(void)state;
	rig_init(&r);
	rig_config(&r, RIG_PHONES);
	canned_json(r.server, "", 0, 200, "{}");
	q = queue_of(&r, false);
	write = read = change(&r);
	read.method = "GET";
	read.body = NULL;
	assert_goes(q, &write);
	assert_is_read(q, &read);
	assert_int_equal(canned_visits(r.server), 2);
	assert_is_read(q, &read);
	assert_int_equal(canned_visits(r.server), 2);
	assert_goes(q, &write);
	assert_int_equal(canned_visits(r.server), 3);
	queue_free(q);
	rig_fini(&r);
}

/* In the dashboard it may be asked more often, and not less. */
static void
test_only_stricter(void **state)
{
	struct rig r;

	(void)state;
	rig_init(&r);
	rig_config(&r, "[endpane]\nconfirm_above = 5\n" RIG_PHONES);
	assert_int_equal(engine_confirm_above(r.engine), 5);
	engine_set_confirm_above(r.engine, 2);
	assert_int_equal(engine_confirm_above(r.engine), 2);
	engine_set_confirm_above(r.engine, 100);
	assert_int_equal(engine_confirm_above(r.engine), 5);
	rig_fini(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_connection),
		cmocka_unit_test(test_read_only),
		cmocka_unit_test(test_only_stricter),
		cmocka_unit_test(test_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
