"""Compares the event loop with cpp-httplib's listener, over the same routes: the responses per
second of wrk over 32 connections, and a normal client's latency beside 500 slow ones.

    tests/bench/listener_comparison.py build/dev/tests/gormic-bi-tests
"""

import json
import os
import pathlib
import re
import statistics
import subprocess
import sys

os.environ.setdefault("GORMIC_BI_TEST_EXECUTABLE", "")
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

from slow_clients import KINDS, Seen, SlowHandshake, Target, slow_load  # noqa: E402

ROUNDS = 3
SECONDS = 5
CONNECTIONS = 32


def rate(port, path, headers):
    """Responses per second, without an error among them."""
    done = subprocess.run(["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s",
                           *[part for name, value in headers.items() for part in ("-H", f"{name}: {value}")],
                           f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True)
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise SystemExit(done.stdout)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1))


def main(tests):
    process = subprocess.Popen([tests, "[listener_comparison]"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    listeners = json.loads(next(line for line in process.stdout if line.startswith("{")))
    headers = {"api-key": listeners["key"], "organization-id": "ACME"}
    rates = {"event_loop": [], "httplib": []}
    for _ in range(ROUNDS):
        for listener, measured in rates.items():
            measured.append(rate(listeners[listener], listeners["status"], headers))
    event_loop, httplib = (statistics.median(measured) for measured in rates.values())
    print(f"GET status over {CONNECTIONS} connections: {event_loop:,.0f} a second from the event loop, "
          f"{httplib:,.0f} from cpp-httplib's own listener: {httplib / event_loop:.2f} times as many (2 at the most)", flush=True)
    kinds = [kind for kind in KINDS if kind is not SlowHandshake]
    for listener in rates:
        target = Target(listeners[listener], listeners["link"])
        with slow_load(target, kinds, 500):
            seen = Seen(target, listeners["status"], headers, 20)
        print(f"beside 500 slow clients of four kinds, {listener}: {len(seen.times):,} answers, "
              f"{len(seen.failed)} failed, p99 {seen.p99 * 1000:.1f} ms", flush=True)
    process.terminate()
    return 0 if httplib / event_loop <= 2 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
