/* Devices of the MDM: the list, and the tabs of one. */
#include "mdm.h"
#include "people.h"

#include <stdio.h>

#define HOUR_MS		INT64_C(3600000)

enum fact { FACT_APPS = 140, FACT_PLACE, FACT_PROFILE };

/* Sent as a number, as text, or as "--": all three happen. */
static void
say_seen(struct reply *out, const struct device *d)
{
	if (d->seen_ms < 0)
		say_raw(out, "last_contact_time", "\"--\"");
	else if (d->index % 5 == 0)
		say_id_text(out, "last_contact_time", (uint64_t)d->seen_ms);
	else
		say_int(out, "last_contact_time", d->seen_ms);
}

static void
say_device(const struct estate *e, size_t index, struct reply *out)
{
	struct device d;
	struct person p;

	people_device(e, index, &d);
	say_open(out, NULL, '{');
	say_id(out, "device_id", d.id);
	say_tenths(out, "device_capacity", d.model->capacity);
	say_text(out, "os_version", d.os);
	say_flag(out, "is_lost_mode_enabled", d.is_lost);
	say_text(out, "platform_type", d.model->platform);
	say_int(out, "platform_type_id", d.model->platform_id);
	say_text(out, "model", d.model->name);
	say_text(out, "device_name", d.name);
	say_text(out, "product_name", d.model->product);
	if (d.has_user) {
		people_person(e, d.user, &p);
		say_open(out, "user", '{');
		say_id(out, "user_id", estate_id(e, KIND_USER, d.user));
		say_text(out, "user_name", p.login);
		say_text(out, "user_email", p.mail);
		say_close(out, '}');
	}
	if (index > 0) {
		say_text(out, "serial_number", d.serial);
		say_word(out, "is_removed", "false");
		say_seen(out, &d);
	}
	say_close(out, '}');
}

void
get_devices(struct sim *sim, const struct request *rq, struct reply *out)
{
	const struct roster *all = &sim->estate.roster[KIND_DEVICE];
	struct page page;
	size_t i;

	if (!mdm_page(sim, rq, roster_count(all), &page, out))
		return;
	buf_reserve(&out->body, 512 * (page.limit < page.total ?
	    page.limit : page.total));
	say_open(out, NULL, '{');
	say_open(out, "devices", '[');
	for (i = page.from; i < page.total && i - page.from < page.limit; i++)
		say_device(&sim->estate, i, out);
	mdm_page_end(sim, rq, &page, false, out);
}

static void
say_app(const struct app *a, uint64_t id, struct reply *out)
{
	say_open(out, NULL, '{');
	say_text(out, "app_name", a->name);
	say_text(out, "identifier", a->identifier);
	say_text(out, "app_version", a->version);
	say_id(out, "app_id", id);
	say_close(out, '}');
}

static bool
group_reaches(struct estate *e, const struct app *a, uint64_t device)
{
	size_t i, index;

	for (i = 0; i < a->groups.count; i++)
		if (estate_find(e, KIND_GROUP, a->groups.at[i], &index) &&
		    idset_has(&estate_group(e, index)->members, device))
			return true;
	return false;
}

/* About a dozen of all apps, however many there are. */
static bool
is_installed(const struct estate *e, size_t app, size_t device)
{
	size_t every = e->roster[KIND_APP].base / 12 + 1;

	return device == 0 ? app == 1 : app > 0 &&
	    estate_dice(e, FACT_APPS + (unsigned)app * 7, device) % every == 0;
}

/* Sent to the device itself or to a group it is in. */
static bool
is_sent(struct estate *e, size_t app, uint64_t device)
{
	struct app *a = estate_app(e, app);

	return idset_has(&a->devices, device) || group_reaches(e, a, device);
}

/* Some apps came onto the device without being sent: only in installed_apps. */
static void
say_apps(struct estate *e, size_t index, const char *key, bool installed,
    struct reply *out)
{
	const struct roster *all = &e->roster[KIND_APP];
	uint64_t device = estate_id(e, KIND_DEVICE, index);
	size_t i;

	say_open(out, key, '[');
	for (i = roster_at(all, 0); i < all->base + all->added;
	    i = roster_next(all, i)) {
		if (is_sent(e, i, device) || (is_installed(e, i, index) &&
		    (installed || i % 7 != 3)))
			say_app(estate_app(e, i), estate_id(e, KIND_APP, i),
			    out);
	}
	say_close(out, ']');
}

void
get_device_apps(struct sim *sim, const struct request *rq, struct reply *out)
{
	size_t index;

	if (!mdm_object(sim, rq, 0, KIND_DEVICE, &index, out))
		return;
	say_open(out, NULL, '{');
	say_apps(&sim->estate, index, "apps", false, out);
	say_apps(&sim->estate, index, "installed_apps", true, out);
	say_close(out, '}');
}

static void
say_uuid(struct reply *out, const char *key, uint64_t dice)
{
	char text[40];

	snprintf(text, sizeof(text), "%08x-%04x-4%03x-8%03x-%012llx",
	    (unsigned)(dice >> 32), (unsigned)(dice >> 16 & 0xFFFF),
	    (unsigned)(dice & 0xFFF), (unsigned)(dice >> 20 & 0xFFF),
	    (unsigned long long)(dice * 31 & 0xFFFFFFFFFFFF));
	say_word(out, key, text);
}

static void
say_payload(struct reply *out, const char *uuid, uint64_t dice,
    const char *name)
{
	say_text(out, "payload_type", "Configuration");
	say_int(out, "payload_version", 1);
	say_text(out, "payload_identifier", "com.zohocorp.mdm");
	if (uuid != NULL)
		say_word(out, "payload_uuid", uuid);
	else
		say_uuid(out, "payload_uuid", dice);
	say_text(out, "payload_organization", "zohocorp");
	say_text(out, "payload_description", "This is a test Profile");
	say_text(out, "payload_display_name", name);
}

static void
say_profile(struct reply *out, const char *uuid, uint64_t dice,
    const char *name)
{
	say_open(out, NULL, '{');
	say_flag(out, "payload_has_rem_password", false);
	say_flag(out, "payload_is_encrypted", dice % 5 == 1);
	say_flag(out, "payload_unremovable", dice % 3 == 1);
	say_payload(out, uuid, dice, name);
	say_open(out, "payloadcontent", '[');
	say_open(out, NULL, '{');
	say_payload(out, uuid, dice, name);
	say_close(out, '}');
	say_close(out, ']');
	say_close(out, '}');
}

void
get_device_profiles(struct sim *sim, const struct request *rq,
    struct reply *out)
{
	static const char *const names[] = { "Wi-Fi Office", "Passcode",
		"Restrictions", "VPN", "Mail" };
	uint64_t dice;
	size_t index, i;

	if (!mdm_object(sim, rq, 0, KIND_DEVICE, &index, out))
		return;
	dice = index == 0 ? 0 : estate_dice(&sim->estate, FACT_PROFILE, index);
	say_open(out, NULL, '{');
	say_open(out, "provisioning_profiles", '[');
	if (index == 0) {
		say_open(out, NULL, '{');
		say_int(out, "prov_expiry_date", INT64_C(1539348973000));
		say_text(out, "prov_name",
		    "Zoho Card Scanner iMessage Exension");
		say_word(out, "prov_uuid",
		    "df78b94e-1652-4c6e-8a0b-f9d9e395a55c");
		say_int(out, "installed_source", 0);
		say_close(out, '}');
	}
	say_close(out, ']');
	say_open(out, "configuration_profiles", '[');
	if (index == 0)
		say_profile(out, "4b665f25-b8f0-4b03-b5d7-586c8da14f68", 0,
		    "MDM Profile");
	for (i = 0; index > 0 && i < 5; i++)
		if (dice >> i & 1)
			say_profile(out, NULL, dice + i, names[i]);
	say_close(out, ']');
	say_close(out, '}');
}

static void
say_place(struct reply *out, int64_t located_ms, int64_t added_ms,
    const char *latitude, const char *longitude)
{
	say_open(out, NULL, '{');
	say_int(out, "located_time", located_ms);
	say_int(out, "added_time", added_ms);
	say_raw(out, "latitude", latitude);
	say_raw(out, "longitude", longitude);
	say_close(out, '}');
}

static void
invent_places(const struct estate *e, size_t index, struct reply *out)
{
	static const int base[4][2] = { { 128308, 800491 }, { 387223, -91393 },
		{ 577089, 119746 }, { 65244, 33792 } };
	uint64_t dice = estate_dice(e, FACT_PLACE, index);
	const int *site = base[index / 100 % 4];
	char north[24], east[24];
	int64_t at;
	size_t i;

	for (i = 0; i < dice % 4; i++) {
		at = e->now_ms - (int64_t)(i * 7 + dice % 5) * HOUR_MS;
		snprintf(north, sizeof(north), "%.4f",
		    (site[0] + (int)(dice >> (8 + i) & 1023)) / 10000.0);
		snprintf(east, sizeof(east), "%.4f",
		    (site[1] + (int)(dice >> (24 + i) & 1023)) / 10000.0);
		say_place(out, at, at + 3, north, east);
	}
}

void
get_device_locations(struct sim *sim, const struct request *rq,
    struct reply *out)
{
	size_t index;

	if (!mdm_object(sim, rq, 0, KIND_DEVICE, &index, out))
		return;
	if (index % 53 == 52) {
		mdm_fail(out, 412, "LOC0001", "Location Fetch error");
		return;
	}
	say_open(out, NULL, '{');
	say_open(out, "locations", '[');
	if (index == 0)
		say_place(out, INT64_C(1534406564167), INT64_C(1534406564170),
		    "12.8308", "80.0491");
	else
		invent_places(&sim->estate, index, out);
	say_close(out, ']');
	say_close(out, '}');
}
