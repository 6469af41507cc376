"""A school with a year of history, to measure pages with: the same every time."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID

from foundation.database import Database, Transaction
from lrs import RecordStore, store_within
from lti_tool.blend.operations import add_offering, plan_session
from lti_tool.blend.operations.attend import Wish, attend
from lti_tool.blend.rules.attendance import AttendanceState, Method
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.rules.sessions import SessionState
from lti_tool.evidence.operations import count_for_goals
from lti_tool.goals.operations import (
    LookBack,
    NewGoal,
    ThemeWords,
    add_theme,
    evaluate_goal,
    start_goal,
)
from lti_tool.goals.rules import Goal, GoalParts, Judgement, ShareWish, Solved
from lti_tool.people.operations import (
    add_board,
    add_person,
    add_school,
    appoint,
    viewer_of,
    welcome,
)
from lti_tool.people.rules import Audience, Role, Viewer
from lti_tool.profile.operations import own_credential
from lti_tool.profile.rules import (
    ATTENDED,
    COMPLETED,
    EXPERIENCED,
    INITIALIZED,
    PERFORMED_OFFLINE,
    PROGRESSED,
    REFLECTED,
    Block,
    Draft,
    Json,
    Mode,
    Verb,
    activity,
    goal_activity,
    statement,
)
from lti_tool.shell.tool import Tool

TODAY = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
BEGIN = datetime(2026, 8, 24, 9, 0, tzinfo=UTC)
BATCH = 500

DONE: tuple[tuple[Verb, Mode, Block, int], ...] = (
    # verb, mode, building block, how often of a hundred
    (INITIALIZED, Mode.ONLINE, Block.BLENDED, 14),
    (PROGRESSED, Mode.ONLINE, Block.BLENDED, 26),
    (COMPLETED, Mode.ONLINE, Block.BLENDED, 12),
    (ATTENDED, Mode.MEETING, Block.TEAM, 14),
    (PERFORMED_OFFLINE, Mode.WORKPLACE, Block.ACTION, 16),
    (EXPERIENCED, Mode.INFORMAL, Block.INFORMAL, 8),
    (REFLECTED, Mode.WORKPLACE, Block.REFLECTION, 10),
)


@dataclass
class Calendar:
    """A clock that is set to when something happened."""

    moment: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.moment


@dataclass
class LivingSchool:
    """What was made; `goals` per teacher."""

    tool: Tool
    calendar: Calendar
    tenant: int
    school_id: UUID
    leader: Viewer
    trainer: Viewer
    board: Viewer
    teachers: list[Viewer]
    chance: Random
    goals: dict[UUID, list[Goal]] = field(default_factory=dict)
    offerings: list[Offering] = field(default_factory=list)


def store_for(database: Database, tool_url: str, calendar: Calendar) -> RecordStore:
    hook = partial(count_for_goals, tool_url)
    return RecordStore(database, f"{tool_url}/xapi", calendar, on_stored=(hook,))


def open_school(tool: Tool, calendar: Calendar, teachers: int) -> LivingSchool:
    """People, a theme and an offer of modules; nothing has happened yet."""
    board = add_board(tool.database, "Stichting Voorbeeld")
    with tool.database.writing(board.id) as tx:
        school = add_school(tx, "De Springplank", "12AB")
        director = _appointed(tx, "Bente Visser", Role.BOARD, None)
        leader = _appointed(tx, "Mirjam Bakker", Role.SCHOOL_LEADER, school.id)
        trainer = _appointed(tx, "Tess Mulder", Role.TRAINER, school.id)
        team = [
            _appointed(tx, f"Leerkracht {number:02}", Role.TEACHER, school.id)
            for number in range(teachers)
        ]
    viewers = [
        viewer_of(tool.database, board.id, person_id, TODAY.date())
        for person_id in (leader, trainer, director, *team)
    ]
    made = LivingSchool(
        tool,
        calendar,
        board.id,
        school.id,
        leader=viewers[0],
        trainer=viewers[1],
        board=viewers[2],
        teachers=viewers[3:],
        chance=Random(7),  # noqa: S311
    )
    for viewer in viewers:
        welcome(tool.database, viewer, calendar)
    with tool.database.writing(board.id) as tx:
        made.offerings = [
            add_offering(tx, tool.tool_url, f"Module {n}", OfferingKind.MODULE, Mode.ONLINE, 20)
            for n in range(12)
        ]
    return made


def _appointed(tx: Transaction, name: str, role: Role, school_id: UUID | None) -> UUID:
    person = add_person(tx, name)
    appoint(tx, person.id, role, school_id, date(2026, 8, 1))
    return person.id


def set_goals(school: LivingSchool, each: int, *, finished: float = 0.4) -> None:
    """Every teacher sets `each` goals over the autumn and looks back on a part of them."""
    themes = [
        add_theme(school.tool, school.leader, ThemeWords(title))
        for title in ("Scherpe lesdoelen", "Rust in de school")
    ]
    for number, teacher in enumerate(school.teachers):
        own = school.goals.setdefault(teacher.person_id, [])
        for nth in range(each):
            days = school.chance.randrange(70)
            school.calendar.moment = BEGIN + timedelta(days=days, minutes=number)
            theme = school.chance.choice([themes[0], themes[0], themes[1], None])
            wish = ShareWish(Audience.TEAM) if school.chance.random() < 0.3 else None
            own.append(_starts(school, teacher, nth, theme.id if theme else None, wish))
    for teacher in school.teachers:
        for goal in school.goals[teacher.person_id]:
            if school.chance.random() < finished:
                _looks_back(school, teacher, goal)
    school.calendar.moment = TODAY


def _starts(
    school: LivingSchool, who: Viewer, nth: int, theme_id: UUID | None, wish: ShareWish | None
) -> Goal:
    due = (school.calendar.moment + timedelta(days=school.chance.randrange(30, 120))).date()
    parts = GoalParts(
        what=f"stel ik na de instructie {nth + 2} controlevragen",
        situation="in mijn rekenlessen in groep 6",
        criterion="in 3 lessen 8 van de 10 leerlingen meedoen",
        deadline=due,
        evidence="exit-ticket",
    )
    return start_goal(school.tool, who, NewGoal(parts, theme_id=theme_id, wish=wish))


def _looks_back(school: LivingSchool, who: Viewer, goal: Goal) -> None:
    days = school.chance.randrange(1, 30)
    school.calendar.moment = min((goal.activated_at or BEGIN) + timedelta(days=days), TODAY)
    judged = school.chance.choice([Judgement.REACHED, Judgement.MOSTLY, Judgement.PARTLY])
    solved = school.chance.choice([Solved.YES, Solved.YES, Solved.PARTLY, Solved.NO])
    evaluate_goal(school.tool, who, goal.id, LookBack(judged, solved))


def hold_sessions(school: LivingSchool, count: int) -> None:
    """Closed sessions through the autumn; the leader is at most of them."""
    for number in range(count):
        begin = BEGIN + timedelta(days=7 * number + 3, hours=5)
        school.calendar.moment = begin
        with school.tool.database.writing(school.tenant) as tx:
            session = plan_session(
                tx,
                f"Teamsessie {number + 1}",
                begin,
                begin + timedelta(minutes=75),
                school.trainer.person_id,
                place="Teamkamer",
                school_id=school.school_id,
                state=SessionState.CLOSED,
            )
            for viewer in (school.leader, *school.teachers):
                here = school.chance.random() < 0.8
                state = AttendanceState.PRESENT if here else AttendanceState.ABSENT
                wish = Wish(viewer.person_id, state, school.trainer.person_id, Method.QR)
                attend(tx, school.tool, session, wish)
    school.calendar.moment = TODAY


def learn(school: LivingSchool, statements: int) -> None:
    """Fill the record store until there are this many more statements, through all hooks."""
    credential = own_credential(school.tool.tool_url, school.tenant)
    for start in range(0, statements, BATCH):
        batch = [_learned(school) for _ in range(min(BATCH, statements - start))]
        with school.tool.database.writing(school.tenant) as tx:
            store_within(tx, school.tool.record_store, credential, batch)


def _learned(school: LivingSchool) -> Json:
    chance = school.chance
    who = chance.choice(school.teachers)
    verb, mode, block, _ = chance.choices(DONE, [often for *_, often in DONE])[0]
    base = school.tool.tool_url
    online = mode is Mode.ONLINE
    what = chance.choice(school.offerings).activity_iri if online else f"{base}/x/{chance.random()}"
    goals = chance.sample(school.goals[who.person_id], chance.choice([0, 1, 1, 1]))
    draft = Draft(
        verb=verb,
        actor=who.pseudonym,
        object=activity(what),
        at=BEGIN + (TODAY - BEGIN) * chance.random(),
        school_id=school.school_id,
        grouping=[goal_activity(base, goal.id) for goal in goals],
        blocks=[block],
        mode=mode if verb is not REFLECTED else None,
        result={"duration": f"PT{chance.randrange(5, 90)}M"} if chance.random() < 0.6 else {},
    )
    return statement(base, draft)
