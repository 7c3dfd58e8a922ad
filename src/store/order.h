/*
 * Sorting row numbers by one column, stably, in slices of time.
 *
 * Keys of eight bytes are sorted first; rows that are the same so far are
 * sorted by the next eight, and so on. Beyond ORDER_DEPTH keys (more than is
 * ever shown) they count as the same. Absent cells come last, either way.
 */
#ifndef ENDPANE_STORE_ORDER_H
#define ENDPANE_STORE_ORDER_H

#include <endpane/store/rows.h>

#define ORDER_DEPTH	64

struct order;

/* list is lent until order_free() and is in disorder until the work is done. */
struct order	*order_new(const struct rows *rows, int column, bool falling,
		    uint32_t *list, size_t count);
void		 order_free(struct order *order);

/* Works until that clock_monotonic_us(); true while there is more to do. */
bool		 order_work(struct order *order, int64_t until_us);

#endif
