/* Arguments and requests: the lists they are kept in. */
#include <endpane/base/mem.h>
#include <endpane/catalog/plan.h>

#include <stdlib.h>
#include <string.h>

void
args_add(struct args *args, const char *name, struct slice value)
{
	args->list = mem_grow(args->list, args->count + 1,
	    sizeof(*args->list));
	args->list[args->count].name = mem_text(name);
	args->list[args->count].value = mem_slice(value.at, value.len);
	args->count++;
}

const char *
args_get(const struct args *args, const char *name, size_t n)
{
	size_t i;

	for (i = 0; args != NULL && i < args->count; i++)
		if (strcmp(args->list[i].name, name) == 0 && n-- == 0)
			return args->list[i].value;
	return NULL;
}

size_t
args_count(const struct args *args, const char *name)
{
	size_t i, count = 0;

	for (i = 0; args != NULL && i < args->count; i++)
		count += strcmp(args->list[i].name, name) == 0;
	return count;
}

void
args_copy(struct args *to, const struct args *from)
{
	size_t i;

	for (i = 0; from != NULL && i < from->count; i++)
		args_add(to, from->list[i].name, (struct slice){
		    from->list[i].value, strlen(from->list[i].value) });
}

void
args_fini(struct args *args)
{
	size_t i;

	for (i = 0; i < args->count; i++) {
		free(args->list[i].name);
		explicit_bzero(args->list[i].value,
		    strlen(args->list[i].value));
		free(args->list[i].value);
	}
	free(args->list);
	memset(args, 0, sizeof(*args));
}

struct plan_request *
plan_add(struct plan *plan, const char *method)
{
	struct plan_request *r;

	plan->requests = mem_grow(plan->requests, plan->count + 1,
	    sizeof(*plan->requests));
	r = &plan->requests[plan->count++];
	memset(r, 0, sizeof(*r));
	r->method = method;
	return r;
}

void
plan_object(struct plan_request *request, const char *id, const char *name)
{
	size_t n = request->object_count;

	request->objects = mem_grow(request->objects, n + 1,
	    sizeof(*request->objects));
	request->objects[n].id = mem_text(id);
	request->objects[n].name = mem_text(name);
	request->object_count++;
}

void
plan_fill(struct plan_request *request, size_t from, size_t at, size_t len)
{
	size_t n = request->fill_count;

	request->fills = mem_grow(request->fills, n + 1,
	    sizeof(*request->fills));
	request->fills[n] = (struct plan_fill){ from, at, len };
	request->fill_count++;
}

void
plan_fini(struct plan *plan)
{
	size_t i, n;

	for (i = 0; i < plan->count; i++) {
		struct plan_request *r = &plan->requests[i];

		free(r->path);
		free(r->other_path);
		free(r->query);
		if (r->body != NULL)
			explicit_bzero(r->body, strlen(r->body));
		free(r->body);
		free(r->file);
		free(r->type);
		free(r->disposition);
		for (n = 0; n < r->object_count; n++) {
			free(r->objects[n].id);
			free(r->objects[n].name);
		}
		free(r->objects);
		free(r->fills);
	}
	free(plan->requests);
	memset(plan, 0, sizeof(*plan));
}
