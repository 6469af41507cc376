"""Taking packages in: a course of 1001 units, 100 MB of film, and packages that mean harm.

Each runs in a process of its own, with a new SQLite database, and stands beside a baseline of the
same run: Python's `zipfile.extractall` of the same file, which checks nothing and keeps nothing
in a database. `cpu` is what the process used itself, which a busy machine does not change; memory
is the highest that the process had. Run: python -m benchmarks.packages
"""

import argparse
import io
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from content_packages import PackageRefused, Shelf, add_package
from foundation.database import Database
from foundation.migrations import upgrade
from lrs import RecordStore
from tests.content_packages.hostile import HOSTILE, highest_memory
from tests.content_packages.packages import COURSE, Au, course, zipped

UNITS = 1001
MEGABYTE = 1024 * 1024
FILM = 100
BOARD = 1


@dataclass(frozen=True, slots=True)
class Wish:
    """What is measured, and what it may cost."""

    name: str
    make: Callable[[], bytes]
    seconds: float
    megabytes: int = 256


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    cpu: float
    megabytes: int
    said: str = ""


def main() -> None:
    asked = _arguments()
    table = Table("package", "MB", "wanted", "taken in", "cpu", "memory", "extractall", "ends in")
    for wish in _wishes():
        if asked.only and asked.only not in wish.name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "package.zip"
            path.write_bytes(wish.make())
            ours = min((_apart(_take_in, path) for _ in range(asked.rounds)), key=_seconds)
            plain = min((_apart(_extract, path) for _ in range(asked.rounds)), key=_seconds)
            table.add_row(*_row(wish, path, ours, plain))
    Console().print(table)


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--only", default="", help="part of a name")
    reader.add_argument("--rounds", type=int, default=3, help="the quickest counts")
    return reader.parse_args()


def _wishes() -> list[Wish]:
    hostile = [Wish(f"hostile: {name}", make, 10) for name, make in HOSTILE.items()]
    return [
        Wish(f"course of {UNITS} units", partial(many_units, UNITS), 0.5),
        Wish(f"{FILM} MB of film", partial(film, FILM), 5),
        *hostile,
    ]


def many_units(number: int) -> bytes:
    return zipped(course(*(Au(id=f"{COURSE}/{one}") for one in range(number))))


def film(megabytes: int) -> bytes:
    """Bytes that cannot be made smaller, in files of 10 MB, as an authoring tool stores them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("cmi5.xml", course())
        made.writestr("index.html", "x")
        for number in range(megabytes // 10):
            made.writestr(f"film/{number}.mp4", os.urandom(10 * MEGABYTE))
    return out.getvalue()


def _apart(what: Callable[[Path, Path], Cost], path: Path) -> Cost:
    """In a new process, so that nobody else's memory counts."""
    with tempfile.TemporaryDirectory() as folder, get_context("spawn").Pool(1) as pool:
        return pool.apply(what, (path, Path(folder)))


def _take_in(path: Path, folder: Path) -> Cost:
    shelf = _shelf(folder)
    began, used = time.perf_counter(), time.process_time()
    said = _put_on(shelf, path)
    return Cost(
        time.perf_counter() - began, time.process_time() - used, highest_memory() // 1024, said
    )


def _extract(path: Path, folder: Path) -> Cost:
    began, used = time.perf_counter(), time.process_time()
    with zipfile.ZipFile(path) as opened:
        opened.extractall(folder)
    return Cost(time.perf_counter() - began, time.process_time() - used, highest_memory() // 1024)


def _shelf(folder: Path) -> Shelf:
    database = Database.connect(f"sqlite:///{folder / 'one.sqlite'}")
    upgrade(database)
    base = "http://127.0.0.1:8010/xapi"
    store = RecordStore(database, base=base)
    return Shelf(database, store, folder / "packages", "http://127.0.0.2:8020", base)


def _put_on(shelf: Shelf, path: Path) -> str:
    try:
        package = add_package(shelf, BOARD, path, path.name)
    except PackageRefused as refused:
        return refused.faults[0].rule
    return f"{len(package.units)} units"


def _seconds(cost: Cost) -> float:
    return cost.seconds


def _row(wish: Wish, path: Path, ours: Cost, plain: Cost) -> tuple[str, ...]:
    met: Mapping[bool, str] = {True: "", False: " [red]missed[/]"}
    return (
        wish.name,
        f"{path.stat().st_size / MEGABYTE:.1f}",
        f"{wish.seconds} s, {wish.megabytes} MB",
        f"{ours.seconds:.2f} s{met[ours.seconds < wish.seconds]}",
        f"{ours.cpu:.2f} s",
        f"{ours.megabytes} MB{met[ours.megabytes < wish.megabytes]}",
        f"{plain.seconds:.2f} s, {plain.megabytes} MB",
        ours.said,
    )


if __name__ == "__main__":
    main()
