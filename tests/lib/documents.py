"""Is every member of a printed answer among what was shown?

documents.py json SAMPLE SHOWN    SHOWN is JSON that a command printed
documents.py screen SAMPLE SHOWN  SHOWN is the text of screens

Prints what is missing, a line each. A list counts as its items, wherever they
stand; the members of a screen are looked for by value, times and labels as
people read them.
"""
import datetime
import json
import re
import sys

# Never shown, by anybody: masked.
SECRET = {"apn_password"}
# Not a member of any row, but what pages are made of.
PAGING = {"meta", "paging", "metadata"}
# What people read in place of a server's number or word.
LABELS = {
    ("platform_type_id", "2"): "android",
    ("platform_type", "2"): "android",
    ("owned_by", "2"): "personal",
    ("group_type", "1"): "device",
    ("app_type", "2"): "enterprise",
    ("permission_level", "Admin"): "administrator",
    ("permission_level", "Standard"): "standard",
}


def fits(part, whole):
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            key in whole and (key in SECRET or fits(value, whole[key]))
            for key, value in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and all(
            any(fits(item, other) for other in whole) for item in part)
    return part == whole and isinstance(part, type(whole))


def rows(sample):
    """The objects of an answer: its lists' items, or the answer itself."""
    if not isinstance(sample, dict):
        return [sample]
    lists = [value for key, value in sample.items()
             if isinstance(value, list) and key not in PAGING]
    others = [key for key, value in sample.items()
              if not isinstance(value, list) and key not in PAGING]
    if lists and not others:
        return [row for some in lists for row in some]
    return [sample]


def missing_json(sample, shown):
    shown = shown if isinstance(shown, list) else [shown]
    # A write prints what the server said of each object beside the outcome.
    shown = shown + [row["answer"] for row in shown
                     if isinstance(row, dict) and "answer" in row]
    for row in rows(sample):
        if not any(fits(row, other) for other in shown):
            yield json.dumps(row)


def leaves(value, key=""):
    if isinstance(value, dict):
        for name, below in value.items():
            yield from leaves(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from leaves(below, key)
    else:
        yield key, value


def readable(key, value):
    """All the ways in which a value may stand on a screen."""
    text = str(value)
    ways = [text, LABELS.get((key, text), text)]
    if isinstance(value, bool):
        ways = ["yes" if value else "no", "true" if value else "false"]
    if value is None or text in ("", "-", "--", "-1"):
        return None
    if re.fullmatch(r"\d{12,13}", text):
        at = datetime.datetime.fromtimestamp(int(text) / 1000,
                                             datetime.timezone.utc)
        ways.append(at.strftime("%Y-%m-%d %H:%M"))
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text):
        ways.append(text[:10] + " " + text[11:16])
    return ways


def missing_screen(sample, shown):
    plain = re.sub(r"\s+", " ", re.sub(r"[│┌┐└┘─]", " ", shown))
    # Long texts go on in the next line.
    joined = re.sub(r"\s+", "", plain)
    for row in rows(sample):
        for key, value in leaves(row):
            ways = None if key in SECRET else readable(key, value)
            if ways and not any(way in plain or
                                re.sub(r"\s+", "", way) in joined
                                for way in ways):
                yield "%s: %s" % (key, value)


def main():
    how, sample, shown = sys.argv[1:]
    with open(sample, encoding="utf-8") as f:
        sample = json.load(f)
    with open(shown, encoding="utf-8") as f:
        shown = json.load(f) if how == "json" else f.read()
    for line in (missing_json if how == "json" else missing_screen)(
            sample, shown):
        print(line)


main()
