"""10,000 pending jobs of 10 organizations: how long a submit and a status request take, and each
organization's share of the workers.

    tests/run.sh queue
"""

import json
import multiprocessing
import pathlib
import sys
import tempfile
import time

import shop
from engine import Engine

ORGANIZATIONS = 10
JOBS = 10_000
P99 = 0.020  # seconds
SHARES = 2.0  # the largest over the smallest
DONE = 1_000  # jobs, after which shares are compared


class Caller:
    """The client of one organization: a process of its own, since threads would also measure their
    waits for each other. It keeps its connection, as an application does."""

    def __init__(self, engine, organization, jobs):
        self.engine, self.jobs = engine, jobs
        self.headers = {"api-key": engine.create_key(organization),
                        "organization-id": organization}

    def submit_all(self):
        """The duration and the response of each request."""
        body = json.dumps({"params": {
            "uid": "shop.many", "lang": "en", "template": "excel-auto",
            "parameters": [{"key": "rows", "value": {"value": 10}}]}})
        return self.ask_all("POST", ["/v1/bi/jobs"] * self.jobs, body)

    def ask_all(self, method, paths, body=None):
        connection = self.engine.connection()
        times, answers = [], []
        for path in paths:
            begin = time.perf_counter()
            connection.request(method, path, body,
                               {"Content-Type": "application/json", **self.headers})
            answer = connection.getresponse()
            read = answer.read()
            times.append(time.perf_counter() - begin)
            answers.append((answer.status, json.loads(read)))
        connection.close()
        return times, answers

    def done(self):
        return self.engine.get("/v1/bi/jobs?status=completed&pageSize=200", self.headers)


def submit_beside_each_other(callers):
    context = multiprocessing.get_context("fork")
    ends = []
    for caller in callers:
        ours, theirs = context.Pipe(duplex=False)
        context.Process(target=lambda: theirs.send(caller.submit_all()), daemon=True).start()
        ends.append(ours)
    return [end.recv() for end in ends]


def main():
    with tempfile.TemporaryDirectory() as folder:
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        engine = Engine("shop", database, workers=1)
        known = engine.catalogue / "organizations.json"
        names = ["ACME", "ACME-JED", "OTHER"] + [f"org-{number}" for number in range(ORGANIZATIONS)]
        known.write_text(json.dumps({"organizations": [{"uid": name, "name": name}
                                                       for name in names]}))
        with engine:
            blocker = engine.submit("shop.slow", parameters=[
                {"key": "steps", "value": {"value": 2_000_000_000}}])
            engine.wait(blocker, {"running"})
            # The worst case: one organization submits half of all jobs before the others begin.
            sizes = [JOBS // 2] + [JOBS // 2 // (ORGANIZATIONS - 1)] * (ORGANIZATIONS - 1)
            callers = [Caller(engine, f"org-{number}", size) for number, size in enumerate(sizes)]
            submitted = submit_beside_each_other(callers[:1]) + submit_beside_each_other(callers[1:])
            slowest = percentile("submits", [time for times, _ in submitted for time in times])
            refusals = [answer for _, answers in submitted for answer in answers if answer[0] != 200]
            if refusals:
                print(f"submits were refused: {refusals[:10]}")
                return 1
            paths = ["/v1/bi/jobs/" + answer["data"]["jobId"] for _, answer in submitted[0][1]]
            times, _ = callers[0].ask_all("GET", paths[::5])
            slowest = max(slowest, percentile("statuses of pending jobs", times))
            engine.request("POST", f"/v1/bi/jobs/{blocker}/cancel")
            shares = wait_for_shares(engine, callers)
    print(f"jobs done by organization: {shares}")
    return 0 if slowest < P99 and max(shares) <= SHARES * min(shares) else 1


def percentile(what, times):
    """The 99th percentile, printed with the 50th."""
    times = sorted(times)
    p50, p99 = (times[len(times) * part // 100] for part in (50, 99))
    print(f"{len(times)} {what}: p50 {1000 * p50:.1f} ms, p99 {1000 * p99:.1f} ms", flush=True)
    return p99


def wait_for_shares(engine, callers):
    def completed():
        lines = engine.get("/metrics").body.decode().splitlines()
        return next(float(line.split()[1]) for line in lines
                    if line.startswith('gormic_bi_jobs_ended_total{status="completed"}'))

    while completed() < DONE:
        time.sleep(0.05)
    return [len(caller.done().data["jobs"]) for caller in callers]


if __name__ == "__main__":
    sys.exit(main())
