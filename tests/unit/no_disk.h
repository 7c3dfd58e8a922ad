/*
 * No disk is waited for: what a power cut leaves is asked elsewhere. For tests
 * that write the same file hundreds of times.
 */
#ifndef UNIT_NO_DISK_H
#define UNIT_NO_DISK_H

#include <unistd.h>

int
fsync(int fd)
{
	(void)fd;
	return 0;
}

int
fdatasync(int fd)
{
	(void)fd;
	return 0;
}

#endif
