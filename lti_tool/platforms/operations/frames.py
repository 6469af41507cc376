"""Which sites may show the tool in a frame: the academies that are registered."""

from foundation.database import Database
from foundation.faults import DatabaseFault
from lti_tool.platforms.storage.frames import frame_origins


def framing_origins(database: Database) -> tuple[str, ...]:
    """The origins of all academies, for pages that are asked for before we know which one.

    Any site, where the database cannot tell: such a page only says that we are away.
    """
    try:
        with database.reading(None) as tx:
            found = frame_origins(tx)
    except DatabaseFault:
        return ("*",)
    return tuple(sorted({origin for _, origin in found}))


def framing_origins_of(database: Database, tenant: int) -> tuple[str, ...]:
    """The origins of one board's academies."""
    with database.reading(None) as tx:
        found = frame_origins(tx)
    return tuple(sorted({origin for owner, origin in found if owner == tenant}))
