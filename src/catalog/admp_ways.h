/* The code behind the rows of admp.c. */
#ifndef CATALOG_ADMP_WAYS_H
#define CATALOG_ADMP_WAYS_H

#include <endpane/catalog/catalog.h>

extern const struct cat_ways admp_list;
extern const struct cat_ways admp_show;
extern const struct cat_ways admp_create;
extern const struct cat_ways admp_disable;
extern const struct cat_ways admp_update;

cat_base_fn	admp_base;
cat_verdict_fn	admp_verdict;
cat_page_fn	admp_page;

#endif
