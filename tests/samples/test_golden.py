"""The workbooks of the sample models equal, part by part, the reviewed ones in golden/."""

import difflib
import itertools
import tempfile
import unittest

import golden
import samples


@unittest.skipUnless(golden.library() == golden.LIBRARY, "another libxlsxwriter: workbooks are read back")
class Golden(unittest.TestCase):
    maxDiff = None

    def test_each_sample_equals_its_golden_text(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        for (model, lang), workbook in samples.render(folder).items():
            with self.subTest(model=model, lang=lang):
                kept = (golden.FOLDER / f"{model}.{lang}.txt").read_text(encoding="utf-8")
                changes = difflib.unified_diff(kept.splitlines(), golden.text(workbook).splitlines(),
                                               "kept", "now", lineterm="", n=1)
                first = list(itertools.islice(changes, 40))
                self.assertEqual(first, [], "\n".join(line[:300] for line in first))


if __name__ == "__main__":
    unittest.main()
