/* Who is signed in to Endpoint Central. */
#ifndef ENDPANE_SIM_EC_SESSION_H
#define ENDPANE_SIM_EC_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#define EC_TOKEN	40
#define EC_SESSIONS	64	/* the oldest goes first */
#define EC_TECHNICIANS	5

struct ec_session {
	char	token[EC_TOKEN];	/* "": free */
	bool	may_write;
};

/* A sign-in that waits for its one-time code. */
struct ec_sign_in {
	char	uid[32];		/* "": none */
	int	tries;
};

struct ec_desk {
	size_t			serial;
	struct ec_session	sessions[EC_SESSIONS];
	struct ec_sign_in	sign_ins[EC_TECHNICIANS];
};

#endif
