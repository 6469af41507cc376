"""The fact table read again from the record store is the same table."""

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from foundation.database import Database
from lti_tool.evidence.operations import link_fact_to_goal, rebuild, unlink
from lti_tool.evidence.storage.facts import facts
from lti_tool.goals.operations import edit_goal
from lti_tool.people.operations import confirm_alias
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
