/*
 * Local accounts of terminals, and the identities they are linked to. Account
 * ids follow from the device and the account's place on it.
 */
#ifndef ENDPANE_SIM_ACCOUNT_H
#define ENDPANE_SIM_ACCOUNT_H

#include "estate.h"

#define ACCOUNT_FIRST	UINT64_C(2000000000001)

enum link { LINK_NONE, LINK_PENDING, LINK_DONE };

/* What was changed of a local account. */
struct account_change {
	enum link	 link;
	bool		 is_admin;
	uint64_t	 idp_user;
	int64_t		 since_ms;	/* monotonic; a pending link ripens */
	int64_t		 linked_ms;	/* wall */
};

struct account {
	uint64_t	 id;
	char		 name[64];
	const char	*level;
	int64_t		 login_ms;	/* -1: never */
	enum link	 link;
	uint64_t	 idp_user;
	const char	*link_type;
	int64_t		 linked_ms;
};

size_t	account_count(const struct estate *e, size_t device);
/* The id of a device's first account: those of a device lie together. */
uint64_t account_first(const struct estate *e, size_t device);
/* The nth account, from 0, with what was changed of it. */
void	account_make(const struct estate *e, size_t device, size_t n,
	    struct account *a);
/* The change to be written to; made where there is none yet. */
struct account_change *account_change(struct estate *e,
	    const struct account *a);

/* Who may not be linked to the device. */
struct idset *account_barred(struct estate *e, size_t device);

bool	account_is_idp_user(const struct estate *e, uint64_t id);
/* Both texts have size bytes. */
void	account_idp_names(const struct estate *e, uint64_t idp_user,
	    char *mail, char *name, size_t size);

#endif
