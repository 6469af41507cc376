"""Which sites may show the tool in a frame: the academies that are registered."""

from foundation.database import Database
from foundation.faults import DatabaseFault
from lti_tool.platforms.storage import consumers, registrations


def framing_origins(database: Database) -> tuple[str, ...]:
    """The origins of all academies, for pages that are asked for before we know which one.

    Any site, where the database cannot tell: such a page only says that we are away.
    """
    try:
        with database.reading(None) as tx:
            old = [origin for _, origin in consumers.origins(tx)]
            origins = [*registrations.frame_origins(tx), old]
    except DatabaseFault:
        return ("*",)
    return tuple(sorted({origin for of_one in origins for origin in of_one}))


def framing_origins_of(database: Database, tenant: int) -> tuple[str, ...]:
    """The origins of one board's academies."""
    with database.reading(None) as tx:
        known = [one for one in registrations.everything(tx) if one.tenant == tenant]
        old = {origin for owner, origin in consumers.origins(tx) if owner == tenant}
    return tuple(sorted({origin for one in known for origin in one.frame_origins} | old))
