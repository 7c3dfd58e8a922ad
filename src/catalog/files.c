/* Mobile Device Manager Plus, files for apps. Source: seed 001. */
#include <endpane/base/mem.h>
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <string.h>

#include "answer.h"
#include "files.h"
#include "mdm_ways.h"
#include "route.h"
#include "systems.h"

static const struct cat_column columns[] = {
	{ "id",      "ID",      "/file_id",        CAT_ID,     NULL, 19 },
	{ "name",    "NAME",    "/file_name",      CAT_TEXT,   NULL, 30 },
	{ "type",    "TYPE",    "/content_type",   CAT_TEXT,   NULL, 24 },
	{ "size",    "SIZE",    "/content_length", CAT_NUMBER, NULL, 12 },
	{ "expires", "EXPIRES", "/expiry_time",    CAT_MILLIS, NULL, 16 },
	{ 0 }
};

/* What the documents name, and what apps and their pictures are. */
static const struct cat_choice types[] = {
	{ "application/vnd.android.package-archive", "apk" },
	{ "application/octet-stream",                "ipa" },
	{ "application/zip",                         "zip" },
	{ "application/x-msi",                       "msi" },
	{ "application/x-msdownload",                "exe" },
	{ "application/x-apple-diskimage",           "dmg" },
	{ "image/png",                               "png" },
	{ "image/jpeg",                              "jpg" },
	{ "image/jpeg",                              "jpeg" },
	{ "image/gif",                               "gif" },
	{ "application/pdf",                         "pdf" },
	{ "text/plain",                              "txt" },
	{ "text/csv",                                "csv" },
	{ "application/json",                        "json" },
	{ "application/xml",                         "xml" },
	{ 0 }
};

static const struct cat_param upload_params[] = {
	{ "path",         "stream",       CAT_IN_PLAN, CAT_TEXT, CAT_REQUIRED | CAT_POSITION | CAT_FILE, NULL, NULL, "The file on this machine" },
	{ "content-type", "content_type", CAT_IN_PLAN, CAT_TEXT, 0,                           NULL, NULL, "What it is, such as image/png" },
	{ "name",         "file_name",    CAT_IN_PLAN, CAT_TEXT, 0,                           NULL, NULL, "What to call it; the file's own if left out" },
	{ 0 }
};

static const char *
type_of(const char *name)
{
	const char *dot = strrchr(name, '.');
	const struct cat_choice *t;

	for (t = types; dot != NULL && t->wire != NULL; t++)
		if (str_is_folded(str_slice(dot + 1), t->label))
			return t->wire;
	return "application/octet-stream";
}

/* A type as a header takes it: nothing that could end the line. */
static bool
is_type(const char *type)
{
	const char *p;

	for (p = type; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || (unsigned char)*p >= 127)
			return false;
	return strchr(type, '/') != NULL && strlen(type) < 200;
}

/* The last part of a path, of either kind. */
static const char *
last_part(const char *path)
{
	const char *slash = strrchr(path, '/'), *back = strrchr(path, '\\');

	if (back != NULL && (slash == NULL || back > slash))
		slash = back;
	return slash != NULL ? slash + 1 : path;
}

static bool
is_name(const char *name)
{
	const char *p;

	for (p = name; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 127 || *p == '"')
			return false;
	return name[0] != '\0' && strcmp(name, ".") != 0 &&
	    strcmp(name, "..") != 0 && strlen(name) <= 255;
}

/* As printed where that is clear, in quotes where a header needs them. */
static char *
disposition(const char *name)
{
	bool plain = strpbrk(name, " ;,=()<>@:[]?{}") == NULL;

	return mem_format(plain ? "filename=%s" : "filename=\"%s\"", name);
}

bool
files_upload(const struct upload *upload, const struct cat_settings *set,
    struct plan *plan, struct err *err)
{
	const char *name = last_part(upload->name != NULL ? upload->name :
	    upload->path);
	const char *type = upload->type != NULL ? upload->type : type_of(name);
	struct buf wire = { 0 };
	struct plan_request *r;

	if (!is_name(name))
		return err_set(err, ERR_USAGE, "a file's name is 1 to 255 "
		    "bytes without quotes and control characters; --name "
		    "gives another");
	if (!is_type(type))
		return err_set(err, ERR_USAGE, "content-type: expected one "
		    "such as image/png");
	buf_text(&wire, "/files");
	r = plan_add(plan, "POST");
	route_fill(r, &wire, NULL, NULL);
	r->file = mem_text(upload->path);
	r->file_in_json = set->upload_json;
	r->type = mem_text(type);
	r->disposition = disposition(name);
	plan_object(r, upload->object != NULL ? upload->object : upload->path,
	    name);
	return true;
}

static bool
upload_plan(const struct cat_op *op, const struct args *args,
    const struct cat_settings *set, struct plan *plan, struct err *err)
{
	struct upload upload = { .path = args_get(args, "path", 0),
		.name = args_get(args, "name", 0),
		.type = args_get(args, "content-type", 0) };

	(void)op;
	if (upload.path == NULL || upload.path[0] == '\0')
		return err_set(err, ERR_GUARD, "no file named");
	return files_upload(&upload, set, plan, err);
}

/* The name that the server has; some keep the quotes of the header. */
static bool
is_called(struct slice body, const char *name)
{
	struct buf text = { 0 };
	struct slice have, value;
	bool same = true;

	if (scan_at(body, "/file_name", &value) && scan_text(value, &text)) {
		have = (struct slice){ text.at, text.len };
		if (have.len > 1 && have.at[0] == '"' &&
		    have.at[have.len - 1] == '"')
			have = (struct slice){ have.at + 1, have.len - 2 };
		same = have.len == 0 || str_is(have, name);
	}
	buf_fini(&text);
	return same;
}

/*
 * A file that arrived in part has an id too, and must not be used; nor one
 * that is another's.
 */
enum cat_outcome
files_judge(const struct plan_request *request,
    const struct cat_reply *reply, size_t n, struct err *err)
{
	int64_t length = answer_number(reply->body, "/content_length", -1);
	struct buf id = { 0 };
	bool has_id = answer_member(reply, "/file_id", &id) && id.len > 0;

	buf_fini(&id);
	if (!has_id)
		return CAT_UNKNOWN;
	if (!request->file_in_json && length >= 0 &&
	    length != request->file_size)
		err_set(err, ERR_REFUSED, "the server has %lld bytes of %lld: "
		    "the file must not be used", (long long)length,
		    (long long)request->file_size);
	else if (!request->file_in_json &&
	    !is_called(reply->body, request->objects[n].name))
		err_set(err, ERR_REFUSED, "the server has it under another "
		    "name: the file must not be used");
	else
		return CAT_APPLIED;
	return CAT_REJECTED;
}

static const struct cat_ways on_upload = {
	.plan = upload_plan, .judge = files_judge, .undo = &mdm_undo_upload,
	.unread = "no call lists the files: upload it again, for one that no "
	    "app uses changes nothing and expires",
};

static const struct cat_op ops[] = {
	{ .verb = "upload", .method = "POST", .path = "/files",
	  .risk = CAT_NARROW, .target = CAT_ONE, .flags = CAT_MAKES,
	  .item_id = "/file_id", .params = upload_params, .ways = &on_upload,
	  .help = "Upload a file, for an app or its pictures" },
	{ 0 }
};

static const struct cat_tab tabs[] = { { 0 } };

const struct cat_resource cat_files = {
	.noun = "files", .title = "Files", .beside = "apps",
	.id = "id", .label = "name",
	.columns = columns, .ops = ops, .tabs = tabs,
};
