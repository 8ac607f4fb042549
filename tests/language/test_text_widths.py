"""Compares the widths of random texts with those of HarfBuzz. python3 test_text_widths.py TEXT_WIDTHS"""

import pathlib
import random
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import fonts  # noqa: E402

LATIN_WORDS = """the general organization for social insurance company trading limited hospital medical branch invoice
amount total balance customer supplier delivery international industrial contracting services""".split()
ARABIC_WORDS = """\u0634\u0631\u0643\u0629 \u0627\u0644\u0645\u0624\u0633\u0633\u0629 \u0627\u0644\u0639\u0627\u0645\u0629
\u0644\u0644\u062a\u0623\u0645\u064a\u0646\u0627\u062a \u0627\u0644\u0627\u062c\u062a\u0645\u0627\u0639\u064a\u0629
\u0627\u0644\u0645\u062d\u062f\u0648\u062f\u0629 \u0641\u0631\u0639 \u0627\u0644\u0631\u064a\u0627\u0636 \u0634\u0645\u0633
\u0642\u0637\u0639 \u063a\u064a\u0627\u0631 \u0648\u0632\u064a\u062a \u0643\u064a\u0633 \u062a\u0642\u0627\u0631\u064a\u0631
\u0645\u0628\u064a\u0639\u0627\u062a \u0635\u0646\u062f\u0648\u0642 \u0645\u062e\u0635\u0635 \u0623\u0631\u0635\u062f\u0629
\u0644\u0627 \u0625\u0644\u0649 \u0645\u0644\u0641 \u0639\u0631\u0628\u064a""".split()
LETTERS = "".join(map(chr, range(0x621, 0x63b))) + "".join(map(chr, range(0x641, 0x64b))) + "\u067e\u0686\u0698\u06a9\u06af\u06cc"
ACCENTED = "".join(map(chr, range(0xc0, 0x180)))
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODE = CAPITALS + "0123456789-/.&@%#_+()"


def texts(count):
    """As many texts: words, capitals, codes, IBANs, accents, numbers, words and random letters of both scripts, mixed."""
    chance = random.Random(16)
    letters = lambda alphabet, least, most: "".join(chance.choices(alphabet, k=chance.randint(least, most)))
    words = lambda some: " ".join(chance.choices(some, k=chance.randint(1, 7)))
    kinds = [lambda: words(LATIN_WORDS), lambda: words(LATIN_WORDS).upper(), lambda: words(LATIN_WORDS).title(),
             lambda: letters(CAPITALS, 1, 40), lambda: letters(CODE, 1, 30),
             lambda: "SA" + letters("0123456789", 22, 22), lambda: "KW81CBKU" + letters(CAPITALS + "0123456789", 22, 22),
             lambda: letters(ACCENTED + "aeiou ", 1, 30), lambda: f"{chance.uniform(-1e9, 1e9):,.2f}",
             lambda: words(ARABIC_WORDS), lambda: letters(LETTERS, 1, 12),
             lambda: " ".join(letters(LETTERS, 1, 6) for _ in range(chance.randint(1, 6))),
             lambda: f"{words(ARABIC_WORDS)} ({words(LATIN_WORDS)}) {chance.randint(0, 9999)}%",
             lambda: f"{letters(CODE, 3, 12)} \u2013 {words(ARABIC_WORDS)}\u2026"]
    return [kinds[i % len(kinds)]() for i in range(count)]


class Widths(unittest.TestCase):
    def setUp(self):
        self.texts = [text.strip() or "x" for text in texts(10_000)]
        done = subprocess.run([executable], input="\n".join(self.texts), capture_output=True, text=True, check=True)
        self.widths = [list(map(float, line.split())) for line in done.stdout.splitlines()]
        self.assertEqual(len(self.widths), len(self.texts))

    def test_no_text_is_wider_than_it_is_said_to_be(self):
        wider = []
        for text, ours in zip(self.texts, self.widths):
            for is_bold in (False, True):
                for typeface in fonts.ARABIC:
                    measured = fonts.width(text, is_bold, typeface)
                    if measured > ours[is_bold] + 0.2:  # a column has more padding
                        wider.append((text, is_bold, typeface, round(measured, 2), round(ours[is_bold], 2)))
        self.assertEqual(wider[:10], [], f"{len(wider)} of {len(self.texts)}")

    def test_texts_are_hardly_narrower(self):
        """At most 3 % for Latin texts, whose kerning is left out, and 30 % for texts with Arabic letters."""
        narrower = []
        shares = []
        for text, ours in zip(self.texts, self.widths):
            has_arabic = any(map(fonts.is_arabic, text))
            for is_bold in (False, True):
                measured = fonts.width(text, is_bold)
                share = ours[is_bold] / measured
                if has_arabic:
                    shares.append(share)
                if ours[is_bold] > measured * (1.3 if has_arabic else 1.03) + 0.5:
                    narrower.append((text, is_bold, round(measured, 2), round(ours[is_bold], 2)))
        self.assertEqual(narrower[:10], [], f"{len(narrower)} of {len(self.texts)}")
        self.assertLess(sum(shares) / len(shares), 1.12)


if __name__ == "__main__":
    executable = sys.argv.pop(1)
    unittest.main()
