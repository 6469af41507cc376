"""Single statements, questions at two sizes, memory and disk of the record store.

Serves a record store of its own with gunicorn. Each figure stands beside a baseline of the same
run: single statements beside an INSERT and COMMIT of the same rows by one connection without
HTTP, questions beside `about`, which asks the database nothing. Run:
python -m benchmarks.record_store
"""

import argparse
import hashlib
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

import msgspec
import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from benchmarks.traffic import (
    AUTHORITY,
    HEADERS,
    KEY,
    VERBS,
    Client,
    agent,
    course,
    in_parallel,
    let_in,
    made_batches,
    made_statement,
    registration,
    served,
    settle_down,
    unit,
)
from foundation.database import Database
from foundation.migrations import upgrade
from lrs import Credential, RecordStore, Scope, store_statements
from tests.postgres import postgresql_server

MEGABYTE = 1024 * 1024
WRITER = Credential(1, KEY, AUTHORITY, frozenset({Scope.ALL}))


def main() -> None:
    asked = _arguments()
    console = Console()
    for name in asked.databases:
        with _database(name) as url:
            database = Database.connect(url)
            upgrade(database, ("foundation", "lrs"))
            let_in(database)
            console.rule(name)
            console.print(_singles(url, database, asked.singles))
            console.print(_questions(url, database, asked.sizes, asked.requests))
            console.print(_disk(database))
            console.print(_memory(url))
            database.dispose()


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    reader.add_argument("--sizes", nargs="+", type=int, default=[50_000, 1_000_000])
    reader.add_argument("--singles", type=int, default=2_000)
    reader.add_argument("--requests", type=int, default=50)
    return reader.parse_args()


@contextmanager
def _database(name: str) -> Iterator[str]:
    if name == "postgresql":
        with postgresql_server() as url:
            yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/records.sqlite"


def _table(title: str, *heads: str) -> Table:
    table = Table(title=title, title_justify="left")
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number == 0 else "right")
    return table


def _singles(url: str, database: Database, count: int) -> Table:
    """One statement a request, over one connection and over eight."""
    table = _table("Single statements", "way", "per second", "p50 ms", "p95 ms")
    bare = _inserts_alone(database, count)
    table.add_row("INSERT and COMMIT, without HTTP", *_row(sum(bare), bare))
    for senders, workers in ((1, 1), (8, 2)):
        with served(url, workers) as server:
            in_parallel(server.port, made_batches(200, 1), senders)
            bodies = made_batches(count, 1)
            began = time.perf_counter()
            taken = in_parallel(server.port, bodies, senders)
            seconds = time.perf_counter() - began
        table.add_row(f"{senders} connections, {workers} workers", *_row(seconds, taken))
    return table


def _row(seconds: float, taken: list[float]) -> tuple[str, str, str]:
    per_second = len(taken) / seconds
    p95 = quantiles(taken, n=20)[-1]
    return f"{per_second:,.0f}", f"{1000 * median(taken):.2f}", f"{1000 * p95:.2f}"


def _inserts_alone(database: Database, count: int) -> list[float]:
    """The rows of one statement and its nine terms into tables of their own."""
    with database.writing(1) as tx:
        tx.exec_driver_sql("CREATE TABLE bare_statement (seq BIGINT PRIMARY KEY, body TEXT)")
        tx.exec_driver_sql(
            "CREATE TABLE bare_term (term BIGINT, seq BIGINT, PRIMARY KEY (term, seq))"
        )
    body = msgspec.json.encode(made_statement(1)).decode()
    statement = sa.text("INSERT INTO bare_statement VALUES (:seq, :body)")
    term = sa.text("INSERT INTO bare_term VALUES (:term, :seq)")
    taken = []
    for seq in range(count):
        began = time.perf_counter()
        with database.writing(1) as tx:
            tx.execute(statement, {"seq": seq, "body": body})
            tx.execute(term, [{"term": number * 7919, "seq": seq} for number in range(9)])
        taken.append(time.perf_counter() - began)
    return taken


FILTERS: Mapping[str, tuple[str, ...]] = {
    "agent": tuple(msgspec.json.encode(agent(number)).decode() for number in (7, 700, 1_400)),
    "verb": (VERBS[3], VERBS[4]),
    "activity": (unit(3), unit(140), course(3)),
    "registration": tuple(registration(number) for number in (7, 700)),
    "since": ("2026-11-23T00:00:00Z",),
    "related_agents": ("true",),
    "related_activities": ("true",),
    "ascending": ("true",),
}
WITH = {"related_agents": "agent", "related_activities": "activity"}
"""These mean nothing without the filter they widen."""


def questions() -> dict[str, list[str]]:
    """Every filter and every combination of two and three that means something, with values."""
    found = {"(none)": [_path({})]}
    for size in (1, 2, 3):
        for names in combinations(FILTERS, size):
            if all(WITH.get(name, name) in names for name in names):
                found[" + ".join(names)] = [_path(chosen) for chosen in _values(names)]
    return found


def _values(names: tuple[str, ...]) -> list[dict[str, str]]:
    """Three choices of values, as different as the filters have them."""
    return [
        {name: FILTERS[name][number % len(FILTERS[name])] for name in names} for number in range(3)
    ]


def _path(params: Mapping[str, str]) -> str:
    return "/xapi/statements?" + urlencode({"limit": "50", **params})


def _questions(url: str, database: Database, sizes: list[int], requests: int) -> Table:
    heads = [f"{what} ms at {size:,}" for size in sizes for what in ("p50", "p99")]
    table = _table("GET, limit 50", "filters", *heads, "growth")
    measured: dict[str, list[list[float]]] = {name: [] for name in ("about", *questions())}
    for size in sizes:
        _fill(database, size)
        with served(url) as server:
            client = Client(server.port)
            measured["about"].append([client.get("/xapi/about") for _ in range(requests)])
            for name, paths in questions().items():
                measured[name].append(_asked(client, paths, requests))
    for name, rounds in measured.items():
        figures = [
            f"{1000 * figure:.1f}" for taken in rounds for figure in (median(taken), _p99(taken))
        ]
        growth = median(rounds[-1]) / median(rounds[0])
        table.add_row(name, *figures, f"{growth:.2f}")
    return table


def _asked(client: Client, paths: list[str], requests: int) -> list[float]:
    for path in paths:
        client.get(path)
    return [client.get(paths[number % len(paths)]) for number in range(requests)]


def _p99(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


def _fill(database: Database, size: int) -> None:
    """Store statements through the store itself until there are so many."""
    store = RecordStore(database)
    with database.reading(1) as tx:
        there: int = tx.execute(sa.text("SELECT count(*) FROM lrs_statement")).scalar_one()
    for body in made_batches_lazily(there, size):
        store_statements(store, WRITER, body)
    settle_down(database)


def made_batches_lazily(begin: int, end: int, batch: int = 500) -> Iterator[bytes]:
    for first in range(begin, end, batch):
        yield from made_batches(min(batch, end - first), batch, first)


def _disk(database: Database) -> Table:
    """What is on disk beside the JSON of the statements."""
    with database.reading(1) as tx:
        text = "SELECT count(*), sum(length(body)) FROM lrs_statement"
        count, said = tx.execute(sa.text(text)).one()
        on_disk = tx.execute(sa.text(_SIZE[database.dialect])).scalar_one()
    table = _table("Disk", "statements", "JSON MB", "on disk MB", "ratio")
    megabytes = [f"{size / MEGABYTE:,.0f}" for size in (said, on_disk)]
    table.add_row(f"{count:,}", *megabytes, f"{on_disk / said:.2f}")
    return table


_SIZE = {
    "postgresql": (
        "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
        " WHERE relkind = 'r' AND relname LIKE 'lrs_%'"
    ),
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
}


def _memory(url: str) -> Table:
    """The most that a fresh worker held while it answered one request."""
    table = _table("Memory of one worker", "what", "most MB", "seconds")
    batch = made_batches(10_000, 10_000)[0]
    content, boundary = bytes(100 * MEGABYTE), "b0undary"
    sha2 = hashlib.sha256(content).hexdigest()
    mixed = {**HEADERS, "Content-Type": f"multipart/mixed; boundary={boundary}"}
    asked = f"/xapi/statements?{urlencode({'attachments': 'true', 'limit': '1'})}"
    body = _with_attachment(content, sha2, boundary)
    for name, method, path, sent, headers in (
        ("nothing yet", "GET", "/xapi/about", None, HEADERS),
        ("10,000 statements in a batch", "POST", "/xapi/statements", batch, HEADERS),
        ("attachment of 100 MB in", "POST", "/xapi/statements", body, mixed),
        ("attachment of 100 MB out", "GET", asked, None, HEADERS),
    ):
        with served(url) as server:
            began = time.perf_counter()
            Client(server.port).ask(method, path, sent, headers)
            seconds = time.perf_counter() - began
            (worker,) = server.workers()
            table.add_row(name, f"{_most_memory(worker):,.0f}", f"{seconds:.1f}")
    return table


def _most_memory(pid: int) -> float:
    """In megabytes: the most that was ever resident, as the kernel noted it."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def _with_attachment(content: bytes, sha2: str, boundary: str) -> bytes:
    described = {
        "usageType": "https://bench.example/recording",
        "display": {"nl": "Opname"},
        "contentType": "video/mp4",
        "length": len(content),
        "sha2": sha2,
    }
    statement = msgspec.json.encode({**made_statement(1), "attachments": [described]})
    mark = f"--{boundary}\r\n".encode()
    headers = (
        "Content-Type: video/mp4\r\nContent-Transfer-Encoding: binary\r\n"
        f"X-Experience-API-Hash: {sha2}\r\n\r\n"
    )
    first = mark + b"Content-Type: application/json\r\n\r\n" + statement + b"\r\n"
    return first + mark + headers.encode() + content + f"\r\n--{boundary}--\r\n".encode()


if __name__ == "__main__":
    main()
