"""A record store behind a real HTTP server, for clients that nobody here wrote."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from werkzeug.serving import WSGIRequestHandler, make_server

from lrs import RecordStore, Scope, add_credential, make_lrs_app
from tests.lrs.made import AUTHORITY


@dataclass(frozen=True)
class Served:
    """Where it is, and with what one comes in."""

    endpoint: str
    key: str
    secret: str


class Silent(WSGIRequestHandler):
    """A server that does not write what it was asked."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  (its own name)
        pass


@contextmanager
def served(store: RecordStore) -> Iterator[Served]:
    key, secret = add_credential(
        store.database, 1, title="client", authority=AUTHORITY, scopes=[Scope.ALL]
    )
    app = make_lrs_app(store)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}/xapi/", key, secret)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
