"""The story of a goal: what happened for it, newest first, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from foundation.problems import N_
from lti_tool.evidence.rules.facts import Fact, Kind, Standing
from lti_tool.goals.rules import GoalState, Move

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
    Kind.STARTED: ("play", N_("Begonnen")),
}
"""Progress and pauses of a module are not told one by one."""

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
    """One line of the story. `words` is what she wrote herself; `fact` where it was recorded."""

    at: datetime
    icon: str
    called: str
    title: str = ""
    words: tuple[str, ...] = ()
    fact: Fact | None = None


def story_of(
    facts: Sequence[Fact], moves: Sequence[Move], words: Mapping[UUID, tuple[str, ...]]
) -> list[Line]:
    """`words` by statement: what the teacher wrote, which the statement does not carry."""
    begun = {fact.activity for fact in facts if fact.kind is Kind.COMPLETED}
    lines = [_told(fact, words) for fact in facts if _is_told(fact, begun)]
    steps = [
        Line(move.at, *STEPS[move.from_state, move.to_state])
        for move in moves
        if (move.from_state, move.to_state) in STEPS
    ]
    return sorted([*lines, *steps], key=lambda line: line.at, reverse=True)


def _is_told(fact: Fact, finished: set[str]) -> bool:
    """A beginning is news only as long as there is no end."""
    if fact.kind is Kind.STARTED and fact.activity in finished:
        return False
    return fact.kind in TOLD and fact.standing is not Standing.SUPERSEDED


def _told(fact: Fact, words: Mapping[UUID, tuple[str, ...]]) -> Line:
    icon, called = TOLD[fact.kind]
    title = "" if fact.kind in GENERIC else fact.title
    return Line(fact.happened_at, icon, called, title, words.get(fact.statement_id, ()), fact)
