/*
 * A block: some rows of one page, column by column, in one piece of memory.
 *
 * The piece holds no pointers, so it goes into the cache and comes back as it
 * is; offsets count from its start. A column whose cells repeat keeps each
 * text once and a byte a row; an empty one keeps nothing.
 */
#ifndef ENDPANE_STORE_BLOCK_H
#define ENDPANE_STORE_BLOCK_H

#include <endpane/base/ids.h>
#include <endpane/store/rows.h>

#include <stdbool.h>
#include <stdint.h>

#define BLOCK_ROWS	1024	/* at most; a larger page becomes several */
/* Cells between two columns of a draft: apart in every cache, unlike 1024. */
#define BLOCK_STRIDE	(BLOCK_ROWS + 9)
#define BLOCK_FEW	255	/* distinct texts of a column kept as codes */

enum block_form {
	BLOCK_NONE = 0,		/* all absent */
	BLOCK_CODES,		/* a byte a row, naming one of the texts */
	BLOCK_SHORT,		/* a text a row, 16-bit starts */
	BLOCK_LONG,		/* a text a row, 32-bit starts */
};

struct block_column {
	uint32_t	 form;
	uint32_t	 texts;		/* how many */
	uint32_t	 codes;		/* offset; BLOCK_CODES only */
	uint32_t	 starts;	/* offset of texts + 1 starts */
	uint32_t	 text;		/* offset of the texts, end to end */
};

struct block_head {
	uint32_t	 magic;
	uint32_t	 print;		/* of the columns it was made for */
	uint32_t	 size;		/* of the whole piece, bytes */
	uint32_t	 rows;
	uint32_t	 columns;
	struct block_column column[];
};

struct block {
	struct block_head *head;	/* owned by the rows */
	uint32_t	 first;		/* number of its first row */
	uint32_t	 conn;
};

/* cells[column * BLOCK_STRIDE + row] becomes a piece that the caller frees. */
struct block_head *block_build(const struct slice *cells, uint32_t rows,
		    uint32_t columns, uint32_t print);

/* Every offset, start and code of bytes from a file stands where it may. */
bool		 block_is_sound(struct slice bytes, uint32_t columns,
		    uint32_t print);

/* The nth text of a column, and the text of a row. */
struct slice	 block_text(const struct block_head *head,
		    const struct block_column *column, uint32_t n);
struct slice	 block_cell(const struct block_head *head, uint32_t column,
		    uint32_t row);

/* Asks for the memory of a cell's place, or (deep) of its text. */
void		 block_hint(const struct block_head *head, uint32_t column,
		    uint32_t row, bool deep);

/* The block that a row stands in, and the nth block. Lent by the rows. */
const struct block *rows_block_of(const struct rows *rows, uint32_t row);
const struct block *rows_block_at(const struct rows *rows, size_t n);
/* Cells may come from rows behind: ask rows_cell(), not the block. */
bool		 rows_are_filled(const struct rows *rows);

/* What decides the meaning of cells, as a number: a block is for one alone. */
uint32_t	 rows_print(const struct rows *rows);
/* As rows_add_block(), with bytes from malloc() that the rows then own. */
bool		 rows_take_block(struct rows *rows, int conn, char *bytes,
		    size_t len, struct err *err);

static inline const void *
block_at(const struct block_head *head, uint32_t offset)
{
	return (const char *)head + offset;
}

/* Where the nth text of a column begins, and the one before it ends. */
static inline uint32_t
block_start(const struct block_head *head, const struct block_column *column,
    uint32_t n)
{
	const uint32_t *longs = block_at(head, column->starts);
	const uint16_t *shorts = block_at(head, column->starts);

	return column->form == BLOCK_LONG ? longs[n] : shorts[n];
}

#endif
