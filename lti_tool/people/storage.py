"""Boards, schools, people, their memberships, other names and what they share."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import (
    Moment,
    Transaction,
    insert,
    metadata,
    mine,
    row_as,
    rows_as,
    tenant_table,
)
from lti_tool.people.rules import (
    Alias,
    AliasKind,
    AliasState,
    Audience,
    Board,
    BoardUnknown,
    Membership,
    Person,
    PersonUnknown,
    Role,
    School,
    SchoolUnknown,
    ShareGrant,
    ShareLevel,
    ShareUnknown,
)

boards = sa.Table(
    "board",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("k", sa.Integer, nullable=False),
)
schools = tenant_table(
    "school",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("brin", sa.Text),
)
people = tenant_table(
    "person",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("locale", sa.Text, nullable=False),
    sa.Column("pseudonym", sa.Uuid, nullable=False),
    sa.Column("mbox_sha1sum", sa.Text),
    sa.Column("welcomed", Moment),
    sa.UniqueConstraint("tenant_id", "pseudonym"),
    sa.Index("ix_person_tenant_id_mbox_sha1sum", "tenant_id", "mbox_sha1sum"),
)
memberships = tenant_table(
    "membership",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("school_id", sa.Uuid),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    sa.ForeignKeyConstraint(["tenant_id", "person_id"], ["person.tenant_id", "person.id"]),
    sa.ForeignKeyConstraint(["tenant_id", "school_id"], ["school.tenant_id", "school.id"]),
    sa.Index("ix_membership_tenant_id_person_id", "tenant_id", "person_id"),
    sa.Index("ix_membership_tenant_id_school_id", "tenant_id", "school_id"),
)
aliases = tenant_table(
    "identity_alias",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("issuer", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["tenant_id", "person_id"], ["person.tenant_id", "person.id"]),
    sa.UniqueConstraint("tenant_id", "kind", "issuer", "subject", "person_id"),
    sa.Index("ix_identity_alias_tenant_id_person_id", "tenant_id", "person_id"),
)
grants = tenant_table(
    "share_grant",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("owner_id", sa.Uuid, nullable=False),
    sa.Column("object_kind", sa.Text, nullable=False),
    sa.Column("object_id", sa.Uuid, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("audience", sa.Text, nullable=False),
    sa.Column("audience_id", sa.Uuid, nullable=False),
    sa.Column("given", Moment, nullable=False),
    sa.Column("until", Moment),
    sa.Column("withdrawn", Moment),
    sa.ForeignKeyConstraint(["tenant_id", "owner_id"], ["person.tenant_id", "person.id"]),
    sa.Index("ix_share_grant_tenant_id_object_id", "tenant_id", "object_id"),
    sa.Index("ix_share_grant_tenant_id_audience_id", "tenant_id", "audience_id"),
)


def add_board(tx: Transaction, name: str, k: int) -> int:
    made = tx.execute(sa.insert(boards).values(name=name, k=k).returning(boards.c.id))
    return int(made.scalar_one())


def list_boards(tx: Transaction) -> list[Board]:
    return rows_as(Board, tx.execute(sa.select(boards).order_by(boards.c.id)).all())


def board(tx: Transaction, board_id: int) -> Board:
    found = row_as(Board, tx.execute(sa.select(boards).where(boards.c.id == board_id)).first())
    if found is None:
        raise BoardUnknown(id=board_id)
    return found


def board_name(tx: Transaction, board_id: int) -> str:
    """Empty where there is no such board."""
    found = tx.execute(sa.select(boards.c.name).where(boards.c.id == board_id)).scalar()
    return str(found or "")


def add_school(tx: Transaction, school: School) -> None:
    insert(tx, schools, id=school.id, name=school.name, brin=school.brin)


def list_schools(tx: Transaction) -> list[School]:
    found = tx.execute(sa.select(schools).where(mine(tx, schools)).order_by(schools.c.name))
    return rows_as(School, found.all())


def school(tx: Transaction, school_id: UUID) -> School:
    wish = sa.select(schools).where(mine(tx, schools), schools.c.id == school_id)
    found = row_as(School, tx.execute(wish).first())
    if found is None:
        raise SchoolUnknown
    return found


def add_person(tx: Transaction, person: Person) -> None:
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


def change_person(tx: Transaction, person_id: UUID, **values: Any) -> None:
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


def person(tx: Transaction, person_id: UUID) -> Person:
    wish = sa.select(people).where(mine(tx, people), people.c.id == person_id)
    found = row_as(Person, tx.execute(wish).first())
    if found is None:
        raise PersonUnknown
    return found


def all_people(tx: Transaction) -> list[Person]:
    wish = sa.select(people).where(mine(tx, people)).order_by(people.c.name, people.c.id)
    return rows_as(Person, tx.execute(wish).all())


def people_by_id(tx: Transaction, ids: Sequence[UUID]) -> list[Person]:
    wish = sa.select(people).where(mine(tx, people), people.c.id.in_(ids))
    return rows_as(Person, tx.execute(wish.order_by(people.c.name)).all())


def people_by_pseudonym(tx: Transaction, pseudonyms: Sequence[UUID]) -> dict[UUID, UUID]:
    """Pseudonym → person, for those we know."""
    wish = sa.select(people.c.pseudonym, people.c.id)
    found = tx.execute(wish.where(mine(tx, people), people.c.pseudonym.in_(pseudonyms)))
    return {row.pseudonym: row.id for row in found}


def people_with_mbox(tx: Transaction, sha1sum: str) -> list[Person]:
    wish = sa.select(people).where(mine(tx, people), people.c.mbox_sha1sum == sha1sum)
    return rows_as(Person, tx.execute(wish.order_by(people.c.id)).all())


def add_membership(tx: Transaction, membership_id: UUID, membership: Membership) -> None:
    insert(
        tx,
        memberships,
        id=membership_id,
        person_id=membership.person_id,
        role=membership.role,
        school_id=membership.school_id,
        since=membership.since,
        until=membership.until,
    )


def _membership(row: sa.Row[Any]) -> Membership:
    return Membership(row.person_id, Role(row.role), row.school_id, row.since, row.until)


def memberships_of(tx: Transaction, person_id: UUID, on: date) -> tuple[Membership, ...]:
    m = memberships.c
    wish = sa.select(memberships).where(
        mine(tx, memberships),
        m.person_id == person_id,
        m.since <= on,
        sa.or_(m.until.is_(None), m.until > on),
    )
    return tuple(_membership(row) for row in tx.execute(wish.order_by(m.since, m.id)))


def all_memberships(tx: Transaction, on: date) -> list[Membership]:
    m = memberships.c
    holds = sa.and_(m.since <= on, sa.or_(m.until.is_(None), m.until > on))
    wish = sa.select(memberships).where(mine(tx, memberships), holds)
    return [_membership(row) for row in tx.execute(wish.order_by(m.person_id, m.since))]


def memberships_of_people(tx: Transaction, ids: Sequence[UUID]) -> list[Membership]:
    wish = sa.select(memberships).where(mine(tx, memberships), memberships.c.person_id.in_(ids))
    ordered = wish.order_by(memberships.c.person_id, memberships.c.since, memberships.c.id)
    return [_membership(row) for row in tx.execute(ordered)]


def members(
    tx: Transaction, school_id: UUID, start: date, end: date, roles: Sequence[Role]
) -> list[Membership]:
    """Everybody with one of `roles` at the school on at least one day of [start, end)."""
    m = memberships.c
    wish = sa.select(memberships).where(
        mine(tx, memberships),
        m.school_id == school_id,
        m.role.in_(roles),
        m.since < end,
        sa.or_(m.until.is_(None), m.until > start),
    )
    return [_membership(row) for row in tx.execute(wish.order_by(m.person_id, m.since))]


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


def aliases_of(tx: Transaction, person_id: UUID) -> list[Alias]:
    wish = sa.select(aliases).where(mine(tx, aliases), aliases.c.person_id == person_id)
    return [_alias(row) for row in tx.execute(wish.order_by(aliases.c.id))]


def _grant(row: sa.Row[Any]) -> ShareGrant:
    values = {k: v for k, v in row._asdict().items() if k != "tenant_id"}
    typed = {"level": ShareLevel(row.level), "audience": Audience(row.audience)}
    return ShareGrant(**{**values, **typed})


def add_grant(tx: Transaction, grant: ShareGrant) -> None:
    values = {c.name: getattr(grant, c.name) for c in grants.c if c.name != "tenant_id"}
    insert(tx, grants, **values)


def withdraw_grant(tx: Transaction, owner_id: UUID, grant_id: UUID, at: datetime) -> ShareGrant:
    wish = (
        sa.update(grants)
        .where(mine(tx, grants), grants.c.id == grant_id, grants.c.owner_id == owner_id)
        .values(withdrawn=at)
        .returning(*grants.c)
    )
    row = tx.execute(wish).first()
    if row is None:
        raise ShareUnknown
    return _grant(row)


def grants_on(
    tx: Transaction, object_kind: str, ids: Sequence[UUID], at: datetime
) -> list[ShareGrant]:
    """The grants on these objects that hold at `at`."""
    g = grants.c
    wish = sa.select(grants).where(
        mine(tx, grants), g.object_kind == object_kind, g.object_id.in_(ids), g.withdrawn.is_(None)
    )
    return [grant for row in tx.execute(wish.order_by(g.given)) if (grant := _grant(row)).holds(at)]


def grants_to(
    tx: Transaction, audience_ids: Sequence[UUID], object_kind: str, at: datetime
) -> list[ShareGrant]:
    """The grants that hold at `at` and name one of these persons or schools."""
    g = grants.c
    wish = sa.select(grants).where(
        mine(tx, grants),
        g.audience_id.in_(audience_ids),
        g.object_kind == object_kind,
        g.withdrawn.is_(None),
    )
    return [grant for row in tx.execute(wish.order_by(g.given)) if (grant := _grant(row)).holds(at)]
