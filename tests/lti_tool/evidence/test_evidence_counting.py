"""Statements become facts in the transaction that stores them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa

from lrs import find_statement
from lti_tool.blend.operations import items_of
from lti_tool.blend.operations.enroll import enroll
from lti_tool.blend.rules.items import BlendItem, ItemKind, ItemState
from lti_tool.blend.storage import items
from lti_tool.evidence.operations import (
    count_for_goals,
    recount,
    runs_of_school,
    tallies_of_school,
)
from lti_tool.evidence.operations.count import count_statements
from lti_tool.evidence.rules.facts import Kind, Standing
from lti_tool.evidence.rules.tallies import NONE
from lti_tool.goals.operations import edit_goal
from lti_tool.people.operations import confirm_alias
from lti_tool.people.rules import AliasKind
from lti_tool.profile.rules import (
    COMPLETED,
    INITIALIZED,
    OBSERVED,
    PERFORMED_OFFLINE,
    PROGRESSED,
    REFLECTED,
    Block,
    Mode,
    account,
)
from tests.lti_tool.evidence.counting import MODULE, NOVEMBER, PROVIDER_HOME, CountingSchool
from tests.lti_tool.schools import TOOL_URL


def test_a_module_done_from_a_goal_counts_for_that_goal(school: CountingSchool) -> None:
    theme = school.people.sets_theme()
    goal = school.people.starts_goal(theme_id=theme.id)
    offering = school.offers()

    statement_id = school.says(
        school.people.teacher, goals=(goal,), result={"duration": "PT20M", "success": True}
    )

    (fact,) = school.facts(goal)
    assert fact.statement_id == statement_id
    assert fact.person_id == school.people.teacher.person_id
    assert fact.theme_id == theme.id
    assert fact.school_id == school.people.school_id
    assert fact.offering_id == offering.id
    assert (fact.kind, fact.mode) == (Kind.COMPLETED, Mode.ONLINE)
    assert fact.building_block is Block.BLENDED
    assert (fact.happened_at, fact.month) == (NOVEMBER, 202611)
    assert (fact.duration, fact.spent, fact.success) == (1200, 1200, True)
    assert (fact.title, fact.source) == ("Leerdoelen stellen", f"{TOOL_URL} leerspoor")
    assert fact.standing is Standing.COUNTS


def test_what_belongs_to_no_goal_is_kept_loose(school: CountingSchool) -> None:
    school.says(school.people.teacher)

    assert [fact.goal_id for fact in school.loose(school.people.teacher)] == [None]
    assert school.loose(school.people.colleague) == []


def test_one_activity_for_two_goals_is_two_facts(school: CountingSchool) -> None:
    one, two = school.people.starts_goal(), school.people.starts_goal()

    school.attends(school.people.teacher, one, two)

    assert {fact.goal_id for fact in school.facts(one, two)} == {one.id, two.id}
    assert school.loose(school.people.teacher) == []


def test_somebody_elses_goal_in_a_statement_gives_no_link(school: CountingSchool) -> None:
    goal = school.people.starts_goal()

    school.attends(school.people.colleague, goal)

    assert school.facts(goal) == []
    assert len(school.loose(school.people.colleague)) == 1


def test_a_stranger_makes_no_fact(school: CountingSchool) -> None:
    school.provider_says("cursist-88213", "A:1:r1")

    assert school.table() == []


def test_a_lesson_visit_is_a_fact_of_both_and_counts_for_the_goal_of_the_visited(
    school: CountingSchool,
) -> None:
    goal = school.people.starts_goal()
    visited = account(TOOL_URL, school.people.teacher.pseudonym)
    parent = [{"id": f"{TOOL_URL}/lesbezoeken/{uuid4()}"}]

    visit = school.says(
        school.people.colleague, OBSERVED, goals=(goal,), parent=parent, object=visited
    )

    (fact,) = school.facts(goal)
    assert fact.statement_id == visit
    assert fact.person_id == school.people.teacher.person_id
    assert (fact.kind, fact.mode) == (Kind.VISITED, Mode.WORKPLACE)
    assert [fact.statement_id for fact in school.loose(school.people.colleague)] == [visit]


def test_an_activity_counts_once_a_day(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    for verb in (INITIALIZED, PROGRESSED, COMPLETED):
        school.says(school.people.teacher, verb, goals=(goal,))
    school.says(school.people.teacher, PROGRESSED, goals=(goal,), at=NOVEMBER + timedelta(days=1))

    standings = {(fact.kind, fact.happened_at.day): fact.standing for fact in school.facts(goal)}
    assert standings == {
        (Kind.STARTED, 3): Standing.REPEATS,
        (Kind.PROGRESSED, 3): Standing.REPEATS,
        (Kind.COMPLETED, 3): Standing.COUNTS,
        (Kind.PROGRESSED, 4): Standing.COUNTS,
    }


def test_a_day_begins_at_midnight_in_amsterdam(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    late = datetime(2026, 10, 31, 22, 59, tzinfo=UTC)  # 23:59 on 31 October there

    school.says(school.people.teacher, PROGRESSED, goals=(goal,), at=late)
    school.says(school.people.teacher, PROGRESSED, goals=(goal,), at=late + timedelta(minutes=2))

    assert [fact.month for fact in school.facts(goal)] == [202611, 202610]
    assert all(fact.standing is Standing.COUNTS for fact in school.facts(goal))


def test_a_withdrawn_fact_is_gone_and_the_next_one_counts(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    school.says(school.people.teacher, INITIALIZED, goals=(goal,))
    done = school.says(school.people.teacher, COMPLETED, goals=(goal,))

    school.void(done)

    (fact,) = school.facts(goal)
    assert (fact.kind, fact.standing) == (Kind.STARTED, Standing.COUNTS)


def test_a_statement_that_was_voided_before_it_came_makes_no_fact(school: CountingSchool) -> None:
    confirm(school)
    late = uuid4()
    school.void(late)

    school.provider_says("cursist-88213", "A:1", statement_id=late)

    assert school.table() == []


def confirm(school: CountingSchool) -> None:
    with school.database.writing(school.people.tenant) as tx:
        teacher = school.people.teacher.person_id
        confirm_alias(tx, teacher, AliasKind.ACCOUNT, PROVIDER_HOME, "cursist-88213")


def test_a_newer_revision_takes_the_place_of_the_older(school: CountingSchool) -> None:
    confirm(school)
    old = school.provider_says("cursist-88213", "A:1:r1", result={"duration": "PT3H"})
    new = school.provider_says("cursist-88213", "A:1:r2", result={"duration": "PT2H"})

    (fact,) = school.loose(school.people.teacher)
    assert (fact.statement_id, fact.spent) == (new, 7200)

    school.void(new)
    (fact,) = school.loose(school.people.teacher)
    assert (fact.statement_id, fact.spent) == (old, 10_800)


def test_an_older_revision_that_comes_late_does_not_count(school: CountingSchool) -> None:
    confirm(school)
    new = school.provider_says("cursist-88213", "A:1:r2")
    school.provider_says("cursist-88213", "A:1:r1")

    assert [fact.statement_id for fact in school.loose(school.people.teacher)] == [new]


def test_who_says_that_it_was_her_gets_what_came_before(school: CountingSchool) -> None:
    before = school.provider_says("cursist-88213", "A:1:r1")
    confirm(school)

    with school.database.writing(school.people.tenant) as tx:
        recount(tx, TOOL_URL, [before])

    (fact,) = school.loose(school.people.teacher)
    assert fact.statement_id == before
    assert fact.school_id == school.people.school_id  # no school in it: where she worked that day


def test_counting_the_same_statement_again_changes_nothing(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    statement_id = school.attends(school.people.teacher, goal)
    before = school.table()

    with school.database.writing(school.people.tenant) as tx:
        found = find_statement(tx, statement_id)
        assert found
        count_for_goals(TOOL_URL, tx, [found, found])

    assert school.table() == before


def test_reflecting_is_no_mode_of_learning(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    school.says(school.people.teacher, REFLECTED, goals=(goal,))

    assert [fact.mode for fact in school.facts(goal)] == [None]


def test_facts_follow_their_goal_to_another_theme(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    school.attends(school.people.teacher, goal)
    theme = school.people.sets_theme()

    edit_goal(
        school.people.tool,
        school.people.teacher,
        goal.id,
        goal.parts,
        theme_id=theme.id,
        seen_version=goal.version,
    )

    assert [fact.theme_id for fact in school.facts(goal)] == [theme.id]


def test_a_finished_module_is_done_in_her_blend_until_it_is_withdrawn(
    school: CountingSchool,
) -> None:
    goal, offering = school.people.starts_goal(), school.offers()
    teacher = school.people.teacher
    with school.database.writing(school.people.tenant) as tx:
        enrollment = enroll(tx, school.people.tool, teacher, offering.id, goal.id)
        planned = BlendItem(
            uuid4(),
            goal.id,
            teacher.person_id,
            ItemKind.MATERIAL,
            Mode.ONLINE,
            offering.title,
            20,
            ItemState.PLANNED,
            0,
            offering_id=offering.id,
        )
        items.add(tx, [planned])

    def state() -> ItemState:
        with school.database.reading(school.people.tenant) as tx:
            return items_of(tx, [goal.id])[goal.id][0].state

    unit = f"{MODULE}/unit-1"
    school.says(teacher, INITIALIZED, unit, goals=(goal,), registration=enrollment.id)
    assert state() is ItemState.BUSY
    done = school.says(teacher, COMPLETED, MODULE, goals=(goal,), registration=enrollment.id)
    assert state() is ItemState.DONE
    school.void(done)
    assert state() is ItemState.PLANNED


def test_a_school_is_added_up_per_person_goal_mode_and_month(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    teacher = school.people.teacher
    school.says(teacher, INITIALIZED, goals=(goal,), result={"duration": "PT10M"})
    school.says(teacher, COMPLETED, goals=(goal,), result={"duration": "PT30M"})
    school.says(teacher, PERFORMED_OFFLINE, f"{TOOL_URL}/uitproberen/1", goals=(goal,))
    school.says(teacher, PERFORMED_OFFLINE, f"{TOOL_URL}/uitproberen/2", goals=(goal,))
    school.attends(teacher)  # for no goal

    with school.database.reading(school.people.tenant) as tx:
        tallies = tallies_of_school(tx, school.people.school_id, 202608, 202707, with_time=True)
        without_time = tallies_of_school(tx, school.people.school_id, 202608, 202707)
        elsewhere = tallies_of_school(tx, uuid4(), 202608, 202707)
        earlier = tallies_of_school(tx, school.people.school_id, 202508, 202607)

    [tally] = tallies
    assert (tally.goal_id, tally.month) == (goal.id, 202611)
    assert dict(zip(Mode, tally.times, strict=True)) == {
        Mode.ONLINE: 1,
        Mode.MEETING: 0,
        Mode.WORKPLACE: 2,
        Mode.INFORMAL: 0,
    }
    assert (tally.seconds, tally.timed) == ((1800, 0, 0, 0), (1, 0, 0, 0))
    assert without_time == [tally._replace(times=[1, 0, 2, 0], seconds=NONE, timed=NONE)]
    assert elsewhere == earlier == []


def test_a_run_begins_with_the_first_start_and_ends_with_the_first_completion(
    school: CountingSchool,
) -> None:
    school.offers()
    teacher, colleague = school.people.teacher, school.people.colleague
    later = NOVEMBER + timedelta(days=7)
    school.says(teacher, INITIALIZED)
    school.says(teacher, INITIALIZED, at=later)
    school.says(teacher, COMPLETED, at=later)
    school.says(colleague, COMPLETED)  # never begun here: no run

    with school.database.reading(school.people.tenant) as tx:
        (run,) = runs_of_school(tx, school.people.school_id, NOVEMBER, later)

    assert (run.person_id, run.started_at, run.completed_at) == (teacher.person_id, NOVEMBER, later)


def test_a_batch_costs_the_same_handful_of_queries_whatever_its_size(
    school: CountingSchool,
) -> None:
    goal = school.people.starts_goal()
    made = [school.attends(school.people.teacher, goal) for _ in range(12)]

    def queries(count: int) -> int:
        asked: list[str] = []
        with school.database.writing(school.people.tenant) as tx:
            found = [s for m in made[:count] if (s := find_statement(tx, m))]

            @sa.event.listens_for(tx, "before_cursor_execute")
            def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
                asked.append(statement)

            count_statements(tx, TOOL_URL, found)
        return len(asked)

    assert queries(2) == queries(12) <= 12
