"""What people share with whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, insert, mine, tenant_of, whose
from lti_tool.people.rules import Audience, ShareGrant, ShareLevel, ShareUnknown
from lti_tool.people.storage.tables import grants


def _grant(row: sa.Row[Any]) -> ShareGrant:
    values: dict[str, Any] = dict(zip(FIELDS, row[1:], strict=True))
    typed = {"level": ShareLevel(row.level), "audience": Audience(row.audience)}
    return ShareGrant(**{**values, **typed})


FIELDS = [column.name for column in grants.c[1:]]


def add(tx: Transaction, grant: ShareGrant) -> None:
    values = {c.name: getattr(grant, c.name) for c in grants.c if c.name != "tenant_id"}
    insert(tx, grants, **values)


def withdraw(tx: Transaction, owner_id: UUID, grant_id: UUID, at: datetime) -> ShareGrant:
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
    asked = {"tenant": tenant_of(tx), "kind": object_kind, "ids": list(ids)}
    return [grant for row in tx.execute(_GRANTS_ON, asked) if (grant := _grant(row)).holds(at)]


def grants_to(
    tx: Transaction, audience_ids: Sequence[UUID], object_kind: str, at: datetime
) -> list[ShareGrant]:
    """The grants that hold at `at` and name one of these persons or schools."""
    asked = {"tenant": tenant_of(tx), "kind": object_kind, "ids": list(audience_ids)}
    return [grant for row in tx.execute(_GRANTS_TO, asked) if (grant := _grant(row)).holds(at)]


def _given(whom_or_what: sa.Column[UUID]) -> sa.Select[Any]:
    """Grants that were not withdrawn, of which this column is one of `ids`."""
    g = grants.c
    return (
        sa.select(grants)
        .where(whose(grants), g.object_kind == sa.bindparam("kind"), g.withdrawn.is_(None))
        .where(whom_or_what.in_(sa.bindparam("ids", expanding=True)))
        .order_by(g.given)
    )


_GRANTS_ON, _GRANTS_TO = _given(grants.c.object_id), _given(grants.c.audience_id)
