"""The benchmark's data: invoices, the same in each run."""

import contextlib
import datetime
import itertools
import json
import pathlib
import random
import shutil
import sqlite3
import sys

HERE = pathlib.Path(__file__).resolve().parent
WORDS = HERE.parents[1] / "assets" / "demo"
CUSTOMERS = 5_000
START = datetime.date(2024, 1, 1)
DAYS = 900

CREATE = """
CREATE TABLE invoices (
  id INTEGER PRIMARY KEY, issued_on TEXT, customer_en TEXT, customer_ar TEXT, city TEXT,
  product TEXT, quantity INTEGER, unit_price REAL, vat REAL, total REAL) STRICT
"""


def words(name):
    return json.loads((WORDS / f"{name}.json").read_text(encoding="utf-8"))


def customers(parts):
    """5,000 unique pairs of names, in English and in Arabic."""
    def name(lang, form, brand, activity, city):
        company = form[lang].format(brand=brand[lang], activity=activity[lang])
        return f"{company} - {city[lang]}"
    forms = [form for form in parts["companyForms"] if "{latin}" not in form["en"]]
    choices = list(itertools.product(forms, parts["brands"], parts["activities"], parts["cities"]))
    random.Random(1447).shuffle(choices)
    return [(name("en", *choice), name("ar", *choice)) for choice in choices[:CUSTOMERS]]


def rows(count, repeats):
    chance = random.Random(2026)
    parts = words("customers")
    names = customers(parts)
    cities = [city["en"] for city in parts["cities"]]
    products = [(product["name"]["en"], product["price"]) for product in words("products")]
    days = [(START + datetime.timedelta(days=day)).isoformat() for day in range(DAYS)]
    for number in range(1, count + 1):
        product, price = chance.choice(products)
        quantity = chance.randrange(1, 500)
        halalas = price + chance.randrange(-price // 10, price // 10)
        vat = round(quantity * halalas * 15 / 100)
        texts = [*chance.choice(names), chance.choice(cities), product]
        if not repeats:
            texts = [f"{text} {number}-{chance.randrange(16**6):06x}" for text in texts]
        yield (number, days[min(number * DAYS // count, DAYS - 1)], *texts, quantity,
               halalas / 100, vat / 100, (quantity * halalas + vat) / 100)


def create(path, count, repeats=True):
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(part)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute(CREATE)
        connection.executemany("INSERT INTO invoices VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                               rows(count, repeats))
    part.rename(path)


def catalogue(folder, count, repeats=True):
    """Creates a catalogue with its database, or reuses one that this code created before."""
    stamp = {"rows": count, "repeats": repeats, "made by": pathlib.Path(__file__).read_text()}
    made = folder / "made.json"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(HERE / "catalogue", folder, dirs_exist_ok=True)
    if not made.exists() or json.loads(made.read_text()) != stamp:
        made.unlink(missing_ok=True)
        create(folder / "erp.sqlite", count, repeats)
        made.write_text(json.dumps(stamp))
    return folder


if __name__ == "__main__":
    create(pathlib.Path(sys.argv[1]), int(sys.argv[2]), repeats="unrepeated" not in sys.argv)
