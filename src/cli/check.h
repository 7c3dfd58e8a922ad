/*
 * config check: the configuration has no complaint; how its connections do.
 */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include <endpane/cli/opts.h>

bool	check_run(const struct options *options, struct err *err);

#endif
