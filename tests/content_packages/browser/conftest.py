"""Three hosts that a browser can reach: the academy, the record store, and the content host."""

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from content_packages import Launch, content_app
from foundation.web.slashes import Wsgi
from lrs import RecordStore, make_lrs_app
from tests.content_packages.conftest import Desk

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-modals allow-downloads"


@pytest.fixture
def database_url(tmp_path: Path, migrated_sqlite: Path) -> str:
    """A package sees no difference; the whole trail is walked on both databases (tests/e2e)."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'leerspoor.sqlite')}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    context.close()


@contextmanager
def served(host: str, app: Wsgi) -> Iterator[str]:
    server = make_server(host, 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def player_page() -> Flask:
    """The academy: shows a launch in a frame, and has a cookie to steal."""
    app = Flask("academy")

    @app.get("/speler")
    def player() -> tuple[str, dict[str, str]]:
        address = escape(request.args["url"])
        frame = f'<iframe id="f" sandbox="{SANDBOX}" src="{address}" width="900" height="700">'
        return f"<!doctype html>{frame}</iframe>", {"Set-Cookie": "academie=geheim"}

    @app.get("/terug")
    def back() -> str:
        return "<h1>Terug</h1>"

    return app


@dataclass
class Hosts:
    """A desk of which everything can be reached by a browser."""

    desk: Desk
    academy: str
    content: str

    def said(self) -> list[str]:
        return self.desk.verbs()


@pytest.fixture
def hosts(desk: Desk) -> Iterator[Hosts]:
    with ExitStack() as opened:
        later: list[Wsgi] = []

        def content(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            return later[0](environ, start)

        academy = opened.enter_context(served("localhost", player_page()))
        lrs_url = opened.enter_context(served("127.0.0.1", make_lrs_app(desk.shelf.record_store)))
        content_url = opened.enter_context(served("127.0.0.2", content))
        store: RecordStore = replace(desk.shelf.record_store, base=f"{lrs_url}/xapi")
        shelf = replace(desk.shelf, content_url=content_url, endpoint_url=store.base)
        later.append(content_app(shelf, framed_by=lambda _tenant: (academy,)))
        yield Hosts(replace(desk, shelf=shelf), academy, content_url)


def wait_for(page: Page, is_so: Callable[[], bool]) -> None:
    for _ in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen within ten seconds")


def open_in_frame(page: Page, hosts: Hosts, launch: Launch) -> None:
    page.goto(f"{hosts.academy}/speler?{urlencode({'url': launch.url})}")
    page.wait_for_selector("#f")
