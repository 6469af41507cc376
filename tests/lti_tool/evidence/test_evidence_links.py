"""Linking afterwards, and taking a link away."""

import pytest

from lti_tool.evidence.operations import link_fact_to_goal, unlink
from lti_tool.evidence.rules.links import NoSuchFact, NotYourGoal
from lti_tool.people.operations import confirm_alias
from lti_tool.people.rules import AliasKind
from tests.lti_tool.evidence.counting import PROVIDER_HOME, CountingSchool
from tests.lti_tool.schools import TOOL_URL


def test_a_loose_fact_can_be_linked_to_a_goal_and_a_statement_tells_of_it(
    school: CountingSchool,
) -> None:
    goal = school.people.starts_goal()
    done = school.says(school.people.teacher)

    link_fact_to_goal(school.people.tool, school.people.teacher, done, goal.id)

    assert [fact.statement_id for fact in school.facts(goal)] == [done]
    assert school.loose(school.people.teacher) == []
    said = school.people.statements()[-1]
    assert said.verb.endswith("/linked")
    assert said.object == {"objectType": "StatementRef", "id": str(done)}
    assert said.grouping == (f"{TOOL_URL}/leerdoelen/{goal.id}",)


def test_linking_twice_is_linking_once(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    done = school.says(school.people.teacher)

    for _ in range(2):
        link_fact_to_goal(school.people.tool, school.people.teacher, done, goal.id)

    assert school.people.told().count("linked") == 1


def test_a_link_can_be_taken_away_also_one_of_the_launch(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    done = school.attends(school.people.teacher, goal)

    unlink(school.people.tool, school.people.teacher, done, goal.id)

    assert school.facts(goal) == []
    assert len(school.loose(school.people.teacher)) == 1
    assert school.people.told()[-1] == "unlinked"

    link_fact_to_goal(school.people.tool, school.people.teacher, done, goal.id)
    assert len(school.facts(goal)) == 1


def test_unlinking_what_was_not_linked_says_nothing(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    done = school.says(school.people.teacher)

    unlink(school.people.tool, school.people.teacher, done, goal.id)

    assert "unlinked" not in school.people.told()


def test_a_link_moves_along_to_a_newer_revision(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    teacher = school.people.teacher
    with school.database.writing(school.people.tenant) as tx:
        confirm_alias(tx, teacher.person_id, AliasKind.ACCOUNT, PROVIDER_HOME, "cursist-1")
    old = school.provider_says("cursist-1", "INS-4711:r1")
    link_fact_to_goal(school.people.tool, teacher, old, goal.id)

    new = school.provider_says("cursist-1", "INS-4711:r2")
    school.void(old)

    assert [fact.statement_id for fact in school.facts(goal)] == [new]


def test_only_ones_own_facts_and_goals_can_be_linked(school: CountingSchool) -> None:
    goal = school.people.starts_goal()
    hers, his = school.says(school.people.teacher), school.says(school.people.colleague)

    with pytest.raises(NoSuchFact):
        link_fact_to_goal(school.people.tool, school.people.teacher, his, goal.id)
    with pytest.raises(NotYourGoal):
        link_fact_to_goal(school.people.tool, school.people.colleague, his, goal.id)
    with pytest.raises(NotYourGoal):
        link_fact_to_goal(school.people.tool, school.people.teacher, hers, hers)
    assert school.facts(goal) == []
