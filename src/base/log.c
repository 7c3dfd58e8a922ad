/* The log file: features by name, one harmless line at a time. */
#include <endpane/base/clock.h>
#include <endpane/base/log.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char		*name;
	enum log_feature	 bit;
} features[] = {
	{ "net", LOG_NET }, { "auth", LOG_AUTH },
	{ "op", LOG_OP }, { "paint", LOG_PAINT },
};

static unsigned wanted;
static int file = -1;
static int64_t start_us;

static const char *
name_of(enum log_feature feature)
{
	size_t i;

	for (i = 0; i < sizeof(features) / sizeof(features[0]); i++)
		if (features[i].bit == feature)
			return features[i].name;
	return "?";
}

static bool
choose(struct slice names, struct err *err)
{
	struct slice name;
	size_t i;

	while (str_next(&names, ',', &name)) {
		for (i = 0; i < sizeof(features) / sizeof(features[0]); i++)
			if (str_is(name, features[i].name))
				break;
		if (i == sizeof(features) / sizeof(features[0]))
			return err_set(err, ERR_USAGE, "ENDPANE_LOG: unknown "
			    "feature '%.*s'; known are net, auth, op, paint",
			    (int)(name.len < 40 ? name.len : 40), name.at);
		wanted |= features[i].bit;
	}
	return true;
}

bool
log_open(const char *specification, struct err *err)
{
	const char *path;
	struct slice names;

	if (specification == NULL || specification[0] == '\0')
		return true;
	path = strchr(specification, ':');
	if (path == NULL || path[1] == '\0')
		return err_set(err, ERR_USAGE,
		    "ENDPANE_LOG: expected FEATURE[,FEATURE]:FILE");
	names = (struct slice){ specification,
	    (size_t)(path - specification) };
	if (!choose(names, err))
		return false;
	file = open(path + 1, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC |
	    O_NOFOLLOW, 0600);
	if (file < 0)
		return err_set(err, ERR_LOCAL, "ENDPANE_LOG: %s: %s", path + 1,
		    strerror(errno));
	start_us = clock_monotonic_us();
	return true;
}

void
log_close(void)
{
	if (file >= 0)
		close(file);
	file = -1;
	wanted = 0;
}

bool
log_wants(enum log_feature feature)
{
	return file >= 0 && (wanted & feature) != 0;
}

void
log_line(enum log_feature feature, const char *format, ...)
{
	struct buf line = { 0 };
	char text[1024];
	va_list args;
	ssize_t wrote;

	if (!log_wants(feature))
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	buf_format(&line, "%8.3f %s ",
	    (double)(clock_monotonic_us() - start_us) / 1e6, name_of(feature));
	text_clean(str_slice(text), &line);
	buf_char(&line, '\n');
	wrote = write(file, line.at, line.len);
	(void)wrote;	/* a full disk must not stop the program */
	buf_fini(&line);
}
