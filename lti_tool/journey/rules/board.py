"""The board of goals: three columns, and who may see each goal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from foundation.problems import N_
from lti_tool.blend.rules.items import BlendItem
from lti_tool.goals.rules import Evaluation, Goal, GoalState, Theme, sentence_of, short_sentence_of
from lti_tool.journey.rules.progress import Progress
from lti_tool.journey.rules.steps import NextStep
from lti_tool.people.rules import Audience, Person, ShareGrant


@dataclass(frozen=True, slots=True)
class Column:
    """`first` leads on a phone."""

    key: str
    title: str
    states: frozenset[GoalState]
    first: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("concept", N_("Nog scherp maken"), frozenset({GoalState.DRAFT})),
    Column(
        "bezig",
        N_("Mee bezig"),
        frozenset({GoalState.ACTIVE, GoalState.EVALUATING, GoalState.PAUSED}),
        first=True,
    ),
    Column("bereikt", N_("Bereikt of afgerond"), frozenset({GoalState.FINISHED})),
)

CARDS = 6
"""So many goals of a column are shown as a card; more would hide what matters now."""

PUT_AWAY = frozenset({GoalState.STOPPED, GoalState.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Visibility:
    """Who may see a goal now, as one badge: a level of the macro and names to say."""

    level: str = "private"
    names: tuple[str, ...] = ()
    team: bool = False
    leader: bool = False


def visibility_of(grants: Sequence[ShareGrant], people: Mapping[UUID, Person]) -> Visibility:
    """The widest share decides the picture; all are named."""
    audiences = {grant.audience for grant in grants}
    names = tuple(
        people[grant.audience_id].name
        for grant in grants
        if grant.audience is Audience.PERSON and grant.audience_id in people
    )
    team, leader = Audience.TEAM in audiences, Audience.LEADER in audiences
    level = "team" if team else "leader" if leader else "person" if grants else "private"
    return Visibility(level, names, team, leader)


@dataclass(frozen=True, slots=True)
class Card:
    """A goal on the board; `hint` is what could make a concept sharper first; `names` what
    the people are called who come to visit.
    """

    goal: Goal
    theme: Theme | None
    visibility: Visibility
    progress: list[Progress]
    step: NextStep | None
    items: tuple[BlendItem, ...] = ()
    evaluation: Evaluation | None = None
    hint: str = ""
    names: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return short_sentence_of(self.goal.parts)

    @property
    def sentence(self) -> str:
        return sentence_of(self.goal.parts)


@dataclass(frozen=True, slots=True)
class FilledColumn:
    """A column with its first goals as cards; the others only by their title."""

    column: Column
    cards: list[Card]
    more: list[Goal]

    @property
    def count(self) -> int:
        return len(self.cards) + len(self.more)


def in_columns(goals: Sequence[Goal]) -> list[tuple[Column, list[Goal]]]:
    """Every column, also an empty one, with its goals in the order they came."""
    return [(column, [goal for goal in goals if goal.state in column.states]) for column in COLUMNS]
