"""What teachers record of learning at work, and what the record store is told of it.

Their words stay in our tables; a statement carries an IRI and generic names (P10).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from foundation.problems import N_, Conflict, NotFound, Unprocessable
from lti_tool.profile.rules import (
    EXPERIENCED,
    OBSERVED,
    PERFORMED_OFFLINE,
    REFLECTED,
    ActivityType,
    Block,
    Draft,
    Extension,
    Json,
    Mode,
    Thing,
    account,
    activity,
    iri,
)


class NoSuchVisit(NotFound):
    text = N_("Dit lesbezoek bestaat niet (meer), of je hoort er niet bij.")


class NoSuchRecord(NotFound):
    text = N_("Dit staat niet (meer) bij jou.")


class NothingToFollow(NotFound):
    text = N_("Waar je op terug wilt kijken, staat niet bij jou.")


class VisitCannotGo(Conflict):
    text = N_("Dat kan niet meer met dit lesbezoek.")


class NotYourColleague(Unprocessable):
    text = N_("Kies een collega van je eigen school.")


class Went(StrEnum):
    """How it went, in her own words of four."""

    HARD = "nog-lastig"
    SOMEWHAT = "een-beetje"
    WELL = "goed"
    VERY_WELL = "heel-goed"


WENT: dict[Went, str] = {
    Went.HARD: N_("Nog lastig"),
    Went.SOMEWHAT: N_("Een beetje"),
    Went.WELL: N_("Goed"),
    Went.VERY_WELL: N_("Heel goed"),
}


@dataclass(frozen=True, slots=True)
class Reflection:
    """Three prompts (Marzano): what I did, what I saw pupils do, what I do next."""

    id: UUID
    person_id: UUID
    goal_id: UUID
    did: str
    saw: str
    next: str
    follows: UUID | None
    at: datetime
    statement_id: UUID


@dataclass(frozen=True, slots=True)
class Attempt:
    """Tried out in class. `item_id` is the part of her blend that it belongs to."""

    id: UUID
    person_id: UUID
    goal_id: UUID
    item_id: UUID | None
    what: str
    lesson_on: date
    went: Went | None
    at: datetime
    statement_id: UUID


@dataclass(frozen=True, slots=True)
class InformalMoment:
    """Something learned by chance, in ten seconds; a goal is optional."""

    id: UUID
    person_id: UUID
    goal_id: UUID | None
    text: str
    at: datetime
    statement_id: UUID


class VisitState(StrEnum):
    INVITED = "uitgenodigd"
    AGREED = "afgesproken"
    DONE = "uitgevoerd"
    CANCELLED = "geannuleerd"


VISIT_STATES: dict[VisitState, str] = {
    VisitState.INVITED: N_("Uitgenodigd"),
    VisitState.AGREED: N_("Afgesproken"),
    VisitState.DONE: N_("Geweest"),
    VisitState.CANCELLED: N_("Gaat niet door"),
}

VISIT_TRANSITIONS: dict[VisitState, frozenset[VisitState]] = {
    VisitState.INVITED: frozenset({VisitState.AGREED, VisitState.DONE, VisitState.CANCELLED}),
    VisitState.AGREED: frozenset({VisitState.AGREED, VisitState.DONE, VisitState.CANCELLED}),
    VisitState.DONE: frozenset(),
    VisitState.CANCELLED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class LessonVisit:
    """A colleague comes and looks because the teacher asked; `look_for` is her question."""

    id: UUID
    person_id: UUID
    visitor_id: UUID
    goal_id: UUID
    item_id: UUID | None
    look_for: str
    state: VisitState
    planned_on: date | None
    seen: str
    created_at: datetime
    done_at: datetime | None
    statement_id: UUID | None

    @property
    def is_open(self) -> bool:
        return self.state in (VisitState.INVITED, VisitState.AGREED)


def expect_visit_can_go(visit: LessonVisit, to: VisitState) -> None:
    if to not in VISIT_TRANSITIONS[visit.state]:
        raise VisitCannotGo


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What surrounds a recorded thing: the tool's address, who, where, when, for which goal."""

    base: str
    actor: UUID
    school_id: UUID | None
    at: datetime
    grouping: tuple[Json, ...] = ()


def reflected(around: Circumstances, reflection_id: UUID, on: Json, follows: UUID | None) -> Draft:
    """`on` is what she reflects on: what happened before, or else the goal itself."""
    return Draft(
        REFLECTED,
        around.actor,
        on,
        around.at,
        school_id=around.school_id,
        grouping=around.grouping,
        blocks=(Block.REFLECTION,),
        extensions={Extension.REFLECTION: iri(around.base, Thing.REFLECTION, reflection_id)},
        follows=follows,
    )


def tried_out(around: Circumstances, attempt_id: UUID) -> Draft:
    tried = iri(around.base, Thing.ATTEMPT, attempt_id)
    return Draft(
        PERFORMED_OFFLINE,
        around.actor,
        activity(tried, ActivityType.PERFORMANCE, "Uitproberen in de klas"),
        around.at,
        school_id=around.school_id,
        grouping=around.grouping,
        blocks=(Block.ACTION,),
        mode=Mode.WORKPLACE,
    )


def experienced(around: Circumstances, moment_id: UUID) -> Draft:
    moment = iri(around.base, Thing.MOMENT, moment_id)
    return Draft(
        EXPERIENCED,
        around.actor,
        activity(moment, ActivityType.DISCUSSION, "Leermoment"),
        around.at,
        school_id=around.school_id,
        grouping=around.grouping,
        blocks=(Block.INFORMAL,),
        mode=Mode.INFORMAL,
    )


def observed(around: Circumstances, visit_id: UUID, teacher: UUID) -> Draft:
    """The visitor is the actor, the teacher the object (domain.md §6.3, rule 3)."""
    visit = iri(around.base, Thing.VISIT, visit_id)
    return Draft(
        OBSERVED,
        around.actor,
        account(around.base, teacher),
        around.at,
        school_id=around.school_id,
        grouping=around.grouping,
        parent=[activity(visit, ActivityType.PERFORMANCE)],
        blocks=(Block.TEAM,),
        mode=Mode.WORKPLACE,
        extensions={Extension.VISITOR_ROLE: "collega"},
    )
