"""The package installs in a bare Debian without a network, serves, keeps what is its own, and leaves
nothing after a purge (bare_debian.py says what that needs)."""

import shutil
import subprocess
import unittest

from bare_debian import BareDebian, main


class Install(BareDebian):
    @unittest.skipUnless(shutil.which("lintian"), "no lintian")
    def test_lintian_has_neither_errors_nor_warnings(self):
        done = subprocess.run(["lintian", "--allow-root", "--fail-on", "error,warning", self.package],
                              capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "no systemd-analyze")
    def test_the_units_are_valid_and_expose_little(self):
        content = self.work / "content"
        subprocess.run(["dpkg-deb", "-x", self.package, content], check=True)
        units = next(content.glob("**/systemd/system"))
        shutil.copytree("/lib/systemd/system", units, symlinks=True, dirs_exist_ok=True)  # what ours name
        (content / "bin").mkdir(exist_ok=True)
        shutil.copy(shutil.which("kill"), content / "bin")

        def analyze(*words):
            done = subprocess.run(["systemd-analyze", *map(str, words)], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            return done.stderr

        shown = analyze("verify", f"--root={content}", "--man=no", "gormic-bi.service", "gormic-bi.socket")
        self.assertEqual([line for line in shown.splitlines() if line.startswith("gormic-bi")], [])
        analyze("security", "--offline=true", "--threshold=11", units / "gormic-bi.service")
        local = units / "gormic-bi.service.d"
        local.mkdir()
        shutil.copy(next(content.glob("usr/share/doc/gormic-bi/examples/local-only.conf")), local)
        analyze("security", "--offline=true", "--threshold=9", units / "gormic-bi.service")

    def test_the_package_is_installed_served_removed_and_purged(self):
        self.inside("apt-get install -y /root/gormic-bi-bundle/*.deb")
        with self.subTest("its user, its files and what it recommends are there"):
            self.assertRegex(self.inside("id gormic-bi"), r"^uid=\d+\(gormic-bi\) gid=\d+\(gormic-bi\)")
            self.assertEqual(self.inside("stat -c '%a %U:%G' /etc/gormic-bi/gormic-bi.toml"), "640 root:gormic-bi\n")
            for package in ("libpq5", "libodbc2", "odbc-mariadb", "ca-certificates", "tzdata"):
                self.inside(f"dpkg -s {package} >/dev/null")
            self.assertEqual(self.inside("ldd /usr/bin/gormic-bi | grep -c 'not found' || true"), "0\n")
            self.assertIn("CycloneDX", self.inside("gormic-bi sbom"))
        with self.subTest("what the unit runs is healthy with the empty catalogue"):
            answer = self.inside("as_unit; cat /tmp/answer; kill $server; wait $server")
            self.assertTrue(answer.startswith("HTTP/1.1 200"), answer)
        with self.subTest("the same package again changes nothing that is the administrator's"):
            self.inside("echo '# edited' >>/etc/gormic-bi/gormic-bi.toml; touch /etc/gormic-bi/own.txt")
            self.inside("apt-get install -y --reinstall /root/gormic-bi-bundle/gormic-bi_*.deb")
            self.assertIn("# edited", self.inside("cat /etc/gormic-bi/gormic-bi.toml"))
            self.inside("test -e /etc/gormic-bi/own.txt")
        with self.subTest("the bundle's own script finds nothing to do"):
            self.assertIn("is installed in this version", self.inside("sh /root/gormic-bi-bundle/install.sh -y"))
        with self.subTest("remove keeps the data, purge does not"):
            self.inside("apt-get remove -y gormic-bi; test -d /var/lib/gormic-bi; test ! -e /usr/bin/gormic-bi")
            self.inside("rm /etc/gormic-bi/own.txt; apt-get purge -y gormic-bi")
            left = self.inside("find / -xdev -name '*gormic-bi*' -not -path '/proc/*' -not -path '/root/*' | sort")
            self.assertEqual(left, "")
        with self.subTest("the bundle's own script installs it"):
            self.inside("sh /root/gormic-bi-bundle/install.sh -y; gormic-bi --version")


if __name__ == "__main__":
    main()
