/* Each test of a file in a folder of its own. */
#ifndef UNIT_IN_FOLDER_H
#define UNIT_IN_FOLDER_H

#include "folder.h"

static struct folder folder;

static int
set_up(void **state)
{
	(void)state;
	folder_make(&folder);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	folder_remove(&folder);
	return 0;
}

#endif
