"""Packages as we keep them: each course, block and unit with an activity id of our own."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from content_packages.rules.courses import LaunchMethod, MoveOn, Texts, text_in
from content_packages.rules.problems import UnknownUnit


@dataclass(frozen=True, slots=True)
class Block:
    position: int
    parent: int | None
    activity_id: str
    publisher_id: str
    titles: Texts
    descriptions: Texts


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; `position` counts all units of the package from 0."""

    position: int
    block: int | None
    activity_id: str
    publisher_id: str
    titles: Texts
    descriptions: Texts
    url: str
    move_on: MoveOn
    launch_method: LaunchMethod
    mastery_score: float | None
    launch_parameters: str | None
    entitlement_key: str | None
    activity_type: str | None

    @property
    def title(self) -> str:
        return text_in(self.titles)

    def title_in(self, language: str) -> str:
        return text_in(self.titles, language)


@dataclass(frozen=True, slots=True)
class Package:
    """`publisher_id` is the id in the package; `activity_id` is ours and stands in statements."""

    id: UUID
    format: str
    filename: str
    sha256: str
    activity_id: str
    publisher_id: str
    titles: Texts
    descriptions: Texts
    objectives: list[dict[str, Any]]
    added_at: datetime
    units: tuple[Unit, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def title(self) -> str:
        return text_in(self.titles)

    def title_in(self, language: str) -> str:
        return text_in(self.titles, language)

    def unit(self, index: int) -> Unit:
        if not 0 <= index < len(self.units):
            raise UnknownUnit(index=index)
        return self.units[index]


class Window(StrEnum):
    """Where a unit may open: `own` needs a window of its own, `any` may be framed."""

    OWN = "own"
    ANY = "any"


def window_of(method: LaunchMethod) -> Window:
    return Window.OWN if method == LaunchMethod.OWN_WINDOW else Window.ANY
