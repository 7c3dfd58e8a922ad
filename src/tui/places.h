/*
 * The places that digits lead to: 1 Overview, 2 Devices, …, 9 Queue.
 */
#ifndef ENDPANE_TUI_PLACES_H
#define ENDPANE_TUI_PLACES_H

#include <endpane/catalog/catalog.h>

enum place {
	PLACE_HOME,
	PLACE_DEVICES,
	PLACE_GROUPS,
	PLACE_APPS,
	PLACE_USERS,
	PLACE_COMPUTERS,
	PLACE_ENDPOINTS,
	PLACE_ACCOUNTS,
	PLACE_QUEUE,
	PLACE_COUNT,
};

/* The resource of a list place; NULL for overview and queue. */
const struct cat_resource *place_resource(enum place place);
int		 place_digit(enum place place);
const char	*place_title(enum place place);
/* The same for a narrow screen. */
const char	*place_short(enum place place);

#endif
