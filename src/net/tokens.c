/* Tokens on disk, shared by all instances of one user. */
#include <endpane/base/clock.h>
#include <endpane/base/digest.h>
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/base/text.h>
#include <endpane/config/paths.h>
#include <endpane/json/json.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tokens.h"

#define PAUSE_MOST_MS	3600000

static char *
path_of(const char *folder, const struct conn *conn, const char *tail)
{
	struct buf name = { 0 };
	char *path;

	str_url_encode(str_slice(conn->name), &name);
	path = mem_format("%s/tokens/%s%s", folder, buf_string(&name), tail);
	buf_fini(&name);
	return path;
}

char *
tokens_refresh_file(const char *folder, const struct conn *conn)
{
	return path_of(folder, conn, ".refresh");
}

static bool
make_folder(const char *folder)
{
	char *path = mem_format("%s/tokens", folder);
	struct err ignored;
	bool made = paths_make_folder(path, &ignored);

	free(path);
	return made;
}

/* Tells one sign-in from another: a token never serves a changed one. */
static void
identity_of(const struct conn *conn, char *hex)
{
	const char *const parts[] = { conn->origin, conn->accounts_url,
		conn->client_id, conn->scopes, conn->username, conn->domain };
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		buf_format(&text, "%s\n", parts[i] != NULL ? parts[i] : "");
	buf_format(&text, "%d %d", (int)conn->auth, conn->ad_login);

	digest_sha256((struct slice){ text.at, text.len }, hex);
	buf_fini(&text);
}

static bool
read_file(const char *path, struct buf *text)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW |
	    O_NONBLOCK);
	char bytes[2048];
	struct err ignored;
	ssize_t got;

	if (fd < 0)
		return false;
	if (!paths_is_private(path, fd, &ignored)) {
		close(fd);
		return false;
	}
	text->ceiling = 65536;
	buf_reserve(text, 8192);	/* no growing: that leaves copies */
	while ((got = read(fd, bytes, sizeof(bytes))) > 0 &&
	    buf_add(text, bytes, (size_t)got))
		;
	explicit_bzero(bytes, sizeof(bytes));
	close(fd);
	return got == 0;
}

bool
tokens_load(const char *folder, const struct conn *conn, struct buf *token,
    int64_t *expires_ms)
{
	char identity[DIGEST_TEXT], *path;
	struct buf text = { 0 };
	struct json *tree = NULL;
	struct err ignored;
	bool good = false;
	int64_t until;

	if (folder == NULL)
		return false;
	path = path_of(folder, conn, ".json");
	identity_of(conn, identity);
	if (read_file(path, &text))
		tree = json_parse((struct slice){ text.at, text.len },
		    &ignored);
	if (strcmp(json_text(json_member(tree, "identity")), identity) == 0 &&
	    str_number(str_slice(json_text(json_member(tree, "expires_ms"))),
	    &until) && until > clock_wall_ms() + 60000) {
		buf_text(token, json_text(json_member(tree, "token")));
		*expires_ms = until;
		good = token->len > 0;
	}
	json_free(tree);
	buf_wipe(&text);
	free(path);
	return good;
}

void
tokens_save(const char *folder, const struct conn *conn, const char *token,
    int64_t expires_ms)
{
	char identity[DIGEST_TEXT], *path;
	struct buf text = { 0 };
	struct err ignored;

	if (folder == NULL || !make_folder(folder))
		return;
	identity_of(conn, identity);
	buf_reserve(&text, 6 * strlen(token) + 256);
	buf_format(&text, "{\"identity\":\"%s\",\"expires_ms\":%lld,\"token\":",
	    identity, (long long)expires_ms);
	text_json_string(str_slice(token), &text);
	buf_text(&text, "}\n");
	path = path_of(folder, conn, ".json");
	paths_write(path, (struct slice){ text.at, text.len }, &ignored);
	buf_wipe(&text);
	free(path);
}

bool
tokens_remove(const char *folder, const struct conn *conn)
{
	char *path;
	bool was_there;

	if (folder == NULL)
		return false;
	path = path_of(folder, conn, ".json");
	was_there = unlink(path) == 0;
	free(path);
	return was_there;
}

bool
tokens_save_refresh(const char *folder, const struct conn *conn,
    const char *token, struct err *err)
{
	struct buf text = { 0 };
	char *path;
	bool good;

	if (folder == NULL || !make_folder(folder))
		return err_set(err, ERR_LOCAL,
		    "there is no folder to keep the refresh token in");
	path = tokens_refresh_file(folder, conn);
	buf_reserve(&text, strlen(token) + 2);
	buf_text(&text, token);
	buf_char(&text, '\n');
	good = paths_write(path, (struct slice){ text.at, text.len }, err);
	buf_wipe(&text);
	free(path);
	return good;
}

void
tokens_remove_refresh(const char *folder, const struct conn *conn)
{
	char *path;

	if (folder == NULL)
		return;
	path = tokens_refresh_file(folder, conn);
	unlink(path);
	free(path);
}

/* A clock that was set back does not make it longer. */
int64_t
tokens_paused_ms(const char *folder, const struct conn *conn)
{
	struct buf text = { 0 };
	int64_t until = 0, now = clock_wall_ms();
	char *path;

	if (folder == NULL)
		return 0;
	path = path_of(folder, conn, ".pause");
	if (!read_file(path, &text) || !str_number(str_trim(
	    (struct slice){ text.at, text.len }), &until) ||
	    until > now + PAUSE_MOST_MS)
		until = 0;
	buf_fini(&text);
	free(path);
	return until > now ? until - now : 0;
}

int64_t
tokens_pause(const char *folder, const struct conn *conn, int64_t ms)
{
	int64_t left = tokens_paused_ms(folder, conn);
	struct err ignored;
	char text[32], *path;

	if (left > 0 || folder == NULL || !make_folder(folder))
		return left > 0 ? left : ms;
	path = path_of(folder, conn, ".pause");
	snprintf(text, sizeof(text), "%lld\n",
	    (long long)(clock_wall_ms() + ms));
	paths_write(path, str_slice(text), &ignored);
	free(path);
	return ms;
}

void
tokens_unpause(const char *folder, const struct conn *conn)
{
	char *path;

	if (folder == NULL)
		return;
	path = path_of(folder, conn, ".pause");
	unlink(path);
	free(path);
}

int
tokens_lock(const char *folder, const struct conn *conn)
{
	char *path;
	int fd;

	if (folder == NULL || !make_folder(folder))
		return -2;
	path = path_of(folder, conn, ".lock");
	fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	free(path);
	if (fd < 0)
		return -2;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	close(fd);
	return -1;
}

void
tokens_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}
