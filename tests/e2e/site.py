"""The demo for a test: academy, tool and content on three loopback hosts and free ports."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from werkzeug.serving import BaseWSGIServer, make_server

from foundation.clock import now
from foundation.database import Database
from foundation.web.slashes import Wsgi, collapse_slashes
from leerspoor.demo.academy import Academy, make_academy_app
from leerspoor.demo.school.people import Staff
from leerspoor.demo.school.seed import seed
from leerspoor.demo.school.times import TimeMachine
from leerspoor.product import Product, assemble


@dataclass(frozen=True)
class Site:
    """A running demo, with who works at its school."""

    academy: Academy
    product: Product
    staff: Staff


@contextmanager
def running_site(database: Database, folder: Path) -> Iterator[Site]:
    """The demo as `leerspoor demo` makes it, with a year of the school in it."""
    ports = {host: _server_on(host) for host in ("localhost", "127.0.0.1", "127.0.0.2")}
    urls = {host: f"http://{host}:{server.port}" for host, server in ports.items()}
    academy = Academy(urls["localhost"], urls["127.0.0.1"])
    made = TimeMachine(datetime.now(UTC))
    past = _product(database, academy, urls["127.0.0.2"], folder, made)
    staff = seed(past, made, academy, lambda *_: None)
    product = _product(database, academy, urls["127.0.0.2"], folder, None)
    apps: dict[str, Wsgi] = {
        "localhost": make_academy_app(academy),
        "127.0.0.1": collapse_slashes(product.tool_app),
        "127.0.0.2": collapse_slashes(product.content_app),
    }
    with ExitStack() as stack:
        for host, server in ports.items():
            server.app = apps[host]
            stack.enter_context(_serving(server))
        yield Site(academy, product, staff)


def _product(
    database: Database, academy: Academy, content_url: str, folder: Path, clock: TimeMachine | None
) -> Product:
    return assemble(
        database,
        tool_url=academy.tool_url,
        content_url=content_url,
        secret=b"a secret of exactly enough bytes",
        packages=folder,
        clock=clock or now,
        private_academies=True,
    )


def _server_on(host: str) -> BaseWSGIServer:
    where = "127.0.0.1" if host == "localhost" else host
    return make_server(where, 0, _nothing_yet, threaded=True)


def _nothing_yet(_environ: object, start_response: object) -> list[bytes]:
    start_response("503 Service Unavailable", [])  # type: ignore[operator]
    return []


@contextmanager
def _serving(server: BaseWSGIServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
