/*
 * Computers of the directory: domains, attributes, what was changed of them.
 * Known by domain and name; both are compared without regard to ASCII case,
 * as a directory does.
 */
#ifndef ENDPANE_SIM_COMPUTER_H
#define ENDPANE_SIM_COMPUTER_H

#include "estate.h"

#include <endpane/base/ids.h>

#define COMPUTER_DOMAINS 3

/* The columns that can be asked for, in the documents' order. */
enum column {
	COL_COMPUTER_NAME, COL_DISTINGUISHED_NAME, COL_OU_NAME, COL_VERSION,
	COL_SID_STRING, COL_OBJECT_GUID, COL_MANAGER, COL_OPERATING_SYSTEM,
	COL_DEPARTMENT, COL_SAM_ACCOUNT_NAME, COL_COMPUTER_STATUS,
	COL_DOMAIN_NAME, COL_DNS_NAME, COL_DESCRIPTION, COL_LAST_LOGON_TIME,
	COL_WHEN_CREATED, COLUMNS
};

/* LDAP attributes that can be written; the same order as column_of. */
enum attribute {
	ATTR_NAME, ATTR_DESCRIPTION, ATTR_SAM, ATTR_DISPLAY, ATTR_DNS, ATTR_OS,
	ATTR_PACK, ATTR_VERSION, ATTR_MANAGER, ATTR_DEPARTMENT, ATTR_OU,
	ATTR_MEMBER, ATTRS
};

/* NULL: as invented. */
struct computer_change {
	char	*attrs[ATTRS];
	size_t	 domain;
	int	 disabled;	/* -1: as invented */
};

struct computer {
	size_t	index;
	size_t	domain;
	bool	is_disabled;
	bool	is_guarded;	/* a domain controller: refuses changes */
	bool	has_sam;	/* the list shows SAM_ACCOUNT_NAME */
	char	name[64];
	char	sam[80];
	char	ou[128];	/* as a DN */
	char	manager[64];
	char	os[64];
	char	version[32];
	char	department[64];
	char	description[256];
	char	dns[128];
	char	members[256];
};

const char *computer_domain(size_t domain);
/* False where there is no such domain. */
bool	computer_find_domain(struct slice name, size_t *domain);
/* The indexes of a domain's invented computers: from up to, not with, to. */
void	computer_range(const struct estate *e, size_t domain, size_t *from,
	    size_t *to);

void	computer_make(const struct estate *e, size_t index,
	    struct computer *c);
/* A column's text into out[size]; "" where there is none. */
void	computer_column(const struct estate *e, const struct computer *c,
	    enum column column, char *out, size_t size);
bool	computer_column_named(struct slice name, enum column *column);
const char *computer_column_name(enum column column);
bool	computer_attribute_named(const char *name, enum attribute *attribute);

/* By name within a domain, also renamed and created ones. */
bool	computer_find(const struct estate *e, size_t domain,
	    const char *name, size_t *index);
/* The change to be written to; made where there is none yet. */
struct computer_change *computer_change(struct estate *e, size_t index);
void	computer_set(struct computer_change *change, enum attribute attribute,
	    const char *value);
void	computer_change_free(struct computer_change *change);

#endif
