/* config: any config.ini reads or is complained of; secrets are not told. */
#include <endpane/config/config.h>
#include <endpane/config/inifile.h>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"

static size_t
occurs(const char *text, const char *word)
{
	size_t count = 0;

	for (; (text = strstr(text, word)) != NULL; text++)
		count++;
	return count;
}

/* Long enough, and nothing else in the file is spelled like it. */
static bool
is_telling(const struct secret *secret, const char *file)
{
	return secret->source == SECRET_VALUE && strlen(secret->from) >= 8 &&
	    occurs(file, secret->from) == 1;
}

static bool
any_line(void *who, const char *section, const char *key, const char *value,
    int line, struct err *err)
{
	(void)who, (void)err;
	MUST(section != NULL && line > 0 && (key == NULL) == (value == NULL));
	MUST(strlen(section) <= INI_SECTION_MOST);
	MUST(key == NULL || strlen(key) <= INI_KEY_MOST);
	MUST(value == NULL || strlen(value) <= INI_VALUE_MOST);
	return true;
}

static void
check_conn(const struct conn *conn, const char *file, const char *printed)
{
	MUST(conn->system != NULL && conn->base != NULL);
	MUST(strncmp(conn->base, conn->origin, 8) == 0 ||
	    strncasecmp(conn->base, conn->origin, 5) == 0);
	MUST(conn->timeout_s > 0 && conn->parallel > 0);
	MUST(!is_telling(&conn->key, file) ||
	    strstr(printed, conn->key.from) == NULL);
	MUST(!is_telling(&conn->client_secret, file) ||
	    strstr(printed, conn->client_secret.from) == NULL);
	MUST(!is_telling(&conn->refresh_token, file) ||
	    strstr(printed, conn->refresh_token.from) == NULL);
}

static void
check_config(const struct config *config, const char *file)
{
	struct buf printed = { 0 };
	struct err err;
	size_t i;

	config_print(config, &printed);
	MUST(ini_read("printed", fuzz_slice(&printed), any_line, NULL, &err));
	for (i = 0; i < config->conn_count; i++)
		check_conn(&config->conns[i], file, buf_string(&printed));
	buf_fini(&printed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static int fd = -1;
	struct slice text = fuzz_input(at, len);
	struct config *config;
	struct err err = { 0 };
	char *file;

	if (fd < 0) {
		fd = memfd_create("fuzz", MFD_CLOEXEC);
		MUST(fd >= 0 && fchmod(fd, 0600) == 0);
	}
	MUST(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
	MUST(write(fd, text.at, text.len) == (ssize_t)text.len);
	MUST(lseek(fd, 0, SEEK_SET) == 0);
	ini_read("c.ini", text, any_line, NULL, &err);
	err_clear(&err);
	config = config_read("/etc/c.ini", fd, &err);
	file = strndup(len > 0 ? text.at : "", len);
	if (config != NULL)
		check_config(config, file);
	else
		MUST(err.code != ERR_NONE && err.text[0] != '\0');
	config_free(config);
	free(file);
	return 0;
}
