/* Faults on purpose: read from text, matched against requests. */
#include "fault.h"

#include <endpane/base/mem.h>
#include <endpane/base/str.h>

#include <stdlib.h>
#include <string.h>

struct word {
	const char	*name;
	enum fault_kind	 kind;
	bool		 wants_arg;
	int64_t		 arg;
};

static const struct word words[] = {
	{ "latency", FAULT_LATENCY, true, 0 },
	{ "close", FAULT_CLOSE, false, 0 },
	{ "close-after", FAULT_CLOSE_AFTER, false, 0 },
	{ "reset", FAULT_RESET, false, 0 },
	{ "reset-after", FAULT_RESET_AFTER, false, 0 },
	{ "cut", FAULT_CUT, true, 0 },
	{ "badjson", FAULT_BADJSON, false, 0 },
	{ "html", FAULT_HTML, false, 0 },
	{ "empty", FAULT_EMPTY, false, 0 },
	{ "drip", FAULT_DRIP, true, 0 },
	{ "endless", FAULT_ENDLESS, false, 0 },
	{ "big", FAULT_BIG, true, 0 },
	{ "redirect", FAULT_REDIRECT, false, 0 },
	{ "hostile", FAULT_HOSTILE, false, 0 },
	{ "loop", FAULT_ODDITY, false, ODD_LOOP },
	{ "repeat", FAULT_ODDITY, false, ODD_REPEAT },
	{ "total-low", FAULT_ODDITY, false, ODD_TOTAL_LOW },
	{ "total-high", FAULT_ODDITY, false, ODD_TOTAL_HIGH },
	{ "no-filter", FAULT_ODDITY, false, ODD_NO_FILTER },
	{ "upper", FAULT_ODDITY, false, ODD_UPPER },
	{ "wrapped", FAULT_ODDITY, false, ODD_WRAP },
	{ NULL, FAULT_NONE, false, 0 }
};

/* Cuts "X123" off the end of *text; false where X is there without digits. */
static bool
cut_number(struct slice *text, char mark, size_t *number)
{
	const char *at = memrchr(text->at, mark, text->len);
	struct slice rest;
	int64_t n;

	if (at == NULL)
		return true;
	rest = (struct slice){ at + 1,
	    (size_t)(text->at + text->len - at) - 1 };
	if (!str_digits(rest, 9) || !str_number(rest, &n) || n == 0)
		return false;
	*number = (size_t)n;
	text->len = (size_t)(at - text->at);
	return true;
}

static bool
read_kind(struct fault *f, struct slice text)
{
	const char *colon = memchr(text.at, ':', text.len);
	struct slice name = text, arg = { "", 0 };
	const struct word *w;
	int64_t n = 0;

	if (colon != NULL) {
		name.len = (size_t)(colon - text.at);
		arg = (struct slice){ colon + 1, text.len - name.len - 1 };
		if (!str_digits(arg, 9) || !str_number(arg, &n))
			return false;
	}
	if (name.len == 3 && str_digits(name, 3) && name.at[0] >= '4') {
		f->kind = FAULT_STATUS;
		f->second = n;
		return str_number(name, &f->arg) && f->arg < 600;
	}
	for (w = words; w->name != NULL; w++) {
		if (!str_is(name, w->name))
			continue;
		f->kind = w->kind;
		f->arg = w->wants_arg ? n : w->arg;
		return w->wants_arg == (colon != NULL);
	}
	return false;
}

static bool
read_fault(struct fault *f, struct slice text)
{
	struct slice rest = str_trim(text), piece, kind = { "", 0 };

	f->from = 1;
	f->most = SIZE_MAX;
	memcpy(f->method, "*", 2);
	while (str_next(&rest, ' ', &piece)) {
		if (piece.len == 0)
			continue;
		if (kind.len > 0)
			return false;
		if (piece.at[0] == '/' && f->path == NULL)
			f->path = mem_slice(piece.at, piece.len);
		else if ((piece.at[0] >= 'A' && piece.at[0] <= 'Z') ||
		    str_is(piece, "*")) {
			if (f->path != NULL || piece.len >= sizeof(f->method))
				return false;
			memcpy(f->method, piece.at, piece.len);
			f->method[piece.len] = '\0';
		} else
			kind = piece;
	}
	return kind.len > 0 && cut_number(&kind, '*', &f->most) &&
	    cut_number(&kind, '@', &f->from) && read_kind(f, kind);
}

bool
fault_add(struct faults *f, struct slice text, struct err *err)
{
	struct fault one = { .path = NULL };

	if (!read_fault(&one, text)) {
		free(one.path);
		return err_set(err, ERR_USAGE, "no fault: %.*s "
		    "(wanted: [METHOD] [/PATH] KIND[:ARG][@NTH][*COUNT])",
		    (int)text.len, text.at);
	}
	if (one.path == NULL)
		one.path = mem_text("");
	one.text = mem_slice(text.at, text.len);
	f->at = mem_grow(f->at, f->count + 1, sizeof(*f->at));
	f->at[f->count++] = one;
	return true;
}

void
fault_clear(struct faults *f)
{
	size_t i;

	for (i = 0; i < f->count; i++) {
		free(f->at[i].path);
		free(f->at[i].text);
	}
	free(f->at);
	memset(f, 0, sizeof(*f));
}

static bool
fits(const struct fault *f, const struct vendor *v, const struct request *rq)
{
	size_t len;

	if (f->method[0] != '*' && strcmp(f->method, rq->method) != 0)
		return false;
	if (str_starts(rq->path, f->path))
		return true;
	if (v == NULL)
		return false;
	len = strlen(v->name);
	return strncmp(f->path + 1, v->name, len) == 0 &&
	    str_starts(rq->below, f->path + 1 + len);
}

static void
strike(const struct fault *f, struct fate *fate)
{
	if (f->kind == FAULT_LATENCY)
		fate->latency_ms += f->arg;
	else if (f->kind == FAULT_HOSTILE)
		fate->is_hostile = true;
	else if (f->kind == FAULT_ODDITY)
		fate->oddities |= (unsigned)f->arg;
	else if (fate->kind == FAULT_NONE) {
		fate->kind = f->kind;
		fate->arg = f->arg;
		fate->second = f->second;
	}
}

void
fault_judge(struct faults *faults, const struct vendor *v,
    const struct request *rq, struct fate *fate)
{
	struct fault *f;
	size_t i;

	for (i = 0; i < faults->count; i++) {
		f = &faults->at[i];
		if (!fits(f, v, rq))
			continue;
		f->seen++;
		if (f->seen >= f->from && f->seen - f->from < f->most)
			strike(f, fate);
	}
}
