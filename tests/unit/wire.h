/*
 * One exchange of a file in tests/wire, as far as it has been read, and what
 * its lines that begin with '=' need of the rest.
 */
#ifndef WIRE_H
#define WIRE_H

#include <endpane/catalog/catalog.h>

#include <stdbool.h>
#include <stddef.h>

#define FOLDER "tests/wire"

enum step { STEP_SEND = 1, STEP_SEEK, STEP_LOOK };

/* One exchange of a file, as far as it has been read. */
struct wire {
	const char		*file;
	int			 line;
	char			 title[120];
	const struct cat_system	*system;
	const struct cat_resource *resource;
	const struct cat_op	*op;
	char			 url[200];
	struct cat_settings	 set;
	char			*texts[8];	/* behind set; owned */
	size_t			 text_count;
	struct args		 args;
	struct plan		 plan;
	bool			 is_planned;
	size_t			 requests;	/* of the plan, compared */
	enum step		 step;
	int			 seeks;
	int64_t			 file_size;	/* of a file that is sent */
	bool			 in_request, in_reply;
	struct buf		 wanted;	/* the file's request */
	struct buf		 path, query;	/* of the last request */
	struct buf		 reply;		/* body */
	struct args		 found;		/* by a seek */
	int			 status;	/* 0: no reply yet */
	char			 location[200];
	bool			 in_body;
	bool			 page_failed;
	size_t			 rows, rows_so_far, pages;
	size_t			 objects;	/* judged of this reply */
};

/* Prints and counts a difference; the test goes on. */
void	wire_fail(const struct wire *w, const char *what, const char *want,
	    const char *got);
void	wire_expect(const struct wire *w, const char *what, const char *want,
	    const char *got);

/* The next word of a line; the rest begins after one blank. */
struct slice wire_word(struct slice *rest);
/* The slice as text in room. */
const char *wire_text(struct slice s, char *room, size_t size);

struct cat_reply wire_reply(const struct wire *w);
/* The items of an answer: how many, and their ids when ids is wanted. */
size_t	wire_items(const struct cat_op *op, struct slice body,
	    struct buf *ids);
/* The query part of the next page; false at the end of the list. */
bool	wire_next_page(struct wire *w, struct buf *query, struct err *err);
bool	wire_plan(struct wire *w, struct err *err);

/* A line "= NAME REST". */
void	wire_check(struct wire *w, struct slice line);

#endif
