"""Runs the real executable with a new data directory, on a free port of the loopback address."""

import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.parse

import openapi

EXECUTABLE = os.environ["GORMIC_BI_TEST_EXECUTABLE"]
CATALOGUES = pathlib.Path(__file__).resolve().parent / "catalogues"
PATIENCE = 120  # seconds; sanitizers are slow
ENDED = {"completed", "failed", "canceled"}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def run(*arguments):
    """Runs a command of the executable; returns what it prints."""
    done = subprocess.run([EXECUTABLE, *map(str, arguments)], capture_output=True, text=True,
                          timeout=PATIENCE)
    if done.returncode != 0:
        raise AssertionError(f"{arguments} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def data(self):
        assert self.status == 200, f"{self.status} {self.body.decode()}"
        return self.json["data"]

    @property
    def code(self):
        return self.json["error"]["code"]


class Engine:
    """Serves `catalogues/<catalogue>`, whose source is a SQLite file of that name, as a context."""

    def __init__(self, catalogue, database, organization="ACME", workers=2, data=None,
                 options=(), tls=None, prefix=()):
        """`tls`: paths of certificate and key. `prefix`: words before the server's command."""
        self._prefix = prefix
        self.organization = organization
        self._context = tls and ssl.create_default_context(cafile=tls[0])
        if tls:
            options = [*options, "--tls-certificate", tls[0], "--tls-key", tls[1]]
        self._options = ["--workers", str(workers), *options]
        self._folder = tempfile.TemporaryDirectory(prefix="gormic-bi-test-")
        self.folder = pathlib.Path(self._folder.name)
        self.catalogue = self.folder / "catalogue"
        self.data = data or self.folder / "data"
        shutil.copytree(CATALOGUES / catalogue, self.catalogue)
        shutil.copy(database, self.catalogue / f"{catalogue}.sqlite")
        self.key = self.create_key(organization)
        self._process = None

    def create_key(self, organization):
        return run("key", "create", "--data", self.data, "--organization", organization,
                   "--label", "test").strip()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        try:
            if self._process:
                self.stop()
        finally:
            self._folder.cleanup()

    def start(self):
        self._log = []
        self._listening = threading.Event()
        self._process = subprocess.Popen(
            [*self._prefix, EXECUTABLE, "serve", "--catalogue", self.catalogue, "--data", self.data,
             "--listen", "127.0.0.1:0", *self._options],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self._reader = threading.Thread(target=self._read_log, daemon=True)
        self._reader.start()
        if not self._listening.wait(PATIENCE) or not self.url:
            raise AssertionError(f"the engine does not listen:\n{self.log}")
        deadline = time.monotonic() + PATIENCE
        while self.get("/readyz").status != 200:
            if time.monotonic() > deadline:
                raise AssertionError(f"the engine does not become ready:\n{self.log}")
            time.sleep(0.02)

    def _read_log(self):
        self.url = None
        for line in self._process.stderr:
            self._log.append(line)
            found = re.search(r"listening .*?url=\"?(https?://[\w.:]+)", line)
            if found:
                self.url = found.group(1)
                self._listening.set()
        self._listening.set()

    @property
    def log(self):
        return "".join(self._log)

    def stop(self):
        """Stops the server with SIGTERM, as an init system does; it must exit with 0."""
        process, self._process = self._process, None
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError(f"the engine does not stop:\n{self.log}")
        self._end_reading(process)
        if code != 0:
            raise AssertionError(f"the engine ended with {code}:\n{self.log}")

    def stop_twice(self):
        """Sends a second SIGTERM while the server stops; returns the exit code."""
        process, self._process = self._process, None
        process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while " stopping" not in self.log and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        code = process.wait(PATIENCE)
        self._end_reading(process)
        return code

    def kill(self):
        """kill -9."""
        process, self._process = self._process, None
        process.kill()
        process.wait(PATIENCE)
        self._end_reading(process)

    def _end_reading(self, process):
        self._reader.join(PATIENCE)
        process.stderr.close()

    @property
    def headers(self):
        return {"api-key": self.key, "organization-id": self.organization}

    def connection(self):
        """A connection that the caller closes."""
        url = self.url  # the thread that reads the log removes it at a start
        if not url:
            raise ConnectionError("the engine does not listen yet")
        place = urllib.parse.urlsplit(url).netloc
        if self._context:
            return http.client.HTTPSConnection(place, timeout=PATIENCE, context=self._context)
        return http.client.HTTPConnection(place, timeout=PATIENCE)

    @property
    def resident(self):
        """The memory of the process in bytes."""
        status = pathlib.Path(f"/proc/{self._process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1024

    @property
    def unnamed_files(self):
        """The paths that the open files of the process had which were removed since."""
        paths = []
        for descriptor in pathlib.Path(f"/proc/{self._process.pid}/fd").iterdir():
            try:
                path = os.readlink(descriptor)
            except FileNotFoundError:
                continue  # closed meanwhile
            if path.endswith(" (deleted)"):
                paths.append(pathlib.Path(path.removesuffix(" (deleted)")))
        return paths

    def request(self, method, path, body=None, headers=None):
        connection = self.connection()
        try:
            connection.request(method, path, body, self.headers if headers is None else headers)
            answer = Answer(connection.getresponse())
            openapi.require_declared(method, path, answer.status)
            return answer
        finally:
            connection.close()

    def get(self, path, headers=None):
        return self.request("GET", path, headers=headers)

    def post(self, body, headers=None):
        """Submits a body: bytes as they are, anything else as JSON."""
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        headers = self.headers if headers is None else headers
        return self.request("POST", "/v1/bi/jobs", body,
                            {"Content-Type": "application/json", **headers})

    def submit(self, uid, lang="en", **params):
        params = {"uid": uid, "lang": lang, "template": "excel-auto", **params}
        return self.post({"params": params}).data["jobId"]

    def job(self, job_id):
        answer = self.get(f"/v1/bi/jobs/{job_id}")
        job = answer.data["job"]
        codes = [warning["code"] for warning in answer.json["warnings"]]
        assert "OTHER" not in codes, f"a warning has no code of its own: {answer.json['warnings']}"
        return job

    def wait(self, job_id, wanted=ENDED, patience=PATIENCE):
        deadline = time.monotonic() + patience
        while True:
            job = self.job(job_id)
            if job["status"] in wanted:
                return job
            if job["status"] in ENDED or time.monotonic() > deadline:
                raise AssertionError(f"the job does not become {wanted}: {job}\n{self.log}")
            time.sleep(0.02)

    def deferred(self, job_id):
        """Waits until a transient error has postponed the job; returns it."""
        deadline = time.monotonic() + PATIENCE
        while True:
            job = self.job(job_id)
            if job.get("waiting", {}).get("reason") == "fault":
                return job
            if job["status"] in ENDED or time.monotonic() > deadline:
                raise AssertionError(f"the job is not put off: {job}\n{self.log}")
            time.sleep(0.02)

    def download(self, job):
        """Downloads the job's file by its link, without headers, as a browser does."""
        link = urllib.parse.urlsplit(job["downloadUrl"])
        answer = self.get(f"{link.path}?{link.query}", headers={})
        assert answer.status == 200, f"{answer.status} {answer.body[:500]}"
        return answer

    def report(self, uid, lang, **params):
        """Submits, polls and downloads; returns the file's path."""
        job = self.wait(self.submit(uid, lang, **params))
        assert job["status"] == "completed", f"{job}\n{self.log}"
        path = self.folder / f"{job['id']}.xlsx"
        path.write_bytes(self.download(job).body)
        return path
