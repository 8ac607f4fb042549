"""Links are addresses that other libraries accept: Node's URL, Debian's rfc3986 and
email-validator, and .NET's System.IO.Packaging."""

import json
import pathlib
import random
import re
import sqlite3
import subprocess
import tempfile
import unicodedata
import unittest
import urllib.parse
import zipfile

import email_validator
import openpyxl
import rfc3986
import rfc3986.validators

from engine import EXECUTABLE

HERE = pathlib.Path(__file__).resolve().parent
ARABIC_HOST = "\u0645\u0648\u0642\u0639.\u0627\u0644\u0633\u0639\u0648\u062f\u064a\u0629"
# .NET rejected the whole workbook for these, or they were links that lead nowhere.
NOT_ADDRESSES = [
    "mailto:a@a,com", "https://[::1", "https://[::1/", "https://a b.example/", "https:// a.example", "https://a.example:99999/",
    "https://a.example:x/", "https://", "mailto:", "mailto:a@", "mailto:one@", "mailto:a b@c.example", "mailto:a@b.example c@d.example",
    "https://a..example/", "https://a,b/", "https://a!b/", "https://%zz/", "https://a%20b/", "javascript:alert(1)", "ftp://a.example/",
    "www.a.example", "a@b.example", "n/a", "https://" + "a" * 64 + ".example/", "https://" + ".".join(["a" * 62] * 5), "https://xn--a/",
    "https://1.2.3/", "https://256.1.1.1/", "https://a\u200d.example/", "https://\u0645a.example/", "https://a\\b/", "mailto:@b.example"]


def rows(path, titles):
    """(text, target) of each cell of addresses; the target includes its fragment."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    header = next(cell for row in sheet for cell in row if cell.value == titles)
    found = []
    for row in range(header.row + 1, sheet.max_row + 1):
        cell = sheet.cell(row, header.column)
        link = cell.hyperlink
        found.append((cell.value, link and link.target + ("#" + link.location if link.location else "")))
    return found


def as_urls(texts):
    """The addresses as parsed by Node's URL."""
    done = subprocess.run(["node", HERE / "urls.cjs"], input=json.dumps(texts), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def is_uri(text):
    """Valid by the grammar of RFC 3986, with a host that .NET also accepts."""
    return (rfc3986.is_valid_uri(text, require_scheme=True) and text.isascii()
            and rfc3986.validators.Validator().check_validity_of("scheme", "host", "port", "path", "query", "fragment")
            .validate(rfc3986.uri_reference(text)) is None)


def has_bounds(url):
    """The rules for host names and labels that Node does not check."""
    name = url["hostname"].removesuffix(".")
    return len(name) <= 253 and all(0 < len(label) <= 63 for label in name.split("."))


def is_mail(text):
    try:
        email_validator.validate_email(text, check_deliverability=False)
    except email_validator.EmailNotValidError:
        return False
    return True


class Chance(random.Random):
    def text(self, letters, most):
        return "".join(self.choice(letters) for _ in range(self.randint(0, most)))


def random_web(chance):
    """A random address whose parts are mostly valid."""
    labels = ["a", "example", "A-b", "a_b", "\u0645\u0648\u0642\u0639", "fa\u00df", "B\u00fccher", "xn--4gbrim", "r3---sn", "1a"]
    odd = ["_a", "a b", "a,b", "a!b", "\u00ad", "xn--a", "a" * 63, "a" * 64, "", "-", "a<b", "\u0645\u0627x", "a%62", "%D9%85", "\u200d"]
    host = ".".join(chance.choice(odd if chance.random() < .08 else labels) for _ in range(chance.randint(1, 4)))
    user = chance.choice([""] * 9 + ["user:p%40ss@"])
    port = chance.choice([""] * 6 + [":", ":0", ":80", ":8443", ":65535", ":65536", ":8o", ":-1"])
    letters = "ab/%?=&;:@+,'()*!$~._- |\"<>^`{}[]\u0645\u00e9\U0001F600"
    path = "/" + chance.text(letters.replace("?", ""), 12) if chance.random() < .8 else ""
    query = "?" + chance.text(letters, 12) if chance.random() < .4 else ""
    fragment = "#" + chance.text(letters, 8) if chance.random() < .3 else ""
    return chance.choice(["https://", "http://", "HTTPS://"]) + user + host + port + path + query + fragment


def random_mail(chance):
    """A random mail address, often invalid. Its host ends as email-validator requires."""
    letters = "abcXYZ019!#$%&'*+-/=?^_`{|}~."
    if chance.random() < .2:
        letters += "\u0645\u00e9 (),:;<>[]\\\u200b\t"
    labels = ["a", "example", "a-b", "1a", "fa\u00df", "b\u00fccher", "-a", "a-", "a_b", "a b", "", "a" * 64]
    host = ".".join([chance.choice(labels) for _ in range(chance.randint(1, 3))] + [chance.choice(["com", "sa", "org"])])
    return "".join(chance.choice(letters) for _ in range(chance.choice([1, 3, 8, 64, 65]))) + "@" + host


def has_plain_labels(host):
    """Our stricter rules: no label begins with "-" or "_" (.NET fails to write many of those), and
    none beside a right-to-left label begins with a digit (RFC 5893, 1.4 and 2; Node ignores it)."""
    labels = [label[4:].encode().decode("punycode") if label.startswith("xn--") else label for label in host.split(".")]
    is_bidi = any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for label in labels for c in label)
    return not any(label[:1] in ("-", "_") or is_bidi and label[:1].isdigit() for label in labels)


class Links(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.reader = cls.folder / "relationships.exe"
        subprocess.run(["mcs", "-r:WindowsBase", f"-out:{cls.reader}", HERE / "relationships.cs"], check=True, capture_output=True)

    def render(self, addresses, lang="en"):
        """Renders a workbook of the addresses; returns it and the notices about it."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        for name in ("models", "sources"):
            (folder / name).mkdir()
        with sqlite3.connect(folder / "links.db") as book:
            book.execute("CREATE TABLE links (n INTEGER PRIMARY KEY, address TEXT)")
            book.executemany("INSERT INTO links (address) VALUES (?)", [(address,) for address in addresses])
        book.close()
        (folder / "sources/links.json").write_text('{"kind": "sqlite", "path": "links.db"}')
        (folder / "models/links.sql").write_text("SELECT address FROM links ORDER BY n")
        (folder / "models/links.json").write_text(json.dumps(
            {"uid": "links", "version": 1, "source": "links", "title": {"en": "Links", "ar": "\u0631\u0648\u0627\u0628\u0637"},
             "access": {"organizations": ["*"], "scope": "none"}, "columns": [
                 {"key": "address", "type": "url", "title": {"en": "Address", "ar": "\u0627\u0644\u0639\u0646\u0648\u0627\u0646"}}]}))
        file = folder / "links.xlsx"
        done = subprocess.run([EXECUTABLE, "render", "--catalogue", folder, "--model", "links", "--lang", lang, "--out", file],
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return file, done.stdout + done.stderr

    def linked(self, addresses):
        """The target of each address, after .NET has opened the workbook."""
        file, _ = self.render(addresses)
        found = rows(file, "Address")
        self.assertEqual(len(found), len(addresses))
        targets = [target for _, target in found]
        self.assertEqual(self.in_net(file), sorted(target.partition("#")[0] for target in targets if target))
        return targets

    def taken_by_net(self, addresses):
        done = subprocess.run(["mono", self.reader], input="\n".join(addresses), capture_output=True, text=True, check=True)
        return [line == "True" for line in done.stdout.splitlines()]

    def in_net(self, file):
        done = subprocess.run(["mono", self.reader, file], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return sorted(done.stdout.splitlines())

    def test_dotnet_rejects_a_workbook_with_a_bad_link(self):
        file, _ = self.render(["mailto:a@a.example"])
        for bad in ("mailto:a@a,com", "https://%D9%85.example/", "mailto:a@b.example,c@d.example", "https://a!b/"):
            broken = self.folder / "broken.xlsx"
            with zipfile.ZipFile(file) as good, zipfile.ZipFile(broken, "w") as out:
                for part in good.infolist():
                    out.writestr(part, good.read(part).replace(b"mailto:a@a.example", bad.encode()))
            done = subprocess.run(["mono", self.reader, broken], capture_output=True, text=True)
            with self.subTest(bad=bad):
                self.assertNotEqual(done.returncode, 0)
                self.assertIn("UriFormatException", done.stderr)

    def test_an_international_host_is_written_like_node(self):
        hosts = [ARABIC_HOST, "fa\u00df.example", "B\u00dcCHER.example", "a_b.example", "\u65e5\u672c\u3002jp", "[2001:DB8::1]", "192.0.2.1",
                 "a" * 63 + ".example", ".".join(["a" * 62] * 4) + ".b"]
        addresses = [f"https://{host}/" for host in hosts]
        for address, target, url in zip(addresses, self.linked(addresses), as_urls(addresses)):
            with self.subTest(address=address):
                self.assertEqual(target, f"https://{url['hostname']}/")
                self.assertTrue(is_uri(target))

    def test_a_value_that_is_not_an_address_is_text_and_counted(self):
        for lang, title in (("en", "Address"), ("ar", "\u0627\u0644\u0639\u0646\u0648\u0627\u0646")):
            file, said = self.render(["https://a.example/", "", None, " ", *NOT_ADDRESSES], lang)
            self.assertIn(f'{len(NOT_ADDRESSES)} values in the column "{title}" are not valid web or e-mail addresses',
                          said.translate(dict.fromkeys([0x200E, 0x200F, 0x202A, 0x202B, 0x202C])))  # around a name of the other direction
            found = rows(file, title)
            self.assertEqual([text for text, target in found[4:]], NOT_ADDRESSES)
            self.assertEqual([target for _, target in found], ["https://a.example/"] + [None] * (3 + len(NOT_ADDRESSES)))
            sheet = openpyxl.load_workbook(file).worksheets[0]
            first = next(cell.row for row in sheet for cell in row if cell.value == NOT_ADDRESSES[0])
            self.assertRegex(said, rf"\b{first}\b")
            self.assertEqual(self.in_net(file), ["https://a.example/"])

    def test_each_random_address_is_a_link_if_all_libraries_accept_it(self):
        chance = Chance(1447)
        texts = sorted({random_web(chance) for _ in range(4000)})
        links = 0
        urls = as_urls([text.strip("\u200d") for text in texts])  # invisible marks around an address are not part of it
        taken = self.taken_by_net([f"https://{url['hostname']}/" if url else "-" for url in urls])
        for text, target, url, is_taken in zip(texts, self.linked(texts), urls, taken):
            with self.subTest(text=text):
                # No host here is a number, which Node would read as an IPv4 address.
                is_link = url is not None and has_bounds(url) and is_taken and has_plain_labels(url["hostname"])
                self.assertEqual(target is not None, is_link)
                if target is None:
                    continue
                links += 1
                self.assertTrue(is_uri(target), target)
                ours = urllib.parse.urlsplit(target)
                self.assertEqual(ours.scheme + ":", url["protocol"])
                self.assertEqual(ours.hostname, url["hostname"])
                default = {"http": 80, "https": 443}[ours.scheme]
                self.assertEqual(ours.port or default, int(url["port"] or default) if ours.port != 0 else default)
                if not re.search(r"(^|/)(\.|%2e){1,2}(/|$)", ours.path, re.IGNORECASE):
                    self.assertEqual(urllib.parse.unquote_to_bytes(ours.path or "/"), urllib.parse.unquote_to_bytes(url["pathname"]))
                self.assertEqual(urllib.parse.unquote_to_bytes(ours.query), urllib.parse.unquote_to_bytes(url["search"][1:]))
                self.assertEqual(urllib.parse.unquote_to_bytes(ours.fragment), urllib.parse.unquote_to_bytes(url["hash"][1:]))
        self.assertGreater(links, 1500)
        self.assertGreater(len(texts) - links, 500)

    def test_each_random_mail_address_is_a_link_if_it_is_valid(self):
        chance = Chance(1448)
        mails = sorted({random_mail(chance) for _ in range(4000)})
        texts = ["mailto:" + urllib.parse.quote(mail, safe="@!$'*+") for mail in mails]
        links = 0
        for mail, target in zip(mails, self.linked(texts)):
            with self.subTest(mail=mail):
                self.assertEqual(target is not None, is_mail(mail))
                if target is None:
                    continue
                links += 1
                self.assertTrue(rfc3986.is_valid_uri(target), target)
                read = email_validator.validate_email(urllib.parse.unquote(target.removeprefix("mailto:")), check_deliverability=False)
                self.assertEqual(read.ascii_domain, email_validator.validate_email(mail, check_deliverability=False).ascii_domain)
                self.assertEqual(read.local_part, mail.rpartition("@")[0])
        self.assertGreater(links, 500)
        self.assertGreater(len(texts) - links, 1000)

    def test_mail_to_several_addresses_is_one_link(self):
        [several, headers] = self.linked(["mailto:a@b.example,c@d.example", "mailto:a@b.example?subject=\u0645 x&cc=c@d.example"])
        self.assertEqual(urllib.parse.unquote(several), "mailto:a@b.example,c@d.example")
        self.assertEqual(headers, "mailto:a@b.example?subject=%D9%85%20x&cc=c@d.example")


if __name__ == "__main__":
    unittest.main()
