/* A config file in a folder of its own, read and complained of. */
#ifndef CONFIG_FILE_H
#define CONFIG_FILE_H

#include <endpane/config/config.h>

#include <endpane/base/mem.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

static char place[] = "/tmp/endpane-config-XXXXXX";
static char *file;		/* a config file in it */

#define OAUTH "auth = oauth\nclient_id = c\nclient_secret_env = CS\n"
#define MDM "[m]\nsystem = mdm\nurl = https://mdm.example.com/api/v1/mdm\n"
#define MDM_KEY MDM "auth = api-key\napi_key_env = K\n"
#define EC "[e]\nsystem = endpoint-central\nurl = https://ec.example.com:8383\n"
#define EC_KEY EC "auth = token\ntoken_env = K\n"
#define AD "[a]\nsystem = admanager\nurl = https://ad.example.com\n" \
	"auth = api-key\napi_key_env = K\n"
#define ID "[i]\nsystem = identity360\nurl = https://id.example.com\n" OAUTH

static int
make_place(void **state)
{
	(void)state;
	if (mkdtemp(place) == NULL)
		return 1;
	file = mem_format("%s/c.ini", place);
	return 0;
}

static int
take_place(void **state)
{
	(void)state;
	unlink(file);
	free(file);
	return rmdir(place);
}

static void
write_file(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static struct config *
read_text(const char *text, mode_t mode, struct err *err)
{
	write_file(file, text, mode);
	return config_read(file, -1, err);
}

static struct config *
good(const char *text)
{
	struct err err = { 0 };
	struct config *config = read_text(text, 0600, &err);

	if (config == NULL)
		fail_msg("%s", err.text);
	return config;
}

/* The complaint has to begin with "FILE:" and start, and to have rest. */
static void
check_refused(const char *text, mode_t mode, const char *start,
    const char *rest)
{
	struct err err = { 0 };
	size_t len = strlen(file) + 1;

	assert_null(read_text(text, mode, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_int_equal(strncmp(err.text, file, len - 1), 0);
	if (strncmp(err.text + len, start, strlen(start)) != 0 ||
	    strstr(err.text, rest) == NULL)
		fail_msg("\"%s\" is not \"%s…%s\"", err.text, start, rest);
	assert_null(strstr(err.text, "hush"));
}

#endif
