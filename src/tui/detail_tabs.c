/* Which tabs an object has: those of its system, and joined ones. */
#include "detail.h"

#include <string.h>

static const struct {
	const char	*noun;
	const char	*title;
	enum joint	 joint;
} joined[] = {
	{ "devices", "Groups", JOINT_GROUPS },
	{ "users", "Groups", JOINT_GROUPS },
	{ "devices", "Accounts", JOINT_ACCOUNTS },
	{ "computers", "Accounts", JOINT_ACCOUNTS },
	{ "endpoints", "Accounts", JOINT_ACCOUNTS },
	{ "devices", "Elsewhere", JOINT_ELSEWHERE },
	{ "users", "Elsewhere", JOINT_ELSEWHERE },
	{ "computers", "Elsewhere", JOINT_ELSEWHERE },
	{ "endpoints", "Elsewhere", JOINT_ELSEWHERE },
};

static void
add(struct detail *d, const char *title, const char *verb, enum joint joint)
{
	struct tab *tab = &d->tabs[d->tab_count];

	if (d->tab_count == TABS_MOST)
		return;
	memset(tab, 0, sizeof(*tab));
	tab->title = title;
	tab->verb = verb;
	tab->joint = joint;
	d->tab_count++;
}

/* Raw JSON, the answer that all others are made of, stays the last one. */
void
detail_tabs(struct detail *d)
{
	const struct cat_tab *own;
	size_t i;

	d->tab_count = 0;
	for (own = d->resource->tabs; own->title != NULL; own++)
		if (own->verb != NULL)
			add(d, own->title, own->verb, JOINT_NONE);
	for (i = 0; i < sizeof(joined) / sizeof(joined[0]); i++)
		if (strcmp(joined[i].noun, d->resource->noun) == 0)
			add(d, joined[i].title, NULL, joined[i].joint);
	for (own = d->resource->tabs; own->title != NULL; own++)
		if (own->verb == NULL)
			add(d, own->title, NULL, JOINT_RAW);
}
