"""The whole product for a test: both databases, no network, a clock that stands still."""

from pathlib import Path

import httpx

from foundation.clock import Clock
from foundation.database import Database
from leerspoor.product import Product, assemble

TOOL_URL = "http://127.0.0.1:8010"
CONTENT_URL = "http://127.0.0.2:8020"
SECRET = b"a secret of exactly enough bytes"


def make_product(
    database: Database,
    folder: Path,
    clock: Clock,
    http: httpx.Client | None = None,
    **addresses: str,
) -> Product:
    """Put the product together as `leerspoor serve` does."""
    return assemble(
        database,
        tool_url=addresses.get("tool_url", TOOL_URL),
        content_url=addresses.get("content_url", CONTENT_URL),
        secret=SECRET,
        packages=folder,
        clock=clock,
        http=http,
        private_academies=True,
    )
