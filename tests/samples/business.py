"""A second catalogue, of reports that other companies would request: payrolls, purchase orders, bank
reconciliations, cross-tabs. Its data are random, but always the same."""

import concurrent.futures
import datetime
import json
import pathlib
import random
import shutil
import sqlite3

from PIL import Image, ImageDraw

import samples

HERE = pathlib.Path(__file__).resolve().parent / "business"
QUARTER = ("--parameter", "period=2026-01-01/2026-03-31")
YEAR = ("--parameter", "year=2026")
LIMITED = ("--query", '{"filters": {"and": [{"field": "state", "op": "eq", "value": "ledger"}]}}')
# The workbook's name: data model, organization, and the rest of the request.
REQUESTS = {
    "payroll": ("payroll", "logistics", *QUARTER),
    "purchase-orders": ("purchase-orders", "contracting", *QUARTER),
    "bank-reconciliation": ("bank-reconciliation", "insurance", *QUARTER),
    "bank-reconciliation-limited": ("bank-reconciliation", "distribution", *QUARTER, *LIMITED),
    "months-by-account": ("months-by-account", "insurance", *YEAR),
    "months-by-account-indic": ("months-by-account", "ministry", *YEAR),
    "stock-margins": ("stock-margins", "distribution"),
    "stock-margins-indic": ("stock-margins", "ministry"),
    "cost-centres": ("cost-centres", "contracting", *QUARTER),
    "centres-by-city": ("centres-by-city", "contracting", "--ids", "1,2,3,4,5,6", *QUARTER),
    "currencies": ("currencies", "logistics"),
    "currencies-indic": ("currencies", "ministry"),
    "currencies-by-bank": ("currencies-by-bank", "insurance"),
    "rates": ("rates", "distribution", "--parameter", "least=0.125", "--parameter", "amount=20000", "--parameter",
              "count=12000", "--parameter", "longest=3600", "--parameter", "loss=-5.5", "--parameter", "asOf=2026-03-31"),
    "rates-indic": ("rates", "ministry", "--parameter", "least=0.125", "--parameter", "loss=-5.5"),
    "codes": ("codes", "contracting"),
    "one-column": ("one-column", "endowments"),
    "two-columns": ("two-columns", "logistics"),
    "three-columns": ("three-columns", "contracting"),
    "project-costs": ("project-costs", "contracting", *QUARTER),
    "account-statements": ("account-statements", "insurance", "--ids", "1,2,3,4", *QUARTER),
    "statements-by-code": ("statements-by-code", "ministry", "--ids", "10041,10042,10043"),
    "cash-book": ("cash-book", "endowments", "--parameter", "period=hijri:1447-08-01/hijri:1447-09-29"),
    "milestones": ("milestones", "insurance"),
    "vouchers": ("vouchers", "ministry", *QUARTER, "--query",
                 '{"filters": {"and": [{"field": "amount", "op": "gte", "value": 1500.5}]}}'),
    "nothing": ("nothing", "contracting", *QUARTER),
    "sales-line": ("sales-line", "logistics"),
    "sales-pie": ("sales-pie", "ministry"),
}
CURRENCIES = ("SAR", "KWD", "EGP", "JPY", "TND", "XQQ")
FIRST = datetime.date(2026, 1, 1)
WORDS = json.loads((HERE / "words.json").read_text(encoding="utf-8"))


class Rows:
    """Random values; each table has a generator of its own rows."""

    def __init__(self):
        self.chance = random.Random(16)

    def word(self, kind):
        """In English and in Arabic."""
        return self.chance.choice(WORDS[kind])

    def amount(self, most, places=2):
        """Large and small ones alike, sometimes zero."""
        if self.chance.random() < 0.05:
            return 0
        return round(most ** self.chance.random(), places)

    def day(self, days=90):
        return str(FIRST + datetime.timedelta(days=self.chance.randrange(days)))

    def iban(self, country, letters=""):
        return f"{country}{self.chance.randrange(10, 99)}{letters}{self.chance.randrange(10 ** 17, 10 ** 18)}"

    def payroll(self):
        for number in range(38):
            basic = round(400 + self.amount(2000, 3), 3)
            housing, transport, overtime = round(basic * 0.25, 3), 50, self.amount(300, 3)
            insurance, loans = round(-basic * 0.115, 3), -self.amount(400, 3)
            yield (f"E{number + 1:05d}", *self.word("people"), *self.word("departments"), *self.word("jobs"),
                   self.iban("KW", "NBOK0000"), self.chance.choice([30, 30, 30, 28, 12]), basic, housing, transport,
                   overtime, insurance, loans, round(basic + housing + transport + overtime + insurance + loans, 3),
                   self.chance.choice(["paid", "paid", "paid", "held"]))

    def purchase_orders(self):
        for number in range(45):
            quantity, price = self.chance.choice([1, 2, 12, 250, 1200.5, 37.125]), self.amount(90000)
            discount = self.chance.choice([0, 0, 0.05, 0.125])
            net = round(quantity * price * (1 - discount), 2)
            yield (f"PO-2026-{number + 31:05d}", self.day(), *self.word("parties"), f"3{self.chance.randrange(10 ** 12):012d}03",
                   *self.word("items"), *self.word("terms"), *self.word("remarks"), *self.word("units"), quantity, price,
                   discount, net, round(net * 0.15, 2), round(net * 1.15, 2), self.chance.choice(["open", "part", "done"]),
                   *self.word("people"))

    def bank(self):
        for number in range(60):
            state = self.chance.choice(["matched", "matched", "matched", "ledger", "bank"])
            adjusted = round(self.amount(4_000_000) * self.chance.choice([1, 1, -1]), 2)
            books = {"matched": adjusted, "ledger": 0, "bank": 0}[state]
            yield (self.day(), f"FT26{number:03d}{self.chance.randrange(10 ** 8):08d}", *self.word("entries"), state, books,
                   round(adjusted - books, 2), adjusted, adjusted)

    def months(self):
        for number, names in enumerate(WORDS["accounts"] * 4):
            months = [round(self.amount(9_000_000) * self.chance.choice([1, 1, 1, -1]), 2) for _ in range(12)]
            year = round(sum(months), 2)
            budget, previous = (round(abs(year) * self.chance.choice([0, 0.8, 1, 1.04, 1.3]), -3) for _ in range(2))
            yield (f"5{number + 1:04d}", *names, *months, year, budget, round(year - budget, 2),
                   (year - budget) / budget if budget else None, previous, year / previous - 1 if previous else None)

    def stock(self):
        for number in range(90):
            cost = self.amount(20000)
            margin = self.chance.choice([0.31, 0.255, 0.42, 0.08, 0, -0.12, -1.5])
            quantity, price = self.chance.randrange(-3, 900), round(cost * (1 + margin), 2)
            yield (f"SKU-{number:04d}{self.chance.choice(['', '-XL', '/W'])}", *self.word("items"), *self.word("categories"), quantity,
                   cost, price, round(cost * quantity, 2), round((price - cost) * quantity, 2),
                   1 - cost / price if price else None, self.amount(30, 4), self.amount(5000, 3))

    def centres(self):
        for names in WORDS["cities"] * 4:
            yield (f"BR{self.chance.randrange(1000):03d}", *names,
                   *[round(self.amount(30_000_000) * self.chance.choice([1, -1]), 2) for _ in range(40)])

    def treasury(self):
        for number in range(70):
            currency = self.chance.choice(CURRENCIES)
            places = {"KWD": 3, "TND": 3, "JPY": 0}.get(currency, 2)
            balance = round(self.amount(99_000_000_000, places) * self.chance.choice([1, 1, -1]), places)
            limit, rate = self.amount(5_000_000, places), self.amount(13, 6)
            yield (f"AC-{number:03d}", *self.word("banks"), self.iban("SA", "80"), currency, balance, limit,
                   round(balance + limit, places), rate, round(balance * rate, 2))

    def rates(self):
        for number, names in enumerate(WORDS["services"] * 3):
            yield (*names, 1 / 18, self.chance.choice([-0.054, 0, 0.125, 1, 12.5]), self.amount(1, 6), self.amount(20, 6),
                   self.chance.choice([0, 0.5, 1]), self.chance.choice([59, 3600, 31_536_000, 123_456_789]),
                   f"{7 + number % 3:02d}:30", f"2026-03-{number + 1:02d}T0{number % 10}:15:00Z", number % 2,
                   f"https://portal.example.sa/services/{number}?q=\u062e\u062f\u0645\u0629")

    def codes(self):
        for number in range(40):
            yield (f"{number:05d}", self.chance.choice([2024, 2025, 2026]), self.chance.choice([1446, 1447]),
                   f"{self.chance.randrange(1, 6)}.{number:02d}.{self.chance.randrange(10 ** 6):06d}", self.iban("SA", "80"),
                   f"+966 5{self.chance.randrange(10 ** 8):08d}", f"INFO{number}@MINISTRY-OF-COMMERCE.GOV.EXAMPLE",
                   self.chance.choice(self.word("parties")), f"https://www.example.com/{'W' * (number % 30)}", number * 37)

    def documents(self):
        for number in range(12):
            yield (f"{number + 1:03d}", *self.word("parties"), self.amount(900_000))

    def projects(self):
        for number in range(400):
            cost = self.amount(800_000)
            yield (*self.word("regions"), *self.word("projects"), self.day(), f"JV-{number:05d}", *self.word("entries"),
                   self.chance.randrange(0, 9_000_000, 60), cost, round(cost * self.chance.choice([0, 1, 1.1]), 2))

    def statements(self):
        for customer, names in enumerate(WORDS["parties"][:4], 1):
            code, iban, limit, balance = f"C{customer:06d}", self.iban("SA", "20"), 250000 * customer, 0
            days = sorted(self.day() for _ in range([70, 3, 12, 0][customer - 1]))
            for number, day in enumerate(days):
                debit, credit = self.chance.choice([(self.amount(90_000), 0), (0, self.amount(60_000))])
                balance = round(balance + debit - credit, 2)
                yield (customer, *names, code, iban, limit, day, f"INV-{customer}{number:04d}", *self.word("entries"),
                       debit or None, credit or None, balance)

    def cash(self):
        balance = 0
        for number, day in enumerate(sorted(self.day() for _ in range(120))):
            debit, credit = self.chance.choice([(self.amount(50_000), 0), (0, self.amount(20_000))])
            balance = round(balance + debit - credit, 2)
            yield (day, f"{'R' if debit else 'P'}V-{number:04d}", *self.word("entries"), debit, credit, balance)

    def milestones(self):
        for number, milestone in enumerate(WORDS["milestones"] * 2):
            yield (f"CT-{number // 4:03d}", WORDS["parties"][number % 5][number % 2], milestone, self.day(300),
                   self.chance.choice([0.1, 0.2, 0.3]), self.amount(2_000_000))

    def parts(self):
        for kind, words in (("line", "months"), ("pie", "channels")):
            for place, names in enumerate(WORDS[words]):
                yield (kind, place, *names, self.amount(9_000_000), -self.amount(50_000))


def names(words):
    """The columns of a table; `name*` is one in English and one in Arabic."""
    for word in words.split():
        yield from [word[:-1] + "_en", word[:-1] + "_ar"] if word.endswith("*") else [word]


TABLES = {
    "payroll": "number employee* department* job_title* iban days basic housing transport overtime insurance loans net status",
    "purchase_orders": "number placed_on supplier* vat_number item* terms* remarks* unit* quantity price discount net vat total"
                       " status buyer*",
    "bank": "posted_on reference entry* state book_balance outstanding adjusted bank",
    "months": "code account* " + " ".join(f"m{i + 1}" for i in range(12)) + " year budget variance variance_rate previous change",
    "stock": "sku item* category* quantity cost price value profit margin turnover weight",
    "centres": "branch city* " + " ".join(f"a{i + 1}" for i in range(40)),
    "treasury": "reference bank* iban currency balance credit_limit available rate riyals",
    "rates": "service* share growth exact rate whole took opens_at measured_at is_active page",
    "codes": "code fiscal_year hijri_year account iban phone email name page seats",
    "documents": "number item* amount",
    "projects": "region* project* posted_on voucher entry* hours cost billed",
    "statements": "id customer* code iban credit_limit posted_on document entry* debit credit balance",
    "cash": "posted_on voucher entry* debit credit balance",
    "milestones": "contract party milestone due_on share amount",
    "parts": "kind place part* sales returns",
}


def database(path):
    rows, book = Rows(), sqlite3.connect(path)
    for table, words in TABLES.items():
        columns = list(names(words))
        book.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        book.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", getattr(rows, table)())
    book.commit()
    book.close()


def logos(folder):
    """A square one, and one that is far wider than high."""
    folder.mkdir()
    seal = Image.new("RGBA", (240, 240), (0, 0, 0, 0))
    ImageDraw.Draw(seal).ellipse((4, 4, 236, 236), fill="#0B6E4F", outline="#C9A227", width=14)
    seal.save(folder / "seal.png")
    banner = Image.new("RGB", (900, 200), "#1F3864")
    ImageDraw.Draw(banner).polygon([(40, 170), (150, 30), (260, 170)], fill="#F2B705")
    banner.save(folder / "banner.png")


def catalogue(folder):
    folder = pathlib.Path(folder)
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("words.json"))
    (folder / "sources").mkdir()
    (folder / "sources/books.json").write_text('{"kind": "sqlite", "path": "books.db"}')
    database(folder / "books.db")
    logos(folder / "branding")
    return folder


def render(folder):
    """Renders all of them in `folder`; returns paths by name and language."""
    folder = pathlib.Path(folder)
    books = catalogue(folder / "business")

    def rendered(key):
        (model, organization, *request), file = REQUESTS[key[0]], folder / f"{key[0]}.{key[1]}.xlsx"
        samples.run("render", "--catalogue", books, "--model", model, "--organization", organization, "--lang", key[1],
                    "--out", file, *request)
        return key, file

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return dict(pool.map(rendered, [(name, lang) for name in REQUESTS for lang in samples.LANGUAGES]))


def render_all(folder):
    """These and the sample models."""
    return {**samples.render(folder), **render(folder)}
