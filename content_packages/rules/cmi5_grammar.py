"""The shape of cmi5.xml, as CourseStructure.xsd (Quartz, 1st edition) draws it.

Written out as a table instead of a schema, so that each departure gets one clear sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from content_packages.rules.courses import LaunchMethod, MoveOn
from content_packages.rules.faults import MOST, Fault
from content_packages.rules.xml import Element, local_name, path_of

NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
FILE = "cmi5.xml"
TAG = f"{{{NAMESPACE}}}"


@dataclass(frozen=True, slots=True)
class Part:
    """A place in an element's content: which elements may stand there, and how many."""

    names: tuple[str, ...]
    least: int = 1
    most: int | None = 1


@dataclass(frozen=True, slots=True)
class Shape:
    parts: tuple[Part, ...] = ()
    attributes: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    text: bool = False
    ordered: bool = True
    extensible: bool = True
    foreign_attributes: bool = True


TITLE, DESCRIPTION = Part(("title",)), Part(("description",))
OBJECTIVES = Part(("objectives",), least=0)
MEMBERS = Part(("au", "block"), most=None)
TEXTS = Shape((Part(("langstring",), most=None),))

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "courseStructure": Shape((Part(("course",)), OBJECTIVES, MEMBERS)),
        "course": Shape((TITLE, DESCRIPTION), required=("id",)),
        "block": Shape((TITLE, DESCRIPTION, OBJECTIVES, MEMBERS), required=("id",)),
        "au": Shape(
            (
                TITLE,
                DESCRIPTION,
                OBJECTIVES,
                Part(("url",)),
                Part(("launchParameters",), least=0),
                Part(("entitlementKey",), least=0),
            ),
            attributes=("moveOn", "masteryScore", "launchMethod", "activityType"),
            required=("id",),
        ),
        "objectives": Shape((Part(("objective",), most=None),)),
        "objective": Shape(
            (TITLE, DESCRIPTION),
            required=("id",),
            ordered=False,
            extensible=False,
            foreign_attributes=False,
        ),
        "objective reference": Shape(
            attributes=("idref",), extensible=False, foreign_attributes=False
        ),
        "title": TEXTS,
        "description": TEXTS,
        "langstring": Shape(attributes=("lang",), text=True, extensible=False),
        "url": Shape(text=True, extensible=False, foreign_attributes=False),
    }
)
"""`launchParameters` and `entitlementKey` are missing: the schema allows anything in them."""

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
"""xs:language."""

MASTERY = re.compile(r"\+?(0*(\.\d{1,4}0*|\.0*)?|0*1(\.0*)?)")


def put_right(root: Element) -> Iterator[Fault]:
    """Mend, in the tree, what real packages get wrong without leaving a doubt; say what it was."""
    told = 0
    for unit in list(root.iter(f"{TAG}au")):
        for name in ("moveOn", "masteryScore", "launchMethod"):
            for element in unit.findall(TAG + name):
                if name not in unit.attrib:
                    if (told := told + 1) <= MOST:
                        yield Fault("setting-as-element", FILE, path_of(element), {"element": name})
                    unit.set(name, (element.text or "").strip())
                    unit.remove(element)
    members = (f"{TAG}au", f"{TAG}block")
    late = root.find(f"{TAG}objectives")
    course = root.find(f"{TAG}course")
    if late is None or course is None:
        return
    if any(one.tag in members for one in late.itersiblings(preceding=True)):
        yield Fault("objectives-late", FILE, path_of(late))
        course.addnext(late)


def grammar_faults(root: Element) -> Iterator[Fault]:
    """Every departure from the schema, in the order of the file."""
    if root.tag != f"{TAG}courseStructure":
        yield Fault("not-a-course-structure", FILE, path_of(root))
        return
    waiting = [root]
    while waiting:
        element = waiting.pop()
        shape = SHAPES[_kind(element)]
        yield from _attribute_faults(element, shape)
        yield from _value_faults(element)
        if not shape.text:
            yield from _text_faults(element)
        yield from _content_faults(element, shape)
        waiting += [child for child in reversed(element) if _is_known(child)]


def _kind(element: Element) -> str:
    """An objective in a block or unit only refers to one of the course."""
    name = local_name(element)
    parent = element.getparent()
    if name == "objective" and parent is not None and parent.getparent() is not None:
        whose = parent.getparent()
        if whose is not None and local_name(whose) in ("au", "block"):
            return "objective reference"
    return name


def _is_ours(element: Element) -> bool:
    return str(element.tag).startswith(TAG)


def _is_known(element: Element) -> bool:
    return _is_ours(element) and local_name(element) in SHAPES


def _fault(rule: str, element: Element, /, **details: str) -> Fault:
    return Fault(rule, FILE, path_of(element), details)


def _attribute_faults(element: Element, shape: Shape) -> Iterator[Fault]:
    name = local_name(element)
    for attribute in shape.required:
        if attribute not in element.attrib:
            yield _fault("attribute-missing", element, element=name, attribute=attribute)
    known = (*shape.attributes, *shape.required)
    for attribute in map(str, element.attrib):
        foreign = attribute.startswith("{") and not attribute.startswith(TAG)
        if (
            attribute not in known
            and not (foreign and shape.foreign_attributes)
            and not (attribute.startswith("{http://www.w3.org/2001/XMLSchema-instance}"))
        ):
            yield _fault("attribute-unknown", element, element=name, attribute=attribute)


def _value_faults(element: Element) -> Iterator[Fault]:
    """Attributes of which the schema lists or bounds the values."""
    name = local_name(element)
    language = element.get("lang") if name == "langstring" else None
    if language is not None and not LANGUAGE.fullmatch(language.strip()):
        yield _fault("language-invalid", element, value=language)
    if name != "au":
        return
    move_on, method, mastery = map(element.get, ("moveOn", "launchMethod", "masteryScore"))
    if move_on is not None and move_on.strip() not in set(MoveOn):
        yield _fault("move-on-unknown", element, value=move_on)
    if method is not None and method.strip() not in set(LaunchMethod):
        yield _fault("launch-method-unknown", element, value=method)
    if mastery is not None and not is_mastery_score(mastery.strip()):
        yield _fault("mastery-score-invalid", element, value=mastery)


def is_mastery_score(text: str) -> bool:
    """0 to 1, at most four decimals; 0 is a score too (cmi5 §13.1.4)."""
    return any(letter.isdigit() for letter in text) and MASTERY.fullmatch(text) is not None


def _text_faults(element: Element) -> Iterator[Fault]:
    loose = [element.text, *(child.tail for child in element)]
    if any(text and text.strip() for text in loose):
        yield _fault("text-misplaced", element, element=local_name(element))


def _content_faults(element: Element, shape: Shape) -> Iterator[Fault]:
    """Which elements are missing, too many, unknown, or out of their order."""
    parent = local_name(element)
    ranked: list[tuple[int, Element]] = []
    for child in element:
        if (rank := _rank(child, shape)) is None:
            yield _fault("element-unknown", child, parent=parent, element=local_name(child))
        else:
            ranked.append((rank, child))
    for number, part in enumerate(shape.parts):
        here = [child for rank, child in ranked if rank == number]
        if len(here) < part.least:
            yield _fault("element-missing", element, parent=parent, element=part.names[0])
        for child in here[part.most :] if part.most else ():
            yield _fault("element-twice", child, parent=parent, element=local_name(child))
    if shape.ordered:
        for child in _out_of_order(ranked):
            yield _fault("element-misplaced", child, parent=parent, element=local_name(child))


def _rank(child: Element, shape: Shape) -> int | None:
    """The number of the part a child belongs to; elements of other makers come last."""
    if not _is_ours(child):
        foreign = str(child.tag).startswith("{")
        return len(shape.parts) if foreign and shape.extensible else None
    name = local_name(child)
    return next((n for n, part in enumerate(shape.parts) if name in part.names), None)


def _out_of_order(ranked: Sequence[tuple[int, Element]]) -> Iterator[Element]:
    """The fewest children that must move: all outside a longest run of rising ranks."""
    tails: list[int] = []
    lengths = []
    for rank, _ in ranked:
        at = bisect_right(tails, rank)
        tails[at : at + 1] = [rank]
        lengths.append(at + 1)
    wanted, bound = len(tails), len(SHAPES)
    moved = []
    for (rank, child), length in zip(reversed(ranked), reversed(lengths), strict=True):
        if length == wanted and rank <= bound:
            wanted, bound = wanted - 1, rank
        else:
            moved.append(child)
    yield from reversed(moved)
