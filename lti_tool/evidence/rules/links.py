"""Whose fact it is, and for which leerdoel it counts (domain.md §6.3)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from foundation.problems import N_, Forbidden, NotFound
from lti_tool.evidence.rules.events import Closes, Event
from lti_tool.evidence.rules.facts import (
    FIXED_MODE,
    MODE_OF,
    Fact,
    Kind,
    day_of,
    fact_id,
    month_of,
    occasion_of,
)
from lti_tool.profile.rules import Mode, Thing, id_in


class NoSuchFact(NotFound):
    text = N_("Deze activiteit staat niet (meer) in je leerspoor.")


class NotYourGoal(Forbidden):
    text = N_("Je kunt alleen koppelen aan een leerdoel van jezelf.")


AgentKey = tuple[str, str, str]
"""("account", homePage, name) or ("mbox", "", sha1sum)."""


class LinkState(StrEnum):
    """What the teacher decided; `voorgesteld` and `afgewezen` come with providers."""

    CONFIRMED = "bevestigd"
    REMOVED = "verwijderd"


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A decision of a teacher about one record and one goal; it outlives revisions."""

    id: UUID
    record: str
    statement_id: UUID
    person_id: UUID
    goal_id: UUID
    state: LinkState
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class GoalOwner:
    goal_id: UUID
    person_id: UUID
    theme_id: UUID | None


@dataclass(frozen=True, slots=True)
class KnownOffering:
    """`finished_by` are the units whose own end is the end of the offering, where the course's
    `satisfied` says nothing: it comes at enrolment when no unit has to be done (cmi5 §13.1.4),
    and it says too much when the offering is one unit of a package. Of an offering `of_package`
    what is completed in its registration is a unit, whatever words its format has for that.
    """

    id: UUID
    mode: Mode
    finished_by: frozenset[str] = frozenset()
    of_package: bool = False


@dataclass(frozen=True, slots=True)
class Appointment:
    """Where somebody works: `until` is not included."""

    school_id: UUID
    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything our tables know around a batch of events."""

    base: str
    people: Mapping[AgentKey, UUID] = field(default_factory=dict)
    goals: Mapping[UUID, GoalOwner] = field(default_factory=dict)
    by_registration: Mapping[UUID, KnownOffering] = field(default_factory=dict)
    by_activity: Mapping[str, KnownOffering] = field(default_factory=dict)
    appointments: Mapping[UUID, tuple[Appointment, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[EvidenceLink, ...]] = field(default_factory=dict)


def agent_key(agent: Mapping[str, Any]) -> AgentKey | None:
    """What an agent is known by; OpenID and nameless ones are nobody of ours."""
    if account := agent.get("account"):
        return ("account", account["homePage"], account["name"])
    if mbox := agent.get("mbox"):
        # xAPI-Data 2.4.2.3: the sum is over the whole IRI, "mailto:" included
        return ("mbox", "", hashlib.sha1(mbox.encode()).hexdigest())  # noqa: S324
    if sha1sum := agent.get("mbox_sha1sum"):
        return ("mbox", "", sha1sum.lower())
    return None


def agent_keys(events: Iterable[Event]) -> set[AgentKey]:
    return {key for event in events for agent in event.agents if (key := agent_key(agent))}


def goals_named(base: str, event: Event) -> list[UUID]:
    """The leerdoelen of this deployment in grouping, in their order, each once."""
    named = (id_in(base, Thing.GOAL, group) for group in event.groups)
    return list(dict.fromkeys(goal_id for goal_id in named if goal_id))


def facts_of(event: Event, known: Surroundings) -> list[Fact]:
    """One fact per person and goal; a person without a goal here keeps a loose fact."""
    offering = _offering(event, known)
    kind = _kind(event, known, offering)
    if kind is None:
        return []
    keys = [key for agent in event.agents if (key := agent_key(agent))]
    people = dict.fromkeys(known.people[key] for key in keys if key in known.people)
    return [
        _fact(event, known, kind, offering, person_id, goal_id)
        for person_id in people
        for goal_id in _goals_of(event, known, person_id) or [None]
    ]


def _goals_of(event: Event, known: Surroundings, person_id: UUID) -> list[UUID | None]:
    """Her own goals that the launch named, and what she linked or unlinked herself.

    Somebody else's goal in grouping is not hers: it gives no link (a provider could name any).
    """
    decided = {
        link.goal_id: link.state
        for link in known.links.get(event.record, ())
        if link.person_id == person_id
    }
    named = [*goals_named(known.base, event), *decided]
    hers = [
        goal_id
        for goal_id in dict.fromkeys(named)
        if goal_id in known.goals and known.goals[goal_id].person_id == person_id
    ]
    return [goal_id for goal_id in hers if decided.get(goal_id) is not LinkState.REMOVED]


def _offering(event: Event, known: Surroundings) -> KnownOffering | None:
    if event.registration and event.registration in known.by_registration:
        return known.by_registration[event.registration]
    found = (known.by_activity.get(activity) for activity in event.activities)
    return next((offering for offering in found if offering), None)


def _kind(event: Event, known: Surroundings, offering: KnownOffering | None) -> Kind | None:
    """What it is once we know what it was done in; None where it is nothing."""
    closes = _closes(event, known, offering)
    if offering is None or closes is None:
        return event.kind
    if not offering.finished_by:
        return event.kind if closes is Closes.COURSE else Kind.PROGRESSED
    if closes is Closes.COURSE:
        return None
    return Kind.COMPLETED if event.activity in offering.finished_by else Kind.PROGRESSED


def _closes(event: Event, known: Surroundings, offering: KnownOffering | None) -> Closes | None:
    if event.closes or offering is None or not offering.of_package:
        return event.closes
    inside = event.registration in known.by_registration and event.kind is Kind.COMPLETED
    return Closes.UNIT if inside else None


def _mode(event: Event, offering: KnownOffering | None) -> Mode | None:
    """What the statement says, else the offering, else what such a thing usually is."""
    if event.kind in FIXED_MODE:
        return None
    return event.mode or (offering.mode if offering else MODE_OF[event.kind])


def _school(event: Event, known: Surroundings, person_id: UUID, day: date) -> UUID | None:
    """The school at the time: as the statement says, else where she worked that day."""
    told = id_in(known.base, Thing.SCHOOL, event.school) if event.school else None
    if told:
        return told
    hers = known.appointments.get(person_id, ())
    return next((one.school_id for one in hers if one.holds(day)), None)


def _fact(
    event: Event,
    known: Surroundings,
    kind: Kind,
    offering: KnownOffering | None,
    person_id: UUID,
    goal_id: UUID | None,
) -> Fact:
    day = day_of(event.happened_at)
    thing = str(offering.id) if offering else event.activity
    return Fact(
        id=fact_id(event.statement_id, person_id, goal_id),
        statement_id=event.statement_id,
        person_id=person_id,
        goal_id=goal_id,
        theme_id=known.goals[goal_id].theme_id if goal_id else None,
        school_id=_school(event, known, person_id, day),
        offering_id=offering.id if offering else None,
        kind=kind,
        mode=_mode(event, offering),
        building_block=event.building_block,
        activity=event.activity,
        title=event.title,
        happened_at=event.happened_at,
        month=month_of(day),
        occasion=occasion_of(person_id, goal_id, thing, day),
        duration=event.duration,
        success=event.success,
        score=event.score,
        source=event.source,
        registration=event.registration,
        reference=event.reference,
        revision=event.revision,
    )


def finishes(fact: Fact) -> bool:
    """Whether this fact ends what it is about; a failed attempt does not."""
    done = fact.kind in (Kind.COMPLETED, Kind.ATTENDED, Kind.TRIED)
    return done and fact.success is not False
