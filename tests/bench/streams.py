"""A thousand signed-in consoles, each with its event stream: the memory that they add to the idle
server, with one key and with 100 keys, and how soon all of them hear of a job.

    GORMIC_BI_TEST_EXECUTABLE=build/release/src/gormic-bi /usr/bin/python3 -B tests/bench/streams.py
"""

import concurrent.futures
import contextlib
import pathlib
import resource
import selectors
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import job_history  # noqa: E402
import shop  # noqa: E402
from engine import Engine  # noqa: E402
from sessions import cookie, open_stream, sign_in  # noqa: E402

CONSOLES = 1_000
MEMORY = 64  # MiB
HEARD = 0.5  # seconds
JOBS = 20


def all_heard(streams, status):
    """When the last stream has received that status."""
    with selectors.DefaultSelector() as selector:
        for client in streams:
            selector.register(client, selectors.EVENT_READ, b"")
        while selector.get_map():
            for ready, _ in selector.select():
                received = ready.data + ready.fileobj.recv(65536)
                if status in received:
                    selector.unregister(ready.fileobj)
                else:
                    selector.modify(ready.fileobj, selectors.EVENT_READ, received)
    return time.perf_counter()


def job_times(engine, streams):
    """Seconds from the submit of a job of one row until the last stream has heard that it completed,
    sorted."""
    times = []
    for _ in range(JOBS):
        begin = time.perf_counter()
        engine.post(job_history.BODY)
        times.append(all_heard(streams, b'"completed"') - begin)
    return sorted(times)


def measure(database, keys):
    with contextlib.ExitStack() as stack:
        engine = stack.enter_context(Engine("shop", database, options=job_history.NO_LIMITS))
        idle = engine.resident
        secrets = [engine.key, *(engine.create_key(engine.organization) for _ in range(keys - 1))]
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            signed_in = pool.map(lambda i: sign_in(engine, apiKey=secrets[i % keys]), range(CONSOLES))
            cookies = [cookie(answer) for answer in signed_in]
        streams = [stack.enter_context(open_stream(engine, header)) for header in cookies]
        added = (engine.resident - idle) / 2**20
        times = job_times(engine, streams)
    p50, slowest = (1000 * time for time in (times[JOBS // 2], times[-1]))
    print(f"{CONSOLES} consoles, keys {keys}: {added:.1f} MiB above the idle server; all have heard "
          f"that a job completed {p50:.0f} ms (p50), {slowest:.0f} ms (slowest) after its submit", flush=True)
    return added < MEMORY and times[-1] < HEARD


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4 * CONSOLES, most), most))
    with tempfile.TemporaryDirectory() as folder:
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        reached = [measure(database, keys) for keys in (1, 100)]
    sys.exit(0 if all(reached) else 1)


if __name__ == "__main__":
    main()
