/* One device in full: every member that the documents print, in their order. */
#include "mdm.h"
#include "people.h"

#include <stdio.h>
#include <string.h>

#define DAY_MS		INT64_C(86400000)
#define FACT_DETAIL	120

/* What an invented device has instead of the sample's value. */
enum fill {
	AS_IS, OPEN, CLOSE, ADDED, ADDRESS, BATTERY, CAPACITY, COMPLIANT, EAS,
	FREE, IMEI, INACTIVE, LOST, MAC, MAKER, MODEL, NAME, OWNED, PHONE,
	PLATFORM, PLAY, RAM, RESOURCE, ROOTED, SEEN, SERIAL, SUPERVISED,
	SYSTEM, TAG, UDID, USED, USER, VERSION, WARRANTY,
};

struct member {
	const char	*key;
	const char	*sample;	/* a JSON literal, or a bracket */
	enum fill	 fill;
};

static const struct member members[] = {
	{ "meid", "\"--\"", AS_IS },
	{ "warranty_number", "\"--\"", AS_IS },
	{ "agent_version_code", "\"--\"", AS_IS },
	{ "cellular_technology", "\"1\"", AS_IS },
	{ "is_dnd_in_effect", "\"--\"", AS_IS },
	{ "used_device_space", "\"12.4\"", USED },
	{ "is_profileowner", "\"--\"", AS_IS },
	{ "office", "\"--\"", AS_IS },
	{ "google_play_service_id", "\"3ad8caab1cda8495\"", PLAY },
	{ "platform_type", "\"android\"", PLATFORM },
	{ "model_name", "\"hero2ltexx\"", MODEL },
	{ "registered_time", "\"--\"", ADDED },
	{ "warranty_expiration_date", "\"\"", WARRANTY },
	{ "purchase_order_number", "\"--\"", AS_IS },
	{ "model", "\"Nexus 7\"", MODEL },
	{ "purchase_type", "\"--\"", AS_IS },
	{ "asset_tag", "\"--\"", TAG },
	{ "available_external_capacity", "\"0.0\"", AS_IS },
	{ "is_activation_lock_enabled", "\"--\"", AS_IS },
	{ "available_device_capacity", "\"--\"", FREE },
	{ "resource_type", "\"--\"", AS_IS },
	{ "owned_by", "\"2\"", OWNED },
	{ "available_ram_memory", "\"2.6\"", AS_IS },
	{ "warranty_type", "\"--\"", AS_IS },
	{ "product_name", "\"asus\"", MAKER },
	{ "agent_type", "\"3\"", AS_IS },
	{ "modem_firmware_version", "\"G935FXXU2ERD6\"", AS_IS },
	{ "user_id", "9007199254741020", USER },
	{ "is_device_locator_enabled", "\"false\"", AS_IS },
	{ "name", "\"admin_SM-G935F\"", NAME },
	{ "purchase_price", "\"--\"", AS_IS },
	{ "purchase_date", "\"--\"", AS_IS },
	{ "is_modified", "\"--\"", AS_IS },
	{ "device_capacity", "15.8", CAPACITY },
	{ "processor_type", "\"--\"", AS_IS },
	{ "managed_status", "\"--\"", AS_IS },
	{ "apn_user_name", "\"--\"", AS_IS },
	{ "added_time", "1534406564170", ADDED },
	{ "processor_architecture", "\"--\"", AS_IS },
	{ "network_usage", "{", OPEN },
	{ "outgoing_network_usage", "\"0.0\"", AS_IS },
	{ "incoming_wifi_usage", "\"0.0\"", AS_IS },
	{ "outgoing_wifi_usage", "\"0.0\"", AS_IS },
	{ "incoming_network_usage", "\"0.0\"", AS_IS },
	{ NULL, "}", CLOSE },
	{ "eas_device_identifier", "\"JQ7V9FB4JL6ETBUT6A32MSVFD0\"", EAS },
	{ "is_inactive", "\"--\"", INACTIVE },
	{ "sims", "[", OPEN },
	{ NULL, "{", OPEN },
	{ "is_roaming", "\"--\"", AS_IS },
	{ "current_mnc", "\"in\"", AS_IS },
	{ "subscriber_mnc", "\"--\"", AS_IS },
	{ "current_carrier_network", "\"--\"", AS_IS },
	{ "subscriber_carrier_network", "\"--\"", AS_IS },
	{ "iccid", "\"--\"", AS_IS },
	{ "carrier_setting_version", "\"--\"", AS_IS },
	{ "resource_id", "\"2\"", RESOURCE },
	{ "imei", "\"357327071694307\"", IMEI },
	{ "subscriber_mcc", "\"--\"", AS_IS },
	{ "phone_number", "\"5954646764\"", PHONE },
	{ "current_mcc", "\"in\"", AS_IS },
	{ NULL, "}", CLOSE },
	{ NULL, "]", CLOSE },
	{ "is_lost_mode_enabled", "false", LOST },
	{ "description", "\"--\"", AS_IS },
	{ "managed_device_id", "\"2\"", RESOURCE },
	{ "firmware_version", "\"--\"", AS_IS },
	{ "domain_netbios_name", "\"--\"", AS_IS },
	{ "network", "{", OPEN },
	{ "is_personal_hotspot_enabled", "\"--\"", AS_IS },
	{ "is_roaming", "\"--\"", AS_IS },
	{ "voice_roaming_enabled", "\"true\"", AS_IS },
	{ "current_mnc", "\"in\"", AS_IS },
	{ "subscriber_mnc", "\"--\"", AS_IS },
	{ "current_carrier_network", "\"--\"", AS_IS },
	{ "ethernet_ip", "\"--\"", AS_IS },
	{ "data_roaming_enabled", "\"true\"", AS_IS },
	{ "ethernet_macs", "\"--\"", AS_IS },
	{ "subscriber_carrier_network", "\"--\"", AS_IS },
	{ "wifi_ip", "\"172.23.123.198, FE80::4E66:41FF:FE2F:910\"", ADDRESS },
	{ "iccid", "\"--\"", AS_IS },
	{ "bluetooth_mac", "\"--\"", AS_IS },
	{ "carrier_setting_version", "\"--\"", AS_IS },
	{ "resource_id", "\"2\"", RESOURCE },
	{ "wifi_mac", "\"4C:66:41:2F:09:10\"", MAC },
	{ "subscriber_mcc", "\"--\"", AS_IS },
	{ "phone_number", "\"5954646764\"", PHONE },
	{ "current_mcc", "\"in\"", AS_IS },
	{ NULL, "}", CLOSE },
	{ "external_capacity", "\"0.0\"", AS_IS },
	{ "security", "{", OPEN },
	{ "passcode_complaint", "false", COMPLIANT },
	{ "external_storage_encryption", "-1", AS_IS },
	{ "storage_encryption", "\"true\"", AS_IS },
	{ "hardware_encryption_caps", "\"-1\"", AS_IS },
	{ "passcode_complaint_profiles", "\"true\"", AS_IS },
	{ "resource_id", "\"2\"", RESOURCE },
	{ "device_rooted", "\"false\"", ROOTED },
	{ "passcode_present", "\"true\"", AS_IS },
	{ NULL, "}", CLOSE },
	{ "processor_speed", "\"--\"", AS_IS },
	{ "asset_owner", "\"--\"", AS_IS },
	{ "udid", "\"--\"", UDID },
	{ "apn_password", "\"--\"", AS_IS },
	{ "last_modified_time", "\"--\"", SEEN },
	{ "battery_level", "\"--\"", BATTERY },
	{ "is_itunes_account_active", "\"--\"", AS_IS },
	{ "os", "{", OPEN },
	{ "meid", "\"--\"", AS_IS },
	{ "agent_version_code", "\"--\"", AS_IS },
	{ "processor_type", "\"--\"", AS_IS },
	{ "managed_status", "\"--\"", AS_IS },
	{ "added_time", "1534406564170", ADDED },
	{ "processor_architecture", "\"--\"", AS_IS },
	{ "cellular_technology", "\"1\"", AS_IS },
	{ "is_dnd_in_effect", "\"--\"", AS_IS },
	{ "eas_device_identifier", "\"JQ7V9FB4JL6ETBUT6A32MSVFD0\"", EAS },
	{ "used_device_space", "\"12.4\"", USED },
	{ "is_profileowner", "\"--\"", AS_IS },
	{ "firmware_version", "\"--\"", AS_IS },
	{ "google_play_service_id", "\"3ad8caab1cda8495\"", PLAY },
	{ "external_capacity", "\"0.0\"", AS_IS },
	{ "processor_speed", "\"--\"", AS_IS },
	{ "platform_type", "\"android\"", PLATFORM },
	{ "registered_time", "\"--\"", ADDED },
	{ "udid", "\"--\"", UDID },
	{ "available_external_capacity", "\"0.0\"", AS_IS },
	{ "is_activation_lock_enabled", "\"--\"", AS_IS },
	{ "battery_level", "\"--\"", BATTERY },
	{ "is_itunes_account_active", "\"--\"", AS_IS },
	{ "build_version", "\"R16NW\"", AS_IS },
	{ "is_cloud_backup_enabled", "\"false\"", AS_IS },
	{ "is_supervised", "\"--\"", SUPERVISED },
	{ "available_device_capacity", "\"--\"", FREE },
	{ "os_version", "\"4.4.2\"", VERSION },
	{ "owned_by", "\"2\"", OWNED },
	{ "serial_number", "\"RZ8H60ASLHR\"", SERIAL },
	{ "available_ram_memory", "\"2.6\"", AS_IS },
	{ "model_id", "\"1\"", AS_IS },
	{ "last_cloud_backup_date", "\"--\"", AS_IS },
	{ "agent_type", "\"3\"", AS_IS },
	{ "agent_version", "\"--\"", AS_IS },
	{ "modem_firmware_version", "\"G935FXXU2ERD6\"", AS_IS },
	{ "is_device_locator_enabled", "\"false\"", AS_IS },
	{ "total_ram_memory", "\"3533.0\"", RAM },
	{ "used_external_space", "\"0.0\"", AS_IS },
	{ "resource_id", "\"2\"", RESOURCE },
	{ "os_name", "\"OREO\"", SYSTEM },
	{ "imei", "\"357327071694307\"", IMEI },
	{ "notified_agent_version", "\"--\"", AS_IS },
	{ "device_capacity", "15.8", CAPACITY },
	{ NULL, "}", CLOSE },
	{ "build_version", "\"R16NW\"", AS_IS },
	{ "is_cloud_backup_enabled", "\"false\"", AS_IS },
	{ "is_supervised", "\"--\"", SUPERVISED },
	{ "os_version", "\"4.4.2\"", VERSION },
	{ "model_type", "\"1\"", AS_IS },
	{ "serial_number", "\"RZ8H60ASLHR\"", SERIAL },
	{ "model_id", "\"1\"", AS_IS },
	{ "last_cloud_backup_date", "\"--\"", AS_IS },
	{ "db_added_time", "\"--\"", AS_IS },
	{ "agent_version", "\"--\"", AS_IS },
	{ "total_ram_memory", "\"3533.0\"", RAM },
	{ "used_external_space", "\"0.0\"", AS_IS },
	{ "resource_id", "\"2\"", RESOURCE },
	{ "os_name", "\"OREO\"", SYSTEM },
	{ "imei", "\"357327071694307\"", IMEI },
	{ "customer_id", "\"--\"", AS_IS },
	{ "notified_agent_version", "\"--\"", AS_IS },
	{ NULL, NULL, AS_IS }
};

static void
say_ms(struct reply *out, const char *key, int64_t ms)
{
	if (ms < 0)
		say_raw(out, key, "\"--\"");
	else
		say_int(out, key, ms);
}

/* Tenths as a string, as the sample has "12.4". */
static void
say_quoted(struct reply *out, const char *key, int64_t tenths)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld.%lld", (long long)tenths / 10,
	    (long long)tenths % 10);
	say_word(out, key, text);
}

static void
say_hex(struct reply *out, const char *key, uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%016llx", (unsigned long long)number);
	say_word(out, key, text);
}

static void
say_yes(struct reply *out, const char *key, bool yes)
{
	say_word(out, key, yes ? "true" : "false");
}

/* What is text about the device itself. */
static bool
fill_text(const struct member *m, const struct device *d, struct reply *out)
{
	switch ((int)m->fill) {
	case MAKER:
		say_text(out, m->key, d->model->product);
		return true;
	case MODEL:
		say_text(out, m->key, d->model->name);
		return true;
	case NAME:
		say_text(out, m->key, d->name);
		return true;
	case PLATFORM:
		say_text(out, m->key, d->model->platform);
		return true;
	case SERIAL:
		say_text(out, m->key, d->serial);
		return true;
	case SYSTEM:
		say_text(out, m->key, d->model->system);
		return true;
	case VERSION:
		say_text(out, m->key, d->os);
		return true;
	case IMEI:
		say_text(out, m->key, d->imei);
		return true;
	default:
		return false;
	}
}

static bool
fill_state(const struct member *m, const struct device *d, uint64_t dice,
    struct reply *out)
{
	switch ((int)m->fill) {
	case COMPLIANT:
		say_flag(out, m->key, dice % 7 != 0);
		return true;
	case INACTIVE:
		say_yes(out, m->key, d->seen_ms < 0);
		return true;
	case LOST:
		say_flag(out, m->key, d->is_lost);
		return true;
	case ROOTED:
		say_yes(out, m->key, dice % 97 == 0);
		return true;
	case SUPERVISED:
		say_yes(out, m->key, dice % 3 == 0);
		return true;
	case OWNED:
		say_word(out, m->key, dice % 4 == 0 ? "2" : "1");
		return true;
	default:
		return false;
	}
}

static bool
fill_figure(const struct member *m, const struct device *d, uint64_t dice,
    struct reply *out)
{
	int64_t used = (int64_t)(dice >> 8) % (d->model->capacity + 1);

	switch ((int)m->fill) {
	case BATTERY:
		say_quoted(out, m->key, (int64_t)(dice >> 16) % 1001);
		return true;
	case CAPACITY:
		say_tenths(out, m->key, d->model->capacity);
		return true;
	case FREE:
		say_quoted(out, m->key, d->model->capacity - used);
		return true;
	case USED:
		say_quoted(out, m->key, used);
		return true;
	case RAM:
		say_quoted(out, m->key,
		    10240 * (int64_t)(2 + (dice >> 24) % 7));
		return true;
	case RESOURCE:
		say_id_text(out, m->key, d->index + 2);
		return true;
	default:
		return false;
	}
}

static void
fill_rest(const struct member *m, const struct estate *e,
    const struct device *d, uint64_t dice, struct reply *out)
{
	char text[96];
	struct person p;
	int64_t age = 30 + (int64_t)(dice >> 40) % 900;

	switch ((int)m->fill) {
	case ADDED:
		say_ms(out, m->key, e->now_ms - age * DAY_MS);
		return;
	case SEEN:
		say_ms(out, m->key, d->seen_ms);
		return;
	case ADDRESS:
		people_address(e, d->index, text, sizeof(text));
		break;
	case MAC:
		people_mac(e, d->index, text, sizeof(text));
		break;
	case PHONE:
		if (d->has_user)
			people_person(e, d->user, &p);
		snprintf(text, sizeof(text), "%s",
		    d->has_user ? p.phone : "--");
		break;
	case TAG:
		snprintf(text, sizeof(text), "A%06zu", d->index);
		break;
	case USER:
		if (d->has_user)
			say_id(out, m->key, estate_id(e, KIND_USER, d->user));
		else
			say_raw(out, m->key, "\"--\"");
		return;
	case WARRANTY:
		snprintf(text, sizeof(text), "20%02u-06-30",
		    24 + (unsigned)(dice % 5));
		break;
	default:
		say_hex(out, m->key, dice);
		return;
	}
	say_text(out, m->key, text);
}

static void
say_member(const struct member *m, const struct estate *e,
    const struct device *d, struct reply *out)
{
	uint64_t dice = estate_dice(e, FACT_DETAIL, d->index);

	if (m->fill == OPEN)
		say_open(out, m->key, m->sample[0]);
	else if (m->fill == CLOSE)
		say_close(out, m->sample[0]);
	else if (m->fill == AS_IS || d->index == 0) {
		if (m->sample[0] == '"')
			say_slice(out, m->key, (struct slice){ m->sample + 1,
			    strlen(m->sample) - 2 });
		else
			say_raw(out, m->key, m->sample);
	} else if (!fill_text(m, d, out) && !fill_state(m, d, dice, out) &&
	    !fill_figure(m, d, dice, out))
		fill_rest(m, e, d, dice, out);
}

void
get_device(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct member *m;
	struct device d;
	size_t index;

	if (!mdm_object(sim, rq, 0, KIND_DEVICE, &index, out))
		return;
	people_device(&sim->estate, index, &d);
	say_open(out, NULL, '{');
	for (m = members; m->sample != NULL; m++)
		say_member(m, &sim->estate, &d, out);
	say_close(out, '}');
}
