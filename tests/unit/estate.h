/* Rows for the tests of the store: a small invented estate, any number. */
#ifndef UNIT_ESTATE_H
#define UNIT_ESTATE_H

#include <endpane/base/buf.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>
#include <endpane/store/rows.h>

static const struct cat_choice estate_platforms[] = {
	{ "1", "iOS" }, { "2", "Android" }, { "3", "Windows" }, { 0 }
};

static const struct cat_column estate_columns[] = {
	{ "id", "ID", "/id", CAT_ID, NULL, 19 },
	{ "name", "NAME", "/name", CAT_TEXT, NULL, 28 },
	{ "platform", "PLATFORM", "/platform", CAT_CHOICE, estate_platforms,
	  10 },
	{ "os", "OS", "/os", CAT_VERSION, NULL, 8 },
	{ "user", "USER", "/user/user_name", CAT_TEXT, NULL, 20 },
	{ "seen", "LAST SEEN", "/seen", CAT_MILLIS, NULL, 16 },
	{ "battery", "BATTERY", "/battery", CAT_NUMBER, NULL, 4 },
	{ "managed", "MANAGED", "/managed", CAT_FLAG, NULL, 4 },
	{ 0 }
};

static const struct cat_resource estate_devices = {
	.noun = "devices", .id = "id", .label = "name",
	.columns = estate_columns,
};

enum { ID, NAME, PLATFORM, OS, USER, SEEN, BATTERY, MANAGED };

/* The nth device, always the same; every seventh says little. */
static inline void
estate_device(struct buf *out, unsigned n)
{
	static const char *const users[] = { "ann", "Bob", "\\u00e9mile",
	    "zoe", "--", "anna", "ANN" };
	unsigned r = n * 2654435761u >> 8;

	buf_format(out, "{\"id\":%u,\"name\":\"%s-%u\"", n + 1,
	    r % 3 == 0 ? "Laptop" : "phone", r % 977);
	if (n % 7 != 3)
		buf_format(out, ",\"platform\":%u,\"os\":\"%u.%u\","
		    "\"user\":{\"user_name\":\"%s\"},\"seen\":%llu,"
		    "\"battery\":\"%u.5\",\"managed\":%s", r % 4, r % 13,
		    r % 5, users[r % 7], 1700000000000ull + r % 9999 * 60000,
		    r % 101, r % 2 != 0 ? "true" : "\"false\"");
	buf_text(out, "}");
}

/* Adds count devices from number from on, as a page. */
static inline bool
estate_add(struct rows *rows, unsigned from, unsigned count)
{
	struct buf page = { 0 };
	struct err err = { 0 };
	size_t added, seen;
	unsigned i;
	bool ok;

	buf_text(&page, "{\"devices\":[");
	for (i = 0; i < count; i++) {
		if (i > 0)
			buf_char(&page, ',');
		estate_device(&page, from + i);
	}
	buf_text(&page, "]}");
	ok = scan_check((struct slice){ page.at, page.len }, &err) &&
	    rows_add_page(rows, 0, (struct slice){ page.at, page.len },
	    "/devices", &added, &seen, &err) && added == count;
	buf_fini(&page);
	return ok;
}

#endif
