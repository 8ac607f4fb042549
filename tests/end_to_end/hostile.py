"""Requests that no honest client sends: each kind that the server rejects, and each kind that has
crashed an HTTP server before. As (description, bytes, allowed statuses; without statuses the
connection may close without a response)."""

import itertools
import random
import zlib

CLOSED = None
REFUSED = {400, CLOSED}
PATHS = ["/v1/bi/jobs", "/healthz", "/v1/bi/files/x", "/openapi.json"]
CONTROLS = [byte for byte in (*range(0x20), 0x7f) if byte not in (0x09, 0x0a, 0x0d)]
ANY = {200, 302, 400, 401, 404, 405, 413, 415, 431, CLOSED}


def request(line=b"GET /healthz HTTP/1.1", *fields, body=b"", host=True):
    head = [line, *([b"Host: x"] if host else []), *fields]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def post(*fields, body=b""):
    return request(b"POST /v1/bi/jobs HTTP/1.1", *fields, body=body)


def request_lines():
    for line in (b"", b" ", b"GET", b"GET ", b"GET /healthz", b"GET /healthz ", b" GET /healthz HTTP/1.1",
                 b"GET  /healthz HTTP/1.1x", b"GET healthz HTTP/1.1", b"GET ftp://x/healthz HTTP/1.1",
                 b"GET http://u@x/healthz HTTP/1.1", b"GET http:///healthz HTTP/1.1", b"GET http://x:y/healthz HTTP/1.1",
                 b"GET * HTTP/1.1", b"OPTIONS ** HTTP/1.1", b"CONNECT x:443 HTTP/1.1", b"GET /a b HTTP/1.1",
                 b"GET /a#b HTTP/1.1", b"GET /\xff HTTP/1.1", b"G\xc3\x89T / HTTP/1.1", b"G(T / HTTP/1.1",
                 b"GET /healthz HTTP/1.1 HTTP/1.1", b"\xef\xbb\xbfGET / HTTP/1.1", b"GET /healthz\tHTTP/1.1"):
        yield "request line", request(line), REFUSED
    for version in (b"HTTP/0.9", b"HTTP/2.0", b"HTTP/1.2", b"HTTP/1", b"http/1.1", b"HTTP/1.10", b"HTTP/1.1\x00",
                    b"HTTP/11", b"HTPP/1.1", b"HTTP /1.1", b"1.1"):
        yield "version", request(b"GET /healthz " + version), REFUSED
    for method in (b"TRACE", b"PUT", b"PATCH", b"BREW", b"get", b"A" * 200):
        yield "method", request(method + b" /healthz HTTP/1.1"), {405}


def control_bytes():
    for byte, path in itertools.product(CONTROLS, PATHS):
        sign, path = bytes([byte]), path.encode()
        for line in (b"GET" + sign + b" " + path + b" HTTP/1.1", b"GET " + path + sign + b" HTTP/1.1",
                     b"GET " + path + b" HTTP/1.1" + sign, sign + b"GET " + path + b" HTTP/1.1"):
            yield "control byte in the request line", request(line), REFUSED
        for field in (b"X" + sign + b"Y: a", b"X: a" + sign + b"b", b"X" + sign + b": a", sign + b"X: a"):
            yield "control byte in a header", request(b"GET " + path + b" HTTP/1.1", field), REFUSED


def line_ends():
    for path in PATHS:
        line = b"GET " + path.encode() + b" HTTP/1.1"
        yield "bare line feeds", line + b"\nHost: x\n\n", REFUSED
        yield "bare carriage returns", line + b"\rHost: x\r\r", {CLOSED}
        for field in (b"X: a\nSet-Cookie: b", b"X: a\rSet-Cookie: b", b"X: a\r\n b", b"X: a\r\n\tb", b" X: a",
                      b"X : a", b"X\t: a", b"X", b": a", b"X\x00: a", b"X: a\x00b", b"\xff: a", b"X(: a", b"@: a",
                      b"X: a\r\r", b"\n"):
            yield "header line", request(line, field), REFUSED
            yield "header line first", line + b"\r\n" + field + b"\r\nHost: x\r\n\r\n", REFUSED


def targets():
    climbing = [b"/..", b"/../etc/passwd", b"/docs/../../etc/passwd", b"/%2e%2e/etc/passwd", b"/%2E%2e/x",
                b"/.%2e/x", b"/%2e./x", b"/a/%2E%2E", b"/v1/bi/files/../../x"]
    for target in climbing:
        yield "climbing", request(b"GET " + target + b" HTTP/1.1"), {400}
    for code, path in itertools.product((b"%0d", b"%0D", b"%0a", b"%0A", b"%00", b"%0d%0aSet-Cookie:%20a"), PATHS):
        for place in (path.encode() + code, path.encode() + b"/" + code + b"x", path.encode() + b"?a=" + code,
                      path.encode() + b"?" + code + b"=a"):
            yield "encoded line break", request(b"GET " + place + b" HTTP/1.1"), {400}
    for target in (b"/%", b"/%2", b"/%zz", b"/%%%", b"/a?%", b"/a?b=%zz", b"//", b"/a//b",
                   b"/%ff%fe", b"/%c0%ae%c0%ae/x", b"/%252e%252e/x", b"/\\..\\x", b"/;a=b", b"/a;/../b"):
        yield "odd target", request(b"GET " + target + b" HTTP/1.1"), {400, 404}
    for target in (b"/?", b"/??", b"/?a?b=c?"):
        yield "odd query of the first page", request(b"GET " + target + b" HTTP/1.1"), {302}
    for size in (4_096, 5_000, 10_000, 16_300, 17_000, 60_000):
        for target in (b"/" + b"a" * size, b"/?" + b"a" * size, b"/" + b"%61" * (size // 3), b"/" + b"a/" * (size // 2),
                       b"/?" + b"a=b&" * (size // 4)):
            yield "long target", request(b"GET " + target + b" HTTP/1.1"), {400, 404, 431}


def lengths():
    for length in (b"-1", b"+3", b"0x3", b"3.0", b"3,3", b"3, 3", b"3 3", b"", b"a", b"1e3", b"\xd9\xa3", b"3;", b"3\t3"):
        for path in (b"POST /v1/bi/jobs", b"GET /healthz", b"DELETE /v1/bi/jobs/x", b"POST /v1/bi/jobs/x/cancel"):
            yield "length", request(path + b" HTTP/1.1", b"Content-Length: " + length, body=b"abc"), REFUSED
    for length in (2**31, 2**32, 2**32 + 3, 2**63, 2**64, 2**64 + 3, 10**30, 1024 * 1024 + 1):
        yield "huge length", post(b"Content-Length: %d" % length, body=b"abc"), {401, 413}
    for one, two in itertools.product((b"3", b"0", b"30"), repeat=2):
        yield "two lengths", post(b"Content-Length: " + one, b"Content-Length: " + two, body=b"abc"), REFUSED
        yield "two lengths", post(b"Content-Length: " + one, b"content-length: " + two, body=b"abc"), REFUSED


def codings():
    hidden = request(b"GET /hidden HTTP/1.1")
    chunks = [b"0\r\n\r\n", b"3\r\nabc\r\n0\r\n\r\n", b""]
    for length, coding, chunk in itertools.product((0, 3, 5, 999), (b"chunked", b"Chunked", b" chunked"), chunks):
        both = b"Content-Length: %d" % length, b"Transfer-Encoding: " + coding
        yield "length and coding", post(*both, body=chunk + hidden), REFUSED
        yield "coding and length", post(*reversed(both), body=chunk + hidden), REFUSED
    for coding in (b"gzip", b"gzip, chunked", b"chunked, gzip", b"chunked, chunked", b"identity", b"xchunked", b"chunkedx",
                   b"chunked;q=1", b"\x0bchunked", b"", b"chu nked", b'"chunked"', b"chunked,", b",chunked"):
        for chunk in chunks:
            yield "coding", post(b"Transfer-Encoding: " + coding, body=chunk + hidden), REFUSED
    yield "two codings", post(b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"), REFUSED
    yield "two codings", post(b"Transfer-Encoding: chunked", b"Transfer-Encoding: x", body=b"0\r\n\r\n"), REFUSED
    yield "coding with a blank", post(b"Transfer-Encoding : chunked", body=b"0\r\n\r\n"), REFUSED
    yield "coding of 1.0", request(b"POST /v1/bi/jobs HTTP/1.0", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"), REFUSED


def chunks():
    for size in (b"-1", b"+3", b"0x3", b"g", b"", b" ", b" 3", b"3 4", b"\x003", b"3\x00", b"3,", b"3\r", b"\n3",
                 b"3\nabc", b"1" * 17, b"f" * 16, b"f" * 200, b"3" + b" " * 2_000, b"3;" + b"a" * 2_000):
        for end in (b"\r\nabc\r\n0\r\n\r\n", b"\nabc\n0\n\n", b"\r\nabcX\r\n0\r\n\r\n"):
            yield "chunk", post(b"Transfer-Encoding: chunked", body=size + end), {400, 401, 413, CLOSED}
    for bad in (b"3\r\nabcd\r\n0\r\n\r\n", b"3\r\nab\r\n0\r\n\r\n", b"3\r\nabc0\r\n\r\n", b"3\r\nabc\n0\r\n\r\n",
                b"3\r\nabc\r\n0\r\n" + b"T: a\r\n" * 3_000 + b"\r\n"):
        yield "chunk's end", post(b"Transfer-Encoding: chunked", body=bad), REFUSED
    flood = b"".join(b"1\r\na\r\n" for _ in range(20_000)) + b"0\r\n\r\n"
    yield "tiny chunks", post(b"Transfer-Encoding: chunked", body=flood), {401}
    large = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    yield "chunks over the bound", post(b"Transfer-Encoding: chunked", body=large * 20), {401, 413}


def fields():
    for name in (b"Host", b"Content-Type", b"Content-Encoding", b"api-key", b"organization-id", b"Expect", b"API-KEY"):
        for values in ((b"a", b"a"), (b"a", b"b"), (b"", b"")):
            pair = [name + b": " + value for value in values]
            yield "a field twice", post(*pair), REFUSED
    for path in PATHS:
        yield "no host", request(b"GET " + path.encode() + b" HTTP/1.1", host=False), REFUSED
    for count in (64, 65, 100, 1_000, 2_000):
        yield "many lines", request(b"GET /healthz HTTP/1.1", *[b"X-%d: a" % i for i in range(count)]), {431}
    for size in (16_384, 20_000, 50_000):
        for field in (b"X: " + b"a" * size, b"X" * size + b": a", b"Cookie: " + b"a=b; " * (size // 5)):
            yield "long line", request(b"GET /healthz HTTP/1.1", field), {431}
    for name in (b"Range", b"If-Range", b"If-None-Match", b"Accept-Language", b"Origin", b"Last-Event-ID", b"Referer",
                 b"X-Request-Id", b"api-key", b"organization-id", b"Idempotency-Key", b"User-Agent", b"REMOTE_ADDR",
                 b"REMOTE_PORT", b"LOCAL_ADDR", b"X-Forwarded-For", b"Upgrade", b"Connection", b"Accept"):
        for value in (b"a" * 8_000, b"%0d%0aSet-Cookie:%20a", b"bytes=" + b"0-0," * 1_900, b"bytes=" + b"1" * 7_000,
                      b"bytes=0-" + b"9" * 400, b"\xff\xfe\xfd", b"{{{{", b"'; DROP TABLE jobs; --", b"${jndi:ldap://x}",
                      b"() { :;}; echo", b"<script>", b"," * 4_000, b"en;q=" + b"9" * 3_000, b"*" * 500):
            for path in PATHS:
                yield "hostile value", request(b"GET " + path.encode() + b" HTTP/1.1", name + b": " + value), ANY


def bodies():
    packed = zlib.compress(b"0" * 50_000_000)
    for coding in (b"gzip", b"deflate", b"br", b"gzip, gzip", b"x"):
        yield "packed body", post(b"Content-Encoding: " + coding, b"Content-Type: application/json",
                                  b"Content-Length: %d" % len(packed), body=packed), {401, 415}
    inner = request(b"GET /hidden HTTP/1.1")
    for path, method in itertools.product(PATHS, (b"GET", b"HEAD", b"DELETE")):
        line = method + b" " + path.encode() + b" HTTP/1.1"
        yield "body of a " + method.decode(), request(line, b"Content-Length: %d" % len(inner), body=inner), ANY
    for expect in (b"100-continue", b"200-ok", b"x"):
        yield "expect", post(b"Expect: " + expect, b"Content-Length: 3", body=b"abc"), {401, 417}


def other_protocols():
    yield "TLS", bytes.fromhex("16030102000100 01fc0303") + bytes(500), {400, CLOSED}
    yield "HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", REFUSED
    yield "SSH", b"SSH-2.0-OpenSSH_9.2\r\n", {CLOSED}
    yield "SMTP", b"EHLO x\r\nMAIL FROM:<a@b>\r\n\r\n", REFUSED
    yield "proxy protocol", b"PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", REFUSED
    yield "zeros", bytes(70_000), {400, 431, CLOSED}
    yield "empty lines", b"\r\n" * 100_000, {CLOSED}
    yield "line feeds", b"\n" * 70_000, {400, 431, CLOSED}
    for size in (1, 10, 1_000, 100_000):
        for seed in range(20):
            yield "noise", random.Random(seed).randbytes(size), ANY


def bent(chance):
    """A valid request with something hostile inserted somewhere, or cut off."""
    good = chance.choice([
        request(b"GET /v1/bi/jobs?status=completed HTTP/1.1", b"api-key: k", b"organization-id: ACME"),
        post(b"Content-Type: application/json", b"Content-Length: 2", body=b"{}"),
        post(b"Transfer-Encoding: chunked", body=b"2\r\n{}\r\n0\r\n\r\n"),
        request(b"GET /v1/bi/files/x?signature=a&expires=1 HTTP/1.1", b"Range: bytes=0-5"),
        request(b"GET /healthz HTTP/1.1") * 2])
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(good) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            good = good[:place] + chance.choice([b"\r\n", b"\n", b"\r", b"\0", b" ", b":", b"%00", b"\xff", b"\r\n\r\n",
                                                 b"/..", b"0", b"A" * 5_000]) + good[place:]
        elif kind == 1:
            good = good[:place] + bytes([chance.randrange(256)]) + good[place + 1:]
        elif kind == 2:
            good = good[:place] + good[place + chance.randrange(1, 20):]
        else:
            good = good[:place + 1]
    return "bent", good, ANY


def requests(count):
    """All requests above, then random variations of them up to `count`."""
    named = itertools.chain(request_lines(), control_bytes(), line_ends(), targets(), lengths(), codings(), chunks(),
                            fields(), bodies(), other_protocols())
    chance = random.Random(1447)
    return itertools.islice(itertools.chain(named, (bent(chance) for _ in itertools.count())), count)
