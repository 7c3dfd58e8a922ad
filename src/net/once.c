/* One request by itself, and a secret for it, both waited for. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include <endpane/base/mem.h>

#include "once.h"

static bool
interrupted(struct err *err)
{
	return err_set(err, ERR_INTERRUPTED, "interrupted");
}

bool
once_perform(CURL *easy, int stop_fd, CURLcode *rc, struct err *err)
{
	struct curl_waitfd stop = { stop_fd, CURL_WAIT_POLLIN, 0 };
	CURLM *multi = curl_multi_init();
	CURLMsg *message;
	int running = 1, left;

	if (multi == NULL)
		mem_is_out();
	http_join(multi, easy);
	while (running > 0 && stop.revents == 0) {
		http_must(curl_multi_perform(multi, &running));
		if (running > 0)
			http_must(curl_multi_poll(multi, &stop, stop_fd >= 0,
			    60000, NULL));
	}
	*rc = CURLE_ABORTED_BY_CALLBACK;
	while ((message = curl_multi_info_read(multi, &left)) != NULL)
		if (message->msg == CURLMSG_DONE)
			*rc = message->data.result;
	curl_multi_remove_handle(multi, easy);
	curl_multi_cleanup(multi);
	return stop.revents == 0 || interrupted(err);
}

bool
once_send(const struct http_order *order, int stop_fd, struct http *h,
    int *status, struct err *err)
{
	long code = 0;
	CURLcode rc;

	http_open(h, order, NULL);
	if (!once_perform(h->easy, stop_fd, &rc, err) ||
	    !http_result(h, rc, err))
		return false;
	curl_easy_getinfo(h->easy, CURLINFO_RESPONSE_CODE, &code);
	*status = (int)code;
	return true;
}

void
once_end(struct http *h)
{
	buf_wipe(&h->answer);
	http_close(h);
}

bool
once_secret(const struct secret *secret, int stop_fd, struct buf *value,
    struct err *err)
{
	struct secret_reading reading = { 0 };
	bool good = secret_begin(secret, &reading, err);
	int step = reading.ready;

	while (good && step == 0) {
		struct pollfd wait[2] = {
			{ .fd = reading.fd, .events = POLLIN },
			{ .fd = stop_fd, .events = POLLIN } };

		if (poll(wait, 2, -1) < 0 && errno != EINTR)
			good = err_set(err, ERR_LOCAL,
			    "cannot wait for a command");
		else if (wait[1].revents != 0)
			good = interrupted(err);
		else {
			step = secret_step(&reading, err);
			good = step >= 0;
		}
	}
	if (good) {
		buf_reserve(value, reading.got.len + 1);
		buf_text(value, buf_string(&reading.got));
	}
	secret_end(&reading);
	return good;
}
