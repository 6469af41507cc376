"""A small living school for tests of the teacher's features: a team, a theme and the tool."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from foundation.clock import Clock
from foundation.database import Database
from lrs import RecordStore, Statement, statements_after
from lti_tool.goals.operations import NewGoal, ThemeWords, add_theme, start_goal
from lti_tool.goals.rules import Goal, GoalParts, Theme
from lti_tool.people.operations import add_board, add_person, add_school, appoint, viewer_of
from lti_tool.people.rules import Role, Viewer
from lti_tool.shell.tool import Tool

TOOL_URL = "http://127.0.0.1:8010"
SINCE = date(2020, 8, 1)

SHARP = GoalParts(
    what="benoem het lesdoel in leerlingtaal",
    situation="aan het begin van elke rekenles",
    criterion="in 3 lessen 8 van de 10 leerlingen het doel kunnen navertellen",
    deadline=date(2026, 12, 20),
    evidence="exit-ticket",
)


@dataclass(frozen=True, slots=True)
class SmallSchool:
    """De Springplank: two teachers, a leader, and somebody of another school."""

    tool: Tool
    tenant: int
    school_id: UUID
    teacher: Viewer
    colleague: Viewer
    leader: Viewer
    outsider: Viewer

    def starts_goal(self, parts: GoalParts = SHARP, **more: Any) -> Goal:
        return start_goal(self.tool, self.teacher, NewGoal(parts, **more))

    def sets_theme(self, title: str = "Scherpe lesdoelen") -> Theme:
        return add_theme(self.tool, self.leader, ThemeWords(title))

    def statements(self) -> list[Statement]:
        with self.tool.database.reading(self.tenant) as tx:
            return statements_after(tx)

    def told(self) -> list[str]:
        """The last words of the verbs recorded so far, in order."""
        return [statement.verb.rsplit("/", 1)[-1] for statement in self.statements()]


def small_school(database: Database, clock: Clock, tool: Tool | None = None) -> SmallSchool:
    board = add_board(database, "Stichting Voorbeeld")
    with database.writing(board.id) as tx:
        school = add_school(tx, "De Springplank", "12AB")
        other = add_school(tx, "De Linde", "34CD")
        people = [
            (add_person(tx, name), role, where)
            for name, role, where in (
                ("Sanne de Vries", Role.TEACHER, school.id),
                ("Youssef El Amrani", Role.TEACHER, school.id),
                ("Mirjam Bakker", Role.SCHOOL_LEADER, school.id),
                ("Ineke Vos", Role.TEACHER, other.id),
            )
        ]
        for person, role, where in people:
            appoint(tx, person.id, role, where, SINCE)
    today = clock().date()
    viewers = [viewer_of(database, board.id, person.id, today) for person, _, _ in people]
    return SmallSchool(tool or make_tool(database, clock), board.id, school.id, *viewers)


def make_tool(database: Database, clock: Clock) -> Tool:
    """The part of the product that goals and practice need: no packages, no network."""
    store = RecordStore(database, f"{TOOL_URL}/xapi", clock)
    nothing = cast("Any", None)
    return Tool(database, store, nothing, clock, TOOL_URL, "", b"s" * 32, nothing)
