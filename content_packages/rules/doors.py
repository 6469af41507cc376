"""The secrets of a launch: each opens one thing, for one session, until it expires."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Opens(StrEnum):
    FILES = "files"
    FETCH = "fetch"
    XAPI = "xapi"


@dataclass(frozen=True, slots=True)
class Door:
    """Where a secret leads; `tenant` is known only by it."""

    key: bytes
    opens: Opens
    tenant: int
    session_id: UUID
    expires: datetime


LIVES = {
    Opens.FILES: timedelta(hours=24),
    Opens.FETCH: timedelta(hours=1),
    Opens.XAPI: timedelta(hours=24),
}
"""A page can stay open a whole working day; a launch that fetches no token is soon over."""

AU_USER = "cmi5"
"""The Basic user of every auth-token; its password is the secret."""
