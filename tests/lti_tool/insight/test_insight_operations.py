"""The questions asked of a real database, with numbers counted by hand."""

import pytest
import sqlalchemy as sa

from lti_tool.goals.rules import NoSuchTheme
from lti_tool.insight.operations.ask_board import ask_board
from lti_tool.insight.operations.ask_team import NoSuchPeriod, TeamPage, TeamWish, ask_team
from lti_tool.insight.rules.answers import Answer, Say
from lti_tool.insight.rules.suppression import Share
from lti_tool.people.rules import NotAllowed, Role, SchoolUnknown
from lti_tool.people.storage.tables import boards
from tests.lti_tool.insight.autumn import Autumn, somebody

WHOLE_YEAR = {
    1: Share(8, 12),
    2: Share(5, 14),
    7: Share(3, 6),
    9: Share(8, 13),  # the second session is not told: one was absent
    11: Share(6, 9),
    16: Share(1, 2),
    20: Share(4, 8),
    21: Share(3, 6),
}


def asked(autumn: Autumn, period: str = "", theme: str = "") -> TeamPage:
    return ask_team(autumn.school.people.tool, autumn.leader, TeamWish(period, theme))


def answers(page: TeamPage) -> dict[int, Answer]:
    return {one.question.number: one.answer for one in page.answers}


def test_every_question_of_the_year_has_the_number_counted_by_hand(autumn: Autumn) -> None:
    told = answers(asked(autumn))

    assert {number: told[number].share for number in WHOLE_YEAR} == WHOLE_YEAR
    modes = {row[0].text: row[1] for row in told[6].tables[0].rows if isinstance(row[0], Say)}
    assert modes["Samen"] == 9  # six modules and three meetings
    assert modes["Online"] == 6


def test_a_colleague_sees_exactly_the_numbers_that_the_leader_sees(autumn: Autumn) -> None:
    leaders = answers(asked(autumn))
    colleagues = answers(ask_team(autumn.school.people.tool, autumn.teachers[9], TeamWish()))

    assert {n: a.share for n, a in leaders.items()} == {n: a.share for n, a in colleagues.items()}
    assert leaders[6] == colleagues[6]


def test_only_shared_goals_are_named(autumn: Autumn) -> None:
    (table,) = answers(asked(autumn))[20].tables

    (row,) = table.rows  # goal 0 is past its date and shared; 5 is shared, its date is later
    assert row[1] == "Sanne de Vries"
    assert "op manier 0" in str(row[0])


def test_the_month_is_told_where_it_leaves_a_group_over(autumn: Autumn) -> None:
    told = answers(asked(autumn, period="maand"))

    assert told[1].share == Share(8, 12)
    assert told[11].why  # nobody began in November
    assert told[6].why  # three people had a meeting in November


def test_a_theme_is_told_over_the_year(autumn: Autumn) -> None:
    page = asked(autumn, theme=str(autumn.theme.id), period="maand")

    assert page.theme
    assert page.theme.id == autumn.theme.id
    told = answers(page)
    assert told[1].share == Share(5, 12)
    assert told[20].why  # without the theme three people would be left over


def test_unknown_filters_are_refused(autumn: Autumn) -> None:
    with pytest.raises(NoSuchPeriod):
        asked(autumn, period="eeuw")
    with pytest.raises(NoSuchTheme):
        asked(autumn, theme="iets")


def test_k_is_what_the_board_agreed(autumn: Autumn) -> None:
    with autumn.school.database.writing(None) as tx:
        tx.execute(sa.update(boards).values(k=13))

    page = asked(autumn)

    assert page.team_is_too_small
    assert answers(page)[16].share == Share(1, 2)  # about the leader, not about the team


def test_a_team_of_one_sees_no_numbers(autumn: Autumn) -> None:
    page = ask_team(autumn.school.people.tool, autumn.school.people.outsider, TeamWish())

    assert page.team_is_too_small
    assert answers(page)[1].share is None


def test_trainers_and_boards_do_not_read_the_team(autumn: Autumn) -> None:
    school = autumn.school
    trainer = somebody(school, "Tess", Role.TRAINER, school.people.school_id)
    board = somebody(school, "Bente", Role.BOARD, None)

    with pytest.raises(NotAllowed):
        ask_team(school.people.tool, trainer, TeamWish())
    with pytest.raises(SchoolUnknown):
        ask_team(school.people.tool, board, TeamWish())
    with pytest.raises(NotAllowed):
        ask_board(school.people.tool, autumn.leader)


def test_the_board_sees_its_schools_by_name_and_numbers_only_of_groups(autumn: Autumn) -> None:
    school = autumn.school

    page = ask_board(school.people.tool, somebody(school, "Bente", Role.BOARD, None))

    assert [line.school for line in page.schools] == ["De Linde", "De Springplank"]
    linde, plank = page.schools
    assert linde.too_small
    assert [answer.share for answer in linde.answers[:3]] == [None, None, None]
    assert [answer.share for answer in plank.answers] == [
        WHOLE_YEAR[number] for number in (1, 2, 7, 9, 21)
    ]


def test_the_leader_gets_three_things_to_do_and_a_colleague_none(autumn: Autumn) -> None:
    suggested = [one.title.text for one in asked(autumn).suggestions]

    assert len(suggested) == 3
    assert suggested[0] == "%(count)s leerkrachten hebben nog geen actief leerdoel"
    colleague = ask_team(autumn.school.people.tool, autumn.teachers[1], TeamWish())
    assert colleague.suggestions == ()


def test_a_dashboard_costs_a_fixed_handful_of_queries(autumn: Autumn) -> None:
    engine = autumn.school.database.engine
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    asked(autumn)
    sa.event.remove(engine, "before_cursor_execute", note)

    assert len([one for one in statements if one.startswith("SELECT") and "FROM" in one]) <= 18
