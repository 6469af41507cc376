"""A real school in a real database whose autumn can be counted by hand."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from lti_tool.blend.operations import plan_session
from lti_tool.blend.operations.attend import Wish, attend
from lti_tool.blend.rules.attendance import AttendanceState, Method
from lti_tool.blend.rules.sessions import SessionState
from lti_tool.goals.operations import LookBack, NewGoal, evaluate_goal, start_goal
from lti_tool.goals.rules import Goal, GoalParts, Judgement, ShareWish, Solved, Theme
from lti_tool.people.operations import add_person, appoint, viewer_of
from lti_tool.people.rules import Audience, Role, Viewer
from lti_tool.profile.rules import ATTENDED, COMPLETED, INITIALIZED, Mode
from tests.conftest import FrozenClock
from tests.lti_tool.evidence.counting import CountingSchool
from tests.lti_tool.schools import SINCE, TOOL_URL

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 10, 13, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 10, 13, 0, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 10, 13, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Autumn:
    """Twelve teachers; see `live_through` for what they did."""

    school: CountingSchool
    clock: FrozenClock
    teachers: tuple[Viewer, ...]
    theme: Theme
    goals: tuple[Goal, ...]

    @property
    def leader(self) -> Viewer:
        return self.school.people.leader


def somebody(school: CountingSchool, name: str, role: Role, school_id: UUID | None) -> Viewer:
    with school.database.writing(school.people.tenant) as tx:
        made = add_person(tx, name)
        appoint(tx, made.id, role, school_id, SINCE)
    return viewer_of(school.database, school.people.tenant, made.id, NOW.date())


def live_through(school: CountingSchool, clock: FrozenClock) -> Autumn:
    """Eight of twelve teachers set a goal, five of them under the theme. All eight, and a
    ninth, begin the module; six finish it; three of those six also have a meeting for their
    goal. Six look back on a second goal, three of them with the problem solved. Two sessions;
    the leader is at the first.
    """
    people = school.people
    more = [somebody(school, f"Leerkracht {n}", Role.TEACHER, people.school_id) for n in range(10)]
    teachers = (people.teacher, people.colleague, *more)
    clock.moment = SEPTEMBER
    theme = people.sets_theme("=Scherpe lesdoelen")  # a title that a spreadsheet could run
    goals = tuple(_sets_goal(school, who, number, theme) for number, who in enumerate(teachers[:8]))
    _learn(school, teachers, goals)
    _look_back(school, clock, teachers)
    _meet(school, clock, teachers)
    clock.moment = NOW
    return Autumn(school, clock, teachers, theme, goals)


def _sets_goal(school: CountingSchool, who: Viewer, number: int, theme: Theme) -> Goal:
    due = date(2026, 11, 1) if number < 4 else date(2026, 12, 18)
    wanted = NewGoal(
        GoalParts(f"benoem ik het lesdoel op manier {number}", deadline=due),
        theme_id=theme.id if number < 5 else None,
        wish=ShareWish(Audience.TEAM) if number in (0, 5) else None,
    )
    return start_goal(school.people.tool, who, wanted)


def _learn(school: CountingSchool, teachers: tuple[Viewer, ...], goals: tuple[Goal, ...]) -> None:
    school.offers()
    for number, who in enumerate(teachers[:9]):
        for_goal = (goals[number],) if number < 6 else ()
        school.says(who, INITIALIZED, goals=for_goal, at=OCTOBER)
        if number < 6:
            spent = {"duration": "PT30M"} if number < 3 else {}
            school.says(who, COMPLETED, goals=for_goal, at=OCTOBER, result=spent)
        if number < 3:
            meeting = f"{TOOL_URL}/bijeenkomsten/gesprek"
            school.says(who, ATTENDED, meeting, goals=for_goal, at=NOVEMBER, mode=Mode.MEETING)


def _look_back(school: CountingSchool, clock: FrozenClock, teachers: tuple[Viewer, ...]) -> None:
    for number, who in enumerate(teachers[:6]):
        clock.moment = SEPTEMBER
        goal = start_goal(school.people.tool, who, NewGoal(GoalParts("vraag ik door")))
        clock.moment = NOVEMBER
        solved = Solved.YES if number < 3 else Solved.PARTLY
        evaluate_goal(school.people.tool, who, goal.id, LookBack(Judgement.REACHED, solved))


def _meet(school: CountingSchool, clock: FrozenClock, teachers: tuple[Viewer, ...]) -> None:
    """First session: the leader and seven teachers of twelve. Second: all but one teacher."""
    team = (school.people.leader, *teachers)
    for begin, here in ((OCTOBER, team[:8]), (NOVEMBER, team[2:])):
        clock.moment = begin
        with school.database.writing(school.people.tenant) as tx:
            session = plan_session(
                tx,
                "Teamsessie",
                begin,
                begin + timedelta(minutes=75),
                school.people.leader.person_id,
                school_id=school.people.school_id,
                state=SessionState.CLOSED,
            )
            for viewer in team:
                there = AttendanceState.PRESENT if viewer in here else AttendanceState.ABSENT
                wish = Wish(viewer.person_id, there, viewer.person_id, Method.TRAINER)
                attend(tx, school.people.tool, session, wish)
