/*
 * The simulated estate as a child: endpane-sim on free loopback ports, with
 * folders of its own, gone on every way out.
 */
#ifndef ENDPANE_CLI_DEMO_H
#define ENDPANE_CLI_DEMO_H

#include <endpane/base/err.h>
#include <endpane/config/config.h>

struct demo;

/* Starts endpane-sim, found beside this program or in PATH. NULL: *err. */
struct demo	*demo_start(int devices, struct err *err);
/* The configuration that it wrote, owned by the caller. */
struct config	*demo_config(struct demo *demo, struct err *err);
/* Temporary; removed by demo_end(). Lent. */
const char	*demo_state_folder(const struct demo *demo);
const char	*demo_cache_folder(const struct demo *demo);
/* Ends the child and removes the folders. NULL is fine. */
void		 demo_end(struct demo *demo);

#endif
