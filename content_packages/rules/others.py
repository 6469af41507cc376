"""Formats of packages that we recognise, to refuse them by their name."""

from collections.abc import Callable
from dataclasses import dataclass

from content_packages.rules.manifests import FILE
from content_packages.rules.sources import Source

CARTRIDGE_MARKS = (b"imsccv1p", b"IMS Common Cartridge", b"IMS Thin Common Cartridge")
AICC_PARTS = (".crs", ".au", ".des", ".cst")


@dataclass(frozen=True, slots=True)
class Stranger:
    """A format that we do not play."""

    name: str
    title: str
    fits: Callable[[Source], bool]


def is_cartridge(source: Source) -> bool:
    return source.holds(FILE) and any(mark in source.read(FILE) for mark in CARTRIDGE_MARKS)


def _is_aicc(source: Source) -> bool:
    """A course of AICC is at least these four files of one name."""
    names = {name.lower() for name in source.names}
    courses = [name.removesuffix(".crs") for name in names if name.endswith(".crs")]
    return any(all(course + part in names for part in AICC_PARTS) for course in courses)


STRANGERS = (
    Stranger("common-cartridge", "Common Cartridge", is_cartridge),
    Stranger("aicc", "AICC", _is_aicc),
)
