/* What a child counted for make cover, when it ends without an exit(). */
#ifndef UNIT_COUNTED_H
#define UNIT_COUNTED_H

#ifdef ENDPANE_COVER
void	__gcov_dump(void);
#endif

static inline void
counted(void)
{
#ifdef ENDPANE_COVER
	__gcov_dump();
#endif
}

#endif
