"""Packages as we keep them: each course, block and unit with an activity id of our own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from content_packages.rules.courses import UNDETERMINED, LaunchMethod, MoveOn, Texts, text_in
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
    objectives: Sequence[str] = ()
    play: Mapping[str, Any] = field(default_factory=dict)

    @property
    def embeds(self) -> bool:
        """Whether it may stand in a page of ours: not what asks for a window, nor another site."""
        return window_of(self.launch_method) is Window.ANY and not urlsplit(self.url).scheme

    @property
    def names(self) -> tuple[str, str]:
        """What statements may call it: our name, and in some formats its publisher's."""
        return self.activity_id, self.publisher_id

    @property
    def title(self) -> str:
        return text_in(self.titles)

    def title_in(self, language: str) -> str:
        return text_in(self.titles, language)


@dataclass(frozen=True, slots=True)
class Package:
    """`publisher_id` is the id in the package; `activity_id` is ours and stands in statements.

    `play` holds what only the player of the format needs. A new version `replaces` another
    package: whoever began in that one, finishes there.
    """

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
    keywords: Sequence[str] = ()
    minutes: int | None = None
    play: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1
    replaces: UUID | None = None
    units: tuple[Unit, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def title(self) -> str:
        return text_in(self.titles)

    def title_in(self, language: str) -> str:
        return text_in(self.titles, language)

    def objectives_in(self, language: str) -> list[str]:
        return [text_in(one["title"], language) for one in self.objectives]

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that its texts are in, as far as it says."""
        texts = (self.titles, *(unit.titles for unit in self.units))
        tags = dict.fromkeys(tag for one in texts for tag in one if tag != UNDETERMINED)
        return tuple(tags)

    def unit(self, index: int) -> Unit:
        if not 0 <= index < len(self.units):
            raise UnknownUnit(index=index)
        return self.units[index]


def new_version(made: Package, before: Package) -> Package:
    """The package as the next version: what was there before keeps its activity id.

    Units and blocks are recognised by the ids of their publisher.
    """
    units = {one.publisher_id: one.activity_id for one in before.units}
    blocks = {one.publisher_id: one.activity_id for one in before.blocks}
    return replace(
        made,
        activity_id=before.activity_id,
        version=before.version + 1,
        replaces=before.id,
        units=tuple(
            replace(one, activity_id=units.get(one.publisher_id, one.activity_id))
            for one in made.units
        ),
        blocks=tuple(
            replace(one, activity_id=blocks.get(one.publisher_id, one.activity_id))
            for one in made.blocks
        ),
    )


class Window(StrEnum):
    """Where a unit may open: `own` needs a window of its own, `any` may be framed."""

    OWN = "own"
    ANY = "any"


def window_of(method: LaunchMethod) -> Window:
    return Window.OWN if method == LaunchMethod.OWN_WINDOW else Window.ANY
