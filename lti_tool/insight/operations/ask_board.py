"""Ask a few questions of every school of a board: alphabetically, without names or ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_tool.evidence.rules.facts import day_of
from lti_tool.insight.operations.read_team import read_team
from lti_tool.insight.rules.answers import Answer
from lti_tool.insight.rules.periods import Period, Span, periods_around
from lti_tool.insight.rules.question import Question, ask
from lti_tool.insight.rules.questions.q01_active_goals import ACTIVE_GOALS
from lti_tool.insight.rules.questions.q02_themes import THEMES
from lti_tool.insight.rules.questions.q07_real_blend import REAL_BLEND
from lti_tool.insight.rules.questions.q09_attendance import ATTENDANCE
from lti_tool.insight.rules.questions.q21_solved import SOLVED
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.people.operations import board_of, schools_of_board
from lti_tool.people.rules import Permission, Subject, Viewer, expect_may
from lti_tool.shell.tool import Tool

FOR_THE_BOARD = (ACTIVE_GOALS, THEMES, REAL_BLEND, ATTENDANCE, SOLVED)
"""Question 31 of domain.md §5.5."""


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school; its themes are its own words, the rest are numbers."""

    school: str
    themes: Sequence[str]
    answers: Sequence[Answer]
    too_small: bool


@dataclass(frozen=True, slots=True)
class BoardPage:
    board: str
    at: datetime
    k: int
    period: Period
    questions: Sequence[Question]
    schools: Sequence[SchoolLine]


def ask_board(tool: Tool, viewer: Viewer) -> BoardPage:
    """The schools of the viewer's board. Raises NotAllowed."""
    expect_may(viewer, Permission.READ_BOARD_NUMBERS, Subject())
    at = tool.clock()
    with tool.database.reading(viewer.tenant) as tx:
        board = board_of(tx)
        records = [read_team(tx, school, at, board.k) for school in schools_of_board(tx)]
    return BoardPage(
        board=board.name,
        at=at,
        k=board.k,
        period=periods_around(day_of(at))[Span.YEAR],
        questions=FOR_THE_BOARD,
        schools=[_line(record) for record in records],
    )


def _line(record: TeamRecord) -> SchoolLine:
    scope = Scope(record.periods[Span.YEAR])
    return SchoolLine(
        school=record.school,
        themes=[theme.title for theme in record.themes],
        answers=[ask(question, record, scope) for question in FOR_THE_BOARD],
        too_small=len(record.team(scope)) < record.k,
    )
