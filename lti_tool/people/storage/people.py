"""People and the names they have elsewhere."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, insert, mine, row_as, rows_as, tenant_of, whose
from lti_tool.people.rules import Alias, AliasKind, AliasState, Person, PersonUnknown
from lti_tool.people.storage.tables import aliases, grants, memberships, people


def add(tx: Transaction, person: Person) -> None:
    insert(
        tx,
        people,
        id=person.id,
        name=person.name,
        locale=person.locale,
        pseudonym=person.pseudonym,
        mbox_sha1sum=person.mbox_sha1sum,
        welcomed=person.welcomed,
    )


def change(tx: Transaction, person_id: UUID, **values: Any) -> None:
    wish = sa.update(people).where(mine(tx, people), people.c.id == person_id)
    tx.execute(wish.values(**values))


def remove_ties(tx: Transaction, person_id: UUID) -> None:
    """Her memberships, her other names, and every share by her or with her."""
    of_her = (
        (memberships, memberships.c.person_id == person_id),
        (aliases, aliases.c.person_id == person_id),
        (grants, sa.or_(grants.c.owner_id == person_id, grants.c.audience_id == person_id)),
    )
    for table, hers in of_her:
        tx.execute(sa.delete(table).where(mine(tx, table), hers))


def one(tx: Transaction, person_id: UUID) -> Person:
    asked = {"tenant": tenant_of(tx), "id": person_id}
    found = row_as(Person, tx.execute(_PERSON, asked).first())
    if found is None:
        raise PersonUnknown
    return found


_PERSON = sa.select(people).where(whose(people), people.c.id == sa.bindparam("id"))


def everybody(tx: Transaction) -> list[Person]:
    wish = sa.select(people).where(mine(tx, people)).order_by(people.c.name, people.c.id)
    return rows_as(Person, tx.execute(wish).all())


def by_id(tx: Transaction, ids: Sequence[UUID]) -> list[Person]:
    asked = {"tenant": tenant_of(tx), "ids": list(ids)}
    return rows_as(Person, tx.execute(_PEOPLE, asked).all())


_PEOPLE = (
    sa.select(people)
    .where(whose(people), people.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(people.c.name)
)


def by_pseudonym(tx: Transaction, pseudonyms: Sequence[UUID]) -> dict[UUID, UUID]:
    """Pseudonym → person, for those we know."""
    wish = sa.select(people.c.pseudonym, people.c.id)
    found = tx.execute(wish.where(mine(tx, people), people.c.pseudonym.in_(pseudonyms)))
    return {row.pseudonym: row.id for row in found}


def with_mbox(tx: Transaction, sha1sum: str) -> list[Person]:
    wish = sa.select(people).where(mine(tx, people), people.c.mbox_sha1sum == sha1sum)
    return rows_as(Person, tx.execute(wish.order_by(people.c.id)).all())


def _alias(row: sa.Row[Any]) -> Alias:
    kind, state = AliasKind(row.kind), AliasState(row.state)
    return Alias(row.id, kind, row.issuer, row.subject, row.person_id, state)


def add_alias(tx: Transaction, alias: Alias) -> None:
    insert(
        tx,
        aliases,
        id=alias.id,
        kind=alias.kind,
        issuer=alias.issuer,
        subject=alias.subject,
        person_id=alias.person_id,
        state=alias.state,
    )


def change_alias(tx: Transaction, alias_id: UUID, state: AliasState) -> None:
    wish = sa.update(aliases).where(mine(tx, aliases), aliases.c.id == alias_id)
    tx.execute(wish.values(state=state))


def aliases_named(
    tx: Transaction, kind: AliasKind, pairs: Sequence[tuple[str, str]]
) -> list[Alias]:
    """Every alias with one of these (issuer, subject) pairs, in any state."""
    if not pairs:
        return []
    named = sa.tuple_(aliases.c.issuer, aliases.c.subject).in_(pairs)
    wish = sa.select(aliases).where(mine(tx, aliases), aliases.c.kind == kind, named)
    return [_alias(row) for row in tx.execute(wish.order_by(aliases.c.id))]


def count_named_by(tx: Transaction, kind: AliasKind, issuer: str) -> int:
    """How many people have a confirmed name of this issuer."""
    by_it = sa.and_(
        mine(tx, aliases),
        aliases.c.kind == kind,
        aliases.c.issuer == issuer,
        aliases.c.state == AliasState.CONFIRMED,
    )
    return tx.execute(
        sa.select(sa.func.count(aliases.c.person_id.distinct())).where(by_it)
    ).scalar_one()


def aliases_of(tx: Transaction, person_id: UUID) -> list[Alias]:
    wish = sa.select(aliases).where(mine(tx, aliases), aliases.c.person_id == person_id)
    return [_alias(row) for row in tx.execute(wish.order_by(aliases.c.id))]
