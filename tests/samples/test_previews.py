"""The preview of each sample model shows what LibreOffice shows in the cells of its workbook."""

import csv
import decimal
import itertools
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.request

import openpyxl

import business
import extremes
import number_oracle
import office
import samples

# As shown; every sheet in a file of its own.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
ROWS = 50
DIGITS = str.maketrans("\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u066b\u066c", "0123456789.,")
NUMBER = re.compile(r"[\d,]*\d(\.\d+)?")
UNKNOWN = "#FMT"  # LibreOffice shows no more than some hundred thousand hours


def parameters(arguments):
    """The body of a submit for the arguments of `render`."""
    params, by_key = {}, {}
    for name, value in zip(arguments[::2], arguments[1::2]):
        if name == "--organization":
            params["organizationUid"] = value
        elif name == "--query":
            params["query"] = json.loads(value)
        elif name == "--ids":
            by_key["instanceIds"] = {"values": [int(each) if each.isdigit() else each for each in value.split(",")]}
        else:
            key, text = value.split("=")
            if "/" in text:
                by_key[key] = dict(zip(("from", "to"), text.split("/")))
                continue
            path = key.split(".")
            by_key.setdefault(path[0], {})[path[1] if len(path) > 1 else "value"] = text
    params["parameters"] = [{"key": key, "value": value} for key, value in by_key.items()]
    return params


class Server:
    """Serves a catalogue, as a context, with an admin's key of each organization."""

    def __init__(self, catalogue, data, organizations):
        executable = os.environ["GORMIC_BI_TEST_EXECUTABLE"]
        self.keys = {}
        for organization in organizations:
            created = subprocess.run([executable, "key", "create", "--data", data, "--organization", organization,
                                      "--label", "test", "--data-of", "below"], capture_output=True, text=True, check=True)
            self.keys[organization] = created.stdout.strip()
        self.command = [executable, "serve", "--catalogue", catalogue, "--data", data, "--listen", "127.0.0.1:0"]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
                                        env={**os.environ, "SOURCE_DATE_EPOCH": samples.ISSUED})
        self.url = next(found.group(1) for line in self.process.stderr
                        if (found := re.search(r"listening .*?(http://[\w.:]+)", line)))
        self.reader = threading.Thread(target=lambda: self.process.stderr.read(), daemon=True)
        self.reader.start()
        return self

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait(60)
        self.reader.join()
        self.process.stderr.close()

    def preview(self, organization, params):
        request = urllib.request.Request(
            self.url + "/v1/bi/previews", json.dumps({"params": params}).encode(),
            {"api-key": self.keys[organization], "organization-id": organization, "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def shown(row):
    return [cell.strip() for cell in row]


def is_same(cell, text):
    """Whether Excel shows the cell of which LibreOffice shows the text. LibreOffice shows more than 15 digits, and
    multiplies a percentage before it rounds: ties may go down."""
    if cell == text or text == UNKNOWN:
        return True
    if cell is None or text is None:
        return False
    ours, its = NUMBER.search(cell.translate(DIGITS)), NUMBER.search(text.translate(DIGITS))
    if not ours or not its or NUMBER.sub("", cell.translate(DIGITS)) != NUMBER.sub("", text.translate(DIGITS)):
        return False
    ours, its = (decimal.Decimal(each.group().replace(",", "")) for each in (ours, its))
    fifteenth = decimal.Decimal(1).scaleb(ours.adjusted() - 14)
    least = decimal.Decimal(1).scaleb(ours.as_tuple().exponent) if "%" in cell else 0
    return abs(ours - its) <= max(fifteenth, least)


def sheet_rows(folder, file):
    """The rows of each sheet, in the order of the workbook, as LibreOffice shows them."""
    sheets = []
    for name in openpyxl.load_workbook(file).sheetnames:
        with open(pathlib.Path(folder) / f"{file.stem}-{name}.csv", encoding="utf-8", newline="") as lines:
            sheets.append([shown(row) for row in csv.reader(lines)])
    return sheets


def sections(preview):
    """The preview's rows by the title of their section, in order."""
    parts = [("", [])]
    for row in preview["rows"]:
        if row["kind"] == "section":
            parts.append((row["text"], []))
        else:
            parts[-1][1].append(row)
    return [part for part in parts if part[0] or len(parts) == 1]


def titles_of(preview):
    return shown(column["title"] for column in preview["columns"])


def sections_of(preview, sheets):
    """For each section of the preview: its title, its rows, and the rows of its sheet below their titles."""
    titles, left = titles_of(preview), list(sheets)
    for title, rows in sections(preview):
        place = next((place for place, its in enumerate(left)
                      if any(row[:len(titles)] == titles for row in its[1:]) and  # a sheet of data has no heading
                      (not title or any(list(filter(None, row)) == [title] for row in its))), None)
        if place is None:
            raise AssertionError(f"no sheet of {title!r} with {titles}")
        yield title, rows, rows_below_titles(preview, left.pop(place))


def rows_below_titles(preview, rows):
    titles = titles_of(preview)
    at = next(number for number, row in enumerate(rows) if row[:len(titles)] == titles)
    return [row[:len(titles)] for row in rows[at + 1:]]


class Cases:
    """The tests, without the catalogue that they preview."""

    maxDiff = None

    @classmethod
    def preview_all(cls, folder, catalogue, data, requests):
        """`requests`: data model, organization of the key and arguments of `render`, by name."""
        folder.mkdir(exist_ok=True)
        files = {}
        for name, (model, organization, *arguments) in requests.items():
            for lang in samples.LANGUAGES:
                files[name, lang] = folder / f"{name}.{lang}.xlsx"
                if "--organization" not in arguments:
                    arguments = ["--organization", organization, *arguments]
                samples.run("render", "--catalogue", catalogue, "--model", model, "--lang", lang, "--out",
                            files[name, lang], *arguments)
        office.convert(list(files.values()), CSV, folder / "shown", per_sheet=True)
        cls.sheets = {key: sheet_rows(folder / "shown", file) for key, file in files.items()}
        cls.answers = {}
        with Server(catalogue, data, {its[1] for its in requests.values()}) as server:
            for name, (model, organization, *arguments) in requests.items():
                for lang in samples.LANGUAGES:
                    cls.answers[name, lang] = server.preview(organization, {
                        "uid": model, "lang": lang, "template": "excel-auto", **parameters(arguments)})

    def each(self):
        for (name, lang), answer in self.answers.items():
            yield answer["data"], self.sheets[name, lang], f"{name}.{lang}"

    def test_each_cell_is_that_of_the_workbook(self):
        kinds, cells, found = set(), 0, []
        for preview, sheets, name in self.each():
            for title, rows, expected in sections_of(preview, sheets):
                for number, (row, its) in enumerate(zip(rows, expected)):
                    kinds.add(row["kind"])
                    cells += len(its)
                    shows = [row["text"].strip()] if row["kind"] == "group" else shown(row["cells"])
                    its = list(filter(None, its)) if row["kind"] == "group" else its
                    found += [(name, title, number, cell, text) for cell, text in itertools.zip_longest(shows, its)
                              if not is_same(cell, text)]
                if len(expected) < len(rows):
                    found.append((name, title, "has rows that the sheet has not"))
        self.assertEqual(found, [])
        self.assertLessEqual(self.kinds, kinds)
        self.assertGreater(cells, self.least_cells)

    def test_it_says_whether_these_are_all_rows(self):
        found = set()
        for preview, sheets, name in self.each():
            found.add(preview["complete"])
            data = [row for row in preview["rows"] if row["kind"] == "data"]
            self.assertEqual(len(data), preview["rowCount"], name)
            if preview["complete"]:
                self.assertLessEqual(len(data), ROWS, name)
                for title, rows, expected in sections_of(preview, sheets):
                    below = [row for row in expected[len(rows):] if len(list(filter(None, row))) > 3]
                    self.assertEqual(below, [], name)
            else:
                self.assertEqual((len(data), preview["rows"][-1]["kind"]), (ROWS, "data"), name)
        self.assertEqual(found, self.completeness)

    def test_it_has_the_direction_language_and_facts_of_the_report(self):
        for preview, sheets, name in self.each():
            lang = name[-2:]
            self.assertEqual((preview["language"], preview["direction"]), (lang, "rtl" if lang == "ar" else "ltr"))
            texts = "\n".join(cell for rows in sheets for row in rows for cell in row)
            self.assertIn(preview["title"], texts)
            flat = re.sub(r"\s+", " ", texts)
            for fact in (re.sub(r"\s+", " ", its) for its in preview["facts"]):
                self.assertIn(fact.split(" - ")[0].split(" \u2013 ")[0].split(" \u2014 ")[0], flat)


class Samples(Cases, unittest.TestCase):
    kinds = {"data", "group", "subtotal", "total"}
    completeness = {True, False}
    least_cells = 3000

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        samples.run("demo", "--once", "--directory", folder / "demo", "--invoices", samples.INVOICES,
                    "--listen", "127.0.0.1:0")
        requests = {model: (model, "wahat-group", *request) for model, request in samples.REQUESTS.items()}
        invoices = samples.REQUESTS["sales.invoices"]
        requests["all-invoices"] = ("sales.invoices", "wahat-group", "--query", "{}",
                                    *(each for each in invoices if "filters" not in each and each != "--query"))
        cls.preview_all(folder / "files", folder / "demo/catalogue", folder / "demo/data", requests)


class Business(Cases, unittest.TestCase):
    kinds = {"data", "group", "subtotal", "total"}
    completeness = {True, False}
    least_cells = 10_000

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.preview_all(folder / "files", business.catalogue(folder / "business"), folder / "data", business.REQUESTS)


class Extremes(Cases, unittest.TestCase):
    kinds = {"data", "group", "subtotal", "total"}
    completeness = {True, False}
    least_cells = 1_000

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        requests = {}
        for organization in extremes.ORGANIZATIONS:
            for uid, model in extremes.MODELS.items():
                ids = ("--ids", ",".join(f"Region {i}" for i in range(4))) if "instanceIds" in model else ()
                requests[f"{uid}-{organization['uid']}"] = (uid, organization["uid"], *ids)
        cls.preview_all(folder / "files", extremes.catalogue(folder / "extremes"), folder / "data", requests)


class Numbers(Cases, unittest.TestCase):
    kinds = {"data", "total"}
    completeness = {True}
    least_cells = 10_000

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        chance = random.Random(15)
        reports = {f"n{i}": number_oracle.report(chance, 50) for i in range(4)}
        requests = {f"{name}-{organization}": (name, organization) for name in reports for organization in ("west", "east")}
        cls.preview_all(folder / "files", number_oracle.catalogue(folder / "numbers", reports), folder / "data", requests)


if __name__ == "__main__":
    unittest.main()
