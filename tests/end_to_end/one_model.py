"""A catalogue of one data model over one source, rendered by the command and read by openpyxl."""

import json
import pathlib
import sqlite3
import subprocess

import openpyxl

from engine import EXECUTABLE, PATIENCE

EVERY = ["eq", "neq", "gt", "gte", "lt", "lte", "in", "nin", "between", "isNull", "isNotNull"]
OF_TEXTS = ["eq", "neq", "in", "nin", "contains", "startsWith", "isNull", "isNotNull"]
TEXTS = {"string", "text", "url", "enum"}


class OneModel:
    """`columns` are those of the data model; by default all of them can be filtered and sorted."""

    def __init__(self, folder, source, sql, columns, **more):
        self.folder = pathlib.Path(folder)
        for name in ("models", "sources"):
            (self.folder / name).mkdir(exist_ok=True)
        (self.folder / "sources" / "s.json").write_text(json.dumps(source))
        (self.folder / "organizations.json").write_text(json.dumps({"organizations": [
            {"uid": "top", "name": "Top", "timeZone": "Asia/Riyadh"}]}))
        (self.folder / "models" / "m.sql").write_text(sql, encoding="utf-8")
        self.columns = columns
        self.more = more
        self.write()

    @classmethod
    def of_sqlite(cls, folder, script, sql, columns, **more):
        file = pathlib.Path(folder) / "data.db"
        file.unlink(missing_ok=True)
        database = sqlite3.connect(file)
        database.executescript(script)
        database.close()
        return cls(folder, {"kind": "sqlite", "path": str(file)}, sql, columns, **more)

    def write(self, policy=None, **layout):
        operators = {column["key"]: self.operators(column) for column in self.columns}
        access = {"scope": "none", **({"policies": [{"filter": policy}]} if policy else {})}
        model = {"uid": "m", "source": "s", "title": "Model", "access": access,
                 "columns": [{"title": column["key"], **column} for column in self.columns],
                 "query": {"filter": operators, "sort": list(operators)}, **self.more}
        if layout:
            model["layout"] = layout
        (self.folder / "models" / "m.json").write_text(json.dumps(model), encoding="utf-8")

    @staticmethod
    def operators(column):
        if column["type"] in TEXTS:
            return OF_TEXTS
        return ["eq", "neq", "in", "nin", "isNull", "isNotNull"] if column["type"] == "boolean" else EVERY

    def render(self, *arguments, lang="en"):
        """The path of the workbook, and the command's output."""
        done = self._render(lang, arguments)
        assert done.returncode == 0, done.stderr
        return self.folder / "out.xlsx", done.stdout + done.stderr

    def fails(self, *arguments, lang="en"):
        """The output of a command that makes no report."""
        done = self._render(lang, arguments)
        assert done.returncode != 0, done.stdout
        return done.stderr

    def _render(self, lang, arguments):
        return subprocess.run([EXECUTABLE, "render", "--catalogue", self.folder, "--model", "m", "--lang", lang,
                               "--organization", "top", "--out", self.folder / "out.xlsx", *map(str, arguments)],
                              capture_output=True, text=True, timeout=PATIENCE, check=False)

    def check(self):
        """The output of `model check`."""
        return subprocess.run([EXECUTABLE, "model", "check", self.folder], capture_output=True, text=True,
                              timeout=PATIENCE, check=False)

    def rows(self, *arguments):
        """The rows below the titles: dictionaries by the columns' keys."""
        out, _ = self.render(*arguments)
        lines = list(openpyxl.load_workbook(out, data_only=True).worksheets[0].iter_rows(values_only=True))
        key = self.columns[0]["key"]
        header = next(i for i, line in enumerate(lines) if key in line)
        titles = [str(title).split(" (")[0] for title in lines[header]]
        return [dict(zip(titles, line)) for line in lines[header + 1:]]

    def column(self, key, *arguments):
        return [row[key] for row in self.rows(*arguments)]

    def filtered(self, key, field, op, value=None):
        """The column `key` of a filtered report; an empty list if there are no rows."""
        condition = {"field": field, "op": op, **({} if value is None else {"value": value})}
        rows = self.rows("--query", json.dumps({"filters": condition}))
        return [row[key] for row in rows if isinstance(row[key], (int, float)) or row[key] in self.names()]

    def sorted_by(self, key, field, direction="asc"):
        return self.column(key, "--query", json.dumps({"sort": [{"field": field, "direction": direction}]}))

    def under(self, policy, key):
        """The column `key` under a row policy."""
        self.write(policy)
        values = [row[key] for row in self.rows()]
        self.write()
        return values

    def names(self):
        return ()
