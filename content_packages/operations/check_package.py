"""Check a package without keeping it: everything that is wrong, each fault by its name."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from content_packages.rules.courses import text_in
from content_packages.rules.faults import PackageRefused, Report
from content_packages.rules.formats import read_course
from content_packages.rules.sources import open_source


def check_package(raw: Path | bytes, name: str = "", wished: str = "") -> Report:
    """The same rules as taking it in; `wished` is the format to read, where there are several.

    Raises only what the disk raises.
    """
    try:
        with open_raw(raw) as file:
            source = open_source(file, name or getattr(raw, "name", ""))
            chosen, found = read_course(source, wished)
            source.read_through()
    except PackageRefused as refused:
        return refused.report
    return Report(chosen.name, text_in(found.course.title), remarks=found.remarks)


@contextmanager
def open_raw(raw: Path | bytes) -> Iterator[BinaryIO]:
    with io.BytesIO(raw) if isinstance(raw, bytes) else raw.open("rb") as file:
        yield cast("BinaryIO", file)
