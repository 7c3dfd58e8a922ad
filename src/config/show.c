/* config.ini written: what takes effect, and an example to start from. */
#include <endpane/config/config.h>

#include "keys.h"
#include "sections.h"

#include <endpane/base/str.h>

#include <string.h>

/* "(from command)": what stands for something that is not shown. */
static void
print_source(const struct entry *entry, const struct conn *conn,
    struct buf *out)
{
	const struct secret *secret = (const void *)((const char *)conn +
	    entry->key->place);

	buf_text(out, "(from ");
	secret_describe(secret, out);
	buf_char(out, ')');
}

/* The proxy without what stands before its @. */
static void
print_proxy(const char *value, struct buf *out)
{
	const char *at = strrchr(value, '@');
	const char *start = strstr(value, "://");

	if (at == NULL) {
		buf_text(out, value);
		return;
	}
	start = start != NULL ? start + 3 : value;
	buf_format(out, "(from configuration: %.*s...%s)",
	    (int)(start - value), value, at);
}

static void
print_entry(const struct entry *entry, const struct conn *conn,
    struct buf *out)
{
	const struct config_key *key = entry->key;
	size_t len = strlen(entry->name);

	/* However a secret is given, it is shown under its own name. */
	if (key->kind == CONFIG_SECRET_COMMAND)
		len -= strlen("_command");
	else if (key->kind == CONFIG_SECRET_FILE)
		len -= strlen("_file");
	else if (key->kind == CONFIG_SECRET_ENV)
		len -= strlen("_env");
	buf_format(out, "%.*s = ", (int)len, entry->name);
	if (keys_is_secret(key))
		print_source(entry, conn, out);
	else if (key->kind == CONFIG_COMMAND)
		buf_text(out, "(from command)");
	else if (key->kind == CONFIG_HEADER)
		buf_text(out, "(from configuration)");
	else if (key->kind == CONFIG_PROXY)
		print_proxy(entry->value, out);
	else
		buf_text(out, entry->value);
	buf_char(out, '\n');
}

/* What applies where there is no one value to show, in words. */
static void
print_absent(const struct section *section, const struct config_key *key,
    const struct conn *conn, struct buf *out)
{
	if (conn == NULL || key->preset[0] == '\0' ||
	    strncmp(key->preset, "needed", strlen("needed")) == 0 ||
	    !keys_apply(key, conn->system->name,
	    sections_entry(section, "auth")->value))
		return;
	/* Of the four ways to give a secret, one line is enough. */
	if (keys_is_secret(key) && (key->kind != CONFIG_SECRET ||
	    sections_secret(section, key) != NULL))
		return;
	buf_format(out, "; %s: %s\n", key->name, key->preset);
}

/* In the table's order, not the file's. */
static void
print_section(const struct section *section, const struct config_key *table,
    const struct conn *conn, struct buf *out)
{
	const struct config_key *key;
	size_t i, count;

	buf_format(out, "[%s]\n", section->name);
	for (key = table; key->name != NULL; key++) {
		for (i = count = 0; i < section->count; i++)
			if (section->entries[i].key == key) {
				print_entry(&section->entries[i], conn, out);
				count++;
			}
		if (count == 0)
			print_absent(section, key, conn, out);
	}
}

void
config_print(const struct config *config, struct buf *out)
{
	const struct sections *all = config->memory;
	size_t i;

	buf_format(out, "; %s\n", config->path);
	print_section(&all->preferences, config_preferences, NULL, out);
	for (i = 0; i < config->conn_count; i++) {
		buf_char(out, '\n');
		print_section(&all->conns[i], config_conn_keys,
		    &config->conns[i], out);
		buf_format(out, "; calls go to %s\n", config->conns[i].base);
	}
}

static const char beginning[] =
    "; Configuration of endpane. endpane-config(5) explains every key;\n"
    "; \"endpane config check\" reads this file and tries each connection.\n"
    ";\n"
    "; A comment has a line of its own, nothing continues a line, and nothing\n"
    "; is quoted. Take away the ; before the lines that you want.\n"
    ";\n"
    "; Each secret S (password, api_key, token, client_secret, refresh_token)\n"
    "; comes from S_command, S_file or S_env; S itself is accepted only while\n"
    "; nobody else can read this file.\n"
    "\n"
    "[endpane]\n";

static const char connections[] =
    "\n"
    "; One section a connection, named as you like; any number, also several\n"
    "; of one system.\n"
    "\n"
    "; Mobile Device Manager Plus in the cloud. Register a client at\n"
    "; https://api-console.zoho.com, then: endpane login phones\n"
    ";[phones]\n"
    ";system = mdm\n"
    ";url = https://mdm.manageengine.com/api/v1/mdm\n"
    ";auth = oauth\n"
    "; The accounts host of your data centre: .com, .eu, .in, .com.au, ...\n"
    ";accounts_url = https://accounts.zoho.com\n"
    ";client_id = 1000.EXAMPLE\n"
    ";client_secret_command = pass show zoho/client-secret\n"
    "\n"
    "; The same on your own server, with a key from Admin, Integrations.\n"
    ";[phones on premises]\n"
    ";system = mdm\n"
    ";url = https://mdm.example.com:8383/api/v1/mdm\n"
    ";auth = api-key\n"
    ";api_key_file = ~/.secrets/mdm-key\n"
    "\n"
    "; Endpoint Central on your own server. A certificate that your machine\n"
    "; does not know: endpane trust desktops, or ca_file.\n"
    ";[desktops]\n"
    ";system = endpoint-central\n"
    ";url = https://endpointcentral.example.com:8383\n"
    ";auth = password\n"
    ";auth_type = ad_authentication\n"
    ";domain = EXAMPLE\n"
    ";username = admin\n"
    ";password_command = pass show ec/admin\n"
    ";otp_command = pass otp ec/admin\n"
    "\n"
    "; ADManager Plus, with a token from My Account, Active Authtokens.\n"
    ";[directory]\n"
    ";system = admanager\n"
    ";url = https://admanagerplus.example.com:8080\n"
    ";auth = api-key\n"
    ";api_key_env = ADMP_TOKEN\n"
    ";domains = domain1.com,domain2.com\n"
    "\n"
    "; Identity360; no document prints a list of devices, so name yours.\n"
    ";[identity]\n"
    ";system = identity360\n"
    ";url = https://id360.manageengine.com\n"
    ";auth = oauth\n"
    ";client_id = 1000.EXAMPLE\n"
    ";client_secret_command = pass show zoho/client-secret\n"
    ";device_ids = wks-0077:987000000654321,wks-0078:987000000654323\n";

void
config_example(struct buf *out)
{
	const struct config_key *key;

	buf_text(out, beginning);
	for (key = config_preferences; key->name != NULL; key++)
		buf_format(out, "; %s: %s\n;%s = %s\n", key->help,
		    key->accepts, key->name, key->preset);
	buf_text(out, connections);
}
