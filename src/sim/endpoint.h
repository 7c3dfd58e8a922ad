/* Computers of Endpoint Central, made on demand. */
#ifndef ENDPANE_SIM_ENDPOINT_H
#define ENDPANE_SIM_ENDPOINT_H

#include "estate.h"

#define ENDPOINT_OFFICES 5
#define ENDPOINT_FIELD	128

struct endpoint {
	size_t		 index;
	uint64_t	 id;
	char		 name[32];
	char		 fqdn[64];
	const char	*domain;
	const char	*office;
	int		 platform;	/* 1 Windows, 2 Mac, 3 Linux */
	const char	*platform_name;
	const char	*os;
	const char	*os_version;
	const char	*service_pack;
	int		 installation;	/* 21 … 31 */
	int		 live;		/* 1 live, 2 down, 3 unknown */
	char		 user[40];
	char		 address[24];
	char		 mac[24];
	int64_t		 seen_ms;	/* -1: never */
	int64_t		 installed_ms;	/* -1: never */
};

void	endpoint_make(const struct estate *e, size_t index,
	    struct endpoint *p);
/* A field by its wire name; false where it cannot be searched. */
bool	endpoint_field(const struct endpoint *p, const char *column,
	    char *out);

const char *endpoint_office(size_t index);

#endif
