"""What the OpenAPI document of this tree declares: the contract and what goes beyond it."""

import json
import pathlib

ASSETS = pathlib.Path(__file__).resolve().parents[2] / "assets"
DOCUMENTS = [json.loads((ASSETS / name).read_text(encoding="utf-8"))
             for name in ("contract/gormic-bi-openapi.json", "docs/openapi.json")]
OF_NO_OPERATION = {405, 431}  # the method, and too long a head


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def place(pattern, path):
    """How many segments of the pattern are parameters; None for another path."""
    pairs = list(zip(pattern.split("/"), path.split("/"), strict=False))
    if pattern.count("/") != path.count("/") or any(a != b and not a.startswith("{") for a, b in pairs):
        return None
    return sum(a.startswith("{") for a, _ in pairs)


def require_declared(method, target, status):
    """Raises AssertionError unless the document declares the status for the operation, if there is one."""
    path, method = target.split("?")[0], method.lower().replace("head", "get")
    places = [(place(pattern, path), pattern) for document in DOCUMENTS for pattern in document["paths"]]
    nearest = min((pair for pair in places if pair[0] is not None), default=None)
    if nearest is None or status in OF_NO_OPERATION:
        return
    found = [document["paths"][nearest[1]][method]["responses"] for document in DOCUMENTS
             if method in document["paths"].get(nearest[1], {})]
    if found and not any(str(status) in responses for responses in found):
        raise AssertionError(f"{method} {target}: the OpenAPI document does not declare {status}")
