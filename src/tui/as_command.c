/* The same thing as a command line, for endpane or for curl. */
#include "object.h"

#include "form.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

/* As a shell takes it for one word. */
static void
add_word(const char *word, struct buf *out)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@:/-";

	if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
		buf_text(out, word);
		return;
	}
	buf_char(out, '\'');
	for (; *word != '\0'; word++)
		if (*word == '\'')
			buf_text(out, "'\\''");
		else
			buf_char(out, *word);
	buf_char(out, '\'');
}

static bool
show_args(const struct selection *s, struct args *args)
{
	const struct cat_op *op = cat_op(s->resource, str_slice("show"));
	const struct cat_param *p = op != NULL ? op->params : NULL;

	if (op == NULL || s->count == 0)
		return false;
	for (; p != NULL && p->name != NULL; p++)
		if (p->flags & CAT_POSITION)
			args_add(args, p->name, str_slice(s->list[0].id));
		else if (strcmp(p->name, "domain") == 0 &&
		    s->list[0].domain != NULL)
			args_add(args, p->name,
			    str_slice(s->list[0].domain));
	return true;
}

void
as_command_show(const struct selection *s, struct buf *out)
{
	struct args args = { 0 };
	const char *id, *domain;

	if (show_args(s, &args)) {
		id = s->list[0].id;
		domain = args_get(&args, "domain", 0);
		buf_format(out, "endpane %s show ", s->resource->noun);
		if (domain != NULL) {
			buf_text(out, "--domain ");
			add_word(domain, out);
			buf_char(out, ' ');
		}
		buf_text(out, id[0] == '-' ? "-- " : "");
		add_word(id, out);
	}
	args_fini(&args);
}

void
as_command_curl(const struct selection *s, struct buf *out)
{
	const struct cat_op *op = cat_op(s->resource, str_slice("show"));
	struct args args = { 0 };
	struct plan plan = { 0 };
	struct buf url = { 0 };
	struct err err;

	if (s->conn != NULL && show_args(s, &args) && cat_plan(op, &args,
	    &s->conn->settings, &plan, &err) && plan.count > 0) {
		buf_format(&url, "%s%s%s%s", s->conn->base,
		    plan.requests[0].path, plan.requests[0].query != NULL ?
		    "?" : "", plan.requests[0].query != NULL ?
		    plan.requests[0].query : "");
		buf_format(out, "curl -H \"Authorization: %s$TOKEN\" ",
		    conn_scheme(s->conn));
		if (s->resource->content_type != NULL)
			buf_format(out, "-H 'Content-Type: %s' ",
			    s->resource->content_type);
		add_word(buf_string(&url), out);
	}
	buf_fini(&url);
	plan_fini(&plan);
	args_fini(&args);
}

void
as_command_offer(struct app *app, const struct offer *offer,
    const struct selection *s, struct buf *out)
{
	struct form *f = mem_alloc(sizeof(*f));

	form_fill(f, app, offer, s);
	form_command(f, app, true, out);
	form_fini(f);
	free(f);
}
