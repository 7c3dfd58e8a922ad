/* The systems behind the counter, one table of routes each. */
#ifndef ENDPANE_SIM_VENDORS_H
#define ENDPANE_SIM_VENDORS_H

#include "desk.h"

extern const struct vendor mdm_vendor;
extern const struct vendor ec_vendor;
extern const struct vendor id360_vendor;
extern const struct vendor admp_vendor;
extern const struct vendor zoho_vendor;
extern const struct vendor control_vendor;

#endif
