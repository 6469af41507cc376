"""Look up what our tables know around a batch of events: a handful of queries per batch."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from content_packages import MoveOn, find_package
from foundation.database import Transaction
from lti_tool.blend.operations import known_offerings
from lti_tool.blend.rules.offerings import Offering
from lti_tool.evidence.rules.events import Event
from lti_tool.evidence.rules.links import (
    AgentKey,
    Appointment,
    EvidenceLink,
    GoalOwner,
    KnownOffering,
    Surroundings,
    agent_key,
    agent_keys,
    goals_named,
)
from lti_tool.evidence.storage.links import links_of
from lti_tool.goals.operations import goals_by_id
from lti_tool.people.operations import (
    memberships_of_people,
    people_behind_accounts,
    people_behind_mboxes,
)


def surroundings_of(tx: Transaction, base: str, events: Sequence[Event]) -> Surroundings:
    """Everything that decides whose these events are and for which goals they count."""
    people = _people(tx, base, agent_keys(events))
    links = links_of(tx, {event.record for event in events})
    by_registration, by_activity = _offerings(tx, events)
    return Surroundings(
        base=base,
        people=people,
        goals=_goals(tx, base, events, links),
        by_registration=by_registration,
        by_activity=by_activity,
        appointments=_appointments(tx, events, people),
        links=links,
    )


def _people(tx: Transaction, base: str, keys: Iterable[AgentKey]) -> dict[AgentKey, UUID]:
    kept = list(keys)
    accounts = [(issuer, name) for kind, issuer, name in kept if kind == "account"]
    sums = [name for kind, _, name in kept if kind == "mbox"]
    found = people_behind_accounts(tx, base, accounts) if accounts else {}
    mailed = people_behind_mboxes(tx, sums) if sums else {}
    return {("account", *pair): person_id for pair, person_id in found.items()} | {
        ("mbox", "", sha1sum): person_id for sha1sum, person_id in mailed.items()
    }


def _goals(
    tx: Transaction,
    base: str,
    events: Sequence[Event],
    links: Mapping[str, Sequence[EvidenceLink]],
) -> dict[UUID, GoalOwner]:
    named = {goal_id for event in events for goal_id in goals_named(base, event)}
    named |= {link.goal_id for some in links.values() for link in some}
    return owners_of(tx, named)


def owners_of(tx: Transaction, goal_ids: Iterable[UUID]) -> dict[UUID, GoalOwner]:
    wanted = sorted(set(goal_ids))
    if not wanted:
        return {}
    return {
        goal.id: GoalOwner(goal.id, goal.person_id, goal.theme_id)
        for goal in goals_by_id(tx, wanted).values()
    }


def _offerings(
    tx: Transaction, events: Sequence[Event]
) -> tuple[dict[UUID, KnownOffering], dict[str, KnownOffering]]:
    registrations = {event.registration for event in events if event.registration}
    activities = {activity for event in events for activity in event.activities}
    by_registration, by_activity = known_offerings(tx, registrations, activities)
    offerings = {one.id: one for one in (*by_registration.values(), *by_activity.values())}
    known = {
        one.id: KnownOffering(one.id, one.mode, _finished_by(tx, one), one.package_id is not None)
        for one in offerings.values()
    }
    return (
        {key: known[found.id] for key, found in by_registration.items()},
        {key: known[found.id] for key, found in by_activity.items()},
    )


def _finished_by(tx: Transaction, offering: Offering) -> frozenset[str]:
    """Of an offering that is one unit: that unit. Of a package in which no unit has to be
    done: its last unit.
    """
    package = find_package(tx, offering.package_id) if offering.package_id else None
    if package is None:
        return frozenset()
    if offering.package_unit is not None:
        here = (unit for unit in package.units if unit.position == offering.package_unit)
        return frozenset(name for unit in here for name in unit.names)
    if all(unit.move_on == MoveOn.NOT_APPLICABLE for unit in package.units):
        return frozenset(name for unit in package.units[-1:] for name in unit.names)
    return frozenset()


def _appointments(
    tx: Transaction, events: Sequence[Event], people: Mapping[AgentKey, UUID]
) -> dict[UUID, tuple[Appointment, ...]]:
    """Only for events whose statement does not name the school."""
    keys = {
        key
        for event in events
        if event.school is None
        for agent in event.agents
        if (key := agent_key(agent))
    }
    wanted = sorted({people[key] for key in keys if key in people})
    if not wanted:
        return {}
    found: dict[UUID, tuple[Appointment, ...]] = {}
    for one in memberships_of_people(tx, wanted):
        if one.school_id:
            there = Appointment(one.school_id, one.since, one.until)
            found[one.person_id] = (*found.get(one.person_id, ()), there)
    return found
