/* Names, machines and models of the invented company. */
#include "people.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define HOUR_MS		INT64_C(3600000)

enum fact { FACT_MODEL = 1, FACT_OS, FACT_LOST, FACT_SEEN, FACT_SERIAL,
	FACT_PHONE, FACT_NET };

static const char *const sites[] = { "ANB", "LIS", "GOT", "LAG" };

static const char *const first_names[] = {
	"Kemi", "Ana", "Bjorn", "Chidi", "Dana", "Elif", "Farid", "Greta",
	"Hana", "Ivo", "Jonas", "Lucia", "Miguel", "Nadia", "Olga", "Petr",
	"Rosa", "Sven", "Tomas", "Zoe",
};

static const char *const last_names[] = {
	"Adeyemi", "Ortiz", "Haas", "Lindqvist", "Novak", "Silva", "Dimitrov",
	"Keller", "Okafor", "Marchetti", "Yamada", "Mbeki", "Diop", "Berger",
	"Castro", "Eriksson", "Fischer", "Garcia", "Hansen", "Ivanova",
	"Jensen", "Kowalski", "Larsen", "Moreau", "Nakamura", "Olsen",
	"Petrov", "Quist", "Rossi", "Schmidt", "Tanaka", "Ueda", "Vargas",
	"Weber", "Xu", "Yilmaz", "Zeman", "Abebe", "Bakker", "Cohen", "Duarte",
	"Eze", "Ferreira", "Gruber", "Horvat", "Ito", "Jovanovic", "Kaya",
	"Lopez", "Meyer", "Nilsson", "Oduya", "Pereira", "Rahman", "Santos",
	"Takeda", "Urban", "Vidal", "Wagner", "Zhang", "Lehmann", "Sato",
	"Mensah", "Costa",
};

static const struct model models[] = {
	{ "android", 2, "samsung", "Galaxy A54", 1280,
	    { "12", "13", "14", "13" }, "TIRAMISU" },
	{ "android", 2, "samsung", "Galaxy A12", 640,
	    { "11", "12", "12", "10" }, "SNOW CONE" },
	{ "android", 2, "google", "Pixel 4a", 1280,
	    { "12", "13", "11", "12.1" }, "SNOW CONE" },
	{ "android", 2, "motorola", "Moto G8", 640,
	    { "10", "11", "11", "10" }, "RED VELVET CAKE" },
	{ "android", 2, "xiaomi", "Redmi 9", 640,
	    { "10", "11", "12", "11" }, "RED VELVET CAKE" },
	{ "android", 2, "samsung", "Galaxy Tab A", 320,
	    { "9", "10", "12", "11" }, "SNOW CONE" },
	{ "android", 2, "zebra", "TC52", 318,
	    { "8.1.0", "10", "11", "10" }, "QUINCE TART" },
	{ "ios", 1, "Apple", "iPhone 12", 1280,
	    { "15.7.9", "16.6", "17.1.2", "17.5" }, "iOS" },
	{ "ios", 1, "Apple", "iPhone SE", 640,
	    { "15.8", "16.7.2", "17.0.3", "16.6" }, "iOS" },
	{ "ios", 1, "Apple", "iPad (9th generation)", 640,
	    { "15.6", "16.5", "17.4.1", "16.7.8" }, "iPadOS" },
	{ "macos", 5, "Apple", "MacBook Air", 2510,
	    { "12.7.1", "13.6", "14.2", "14.5" }, "Sonoma" },
	{ "windows", 3, "Microsoft", "Surface Pro 7", 2380,
	    { "10.0.19045", "10.0.22631", "10.0.22621", "10.0.19044" },
	    "Windows 11" },
	{ "windows", 3, "LENOVO", "ThinkPad T14", 4768,
	    { "10.0.19045", "10.0.22631", "10.0.22631", "10.0.22000" },
	    "Windows 10" },
	{ "chrome", 4, "HP", "Chromebook 14", 320,
	    { "114.0.5735", "119.0.6045", "120.0.6099", "109.0.5414" },
	    "ChromeOS" },
};

static const struct model sample_model = {
	"android", 2, "asus", "Nexus 7", 158,
	{ "4.4.2", "4.4.2", "4.4.2", "4.4.2" }, "OREO",
};

/*
 * A thousand devices a page, several texts each: put together by hand, since
 * printf would take most of the time. p moves on; end is the last byte.
 */
static char *
put(char *p, const char *end, const char *text)
{
	while (*text != '\0' && p < end)
		*p++ = *text++;
	*p = '\0';
	return p;
}

static char *
put_number(char *p, const char *end, uint64_t n, int width)
{
	char digits[24], *d = digits + sizeof(digits) - 1;

	*d = '\0';
	while (n > 0 || width > 0) {
		*--d = (char)('0' + n % 10);
		n /= 10;
		width--;
	}
	return put(p, end, d);
}

void
people_machine(size_t index, char *out)
{
	const char *end = &out[PEOPLE_MACHINE - 1];

	out = put(out, end, sites[index / 100 % COUNT(sites)]);
	put_number(put(out, end, "-"), end, index, 4);
}

bool
people_machine_index(const char *name, size_t *index)
{
	char again[PEOPLE_MACHINE];
	size_t n = 0;
	const char *p;

	if (strlen(name) < 8 || strlen(name) > 15 || name[3] != '-')
		return false;
	for (p = name + 4; *p >= '0' && *p <= '9'; p++)
		n = n * 10 + (size_t)(*p - '0');
	people_machine(n, again);
	*index = n;
	return strcmp(again, name) == 0;
}

static void
invent(const struct estate *e, size_t index, struct person *p)
{
	size_t people = COUNT(first_names) * COUNT(last_names);
	size_t at = (index * 549 + (size_t)(e->seed % people)) % people;
	const char *first = first_names[at % COUNT(first_names)];
	const char *last = last_names[at / COUNT(first_names)];
	uint64_t dice = estate_dice(e, FACT_PHONE, index);
	const char initial[] = { first[0], '.', '\0' };
	char number[24] = "";
	const char *end;
	char *c;

	if (index >= people)
		put_number(number, number + sizeof(number) - 1,
		    index / people + 1, 1);
	end = p->login + sizeof(p->login) - 1;
	put(put(put(p->login, end, initial), end, last), end, number);
	for (c = p->login; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	end = p->full + sizeof(p->full) - 1;
	c = put(put(put(p->full, end, first), end, " "), end, last);
	if (number[0] != '\0')
		put(put(c, end, " "), end, number);
	end = p->mail + sizeof(p->mail) - 1;
	put(put(p->mail, end, p->login), end, "@acme.example");
	end = p->phone + sizeof(p->phone) - 1;
	put_number(put(p->phone, end, "+49-15"), end, dice % 100000000, 8);
}

/* The two users that the documents print. */
static void
invent_sample(size_t index, struct person *p)
{
	const char *name = index == 0 ? "admin" : "user";

	put(p->login, p->login + sizeof(p->login) - 1, name);
	put(p->full, p->full + sizeof(p->full) - 1, name);
	put(p->mail, p->mail + sizeof(p->mail) - 1, index == 0 ?
	    "user_email@zylker.com" : "example@mdm.manageengine.com");
	put(p->phone, p->phone + sizeof(p->phone) - 1, "+91-9876543299");
}

void
people_person(const struct estate *e, size_t index, struct person *p)
{
	const struct user_change *change = shelf_find(&e->users, index);

	if (index < 2)
		invent_sample(index, p);
	else
		invent(e, index, p);
	if (change == NULL)
		return;
	snprintf(p->login, sizeof(p->login), "%s", change->name);
	snprintf(p->mail, sizeof(p->mail), "%s", change->email);
	snprintf(p->phone, sizeof(p->phone), "%s", change->phone);
}

void
people_mask(const char *phone, char *out, size_t size)
{
	size_t len = strlen(phone), i, hide = len > 6 ? len - 6 : 0;

	snprintf(out, size, "%s", phone);
	for (i = 0; i < 4 && hide + i < strlen(out) && len > 6; i++)
		out[hide + i] = '*';
}

const char *
people_domain(size_t user)
{
	if (user < 2)
		return "mdm";
	return user % 5 == 4 ? "LAB" : "ACME";
}

bool
people_owner(const struct estate *e, size_t device, size_t *user)
{
	const struct roster *users = &e->roster[KIND_USER];

	if (users->base == 0)
		return false;
	*user = users->base > 1 ? 1 + device % (users->base - 1) : 0;
	return roster_has(users, *user);
}

static void
serial_of(uint64_t dice, char *out)
{
	static const char letters[] = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
	size_t i;

	for (i = 0; i < 11; i++) {
		out[i] = letters[dice % (sizeof(letters) - 1)];
		dice /= sizeof(letters) - 1;
	}
	out[11] = '\0';
}

void
people_device(const struct estate *e, size_t index, struct device *d)
{
	uint64_t dice = estate_dice(e, FACT_SEEN, index);
	uint64_t serial = estate_dice(e, FACT_SERIAL, index);
	int64_t hours = (int64_t)(dice % 72);
	const char *end;

	d->index = index;
	d->id = estate_id(e, KIND_DEVICE, index);
	d->model = index == 0 ? &sample_model :
	    &models[estate_dice(e, FACT_MODEL, index) % COUNT(models)];
	d->os = d->model->versions[estate_dice(e, FACT_OS, index) % 4];
	d->is_lost = index > 0 &&
	    estate_dice(e, FACT_LOST, index) % 61 == 0;
	d->has_user = people_owner(e, index, &d->user);
	if (dice >> 32 & 15)
		d->seen_ms = e->now_ms - hours * HOUR_MS -
		    (int64_t)(dice >> 40) % HOUR_MS;
	else
		d->seen_ms = index % 3 == 0 ? -1 :
		    e->now_ms - (30 + hours * 3) * 24 * HOUR_MS;
	serial_of(serial, d->serial);
	end = d->imei + sizeof(d->imei) - 1;
	put_number(put(d->imei, end, "35"), end,
	    serial % UINT64_C(10000000000000), 13);
	if (index == 0)
		snprintf(d->name, sizeof(d->name), "admin_Nexus 7");
	else
		people_machine(index, d->name);
}

void
people_address(const struct estate *e, size_t index, char *out, size_t size)
{
	uint64_t dice = estate_dice(e, FACT_NET, index);

	snprintf(out, size, "10.%u.%u.%u", (unsigned)(dice % 40),
	    (unsigned)(dice >> 8 & 255), (unsigned)(dice >> 16) % 253 + 1);
}

void
people_mac(const struct estate *e, size_t index, char *out, size_t size)
{
	uint64_t dice = estate_dice(e, FACT_NET, index);

	snprintf(out, size, "4C:66:41:%02X:%02X:%02X",
	    (unsigned)(dice >> 24 & 255), (unsigned)(dice >> 32 & 255),
	    (unsigned)(dice >> 40 & 255));
}
