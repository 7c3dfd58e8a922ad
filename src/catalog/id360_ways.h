/* The code behind the rows of id360.c. */
#ifndef CATALOG_ID360_WAYS_H
#define CATALOG_ID360_WAYS_H

#include <endpane/catalog/catalog.h>

extern const struct cat_ways id360_of_device;
extern const struct cat_ways id360_link;
extern const struct cat_ways id360_cancel_link;
extern const struct cat_ways id360_unlink;
extern const struct cat_ways id360_unrestrict;

#endif
