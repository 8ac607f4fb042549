"""The data of each kept release under a package of a version before this one: upgraded by apt,
refused by apt while a setting is wrong, taken back, and upgraded again. The older package is
this one under another number, so its server is tried up to the database that it gets back."""

import contextlib
import json
import shutil
import sqlite3
import subprocess
import unittest

from bare_debian import TREE, BareDebian, main

RELEASES = sorted((TREE / "tests/end_to_end/upgrades").iterdir())
NEWER = "apt-get install -y /root/gormic-bi-bundle/gormic-bi_*.deb"
OLDER = "apt-get install -y --allow-downgrades /root/older.deb"

# ask METHOD PATH [BODY]: the answer to a client that has the kept key.
CLIENT = """
    ask() {
      exec 4<>/dev/tcp/127.0.0.1/8080
      printf '%s %s HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\napi-key: KEY\\r\\norganization-id: ACME\\r\\n' "$1" "$2" >&4
      printf 'Content-Type: application/json\\r\\nContent-Length: %s\\r\\n\\r\\n%s' "${#3}" "$3" >&4
      cat <&4
      exec 4>&-
    }
    wait_for() {  # JOB: until it is completed
      for _ in $(seq 200); do
        ask GET "/v1/bi/jobs/$1" '' | grep -q '"status":"completed"' && return
        sleep 0.1
      done
      ask GET "/v1/bi/jobs/$1" '' >&2
      return 1
    }
    """


class Upgrade(BareDebian):
    def setUp(self):
        older = self.work / "older"
        shutil.rmtree(older, ignore_errors=True)
        subprocess.run(["dpkg-deb", "-R", self.package, older], check=True)
        control = older / "DEBIAN/control"
        lines = ["Version: 0.1.9" if line.startswith("Version:") else line for line in control.read_text().splitlines()]
        control.write_text("\n".join(lines) + "\n")
        subprocess.run(["dpkg-deb", "--root-owner-group", "-b", older, self.root / "root/older.deb"], check=True,
                       stdout=subprocess.DEVNULL)
        self.data = self.root / "var/lib/gormic-bi/data"

    def install_older(self, release):
        """As it was with that release: its catalogue and data, in the places of the package."""
        self.inside("cd /root/gormic-bi-bundle; apt-get install -y $(ls ./*.deb | grep -v gormic-bi_) /root/older.deb")
        catalogue = self.root / "etc/gormic-bi/catalogue"
        shutil.copytree(release / "catalogue", catalogue, dirs_exist_ok=True)
        shutil.copytree(release / "data", self.data)
        subprocess.run(["/usr/bin/python3", "-B", "-c", "import pathlib, sys, shop; shop.create(pathlib.Path(sys.argv[1]))",
                        catalogue / "shop.sqlite"], cwd=TREE / "tests/end_to_end", check=True)
        self.inside("chown -R gormic-bi: /var/lib/gormic-bi; chmod -R go+rX /etc/gormic-bi/catalogue")

    def dump(self):
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/gormic-bi.db?mode=ro", uri=True)) as database:
            return [database.execute("PRAGMA user_version").fetchone(), *database.iterdump()]

    def test_each_release_is_upgraded_taken_back_and_upgraded_again(self):
        for release in RELEASES:
            known = json.loads((release / "known.json").read_text())
            jobs, client = known["jobs"], CLIENT.replace("KEY", known["key"])
            self.install_older(release)
            old = self.dump()
            with self.subTest("a wrong setting stops the upgrade, and apt says what to do"):
                self.inside("cp /etc/gormic-bi/setup.toml /root; echo '[serve]\nworkrs = 1' >/etc/gormic-bi/setup.toml")
                said = self.inside(f"! {NEWER} 2>&1; cp -p /root/setup.toml /etc/gormic-bi/")
                self.assertIn("Did you mean workers?", said)
                self.assertIn("dpkg --configure gormic-bi", said)
                self.assertEqual(self.dump(), old)
                self.inside("dpkg --configure gormic-bi; dpkg --audit")
            with self.subTest("jobs of before and of since are rendered"):
                answer = self.inside(client + f"""
                    as_unit
                    wait_for {jobs["pending"]}; wait_for {jobs["running"]}
                    ask POST /v1/bi/jobs '{{"params": {{"uid": "shop.sales", "lang": "ar", "template": "excel-auto"}}}}' | tee /tmp/since
                    since=$(sed -n 's/.*"jobId":"\\([^"]*\\)".*/\\1/p' /tmp/since)
                    wait_for $since
                    kill $server; wait $server""")
                self.assertIn('"jobId"', answer)
            newer = self.dump()
            self.assertNotEqual(old[0], newer[0])
            with self.subTest("the way back"):
                asked = self.inside("! gormic-bi upgrade undo")
                self.assertIn("1 job was accepted since", asked)
                self.inside(f"gormic-bi upgrade undo --yes; {OLDER}")
                self.assertEqual(self.dump(), old)
                self.assertEqual(len(list((self.data / "files-after-upgrade").iterdir())), 1)
                self.assertEqual({file.stat().st_uid for file in self.data.rglob("*")}, {self.data.stat().st_uid})
            with self.subTest("and forward"):
                self.inside(client + f"{NEWER}; as_unit; wait_for {jobs['pending']}; wait_for {jobs['completed']};"
                            "kill $server; wait $server")
                self.assertEqual(self.dump()[0], newer[0])
            self.inside("apt-get purge -y gormic-bi; rm -rf /etc/gormic-bi; test ! -e /var/lib/gormic-bi")


if __name__ == "__main__":
    main()
