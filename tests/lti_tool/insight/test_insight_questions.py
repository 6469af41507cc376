"""Each question against numbers that were counted by hand."""

from datetime import date
from typing import Any

import pytest

from lti_tool.goals.rules import GoalState, Judgement, Solved
from lti_tool.insight.rules.answers import Answer, Hidden, Hours, Percent, Say
from lti_tool.insight.rules.periods import Span
from lti_tool.insight.rules.question import TEAM_TOO_SMALL, TOO_FEW, Question, ask
from lti_tool.insight.rules.questions import QUESTIONS
from lti_tool.insight.rules.questions.q01_active_goals import ACTIVE_GOALS
from lti_tool.insight.rules.questions.q02_themes import THEMES
from lti_tool.insight.rules.questions.q06_blend import BLEND
from lti_tool.insight.rules.questions.q07_real_blend import REAL_BLEND
from lti_tool.insight.rules.questions.q09_attendance import ATTENDANCE
from lti_tool.insight.rules.questions.q11_completion import COMPLETION
from lti_tool.insight.rules.questions.q16_leader import LEADER
from lti_tool.insight.rules.questions.q20_waiting import WAITING
from lti_tool.insight.rules.questions.q21_solved import SOLVED
from lti_tool.insight.rules.records import Scope, SharedGoal, TeamRecord
from lti_tool.insight.rules.suppression import Share
from lti_tool.profile.rules import Mode
from tests.lti_tool.insight.teams import (
    BLOCK,
    CALM,
    MONTH,
    PERIODS,
    SHARP,
    YEAR,
    at,
    goal,
    meeting,
    outcome,
    people,
    person,
    run,
    tally,
    team,
)


def rows(answer: Answer, table: int = 0) -> dict[Any, list[Any]]:
    """The rows of a table by their first cell; our own words as their Dutch text."""
    plain = [
        [cell.text if isinstance(cell, Say) else cell for cell in row]
        for row in answer.tables[table].rows
    ]
    return {row[0]: row[1:] for row in plain}


# 1 ─────────────────────────────────────────────────────────────────────────────────────────


def test_q1_counts_each_teacher_with_a_running_goal_once() -> None:
    record = team(
        12,
        goals=[
            *(goal(n, owner=n, since=at(9)) for n in range(1, 7)),
            goal(7, owner=1, since=at(9)),  # a second goal of the same teacher
            goal(8, owner=7, since=at(8, 20), until=at(9, 1)),  # ended, but ran this year
            goal(9, owner=99, since=at(9)),  # not of this team
        ],
    )

    assert ask(ACTIVE_GOALS, record, YEAR).share == Share(7, 12)
    assert ask(ACTIVE_GOALS, record, BLOCK).share == Share(6, 12)


def test_q1_says_nothing_when_nearly_everybody_has_a_goal() -> None:
    answer = ask(ACTIVE_GOALS, team(12, goals=[goal(n, n, at(9)) for n in range(1, 11)]), YEAR)

    assert answer.share == Share(10, 12)
    assert not answer.share.shown
    assert "Te weinig gegevens" in answer.headline.text


def test_q1_draws_goals_set_and_reached_in_months_of_enough_people() -> None:
    goals = [goal(n, n, at(9)) for n in range(1, 6)]
    goals += [goal(n, n, at(10)) for n in range(6, 9)]  # three people in October: too few
    goals += [goal(n, n, at(11)) for n in range(9, 11)]  # with November: five
    outcomes = [outcome(n, n, at(11), judgement=Judgement.MOSTLY) for n in (1, 2, 3)]
    outcomes += [outcome(4, 4, at(11)), outcome(99, 5, at(11), judgement=Judgement.REACHED)]

    answer = ask(ACTIVE_GOALS, team(14, goals=goals, outcomes=outcomes), YEAR)

    assert answer.chart
    assert [part.values for part in answer.chart.parts] == [[5, 10], [0.0, 3.0]]
    assert [row[1:] for row in answer.tables[0].rows] == [[5, Hidden.TOO_FEW], [10, 3]]


# 2 ─────────────────────────────────────────────────────────────────────────────────────────


def test_q2_counts_goals_with_a_theme_and_hides_small_themes() -> None:
    goals = [goal(n, n, at(9), theme=SHARP) for n in range(1, 6)]
    goals += [goal(n, n, at(9), theme=CALM) for n in range(6, 8)]
    goals += [goal(n, n, at(9)) for n in range(8, 12)]

    answer = ask(THEMES, team(12, goals=goals), YEAR)

    assert answer.share == Share(7, 11)
    # Calm has two; with it one more must go, or 11 − 5 − 4 would tell. "No theme" is smallest.
    assert rows(answer) == {
        SHARP.title: [5, Percent(5 / 11)],
        CALM.title: [Hidden.TOO_FEW, Hidden.TOO_FEW],
        "Geen thema": [Hidden.TOO_FEW, Hidden.TOO_FEW],
        "Samen": [11, Hidden.NOTHING],
    }


# 6 ─────────────────────────────────────────────────────────────────────────────────────────


def blended() -> TeamRecord:
    """Six people, each with one goal: 18 online, 12 meetings, 6 workplace, 2 informal."""
    goals = [goal(n, n, at(9), theme=SHARP) for n in range(1, 7)]
    tallies = [tally(n, Mode.ONLINE, 9, 3, seconds=3600, timed=2) for n in range(1, 7)]
    tallies += [tally(n, Mode.MEETING, 10, 2, seconds=10_800, timed=2) for n in range(1, 7)]
    tallies += [tally(n, Mode.WORKPLACE, 11) for n in range(1, 7)]
    tallies += [tally(1, Mode.INFORMAL, 11, 2)]
    return team(12, goals=goals, tallies=tallies)


def test_q6_divides_what_was_done_over_the_modes() -> None:
    answer = ask(BLEND, blended(), YEAR)

    assert rows(answer) == {
        "Online": [18, Percent(18 / 38)],
        "Bijeenkomst": [12, Percent(12 / 38)],
        "Werkplek": [Hidden.TOO_FEW, Hidden.TOO_FEW],  # goes along with the two informal ones
        "Informeel": [Hidden.TOO_FEW, Hidden.TOO_FEW],
        "Samen": [38, Hidden.NOTHING],
    }
    assert answer.headline.details["percent"] == Percent(18 / 38)


def test_q6_listens_to_the_period() -> None:
    assert rows(ask(BLEND, blended(), BLOCK))["Samen"][0] == 20
    assert rows(ask(BLEND, blended(), MONTH))["Samen"][0] == 8


def test_q6_tells_the_months_in_rows_of_enough_people() -> None:
    chart = ask(BLEND, blended(), YEAR).chart

    assert chart
    totals = [sum(part.values[row] for part in chart.parts) for row in range(len(chart.labels))]
    assert totals == [18, 12, 8]


def test_q6_shows_no_hours_unless_asked() -> None:
    record = blended()

    assert len(ask(BLEND, record, YEAR).tables) == 2
    hours = rows(ask(BLEND, record, Scope(YEAR.period, with_time=True)), 2)
    assert hours["Online"] == [Hours(6.0), Percent(12 / 18)]
    assert hours["Bijeenkomst"] == [Hours(18.0), Hidden.TOO_FEW]  # of all the time is known
    assert hours["Informeel"] == [Hidden.TOO_FEW, Hidden.TOO_FEW]


def test_q6_leaves_out_what_belongs_to_no_goal_of_the_team() -> None:
    record = team(
        12,
        goals=[*(goal(n, n, at(9)) for n in range(1, 7)), goal(50, 99, at(9))],
        tallies=[
            *(tally(n, Mode.ONLINE, 9) for n in range(1, 7)),
            tally(99, Mode.ONLINE, 9, 50),
            tally(50, Mode.ONLINE, 9, 50),
        ],
    )

    assert rows(ask(BLEND, record, YEAR))["Samen"][0] == 6


# 7 ─────────────────────────────────────────────────────────────────────────────────────────


def test_q7_a_goal_has_a_blend_with_two_modes_up_to_the_end_of_the_period() -> None:
    goals = [goal(n, n, at(9)) for n in range(1, 13)]
    tallies = [tally(n, Mode.ONLINE, 9) for n in range(1, 13)]
    tallies += [tally(n, Mode.MEETING, 10) for n in range(1, 6)]
    tallies += [tally(n, Mode.ONLINE, 11) for n in range(1, 5)]  # they had a meeting before
    tallies += [tally(n, Mode.ONLINE, 11) for n in range(6, 9)]  # they had not

    record = team(12, goals=goals, tallies=tallies)

    assert ask(REAL_BLEND, record, YEAR).share == Share(5, 12)
    assert ask(REAL_BLEND, record, MONTH).share == Share(4, 7)


def test_q7_counts_only_goals_at_which_something_was_done() -> None:
    record = team(
        12,
        goals=[goal(n, n, at(9)) for n in range(1, 11)],
        tallies=[
            *(tally(n, Mode.ONLINE, 9) for n in range(1, 8)),
            *(tally(n, Mode.MEETING, 9) for n in range(1, 4)),
        ],
    )

    assert ask(REAL_BLEND, record, YEAR).share == Share(3, 7)


# 9 ─────────────────────────────────────────────────────────────────────────────────────────


def test_q9_tells_attendance_of_each_session_that_may_be_told() -> None:
    record = team(
        12,
        meetings=[
            meeting(1, at(9), present=8, absent=4),
            meeting(2, at(10), present=11, absent=1),  # one absentee: not told
            meeting(3, at(11), present=6, absent=3),
            meeting(4, at(11, 12), present=2, absent=1),  # three people: not told
        ],
    )

    answer = ask(ATTENDANCE, record, YEAR)

    assert answer.share == Share(14, 21)
    assert [row[2:] for row in answer.tables[0].rows] == [
        [8, 12, Percent(8 / 12)],
        [Hidden.TOO_FEW] * 3,
        [6, 9, Percent(6 / 9)],
        [Hidden.TOO_FEW] * 3,
    ]
    assert answer.notes[0].details == {"count": 2}
    assert ask(ATTENDANCE, record, MONTH).share == Share(6, 9)


# 11 ────────────────────────────────────────────────────────────────────────────────────────


def test_q11_counts_modules_begun_in_the_period_and_finished_up_to_ninety_days_after() -> None:
    runs = [run(n, 1, at(10), at(11)) for n in range(1, 5)]
    runs += [run(5, 1, at(10), at(2))]  # within ninety days after the block
    runs += [run(6, 1, at(10), at(5))]  # long after it
    runs += [run(n, 2, at(11)) for n in range(7, 10)]  # not finished
    runs += [run(10, 3, at(9), at(9))]  # begun before the block
    runs += [run(99, 3, at(10), at(10))]  # not of this team

    record = team(12, runs=runs)

    assert ask(COMPLETION, record, YEAR).share == Share(7, 10)
    assert ask(COMPLETION, team(12, runs=runs[:9]), BLOCK).share == Share(5, 9)


# 16 ────────────────────────────────────────────────────────────────────────────────────────


def test_q16_tells_the_team_where_the_leader_was() -> None:
    record = team(
        4,  # a small team too: it is about the leader
        meetings=[
            meeting(1, at(9), 3, 1, leaders=[50]),
            meeting(2, at(10), 3, 1),
            meeting(3, at(11), 3, 1, leaders=[50]),
        ],
        leaders=people(50),
        leaders_shared=1,
    )

    answer = ask(LEADER, record, YEAR)

    assert answer.share == Share(2, 3)
    assert [row[2].text for row in answer.tables[0].rows if isinstance(row[2], Say)] == [
        "ja",
        "nee",
        "ja",
    ]
    assert "één eigen leerdoel" in answer.notes[0].text
    assert ask(LEADER, record, MONTH).share == Share(1, 1)


# 20 ────────────────────────────────────────────────────────────────────────────────────────


def test_q20_counts_goals_past_their_date_and_names_only_shared_ones() -> None:
    past, later = date(2026, 11, 20), date(2026, 12, 18)
    goals = [goal(n, n, at(9), deadline=past) for n in range(1, 5)]
    goals += [goal(n, n, at(9), deadline=later) for n in range(5, 8)]
    goals += [goal(8, 8, at(9))]  # no date
    goals += [goal(9, 9, at(9), deadline=past, state=GoalState.PAUSED)]
    shared = SharedGoal(goals[1].id, "Sanne de Vries", "Elke rekenles benoem ik het lesdoel.")

    answer = ask(WAITING, team(12, goals=goals, shared={goals[1].id: shared}), MONTH)

    assert answer.share == Share(4, 8)
    assert answer.tables[0].rows == [[shared.text, shared.owner, past]]


# 21 ────────────────────────────────────────────────────────────────────────────────────────


def test_q21_divides_the_evaluations_and_hides_rare_answers() -> None:
    said = [Solved.YES] * 5 + [Solved.PARTLY] * 4 + [Solved.NO] * 1
    outcomes = [outcome(n, n, at(11), solved) for n, solved in enumerate(said, start=1)]

    answer = ask(SOLVED, team(12, outcomes=outcomes), YEAR)

    assert answer.share == Share(5, 10)
    assert rows(answer) == {
        "Ja": [5, Percent(0.5)],
        "Deels": [Hidden.TOO_FEW, Hidden.TOO_FEW],  # or 10 − 5 − 4 would tell of the one no
        "Nee": [Hidden.TOO_FEW, Hidden.TOO_FEW],
        "Weet niet": [Hidden.TOO_FEW, Hidden.TOO_FEW],
        "Samen": [10, Hidden.NOTHING],
    }


# all ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.about_the_team])
def test_a_team_under_k_gets_no_number_at_all(question: Question) -> None:
    answer = ask(question, team(4, meetings=[meeting(1, at(9), 10, 5)]), YEAR)

    assert answer.why == TEAM_TOO_SMALL
    assert not answer.tables
    assert answer.share is None


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_empty_school_year_is_answered_calmly(question: Question) -> None:
    answer = ask(question, team(12), YEAR)

    assert answer.why in (None, TOO_FEW)
    assert answer.share is None or not answer.share.part


def test_a_theme_is_told_over_the_whole_year_only() -> None:
    record = blended()

    of_month = ask(BLEND, record, Scope(PERIODS[Span.MONTH], SHARP.id))

    assert rows(of_month)["Samen"][0] == 38
    assert ask(BLEND, record, Scope(YEAR.period, CALM.id)).why == TOO_FEW


def test_a_period_that_leaves_a_few_people_over_is_not_told_apart() -> None:
    goals = [goal(n, n, at(9)) for n in range(1, 9)]
    tallies = [tally(n, Mode.ONLINE, 11) for n in range(1, 9)]
    tallies += [tally(1, Mode.ONLINE, 9), tally(2, Mode.MEETING, 10, 5)]

    record = team(12, goals=goals, tallies=tallies)

    assert ask(BLEND, record, YEAR).shown
    assert not ask(BLEND, record, BLOCK).shown  # September would tell of one person
    assert not ask(BLEND, record, MONTH).shown


def test_every_person_counts_in_one_team_only_once() -> None:
    assert person(1) in team(5).team(YEAR)
    assert len(team(5).team(YEAR)) == 5
