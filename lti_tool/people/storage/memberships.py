"""Who works where, since when, as what; and who is looking."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, insert, mine, tenant_of, whose
from lti_tool.people.rules import Membership, Person, PersonUnknown, Role, Viewer
from lti_tool.people.storage.tables import boards, memberships, people, schools


def add(tx: Transaction, membership_id: UUID, membership: Membership) -> None:
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


def of_person(tx: Transaction, person_id: UUID, on: date) -> tuple[Membership, ...]:
    asked = {"tenant": tenant_of(tx), "person": person_id, "on": on}
    return tuple(_membership(row) for row in tx.execute(_MEMBERSHIPS, asked))


def _held(start: sa.BindParameter[date], last: sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """Memberships of the tenant on at least one day from `start` to `last`."""
    m = memberships.c
    lasting = sa.or_(m.until.is_(None), m.until > start)
    return sa.and_(whose(memberships), m.since <= last, lasting)


ON: sa.BindParameter[date] = sa.bindparam("on")
_MEMBERSHIPS = (
    sa.select(memberships)
    .where(_held(ON, ON), memberships.c.person_id == sa.bindparam("person"))
    .order_by(memberships.c.since, memberships.c.id)
)


def viewer(tx: Transaction, person_id: UUID, on: date) -> Viewer:
    """Who looks, with her memberships of that day; every page asks it, so in one question."""
    asked = {"tenant": tenant_of(tx), "person": person_id, "on": on}
    rows = tx.execute(_VIEWER, asked).all()
    if not rows:
        raise PersonUnknown
    about = rows[0][: len(ABOUT)]
    held = [
        Membership(person_id, Role(row.role), row.school_id, row.since, row.until)
        for row in rows
        if row.role
    ]
    places = (row.school for row in rows if row.school)
    return Viewer(tenant_of(tx), Person(*about), tuple(held), next(places, rows[0].board or ""))


ABOUT = people.c[1:]
_VIEWER = (
    sa.select(
        *ABOUT,
        boards.c.name.label("board"),
        schools.c.name.label("school"),
        *memberships.c["role", "school_id", "since", "until"],
    )
    .outerjoin_from(people, boards, boards.c.id == people.c.tenant_id)
    .outerjoin(memberships, sa.and_(_held(ON, ON), memberships.c.person_id == people.c.id))
    .outerjoin(schools, sa.and_(whose(schools), schools.c.id == memberships.c.school_id))
    .where(whose(people), people.c.id == sa.bindparam("person"))
    .order_by(memberships.c.since, memberships.c.id)
)


def all_on(tx: Transaction, on: date) -> list[Membership]:
    m = memberships.c
    holds = sa.and_(m.since <= on, sa.or_(m.until.is_(None), m.until > on))
    wish = sa.select(memberships).where(mine(tx, memberships), holds)
    return [_membership(row) for row in tx.execute(wish.order_by(m.person_id, m.since))]


def of_people(tx: Transaction, ids: Sequence[UUID]) -> list[Membership]:
    wish = sa.select(memberships).where(mine(tx, memberships), memberships.c.person_id.in_(ids))
    ordered = wish.order_by(memberships.c.person_id, memberships.c.since, memberships.c.id)
    return [_membership(row) for row in tx.execute(ordered)]


def members(
    tx: Transaction, school_id: UUID, start: date, end: date, roles: Sequence[Role]
) -> list[Membership]:
    """Everybody with one of `roles` at the school on at least one day of [start, end)."""
    asked = {"tenant": tenant_of(tx), "school": school_id, "roles": list(roles)}
    last = end - timedelta(days=1)
    found = tx.execute(_MEMBERS, {**asked, "start": start, "last": last})
    return [_membership(row) for row in found]


_MEMBERS = (
    sa.select(memberships)
    .where(
        _held(sa.bindparam("start"), sa.bindparam("last")),
        memberships.c.school_id == sa.bindparam("school"),
        memberships.c.role.in_(sa.bindparam("roles", expanding=True)),
    )
    .order_by(memberships.c.person_id, memberships.c.since)
)
