/* Guesses what was meant by a misspelt word. */
#include <endpane/base/nearest.h>

#include <string.h>

#define WORD_MOST 40

static size_t
least(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

/* Letters to insert, delete, replace or swap with their neighbour. */
static size_t
distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t rows[3][WORD_MOST + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2], *spare;
	size_t i, j;

	for (j = 0; j <= b_len; j++)
		last[j] = j;
	for (i = 1; i <= a_len; i++) {
		now[0] = i;
		for (j = 1; j <= b_len; j++) {
			now[j] = least(last[j] + 1, now[j - 1] + 1,
			    last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && before[j - 2] < now[j])
				now[j] = before[j - 2] + 1;
		}
		spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[b_len];
}

void
nearest_offer(struct nearest *nearest, const char *candidate)
{
	size_t typed = strlen(nearest->word), known = strlen(candidate);
	size_t d;

	if (typed == 0 || typed > WORD_MOST || known > WORD_MOST)
		return;
	/* Somebody who types a beginning means the whole. */
	if (typed >= 3 && strncmp(candidate, nearest->word, typed) == 0)
		d = 1;
	else
		d = distance(nearest->word, typed, candidate, known);
	if (d > (typed + 1) / 3 || d >= known)
		return;
	if (nearest->best == NULL || d < nearest->distance) {
		nearest->best = candidate;
		nearest->distance = d;
	}
}
