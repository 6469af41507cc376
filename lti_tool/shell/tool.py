"""What every operation of the tool needs from outside, in one frozen value."""

from dataclasses import dataclass

import httpx

from content_packages import Shelf
from foundation.clock import Clock
from foundation.database import Database
from lrs import RecordStore


@dataclass(frozen=True, slots=True)
class Tool:
    """Made once by `leerspoor` when it puts the product together.

    `tool_url` and `content_url` are the public addresses of the two hosts, without a slash
    at the end; `secret` signs what travels through browsers (codes, tokens).
    """

    database: Database
    record_store: RecordStore
    shelf: Shelf
    clock: Clock
    tool_url: str
    content_url: str
    secret: bytes
    http: httpx.Client
