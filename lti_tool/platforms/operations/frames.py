"""Which sites may show the tool in a frame: the academies that are registered."""

from foundation.database import Database
from lti_tool.platforms.storage import registrations


def framing_origins(database: Database) -> tuple[str, ...]:
    """The origins of all academies, for pages that are asked for before we know which one."""
    with database.reading(None) as tx:
        origins = registrations.frame_origins(tx)
    return tuple(sorted({origin for of_one in origins for origin in of_one}))


def framing_origins_of(database: Database, tenant: int) -> tuple[str, ...]:
    """The origins of one board's academies."""
    with database.reading(None) as tx:
        known = registrations.everything(tx)
    return tuple(sorted({o for one in known if one.tenant == tenant for o in one.frame_origins}))
