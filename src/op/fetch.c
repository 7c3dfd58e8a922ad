/* Reading the pages of one list, or one answer, of one connection. */
#include <endpane/base/hashes.h>
#include <endpane/base/map.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>
#include <endpane/op/args.h>
#include <endpane/op/fetch.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine_parts.h"

#define PAGES_MOST	200000
#define PAGES_OVER	1000
#define REPEATS_MOST	3
#define TOTAL_MOST	1000000000000	/* what is said beyond is nonsense */

struct fetch {
	struct engine			*engine;
	const struct conn		*conn;
	const struct cat_resource	*resource;
	const struct cat_op		*op;
	struct args			 args;
	enum lane			 lane;
	fetch_page_fn			*page;
	fetch_done_fn			*done;
	void				*who;
	struct plan			 plan;	/* its first request is ours */
	struct buf			 query;	/* of the page on its way */
	ticket				 id;
	int				 attempt;	/* of a seek */
	size_t				 rows, pages;
	int				 repeats;	/* one after the other */
	int64_t				 total;		/* -1: not said yet */
	struct hashes			 visited;	/* pages, and rows of
							 * them */
	bool				 reread;	/* after a wrong shape */
	bool				 restarted;	/* after a wrong page */
	const char			*remark;
};

static void answered(void *who, const struct reply *reply);

const char *
content_type_of(const struct cat_resource *resource, bool has_body)
{
	if (resource->content_type != NULL)
		return resource->content_type;
	return has_body ? "application/json" : NULL;
}

static void
free_fetch(struct fetch *f)
{
	args_fini(&f->args);
	plan_fini(&f->plan);
	buf_fini(&f->query);
	hashes_fini(&f->visited);
	free(f);
}

/* Frees first: done may start the same fetch again. */
static void
finish(struct fetch *f, const struct err *err)
{
	fetch_done_fn *done = f->done;
	void *who = f->who;
	const char *remark = f->remark;
	struct err copy = *err;

	free_fetch(f);
	done(who, &copy, remark);
}

static void
submit(struct fetch *f)
{
	struct request r = {
		.conn = f->conn, .method = "GET",
		.path = f->plan.requests[0].path,
		.query = f->query.len > 0 ? buf_string(&f->query) : NULL,
		.content_type = content_type_of(f->resource, false),
		.lane = (int)f->lane,
		.is_list = (f->op->flags & CAT_PAGED) != 0,
	};

	f->id = queue_read(f->engine->queue, &r, answered, f);
}

/* The first list or object that any of the pointers leads to. */
static bool
first_list(struct slice body, const struct scan_top *top, const char *items,
    struct slice *list)
{
	struct slice rest = str_slice(items), pointer;
	char path[128];

	while (str_next(&rest, '|', &pointer)) {
		snprintf(path, sizeof(path), "%.*s", (int)pointer.len,
		    pointer.at);
		if (scan_top_at(top, body, path, list) &&
		    (scan_type(*list) == JSON_OBJECT ||
		    scan_type(*list) == JSON_LIST))
			return true;
	}
	return false;
}

/* The only object, or the first item of the first list that has one. */
static bool
first_item(struct slice body, const struct scan_top *top, const char *items,
    struct slice *item)
{
	struct slice rest = str_slice(items), pointer, list;
	char path[128];
	struct scan s;

	while (str_next(&rest, '|', &pointer)) {
		snprintf(path, sizeof(path), "%.*s", (int)pointer.len,
		    pointer.at);
		if (!first_list(body, top, path, &list))
			continue;
		if (scan_type(list) == JSON_OBJECT) {
			*item = list;
			return true;
		}
		if (scan_open(list, &s) && scan_item(&s, item))
			return true;
	}
	return false;
}

/*
 * Whether the server gives a page again. Where it is asked by number or start,
 * the first row tells that it does not heed them; where it names the next page
 * itself, only all rows of it do.
 */
static bool
is_repeated(struct fetch *f, struct slice body, const struct scan_top *top)
{
	struct slice mark;

	if (f->op->items == NULL || (f->op->flags & CAT_PAGED) == 0 ||
	    !first_item(body, top, f->op->items, &mark) ||
	    (f->conn->system->page_is_whole &&
	    !first_list(body, top, f->op->items, &mark)))
		return false;
	return !hashes_add(&f->visited, map_hash(mark));
}

static void
watch_total(struct fetch *f, struct slice body, const struct scan_top *top)
{
	const char *pointer = f->conn->system->total;
	struct buf text = { 0 };
	struct slice value;
	int64_t total;

	if (pointer == NULL || !scan_top_at(top, body, pointer, &value))
		return;
	scan_text(value, &text);
	if (str_number((struct slice){ text.at, text.len }, &total) &&
	    total >= 0 && total <= TOTAL_MOST) {
		if (f->total >= 0 && total != f->total)
			f->remark = "the list changed while it was read";
		f->total = total;
	}
	buf_fini(&text);
}

/*
 * Totals lie, mostly a little: a thousand pages with four times the rows that
 * there are said to be are a list without an end.
 */
static bool
is_endless(const struct fetch *f)
{
	return f->pages >= PAGES_MOST || (f->pages >= PAGES_OVER &&
	    f->total >= 0 && f->rows / 4 > (size_t)f->total);
}

/* The end of the pages; what does not fit together is worth a word. */
static void
end_pages(struct fetch *f, struct err *err)
{
	if (is_endless(f))
		f->remark = "there is no end of pages; rows may be missing";
	if (f->remark == NULL && f->total >= 0 &&
	    (f->op->flags & CAT_PAGED) != 0 && (size_t)f->total != f->rows)
		f->remark = "the server's count and its rows do not agree";
	finish(f, err);
}

/* Asks for the next page, or ends. */
static void
go_on(struct fetch *f, struct slice body, const struct scan_top *top,
    size_t rows, struct err *err)
{
	struct buf next = { 0 };
	struct cat_page seen = {
		.path = f->plan.requests[0].path,
		.query = buf_string(&f->query), .body = body, .rows = rows,
		.rows_so_far = f->rows, .pages_so_far = f->pages,
		.top = top,
	};
	bool more = false;

	if ((f->op->flags & CAT_PAGED) != 0 && !is_endless(f) &&
	    !f->conn->system->page(&seen, &f->conn->settings, &next, &more,
	    err)) {
		buf_fini(&next);
		finish(f, err);
		return;
	}
	if (!more) {
		buf_fini(&next);
		end_pages(f, err);
		return;
	}
	buf_clear(&f->query);
	if (!f->conn->system->page_is_whole &&
	    f->plan.requests[0].query != NULL)
		buf_format(&f->query, "%s&", f->plan.requests[0].query);
	buf_text(&f->query, buf_string(&next));
	buf_fini(&next);
	if (!hashes_add(&f->visited, map_hash((struct slice){ f->query.at,
	    f->query.len }))) {
		f->remark = "the server repeats a page; rows may be missing";
		finish(f, err);
		return;
	}
	submit(f);
}

/* A page that was there: what it names as the next one may still be new. */
static void
pass_over(struct fetch *f, struct slice body, const struct scan_top *top,
    struct err *err)
{
	f->remark = "the server repeats a page; its rows count once";
	if (f->conn->system->page_is_whole && ++f->repeats < REPEATS_MOST) {
		go_on(f, body, top, 1, err);
		return;
	}
	f->remark = "the server repeats a page; rows may be missing";
	finish(f, err);
}

/* An answer that repeats an id has to repeat the one that was asked for. */
static bool
is_asked(const struct fetch *f, struct slice object, struct err *err)
{
	const char *asked = args_get(&f->args, "id", 0);
	struct buf id = { 0 };
	struct slice value;
	bool other;

	other = f->op->item_id != NULL && asked != NULL &&
	    scan_at(object, f->op->item_id, &value) &&
	    scan_text(value, &id) && id.len > 0 &&
	    strcmp(buf_string(&id), asked) != 0;
	if (other)
		err_set(err, ERR_PROTOCOL, "the server answered about another "
		    "object, %.40s; nothing was changed; try again",
		    buf_string(&id));
	buf_fini(&id);
	return !other;
}

/* One object wanted, and the answer has it in a list: cut it out. */
static bool
narrow(struct fetch *f, struct slice *body, struct err *err)
{
	struct slice item;

	/* A 204 says that it went well, and shows nothing. */
	if ((f->op->flags & CAT_SHOWS) != 0 && str_trim(*body).len == 0)
		return err_set(err, ERR_PROTOCOL, "the server answered, but "
		    "not with data: the answer is empty; nothing was changed; "
		    "try again, or check the connection's url");
	if ((f->op->flags & CAT_SHOWS) == 0)
		return true;
	if (f->op->items != NULL) {
		if (!first_item(*body, NULL, f->op->items, &item))
			return err_set(err, ERR_MISSING, "no such object; "
			    "nothing was changed; read the list again");
		*body = item;
	}
	if (scan_type(*body) != JSON_OBJECT)
		return err_set(err, ERR_PROTOCOL, "the server answered, but "
		    "not with data: no object; nothing was changed; try "
		    "again, or check the connection's url");
	return f->op->items != NULL || is_asked(f, *body, err);
}

/* An exact read that found nothing: the next one, or it is not there. */
static bool
sought(struct fetch *f, const struct reply *reply, struct err *err)
{
	struct cat_reply seen = { reply->status, reply->body, NULL, false };
	struct args found = { 0 };
	struct buf path = { 0 };
	const char *target = args_get(&f->args, "id", 0);
	int there;

	if (f->op->ways == NULL || f->op->ways->match == NULL)
		return true;
	there = f->op->ways->match(&seen, target, &f->conn->settings,
	    f->attempt, &found, err);
	args_fini(&found);
	if (there != 0)
		return there > 0;
	buf_clear(&f->query);
	if (!f->op->ways->seek(&f->args, target, &f->conn->settings,
	    ++f->attempt, &path, &f->query))
		err_set(err, ERR_MISSING, "no such object; nothing was changed; "
		    "read the list again");
	buf_fini(&path);
	return false;
}

/*
 * The server does not take its own marker any more, or no size of a page: from
 * the start, without either, once. Rows that were there count once.
 */
static bool
starts_over(struct fetch *f, const struct err *err)
{
	if (f->restarted || !f->conn->system->page_is_whole ||
	    (f->op->flags & CAT_PAGED) == 0 ||
	    (strcmp(err->wire, "COM0003") != 0 &&
	    strcmp(err->wire, "COM0021") != 0))
		return false;
	f->restarted = true;
	f->rows = f->pages = 0;
	f->total = -1;
	hashes_fini(&f->visited);
	buf_clear(&f->query);
	if (f->plan.requests[0].query != NULL)
		buf_text(&f->query, f->plan.requests[0].query);
	submit(f);
	return true;
}

/* Another shape than was asked for: perhaps only this once. */
static void
asks_again(struct fetch *f, const struct err *err)
{
	if (err->code == ERR_PROTOCOL && !f->reread) {
		f->reread = true;
		submit(f);
	} else
		finish(f, err);
}

static void
answered(void *who, const struct reply *reply)
{
	struct fetch *f = who;
	struct slice body = reply->body;
	const struct scan_top *top;
	struct err err = { 0 };
	size_t rows = 0;

	if (reply->err.code != ERR_NONE) {
		if (!starts_over(f, &reply->err))
			finish(f, &reply->err);
		return;
	}
	if (!sought(f, reply, &err)) {
		if (err.code == ERR_NONE)
			submit(f);
		else
			finish(f, &err);
		return;
	}
	if (!narrow(f, &body, &err)) {
		asks_again(f, &err);
		return;
	}
	top = body.at == reply->body.at ? reply->top : NULL;
	if (is_repeated(f, body, top)) {
		pass_over(f, body, top, &err);
		return;
	}
	f->repeats = 0;
	watch_total(f, body, top);
	if (!f->page(f->who, body, &rows, &err)) {
		asks_again(f, &err);
		return;
	}
	f->pages++;
	f->rows += rows;
	go_on(f, body, top, rows, &err);
}

struct fetch *
fetch_start(struct engine *engine, const struct conn *conn,
    const struct cat_resource *resource, const struct cat_op *op,
    const struct args *args, enum lane lane, fetch_page_fn *page,
    fetch_done_fn *done, void *who, struct err *err)
{
	struct fetch *f;
	struct buf first = { 0 };
	bool more = true;

	if (!args_check(op, args, err))
		return NULL;
	f = mem_alloc(sizeof(*f));
	*f = (struct fetch){ .engine = engine, .conn = conn,
	    .resource = resource, .op = op, .lane = lane, .page = page,
	    .done = done, .who = who, .total = -1 };
	args_copy(&f->args, args);
	if (!cat_plan(op, &f->args, &conn->settings, &f->plan, err) ||
	    ((op->flags & CAT_PAGED) != 0 && !conn->system->page(NULL,
	    &conn->settings, &first, &more, err))) {
		free_fetch(f);
		return NULL;
	}
	if (f->plan.requests[0].query != NULL)
		buf_text(&f->query, f->plan.requests[0].query);
	if (first.len > 0)
		buf_format(&f->query, "%s%s", f->query.len > 0 ? "&" : "",
		    buf_string(&first));
	buf_fini(&first);
	submit(f);
	return f;
}

int64_t
fetch_total(const struct fetch *f)
{
	return f->total;
}

void
fetch_stop(struct fetch *f)
{
	if (f == NULL)
		return;
	queue_forget(f->engine->queue, f->id);
	free_fetch(f);
}
