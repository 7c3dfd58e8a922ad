/* Which computers a call means. */
#include "hunt.h"
#include "people.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

struct sortable {
	size_t	 index;
	char	*keys[HUNT_SORTS];
};

static void
find(struct hunt *h, size_t index, bool all)
{
	size_t place = h->total++;

	if (!all && (place + 1 < h->from || place + 1 - h->from >= h->limit))
		return;
	if (h->count == h->room) {
		h->room = h->room * 2 + 128;
		h->found = mem_grow(h->found, h->room, sizeof(*h->found));
	}
	h->found[h->count++] = index;
}

static void
test(const struct estate *e, struct hunt *h, size_t index)
{
	struct computer c;

	computer_make(e, index, &c);
	if (h->filter == NULL || filter_fits(h->filter, e, &c))
		find(h, index, h->sort_count > 0);
}

/* All of a domain without making any: only the page's share is walked. */
static void
take_range(struct hunt *h, size_t from, size_t to)
{
	size_t first = h->from - 1, n = to - from, skip;

	skip = first > h->total ? first - h->total : 0;
	if (skip > n)
		skip = n;
	h->total += skip;
	for (from += skip; from < to && h->count < h->limit; from++)
		find(h, from, false);
	h->total += to - from;
}

/* Those created since the start come behind the invented ones. */
static void
take_created(const struct estate *e, struct hunt *h, size_t domain)
{
	size_t i, base = e->roster[KIND_COMPUTER].base;

	for (i = 0; i < e->computers.count; i++)
		if (e->computers.keys[i] >= base && ((struct computer_change *)
		    e->computers.values[i])->domain == domain)
			test(e, h, (size_t)e->computers.keys[i]);
}

/* An unusual SAM name was given by somebody, so it stands among the changes. */
static void
take_named(const struct estate *e, struct hunt *h, size_t domain,
    const char *name, bool is_sam)
{
	struct computer c;
	char text[64];
	size_t len, index, i;

	if (snprintf(text, sizeof(text), "%s", name) >= (int)sizeof(text))
		return;
	len = strlen(text);
	if (is_sam && len > 0 && text[len - 1] == '$')
		text[len - 1] = '\0';
	if (computer_find(e, domain, text, &index)) {
		test(e, h, index);
		return;
	}
	for (i = 0; is_sam && i < e->computers.count; i++) {
		computer_make(e, (size_t)e->computers.keys[i], &c);
		if (c.domain == domain && filter_fits(h->filter, e, &c))
			find(h, c.index, h->sort_count > 0);
	}
}

static int
compare(const void *left, const void *right, void *arg)
{
	const struct sortable *a = left, *b = right;
	const struct hunt *h = arg;
	size_t i;
	int order;

	for (i = 0; i < h->sort_count; i++) {
		order = str_compare_natural(str_slice(a->keys[i]),
		    str_slice(b->keys[i]));
		if (order != 0)
			return h->is_down[i] ? -order : order;
	}
	return a->index < b->index ? -1 : a->index > b->index;
}

static void
cut_page(struct hunt *h)
{
	size_t from = h->from - 1 < h->count ? h->from - 1 : h->count;

	h->count -= from;
	if (h->count > h->limit)
		h->count = h->limit;
	if (from > 0)
		memmove(h->found, h->found + from,
		    h->count * sizeof(*h->found));
}

static void
sort(const struct estate *e, struct hunt *h)
{
	struct sortable *all = mem_alloc((h->count + 1) * sizeof(*all));
	struct computer c;
	char text[320];
	size_t i, k;

	for (i = 0; i < h->count; i++) {
		all[i].index = h->found[i];
		computer_make(e, h->found[i], &c);
		for (k = 0; k < h->sort_count; k++) {
			computer_column(e, &c, h->sorts[k], text,
			    sizeof(text));
			all[i].keys[k] = mem_text(text);
		}
	}
	qsort_r(all, h->count, sizeof(*all), compare, h);
	for (i = 0; i < h->count; i++) {
		h->found[i] = all[i].index;
		for (k = 0; k < h->sort_count; k++)
			free(all[i].keys[k]);
	}
	free(all);
	cut_page(h);
}

void
hunt_run(const struct estate *e, struct hunt *h)
{
	size_t i, k, from, to;
	const char *name;
	bool is_sam = false;

	name = h->filter != NULL ? filter_name(h->filter, &is_sam) : NULL;
	for (i = 0; i < h->domain_count; i++) {
		if (name != NULL) {
			take_named(e, h, h->domains[i], name, is_sam);
			continue;
		}
		computer_range(e, h->domains[i], &from, &to);
		if (h->filter == NULL && h->sort_count == 0)
			take_range(h, from, to);
		else
			for (k = from; k < to; k++)
				test(e, h, k);
		take_created(e, h, h->domains[i]);
	}
	if (h->sort_count > 0)
		sort(e, h);
}

void
hunt_fini(struct hunt *h)
{
	filter_free(h->filter);
	free(h->found);
	memset(h, 0, sizeof(*h));
}

bool
hunt_manager(const struct estate *e, const char *text)
{
	struct person p;
	size_t i;

	if (strncasecmp(text, "CN=", 3) == 0 ||
	    strncmp(text, "Manager ", 8) == 0 ||
	    strcmp(text, "Updated Manager") == 0)
		return true;
	for (i = 2; i < 42; i++) {
		people_person(e, i, &p);
		if (strcmp(text, p.full) == 0 || strcasecmp(text, p.mail) == 0)
			return true;
	}
	return false;
}
