"""The story of a goal: what happened for it, newest first, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from foundation.problems import N_
from lti_tool.evidence.rules.facts import Fact, Kind, Standing
from lti_tool.goals.rules import GoalState, Move
from lti_tool.journey.rules.steps import WORTH_REFLECTING

RECENT = timedelta(days=21)
"""So long it makes sense to offer looking back on something."""

TOLD: dict[Kind, tuple[str, str]] = {
    # kind: (icon, what we call it)
    Kind.COMPLETED: ("monitor", N_("Online afgerond")),
    Kind.ATTENDED: ("users", N_("Erbij geweest")),
    Kind.TRIED: ("school", N_("Uitgeprobeerd in de klas")),
    Kind.MOMENT: ("message-circle", N_("Leermoment")),
    Kind.REFLECTED: ("sprout", N_("Teruggekeken")),
    Kind.VISITED: ("eye", N_("Een collega keek mee")),
    Kind.TALKED: ("message-circle", N_("Nagesprek")),
    Kind.COACHED: ("user-check", N_("Coaching")),
    Kind.COMMENTED: ("message-circle", N_("Feedback gegeven")),
    Kind.EARNED: ("badge-check", N_("Certificaat")),
}
"""Beginning, progress and pauses of a module are not told one by one."""

GENERIC = frozenset({Kind.TRIED, Kind.MOMENT, Kind.VISITED, Kind.TALKED, Kind.REFLECTED})
"""What has no title of its own in statements: there the title says nothing new."""

STEPS: dict[tuple[GoalState | None, GoalState], tuple[str, str]] = {
    (GoalState.DRAFT, GoalState.ACTIVE): ("flag", N_("Doel gestart")),
    (GoalState.ACTIVE, GoalState.PAUSED): ("hourglass", N_("Doel gepauzeerd")),
    (GoalState.PAUSED, GoalState.ACTIVE): ("play", N_("Doel weer opgepakt")),
    (GoalState.EVALUATING, GoalState.FINISHED): ("badge-check", N_("Doel geëvalueerd")),
    (GoalState.FINISHED, GoalState.ACTIVE): ("rotate-ccw", N_("Doel heropend")),
    (GoalState.STOPPED, GoalState.ACTIVE): ("rotate-ccw", N_("Doel heropend")),
    (GoalState.ACTIVE, GoalState.STOPPED): ("x", N_("Doel gestopt")),
    (GoalState.PAUSED, GoalState.STOPPED): ("x", N_("Doel gestopt")),
    (GoalState.EVALUATING, GoalState.STOPPED): ("x", N_("Doel gestopt")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story. `words` is what she wrote herself; `fact` where it was recorded;
    `asks` whether it is worth looking back on now.
    """

    at: datetime
    icon: str
    called: str
    title: str = ""
    words: tuple[str, ...] = ()
    fact: Fact | None = None
    asks: bool = False


def story_of(
    facts: Sequence[Fact],
    moves: Sequence[Move],
    words: Mapping[UUID, tuple[str, ...]],
    now: datetime,
) -> list[Line]:
    """`words` by statement: what the teacher wrote, which the statement does not carry."""
    reflected = {fact.activity for fact in facts if fact.kind is Kind.REFLECTED}
    told = [fact for fact in facts if fact.kind in TOLD and _is_true(fact)]
    lines = [
        _told(fact, words, asks=fact.activity not in reflected and _is_recent(fact, now))
        for fact in told
    ]
    steps = [
        Line(move.at, *STEPS[move.from_state, move.to_state])
        for move in moves
        if (move.from_state, move.to_state) in STEPS
    ]
    return sorted([*lines, *steps], key=lambda line: line.at, reverse=True)


def _is_true(fact: Fact) -> bool:
    return fact.standing is not Standing.SUPERSEDED


def _is_recent(fact: Fact, now: datetime) -> bool:
    return fact.kind in WORTH_REFLECTING and now - fact.happened_at <= RECENT


def _told(fact: Fact, words: Mapping[UUID, tuple[str, ...]], *, asks: bool) -> Line:
    icon, called = TOLD[fact.kind]
    title = "" if fact.kind in GENERIC else fact.title
    return Line(fact.happened_at, icon, called, title, words.get(fact.statement_id, ()), fact, asks)
