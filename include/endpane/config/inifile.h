/*
 * INI files: sections, keys and values, with the lines they stand on.
 *
 * "[section]" and "key = value"; comments have lines of their own (';' or '#');
 * nothing continues a line, nothing is quoted or escaped, and only '=' divides
 * (the first one). Blanks around names and values do not count; a CR at the end
 * of a line and a byte order mark are dropped. Text must be UTF-8 without
 * control characters. What is too long is refused, never cut. Duplicates are
 * told as they come: refusing them is the listener's.
 *
 * Complaints read "NAME:LINE: …" and are ERR_USAGE.
 */
#ifndef ENDPANE_CONFIG_INIFILE_H
#define ENDPANE_CONFIG_INIFILE_H

#include <endpane/base/buf.h>
#include <endpane/base/err.h>
#include <endpane/base/ids.h>

#include <stdbool.h>

#define INI_SECTION_MOST	64	/* bytes of a section's name */
#define INI_KEY_MOST		128	/* bytes of a key */
#define INI_VALUE_MOST		8000	/* bytes of a value */
#define INI_FILE_MOST		((size_t)1 << 20)	/* bytes of a file */

/*
 * Told of every "[section]" (key and value NULL) and every "key = value", in
 * the file's order. section is "" before the first; value may be "". Texts are
 * lent for the call. False ends the reading; "NAME:LINE: " is put before *err.
 */
typedef bool ini_fn(void *who, const char *section, const char *key,
    const char *value, int line, struct err *err);

/* name stands in complaints only. */
bool	ini_read(const char *name, struct slice text, ini_fn *each, void *who,
	    struct err *err);
/*
 * Opens it for reading, or -1 with errno. A pipe that nobody writes into is
 * empty, instead of being waited for.
 */
int	ini_open(const char *path);
/* ERR_MISSING where there is no such file. */
bool	ini_read_file(const char *path, ini_fn *each, void *who,
	    struct err *err);

/*
 * Reads all of an open descriptor into *text, which is made large enough first
 * so that no copy is left behind: buf_wipe() then takes away every secret.
 */
bool	ini_take(const char *name, int fd, struct buf *text, struct err *err);

/* Puts "NAME:LINE: " before the text. Returns false. */
bool	ini_at(struct err *err, const char *name, int line);

#endif
