/*
 * Names, machines and models of the invented company, made on demand.
 *
 * Machine index i has the same name in all systems (ANB-0420), so that twins
 * can be found; indexes whose record the documents print are exceptions.
 */
#ifndef ENDPANE_SIM_PEOPLE_H
#define ENDPANE_SIM_PEOPLE_H

#include "estate.h"

struct person {
	char	login[40];	/* k.adeyemi */
	char	full[48];	/* Kemi Adeyemi */
	char	mail[64];
	char	phone[24];	/* in full */
};

struct model {
	const char	*platform;	/* "android" */
	int		 platform_id;
	const char	*product;	/* maker */
	const char	*name;
	int		 capacity;	/* tenths of a GB */
	const char	*versions[4];	/* of its OS */
	const char	*system;	/* "One UI", for details */
};

struct device {
	size_t			 index;
	uint64_t		 id;
	char			 name[32];
	const struct model	*model;
	const char		*os;
	bool			 is_lost;
	bool			 has_user;
	size_t			 user;		/* index */
	int64_t			 seen_ms;	/* -1: never */
	char			 serial[16];
	char			 imei[16];
};

#define PEOPLE_MACHINE	24

void	people_machine(size_t index, char *out);	/* of its size */
/* The other way; false where no machine is called so. */
bool	people_machine_index(const char *name, size_t *index);

/* User number index, with what PUT has changed. */
void	people_person(const struct estate *e, size_t index, struct person *p);
/* "+49-1512****07": as a server shows a number. */
void	people_mask(const char *phone, char *out, size_t size);
const char *people_domain(size_t user);	/* as MDM prints it */

void	people_device(const struct estate *e, size_t index, struct device *d);
/* Whose device it is; false where nobody's. */
bool	people_owner(const struct estate *e, size_t device, size_t *user);

/* An address of the machine, "10.12.3.44", and a MAC. */
void	people_address(const struct estate *e, size_t index, char *out,
	    size_t size);
void	people_mac(const struct estate *e, size_t index, char *out,
	    size_t size);

#endif
