/* How numbers and versions come apart: for comparing and for sort keys. */
#ifndef ENDPANE_CATALOG_PARTS_H
#define ENDPANE_CATALOG_PARTS_H

#include <endpane/base/ids.h>

#include <stdbool.h>

/* A decimal number without the zeros that do not count. */
struct decimal {
	bool		negative;
	struct slice	whole;
	struct slice	part;	/* behind the point */
};

bool		cell_decimal(struct slice s, struct decimal *d);

/*
 * The next part of a version: a run of digits or of anything else; dots,
 * hyphens, underscores and blanks only part. At the end a zero, so that 12
 * and 12.0 are the same.
 */
struct slice	cell_version_part(struct slice *rest);

#endif
