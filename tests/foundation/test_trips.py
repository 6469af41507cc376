"""What is held goes before whatever comes next, and not at all where all is taken back."""

import pytest
import sqlalchemy as sa

from foundation.database import Database, mine
from foundation.identifiers import new_id
from foundation.outbox import outbox, owe
from foundation.trips import ask, ask_later, hold

KINDS = "SELECT kind FROM outbox ORDER BY kind"
COLUMNS = "tenant_id, id, kind, payload, attempts, due"


def said(kind: str) -> str:
    values = f"1, '{new_id().hex}', '{kind}', '{{}}', 0, '2026-11-23 14:00:00'"
    return f"INSERT INTO outbox ({COLUMNS}) VALUES ({values})"  # noqa: S608  (words of our own)


def kinds(database: Database) -> list[str]:
    with database.reading(1) as tx:
        return list(tx.scalars(sa.select(outbox.c.kind).where(mine(tx, outbox)).order_by("kind")))


def test_what_is_held_stands_before_what_is_asked_by_either_way(database: Database) -> None:
    with database.writing(1) as tx:
        hold(tx, said("a"))
        later = ask_later(tx, (KINDS, ()))
        hold(tx, said("b"))
        [now] = ask(tx, (KINDS, ()))
        hold(tx, said("c"))
        owe(tx, "d", {})
        hold(tx, said("e"))

    assert ([kind for [kind] in later.rows()], [kind for [kind] in now]) == (["a"], ["a", "b"])
    assert kinds(database) == ["a", "b", "c", "d", "e"]


def test_what_is_held_goes_away_with_the_rest(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing(1) as tx:
        hold(tx, said("a"))
        raise RuntimeError
    with database.writing(1) as tx:
        owe(tx, "b", {})

    assert kinds(database) == ["b"]


def test_a_fault_of_the_last_words_is_told_at_the_commit_and_nothing_stays(
    database: Database,
) -> None:
    with pytest.raises(Exception, match="nowhere"), database.writing(1) as tx:
        owe(tx, "a", {})
        hold(tx, "INSERT INTO nowhere VALUES (1)")

    assert kinds(database) == []
