"""Sessions and event streams of a console, as its browser makes them."""

import http.cookies
import json
import socket
import urllib.parse

from engine import PATIENCE

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}


def sign_in(engine, **body):
    return engine.request("POST", "/v1/bi/sessions", json.dumps(body), SAME_ORIGIN)


def cookie(answer):
    """The header with the cookie that the answer sets."""
    jar = http.cookies.SimpleCookie(answer.headers["Set-Cookie"])
    (name, morsel), = jar.items()
    return {"Cookie": f"{name}={morsel.value}"}


def receive(client, wanted):
    """Reads from the connection until `wanted` has come."""
    received = b""
    while wanted not in received:
        part = client.recv(4096)
        if not part:
            raise AssertionError(f"the connection ended after {received}")
        received += part


def open_stream(engine, header):
    """A connection to the events that has received the first one."""
    place = urllib.parse.urlsplit(engine.url)
    client = socket.create_connection((place.hostname, place.port), PATIENCE)
    client.sendall(f"GET /v1/bi/events HTTP/1.1\r\nHost: x\r\nCookie: {header['Cookie']}\r\n\r\n".encode())
    receive(client, b"event: reset")
    return client
