"""Statements a second over HTTP to one worker, beside COPY of the very same rows.

Starts a PostgreSQL and a gunicorn of its own. Run: python -m benchmarks.statements
"""

import argparse
import base64
import http.client
import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import msgspec
import psycopg
import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from foundation.database import Database
from foundation.migrations import upgrade
from lrs import RecordStore, Scope, add_credential, make_lrs_app
from tests.postgres import postgresql_server

BATCH = 100
TARGET = 0.20
TABLES = ("lrs_statement", "lrs_term")
ORDERS = ("seq", "via")
AUTHORITY = {"account": {"homePage": "https://bench.example", "name": "bench"}}
KEY, SECRET = "bench", "bench-secret"


@dataclass(frozen=True, slots=True)
class Speed:
    name: str
    statements: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.statements / self.seconds


def made_statement(number: int) -> dict[str, object]:
    """About 1 kB with nine terms, as a cmi5 unit sends them: shared activities, many people."""
    course = f"https://content.example/xapi/courses/{number % 20}"
    return {
        "id": str(uuid4()),
        "timestamp": "2026-11-23T14:00:00.123Z",
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": "https://tool.example", "name": f"teacher-{number % 500}"},
        },
        "verb": {
            "id": f"http://adlnet.gov/expapi/verbs/{('completed', 'passed')[number % 2]}",
            "display": {"en": "completed", "nl": "rondde af"},
        },
        "object": {
            "objectType": "Activity",
            "id": f"{course}/units/{number % 7}",
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/lesson",
                "name": {"nl": f"Scherpe lesdoelen, deel {number % 7}"},
                "description": {"nl": "Wat je leerlingen aan het eind van de les kunnen."},
            },
        },
        "result": {
            "completion": True,
            "success": number % 3 > 0,
            "score": {"scaled": 0.85, "raw": 17, "min": 0, "max": 20},
            "duration": "PT12M30.5S",
        },
        "context": {
            "registration": f"6f1a0c5e-1111-4222-8333-{number % 500:012d}",
            "language": "nl-NL",
            "contextActivities": {
                "grouping": [{"id": course}],
                "category": [{"id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}],
            },
            "extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": str(uuid4())},
        },
    }


def made_batches(count: int) -> list[bytes]:
    """The bodies of all requests, made before the clock starts."""
    numbers = range(count)
    return [
        msgspec.json.encode([made_statement(number) for number in numbers[first : first + BATCH]])
        for first in range(0, count, BATCH)
    ]


def app_from_environment() -> object:
    """What the gunicorn of this benchmark serves."""
    return make_lrs_app(RecordStore(Database.connect(os.environ["BENCH_DATABASE"])))


@contextmanager
def served(database_url: str) -> Iterator[int]:
    """One gunicorn worker on a free port."""
    port = 18_977
    command = [
        *(sys.executable, "-m", "gunicorn", "--workers", "1", "--threads", "4"),
        *("--worker-class", "gthread", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"),
        "benchmarks.statements:app_from_environment()",
    ]
    folder = Path(__file__).parents[1]
    environment = {**os.environ, "BENCH_DATABASE": database_url}
    server = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        try:
            connection.request("GET", "/xapi/about")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("the server did not start")


def sent_over_http(port: int, batches: Sequence[bytes], senders: int) -> Speed:
    """Every sender keeps one connection and sends its share of the batches."""
    threads = [
        threading.Thread(target=_send, args=(port, batches[first::senders]))
        for first in range(senders)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    name = f"HTTP, batches of {BATCH}, {senders} senders"
    return Speed(name, len(batches) * BATCH, time.perf_counter() - began)


def _send(port: int, batches: Sequence[bytes]) -> None:
    token = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
    headers = {
        "Authorization": f"Basic {token}",
        "Content-Type": "application/json",
        "X-Experience-API-Version": "1.0.3",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for batch in batches:
        connection.request("POST", "/xapi/statements", batch, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{answer.status}: {said[:300]!r}")
    connection.close()


Rows = list[tuple[object, ...]]


def copied(database: Database, url: str, batch: int) -> Speed:
    """COPY of the rows that are in the tables now, into tables just like them without policies.

    The lines are written before the clock starts, so that this is the database's own speed.
    """
    parts = _lines(database, batch)
    _make_like(url)
    with psycopg.connect(_plain(url)) as connection, connection.cursor() as cursor:
        began = time.perf_counter()
        for _, *lines in parts:
            for table, text in zip(TABLES, lines, strict=True):
                with cursor.copy(f"COPY copied_{table} FROM STDIN") as copy:
                    copy.write(text)
            connection.commit()
        seconds = time.perf_counter() - began
    total = sum(count for count, *_ in parts)
    return Speed(f"COPY, batches of {batch}", total, seconds)


def _lines(database: Database, batch: int) -> list[tuple[int, bytes, bytes]]:
    """Per batch: the number of statements, and the lines of both tables."""
    kept, terms = (
        _rows(database, table, order) for table, order in zip(TABLES, ORDERS, strict=True)
    )
    place = {row[1]: number // batch for number, row in enumerate(kept)}
    by_batch: dict[int, Rows] = defaultdict(list)
    for row in terms:
        by_batch[place[row[2]]].append(row)
    return [
        (len(part), _as_text(part), _as_text(sorted(by_batch[first // batch])))
        for first in range(0, len(kept), batch)
        if (part := kept[first : first + batch])
    ]


def _rows(database: Database, table: str, order: str) -> Rows:
    with database.reading(1) as tx:
        return [
            tuple(row) for row in tx.execute(sa.text(f"SELECT * FROM {table} ORDER BY {order}"))
        ]  # noqa: S608


def _as_text(rows: Rows) -> bytes:
    """COPY's own text format."""
    return "".join("\t".join(map(_field, row)) + "\n" for row in rows).encode()


def _field(value: object) -> str:
    return str(value).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _make_like(url: str) -> None:
    with psycopg.connect(_plain(url)) as connection:
        for table in TABLES:
            connection.execute(f"DROP TABLE IF EXISTS copied_{table}")
            connection.execute(f"CREATE TABLE copied_{table} (LIKE {table} INCLUDING ALL)")


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


def measure(count: int, senders: int) -> list[Speed]:
    batches, warming = made_batches(count), made_batches(2_000)
    with postgresql_server() as url:
        database = Database.connect(url)
        upgrade(database, ("foundation", "lrs"))
        add_credential(
            database,
            1,
            title="benchmark",
            authority=AUTHORITY,
            scopes=[Scope.ALL],
            key=KEY,
            secret=SECRET,
        )
        with served(url) as port:
            sent_over_http(port, warming, senders)
            speeds = [sent_over_http(port, batches, senders)]
        speeds += [copied(database, url, size) for size in (BATCH, 500)]
        database.dispose()
    return speeds


def show(speeds: Sequence[Speed]) -> bool:
    """A table of speeds and ratios; says whether the target is met beside the fastest COPY."""
    over_http, *copies = speeds
    table = Table("way", "statements", "seconds", "per second", "HTTP beside it")
    for speed in speeds:
        ratio = over_http.per_second / speed.per_second
        table.add_row(
            speed.name,
            f"{speed.statements:,}",
            f"{speed.seconds:.2f}",
            f"{speed.per_second:,.0f}",
            f"{ratio:.0%}",
        )
    Console().print(table)
    return over_http.per_second >= TARGET * max(copy.per_second for copy in copies)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=20_000)
    parser.add_argument("--senders", type=int, default=2)
    asked = parser.parse_args()
    reached = show(measure(asked.statements, asked.senders))
    print(f"target of {TARGET:.0%}: {'reached' if reached else 'missed'}")
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
