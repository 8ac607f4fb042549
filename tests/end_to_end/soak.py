"""Load for minutes, in which memory, descriptors and the WAL must not grow.

    tests/run.sh soak [MINUTES]      (default: 10)
"""

import pathlib
import sys
import tempfile
import threading
import time

import shop
from engine import ENDED, Engine

CLIENTS = 4
WARM_UP = 0.25  # share of the time in which caches and pools fill


class Load(threading.Thread):
    def __init__(self, engine, over):
        super().__init__(daemon=True)
        self.engine, self.over, self.done, self.faults = engine, over, 0, []

    def run(self):
        rows = [10, 1_000, 30_000]
        while not self.over.is_set():
            parameters = [{"key": "rows", "value": {"value": rows[self.done % len(rows)]}}]
            job_id = self.engine.submit("shop.many", parameters=parameters)
            path = f"/v1/bi/jobs/{job_id}"
            if self.done % 7 == 3:
                self.engine.request("POST", path + "/cancel")
            job = self.engine.get(path + "?wait=25").data["job"]
            if job["status"] == "completed":
                self.engine.download(job)
            elif job["status"] not in ENDED:
                self.faults.append(job)
            if self.done % 2:
                self.engine.request("DELETE", path)
            self.done += 1


def measured(engine):
    metrics = dict(line.rsplit(" ", 1) for line in engine.get("/metrics").body.decode().splitlines()
                   if not line.startswith("#"))
    wal = engine.data / "gormic-bi.db-wal"
    return {"rss": float(metrics["process_resident_memory_bytes"]) / 1e6,
            "descriptors": float(metrics["process_open_fds"]),
            "wal": wal.stat().st_size / 1e6 if wal.exists() else 0.0,
            "jobs": float(metrics['gormic_bi_jobs_ended_total{status="completed"}'])}


def main(minutes):
    with tempfile.TemporaryDirectory() as folder:
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        with Engine("shop", database, workers=2) as engine:
            over = threading.Event()
            clients = [Load(engine, over) for _ in range(CLIENTS)]
            for client in clients:
                client.start()
            begin, samples = time.monotonic(), []
            while (spent := time.monotonic() - begin) < minutes * 60:
                time.sleep(min(10, minutes * 6))
                samples.append(measured(engine))
                print(f"{spent:5.0f} s  " + "  ".join(f"{name} {value:,.1f}" for name, value in
                                                     samples[-1].items()), flush=True)
            over.set()
            for client in clients:
                client.join()
            faults = [fault for client in clients for fault in client.faults]
    return judge(samples[int(len(samples) * WARM_UP):], faults)


def judge(samples, faults):
    """The median of the second half relative to that of the first."""
    halves = samples[:len(samples) // 2], samples[len(samples) // 2:]
    middle = [{name: sorted(sample[name] for sample in half)[len(half) // 2] for name in half[0]}
              for half in halves]
    for name, least in (("rss", 8), ("descriptors", 8), ("wal", 5)):
        before, after = (half[name] for half in middle)
        flat = after <= max(before * 1.1, before + least)
        print(f"{name}: {before:,.1f} -> {after:,.1f}{'' if flat else '  GROWS'}")
        if not flat:
            faults.append(name)
    for fault in faults:
        print(f"fault: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 10))
