"""Signed artifacts verify without a network, and changed, added or otherwise signed ones do not."""

import pathlib
import subprocess
import tempfile
import unittest

PACKAGING = pathlib.Path(__file__).resolve().parents[2] / "packaging"


class Signature(unittest.TestCase):
    def setUp(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.artifacts = folder / "artifacts"
        (self.artifacts / "bookworm").mkdir(parents=True)
        (self.artifacts / "bookworm" / "a package.deb").write_bytes(b"one")
        (self.artifacts / "tarball.tar.gz").write_bytes(b"two")
        self.signers = folder / "allowed_signers"
        self.key = self.new_key(folder / "key")
        self.signers.write_text(self.signer(self.key))

    def new_key(self, path):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
        return path

    def signer(self, key, options='namespaces="gormic-bi-release"'):
        return f"gormic-bi {options} {key.with_suffix('.pub').read_text()}"

    def sign(self, key):
        subprocess.run([PACKAGING / "sign.sh", self.artifacts, *([key] if key else [])], check=True)

    def verified(self, *day):
        done = subprocess.run([PACKAGING / "verify.sh", self.artifacts, self.signers, *day], capture_output=True, text=True)
        return done.returncode == 0, done.stdout + done.stderr

    def test_what_was_signed_verifies(self):
        self.sign(self.key)
        self.assertEqual(self.verified()[0], True, self.verified()[1])
        self.assertEqual(len((self.artifacts / "SHA256SUMS").read_text().splitlines()), 2)

    def test_a_changed_an_added_and_a_missing_file_do_not(self):
        self.sign(self.key)
        changed = self.artifacts / "tarball.tar.gz"
        changed.write_bytes(b"owt")
        self.assertFalse(self.verified()[0])
        changed.write_bytes(b"two")
        added = self.artifacts / "added.deb"
        added.write_bytes(b"")
        self.assertIn("added.deb", self.verified()[1])
        added.unlink()
        self.assertTrue(self.verified()[0])
        changed.unlink()
        self.assertFalse(self.verified()[0])

    def test_another_key_an_expired_one_and_none_do_not(self):
        self.sign(self.new_key(self.key.with_name("other")))
        self.assertFalse(self.verified()[0])
        self.sign(self.key)
        self.signers.write_text(self.signer(self.key, 'valid-before="20200101"'))
        self.assertFalse(self.verified()[0])
        self.assertTrue(self.verified("20191231")[0], "it was valid then")
        self.assertFalse(self.verified("20200102")[0])
        self.signers.write_text(self.signer(self.key, 'valid-before="20990101"'))
        self.assertTrue(self.verified()[0])
        self.sign(None)
        self.assertFalse(self.verified()[0])


if __name__ == "__main__":
    unittest.main()
