"""Read a Tin Can package: tincan.xml names activities; those with an address can be opened."""

import re
from collections.abc import Iterator

from content_packages.rules.addresses import find_address
from content_packages.rules.courses import (
    UNDETERMINED,
    Course,
    CourseFound,
    CourseUnit,
    MoveOn,
    Texts,
    text_in,
)
from content_packages.rules.faults import Fault, PackageRefused, the_first
from content_packages.rules.learning_metadata import language_of
from content_packages.rules.manifests import attribute, child, children, words_of
from content_packages.rules.sources import Source
from content_packages.rules.xml import Element, fault_at, local_name, read_xml

FILE = "tincan.xml"
NAME = "tincan"
ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def fits(source: Source) -> bool:
    return source.holds(FILE)


def read(source: Source) -> CourseFound:
    root = read_xml(source.read(FILE), FILE)
    if local_name(root).lower() != "tincan":
        raise PackageRefused([fault_at(FILE, root, "not-a-tincan")], NAME)
    activities = [
        one for held in children(root, "activities") for one in children(held, "activity")
    ]
    if not activities:
        raise PackageRefused([fault_at(FILE, root, "activity-missing")], NAME)
    title = _texts(activities[0], "name")
    faults = the_first(_faults(activities))
    units, told = _units(activities, source)
    faults += the_first(one for one, is_problem in told if is_problem)
    if not units and not faults:
        faults.append(fault_at(FILE, root, "launch-missing"))
    if faults:
        raise PackageRefused(faults, NAME, text_in(title))
    course = Course(
        publisher_id=attribute(activities[0], "id"),
        title=title,
        description=_texts(activities[0], "description"),
        units=units,
    )
    return CourseFound(course, tuple(the_first(one for one, is_problem in told if not is_problem)))


def _faults(activities: list[Element]) -> Iterator[Fault]:
    """Each activity has an id of its own and a name."""
    seen: set[str] = set()
    for one in activities:
        name = attribute(one, "id")
        if not name:
            yield fault_at(FILE, one, "activity-id-missing")
        elif not ABSOLUTE_IRI.fullmatch(name):
            yield fault_at(FILE, one, "activity-id-invalid", value=name)
        elif name in seen:
            yield fault_at(FILE, one, "activity-id-twice", value=name)
        seen.add(name)
        if not _texts(one, "name"):
            yield fault_at(FILE, one, "activity-name-missing")


def _units(
    activities: list[Element], source: Source
) -> tuple[tuple[CourseUnit, ...], list[tuple[Fault, bool]]]:
    """The activities that can be opened; each remark or problem of their addresses."""
    units: list[CourseUnit] = []
    told: list[tuple[Fault, bool]] = []
    for one in activities:
        launch = child(one, "launch")
        if launch is None:
            continue
        address = find_address(words_of(launch), source.names)
        if address.problem is not None:
            rule, details = address.problem
            told.append((fault_at(FILE, launch, rule, **details), True))
        told += [(fault_at(FILE, launch, rule, **more), False) for rule, more in address.remarks]
        units.append(_unit(one, address.url))
    return tuple(units), told


def _unit(element: Element, url: str) -> CourseUnit:
    return CourseUnit(
        publisher_id=attribute(element, "id"),
        title=_texts(element, "name"),
        description=_texts(element, "description"),
        url=url,
        move_on=MoveOn.COMPLETED_OR_PASSED,
        activity_type=attribute(element, "type") or None,
    )


def _texts(element: Element, name: str) -> Texts:
    return {
        language_of(attribute(one, "lang") or UNDETERMINED): words_of(one)
        for one in children(element, name)
        if words_of(one)
    }
