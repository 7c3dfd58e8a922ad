/* What a child counted for make cover, when it ends without an exit(). */
#ifndef UNIT_COUNTED_H
#define UNIT_COUNTED_H

void	__gcov_dump(void) __attribute__((weak));

static inline void
counted(void)
{
	if (__gcov_dump != 0)
		__gcov_dump();
}

#endif
