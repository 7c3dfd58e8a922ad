/*
 * Files as bodies of requests: looked at before, opened when sent.
 */
#ifndef OP_UPLOAD_H
#define OP_UPLOAD_H

#include <endpane/base/err.h>
#include <endpane/catalog/plan.h>

/*
 * Looks at the files of a plan: their sizes, and for those that go inside of
 * JSON the bodies. ERR_USAGE for one that is not there or no plain file.
 */
bool	upload_prepare(struct plan *plan, struct err *err);

#endif
