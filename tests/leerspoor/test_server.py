"""The web server: patient with slow clients, but not for ever."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from socket import create_connection, socket

import pytest

from tests.lrs.faults.serving import ROOT, wait_until
from tests.postgres import free_port

PATIENCE = 3
SCRIPT = f"""
import sys
from leerspoor.server import serve_forever

def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read() + b", done"]

serve_forever(lambda: app, ["127.0.0.1:" + sys.argv[1]], 1, threads=1, patience={PATIENCE})
"""


@pytest.fixture
def port() -> Iterator[int]:
    """Of a server that says back what it was sent."""
    free = free_port()
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(free)], cwd=ROOT)  # noqa: S603
    try:
        wait_until(lambda: said_to(free, b"GET / HTTP/1.0\r\n\r\n"), "the server answers")
        yield free
    finally:
        process.terminate()
        process.wait()


def said_to(port: int, request: bytes) -> bytes:
    with suppress(ConnectionRefusedError), create_connection(("127.0.0.1", port), 60) as client:
        client.sendall(request)
        return heard(client)
    return b""


def heard(client: socket) -> bytes:
    return b"".join(iter(lambda: client.recv(65536), b""))


@pytest.mark.parametrize("part", [b"", b"POST", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nx"])
def test_who_does_not_finish_a_request_is_hung_up_on(port: int, part: bytes) -> None:
    """Nothing else ends this test: the client itself waits a minute."""
    with create_connection(("127.0.0.1", port), 60) as slow:
        slow.sendall(part)
        assert said_to(port, b"GET / HTTP/1.0\r\n\r\n").endswith(b", done")

        assert b"HTTP/1.1 5" not in heard(slow)


def test_a_large_body_arrives_as_it_was_sent(port: int) -> None:
    body = bytes(range(256)) * 10_000
    head = f"POST / HTTP/1.0\r\nContent-Length: {len(body)}\r\n\r\n".encode()

    assert said_to(port, head + body).endswith(body + b", done")
