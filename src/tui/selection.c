/* The basket: which objects an action is meant for. */
#include "forms.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

void
picked_add(struct picked **list, size_t *count, struct slice id,
    struct slice name, const char *domain)
{
	*list = mem_grow(*list, *count + 1, sizeof(**list));
	(*list)[(*count)++] = (struct picked){
	    .id = mem_slice(id.at, id.len),
	    .name = name.len > 0 ? mem_slice(name.at, name.len) : NULL,
	    .domain = mem_text(domain) };
}

void
picked_fini(struct picked *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(list[i].id);
		free(list[i].name);
		free(list[i].domain);
	}
	free(list);
}

void
selection_fini(struct selection *s)
{
	picked_fini(s->list, s->count);
	picked_fini(s->row, s->row_count);
	memset(s, 0, sizeof(*s));
}

void
selection_copy(struct selection *to, const struct selection *from)
{
	size_t i;

	*to = *from;
	to->list = NULL;
	to->count = 0;
	for (i = 0; i < from->count; i++)
		picked_add(&to->list, &to->count, str_slice(from->list[i].id),
		    str_slice(from->list[i].name), from->list[i].domain);
	to->row = NULL;
	to->row_count = 0;
	for (i = 0; i < from->row_count; i++)
		picked_add(&to->row, &to->row_count,
		    str_slice(from->row[i].id), str_slice(from->row[i].name),
		    NULL);
}

/* "CN=X,OU=Y,DC=test,DC=com" gives "test.com". */
static void
domain_of_name(struct slice dn, struct buf *out)
{
	struct slice part;

	while (str_next(&dn, ',', &part)) {
		part = str_trim(part);
		if (part.len < 4 || !str_is_folded((struct slice){ part.at, 3 },
		    "DC="))
			continue;
		if (out->len > 0)
			buf_char(out, '.');
		buf_add(out, part.at + 3, part.len - 3);
	}
}

void
domain_of_row(const struct cat_resource *resource, const struct rows *rows,
    uint32_t row, struct buf *out)
{
	int domain = cat_column(resource, str_slice("domain"));
	int dn = cat_column(resource, str_slice("dn"));

	if (domain >= 0)
		buf_slice(out, rows_cell(rows, row, domain));
	if (out->len == 0 && dn >= 0)
		domain_of_name(rows_cell(rows, row, dn), out);
}

static void
add_row(struct selection *s, struct listing *l, uint32_t row)
{
	struct buf domain = { 0 };

	domain_of_row(l->resource, l->rows, row, &domain);
	picked_add(&s->list, &s->count, rows_id(l->rows, row),
	    rows_label(l->rows, row), domain.len > 0 ? buf_string(&domain) :
	    NULL);
	buf_fini(&domain);
}

static void
add_marks(struct selection *s, struct listing *l, int *conn)
{
	const struct mark *mark;
	size_t place = 0;
	uint32_t row;

	while ((mark = marks_next(&l->marks, &place)) != NULL) {
		if (*conn >= 0 && *conn != mark->conn)
			s->is_mixed = true;
		*conn = mark->conn;
		if (rows_find(l->rows, mark->conn, str_slice(mark->id), &row))
			add_row(s, l, row);
		else
			picked_add(&s->list, &s->count, str_slice(mark->id),
			    (struct slice){ 0 }, NULL);
	}
}

void
selection_take(struct selection *s, struct listing *l)
{
	uint32_t row;
	int conn = -1;

	memset(s, 0, sizeof(*s));
	s->resource = l->resource;
	s->given = l->list != NULL ? list_args(l->list) : NULL;
	if (l->rows == NULL)
		return;
	if (l->marks.on > 0) {
		add_marks(s, l, &conn);
		s->from_marks = true;
		s->hidden = listing_hidden_marks(l);
	} else if (listing_row(l, &row)) {
		add_row(s, l, row);
		conn = rows_conn(l->rows, row);
	}
	if (conn >= 0 && !s->is_mixed)
		s->conn = &engine_config(l->engine)->conns[conn];
}

void
selection_one(struct selection *s, const struct cat_resource *resource,
    const struct conn *conn, const char *id, const char *name,
    const char *domain)
{
	memset(s, 0, sizeof(*s));
	s->resource = resource;
	s->conn = conn;
	picked_add(&s->list, &s->count, str_slice(id), str_slice(name),
	    domain);
}

void
selection_words(const struct selection *s, struct buf *out)
{
	if (s->count == 1)
		buf_text(out, s->list[0].name != NULL ? s->list[0].name :
		    s->list[0].id);
	else
		buf_format(out, "%zu %s", s->count, s->resource->noun);
}
