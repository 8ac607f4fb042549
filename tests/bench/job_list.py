"""A million jobs, 100,000 of them of one organization: the list with each filter, /metrics, and
submits while 10,000 jobs are canceled and deleted.

    GORMIC_BI_TEST_EXECUTABLE=build/release/src/gormic-bi /usr/bin/python3 -B tests/bench/job_list.py
"""

import pathlib
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import job_history  # noqa: E402
import shop  # noqa: E402
from engine import Engine  # noqa: E402

JOBS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
PENDING = 10_000  # of the organization
LIST = 0.1  # seconds


def show(name, durations):
    p95 = job_history.p95(durations)
    print(f"{name:<28} p95 {p95 * 1e3:7.1f} ms", flush=True)
    return p95


def submits_during(engine, action):
    ended = threading.Event()
    submits = job_history.Submits(engine)
    thread = threading.Thread(target=submits.run, args=[ended.is_set])
    thread.start()
    begin = time.perf_counter()
    try:
        action()
    finally:
        ended.set()
        thread.join()
    return submits, time.perf_counter() - begin


def main():
    with tempfile.TemporaryDirectory() as folder:
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        with Engine("shop", database, workers=1, options=job_history.NO_LIMITS) as engine:
            template = engine.wait(engine.post(job_history.BODY).data["jobId"])["id"]
            engine.stop()
            begin = time.perf_counter()
            job_history.fill(engine.data / "gormic-bi.db", template, JOBS, PENDING)
            print(f"{JOBS} jobs in {time.perf_counter() - begin:.0f} s", flush=True)
            engine.start()
            worst = max(show(name, job_history.measure_list(engine, query)[0])
                        for name, query in job_history.filters("key-rare").items())
            show("/metrics", job_history.measure(engine, "/metrics")[0])
            submits, _ = submits_during(engine, lambda: time.sleep(3))
            print(f"submit alone: p99 {submits.p99 * 1e3:.1f} ms", flush=True)
            for method, path in (("POST", "/v1/bi/jobs/cancel?text=sales&status=pending"),
                                 ("DELETE", "/v1/bi/jobs?text=region%203&status=canceled")):
                count = engine.request(method, path + "&expect=0").json["error"]["count"]
                submits, took = submits_during(
                    engine, lambda: engine.request(method, f"{path}&expect={count}").data)
                print(f"submit beside {method} of {count} jobs in {took:.1f} s: "
                      f"p99 {submits.p99 * 1e3:.1f} ms", flush=True)
    return 0 if worst <= LIST else 1


if __name__ == "__main__":
    sys.exit(main())
