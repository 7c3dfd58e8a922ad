/* base/str.c, catalog/cell.c, key.c: every order is an order. */
#include <endpane/base/nearest.h>
#include <endpane/catalog/cell.h>

#include "fuzz.h"

static int
sign(int order)
{
	return (order > 0) - (order < 0);
}

static int
compare(const struct cat_column *column, struct slice a, struct slice b)
{
	int order = column == NULL ? str_compare_natural(a, b) :
	    cell_compare(column, a, b);
	int back = column == NULL ? str_compare_natural(b, a) :
	    cell_compare(column, b, a);

	MUST(sign(order) == -sign(back));
	return sign(order);
}

/* Less is transitive, and so is neither less nor more. */
static void
check_order(const struct cat_column *column, const struct slice *s)
{
	int ab = compare(column, s[0], s[1]), bc = compare(column, s[1], s[2]);
	int ac = compare(column, s[0], s[2]);

	MUST(compare(column, s[0], s[0]) == 0);
	if (ab == bc)
		MUST(ac == ab);
	else if (ab == 0)
		MUST(ac == bc);
	else if (bc == 0)
		MUST(ac == ab);
}

/* Sort keys order as comparing does, as far as they reach. */
static void
check_keys(const struct cat_column *column, struct slice a, struct slice b)
{
	int order = cell_compare(column, a, b);
	uint64_t x, y;
	unsigned depth;
	bool more_x = true, more_y = true;

	if (cell_absent(column->kind, a) || cell_absent(column->kind, b))
		return;
	for (depth = 0; depth < 64 && (more_x || more_y); depth++) {
		more_x = cell_key(column, a, depth, &x);
		more_y = cell_key(column, b, depth, &y);
		if (x != y) {
			MUST(sign(order) == (x < y ? -1 : 1));
			return;
		}
	}
	if (depth < 64)
		MUST(order == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static const struct cat_choice choices[] = { { "1", "iOS" },
	    { "2", "Android" }, { "3", "windows 10" }, { 0 } };
	struct slice in = fuzz_input(at, len), s[3] = { { "", 0 }, { "", 0 },
	    { "", 0 } };
	struct cat_column column = { "c", "C", "/c", (enum cat_kind)
	    (fuzz_byte(&in) % CAT_SECRET + 1), choices, 9 };
	struct nearest nearest = { 0 };
	struct slice rest = in;
	char *word;
	int i;

	for (i = 0; i < 3 && str_next(&rest, '\n', &s[i]); i++)
		;
	check_order(NULL, s);
	check_order(&column, s);
	check_keys(&column, s[0], s[1]);
	check_keys(&column, s[1], s[2]);
	nearest.word = word = fuzz_line(&in);
	nearest_offer(&nearest, "computers");
	nearest_offer(&nearest, "devices");
	free(word);
	return 0;
}
