"""The formats a package can have: siblings that do not know each other, in order of preference.

Each turns its manifest into the same value: `CourseFound`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from content_packages.rules import cmi5, cmi5_grammar, h5p, manifests, scorm12, scorm2004, tincan
from content_packages.rules.courses import CourseFound
from content_packages.rules.faults import Fault, PackageRefused, refuse
from content_packages.rules.others import STRANGERS
from content_packages.rules.sources import Source


@dataclass(frozen=True, slots=True)
class PackageFormat:
    """One format: what a report calls it, how people call it, and its two verbs."""

    name: str
    title: str
    fits: Callable[[Source], bool]
    read: Callable[[Source], CourseFound]


FORMATS: tuple[PackageFormat, ...] = (
    PackageFormat("cmi5", "cmi5", cmi5.fits, cmi5.read),
    PackageFormat("scorm2004", "SCORM 2004", scorm2004.fits, scorm2004.read),
    PackageFormat("scorm12", "SCORM 1.2", scorm12.fits, scorm12.read),
    PackageFormat("tincan", "Tin Can", tincan.fits, tincan.read),
    PackageFormat("h5p", "H5P", h5p.fits, h5p.read),
)
"""Of several manifests in one zip we take the one whose format tells most: the first."""

MOST_UNITS = 5000

MANIFESTS = (cmi5_grammar.FILE, manifests.FILE, tincan.FILE, h5p.FILE)


def formats_in(source: Source) -> list[PackageFormat]:
    return [one for one in FORMATS if one.fits(source)]


def format_of(source: Source, wished: str = "") -> PackageFormat:
    """The wished format, or the first that is there."""
    found = formats_in(source)
    for one in found:
        if wished in ("", one.name):
            return one
    if found:
        there = _titles(found)
        raise refuse("format-not-inside", wished=_title(wished), found=there)
    if strange := next((one for one in STRANGERS if one.fits(source)), None):
        fault = Fault("format-not-played", details={"format": strange.title})
        raise PackageRefused([fault], strange.name)
    for name in MANIFESTS:
        deeper = [one for one in source.names if one.rsplit("/", 1)[-1] == name]
        if deeper:
            raise refuse("structure-not-at-root", min(deeper), name=name, found=min(deeper))
    raise refuse("format-unknown")


def read_course(source: Source, wished: str = "") -> tuple[PackageFormat, CourseFound]:
    """The course in its format; says so where there was another to choose."""
    chosen = format_of(source, wished)
    found = chosen.read(source)
    if (count := len(found.course.units)) > MOST_UNITS:
        raise refuse("units-too-many", count=count, limit=MOST_UNITS)
    several = formats_in(source)
    if len(several) > 1 and not wished:
        told = Fault("formats-several", details={"found": _titles(several), "used": chosen.title})
        found = replace(found, remarks=(told, *found.remarks))
    return chosen, found


def _titles(formats: list[PackageFormat]) -> str:
    return ", ".join(one.title for one in formats)


def _title(name: str) -> str:
    return next((one.title for one in FORMATS if one.name == name), name)
