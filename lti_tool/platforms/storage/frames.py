"""Which sites may show us in a frame: of academies, whichever LTI they speak."""

import sqlalchemy as sa

from foundation.database import Transaction
from lti_tool.platforms.storage.consumers import consumers
from lti_tool.platforms.storage.registrations import registrations

_EVERYWHERE = sa.union_all(
    sa.select(
        registrations.c.tenant,
        registrations.c.frame_origins.label("several"),
        sa.cast(sa.null(), sa.Text).label("one"),
    ),
    sa.select(
        consumers.c.tenant,
        sa.cast(sa.null(), sa.JSON).label("several"),
        consumers.c.origin.label("one"),
    ).where(consumers.c.is_open),
)
"""Every launch asks it, so it is built once and asked in one go."""


def frame_origins(tx: Transaction) -> list[tuple[int, str]]:
    """Of which tenant it is, and the site; the same site may stand there more than once."""
    found = []
    for row in tx.execute(_EVERYWHERE):
        found += [(row.tenant, origin) for origin in row.several or [row.one] if origin]
    return found
