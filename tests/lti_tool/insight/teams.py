"""A made-up team as plain values, for tests: small enough to count by hand."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from lti_tool.evidence.rules.tallies import Run, Tally
from lti_tool.goals.rules import GoalState, Judgement, Life, Outcome, Solved
from lti_tool.insight.rules.periods import Span, periods_around
from lti_tool.insight.rules.records import Meeting, Scope, TeamRecord, Theme, work_of
from lti_tool.profile.rules import Mode

TODAY = date(2026, 11, 23)
PERIODS = periods_around(TODAY)
YEAR, BLOCK, MONTH = (Scope(PERIODS[span]) for span in (Span.YEAR, Span.BLOCK, Span.MONTH))
SHARP = Theme(UUID(int=901), "Scherpe lesdoelen")
CALM = Theme(UUID(int=902), "Rust in de school")


def at(month: int, day: int = 10) -> datetime:
    """A moment in the school year 2026-2027."""
    return datetime(2026 if month >= 8 else 2027, month, day, 12, tzinfo=UTC)


def person(number: int) -> UUID:
    return UUID(int=number)


def people(*numbers: int) -> frozenset[UUID]:
    return frozenset(map(person, numbers))


def goal(
    number: int,
    owner: int,
    since: datetime,
    *,
    until: datetime | None = None,
    theme: Theme | None = None,
    deadline: date | None = None,
    state: GoalState = GoalState.ACTIVE,
) -> Life:
    return Life(
        id=UUID(int=1000 + number),
        person_id=person(owner),
        theme_id=theme.id if theme else None,
        state=state,
        activated_at=since,
        deadline=deadline,
        running=[(since, until)],
    )


def tally(number: int, mode: Mode, month: int, count: int = 1, **time: int) -> Tally:
    """`number` is the goal's."""
    year = 2026 if month >= 8 else 2027

    def only(value: int) -> tuple[int, ...]:
        return tuple(value if one is mode else 0 for one in Mode)

    return Tally(
        goal_id=UUID(int=1000 + number),
        month=year * 100 + month,
        times=only(count),
        seconds=only(time.get("seconds", 0)),
        timed=only(time.get("timed", 0)),
    )


def outcome(
    number: int,
    owner: int,
    when: datetime,
    solved: Solved = Solved.UNKNOWN,
    judgement: Judgement = Judgement.PARTLY,
) -> Outcome:
    """Of the goal of this number, which need not be among those of the team."""
    goal_id = UUID(int=1000 + number)
    found = UUID(int=2000 + number)
    return Outcome(found, goal_id, person(owner), None, when, judgement, solved)


def run(owner: int, offering: int, begun: datetime, done: datetime | None = None) -> Run:
    return Run(person(owner), UUID(int=3000 + offering), begun, done)


def meeting(
    number: int, when: datetime, present: int, absent: int, leaders: Iterable[int] = ()
) -> Meeting:
    return Meeting(
        UUID(int=4000 + number), f"Teamsessie {number}", when, present, absent, 0, people(*leaders)
    )


def team(
    size: int | Sequence[int] = 12,
    *,
    k: int = 5,
    **parts: object,
) -> TeamRecord:
    """A team of `size` people, the same in every period; `parts` are the record's other fields."""
    numbers = range(1, size + 1) if isinstance(size, int) else size
    done, goals = parts.pop("tallies", []), parts.get("goals", [])
    values = {
        "school": "De Springplank",
        "today": TODAY,
        "k": k,
        "periods": PERIODS,
        "teams": {span: people(*numbers) for span in Span},
        "themes": [SHARP, CALM],
        "work": work_of(done, goals, people(*numbers)),  # type: ignore[arg-type]
        **parts,
    }
    return TeamRecord(**values)  # type: ignore[arg-type]  # a test names only what matters
