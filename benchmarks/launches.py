"""Login and launch in our own code, keys cached, beside an empty page of the same app.

Teachers click one after the other in an academy that is registered; what the academy itself
does (answering the login, signing) is left out of the times. Then two processes do the same at
once, for the launches a second of two cores. `cpu` is what this process used itself, which a busy
machine does not change. Run: python -m benchmarks.launches
"""

import argparse
import multiprocessing
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import parse_qs, urlsplit

import httpx
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from rich.console import Console
from rich.table import Table

from benchmarks.pages import database_named, empty_page
from foundation.database import Database
from foundation.logs import configure_logs
from foundation.migrations import upgrade
from leerspoor.demo.academy import Academy, make_academy_app
from leerspoor.demo.academy.accounts import Account, Kind
from leerspoor.demo.academy.keys import SigningKeys, new_key
from leerspoor.demo.academy.messages import launch_claims
from leerspoor.product import Product, assemble
from lti_tool.people.operations import add_board, add_school
from lti_tool.platforms.operations.add_platform import add_platform
from lti_tool.shell.web import VISIT_PREFIX

TARGET_MS, TARGET_RATE = 15, 200
CORES = 2
TEACHERS = 50
ISSUER, TOOL = "http://localhost:8000", "http://127.0.0.1:8010"
STEPS = LOGIN, LAUNCH, EMPTY = "login", "launch", "an empty page"


@dataclass
class Times:
    """Milliseconds of each step, click by click, and how much of them this process worked."""

    steps: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in STEPS})
    cpu: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in STEPS})

    def clicks(self) -> list[float]:
        return together(self.steps)

    def rate(self) -> float:
        """Clicks a second, had nothing else been done."""
        return 1000 * len(self.clicks()) / sum(self.clicks())


def together(steps: dict[str, list[float]]) -> list[float]:
    """Login and launch of the same click."""
    return [sum(both) for both in zip(steps[LOGIN], steps[LAUNCH], strict=True)]


@dataclass(frozen=True)
class Clicker:
    """The browsers of teachers who come back, and the academy in which they click."""

    app: Flask
    academy: Academy
    times: Times

    def click(self, number: int) -> None:
        """One teacher opens the tool and then any page: redirects are not followed."""
        name = number % TEACHERS
        account = Account(f"leraar-{name}", f"Leerkracht {name}", Kind.TEACHER)
        browser = self.app.test_client()
        sent = {
            "iss": ISSUER,
            "login_hint": account.id,
            "target_link_uri": f"{TOOL}/lti/launch",
            "client_id": self.academy.client_id,
        }
        asked = parse_qs(urlsplit(self._timed(browser, LOGIN, "/lti/login", sent)).query)
        claims = launch_claims(self.academy, account, self.academy.links[0], asked["nonce"][0])
        token = self.academy.keys.sign(claims)
        arrived = self._timed(
            browser, LAUNCH, "/lti/launch", {"state": asked["state"][0], "id_token": token}
        )
        self._timed(browser, EMPTY, arrived.removesuffix("start") + "leeg", None)

    def _timed(
        self, browser: FlaskClient, step: str, path: str, form: dict[str, str] | None
    ) -> str:
        begun, worked = time.perf_counter(), time.process_time()
        answer = (
            browser.get(path, base_url=TOOL)
            if form is None
            else browser.post(path, data=form, base_url=TOOL)
        )
        self.times.steps[step].append(1000 * (time.perf_counter() - begun))
        self.times.cpu[step].append(1000 * (time.process_time() - worked))
        if answer.status_code not in (200, 302, 303):
            raise SystemExit(f"{step} answered {answer.status_code}")
        return answer.location or ""


def main() -> None:
    """Measure on both databases and say whether the targets are met."""
    asked = _arguments()
    configure_logs("console", quiet=True)
    for name in asked.databases:
        with database_named(name) as database, tempfile.TemporaryDirectory() as folder:
            upgrade(database)
            key = new_key()
            _register(database)
            alone = measured(_url(database), folder, key.as_pem(private=True), 0, asked.clicks)
            together = _together(_url(database), folder, key, asked.clicks)
            _tell(Console(), name, alone, sum(one.rate() for one in together))
            database.dispose()


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--clicks", type=int, default=300)
    reader.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    return reader.parse_args()


def measured(url: str, folder: str, key: bytes, first: int, clicks: int) -> Times:
    """Let teachers click in this process; each came in once before, and is known."""
    configure_logs("console", quiet=True)
    product, academy = _product(url, folder, key)
    warm = Clicker(product.tool_app, academy, Times())
    for number in range(TEACHERS):
        warm.click(first + number)
    clicker = Clicker(warm.app, academy, Times())
    for number in range(clicks):
        clicker.click(first + number)
    product.tool.database.dispose()
    return clicker.times


def _together(url: str, folder: str, key: RSAKey, clicks: int) -> list[Times]:
    pem = key.as_pem(private=True)
    work = [(url, folder, pem, process * clicks, clicks) for process in range(CORES)]
    with multiprocessing.get_context("spawn").Pool(CORES) as pool:
        return pool.starmap(measured, work)


def _product(url: str, folder: str, key: bytes) -> tuple[Product, Academy]:
    keys = SigningKeys(RSAKey.import_key(key, {"use": "sig", "alg": "RS256"}))
    keys.current.ensure_kid()
    academy = Academy(ISSUER, TOOL, keys=keys)
    product = assemble(
        Database.connect(url),
        tool_url=TOOL,
        content_url="http://127.0.0.2:8020",
        secret=b"a secret of exactly enough bytes",
        packages=Path(folder),
        http=httpx.Client(transport=httpx.WSGITransport(app=make_academy_app(academy))),
    )
    product.tool_app.add_url_rule(f"{VISIT_PREFIX}/leeg", "empty", empty_page)
    return product, academy


def _register(database: Database) -> None:
    board = add_board(database, "Stichting Veel")
    with database.writing(board.id) as tx:
        add_school(tx, "De Springplank")
    known = Academy(ISSUER, TOOL).registration()
    add_platform(database, {**known, "board": board.id, "school": "De Springplank"})


def _url(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _tell(console: Console, name: str, alone: Times, rate: float) -> None:
    columns = ("step", "p50 ms", "p95 ms", "p50 cpu")
    table = Table(*columns, title=f"launches on {name}", title_justify="left")
    rows = {step: (alone.steps[step], alone.cpu[step]) for step in STEPS}
    rows["login and launch"] = (alone.clicks(), together(alone.cpu))
    for step, (times, cpu) in rows.items():
        slow = quantiles(times, n=20)[-1]
        table.add_row(step, f"{median(times):.1f}", f"{slow:.1f}", f"{median(cpu):.1f}")
    console.print(table)
    p50 = median(alone.clicks())
    console.print(f"login and launch: {_met(p50 < TARGET_MS)}, wanted under {TARGET_MS} ms")
    console.print(
        f"{CORES} processes: {rate:.0f} launches a second: {_met(rate >= TARGET_RATE)},"
        f" wanted {TARGET_RATE}"
    )


def _met(holds: bool) -> str:
    return "reached" if holds else "NOT reached"


if __name__ == "__main__":
    main()
