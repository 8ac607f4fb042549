"""Clients that keep a server waiting as long as they can, and a normal one beside them.

    tests/run.sh slow      500 of five kinds, then 3,000 of each: the normal one's latency, and memory
"""

import contextlib
import http.client
import multiprocessing
import pathlib
import resource
import socket
import ssl
import sys
import tempfile
import time
import urllib.parse

import shop
from certificate import certificate
from engine import Engine

FORK = multiprocessing.get_context("fork")
STEP = 1.0  # seconds between two bytes of a slow client
P99 = 0.050  # seconds
RSS = 64 * 2**20


class Slow:
    """Sends `opening`, then `drip` repeatedly; reconnects when it is disconnected."""

    opening, drip = b"", b""
    speaks_tls = True

    def __init__(self, target):
        self.target, self.socket = target, None

    def step(self):
        if not self.socket:
            self.connect()
        elif self.is_cut():
            self.socket.close()
            self.connect()
        elif self.drip:
            self.socket.send(self.drip)

    def connect(self):
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.settimeout(5)
        self.socket.connect(("127.0.0.1", self.target.port))
        if self.speaks_tls and self.target.context:
            self.socket = self.target.context.wrap_socket(self.socket, server_hostname="127.0.0.1")
        self.socket.sendall(self.opening)
        self.socket.setblocking(False)

    def is_cut(self):
        with contextlib.suppress(BlockingIOError, ssl.SSLWantReadError):
            return not self.socket.recv(64)
        return False


class SlowHeader(Slow):
    opening, drip = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"a"


class SlowBody(Slow):
    opening = (b"POST /v1/bi/jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
               b"Content-Length: 100000\r\n\r\n")
    drip = b" "


class Idle(Slow):
    pass


class SlowReader(Slow):
    """Reads a file, 64 bytes at a time."""

    def connect(self):
        self.opening = f"GET {self.target.link} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        super().connect()


class SlowHandshake(Slow):
    """A record of 512 bytes with the beginning of a ClientHello."""

    speaks_tls = False
    opening, drip = bytes.fromhex("16 03 01 02 00 01 00 01 fc 03 03"), b"\0"


KINDS = [SlowHeader, SlowBody, Idle, SlowReader, SlowHandshake]


class Target:
    """A server on the loopback address; `link` leads to a large file, `certificate` is for TLS."""

    def __init__(self, port, link, certificate=None):
        self.port, self.link = port, link
        self.context = certificate and ssl.create_default_context(cafile=certificate)

    def connection(self):
        if self.context:
            return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=10, context=self.context)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)


def apply_slow_load(target, kinds, count, ready, over):
    """Runs `count` slow clients, divided among the kinds, until `over`."""
    clients = [kinds[number % len(kinds)](target) for number in range(count)]
    while not over.is_set():
        begin = time.monotonic()
        for client in clients:
            try:
                client.step()
            except OSError:  # disconnected or refused: it tries again
                client.socket = client.socket and client.socket.close()
        ready.set()
        over.wait(max(0.0, STEP - (time.monotonic() - begin)))
    for client in clients:
        if client.socket:
            client.socket.close()


@contextlib.contextmanager
def slow_load(target, kinds, count):
    ready, over = FORK.Event(), FORK.Event()
    process = FORK.Process(target=apply_slow_load, args=(target, kinds, count, ready, over), daemon=True)
    process.start()
    try:
        if not ready.wait(60):
            raise AssertionError("the slow clients do not get on")
        yield
    finally:
        over.set()
        process.join(30)


def ask(target, path, headers, seconds, take):
    """In a process of its own: the duration of each response, and the failures."""
    times, failed = [], []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        connection = target.connection()
        for _ in range(20):
            begin = time.perf_counter()
            try:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    failed.append(answer.status)
            except (OSError, http.client.HTTPException) as error:
                failed.append(repr(error))
                break
            times.append(time.perf_counter() - begin)
            time.sleep(0.002)
        connection.close()
    take.send((times, failed))


class Seen:
    """What a normal client measured while others were slow."""

    def __init__(self, target, path, headers, seconds, resident=lambda: 0):
        ours, theirs = FORK.Pipe(duplex=False)
        FORK.Process(target=ask, args=(target, path, headers, seconds, theirs), daemon=True).start()
        self.resident = 0
        while not ours.poll(0.1):
            self.resident = max(self.resident, resident())
        self.times, self.failed = ours.recv()

    @property
    def p99(self):
        return sorted(self.times)[len(self.times) * 99 // 100] if self.times else float("inf")

    def __str__(self):
        return (f"{len(self.times):,} answers, {len(self.failed)} failed, p99 {self.p99 * 1000:.1f} ms, "
                f"RSS {self.resident / 2**20:.0f} MiB")


@contextlib.contextmanager
def loaded_server(tls):
    """A server with a large file for the slow clients, and a route for the normal client."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        files = certificate(folder, "loaded_server") if tls else None
        database = shop.create(folder / "shop.sqlite")
        with Engine("shop", database, tls=files) as engine:
            rows = [{"key": "rows", "value": {"value": 200_000}}]
            job = engine.wait(engine.submit("shop.many", parameters=rows))
            link = urllib.parse.urlsplit(job["downloadUrl"])
            port = urllib.parse.urlsplit(engine.url).port
            target = Target(port, f"{link.path}?{link.query}", files and files[0])
            yield engine, target, f"/v1/bi/jobs/{job['id']}"


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 10_000), most))
    good = True
    sieges = [(True, KINDS, 500), (True, [SlowHandshake], 3_000)]
    sieges += [(False, [kind], 3_000) for kind in KINDS[:4]]
    for tls, kinds, count in sieges:
        with loaded_server(tls) as (engine, target, path), slow_load(target, kinds, count):
            seen = Seen(target, path, engine.headers, 20, lambda: engine.resident)
        print(f"{count:5,} {' '.join(kind.__name__ for kind in kinds)}{' under TLS' * tls}: {seen}", flush=True)
        good = good and not seen.failed and seen.p99 < P99 and seen.resident < RSS
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
