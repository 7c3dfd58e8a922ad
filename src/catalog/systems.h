/* The rows of each system, one file a system, for catalog.c. */
#ifndef CATALOG_SYSTEMS_H
#define CATALOG_SYSTEMS_H

#include <endpane/catalog/catalog.h>

extern const struct cat_system cat_mdm;
extern const struct cat_system cat_endpoint_central;
extern const struct cat_system cat_admanager;
extern const struct cat_system cat_identity360;

extern const struct cat_resource cat_users;
extern const struct cat_resource cat_files;	/* served by cat_mdm */

#endif
