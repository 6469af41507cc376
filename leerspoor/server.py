"""The web server: gunicorn, in which a slow client holds up nobody but itself."""

import gc
import select
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import TConn, ThreadWorker

from foundation.web.slashes import Wsgi

CONNECTIONS = 128
"""Requests that may arrive at a time, per process: threads that do little but wait."""

LARGEST = 64 * 1024 * 1024
"""Bytes of a body that waits here; what is larger, such as a film attached to a statement, the app
reads itself, once it knows who sends it."""

STAY = 0.02
"""Seconds that a thread stays with a client it answered: who pushes much, asks again at once, and
handing a connection to another thread and back takes longer than many a request."""

IN_MEMORY, AT_ONCE = 1024 * 1024, 64 * 1024
"""Bytes of a body that wait outside a file, and that are read at a time."""


class Gunicorn(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with an app made after the fork, so that no worker shares a connection."""

    def __init__(self, make: Callable[[], Wsgi], options: dict[str, Any]) -> None:
        self.make = make
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Wsgi:
        app = self.make()
        settle()
        return app


def settle() -> None:
    """What the program consists of stays: looking for garbage in it stops a request for 0.1 s."""
    gc.collect()
    gc.freeze()


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Waits for what a client sends, but no longer than `timeout` for a whole request."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.busy: dict[TConn, float] = {}

    def handle(self, conn: TConn) -> Any:
        try:
            while True:
                self.busy[conn] = time.monotonic()
                kept = super().handle(conn)
                if kept is not True or not self._asks_again(conn):
                    return kept
        finally:
            del self.busy[conn]

    def _asks_again(self, conn: TConn) -> bool:
        """What was read ahead of the next request is for gunicorn itself to go on with."""
        if not self.alive or conn.parser.unreader.buf.getvalue():
            return False
        waiting = select.poll()
        waiting.register(conn.sock, select.POLLIN)
        return bool(waiting.poll(1000 * STAY))

    def murder_pending(self) -> None:
        """Gunicorn asks once a second. Whose request has arrived does not notice."""
        super().murder_pending()
        too_long_ago = time.monotonic() - self.cfg.timeout
        for conn, since in self.busy.copy().items():
            if since < too_long_ago:
                with suppress(OSError):  # it has just gone by itself
                    conn.sock.shutdown(socket.SHUT_RD)


def serve_forever(
    make: Callable[[], Wsgi],
    binds: Sequence[str],
    workers: int,
    threads: int,
    patience: int = 60,
) -> None:
    """Serve until told to stop; a stop is clean.

    Each worker works on `threads` requests at a time; a client has `patience` seconds to send one.
    """
    options = {
        "bind": list(binds),
        "workers": workers,
        "worker_class": PatientWorker,
        "threads": CONNECTIONS,
        "timeout": patience,
        "graceful_timeout": 10,
        "keepalive": 15,
        "worker_tmp_dir": "/dev/shm",  # noqa: S108  (gunicorn's advice; holds no content)
        "errorlog": "-",
        "loglevel": "warning",
        "proc_name": "leerspoor",
    }
    Gunicorn(lambda: taken_in_whole(make(), threads), options).run()


def taken_in_whole(app: Wsgi, places: int) -> Wsgi:
    """Let a request take one of the places only after its body has arrived."""
    free = threading.BoundedSemaphore(places)

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with SpooledTemporaryFile(IN_MEMORY) as body:
            _take_in(environ, body)
            with free:
                return app(environ, start_response)

    return answer


def _take_in(environ: dict[str, Any], body: IO[bytes]) -> None:
    """A body that breaks off stays as short as it is, and one that is larger stays outside.

    Gunicorn says that a body is whole also where it broke off, so that nobody looks at its
    announced length; that claim is taken out.
    """
    length = environ.get("CONTENT_LENGTH")
    if length:
        environ.pop("wsgi.input_terminated", None)
    room = LARGEST + 1
    if int(length or 0) < room:
        while room and (part := environ["wsgi.input"].read(min(AT_ONCE, room))):
            body.write(part)
            room -= len(part)
        body.seek(0)
        environ["wsgi.input"] = body
