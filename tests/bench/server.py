"""The server, measured by its clients."""

import contextlib
import http.client
import json
import pathlib
import re
import sqlite3
import statistics
import subprocess
import tempfile
import time

import programs

ORGANIZATION = "wahat-group"
SECONDS = 3  # duration of one burst of requests
ONE_CORE = ("taskset", "-c", "0")
# All jobs of a burst of 32 clients may be pending, and come from one key and address.
LONG_QUEUE = ("--max-pending", "1000000", "--max-pending-per-organization", "1000000",
              "--address-rate", "0", "--key-rate", "0")


class Server:
    """A server with a temporary data directory."""

    def __init__(self, build, catalogue, workers, before=(), options=()):
        self._build = build
        self._folder = tempfile.TemporaryDirectory(dir=build.folder, prefix="data-")
        data = self._folder.name
        self.key = subprocess.run(
            [build.engine, "key", "create", "--data", data, "--organization", ORGANIZATION,
             "--label", "bench"], capture_output=True, text=True, check=True).stdout.strip()
        self._log = pathlib.Path(data) / "log"
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [*before, build.engine, "serve", "--catalogue", catalogue, "--data", data,
                 "--listen", "127.0.0.1:0", "--workers", str(workers), *options],
                stdout=subprocess.DEVNULL, stderr=log)
        self.port = self._listening()
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._connection.close()
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    def _listening(self):
        """The port, from the log."""
        while self._process.poll() is None:
            if found := re.search(r"listening .*?url=\"?http://[\w.]+:(\d+)", self._log.read_text()):
                return int(found.group(1))
            time.sleep(0.01)
        raise programs.Failed("the server does not listen: " + self._log.read_text())

    @property
    def headers(self):
        return {"api-key": self.key, "organization-id": ORGANIZATION,
                "Content-Type": "application/json"}

    def ask(self, method, path, body=None):
        self._connection.request(method, path, body, self.headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise programs.Failed(f"{method} {path}: {answer.status} {text.decode()}")
        return json.loads(text)["data"]

    def submit(self, body):
        return self.ask("POST", "/v1/bi/jobs", body)["jobId"]

    def ended(self, job):
        while True:
            found = self.ask("GET", f"/v1/bi/jobs/{job}?wait=25")["job"]
            if found["status"] in ("failed", "canceled"):
                raise programs.Failed(found["log"])
            if found["status"] == "completed":
                return found

    def seconds(self, *bodies):
        """Seconds from the first submit until all jobs have ended."""
        begin = time.perf_counter()
        for job in [self.submit(body) for body in bodies]:
            self.ended(job)
        return time.perf_counter() - begin

    def burst(self, method, path, body, clients):
        """Repeats the request over `clients` connections; returns the responses per second."""
        head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}",
                *(f"{name}: {value}" for name, value in self.headers.items())]
        request = self._build.folder / "request.http"
        request.write_text("\r\n".join(head) + "\r\n\r\n" + body)
        done = subprocess.run([self._build.tool("client"), str(self.port), request, str(clients),
                               str(SECONDS)], capture_output=True, text=True)
        if done.returncode != 0:
            raise programs.Failed(done.stderr.strip())
        found = json.loads(done.stdout)
        if found["failed"]:
            raise programs.Failed(f"{found['failed']} answers were not 200: {done.stderr[:500]}")
        return found["answers"] / found["seconds"]


def report(rows, **members):
    return json.dumps({"params": {
        "uid": "bench.invoices", "lang": "en", "template": "excel-auto", **members,
        "parameters": [{"key": "rows", "value": {"value": rows}}]}})


@contextlib.contextmanager
def locked(file):
    """Locks the database against readers."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.rollback()


def syncs(build):
    """Synced writes per second of the disk."""
    file = build.folder / "syncs"
    done = subprocess.run([build.tool("sync"), file, str(SECONDS)], capture_output=True, text=True,
                          check=True)
    file.unlink()
    found = json.loads(done.stdout)
    return found["syncs"] / found["seconds"]


def submits(build, catalogue, rounds):
    """Median rates per second: of bare syncs, of one client and of 32. The source is locked: the
    only worker waits, and only submitting is measured."""
    rates = []
    for _ in range(rounds):
        bare = syncs(build)
        with (locked(catalogue / "erp.sqlite"),
              Server(build, catalogue, workers=1, options=LONG_QUEUE) as server):
            one = server.burst("POST", "/v1/bi/jobs", report(1000), 1)
            rates.append((bare, one, server.burst("POST", "/v1/bi/jobs", report(1000), 32)))
    return [statistics.median(column) for column in zip(*rates)]


def latencies(build, catalogue, count, rows=1000):
    """Seconds from submit to completion of consecutive reports, sorted."""
    with Server(build, catalogue, workers=2) as server:
        server.seconds(report(rows))
        return sorted(server.seconds(report(rows)) for _ in range(count))


def previews(build, catalogue, rows, count):
    """Seconds of consecutive previews of that many rows, sorted: as they come, and by amount."""
    times = []
    with Server(build, catalogue, workers=1) as server:
        for members in ({}, {"query": {"sort": "-total"}}):
            taken = []
            for _ in range(count):
                begin = time.perf_counter()
                made = server.ask("POST", "/v1/bi/previews", report(rows, **members))
                taken.append(time.perf_counter() - begin)
                if made["rowCount"] != 50 or made["complete"]:
                    raise programs.Failed("a preview is not of the first 50 rows")
            times.append(sorted(taken))
    return times


def throughput(build, catalogue, rows, rounds):
    """Median jobs per second: one at a time with one thread, then 1, 2 and 4 at once."""
    with contextlib.ExitStack() as stack:
        single = stack.enter_context(Server(build, catalogue, workers=1, before=ONE_CORE))
        server = stack.enter_context(Server(build, catalogue, workers=2))
        rates = []
        for _ in range(rounds):
            rates.append([at_once / of.seconds(*[report(rows)] * at_once)
                          for of, at_once in [(single, 1), (server, 1), (server, 2), (server, 4)]])
    return [statistics.median(column) for column in zip(*rates)]


def beside_render(build, catalogue, rows, rounds):
    """Median seconds of `render`, and from submit to completion, run in turn."""
    render = programs.ours(build)
    with Server(build, catalogue, workers=2) as server:
        pairs = []
        for _ in range(rounds):
            file = build.folder / "out.xlsx"
            pairs.append((build.measured(render.command(catalogue, rows, file), file).wall,
                          server.seconds(report(rows))))
    return [statistics.median(column) for column in zip(*pairs)]
