/*
 * The simulated estate as one thing: what was asked for on the command line
 * and the parts that remember something. Everything behind lock is touched
 * only while it is held.
 */
#ifndef ENDPANE_SIM_SIM_H
#define ENDPANE_SIM_SIM_H

#include "ec_session.h"
#include "estate.h"
#include "fault.h"
#include "ledger.h"
#include "limit.h"
#include "zoho.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct sim {
	pthread_mutex_t	 lock;
	pthread_cond_t	 wake;		/* signalled when stopping */
	bool		 stopping;
	bool		 is_lax;	/* --auth lax */
	bool		 is_limited;	/* --rate-limit on */
	int64_t		 latency_ms;	/* before every answer */
	char		 origin[64];	/* http://127.0.0.1:PORT */
	char		 foreign[64];	/* the second listener */
	char		 next_origin[64]; /* what paging.next points to */
	char		 api_key[48];	/* ADManager Plus; lax: MDM */
	struct estate	 estate;
	struct zoho	 zoho;
	struct ec_desk	 ec;
	struct faults	 faults;
	struct ledger	 ledger;
	struct limit	 limits[4];	/* MDM; ADMP reads, writes; ID360 */
};

/* Waits; returns early, and false, when the program is stopping. */
bool	sim_sleep(struct sim *sim, int64_t ms);

#endif
