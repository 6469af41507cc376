"""What a package offers: a course with blocks and units, whatever format it came in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from content_packages.rules.faults import Fault

Texts = Mapping[str, str]
"""A text in one or more languages: language tag → text."""


class MoveOn(StrEnum):
    """When a unit counts as satisfied (cmi5 §13.1.4)."""

    NOT_APPLICABLE = "NotApplicable"
    PASSED = "Passed"
    COMPLETED = "Completed"
    COMPLETED_AND_PASSED = "CompletedAndPassed"
    COMPLETED_OR_PASSED = "CompletedOrPassed"


class LaunchMethod(StrEnum):
    ANY_WINDOW = "AnyWindow"
    OWN_WINDOW = "OwnWindow"


class LaunchMode(StrEnum):
    """Only Normal can complete, pass or fail (cmi5 §10.2.2)."""

    NORMAL = "Normal"
    BROWSE = "Browse"
    REVIEW = "Review"


@dataclass(frozen=True, slots=True)
class CourseUnit:
    """One unit as its publisher wrote it; `block` is the index of the block it is in.

    `play` holds, as JSON, what only the player of its format needs (docs/packages.md).
    """

    publisher_id: str
    title: Texts
    description: Texts
    url: str
    block: int | None = None
    move_on: MoveOn = MoveOn.NOT_APPLICABLE
    launch_method: LaunchMethod = LaunchMethod.ANY_WINDOW
    mastery_score: float | None = None
    launch_parameters: str | None = None
    entitlement_key: str | None = None
    activity_type: str | None = None
    objectives: tuple[str, ...] = ()
    play: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CourseBlock:
    """A group of units and blocks; `parent` is the index of the block around it."""

    publisher_id: str
    title: Texts
    description: Texts
    parent: int | None = None
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseObjective:
    publisher_id: str
    title: Texts
    description: Texts


@dataclass(frozen=True, slots=True)
class Course:
    """Units and blocks in the order of the file; a block stands before what is in it.

    `minutes` is how long it takes according to its maker. `play` is for the player of its format.
    """

    publisher_id: str
    title: Texts
    description: Texts
    units: tuple[CourseUnit, ...]
    blocks: tuple[CourseBlock, ...] = ()
    objectives: tuple[CourseObjective, ...] = ()
    keywords: tuple[str, ...] = ()
    minutes: int | None = None
    play: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CourseFound:
    """A course that keeps all rules, and what was put right to get there."""

    course: Course
    remarks: tuple[Fault, ...] = ()


UNDETERMINED = "und"
"""The language of a text that does not tell its language (BCP 47)."""


def text_in(texts: Texts, *wished: str) -> str:
    """The text in the first wished language that is there, else Dutch, else whatever came first.

    >>> text_in({"en-US": "Rocks", "nl": "Stenen"}, "nl-NL")
    'Stenen'
    """
    for wish in (*wished, "nl", "en"):
        found = texts.get(wish) or _related(texts, wish)
        if found:
            return found
    return next(iter(texts.values()), "")


def _related(texts: Texts, wish: str) -> str | None:
    root = _language(wish)
    return next((text for tag, text in texts.items() if _language(tag) == root), None)


def _language(tag: str) -> str:
    return tag.partition("-")[0].lower()
