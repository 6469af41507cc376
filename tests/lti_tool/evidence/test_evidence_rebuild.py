"""The fact table read again from the record store is the same table."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random

import pytest
import sqlalchemy as sa

from foundation.database import Database
from lrs import Old, erase_person, purge_statements
from lti_tool.evidence.operations import (
    agents_of,
    forget_statements,
    link_fact_to_goal,
    rebuild,
    unlink,
)
from lti_tool.evidence.storage.facts import facts
from lti_tool.goals.operations import edit_goal
from lti_tool.people.operations import confirm_alias, person
from lti_tool.people.rules import AliasKind
from lti_tool.profile.rules import COMPLETED, INITIALIZED, PROGRESSED, REFLECTED
from tests.conftest import FrozenClock
from tests.lti_tool.evidence.counting import (
    NOVEMBER,
    PROVIDER_HOME,
    CountingSchool,
    counting_school,
)
from tests.lti_tool.schools import TOOL_URL


def a_busy_term(school: CountingSchool, seed: int = 1) -> None:
    """Everything that moves facts, in a muddled order."""
    chance = Random(seed)  # noqa: S311  # no secret
    teacher, colleague = school.people.teacher, school.people.colleague
    goals = [school.people.starts_goal() for _ in range(3)]
    school.offers()
    with school.database.writing(school.people.tenant) as tx:
        confirm_alias(tx, teacher.person_id, AliasKind.ACCOUNT, PROVIDER_HOME, "cursist-1")
    said = []
    for number in range(30):
        at = NOVEMBER + timedelta(hours=chance.randrange(200))
        verb = chance.choice([INITIALIZED, PROGRESSED, COMPLETED, REFLECTED])
        some = tuple(chance.sample(goals, chance.randrange(3)))
        result = {"duration": f"PT{chance.randrange(90)}M"} if chance.random() < 0.5 else {}
        said.append(school.says(teacher, verb, goals=some, at=at, result=result))
        said.append(school.attends(colleague, at=at))
        said.append(
            school.provider_says(
                "cursist-1", f"INS-{number % 4}:r{chance.randrange(4)}", timestamp=at.isoformat()
            )
        )
    for done in chance.sample(said[::3], 6):
        link_fact_to_goal(school.people.tool, teacher, done, chance.choice(goals).id)
    for done in chance.sample(said[::3], 6):
        unlink(school.people.tool, teacher, done, chance.choice(goals).id)
    for done in chance.sample(said, 12):
        school.void(done)
    theme = school.people.sets_theme()
    edit_goal(
        school.people.tool,
        teacher,
        goals[0].id,
        goals[0].parts,
        theme_id=theme.id,
        seen_version=goals[0].version,
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_rebuilt_table_is_the_same_in_every_column(school: CountingSchool, seed: int) -> None:
    a_busy_term(school, seed)
    before, sums = school.table(), school.sums()
    seen: list[int] = []

    count = rebuild(school.database, school.people.tenant, TOOL_URL, seen.append)

    assert school.table() == before
    assert school.sums() == sums
    assert len(before) > 60
    assert len(sums) > 2
    assert seen[-1] == count == len(school.people.statements())


def test_a_rebuild_mends_a_table_that_was_lost(school: CountingSchool) -> None:
    a_busy_term(school)
    before = school.table()
    with school.database.writing(school.people.tenant) as tx:
        tx.execute(sa.delete(facts).where(facts.c.tenant_id == school.people.tenant))

    rebuild(school.database, school.people.tenant, TOOL_URL)

    assert school.table() == before


def test_a_rebuild_that_is_broken_off_changes_nothing(school: CountingSchool) -> None:
    a_busy_term(school)
    before = school.table()

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(school.database, school.people.tenant, TOOL_URL, stop)

    assert school.table() == before


def test_a_rebuild_of_one_board_leaves_the_other_alone(
    database: Database, clock: FrozenClock
) -> None:
    ours, theirs = counting_school(database, clock), counting_school(database, clock)
    for school in (ours, theirs):
        school.attends(school.people.teacher, school.people.starts_goal())
    before = theirs.table()

    rebuild(database, ours.people.tenant, TOOL_URL)

    assert theirs.table() == before
    assert len(before) == 1


@pytest.mark.parametrize("verb", ["", COMPLETED.id])
def test_a_purge_changes_no_number_not_even_after_a_rebuild(
    school: CountingSchool, clock: FrozenClock, verb: str
) -> None:
    a_busy_term(school)
    stood = len(school.people.statements())
    clock.forward(days=400)
    for hours in range(0, 200, 10):
        school.says(school.people.teacher, PROGRESSED, at=NOVEMBER + timedelta(hours=hours))
        school.provider_says("cursist-1", f"INS-{hours % 4}:r{hours}")
    before, sums = school.table(), school.sums()
    old = Old(clock() - timedelta(days=200), verb)

    purged = purge_statements(school.people.tool.record_store, school.people.tenant, old, "test")
    assert 0 < purged.statements <= stood
    assert (school.table(), school.sums()) == (before, sums)
    rebuild(school.database, school.people.tenant, TOOL_URL)

    assert school.table() == before
    assert school.sums() == sums


def test_an_erasure_takes_her_facts_and_nobody_elses(school: CountingSchool) -> None:
    a_busy_term(school)
    teacher = school.people.teacher
    kept = [row for row in school.table() if teacher.person_id not in row]
    store = replace(
        school.people.tool.record_store, on_erased=(partial(forget_statements, TOOL_URL),)
    )
    with school.database.reading(school.people.tenant) as tx:
        agents = agents_of(tx, TOOL_URL, person(tx, teacher.person_id))

    erase_person(store, school.people.tenant, agents, "test")

    assert len(kept) > 10
    assert school.table() == kept
    assert [row for row in school.sums() if teacher.person_id in row] == []
    sums = school.sums()
    rebuild(school.database, school.people.tenant, TOOL_URL)
    assert school.table() == kept
    assert school.sums() == sums


def test_a_later_offering_of_the_same_activity_moves_no_fact(school: CountingSchool) -> None:
    school.offers("Leerdoelen stellen")
    school.says(school.people.teacher, COMPLETED)
    school.offers("Leerdoelen stellen, opnieuw aangeboden")
    counted = school.table()

    rebuild(school.database, school.people.tenant, TOOL_URL)

    assert school.table() == counted
