"""Check a package without keeping it: everything that is wrong, each fault by its name."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from content_packages.rules.courses import text_in
from content_packages.rules.faults import PackageRefused, Report
from content_packages.rules.formats import read_course
from content_packages.rules.sources import open_source

Raw = Path | bytes | BinaryIO
"""A package as it comes: on disk, in memory, or an upload that is open already."""


def check_package(raw: Raw, name: str = "", wished: str = "") -> Report:
    """The same rules as taking it in; `wished` is the format to read, where there are several.

    Raises only what the disk raises.
    """
    try:
        with open_raw(raw) as file:
            source = open_source(file, name or name_of(raw))
            chosen, found = read_course(source, wished)
            source.read_through()
    except PackageRefused as refused:
        return refused.report
    return Report(chosen.name, text_in(found.course.title), remarks=found.remarks)


def name_of(raw: Raw) -> str:
    return raw.name if isinstance(raw, Path) else ""


@contextmanager
def open_raw(raw: Raw) -> Iterator[BinaryIO]:
    """An upload stays open: it belongs to whoever opened it."""
    if isinstance(raw, Path):
        with raw.open("rb") as file:
            yield file
    else:
        yield io.BytesIO(raw) if isinstance(raw, bytes) else raw
