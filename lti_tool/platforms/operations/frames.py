"""Which sites may show the tool in a frame: the academies that are registered."""

from foundation.database import Database
from foundation.faults import DatabaseFault
from lti_tool.platforms.storage import registrations


def framing_origins(database: Database) -> tuple[str, ...]:
    """The origins of all academies, for pages that are asked for before we know which one.

    Any site, where the database cannot tell: such a page only says that we are away.
    """
    try:
        with database.reading(None) as tx:
            origins = registrations.frame_origins(tx)
    except DatabaseFault:
        return ("*",)
    return tuple(sorted({origin for of_one in origins for origin in of_one}))


def framing_origins_of(database: Database, tenant: int) -> tuple[str, ...]:
    """The origins of one board's academies."""
    with database.reading(None) as tx:
        known = registrations.everything(tx)
    return tuple(sorted({o for one in known if one.tenant == tenant for o in one.frame_origins}))
