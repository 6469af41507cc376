"""Look up goals and what belongs to them; each is one query inside somebody's transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from foundation.database import Transaction
from lti_tool.goals.rules import (
    Anchor,
    Evaluation,
    Goal,
    GoalState,
    LearningProcess,
    Life,
    Move,
    NoSuchGoal,
    Outcome,
    Theme,
    Version,
)
from lti_tool.goals.rules.sharing import GOAL_OBJECT
from lti_tool.goals.storage import goals, processes
from lti_tool.people.operations import grants_on, grants_to
from lti_tool.people.rules import Permission, ShareGrant, Subject, Viewer, expect_may

UNSEEN = frozenset({GoalState.DRAFT, GoalState.STOPPED, GoalState.ARCHIVED})
"""Goals in these states are not shown to colleagues among what is new."""


@dataclass(frozen=True, slots=True)
class SharedGoal:
    """A goal of a colleague with the share that lets the viewer see it."""

    goal: Goal
    grant: ShareGrant


def goals_of(tx: Transaction, person_id: UUID) -> list[Goal]:
    """All goals of somebody, in whatever state, the one changed last first."""
    return goals.of_person(tx, person_id)


def goals_by_id(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Goal]:
    """The goals that exist, by id, with owner, theme and state."""
    return goals.by_id(tx, ids)


def own_goal(tx: Transaction, viewer: Viewer, goal_id: UUID) -> Goal:
    """The viewer's own goal, to change it. Raises NoSuchGoal, also for another's goal."""
    goal = goals.one(tx, goal_id)
    if goal.person_id != viewer.person_id:
        raise NoSuchGoal(id=goal_id)
    expect_may(viewer, Permission.EDIT_GOAL, Subject(owner_id=goal.person_id))
    return goal


def readable_goal(
    tx: Transaction, viewer: Viewer, goal_id: UUID, at: datetime
) -> tuple[Goal, list[ShareGrant]]:
    """A goal that is hers or was shared with her, and the grants that hold on it now."""
    goal = goals.one(tx, goal_id)
    grants = [] if goal.state is GoalState.DRAFT else grants_on(tx, GOAL_OBJECT, [goal_id], at)
    subject = Subject(owner_id=goal.person_id, grants=tuple(grants))
    expect_may(viewer, Permission.READ_GOAL, subject)
    return goal, grants


def goals_shared_with(
    tx: Transaction,
    viewer: Viewer,
    at: datetime,
    *,
    limit: int = 100,
    due_before: date | None = None,
) -> list[SharedGoal]:
    """Running and finished goals that colleagues let her see, the newest share first.

    With `due_before` of the newest shares only those that had to be looked back on by then.
    """
    grants = sorted(
        (g for g in grants_to(tx, viewer, GOAL_OBJECT, at) if g.owner_id != viewer.person_id),
        key=lambda grant: grant.given,
    )
    given = {grant.object_id: grant for grant in grants}  # the latest share of each goal
    newest = sorted(given, key=lambda goal_id: given[goal_id].given, reverse=True)[:limit]
    found = goals.by_id(tx, newest, due_before)
    return [
        SharedGoal(found[goal_id], given[goal_id])
        for goal_id in newest
        if goal_id in found and found[goal_id].state not in UNSEEN
    ]


def lives_between(
    tx: Transaction, person_ids: Collection[UUID], start: datetime, end: datetime
) -> list[Life]:
    """`Gact` of domain.md §5.5: goals that were open on some moment of [start, end)."""
    found = goals.lives_between(tx, person_ids, start, end)
    return [life for life in found if life.runs_in(start, end)]


def outcomes_between(
    tx: Transaction, person_ids: Collection[UUID], start: datetime, end: datetime
) -> list[Outcome]:
    """What these people found looking back, in [start, end), in order of time."""
    return processes.outcomes_between(tx, person_ids, start, end)


def moves_of(tx: Transaction, goal_ids: Collection[UUID]) -> list[Move]:
    return goals.moves_of(tx, goal_ids)


def versions_of(tx: Transaction, goal_id: UUID) -> list[Version]:
    return goals.versions_of(tx, goal_id)


def evaluations_of(tx: Transaction, goal_ids: Collection[UUID]) -> list[Evaluation]:
    return processes.evaluations_of(tx, goal_ids)


def anchors_of(tx: Transaction, goal_ids: Collection[UUID]) -> list[Anchor]:
    return processes.anchors_of(tx, goal_ids)


def process_of(tx: Transaction, goal: Goal) -> LearningProcess:
    return processes.process(tx, goal.process_id)


def processes_of(tx: Transaction, person_id: UUID) -> list[LearningProcess]:
    return processes.processes_of(tx, person_id)


def predecessors_of(tx: Transaction, person_id: UUID) -> frozenset[UUID]:
    """Her learning processes that already led to another one."""
    return processes.predecessors_of(tx, person_id)


def successors_of(tx: Transaction, process_id: UUID) -> list[LearningProcess]:
    """The learning processes that this one led to."""
    return processes.successors_of(tx, process_id)


def themes_of(tx: Transaction, school_id: UUID, school_year: int | None = None) -> list[Theme]:
    return processes.themes_of_school(tx, school_id, school_year)


def themes_by_id(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Theme]:
    return processes.themes_by_id(tx, ids)
