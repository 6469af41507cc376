"""A part of a teacher's blend, and how facts move it from idea to done."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lti_tool.profile.rules import Mode


class ItemKind(StrEnum):
    MATERIAL = "leermiddel"
    METHOD = "werkvorm"
    INTERVENTION = "interventie"


class ItemState(StrEnum):
    IDEA = "idee"
    PLANNED = "gepland"
    BUSY = "bezig"
    DONE = "gedaan"
    DROPPED = "vervallen"


class Step(StrEnum):
    """What a fact does to the items and enrolments it belongs to."""

    STARTED = "started"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"


AFTER: dict[tuple[ItemState, Step], ItemState] = {
    (ItemState.IDEA, Step.STARTED): ItemState.BUSY,
    (ItemState.PLANNED, Step.STARTED): ItemState.BUSY,
    (ItemState.DROPPED, Step.STARTED): ItemState.BUSY,
    (ItemState.IDEA, Step.FINISHED): ItemState.DONE,
    (ItemState.PLANNED, Step.FINISHED): ItemState.DONE,
    (ItemState.BUSY, Step.FINISHED): ItemState.DONE,
    (ItemState.DROPPED, Step.FINISHED): ItemState.DONE,
    (ItemState.DONE, Step.WITHDRAWN): ItemState.PLANNED,
}


def state_after(state: ItemState, step: Step) -> ItemState:
    """Facts move an item on; a fact that says nothing new leaves it where it is."""
    return AFTER.get((state, step), state)


TICKED_BY_HAND = frozenset({Mode.WORKPLACE, Mode.INFORMAL})
"""Everything else is counted from facts, so that nobody enters a thing twice (P5)."""


@dataclass(frozen=True, slots=True)
class BlendItem:
    """`position` orders the items of one goal, from 0."""

    id: UUID
    goal_id: UUID
    person_id: UUID
    kind: ItemKind
    mode: Mode
    title: str
    minutes: int
    state: ItemState
    position: int
    offering_id: UUID | None = None
    session_id: UUID | None = None
    colleague_id: UUID | None = None
    planned_on: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", ItemKind(self.kind))
        object.__setattr__(self, "mode", Mode(self.mode))
        object.__setattr__(self, "state", ItemState(self.state))

    @property
    def done(self) -> bool:
        return self.state is ItemState.DONE

    @property
    def open(self) -> bool:
        return self.state in (ItemState.IDEA, ItemState.PLANNED, ItemState.BUSY)

    @property
    def by_hand(self) -> bool:
        return self.mode in TICKED_BY_HAND

    @property
    def is_visit(self) -> bool:
        return self.colleague_id is not None
