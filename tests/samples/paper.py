"""A catalogue of reports whose texts wrap, for all reasons: columns that share a narrow page, titles and
headings that widen them, groups, sheets of instances, and texts after the rows that decide about widths."""

import json
import pathlib
import random
import sqlite3

import business

KINDS = 16  # random models
# Beyond the rows that decide (src/report/column_survey.h).
LATER = 2_100
LONG = "The supplier shall deliver the goods in accordance with Incoterms 2020 within thirty days. "
ADDRESS = {"en": "Building 12, 3rd Floor, Office 304, King Fahd Road, Al Olaya District, Riyadh 12214-3345, Kingdom of Saudi Arabia",
           "ar": "\u0645\u0628\u0646\u0649 12\u060c \u0627\u0644\u062f\u0648\u0631 \u0627\u0644\u062b\u0627\u0644\u062b\u060c \u0645\u0643\u062a\u0628 304\u060c \u0637\u0631\u064a\u0642 \u0627\u0644\u0645\u0644\u0643 \u0641\u0647\u062f\u060c \u062d\u064a \u0627\u0644\u0639\u0644\u064a\u0627\u060c \u0627\u0644\u0631\u064a\u0627\u0636 12214-3345\u060c \u0627\u0644\u0645\u0645\u0644\u0643\u0629 \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u0627\u0644\u0633\u0639\u0648\u062f\u064a\u0629"}
ORGANIZATIONS = {"organizations": [
    {"uid": uid, "name": {"en": "Wide", "ar": "\u0639\u0631\u064a\u0636"}, "timeZone": "Asia/Riyadh", **more}
    for uid, more in (("wide", {"address": ADDRESS}), ("plain", {}))]}
PHRASES = [names for kind in ("terms", "remarks", "entries", "items") for names in business.WORDS[kind] if None not in names]


def text(key, title=None, **more):
    title = title or {"en": key, "ar": "\u0639 " + key}
    return {"key": key, "from": {"en": key, "ar": key + "_ar"}, "type": "string", "title": title, **more}


def money(key, **more):
    return {"key": key, "type": "money", "currency": "SAR", "title": {"en": key, "ar": "\u0645 " + key}, "total": "sum", **more}


def prose(chance, words):
    """In both languages, of about so many words."""
    texts = ([], [])
    while len(texts[0]) < words:
        for its, phrase in zip(texts, chance.choice(PHRASES)):
            its.extend(phrase.split())
    return [" ".join(its[:words]) for its in texts]


def random_model(chance, lengths=None, amounts=None):
    """A model and its rows, with texts of so many words at most."""
    lengths = lengths or [chance.choice([1, 6, 25, 60]) for _ in range(chance.randrange(1, 4))]
    amounts = chance.choice([0, 1, 2, 5, 9]) if amounts is None else amounts
    columns = []
    for i, _ in enumerate(lengths):
        title = dict(zip(("en", "ar"), prose(chance, chance.choice([1, 2, 9]))))
        columns.append({**text(f"t{i}", {lang: f"{its} {i}" for lang, its in title.items()}),
                        "type": chance.choice(["string", "text"])})
    columns += [money(f"m{i}") for i in range(amounts)]
    rows = []
    for group in range(3):
        name_of_group = prose(chance, chance.choice([1, 5]))
        for _ in range(chance.randrange(2, 12)):
            texts = [its for words in lengths for its in prose(chance, chance.randrange(1, words + 1))]
            rows.append((f"{name_of_group[0]} {group}", f"{name_of_group[1]} {group}", *texts,
                         *(round(10 ** chance.uniform(0, 8), 2) for _ in range(amounts))))
    layout = {"dataSheet": True}
    if chance.random() < 0.5:
        columns.insert(0, text("g"))
        layout["groups"] = [{"by": "g", "subtotal": amounts > 0}]
    fields = [its for key in ["g", *(f"t{i}" for i in range(len(lengths)))] for its in (key, key + "_ar")]
    return {"columns": columns, "layout": layout}, [*fields, *(f"m{i}" for i in range(amounts))], rows


def instances():
    """Statements of one run that alone would be printed in different orientations: of few rows, of as many as
    one page has, and of more."""
    rows = [(its, "A short note", 4567890123.45) for its, count in (("A", 3), ("B", 26), ("C", 90)) for _ in range(count)]
    columns = [{"key": "note", "type": "string", "title": {"en": "Note", "ar": "\u0628\u064a\u0627\u0646"}},
               *(money(f"m{i}", **{"from": "amount"}) for i in range(5))]
    layout = {"sheetPerInstance": True, "signatures": True}
    return {"columns": columns, "layout": layout, "instanceIds": {"from": "id", "type": "string", "max": 9}}, ["id", "note", "amount"], rows


def later(amounts, long):
    """One long text after the rows that decide."""
    rows = [(f"C{i:05d}", "short", *[12345.5] * amounts) for i in range(LATER + 50)]
    rows[LATER] = ("CODE-LONG-WWWWWWWWWWWW", LONG * long, *rows[0][2:])
    columns = [{"key": key, "type": "string", "title": {"en": key, "ar": "\u0639 " + key}} for key in ("code", "name")]
    fields = ["code", "name", *(f"m{i}" for i in range(amounts))]
    return {"columns": [*columns, *(money(key) for key in fields[2:])], "layout": {}}, fields, rows


def models():
    chance = random.Random(16)
    named = {f"random-{i}": random_model(chance) for i in range(KINDS)}
    # Columns that the heading, or their titles, widen.
    for i, (lengths, amounts) in enumerate([([60], 1), ([60], 1), ([60], 0), ([25, 60], 0), ([60, 60, 60], 9)]):
        named[f"random-widened-{i}"] = random_model(chance, lengths, amounts)
    named["instances"] = instances()
    for name, amounts, long in (("later", 10, 2), ("later-narrow", 2, 2), ("later-longest", 10, 40)):
        named[name] = later(amounts, long)
    return named


def catalogue(folder):
    """Returns the names of its models."""
    folder = pathlib.Path(folder)
    (folder / "models").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "organizations.json").write_text(json.dumps(ORGANIZATIONS))
    (folder / "sources/books.json").write_text('{"kind": "sqlite", "path": "books.db"}')
    book, named = sqlite3.connect(folder / "books.db"), models()
    for name, (model, fields, rows) in named.items():
        book.execute(f'CREATE TABLE "{name}" ({", ".join(fields)})')
        book.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(fields))})', rows)
        (folder / f"models/{name}.sql").write_text(f'SELECT * FROM "{name}" ORDER BY rowid')
        (folder / f"models/{name}.json").write_text(json.dumps({
            "uid": name, "version": 1, "title": {"en": f"Report {name}", "ar": f"\u062a\u0642\u0631\u064a\u0631 {name}"}, "source": "books",
            "access": {"organizations": ["*"], "scope": "none"}, **model}))
    book.commit()
    book.close()
    return list(named)
