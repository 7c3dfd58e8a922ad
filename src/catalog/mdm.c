/* Mobile Device Manager Plus: devices, groups, apps. Source: seed 001. */
#include <endpane/base/str.h>
#include <endpane/json/scan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mdm_ways.h"
#include "systems.h"

#define JSON_UTF8 "application/json;charset=UTF-8"

/* Only 2 = android is printed in the source; the rest is public knowledge. */
static const struct cat_choice platforms[] = {
	{ "1", "ios" },
	{ "2", "android" },
	{ "3", "windows" },
	{ "4", "chrome" },
	{ "5", "macos" },
	{ "6", "tvos" },
	{ 0 }
};

static const struct cat_choice owners[] = {
	{ "1", "corporate" },
	{ "2", "personal" },
	{ 0 }
};

/* The source lost its list; labels as current public pages have them. */
static const struct cat_choice group_types[] = {
	{ "1", "device" },
	{ "6", "device" },
	{ "7", "user" },
	{ 0 }
};

/* "2" is called an enterprise app in the source's sample. */
static const struct cat_choice app_types[] = {
	{ "0", "free store" },
	{ "1", "paid store" },
	{ "2", "enterprise" },
	{ 0 }
};

static const struct cat_column device_columns[] = {
	{ "id",       "ID",       "/device_id",              CAT_ID,      NULL,   19 },
	{ "name",     "NAME",     "/device_name|/name",      CAT_TEXT,    NULL,   22 },
	{ "platform", "PLATFORM", "/platform_type",          CAT_TEXT,    NULL,    8 },
	{ "os",       "OS",       "/os_version",             CAT_VERSION, NULL,    7 },
	{ "model",    "MODEL",    "/model",                  CAT_TEXT,    NULL,   16 },
	{ "user",     "USER",     "/user/user_name",         CAT_TEXT,    NULL,   18 },
	{ "mail",     "MAIL",     "/user/user_email",        CAT_TEXT,    NULL,   28 },
	{ "storage",  "GB",       "/device_capacity",        CAT_NUMBER,  NULL,    6 },
	{ "lost",     "LOST",     "/is_lost_mode_enabled",   CAT_FLAG,    NULL,    4 },
	{ "product",  "PRODUCT",  "/product_name",           CAT_TEXT,    NULL,   10 },
	{ "serial",   "SERIAL",   "/serial_number",          CAT_TEXT,    NULL,   12 },
	{ "seen",     "SEEN",     "/last_contact_time",      CAT_MILLIS,  NULL,   16 },
	{ "owned",    "OWNED",    "/owned_by",               CAT_CHOICE,  owners,  0 },
	{ "kind",     "KIND",     "/platform_type_id",       CAT_CHOICE,  platforms, 0 },
	{ "userid",   "USERID",   "/user/user_id|/user_id",  CAT_ID,      NULL,    0 },
	{ "imei",     "IMEI",     "/imei",                   CAT_TEXT,    NULL,    0 },
	{ "free",     "FREE GB",  "/available_device_capacity", CAT_NUMBER, NULL,  0 },
	{ 0 }
};

static const struct cat_param one_device[] = {
	{ "id", "device_id", CAT_IN_PATH, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL, "devices", "The device's id" },
	{ 0 }
};

/*
 * The two lists of apps are told apart nowhere; both may have an app. Api
 * contract, D3: the same is what has id and version, else what has identifier.
 */
static void
app_key(struct slice item, struct buf *key)
{
	struct slice value;

	if (!scan_at(item, "/app_id", &value)) {
		if (scan_at(item, "/identifier", &value))
			scan_text(value, key);
		return;
	}
	scan_text(value, key);
	buf_char(key, '\n');
	if (scan_at(item, "/app_version", &value))
		scan_text(value, key);
}

static const struct cat_ways device_apps = { .key = app_key };

static const struct cat_op device_ops[] = {
	{ .verb = "list", .method = "GET", .path = "/devices",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_LISTS | CAT_PAGED, .items = "/devices",
	  .item_id = "/device_id",
	  .help = "List the managed devices" },
	{ .verb = "show", .method = "GET", .path = "/devices/{id}",
	  .risk = CAT_READ, .target = CAT_ONE, .flags = CAT_SHOWS | CAT_FILLS,
	  .params = one_device,
	  .help = "Show everything known of one device" },
	{ .verb = "apps", .method = "GET", .path = "/devices/{id}/apps",
	  .risk = CAT_READ, .target = CAT_ONE, .flags = CAT_TABLE,
	  .items = "/apps|/installed_apps", .item_id = "/app_id",
	  .params = one_device, .ways = &device_apps,
	  .help = "List the apps on a device" },
	{ .verb = "profiles", .method = "GET", .path = "/devices/{id}/profiles",
	  .risk = CAT_READ, .target = CAT_ONE, .flags = CAT_TABLE,
	  .items = "/provisioning_profiles|/configuration_profiles",
	  .params = one_device,
	  .help = "List the profiles on a device" },
	{ .verb = "locations", .method = "GET",
	  .path = "/devices/{id}/locations",
	  .risk = CAT_READ, .target = CAT_ONE, .flags = CAT_TABLE,
	  .items = "/locations", .params = one_device,
	  .help = "List where a device was" },
	{ 0 }
};

static const struct cat_tab device_tabs[] = {
	{ "Summary", "show" },
	{ "Apps", "apps" },
	{ "Profiles", "profiles" },
	{ "Location", "locations" },
	{ "Raw", NULL },
	{ 0 }
};

static const struct cat_resource devices = {
	.noun = "devices", .alias = "dev", .title = "Devices",
	.id = "id", .label = "name", .content_type = JSON_UTF8,
	.fields = "is_removed", .columns = device_columns, .ops = device_ops, .tabs = device_tabs,
};

static const struct cat_column group_columns[] = {
	{ "id",     "ID",          "/group_id",    CAT_ID,     NULL,        19 },
	{ "name",   "NAME",        "/name",        CAT_TEXT,   NULL,        30 },
	{ "type",   "TYPE",        "/group_type",  CAT_CHOICE, group_types,  8 },
	{ "domain", "DOMAIN",      "/domain",      CAT_TEXT,   NULL,        16 },
	{ "description", "DESCRIPTION", "/description", CAT_TEXT, NULL,      0 },
	{ 0 }
};

static const struct cat_param one_group[] = {
	{ "id", "group_id", CAT_IN_PATH, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL, "groups", "The group's id" },
	{ 0 }
};

static const struct cat_param some_groups[] = {
	{ "id", "group_id", CAT_IN_PATH, CAT_ID, CAT_REQUIRED | CAT_POSITION | CAT_MANY, NULL, "groups", "The groups' ids" },
	{ 0 }
};

/* Current servers make 6 and 7; older ones have 1. */
static const struct cat_choice made_types[] = {
	{ "6", "device" },
	{ "7", "user" },
	{ "1", "device (old)" },
	{ 0 }
};

static const struct cat_param group_create[] = {
	{ "name",        "name",        CAT_IN_BODY, CAT_TEXT,   CAT_REQUIRED, NULL,        NULL, "Name of the group" },
	{ "type",        "group_type",  CAT_IN_BODY, CAT_NUMBER, CAT_REQUIRED, made_types,  NULL, "Type of the group: device, user, or the server's number" },
	{ "domain",      "domain",      CAT_IN_BODY, CAT_TEXT,   0,            NULL,        NULL, "Domain, if synced from a directory" },
	{ "description", "description", CAT_IN_BODY, CAT_TEXT,   0,            NULL,        NULL, "Description of the group" },
	{ 0 }
};

static const struct cat_param joining[] = {
	{ "id",     "group_id",   CAT_IN_PATH, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL, "groups",  "The group's id" },
	{ "member", "member_ids", CAT_IN_PLAN, CAT_ID, CAT_REQUIRED | CAT_MANY | CAT_OTHERS, NULL, "devices", "Ids of devices or users", "users list" },
	{ 0 }
};

static const struct cat_param parting[] = {
	{ "id",     "group_id",   CAT_IN_PATH, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL, "groups",  "The group's id" },
	{ "member", "member_ids", CAT_IN_PLAN, CAT_ID, CAT_REQUIRED | CAT_MANY | CAT_OTHERS, NULL, "devices", "Ids of devices or users", "groups members" },
	{ 0 }
};

static const struct cat_op group_ops[] = {
	{ .verb = "list", .method = "GET", .path = "/groups",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_LISTS | CAT_PAGED, .items = "/groups",
	  .item_id = "/group_id",
	  .help = "List the groups" },
	{ .verb = "show", .method = "GET", .path = "/groups/{id}",
	  .risk = CAT_READ, .target = CAT_ONE, .flags = CAT_SHOWS,
	  .item_id = "/group_id", .params = one_group,
	  .help = "Show one group" },
	{ .verb = "members", .method = "GET", .path = "/groups/{id}/members",
	  .risk = CAT_READ, .target = CAT_ONE, .flags = CAT_IDS,
	  .items = "/member_ids", .item_id = "", .params = one_group,
	  .help = "List the ids of a group's members" },
	{ .verb = "add-members", .method = "POST",
	  .path = "/groups/{id}/members",
	  .risk = CAT_NARROW, .target = CAT_ONE,
	  .params = joining, .ways = &mdm_add_members,
	  .help = "Put devices or users into a group" },
	{ .verb = "remove-members", .method = "DELETE",
	  .path = "/groups/{id}/members",
	  .risk = CAT_WIDE, .target = CAT_ONE, .flags = CAT_ASKS,
	  .params = parting, .ways = &mdm_remove_members,
	  .help = "Take devices or users out of a group" },
	{ .verb = "create", .method = "POST", .path = "/groups",
	  .risk = CAT_NARROW, .target = CAT_NOTHING, .flags = CAT_MAKES,
	  .item_id = "/group_id", .params = group_create,
	  .ways = &mdm_make_group,
	  .help = "Create a group" },
	{ .verb = "delete", .method = "DELETE", .path = "/groups/{id}",
	  .risk = CAT_GRAVE, .target = CAT_EACH, .flags = CAT_ASKS,
	  .params = some_groups, .ways = &mdm_delete,
	  .help = "Delete groups; their members stay" },
	{ 0 }
};

static const struct cat_tab group_tabs[] = {
	{ "Summary", "show" },
	{ "Members", "members" },
	{ "Raw", NULL },
	{ 0 }
};

static const struct cat_resource groups = {
	.noun = "groups", .alias = "grp", .title = "Groups",
	.id = "id", .label = "name", .content_type = JSON_UTF8,
	.columns = group_columns, .ops = group_ops, .tabs = group_tabs,
};

static const struct cat_column app_columns[] = {
	{ "id",       "ID",       "/app_id",            CAT_ID,      NULL,      19 },
	{ "name",     "NAME",     "/app_name",          CAT_TEXT,    NULL,      26 },
	{ "version",  "VERSION",  "/version",           CAT_VERSION, NULL,       9 },
	{ "platform", "PLATFORM", "/platform_type",     CAT_CHOICE,  platforms,  8 },
	{ "type",     "TYPE",     "/app_type",          CAT_CHOICE,  app_types, 10 },
	{ "category", "CATEGORY", "/app_category",      CAT_TEXT,    NULL,      14 },
	{ "modified", "MODIFIED", "/modified_time",     CAT_MILLIS,  NULL,      16 },
	{ "added",    "ADDED",    "/added_time",        CAT_MILLIS,  NULL,       0 },
	{ "bundle",   "BUNDLE",   "/bundle_identifier", CAT_TEXT,    NULL,       0 },
	{ "paid",     "PAID",     "/is_app_paid",       CAT_FLAG,    NULL,       0 },
	{ "description", "DESCRIPTION", "/description", CAT_TEXT,    NULL,       0 },
	{ 0 }
};

static const struct cat_param one_app[] = {
	{ "id", "app_id", CAT_IN_PATH, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL, "apps", "The app's id" },
	{ 0 }
};

static const struct cat_param some_apps[] = {
	{ "id", "app_id", CAT_IN_PATH, CAT_ID, CAT_REQUIRED | CAT_POSITION | CAT_MANY, NULL, "apps", "The apps' ids" },
	{ 0 }
};

static const struct cat_param associate[] = {
	{ "id",     "app_id",     CAT_IN_PATH, CAT_ID,   CAT_REQUIRED | CAT_POSITION, NULL, "apps",    "The app's id" },
	{ "device", "device_ids", CAT_IN_PLAN, CAT_ID,   CAT_MANY,                    NULL, "devices", "Ids of devices" },
	{ "group",  "group_ids",  CAT_IN_PLAN, CAT_ID,   CAT_MANY,                    NULL, "groups",  "Ids of groups" },
	{ "silent-install", "silent_install", CAT_IN_PLAN, CAT_FLAG, 0,               NULL, NULL,      "Install without asking the user" },
	{ "notify-user-via-email", "notify_user_via_email", CAT_IN_PLAN, CAT_FLAG, 0, NULL, NULL,      "Send each user a mail" },
	{ 0 }
};

static const struct cat_param disassociate[] = {
	{ "id",     "app_id",     CAT_IN_PATH, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL, "apps",    "The app's id" },
	{ "device", "device_ids", CAT_IN_PLAN, CAT_ID, CAT_MANY,                    NULL, "devices", "Ids of devices" },
	{ "group",  "group_ids",  CAT_IN_PLAN, CAT_ID, CAT_MANY,                    NULL, "groups",  "Ids of groups" },
	{ 0 }
};

#define APP_PARAMS(needed) \
	{ "name",              "app_name",               CAT_IN_BODY, CAT_TEXT,   needed, NULL, NULL, "Name of the app" }, \
	{ "type",              "app_type",               CAT_IN_BODY, CAT_NUMBER, needed, app_types, NULL, "enterprise, free store, paid store, or a number" }, \
	{ "category",          "app_category_id",        CAT_IN_BODY, CAT_NUMBER, needed | CAT_UNLISTED, NULL, NULL, "Category, the server's number" }, \
	{ "supported-devices", "supported_devices",      CAT_IN_BODY, CAT_NUMBER, needed | CAT_UNLISTED, NULL, NULL, "Kinds of devices, the server's number" }, \
	{ "app-file",          "app_file",               CAT_IN_BODY, CAT_ID,     CAT_FILE, NULL, NULL, "The app, for an enterprise app; or the id of an upload" }, \
	{ "display-image",     "display_image",          CAT_IN_BODY, CAT_ID,     CAT_FILE, NULL, NULL, "The icon, a picture; or the id of an upload" }, \
	{ "full-image",        "full_image",             CAT_IN_BODY, CAT_ID,     CAT_FILE, NULL, NULL, "The large picture; or the id of an upload" }, \
	{ "description",       "description",            CAT_IN_BODY, CAT_TEXT,   0,      NULL, NULL, "Description of the app" }, \
	{ "country",           "app_store_country_code", CAT_IN_BODY, CAT_TEXT,   0,      NULL, NULL, "Country of the store, such as US" }, \
	{ "bundle",            "bundle_identifier",      CAT_IN_BODY, CAT_TEXT,   0,      NULL, NULL, "Identifier of the app, such as com.example.app" }, \
	{ "prevent-backup",    "prevent_backup",         CAT_IN_BODY, CAT_FLAG,   0,      NULL, NULL, "Keep the app's files out of backups" }, \
	{ 0 }

static const struct cat_param app_create[] = {
	APP_PARAMS(CAT_REQUIRED)
};

static const struct cat_param app_update[] = {
	{ "id", "app_id", CAT_IN_PLAN, CAT_ID, CAT_REQUIRED | CAT_POSITION, NULL, "apps", "The app's id" },
	APP_PARAMS(0)
};

static const struct cat_op app_ops[] = {
	{ .verb = "list", .method = "GET", .path = "/apps",
	  .risk = CAT_READ, .target = CAT_NOTHING,
	  .flags = CAT_LISTS | CAT_PAGED, .items = "/apps",
	  .item_id = "/app_id",
	  .help = "List the apps of the repository" },
	{ .verb = "show", .method = "GET", .path = "/apps/{id}",
	  .risk = CAT_READ, .target = CAT_ONE, .flags = CAT_SHOWS,
	  .item_id = "/app_id", .params = one_app,
	  .help = "Show one app" },
	{ .verb = "create", .method = "POST", .path = "/apps",
	  .risk = CAT_NARROW, .target = CAT_NOTHING, .flags = CAT_MAKES,
	  .item_id = "/app_id", .params = app_create, .ways = &apps_create,
	  .help = "Add an app to the repository" },
	{ .verb = "update", .method = "POST", .path = "/apps",
	  .risk = CAT_NARROW, .target = CAT_ONE, .flags = CAT_ASKS,
	  .params = app_update, .ways = &apps_update,
	  .warning = "With app_update = post this may create a second app.",
	  .help = "Change an app of the repository" },
	{ .verb = "associate", .method = "POST", .path = "/apps/{id}",
	  .risk = CAT_NARROW, .target = CAT_ONE,
	  .params = associate, .ways = &mdm_associate,
	  .help = "Distribute an app to devices or groups" },
	{ .verb = "disassociate", .method = "DELETE", .path = "/apps/{id}",
	  .risk = CAT_WIDE, .target = CAT_ONE, .flags = CAT_ASKS,
	  .params = disassociate, .ways = &mdm_disassociate,
	  .help = "Take an app back from devices or groups" },
	{ .verb = "delete", .method = "DELETE", .path = "/apps/{id}",
	  .risk = CAT_GRAVE, .target = CAT_EACH, .flags = CAT_ASKS,
	  .params = some_apps, .ways = &mdm_delete,
	  .help = "Delete apps from the repository" },
	{ 0 }
};

static const struct cat_tab app_tabs[] = {
	{ "Summary", "show" },
	{ "Raw", NULL },
	{ 0 }
};

static const struct cat_resource apps = {
	.noun = "apps", .alias = "app", .title = "Apps",
	.id = "id", .label = "name", .content_type = JSON_UTF8,
	.fields = "icon", .columns = app_columns, .ops = app_ops, .tabs = app_tabs,
};

static const struct cat_resource *const resources[] = {
	&devices, &groups, &apps, &cat_users, &cat_files, NULL
};

const struct cat_system cat_mdm = {
	.name = "mdm", .title = "MDM",
	.scopes = "MDMOnDemand.MDMInventory.READ,"
	    "MDMOnDemand.MDMDeviceMgmt.READ,MDMOnDemand.MDMDeviceMgmt.CREATE,"
	    "MDMOnDemand.MDMDeviceMgmt.UPDATE,"
	    "MDMOnDemand.MDMDeviceMgmt.DELETE,MDMOnDemand.MDMUser.READ,"
	    "MDMOnDemand.MDMUser.CREATE,MDMOnDemand.MDMUser.UPDATE,"
	    "MDMOnDemand.MDMUser.DELETE",
	.read_scopes = "MDMOnDemand.MDMInventory.READ,"
	    "MDMOnDemand.MDMDeviceMgmt.READ,MDMOnDemand.MDMUser.READ",
	.total = "/metadata/total_record_count",
	.probe_noun = "groups", .probe = "list",
	.resources = resources,
	.base = mdm_base, .verdict = mdm_verdict, .page = mdm_page,
	.page_is_whole = true,
};
