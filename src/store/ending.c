/* One line of fixed width: the number and the digest of the last entry. */
#include "ending.h"

#include <endpane/base/mem.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DIGITS	20
#define LINE	(DIGITS + 1 + DIGEST_TEXT)	/* the NUL's place: newline */

int
ending_open(const char *folder)
{
	char *path = mem_format("%s/journal.end", folder);
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

	free(path);
	return fd;
}

void
ending_read(int fd, struct ending *ending)
{
	char line[LINE + 1] = "", *end;

	memset(ending, 0, sizeof(*ending));
	if (fd < 0 || pread(fd, line, LINE, 0) != LINE ||
	    line[LINE - 1] != '\n' || line[DIGITS] != ' ')
		return;
	line[LINE - 1] = '\0';
	ending->id = strtoll(line, &end, 10);
	if (end != line + DIGITS || ending->id < 0)
		ending->id = 0;
	memcpy(ending->digest, line + DIGITS + 1, DIGEST_TEXT);
}

void
ending_write(int fd, int64_t id, const char *digest)
{
	char line[LINE + 1];

	snprintf(line, sizeof(line), "%0*lld %-*s\n", DIGITS, (long long)id,
	    DIGEST_TEXT - 1, digest);
	if (fd >= 0 && pwrite(fd, line, LINE, 0) != LINE)
		return;
}
