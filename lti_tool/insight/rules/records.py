"""What the questions are asked of: one school in one school year, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from lti_tool.evidence.rules.tallies import Run, Tally
from lti_tool.goals.rules import Life, Outcome
from lti_tool.insight.rules.periods import Period, Span


@dataclass(frozen=True, slots=True)
class Theme:
    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class GoalWork:
    """What somebody did for one goal this school year; `tallies` in the order of their months."""

    goal_id: UUID
    person_id: UUID
    theme_id: UUID | None
    tallies: Sequence[Tally]

    def in_period(self, period: Period) -> Sequence[Tally]:
        first, last = period.first_month, period.last_month
        if first <= self.tallies[0].month and self.tallies[-1].month <= last:
            return self.tallies
        return [tally for tally in self.tallies if first <= tally.month <= last]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A closed session of the team, with the leaders who were there."""

    id: UUID
    title: str
    starts_at: datetime
    present: int
    absent: int
    excused: int
    leaders_present: frozenset[UUID] = frozenset()

    @property
    def expected(self) -> int:
        return self.present + self.absent + self.excused


@dataclass(frozen=True, slots=True)
class SharedGoal:
    """A goal that this reader may see by name because its owner shared it."""

    goal_id: UUID
    owner: str
    text: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What of it is asked for: a period with all themes, or one theme in the whole year.

    `with_time` adds hours, which nobody sees unless asked (principle P6).
    """

    period: Period
    theme_id: UUID | None = None
    with_time: bool = False

    def takes(self, theme_id: UUID | None) -> bool:
        return self.theme_id is None or self.theme_id == theme_id


@dataclass(frozen=True, slots=True)
class TeamRecord:
    """Everything of one school in one school year that the questions need.

    `teams` is `T` per period; `k` the smallest group that numbers may tell of. What several
    questions ask of the same scope is found once.
    """

    school: str
    today: date
    k: int
    periods: Mapping[Span, Period]
    teams: Mapping[Span, frozenset[UUID]]
    leaders: frozenset[UUID] = frozenset()
    themes: Sequence[Theme] = ()
    goals: Sequence[Life] = ()
    outcomes: Sequence[Outcome] = ()
    work: Sequence[GoalWork] = ()
    runs: Sequence[Run] = ()
    meetings: Sequence[Meeting] = ()
    shared: Mapping[UUID, SharedGoal] = field(default_factory=dict)
    leaders_shared: int = 0
    _worked: dict[Scope, Sequence[GoalWork]] = field(default_factory=dict, init=False)
    _running: dict[Scope, Sequence[Life]] = field(default_factory=dict, init=False)

    def team(self, scope: Scope) -> frozenset[UUID]:
        """`T` of this scope."""
        return self.teams[scope.period.span]

    def worked_at(self, scope: Scope) -> Sequence[GoalWork]:
        """The goals of the team in this scope at which anything was done this year."""
        if scope not in self._worked:
            team = self.team(scope)
            self._worked[scope] = [
                one for one in self.work if one.person_id in team and scope.takes(one.theme_id)
            ]
        return self._worked[scope]

    def running(self, scope: Scope) -> Sequence[Life]:
        """`Gact` of the team in this scope."""
        if scope not in self._running:
            team, begin, end = self.team(scope), scope.period.starts_at, scope.period.ends_at
            self._running[scope] = [
                goal
                for goal in self.goals
                if goal.person_id in team
                and scope.takes(goal.theme_id)
                and goal.runs_in(begin, end)
            ]
        return self._running[scope]


def work_of(
    tallies: Sequence[Tally], goals: Sequence[Life], team: frozenset[UUID]
) -> list[GoalWork]:
    """What was done, goal by goal, for the goals of this team only."""
    by_goal: dict[UUID, list[Tally]] = {goal.id: [] for goal in goals if goal.person_id in team}
    for tally in sorted(tallies, key=lambda tally: tally.month):
        if tally.goal_id in by_goal:
            by_goal[tally.goal_id].append(tally)
    return [
        GoalWork(goal.id, goal.person_id, goal.theme_id, done)
        for goal in goals
        if (done := by_goal.get(goal.id))
    ]
