/* Lists that people paste, pipe and configure: ids, names, domains. */
#include <endpane/cli/opts.h>

#include <sys/mman.h>
#include <unistd.h>

#include "../../src/cli/ids.h"
#include "../../src/tui/dialogs.h"
#include "../../src/tui/forms.h"
#include "plans.h"

/* Marks rows by a pasted text: here, only that it is cut into words. */
static void
check_paste(struct slice in)
{
	static struct app app;
	struct stack *stack = &app.stacks[app.place];
	struct pane *p;

	hunt_open(&app, NULL, in.at, in.len);
	p = stack->list[--stack->count];
	p->kind->fini(p);
	free(p);
}

/* Lines of standard input in place of "-": none empty, none with blanks. */
static void
check_piped(struct slice in)
{
	const struct cat_resource *groups = cat_resource(str_slice("groups"),
	    NULL);
	struct options o = { .resource = groups,
		.op = cat_op(groups, str_slice("delete")) };
	struct err err = { 0 };
	size_t i;
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	MUST(fd >= 0 && write(fd, in.at, in.len) == (ssize_t)in.len);
	MUST(lseek(fd, 0, SEEK_SET) == 0);
	args_add(&o.args, "id", str_slice("-"));
	if (ids_read(&o, fd, &err)) {
		MUST(o.args.count > 0);
		for (i = 0; i < o.args.count; i++) {
			struct slice value = str_slice(o.args.list[i].value);

			MUST(value.len > 0);
			MUST(str_same(value, str_trim(value)));
			MUST(memchr(value.at, '\n', value.len) == NULL);
		}
	} else
		MUST(err.code != ERR_NONE && err.text[0] != '\0');
	args_fini(&o.args);
	close(fd);
}

/* What the configuration names ends up as an id, or nowhere. */
static void
check_configured(const char *ids, const char *device)
{
	const struct cat_resource *accounts = cat_resource(
	    str_slice("accounts"), NULL);
	const struct cat_op *op = cat_op(accounts, str_slice("list"));
	struct cat_settings set = fuzz_settings;
	struct plan plan = { 0 };
	struct args args = { 0 };
	struct err err = { 0 };
	const char *path;

	set.device_ids = ids;
	args_add(&args, "device", str_slice(device));
	if (cat_plan(op, &args, &set, &plan, &err)) {
		path = plan.requests[0].path;
		MUST(strncmp(path, "/devices/", 9) == 0);
		MUST(path[9] != '/');
		MUST(strspn(path + 9, "0123456789-"
		    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
		    strcspn(path + 9, "/"));
	} else
		MUST(err.code != ERR_NONE);
	plan_fini(&plan);
	args_fini(&args);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct slice in = fuzz_input(at, len);
	unsigned choice = fuzz_byte(&in);
	char *ids, *device;

	if (in.at == NULL)
		in.at = "";
	if (choice % 4 == 0)
		check_piped(in);
	else if (choice % 4 == 1)
		check_paste(in);
	else {
		device = fuzz_line(&in);
		ids = fuzz_line(&in);
		check_configured(ids, device);
		free(device);
		free(ids);
	}
	return 0;
}
