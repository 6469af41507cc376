"""What is brought into a board counts for its goals, and has no other consequences."""

from pathlib import Path

import sqlalchemy as sa

from foundation.database import Database, metadata
from lrs import Reached, Statement, export_pieces, import_lines, statements_after
from tests.conftest import FrozenClock
from tests.lti_tool.evidence.counting import CountingSchool
from tests.lti_tool.schools import small_school
from tests.product import make_product

FORGOTTEN = ("lrs_statement", "lrs_term", "lrs_reference", "fact", "fact_tally", "fact_run")


def forget_all(database: Database, tenant: int) -> None:
    """As in a new installation where the people and their goals are, but no statements."""
    with database.writing(tenant) as tx:
        for table in metadata.sorted_tables:
            if table.name in FORGOTTEN:
                tx.execute(sa.delete(table).where(table.c.tenant_id == tenant))


def statements_in(database: Database, tenant: int) -> list[Statement]:
    with database.reading(tenant) as tx:
        return statements_after(tx)


def test_statements_brought_in_count_for_the_same_goals(
    database: Database, tmp_path: Path, clock: FrozenClock
) -> None:
    product = make_product(database, tmp_path, clock)
    school = CountingSchool(small_school(database, clock, product.tool))
    store, tenant = product.tool.record_store, school.people.tenant
    goal = school.people.starts_goal()
    school.offers()
    school.says(school.people.teacher, goals=(goal,))
    school.attends(school.people.teacher, goal)
    told, facts = statements_in(database, tenant), {f.statement_id for f in school.facts(goal)}
    lines = b"".join(piece.lines for piece in export_pieces(store, tenant, None, Reached()))
    forget_all(database, tenant)

    done = import_lines(store, tenant, lines.splitlines(keepends=True))

    assert done.statements.new == len(told) > 2
    assert {fact.statement_id for fact in school.facts(goal)} == facts
    assert len(facts) == 2
    assert statements_in(database, tenant) == told
