"""Compares time zones from 1901 to 2100 with Python's zoneinfo: from the system's files, from "slim" ones, which many
distributions and images have, and without any. python3 test_time_zones.py ZONE_OFFSETS"""

import datetime
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest
import zoneinfo

SYSTEM = pathlib.Path("/usr/share/zoneinfo")
ZONES = ["Asia/Riyadh", "Africa/Cairo", "Asia/Amman", "Asia/Gaza", "Africa/Casablanca", "Europe/Berlin", "Europe/Dublin",
         "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Tehran"]
MIDNIGHTS = ["America/St_Johns", "America/Havana", "Asia/Beirut", "America/Sao_Paulo"]  # where days begin late, or twice
FIRST = int(datetime.datetime(1901, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
LAST = int(datetime.datetime(2101, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
HOUR, DAY = 3600, 86400
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def offsets_of_python(zone, seconds):
    return [int((EPOCH + datetime.timedelta(seconds=second)).astimezone(zone).utcoffset().total_seconds())
            for second in seconds]


def transitions(zone):
    """The seconds at which the offset changes, found by bisection."""
    days = list(range(FIRST, LAST, DAY))
    offsets = offsets_of_python(zone, days)
    for day, before, after in zip(days, offsets, offsets[1:]):
        low, high = day, day + DAY
        while before != after and high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offsets_of_python(zone, [middle]) == [before] else (low, middle)
        if before != after:
            yield high


def instants(zone, seed):
    """Noon of each day, random moments, and both sides of each transition."""
    chance = random.Random(seed)
    found = set(range(FIRST + 12 * HOUR, LAST, DAY))
    found.update(chance.randrange(FIRST, LAST) for _ in range(20_000))
    for second in transitions(zone):
        found.update((second - HOUR, second - 1, second, second + 1, second + HOUR))
    return sorted(found)


def local_seconds(zone, second):
    return second + offsets_of_python(zone, [second])[0]


def first_moment(zone, local):
    """The first minute at which the zone's clocks show `local` or more: none is trusted, all are read."""
    begin = min(local - offset for offset in offsets_of_python(zone, [local - DAY, local, local + DAY]))
    return next(second for second in range(begin - 3 * HOUR, begin + 3 * DAY, 60)
                if local_seconds(zone, second) >= local)


def local_times(zone):
    """Midnights, and times around each change from 1970 on, in whole minutes."""
    found = set(range(0, 2 * LAST // 3, 50 * DAY))
    for second in transitions(zone):
        if second > DAY:
            midnight = local_seconds(zone, second - 1) // DAY * DAY
            found.update((midnight, midnight + DAY, midnight + DAY // 2, midnight + 90 * 60, midnight + 150 * 60))
    return sorted(found)


class Zones(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def run_offsets(self, name, folder, seconds=(), mode=()):
        environment = {**os.environ, "TZDIR": str(folder)}
        return subprocess.run([executable, name, *mode], input="\n".join(map(str, seconds)), env=environment,
                              capture_output=True, text=True, check=False)

    def offsets(self, name, folder, seconds):
        done = self.run_offsets(name, folder, seconds)
        self.assertEqual((done.returncode, done.stderr), (0, ""), name)
        return list(map(int, done.stdout.split()))

    def compare(self, folder):
        compared = 0
        for name in ZONES:
            with self.subTest(zone=name), open(folder / name, "rb") as file:
                zone = zoneinfo.ZoneInfo.from_file(file, name)
                seconds = instants(zone, name)
                wrong = [(second, ours, theirs) for second, ours, theirs in zip(
                    seconds, self.offsets(name, folder, seconds), offsets_of_python(zone, seconds), strict=True)
                    if ours != theirs]
                self.assertEqual(wrong[:10], [])
                compared += len(seconds)
        self.assertGreater(compared, 1_000_000)

    def test_the_files_of_the_system(self):
        self.compare(SYSTEM)

    @unittest.skipUnless(shutil.which("zic") or os.path.exists("/usr/sbin/zic"), "zic is not installed")
    def test_slim_files_and_fat_ones(self):
        zic = shutil.which("zic") or "/usr/sbin/zic"
        sizes = {}
        for kind in ("slim", "fat"):
            folder = self.folder / kind
            subprocess.run([zic, "-b", kind, "-d", folder, SYSTEM / "tzdata.zi"], check=True, capture_output=True)
            sizes[kind] = (folder / "Europe/Berlin").stat().st_size
            with self.subTest(kind=kind):
                self.compare(folder)
        self.assertLess(sizes["slim"] + 500, sizes["fat"])  # it is what it is called

    def test_a_local_day_begins_with_its_first_moment(self):
        skipped = 0
        for name in ZONES + MIDNIGHTS:
            with self.subTest(zone=name):
                zone = zoneinfo.ZoneInfo(name)
                times = local_times(zone)
                done = self.run_offsets(name, SYSTEM, times, ["local"])
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                moments = [first_moment(zone, local) for local in times]
                wrong = [(local, ours, theirs) for local, ours, theirs in zip(
                    times, map(int, done.stdout.split()), moments, strict=True) if ours != theirs]
                self.assertEqual(wrong[:10], [])
                skipped += sum(local % DAY == 0 and local_seconds(zone, moment) != local
                               for local, moment in zip(times, moments))
        self.assertGreater(skipped, 100)  # days without a midnight

    def test_without_files_there_is_utc(self):
        for folder in (self.folder, self.folder / "missing"):
            self.assertEqual(self.offsets("UTC", folder, [FIRST, 0, LAST]), [0, 0, 0])
            for name in ZONES:
                done = self.run_offsets(name, folder, [0])
                self.assertEqual((done.returncode, done.stdout), (1, ""), name)
                self.assertIn("the package tzdata is missing", done.stderr)

    def test_a_damaged_file_is_no_utc(self):
        """A truncated file is refused. One with a changed bit is refused, or is read and is not UTC."""
        seconds = list(range(FIRST, LAST, 40 * DAY))
        (self.folder / "Etc").mkdir()
        shutil.copy(SYSTEM / "Etc/UTC", self.folder / "Etc/UTC")
        (self.folder / "Europe").mkdir()
        whole = (SYSTEM / "Europe/Berlin").read_bytes()
        path = self.folder / "Europe/Berlin"
        chance = random.Random(14)
        cuts = [0, 1, 4, 43, 44, 100, len(whole) - 1, len(whole) - 2, len(whole) - 10]
        for size in cuts + [chance.randrange(len(whole)) for _ in range(40)]:
            path.write_bytes(whole[:size])
            done = self.run_offsets("Europe/Berlin", self.folder, seconds)
            self.assertEqual((done.returncode, done.stdout), (1, ""), size)
            self.assertIn("damaged", done.stderr)
        refused = 0
        for _ in range(100):
            bent = bytearray(whole)
            at = chance.randrange(60)  # mostly in the first header
            bent[at] ^= 1 << chance.randrange(8)
            path.write_bytes(bent)
            done = self.run_offsets("Europe/Berlin", self.folder, seconds)
            self.assertIn(done.returncode, (0, 1))
            refused += done.returncode
            if done.returncode == 0:
                self.assertNotEqual(set(done.stdout.split()), {"0"}, at)
        self.assertGreater(refused, 20)
        path.write_bytes(whole + b"x" * 100_000)
        self.assertEqual(self.run_offsets("Europe/Berlin", self.folder, seconds).returncode, 1)


if __name__ == "__main__":
    executable = sys.argv.pop(1)
    unittest.main()
