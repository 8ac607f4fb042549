"""A text for each character that a search may ignore, with the verdict of Python's unicodedata."""

import unicodedata

# Invisible, or without meaning to a search.
UNSEEN = {0xAD, 0x061C, 0x0640, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A),
          *range(0xFE00, 0xFE10), 0xFEFF}
CONTROLS = {*range(0x09, 0x0E), *range(0x1C, 0x20), 0x85}


def kind(code):
    """ "mark" for characters to ignore, "blank" for white space, otherwise "letter"."""
    letter = chr(code)
    category = unicodedata.category(letter)
    if code in UNSEEN or category == "Mn" and unicodedata.name(letter, "").startswith("ARABIC "):
        return "mark"
    if category in ("Zs", "Zl", "Zp") or code in (*range(0x09, 0x0E), 0x85):
        return "blank"
    return "letter"


def codes():
    """All that look like marks or white space, and their neighboring letters."""
    near = {*UNSEEN, *CONTROLS}
    near |= {code for code in range(0x20, 0x20000) if unicodedata.category(chr(code)) in ("Mn", "Me", "Cf", "Zs", "Zl", "Zp")}
    return sorted(near | {ord(letter) for letter in "ab-_0\u0621\u0627\u064a\ufdfa"})


def script(dialect):
    """SQL for the table; that of SQLite also has Python's verdict."""
    has_verdict = dialect == "sqlite"

    def row(code):
        text = f"'ab{chr(code)}cd'"
        return f"({code}, {text}, '{kind(code)}')" if has_verdict else f"({code}, {text})"

    columns = "id INTEGER PRIMARY KEY, sign VARCHAR(20)" + (", verdict TEXT" if has_verdict else "")
    return f"CREATE TABLE signs ({columns});\nINSERT INTO signs VALUES\n" + ",\n".join(map(row, codes())) + ";\n"


def model(uid, source):
    return {"uid": uid, "source": source, "title": "Signs", "access": {"scope": "none"},
            "columns": [{"key": "id", "type": "integer"}, {"key": "sign", "type": "string"}],
            "query": {"search": ["sign"], "filter": {"sign": ["startsWith", "endsWith"]}, "sort": ["id"],
                      "defaultSort": [{"field": "id"}]}}
