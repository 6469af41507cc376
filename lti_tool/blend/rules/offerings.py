"""What a teacher can choose from: modules, courses, meetings, library items and try-outs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lti_tool.profile.rules import Mode


class OfferingKind(StrEnum):
    MODULE = "module"
    COURSE = "cursus"
    MEETING = "bijeenkomst"
    LIBRARY = "bibliotheek"


@dataclass(frozen=True, slots=True)
class Offering:
    """`minutes` is what it is planned to take; `package_unit` None means the whole package."""

    id: UUID
    title: str
    summary: str
    provider: str
    kind: OfferingKind
    mode: Mode
    minutes: int
    activity_iri: str
    provider_id: UUID | None = None
    package_id: UUID | None = None
    package_unit: int | None = None
    link: str | None = None
    theme_id: UUID | None = None
    active_from: date | None = None
    active_to: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", OfferingKind(self.kind))
        object.__setattr__(self, "mode", Mode(self.mode))

    def is_on_offer(self, day: date) -> bool:
        """`active_to` is the last day on which it can be chosen."""
        started = self.active_from is None or self.active_from <= day
        ended = self.active_to is not None and day > self.active_to
        return started and not ended

    @property
    def playable(self) -> bool:
        return self.package_id is not None
