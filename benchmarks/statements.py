"""Statements a second over HTTP to one worker, beside COPY of the very same rows.

Starts a PostgreSQL and a gunicorn of its own. Run: python -m benchmarks.statements
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from statistics import median

import psycopg
import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from benchmarks.traffic import in_parallel, let_in, made_batches, served
from foundation.database import Database
from foundation.migrations import upgrade
from tests.postgres import postgresql_server


@dataclass(frozen=True, slots=True)
class Load:
    """`target` is the least part of what COPY reaches."""

    batch: int
    senders: int
    target: float


TABLES = ("lrs_statement", "lrs_term")
LARGE = 500
LOADS = (Load(batch=50, senders=1, target=0.25), Load(50, 4, 0.25), Load(100, 2, 0.20))


@dataclass(frozen=True, slots=True)
class Speed:
    name: str
    statements: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.statements / self.seconds


def sent_over_http(port: int, batches: Sequence[bytes], load: Load) -> Speed:
    began = time.perf_counter()
    in_parallel(port, batches, load.senders)
    name = f"HTTP, batches of {load.batch}, {load.senders} connections"
    return Speed(name, len(batches) * load.batch, time.perf_counter() - began)


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
    sizes = sorted({LARGE, *(load.batch for load in LOADS)})
    with psycopg.connect(_plain(url)) as connection:
        for batch, table in product(sizes, TABLES):
            name = f"copied_{batch}_{table}"
            connection.execute(f"CREATE TABLE {name} (LIKE {table} INCLUDING ALL)")


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


def _newest(database: Database) -> int:
    with database.reading(1) as tx:
        return int(
            tx.execute(sa.text("SELECT coalesce(max(seq), 0) FROM lrs_statement")).scalar_one()
        )


def measure(rounds: int, count: int) -> dict[Load, list[list[Speed]]]:
    """Round by round: a part over HTTP, then COPY of that same part, in two sizes of batch."""
    found: dict[Load, list[list[Speed]]] = {load: [] for load in LOADS}
    with postgresql_server() as url:
        database = Database.connect(url)
        upgrade(database, ("foundation", "lrs"))
        let_in(database)
        _make_like(url)
        with served(url) as server:
            in_parallel(server.port, made_batches(2_000, 100), 2)
            for number in range(rounds):
                for load in LOADS:
                    begin = number * count
                    found[load].append(_round(database, url, server.port, load, begin, count))
        database.dispose()
    return found


def _round(
    database: Database, url: str, port: int, load: Load, begin: int, count: int
) -> list[Speed]:
    before = _newest(database)
    over_http = sent_over_http(port, made_batches(count, load.batch, begin), load)
    sizes = {batch: lines_after(database, before, batch) for batch in (load.batch, LARGE)}
    return [over_http, *(copied(url, parts, batch) for batch, parts in sizes.items())]


def show(load: Load, found: Sequence[Sequence[Speed]]) -> bool:
    """A table of medians and ratios; the target is a part of COPY in batches of the same size."""
    ways = list(zip(*found, strict=True))
    table = Table("way", "statements", "per second, median", "HTTP beside it, median")
    ratios = []
    for way in ways:
        rate = median(speed.per_second for speed in way)
        pairs = zip(ways[0], way, strict=True)
        ratios.append(median(http.per_second / speed.per_second for http, speed in pairs))
        total = sum(speed.statements for speed in way)
        table.add_row(way[0].name, f"{total:,}", f"{rate:,.0f}", f"{ratios[-1]:.0%}")
    reached = bool(ratios[1] >= load.target)
    Console().print(table, f"target of {load.target:.0%}: {'reached' if reached else 'missed'}")
    return reached


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--statements", type=int, default=4_000, help="per round")
    asked = parser.parse_args()
    measured = measure(asked.rounds, asked.statements)
    reached = [show(load, rounds) for load, rounds in measured.items()]
    sys.exit(0 if all(reached) else 1)


if __name__ == "__main__":
    main()
