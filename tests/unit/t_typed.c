/* base/text.c: what is typed and pasted, where the locale is of single bytes. */
#include <endpane/base/buf.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <wchar.h>

#include "unit.h"

/* Stands in for the C library's: few machines have such a locale. */
size_t
mbrtowc(wchar_t *restrict c, const char *restrict at, size_t len,
    mbstate_t *restrict state)
{
	unsigned char byte = (unsigned char)*at;

	(void)state, (void)len;
	if (byte == 0xFF)
		return (size_t)-1;
	*c = byte == 0xF0 ? 0xF8FF : byte;
	return 1;
}

static void
test_typed(void **state)
{
	static const struct {
		const char	*in, *out;
	} texts[] = {
		{ "Andr\xE9", "Andr\xC3\xA9" },
		{ "\xE9t\xE9!", "\xC3\xA9t\xC3\xA9!" },
		{ "\xFF|\xF0", "\xEF\xBF\xBD|\xEF\xBF\xBD" },
		{ "\xC3\xA9", "\xC3\xA9" },
		{ "a\rb\n", "a\nb\n" },
		{ "", "" },
	};
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		buf_clear(&out);
		text_typed(str_slice(texts[i].in), &out);
		assert_string_equal(buf_string(&out), texts[i].out);
	}
	buf_fini(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
