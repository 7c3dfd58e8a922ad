/*
 * Mobile Device Manager: what its devices, groups, apps, files and users
 * share. The routes' functions live in mdm.c, device.c, group.c, app.c and
 * user.c; every one is named after its method and path.
 */
#ifndef ENDPANE_SIM_MDM_H
#define ENDPANE_SIM_MDM_H

#include "sim.h"

struct page {
	size_t	from;		/* position among those that exist */
	size_t	limit;
	size_t	total;
	bool	is_asked;	/* paging parameters were given */
};

/* Reads limit, offset, skip-token; false after refusing. */
bool	mdm_page(struct sim *sim, const struct request *rq, size_t total,
	    struct page *page, struct reply *out);
/* Closes the list and the answer, with metadata and paging where due. */
void	mdm_page_end(struct sim *sim, const struct request *rq,
	    const struct page *page, bool always, struct reply *out);

/* The object that args[which] names; false after saying "Unknown ID". */
bool	mdm_object(struct sim *sim, const struct request *rq, size_t which,
	    enum kind kind, size_t *index, struct reply *out);
bool	mdm_fail(struct reply *out, int status, const char *code,
	    const char *text);
void	mdm_unknown(struct reply *out);
void	mdm_refuse(struct reply *out, enum refusal why, const char *text);

desk_fn	get_devices, get_device, get_device_apps, get_device_profiles;
desk_fn	get_device_locations;
desk_fn	get_groups, get_group, post_groups, delete_group;
desk_fn	get_members, post_members, post_member, delete_member;
desk_fn	get_apps, get_app, post_apps, put_app, delete_app, post_files;
desk_fn	post_app_device, post_app_devices, delete_app_device;
desk_fn	post_app_group, post_app_groups, delete_app_group;
desk_fn	get_users, get_user, post_users, post_user, put_user;
desk_fn	get_user_devices;

#endif
