/* Stands in until the journal is there: nothing is recorded, nothing sent. */
#include "record.h"

bool
record_intent(struct job *job, const struct plan_request *request,
    struct err *err)
{
	(void)job, (void)request;
	return err_set(err, ERR_LOCAL, "there is no journal");
}

void
record_outcome(struct job_target *target, int http)
{
	(void)target, (void)http;
}

void
record_seen(struct job_target *target)
{
	(void)target;
}

#define WEAK __attribute__((weak))

WEAK struct cache *cache_open(const char *f) { (void)f; return NULL; }
WEAK void cache_close(struct cache *c) { (void)c; }
WEAK struct cache_reading *cache_read(struct cache *c, const char *k,
    struct rows *r, int n, int64_t *s)
{ (void)c, (void)k, (void)r, (void)n; *s = 0; return NULL; }
WEAK bool cache_read_more(struct cache_reading *r, int64_t b)
{ (void)r, (void)b; return false; }
WEAK void cache_read_end(struct cache_reading *r) { (void)r; }
WEAK struct cache_writing *cache_write(struct cache *c, const char *k,
    const struct rows *r, int n, int64_t s)
{ (void)c, (void)k, (void)r, (void)n, (void)s; return NULL; }
WEAK bool cache_write_more(struct cache_writing *w, int64_t b)
{ (void)w, (void)b; return false; }
WEAK void cache_write_end(struct cache_writing *w) { (void)w; }
