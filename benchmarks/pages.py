"""Server time and weight of the two heaviest pages, beside an empty page of the same app.

Makes a school of 30 teachers with 100,000 statements and one teacher with 50 goals, through
the product's own hooks, then asks for the pages in turn. `cpu` is what this process used itself,
which a busy machine does not change; the database server's part is only in the other times.
Run: python -m benchmarks.pages
"""

import argparse
import gzip
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles

from flask import Flask
from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table

from benchmarks.school import (
    BEGIN,
    TODAY,
    Calendar,
    LivingSchool,
    hold_sessions,
    learn,
    open_school,
    set_goals,
)
from benchmarks.traffic import settle_down
from foundation.database import Database
from foundation.logs import configure_logs
from foundation.migrations import upgrade
from leerspoor.product import assemble
from leerspoor.server import settle
from lti_tool.goals.operations import NewGoal, start_goal
from lti_tool.goals.rules import GoalParts
from lti_tool.people.rules import Viewer
from lti_tool.people.web import open_to_anyone
from lti_tool.shell.operations import start_visit
from lti_tool.shell.web import VISIT_PREFIX, page
from tests.postgres import postgresql_server

TARGET_MS, TARGET_KB = 40, 35
GOALS = 50
HOST = "127.0.0.1:8010"
ASSET = re.compile(r'(?:href|src)="(/static/[^"#]+|/thema/[^"#]+)')


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    milliseconds: list[float]
    cpu: list[float]
    html: int
    all: int

    @property
    def p50(self) -> float:
        return median(self.milliseconds)

    @property
    def p95(self) -> float:
        return quantiles(self.milliseconds, n=20)[-1]


def main() -> None:
    """Measure on both databases and say whether the targets are met."""
    asked = _arguments()
    configure_logs("console", quiet=True)
    console = Console()
    for name in asked.databases:
        with database_named(name) as database, tempfile.TemporaryDirectory() as folder:
            upgrade(database)
            app, school = _populated(database, Path(folder), asked, console)
            _tell(console, name, list(_measured(app, school, asked.requests)))
            database.dispose()


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--statements", type=int, default=100_000)
    reader.add_argument("--teachers", type=int, default=30)
    reader.add_argument("--requests", type=int, default=100)
    reader.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    return reader.parse_args()


@contextmanager
def database_named(name: str) -> Iterator[Database]:
    if name == "postgresql":
        with postgresql_server() as url:
            yield Database.connect(url)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Database.connect(f"sqlite:///{folder}/pages.sqlite")


def _populated(
    database: Database, folder: Path, asked: argparse.Namespace, console: Console
) -> tuple[Flask, LivingSchool]:
    calendar = Calendar()
    product = assemble(
        database,
        tool_url=f"http://{HOST}",
        content_url="http://127.0.0.2:8020",
        secret=b"a secret of exactly enough bytes",
        packages=folder,
        clock=calendar,
    )
    product.tool_app.add_url_rule(f"{VISIT_PREFIX}/leeg", "empty", empty_page)
    begun = time.perf_counter()
    school = open_school(product.tool, calendar, asked.teachers)
    set_goals(school, 3)
    hold_sessions(school, 9)
    _many_goals(school, GOALS)
    learn(school, asked.statements)
    settle_down(database)
    settle()
    took = time.perf_counter() - begun
    console.print(f"{asked.statements:,} statements stored and counted in {took:.0f} s")
    return product.tool_app, school


@open_to_anyone("measures what every page costs before it says anything")
def empty_page() -> str:
    return page("message.html", title="Leeg", text="Niets.")


def _many_goals(school: LivingSchool, count: int) -> None:
    """The first teacher sets goals until there are `count` of them."""
    teacher = school.teachers[0]
    own = school.goals[teacher.person_id]
    for number in range(count - len(own)):
        school.calendar.moment = BEGIN + timedelta(days=number)
        own.append(start_goal(school.tool, teacher, NewGoal(GoalParts(f"probeer ik {number}"))))
    school.calendar.moment = TODAY


def _measured(app: Flask, school: LivingSchool, requests: int) -> Iterator[Measured]:
    for name, path, viewer in (
        ("empty page", "leeg", school.leader),
        (f"teacher's home, {GOALS} goals", "", school.teachers[0]),
        ("leader's dashboard", "voortgang", school.leader),
        ("dashboard, this month", "voortgang?periode=maand", school.leader),
        ("board", "bestuur", school.board),
    ):
        client, prefix = _visit(app, school, viewer)
        address = f"{prefix}/{path}"
        html = _get(client, address)
        for _ in range(10):
            _get(client, address)
        times, cpu = [], []
        for _ in range(requests):
            begun, used = time.perf_counter(), time.process_time()
            _get(client, address)
            times.append(1000 * (time.perf_counter() - begun))
            cpu.append(1000 * (time.process_time() - used))
        yield Measured(name, times, cpu, _zipped(html), _zipped(html) + _assets(client, html))


def _visit(app: Flask, school: LivingSchool, viewer: Viewer) -> tuple[FlaskClient, str]:
    with school.tool.database.writing(None) as tx:
        begun = start_visit(tx, tenant=school.tenant, person_id=viewer.person_id, at=TODAY)
    client = app.test_client()
    client.set_cookie(begun.visit.cookie_name, begun.cookie, domain="127.0.0.1")
    return client, f"/s/{begun.sid}"


def _get(client: FlaskClient, address: str) -> bytes:
    answer = client.get(address, base_url=f"http://{HOST}")
    assert answer.status_code == 200, (address, answer.status)
    return bytes(answer.data)


def _zipped(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def _assets(client: FlaskClient, html: bytes) -> int:
    """Style, script and icons of a first visit, as they travel."""
    found = {match.split("?")[0] for match in ASSET.findall(html.decode())}
    return sum(_zipped(_get(client, address)) for address in found)


def _tell(console: Console, name: str, measured: list[Measured]) -> None:
    table = Table(title=f"Pages on {name}")
    for head in (
        "page",
        "p50 ms",
        "p95 ms",
        "cpu ms",
        "above empty",
        "html kB",
        "with assets kB",
        "target",
    ):
        table.add_column(head, justify="left" if head == "page" else "right")
    for one in measured:
        met = one.p50 < TARGET_MS and one.all < TARGET_KB * 1024
        table.add_row(
            one.name,
            f"{one.p50:.1f}",
            f"{one.p95:.1f}",
            f"{median(one.cpu):.1f}",
            f"{one.p50 - measured[0].p50:.1f}",
            f"{one.html / 1024:.1f}",
            f"{one.all / 1024:.1f}",
            "met" if met else "missed",
        )
    console.print(table)


if __name__ == "__main__":
    main()
