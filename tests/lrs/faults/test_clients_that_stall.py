"""Clients that hang up half-way, and clients that take for ever: they harm only themselves."""

import base64
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.lrs.faults.load import under_load
from tests.lrs.faults.serving import KEY, SECRET, Served, wait_until
from tests.lrs.made import Json, made_statement

SLOW = 40
"""More than all workers of the store work on at a time."""


def head(*headers: str) -> bytes:
    """The first part of a request that stores a statement."""
    token = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
    said = (
        "POST /xapi/statements HTTP/1.1",
        "Host: localhost",
        f"Authorization: Basic {token}",
        "X-Experience-API-Version: 1.0.3",
        "Content-Type: application/json",
        *headers,
    )
    return ("\r\n".join(said) + "\r\n\r\n").encode()


@contextmanager
def connected(served: Served) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as connection:
        yield connection


def heard(connection: socket.socket) -> bytes:
    """All that the store says until it hangs up, too."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def is_stored(served: Served, statement: Json) -> bool:
    with served.client() as client:
        answer = client.get("/statements", params={"statementId": statement["id"]})
    assert answer.status_code in (200, 404)
    return answer.status_code == 200


def text_of(statement: Json) -> bytes:
    return json.dumps(statement).encode()


@pytest.mark.parametrize("cut", [0, 1, 100, None])
def test_a_body_that_breaks_off_is_not_stored(served: Served, cut: int | None) -> None:
    """Also where what came is a whole statement, but less than was announced."""
    statement = made_statement()
    body = text_of(statement)
    with connected(served) as connection:
        connection.sendall(head(f"Content-Length: {len(body) + 1}") + body[:cut])
        connection.shutdown(socket.SHUT_WR)
        answer = heard(connection)

    assert answer.startswith(b"HTTP/1.1 400")
    assert b'"code":"http-400"' in answer
    assert not is_stored(served, statement)


@pytest.mark.parametrize("cut", [3, 50, -7, -2])
def test_a_body_in_chunks_that_breaks_off_is_not_stored(served: Served, cut: int) -> None:
    statement = made_statement()
    body = text_of(statement)
    chunks = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    with connected(served) as connection:
        connection.sendall(head("Transfer-Encoding: chunked") + chunks[:cut])
        connection.shutdown(socket.SHUT_WR)
        answer = heard(connection)

    assert not answer.startswith(b"HTTP/1.1 5")
    assert not is_stored(served, statement)


def test_who_hangs_up_before_the_answer_finds_the_statement_stored(served: Served) -> None:
    statement = made_statement()
    body = text_of(statement)
    with connected(served) as connection:
        connection.sendall(head(f"Content-Length: {len(body)}") + body)

    wait_until(lambda: is_stored(served, statement), "the statement is stored")


def test_slow_clients_hold_up_nobody_else(served: Served) -> None:
    body = text_of(made_statement())
    with ExitStack() as stack:
        slow = [stack.enter_context(connected(served)) for _ in range(SLOW)]
        for number, connection in enumerate(slow):
            whole = head(f"Content-Length: {len(body)}")
            connection.sendall(whole if number % 2 else whole[:20])
        with under_load(served) as load:
            for part in range(3):
                for connection in slow:
                    connection.sendall(b" " if part else b"x")
                load.more_batches()

    load.expect_all_kept()
    assert load.refusals() == []
    assert "Traceback" not in served.said()
