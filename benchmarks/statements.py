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
from itertools import product
from pathlib import Path
from statistics import median
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
COPIED = (BATCH, 500)
TARGET = 0.20
TABLES = ("lrs_statement", "lrs_term")
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
Lines = list[tuple[bytes, ...]]


def copied(url: str, parts: Lines, batch: int) -> Speed:
    """COPY of rows that were stored over HTTP, into tables just like them without policies.

    The lines are written before the clock starts, so that this is the database's own speed.
    """
    with psycopg.connect(_plain(url)) as connection, connection.cursor() as cursor:
        began = time.perf_counter()
        for lines in parts:
            for table, text in zip(TABLES, lines, strict=True):
                with cursor.copy(f"COPY copied_{batch}_{table} FROM STDIN") as copy:
                    copy.write(text)
            connection.commit()
        seconds = time.perf_counter() - began
    total = sum(lines[0].count(b"\n") for lines in parts)
    return Speed(f"COPY, batches of {batch}", total, seconds)


def lines_after(database: Database, seq: int, batch: int) -> Lines:
    """The rows of both tables that were stored after `seq`, as texts for COPY."""
    kept, terms = (_rows_after(database, table, seq) for table in TABLES)
    place = {row[1]: number // batch for number, row in enumerate(kept)}
    by_batch: dict[int, Rows] = defaultdict(list)
    for row in terms:
        by_batch[place[row[2]]].append(row)
    return [
        (_as_text(kept[first : first + batch]), _as_text(sorted(by_batch[first // batch])))
        for first in range(0, len(kept), batch)
    ]


def _rows_after(database: Database, table: str, seq: int) -> Rows:
    with database.reading(1) as tx:
        asked = sa.text(f"SELECT * FROM {table} WHERE seq > :seq ORDER BY seq")  # noqa: S608
        return [tuple(row) for row in tx.execute(asked, {"seq": seq})]


def _as_text(rows: Rows) -> bytes:
    """COPY's own text format."""
    return "".join("\t".join(map(_field, row)) + "\n" for row in rows).encode()


def _field(value: object) -> str:
    return str(value).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _make_like(url: str) -> None:
    with psycopg.connect(_plain(url)) as connection:
        for batch, table in product(COPIED, TABLES):
            name = f"copied_{batch}_{table}"
            connection.execute(f"CREATE TABLE {name} (LIKE {table} INCLUDING ALL)")


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


def _newest(database: Database) -> int:
    with database.reading(1) as tx:
        return int(
            tx.execute(sa.text("SELECT coalesce(max(seq), 0) FROM lrs_statement")).scalar_one()
        )


def measure(rounds: int, count: int, senders: int) -> list[list[Speed]]:
    """Round by round: a part over HTTP, then COPY of that same part, in both sizes of batch."""
    with postgresql_server() as url:
        database = Database.connect(url)
        upgrade(database, ("foundation", "lrs"))
        _let_in(database)
        _make_like(url)
        with served(url) as port:
            sent_over_http(port, made_batches(1_000), senders)
            found = [_round(database, url, port, count, senders) for _ in range(rounds)]
        database.dispose()
    return found


def _let_in(database: Database) -> None:
    wishes = {"title": "benchmark", "authority": AUTHORITY, "scopes": [Scope.ALL]}
    add_credential(database, 1, key=KEY, secret=SECRET, **wishes)  # type: ignore[arg-type]


def _round(database: Database, url: str, port: int, count: int, senders: int) -> list[Speed]:
    before = _newest(database)
    over_http = sent_over_http(port, made_batches(count), senders)
    sizes = {batch: lines_after(database, before, batch) for batch in COPIED}
    return [over_http, *(copied(url, parts, batch) for batch, parts in sizes.items())]


def show(found: Sequence[Sequence[Speed]]) -> bool:
    """A table of medians and ratios; says whether the target is met beside the fastest COPY."""
    ways = list(zip(*found, strict=True))
    table = Table("way", "statements", "per second, median", "HTTP beside it, median")
    ratios = []
    for way in ways:
        rate = median(speed.per_second for speed in way)
        pairs = zip(ways[0], way, strict=True)
        ratios.append(median(http.per_second / speed.per_second for http, speed in pairs))
        total = sum(speed.statements for speed in way)
        table.add_row(way[0].name, f"{total:,}", f"{rate:,.0f}", f"{ratios[-1]:.0%}")
    Console().print(table)
    return bool(min(ratios) >= TARGET)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--statements", type=int, default=4_000, help="per round")
    parser.add_argument("--senders", type=int, default=2)
    asked = parser.parse_args()
    reached = show(measure(asked.rounds, asked.statements, asked.senders))
    print(f"target of {TARGET:.0%}: {'reached' if reached else 'missed'}")
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
