/* Preloaded into a program: no name is found, and that takes five seconds. */
#include <netdb.h>
#include <time.h>

int
getaddrinfo(const char *node, const char *service,
    const struct addrinfo *hints, struct addrinfo **found)
{
	struct timespec left = { 5, 0 };

	(void)node, (void)service, (void)hints, (void)found;
	while (nanosleep(&left, &left) != 0)
		;
	return EAI_NONAME;
}
