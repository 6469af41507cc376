"""Turn statements into facts, linked to the goals they serve."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from foundation.database import Transaction
from lrs import Statement, find_statement
from lti_tool.blend.operations import mark_progress
from lti_tool.blend.rules.items import Step
from lti_tool.evidence.operations.surroundings import owners_of, surroundings_of
from lti_tool.evidence.rules.events import Event, event_of
from lti_tool.evidence.rules.facts import Fact
from lti_tool.evidence.rules.links import facts_of, finishes
from lti_tool.evidence.rules.standings import Contender, verdicts
from lti_tool.evidence.storage import facts, links, sums
from lti_tool.profile.rules import DEFINED, EDITED, Thing, id_in

Plan = tuple[UUID, UUID, UUID]
"""Person, goal and offering: one thing in somebody's blend."""

ABOUT_A_GOAL = (DEFINED.id, EDITED.id)


@dataclass(frozen=True, slots=True)
class Counted:
    """What came into the fact table and what went out of it."""

    added: Sequence[Fact]
    removed: Sequence[Fact]


def count_for_goals(base: str, tx: Transaction, fresh: Sequence[Statement]) -> Counted:
    """Hook on the record store: facts, and the blends that they move on.

    Give it the tool's address first (`functools.partial`): goals are named below it.
    """
    counted = count_statements(tx, base, fresh)
    move_blends(tx, counted)
    return counted


def count_statements(
    tx: Transaction, base: str, fresh: Sequence[Statement], *, add_up: bool = True
) -> Counted:
    """Bring the fact table up to these statements; the same again changes nothing.

    The table depends on which statements there are, never on the order in which they came.
    `add_up` is off where all sums are made at the end.
    """
    voids = [target for statement in fresh if (target := statement.voids)]
    if voids:
        links.keep_voided(tx, voids)
    events = _events(tx, fresh)
    ids = {statement.id for statement in fresh}
    removed = facts.remove(tx, ids.union(voids))
    added = _facts(tx, base, events)
    facts.add(tx, added)
    judged = settle(tx, [*removed, *added])
    if add_up:
        _add_up(tx, [*removed, *added, *judged])
    _follow_themes(tx, base, fresh)
    return Counted(added, removed)


def recount(tx: Transaction, base: str, statement_ids: Collection[UUID]) -> None:
    """Count these statements anew: a link was made, or we learned whose they are."""
    found = [find_statement(tx, statement_id) for statement_id in sorted(set(statement_ids))]
    count_for_goals(base, tx, [statement for statement in found if statement])


def forget_statements(
    base: str, tx: Transaction, gone: Collection[UUID], changed: Collection[UUID]
) -> None:
    """Hook on the record store, when somebody is erased: what was drawn from her statements goes,
    and those of others are counted anew without her.
    """
    lost = facts.remove(tx, {*gone, *changed})
    judged = settle(tx, lost)
    _add_up(tx, [*lost, *judged])
    recount(tx, base, changed)


def _events(tx: Transaction, fresh: Sequence[Statement]) -> list[Event]:
    """The events of statements that still stand."""
    told = [event_of(s.id, s.timestamp, s.body) for s in {s.id: s for s in fresh}.values()]
    events = [event for event in told if event]
    taken_back = links.voided_among(tx, [event.statement_id for event in events])
    return [event for event in events if event.statement_id not in taken_back]


def _facts(tx: Transaction, base: str, events: Sequence[Event]) -> list[Fact]:
    if not events:
        return []
    known = surroundings_of(tx, base, events)
    return [fact for event in events for fact in facts_of(event, known)]


def settle(tx: Transaction, touched: Sequence[Fact]) -> list[Contender]:
    """Judge again which facts count, wherever something came or went; gives what changed."""
    if not touched:
        return []
    references = {fact.reference for fact in touched if fact.reference}
    found = facts.contenders(tx, {fact.occasion for fact in touched}, references)
    judged = verdicts(found)
    changed = {c.id: judged[c.id] for c in found if judged[c.id] != (c.standing, c.spent)}
    facts.judge(tx, changed)
    return [c for c in found if c.id in changed]


def _add_up(tx: Transaction, touched: Sequence[Fact | Contender]) -> None:
    """Make the sums anew of every goal and month, and every run, that something happened to."""
    if months := {(one.goal_id, one.month) for one in touched if one.goal_id}:
        sums.add_up_tallies(tx, months)
    if runs := {(one.person_id, one.offering_id) for one in touched if one.offering_id}:
        sums.add_up_runs(tx, runs)


def _follow_themes(tx: Transaction, base: str, fresh: Sequence[Statement]) -> None:
    """A goal that moved to another theme takes its facts along."""
    edited = {
        goal_id
        for statement in fresh
        if statement.verb in ABOUT_A_GOAL
        and (goal_id := id_in(base, Thing.GOAL, str(statement.object.get("id"))))
    }
    owners = owners_of(tx, edited)
    facts.change_theme(tx, {goal_id: owner.theme_id for goal_id, owner in owners.items()})


def move_blends(tx: Transaction, counted: Counted) -> None:
    """Let facts move what teachers planned: begun, done, or done no more."""
    steps = dict.fromkeys(
        (fact.person_id, fact.goal_id, fact.offering_id, step_of(fact))
        for fact in counted.added
        if fact.offering_id
    )
    steps |= dict.fromkeys((*plan, Step.WITHDRAWN) for plan in _no_longer_done(tx, counted))
    if steps:
        mark_progress(tx, [step for step in steps if step[2]])


def _no_longer_done(tx: Transaction, counted: Counted) -> set[Plan]:
    """What a withdrawn fact had finished, and no other fact has."""
    lost = {plan for fact in counted.removed if finishes(fact) and (plan := _plan(fact))}
    if not lost:
        return set()
    goals = {goal_id for _, goal_id, _ in lost}
    return lost - {_plan(fact) for fact in facts.of_goals(tx, goals) if finishes(fact)}


def _plan(fact: Fact) -> Plan | None:
    if fact.goal_id and fact.offering_id:
        return (fact.person_id, fact.goal_id, fact.offering_id)
    return None


def step_of(fact: Fact) -> Step:
    return Step.FINISHED if finishes(fact) else Step.STARTED
