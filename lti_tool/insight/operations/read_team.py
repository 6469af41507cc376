"""Read everything of one school in one school year that the questions need."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from foundation.database import Transaction
from lti_tool.blend.operations import meetings_held
from lti_tool.evidence.operations import runs_of_school, tallies_of_school
from lti_tool.evidence.rules.facts import day_of
from lti_tool.goals.operations import lives_between, outcomes_between, themes_of
from lti_tool.goals.rules import school_year_of
from lti_tool.insight.rules.periods import Period, Span, periods_around
from lti_tool.insight.rules.records import Meeting, SharedGoal, TeamRecord, Theme, work_of
from lti_tool.people.operations import members_of
from lti_tool.people.rules import Membership, Role, School


def read_team(
    tx: Transaction,
    school: School,
    at: datetime,
    k: int,
    shared: Mapping[UUID, SharedGoal] | None = None,
    *,
    with_time: bool = False,
) -> TeamRecord:
    """The record of a school at a moment; `shared` is what this reader may see by name."""
    today = day_of(at)
    periods = periods_around(today)
    year = periods[Span.YEAR]
    members = members_of(tx, school.id, year.start, today + timedelta(days=1))
    teachers = _with_role(members, Role.TEACHER)
    leaders = _with_role(members, Role.SCHOOL_LEADER)
    goals = lives_between(tx, teachers, year.starts_at, year.ends_at)
    return TeamRecord(
        school=school.name,
        today=today,
        k=k,
        periods=periods,
        teams={span: _team(members, period, today) for span, period in periods.items()},
        leaders=leaders,
        themes=[Theme(t.id, t.title) for t in themes_of(tx, school.id, school_year_of(today))],
        goals=goals,
        outcomes=outcomes_between(tx, teachers, year.starts_at, year.ends_at),
        work=work_of(
            tallies_of_school(
                tx, school.id, year.first_month, year.last_month, with_time=with_time
            ),
            goals,
            teachers,
        ),
        runs=runs_of_school(tx, school.id, year.starts_at, year.ends_at),
        meetings=_meetings(tx, school.id, members, leaders, year),
        shared=shared or {},
    )


def _with_role(members: Sequence[Membership], role: Role) -> frozenset[UUID]:
    return frozenset(member.person_id for member in members if member.role is role)


def _team(members: Sequence[Membership], period: Period, today: date) -> frozenset[UUID]:
    """`T`: who taught here on at least one day of the period so far."""
    end = min(period.end, today + timedelta(days=1))
    return frozenset(
        m.person_id
        for m in members
        if m.role is Role.TEACHER and m.since < end and (m.until is None or m.until > period.start)
    )


def _meetings(
    tx: Transaction,
    school_id: UUID,
    members: Sequence[Membership],
    leaders: frozenset[UUID],
    year: Period,
) -> list[Meeting]:
    """Closed sessions; of one for the whole board only who belongs to this team counts."""
    team = frozenset(member.person_id for member in members)
    held = meetings_held(tx, school_id, team, leaders, year.starts_at, year.ends_at)
    return [
        Meeting(
            id=session.id,
            title=session.title,
            starts_at=session.starts_at,
            present=counts.present,
            absent=counts.absent,
            excused=counts.excused,
            leaders_present=leaders_present,
        )
        for session, counts, leaders_present in held
        if counts.counted
    ]
