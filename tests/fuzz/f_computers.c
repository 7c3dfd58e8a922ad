/* catalog/admp_rows.c: any table of computers; what is sent is exact. */
#include <endpane/json/scan.h>

#include "../../src/catalog/admp_parts.h"
#include "../../src/catalog/admp_rows.h"
#include "fuzz.h"

static void
check_computer(const struct new_computer *c)
{
	struct slice text = str_slice(c->attributes), value;
	struct buf name = { 0 };
	struct json *tree;
	struct err err;

	MUST(admp_is_exact(c->name, &err));
	/* A tree is refused where a key stands twice. */
	MUST((tree = json_parse(text, &err)) != NULL);
	MUST(json_type(tree) == JSON_OBJECT);
	json_free(tree);
	MUST(scan_at(text, "/name", &value) && scan_text(value, &name));
	MUST(strcmp(buf_string(&name), c->name) == 0);
	buf_fini(&name);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct slice text = fuzz_input(at, len);
	struct new_computers all = { 0 };
	struct err err = { 0 };
	size_t i, n;

	if (new_computers_read(text, &all, &err)) {
		MUST(all.count + all.bad_count > 0);
		for (i = 0; i < all.count; i++) {
			check_computer(&all.list[i]);
			for (n = 0; n < i; n++)
				MUST(strcasecmp(all.list[i].name,
				    all.list[n].name) != 0);
		}
	} else
		MUST(err.code == ERR_USAGE && err.text[0] != '\0');
	new_computers_fini(&all);
	return 0;
}
