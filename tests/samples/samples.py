"""The workbooks of the sample models, as a customer would request them, at a fixed time."""

import os
import pathlib
import subprocess

ISSUED = "1777546800"  # 2026-04-30 11:00 UTC, 14:00 in Riyadh
INVOICES = "600"
QUARTER = ("--parameter", "period.from=2026-01-01", "--parameter", "period.to=2026-03-31")
LANGUAGES = ("ar", "en")
REQUESTS = {
    "sales.invoices": ("--organization", "wahat-group", "--query",
                       '{"filters": {"and": [{"field": "total", "op": "gte", "value": 5000}]}}',
                       *QUARTER),
    "finance.vat-return": ("--organization", "wahat-group", *QUARTER),
    "finance.trial-balance": ("--organization", "wahat-foods", *QUARTER),
    "customers.statements": ("--organization", "wahat-group", "--ids", "1,2,3", *QUARTER),
    "sales.by-region": ("--organization", "wahat-group", *QUARTER),
    "stock.ageing": ("--organization", "wahat-medical", "--parameter", "asOf=2026-10-31",
                     "--query", '{"page": 1, "pageSize": 45}'),
}


def run(*arguments):
    """Runs the executable; returns its output."""
    done = subprocess.run([os.environ["GORMIC_BI_TEST_EXECUTABLE"], *map(str, arguments)],
                          env={**os.environ, "SOURCE_DATE_EPOCH": ISSUED}, capture_output=True,
                          text=True, timeout=120)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}:\n{done.stdout}{done.stderr}")
    return done.stderr + done.stdout


def render(folder):
    """Renders all of them in `folder`; returns paths by model and language."""
    folder = pathlib.Path(folder)
    run("demo", "--once", "--directory", folder / "demo", "--invoices", INVOICES,
        "--listen", "127.0.0.1:0")
    files = {}
    for model, request in REQUESTS.items():
        for lang in LANGUAGES:
            file = folder / f"{model}.{lang}.xlsx"
            run("render", "--catalogue", folder / "demo/catalogue", "--model", model,
                "--lang", lang, "--out", file, *request)
            files[model, lang] = file
    return files
