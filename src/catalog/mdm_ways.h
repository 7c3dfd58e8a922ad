/* The code behind the rows of mdm.c and users.c. */
#ifndef CATALOG_MDM_WAYS_H
#define CATALOG_MDM_WAYS_H

#include <endpane/catalog/catalog.h>

extern const struct cat_ways mdm_add_members;
extern const struct cat_ways mdm_remove_members;
extern const struct cat_ways mdm_associate;
extern const struct cat_ways mdm_disassociate;
extern const struct cat_ways mdm_delete;
extern const struct cat_ways apps_create;
extern const struct cat_ways apps_update;
extern const struct cat_ways users_remove;
extern const struct cat_ways users_update;

/* How they are undone. */
extern const struct cat_undo mdm_undo_add_members;
extern const struct cat_undo mdm_undo_remove_members;
extern const struct cat_undo mdm_undo_associate;
extern const struct cat_undo mdm_undo_disassociate;
extern const struct cat_undo mdm_undo_make_group;
extern const struct cat_undo mdm_undo_make_app;
extern const struct cat_undo mdm_undo_delete;
extern const struct cat_undo mdm_undo_update_app;
extern const struct cat_undo mdm_undo_remove_user;
extern const struct cat_undo mdm_undo_update_user;
extern const struct cat_undo mdm_undo_upload;

extern const struct cat_ways mdm_make_group;

/* What the user's own page shows, as "found-…". */
cat_match_fn	users_match;
cat_seen_fn	mdm_is_gone;
cat_base_fn	mdm_base;
cat_verdict_fn	mdm_verdict;
cat_page_fn	mdm_page;

#endif
