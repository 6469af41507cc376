"""Read a cmi5 course (cmi5 §13, §14): the rules of its ids and addresses, then its value."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from urllib.parse import SplitResult, parse_qsl, urlsplit

from content_packages.rules.addresses import (
    BROWSER_SCHEMES,
    FORBIDDEN_SCHEMES,
    file_of,
    parts_of,
)
from content_packages.rules.cmi5_grammar import FILE, TAG, grammar_faults, put_right
from content_packages.rules.courses import (
    Course,
    CourseBlock,
    CourseFound,
    CourseObjective,
    CourseUnit,
    LaunchMethod,
    MoveOn,
)
from content_packages.rules.faults import Fault, PackageRefused, the_first
from content_packages.rules.sources import Source
from content_packages.rules.xml import Element, local_name, path_of, read_xml

LAUNCH_NAMES = ("endpoint", "fetch", "actor", "registration", "activityId")
"""The names that the launch puts in the address itself (§8.1)."""

ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")

TWICE: Mapping[str, str] = MappingProxyType(
    {
        "course": "course-id-twice",
        "block": "block-id-twice",
        "au": "unit-id-twice",
        "objective": "objective-id-twice",
    }
)


def fits(source: Source) -> bool:
    """In a zip, or the course structure alone (§14)."""
    return source.zip is None or source.holds(FILE)


def read(source: Source) -> CourseFound:
    """cmi5, Quartz 1st edition."""
    root = read_xml(source.read(FILE), FILE)
    remarks = list(put_right(root))
    files = None if source.zip is None else source.names
    faults = the_first(grammar_faults(root))
    if [one.rule for one in faults] != ["not-a-course-structure"]:
        more = chain(_id_faults(root), _objective_faults(root), _url_faults(root, files))
        faults += the_first(more)
    if faults:
        raise PackageRefused(faults, "cmi5", _title_of(root))
    remarks += the_first(_url_remarks(root))
    return CourseFound(_course(root), tuple(remarks))


def _fault(rule: str, element: Element, /, **details: str) -> Fault:
    return Fault(rule, FILE, path_of(element), details)


def _clean(text: str | None) -> str:
    """All data are trimmed (§13)."""
    return (text or "").strip()


def _identified(root: Element) -> Iterator[tuple[Element, str]]:
    for element in root.iter(*(TAG + name for name in TWICE)):
        if (identifier := element.get("id")) is not None:
            yield element, _clean(identifier)


def _id_faults(root: Element) -> Iterator[Fault]:
    """Ids are absolute IRIs (§3) and unique in the course structure (§13.1)."""
    seen: Counter[str] = Counter()
    for element, identifier in _identified(root):
        if not ABSOLUTE_IRI.fullmatch(identifier):
            yield _fault("iri-not-absolute", element, value=identifier)
        seen[identifier] += 1
        if seen[identifier] > 1:
            yield _fault(TWICE[local_name(element)], element, value=identifier)


def _objective_faults(root: Element) -> Iterator[Fault]:
    """What a block or unit refers to is determined by the course (§13.1.3)."""
    known = {_clean(one.get("id")) for one in root.iterfind(f"{TAG}objectives/{TAG}objective")}
    for element in root.iter(f"{TAG}objective"):
        reference = element.get("idref")
        if reference is not None and _clean(reference) not in known:
            yield _fault("objective-unknown", element, value=_clean(reference))


def _url_faults(root: Element, files: Collection[str] | None) -> Iterator[Fault]:
    for element in root.iter(f"{TAG}url"):
        url = _clean(element.text)
        rule, details = _wrong_with(url, files)
        if rule:
            yield _fault(rule, element, **details)


def _wrong_with(url: str, files: Collection[str] | None) -> tuple[str, dict[str, str]]:
    """The first rule that an address breaks (§8.1, §13.1.4, §14.1, §14.2), or nothing."""
    if not url:
        return "url-empty", {}
    if re.search(r"\s", url):
        return "url-white-space", {"value": url}
    parts = parts_of(url)
    if parts is None:
        return "url-invalid", {"value": url}
    if parts.scheme in FORBIDDEN_SCHEMES:
        return "url-scheme-forbidden", {"scheme": parts.scheme}
    taken = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    if reserved := next((name for name in taken if name in LAUNCH_NAMES), None):
        return "url-reserved-name", {"name": reserved}
    return _wrong_place(parts, files), {"value": url}


def _wrong_place(parts: SplitResult, files: Collection[str] | None) -> str:
    if parts.scheme:
        return "" if parts.netloc else "url-invalid"
    if files is None:
        return "url-relative-without-zip"
    return "" if file_of(parts.geturl()) in files else "url-file-missing"


def _url_remarks(root: Element) -> Iterator[Fault]:
    for element in root.iter(f"{TAG}url"):
        url = _clean(element.text)
        if urlsplit(url).scheme not in ("", *BROWSER_SCHEMES):
            yield _fault("url-not-for-a-browser", element, value=url)
        if url.startswith("./"):
            yield _fault("url-dotted", element, value=url)


def _title_of(root: Element) -> str:
    found = root.find(f"{TAG}course/{TAG}title/{TAG}langstring")
    return _clean(found.text) if found is not None else ""


def _course(root: Element) -> Course:
    course = _child(root, "course")
    blocks: list[CourseBlock] = []
    units: list[CourseUnit] = []
    waiting: list[tuple[Element, int | None]] = [(one, None) for one in reversed(_members(root))]
    while waiting:
        element, inside = waiting.pop()
        if local_name(element) == "au":
            units.append(_unit(element, inside))
            continue
        blocks.append(_block(element, inside))
        here = len(blocks) - 1
        waiting += [(one, here) for one in reversed(_members(element))]
    return Course(
        publisher_id=_clean(course.get("id")),
        title=_texts(course, "title"),
        description=_texts(course, "description"),
        units=tuple(units),
        blocks=tuple(blocks),
        objectives=tuple(map(_objective, root.iterfind(f"{TAG}objectives/{TAG}objective"))),
    )


def _members(element: Element) -> list[Element]:
    return [child for child in element if child.tag in (f"{TAG}au", f"{TAG}block")]


def _child(element: Element, name: str) -> Element:
    """A child that the grammar has already seen there."""
    return next(element.iterchildren(TAG + name))


def _texts(element: Element, name: str) -> dict[str, str]:
    """A text without a language counts as one of undetermined language (BCP 47: und)."""
    strings = _child(element, name).iterchildren(f"{TAG}langstring")
    return {_clean(one.get("lang")) or "und": _clean(one.text) for one in strings}


def _block(element: Element, parent: int | None) -> CourseBlock:
    return CourseBlock(
        publisher_id=_clean(element.get("id")),
        title=_texts(element, "title"),
        description=_texts(element, "description"),
        parent=parent,
        objectives=_references(element),
    )


def _objective(element: Element) -> CourseObjective:
    return CourseObjective(
        publisher_id=_clean(element.get("id")),
        title=_texts(element, "title"),
        description=_texts(element, "description"),
    )


def _unit(element: Element, block: int | None) -> CourseUnit:
    mastery = element.get("masteryScore")
    return CourseUnit(
        publisher_id=_clean(element.get("id")),
        title=_texts(element, "title"),
        description=_texts(element, "description"),
        url=_clean(_child(element, "url").text),
        block=block,
        move_on=MoveOn(_clean(element.get("moveOn")) or MoveOn.NOT_APPLICABLE),
        launch_method=LaunchMethod(_clean(element.get("launchMethod")) or LaunchMethod.ANY_WINDOW),
        mastery_score=float(mastery) if mastery is not None else None,
        launch_parameters=_optional(element, "launchParameters"),
        entitlement_key=_optional(element, "entitlementKey"),
        activity_type=_clean(element.get("activityType")) or None,
        objectives=_references(element),
    )


def _optional(element: Element, name: str) -> str | None:
    found = element.find(TAG + name)
    return None if found is None else _clean("".join(map(str, found.itertext())))


def _references(element: Element) -> tuple[str, ...]:
    found = element.iterfind(f"{TAG}objectives/{TAG}objective")
    return tuple(_clean(one.get("idref")) for one in found)
