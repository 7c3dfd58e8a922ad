/* tests/wire against the catalogue: both were typed from the same documents. */
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "wire.h"

static int failures;
/* "noun verb" and "noun verb param" that some file has. */
static struct buf used;

void
wire_fail(const struct wire *w, const char *what, const char *want,
    const char *got)
{
	failures++;
	print_message("%s/%s:%d: %s: %s\n  file:      %s\n  catalogue: %s\n",
	    FOLDER, w->file, w->line, w->title, what, want, got);
}

void
wire_expect(const struct wire *w, const char *what, const char *want,
    const char *got)
{
	if (strcmp(want, got) != 0)
		wire_fail(w, what, want, got);
}

struct slice
wire_word(struct slice *rest)
{
	struct slice s = { 0 };

	if (!str_next(rest, ' ', &s))
		*rest = (struct slice){ 0 };
	return s;
}

const char *
wire_text(struct slice s, char *room, size_t size)
{
	snprintf(room, size, "%.*s", (int)s.len, s.at != NULL ? s.at : "");
	return room;
}

static const char *
keep(struct wire *w, struct slice s)
{
	assert_true(w->text_count < 8);
	w->texts[w->text_count] = strndup(s.len > 0 ? s.at : "", s.len);
	return w->texts[w->text_count++];
}

/* The first of several pointers that leads to something. */
static bool
id_at(struct slice item, const char *pointers, struct slice *id)
{
	struct slice rest = str_slice(pointers), one;
	char room[100];

	if (rest.len == 0)
		return scan_at(item, "", id);
	while (str_next(&rest, '|', &one))
		if (scan_at(item, wire_text(one, room, sizeof(room)), id))
			return true;
	return false;
}

size_t
wire_items(const struct cat_op *op, struct slice body, struct buf *ids)
{
	struct slice pointers = str_slice(op->items), one, list, item, id;
	struct scan s;
	size_t count = 0;
	char room[100];

	while (str_next(&pointers, '|', &one)) {
		if (!scan_at(body, wire_text(one, room, sizeof(room)), &list) ||
		    scan_type(list) != JSON_LIST || !scan_open(list, &s))
			continue;
		for (; scan_item(&s, &item); count++)
			if (ids != NULL && op->item_id != NULL &&
			    id_at(item, op->item_id, &id)) {
				buf_char(ids, ' ');
				scan_text(id, ids);
			}
	}
	return count;
}

struct cat_reply
wire_reply(const struct wire *w)
{
	return (struct cat_reply){
		.status = w->status, .body = { w->reply.at, w->reply.len },
		.location = w->location[0] != '\0' ? w->location : NULL,
		.writes = w->step == STEP_SEND && w->op != NULL &&
		    cat_writes(w->op),
	};
}

bool
wire_next_page(struct wire *w, struct buf *query, struct err *err)
{
	struct cat_page seen = {
		.path = buf_string(&w->path), .query = buf_string(&w->query),
		.body = { w->reply.at, w->reply.len },
		.rows = w->rows, .rows_so_far = w->rows_so_far,
		.pages_so_far = w->pages,
	};
	bool more = false;

	err_clear(err);
	return w->system->page(w->pages == 0 ? NULL : &seen, &w->set, query,
	    &more, err) && more;
}

bool
wire_plan(struct wire *w, struct err *err)
{
	err_clear(err);
	w->is_planned = true;
	return cat_plan(w->op, &w->args, &w->set, &w->plan, err);
}

/* What stands before every path, without scheme and host; and the host. */
static void
split_base(const struct wire *w, char *host, size_t host_size, char *base,
    size_t base_size)
{
	struct buf whole = { 0 };
	const char *start, *slash;
	struct err err;

	assert_true(w->system->base(w->url, &w->set, &whole, &err));
	start = strstr(buf_string(&whole), "://");
	assert_non_null(start);
	slash = strchrnul(start + 3, '/');
	snprintf(host, host_size, "%.*s", (int)(slash - start - 3), start + 3);
	snprintf(base, base_size, "%s", slash);
	buf_fini(&whole);
}

/* A request as it goes out, for comparison with the file's. */
static void
print_request(const struct wire *w, const char *method,
    const struct plan_request *r, struct buf *out)
{
	const char *body = r != NULL ? r->body : NULL;
	const char *type = w->resource->content_type;
	char host[128], base[128];

	split_base(w, host, sizeof(host), base, sizeof(base));
	buf_format(out, "%s %s%s%s%s HTTP/1.1\n", method, base,
	    buf_string(&w->path), w->query.len > 0 ? "?" : "",
	    buf_string(&w->query));
	buf_format(out, "Host: %s\n", host);
	if (type == NULL && body != NULL)
		type = "application/json";
	if (r != NULL && r->type != NULL)
		type = r->type;
	if (type != NULL)
		buf_format(out, "Content-Type: %s\n", type);
	if (r != NULL && r->disposition != NULL)
		buf_format(out, "Content-Disposition: %s\n", r->disposition);
	if (w->system->module_header != NULL)
		buf_format(out, "%s: %s\n", w->system->module_header,
		    w->set.x_module);
	if (body != NULL)
		buf_format(out, "\n%s\n", body);
	else if (r != NULL && r->file != NULL)
		buf_format(out, r->file_in_json ?
		    "\n{\"stream\":\"(%s)\"}\n" : "\n(%s)\n", r->file);
}

/* The read that tells the outcome of the last request's first object. */
static bool
look_request(struct wire *w)
{
	const struct plan_request *r = w->plan.requests + w->requests - 1;

	return w->requests > 0 && w->op->ways != NULL &&
	    w->op->ways->look != NULL && w->op->ways->look(r, 0, &w->args,
	    &w->set, &w->path, &w->query);
}

static void
take_request(struct wire *w, const struct plan_request *r)
{
	buf_text(&w->path, r->path);
	if (r->query != NULL)
		buf_text(&w->query, r->query);
}

/* The next request of the plan, or the next page. */
static bool
send_request(struct wire *w, const struct plan_request **r)
{
	struct buf page = { 0 };
	struct err err;
	bool whole = w->pages > 0 && w->system->page_is_whole;
	bool paged = (w->op->flags & CAT_PAGED) != 0;
	size_t n;

	for (n = 0; n < w->found.count; n++)
		args_add(&w->args, w->found.list[n].name,
		    str_slice(w->found.list[n].value));
	args_fini(&w->found);
	if (!w->is_planned && !wire_plan(w, &err)) {
		wire_fail(w, "no request", buf_string(&w->wanted), err.text);
		return false;
	}
	if (paged && !wire_next_page(w, &page, &err)) {
		wire_fail(w, "no next page", buf_string(&w->wanted), err.text);
		return false;
	}
	if (!paged && w->requests >= w->plan.count) {
		wire_fail(w, "no further request", buf_string(&w->wanted), "");
		return false;
	}
	buf_clear(&w->path);
	buf_clear(&w->query);
	take_request(w, &w->plan.requests[paged ? 0 : w->requests]);
	if (whole)
		buf_clear(&w->query);
	if (page.len > 0)
		buf_format(&w->query, "%s%s", w->query.len > 0 ? "&" : "",
		    buf_string(&page));
	buf_fini(&page);
	w->plan.requests[paged ? 0 : w->requests].file_size = w->file_size;
	*r = &w->plan.requests[paged ? 0 : w->requests];
	w->requests += !paged || w->requests == 0;
	w->pages += paged;
	return true;
}

static void
check_request(struct wire *w)
{
	const struct plan_request *r = NULL;
	struct buf got = { 0 };
	bool good = true;

	w->in_request = false;
	if (w->step == STEP_SEND) {
		good = send_request(w, &r);
	} else {
		buf_clear(&w->path);
		buf_clear(&w->query);
		if (w->step == STEP_SEEK)
			good = w->op->ways != NULL &&
			    w->op->ways->seek != NULL && w->op->ways->seek(&w->args,
			    args_get(&w->args, "id", 0), &w->set, w->seeks++,
			    &w->path, &w->query);
		else
			good = look_request(w);
		if (!good)
			wire_fail(w, "no such read", buf_string(&w->wanted), "");
	}
	if (good) {
		print_request(w, r != NULL ? r->method : "GET", r, &got);
		wire_expect(w, "request", buf_string(&w->wanted), buf_string(&got));
	}
	buf_clear(&w->wanted);
	buf_fini(&got);
	w->status = 0;
	w->rows = 0;
}

/* A list that the file ends must have ended for the catalogue too. */
static void
end_exchange(struct wire *w)
{
	struct cat_reply reply = wire_reply(w);
	struct buf page = { 0 };
	struct err err;
	size_t i;

	if (w->in_request)
		check_request(w);
	if (w->op != NULL && (w->op->flags & CAT_PAGED) && w->status != 0 &&
	    !w->page_failed && w->system->verdict(&reply, &err) &&
	    wire_next_page(w, &page, &err))
		wire_fail(w, "goes on", "the last page", buf_string(&page));
	if (w->op != NULL && !(w->op->flags & CAT_PAGED) &&
	    w->requests > 0 && w->requests < w->plan.count)
		wire_fail(w, "further request", "none",
		    w->plan.requests[w->requests].path);
	buf_fini(&page);
	plan_fini(&w->plan);
	args_fini(&w->args);
	for (i = 0; i < w->text_count; i++)
		free(w->texts[i]);
	buf_fini(&w->wanted);
	buf_fini(&w->path);
	buf_fini(&w->query);
	buf_fini(&w->reply);
	args_fini(&w->found);
	*w = (struct wire){ .file = w->file, .line = w->line,
		.step = STEP_SEND };
}

static void
read_request(struct wire *w, struct slice rest)
{
	w->in_request = true;
	w->in_reply = false;
	w->wanted.ceiling = 1 << 16;
	buf_slice(&w->wanted, rest);
	buf_char(&w->wanted, '\n');
}

static void
read_reply(struct wire *w, struct slice rest)
{
	int64_t status = 0;

	if (!w->in_reply) {
		w->in_reply = true;
		w->in_body = false;
		w->location[0] = '\0';
		w->objects = 0;
		buf_clear(&w->reply);
		wire_word(&rest);
		assert_true(str_number(wire_word(&rest), &status));
		w->status = (int)status;
	} else if (w->in_body) {
		buf_slice(&w->reply, rest);
		buf_char(&w->reply, '\n');
	} else if (rest.len == 0) {
		w->in_body = true;
	} else if (str_starts(rest, "Location: ")) {
		rest.at += 10, rest.len -= 10;
		wire_text(rest, w->location, sizeof(w->location));
	}
}

/* The answer is complete: what it holds counts for the next page. */
static void
end_reply(struct wire *w)
{
	w->in_reply = false;
	w->rows_so_far -= w->rows;
	w->rows = 0;
	if ((w->op->flags & CAT_PAGED) && w->status == 200)
		w->rows = wire_items(w->op, (struct slice){ w->reply.at,
		    w->reply.len }, NULL);
	w->rows_so_far += w->rows;
}

static const struct {
	const char	*system;
	const char	*url;
	int		 page_limit;
} defaults[] = {
	{ "mdm", "https://mdm.manageengine.com/api/v1/mdm", 0 },
	{ "identity360", "https://id360.manageengine.com", 100 },
	{ "admanager", "http://admanagerplus:8080", 100 },
	{ "endpoint-central", "https://endpointcentral.example.com:8383",
	    1000 },
};

static void
read_operation(struct wire *w, struct slice rest)
{
	struct slice system = wire_word(&rest), noun = wire_word(&rest);
	const struct cat_system *of = NULL;
	size_t i;

	w->system = cat_system(system);
	assert_non_null(w->system);
	w->resource = cat_resource(noun, &of);
	assert_ptr_equal(of, w->system);
	w->op = cat_op(w->resource, rest);
	if (w->op == NULL)
		fail_msg("%s:%d: no such operation", w->file, w->line);
	buf_format(&used, "\n%s %s\n", w->resource->noun, w->op->verb);
	for (i = 0; i < 4; i++)
		if (str_is(system, defaults[i].system)) {
			snprintf(w->url, sizeof(w->url), "%s",
			    defaults[i].url);
			w->set.page_limit = defaults[i].page_limit;
		}
	w->set.api_version = "1.4";
	w->set.x_module = "endpane";
	w->set.app_update = "post";
}

static void
read_setting(struct wire *w, struct slice rest)
{
	struct slice key = wire_word(&rest);
	int64_t number = 0;

	if (str_is(key, "page_limit") && str_number(rest, &number))
		w->set.page_limit = (int)number;
	else if (str_is(key, "domains"))
		w->set.domains = keep(w, rest);
	else if (str_is(key, "device_ids"))
		w->set.device_ids = keep(w, rest);
	else if (str_is(key, "api_version"))
		w->set.api_version = keep(w, rest);
	else if (str_is(key, "x_module"))
		w->set.x_module = keep(w, rest);
	else if (str_is(key, "group_associate"))
		w->set.group_associate_single = str_is(rest, "single");
	else if (str_is(key, "upload_style"))
		w->set.upload_json = str_is(rest, "json");
	else if (str_is(key, "app_update"))
		w->set.app_update = keep(w, rest);
	else if (str_is(key, "user_remove"))
		w->set.user_remove_delete = str_is(rest, "delete");
	else if (str_is(key, "filter_style"))
		w->set.filter_paren = str_is(rest, "paren");
	else
		fail_msg("%s:%d: no such setting", w->file, w->line);
}

static void
read_argument(struct wire *w, struct slice rest)
{
	struct slice name = wire_word(&rest);
	const struct cat_param *p;

	for (p = w->op->params; p != NULL && p->name != NULL; p++)
		if (str_is(name, "-") ? (p->flags & CAT_POSITION) != 0 :
		    str_is(name, p->name))
			break;
	if (p == NULL || p->name == NULL) {
		wire_fail(w, "no such parameter", name.at, w->op->verb);
		return;
	}
	args_add(&w->args, p->name, rest);
	buf_format(&used, "\n%s %s %s\n", w->resource->noun, w->op->verb,
	    p->name);
}

/* What a file that an argument names holds; \n stands for a line's end. */
static void
read_holding(struct wire *w, struct slice rest)
{
	struct slice name = wire_word(&rest);
	struct buf text = { 0 }, as = { 0 };
	size_t i;

	for (i = 0; i < rest.len; i++)
		if (rest.at[i] == '\\' && i + 1 < rest.len &&
		    rest.at[i + 1] == 'n') {
			buf_char(&text, '\n');
			i++;
		} else
			buf_char(&text, rest.at[i]);
	buf_format(&as, "%.*s-text", (int)name.len, name.at);
	args_add(&w->args, buf_string(&as), (struct slice){ text.at,
	    text.len });
	buf_fini(&text);
	buf_fini(&as);
}

static void
read_directive(struct wire *w, struct slice rest)
{
	struct slice name = wire_word(&rest);

	if (str_is(name, "operation"))
		read_operation(w, rest);
	else if (str_is(name, "url"))
		wire_text(rest, w->url, sizeof(w->url));
	else if (str_is(name, "set"))
		read_setting(w, rest);
	else if (str_is(name, "arg"))
		read_argument(w, rest);
	else if (str_is(name, "holds"))
		read_holding(w, rest);
	else if (str_is(name, "size"))
		str_number(rest, &w->file_size);
	else if (str_is(name, "seek"))
		w->step = STEP_SEEK;
	else if (str_is(name, "look"))
		w->step = STEP_LOOK;
	else
		fail_msg("%s:%d: what is this?", w->file, w->line);
}

/* A request line after a complete request: the last one is compared first. */
static void
read_request_line(struct wire *w, struct slice rest)
{
	bool begins = str_ends(rest, " HTTP/1.1");

	if (w->in_request && begins)
		check_request(w);
	/* What acts follows the reads of its seek. */
	if (!w->in_request && w->step == STEP_SEEK && w->seeks > 0 &&
	    !str_starts(rest, "GET "))
		w->step = STEP_SEND;
	read_request(w, rest);
}

static void
read_line(struct wire *w, struct slice line)
{
	char mark = line.len > 0 ? line.at[0] : '\0';
	struct slice rest = { line.at + 2, line.len > 2 ? line.len - 2 : 0 };

	if (w->in_request && mark != '>' && mark != '#')
		check_request(w);
	if (w->in_reply && mark != '<')
		end_reply(w);
	if (str_starts(line, "### ")) {
		end_exchange(w);
		rest.at += 2, rest.len -= 2;
		wire_text(rest, w->title, sizeof(w->title));
	} else if (mark == '>') {
		read_request_line(w, rest);
	} else if (mark == '<') {
		read_reply(w, rest);
	} else if (mark == '=') {
		wire_check(w, rest);
	} else if (mark != '#' && mark != '\0') {
		read_directive(w, line);
	}
}

static void
read_file(const char *name)
{
	struct wire w = { .file = name, .step = STEP_SEND };
	char path[300], *line = NULL;
	size_t room = 0;
	ssize_t len;
	FILE *f;

	snprintf(path, sizeof(path), FOLDER "/%s", name);
	f = fopen(path, "r");
	assert_non_null(f);
	while ((len = getline(&line, &room, f)) >= 0) {
		w.line++;
		if (len > 0 && line[len - 1] == '\n')
			len--;
		read_line(&w, (struct slice){ line, (size_t)len });
	}
	end_exchange(&w);
	fclose(f);
	free(line);
}

static int
is_wire(const struct dirent *entry)
{
	return str_ends(str_slice(entry->d_name), ".http");
}

static void
test_files(void **state)
{
	struct dirent **list;
	int i, count = scandir(FOLDER, &list, is_wire, alphasort);

	(void)state;
	assert_true(count > 0);
	for (i = 0; i < count; i++) {
		read_file(list[i]->d_name);
		free(list[i]);
	}
	free(list);
	assert_int_equal(failures, 0);
}

static int
is_missing(const char *noun, const char *verb, const char *param)
{
	char line[120];

	snprintf(line, sizeof(line), "\n%s %s%s%s\n", noun, verb,
	    param[0] != '\0' ? " " : "", param);
	if (strstr(buf_string(&used), line) != NULL)
		return 0;
	print_message("no file in %s has: %s", FOLDER, line + 1);
	return 1;
}

/* Runs after test_files, which has gathered what there is. */
static void
test_nothing_is_missing(void **state)
{
	const struct cat_system *const *s;
	const struct cat_resource *const *r;
	const struct cat_op *op;
	const struct cat_param *p;
	int missing = 0;

	(void)state;
	for (s = cat_systems; *s != NULL; s++)
		for (r = (*s)->resources; *r != NULL; r++)
			for (op = (*r)->ops; op->verb != NULL; op++) {
				missing += is_missing((*r)->noun, op->verb,
				    "");
				for (p = op->params; p != NULL &&
				    p->name != NULL; p++)
					missing += is_missing((*r)->noun,
					    op->verb, p->name);
			}
	assert_int_equal(missing, 0);
	assert_int_equal(is_missing("devices", "explode", ""), 1);
	buf_fini(&used);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_nothing_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
