/* The JSON line and the config that the simulator hands out. */
#include "papers.h"
#include "people.h"

#include <endpane/base/mem.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONFIG_DEVICES	12	/* of Identity360, by name in the config */

void
papers_line(const struct sim *sim, struct buf *out)
{
	buf_format(out, "{\"mdm\":\"%s/mdm/api/v1/mdm\","
	    "\"endpoint_central\":\"%s/ec\",\"identity360\":\"%s/id360\","
	    "\"admanager\":\"%s/admp\",\"accounts\":\"%s/zoho\","
	    "\"control\":\"%s/control\",\"foreign\":\"%s\",\"pid\":%ld}\n",
	    sim->origin, sim->origin, sim->origin, sim->origin, sim->origin,
	    sim->origin, sim->foreign, (long)getpid());
}

static void
oauth(const struct sim *sim, struct buf *out)
{
	buf_format(out, "auth = oauth\naccounts_url = %s/zoho\n"
	    "client_id = %s\nclient_secret = %s\nrefresh_token = %s\n",
	    sim->origin, sim->zoho.client_id, sim->zoho.client_secret,
	    sim->zoho.refresh[0].token);
}

void
papers_config(const struct sim *sim, struct buf *out)
{
	const struct roster *all = &sim->estate.roster[KIND_TERMINAL];
	char name[PEOPLE_MACHINE];
	size_t i;

	buf_text(out, "; Written by endpane-sim; its secrets open nothing "
	    "else.\n[phones]\nsystem = mdm\n");
	buf_format(out, "url = %s/mdm/api/v1/mdm\n", sim->origin);
	oauth(sim, out);
	buf_text(out, "page_limit = 1000\n\n"
	    "[desktops]\nsystem = endpoint-central\n");
	buf_format(out, "url = %s/ec\nauth = password\n", sim->origin);
	buf_text(out, "auth_type = local_authentication\nusername = admin\n"
	    "password = estate\npage_limit = 1000\n\n"
	    "[directory]\nsystem = admanager\n");
	buf_format(out, "url = %s/admp\nauth = api-key\napi_key = %s\n",
	    sim->origin, sim->api_key);
	buf_text(out, "domains = domain1.com,acme.local,lab.acme.local\n"
	    "status_column = COMPUTER_STATUS\npage_limit = 100\n\n"
	    "[identity]\nsystem = identity360\n");
	buf_format(out, "url = %s/id360\n", sim->origin);
	oauth(sim, out);
	buf_text(out, "page_limit = 100\n");
	for (i = 0; i < CONFIG_DEVICES && i < all->base; i++) {
		people_machine(i, name);
		buf_format(out, "%s%s:%llu", i > 0 ? "," : "device_ids = ",
		    name,
		    (unsigned long long)estate_id(&sim->estate, KIND_TERMINAL,
		    i));
	}
	buf_char(out, '\n');
}

static bool
write_all(int fd, const struct buf *text)
{
	size_t done = 0;
	ssize_t n;

	while (done < text->len) {
		n = write(fd, text->at + done, text->len - done);
		if (n < 0 && errno != EINTR)
			return false;
		done += n > 0 ? (size_t)n : 0;
	}
	return true;
}

static bool
replace(const char *path, const struct buf *text)
{
	char *fresh = mem_format("%s.%ld", path, (long)getpid());
	int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool good = fd >= 0 && write_all(fd, text);

	if (fd >= 0 && close(fd) < 0)
		good = false;
	if (good && rename(fresh, path) < 0)
		good = false;
	if (!good && fd >= 0)
		unlink(fresh);
	free(fresh);
	return good;
}

bool
papers_write(const char *path, const struct buf *text, struct err *err)
{
	bool is_stdout = path[0] == '-' && path[1] == '\0', good;
	struct stat st;
	int fd;

	if (!is_stdout && (stat(path, &st) < 0 || S_ISREG(st.st_mode)))
		good = replace(path, text);
	else {
		fd = is_stdout ? STDOUT_FILENO : open(path, O_WRONLY);
		good = fd >= 0 && write_all(fd, text);
		if (!is_stdout && fd >= 0)
			close(fd);
	}
	return good || err_set(err, ERR_LOCAL, "cannot write %s: %s", path,
	    strerror(errno));
}
