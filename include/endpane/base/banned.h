/*
 * Functions that are not used here: they overflow, lie, or share state.
 * Included before every source file by the Makefile.
 */
#ifndef ENDPANE_BASE_BANNED_H
#define ENDPANE_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ENDPANE_BANNED(name) sorry_ ## name ## _is_a_banned_function

#undef strcpy
#define strcpy(a, b)	ENDPANE_BANNED(strcpy)
#undef strcat
#define strcat(a, b)	ENDPANE_BANNED(strcat)
#undef strncpy
#define strncpy(a, b, n) ENDPANE_BANNED(strncpy)
#undef strncat
#define strncat(a, b, n) ENDPANE_BANNED(strncat)
#undef sprintf
#define sprintf(...)	ENDPANE_BANNED(sprintf)
#undef vsprintf
#define vsprintf(...)	ENDPANE_BANNED(vsprintf)
#undef strtok
#define strtok(a, b)	ENDPANE_BANNED(strtok)
#undef atoi
#define atoi(a)		ENDPANE_BANNED(atoi)
#undef system
#define system(a)	ENDPANE_BANNED(system)
#undef localtime
#define localtime(a)	ENDPANE_BANNED(localtime)
#undef gmtime
#define gmtime(a)	ENDPANE_BANNED(gmtime)

#endif
