"""A bare Debian 12 in a folder, without a network, that has the bundle of the release's executable.
Needs root, debootstrap, and the network once. GORMIC_BI_TEST_ARTIFACTS names a folder with a bundle
to try instead, GORMIC_BI_TEST_DEBIAN its Debian."""

import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest

TREE = pathlib.Path(__file__).resolve().parents[2]
EXECUTABLE = TREE / "build/release/src/gormic-bi"
ROOTS = TREE / "build/release-roots"
RELEASE = os.environ.get("GORMIC_BI_TEST_DEBIAN", "bookworm")
ARTIFACTS = os.environ.get("GORMIC_BI_TEST_ARTIFACTS")

# What a script inside may use: the answer of the server, which has no other client in a bare Debian.
FUNCTIONS = textwrap.dedent("""
    set -eu
    get() {  # PATH: the status and the body of the answer
      exec 3<>/dev/tcp/127.0.0.1/8080 || return 1
      printf 'GET %s HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' "$1" >&3
      cat <&3
      exec 3>&-
    }
    as_unit() {  # runs what the unit runs, as its user
      command=$(sed -n 's/^ExecStart=//p' /lib/systemd/system/gormic-bi.service /usr/lib/systemd/system/gormic-bi.service 2>/dev/null | head -1)
      install -d -o gormic-bi -g gormic-bi -m 700 /var/lib/gormic-bi  # StateDirectory=
      setpriv --reuid gormic-bi --regid gormic-bi --init-groups $command 2>/tmp/log &
      server=$!
      for _ in $(seq 100); do get /healthz >/tmp/answer 2>/dev/null && break; sleep 0.1; done
    }
    """)


def missing():
    """Why the tests have to be skipped, or None."""
    if os.geteuid() != 0:
        return "not root"
    for program in ("debootstrap", "dpkg-buildpackage", "dh", "unshare", "ip"):
        if not shutil.which(program):
            return f"no {program}"
    return None if ARTIFACTS or EXECUTABLE.exists() else f"no {EXECUTABLE}"


def script(name, *words):
    done = subprocess.run([TREE / "packaging" / name, *words], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout.strip()


class BareDebian(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(dir="/var/tmp")))
        bare = ROOTS / f"{RELEASE}-bare"
        bundle = next(pathlib.Path(ARTIFACTS).glob("*.tar"), None) if ARTIFACTS else None
        with concurrent.futures.ThreadPoolExecutor() as both:
            made = both.submit(script, "bare-root.sh", RELEASE, bare)
            if bundle is None:
                script("build-deb.sh", cls.work, EXECUTABLE)
            made.result()
        if bundle is None:
            bundle = script("build-bundle.sh", RELEASE, next(cls.work.glob("gormic-bi_*.deb")), bare, cls.work)
        cls.root = cls.work / "root"
        subprocess.run(["cp", "-a", "--reflink=auto", bare, cls.root], check=True)
        subprocess.run(["tar", "-xf", bundle, "-C", cls.root / "root"], check=True)
        cls.package = next(cls.root.glob("root/gormic-bi-bundle/gormic-bi_*.deb"))
        # No list of packages: what the bundle lacks cannot be had.
        shutil.rmtree(cls.root / "var/lib/apt/lists")

    def inside(self, text):
        """What a script of bash prints in the Debian, in a network of its own."""
        words = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "bash", "-euc",
                 'ip link set lo up; mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"\n'
                 'exec chroot "$1" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive'
                 ' bash -c "$2"', "-", self.root, FUNCTIONS + text]
        done = subprocess.run(words, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout


def main():
    if reason := missing():
        print(f"skipped: the package is not installed in a bare Debian ({reason})")
        sys.exit(77)
    unittest.main()
