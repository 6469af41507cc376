"""New identifiers: time-ordered ones for our rows, unguessable ones for doors."""

import hashlib
import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562 §5.7): milliseconds since 1970, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    high = random >> 62
    low = random & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def new_token(nbytes: int = 32) -> str:
    """A secret that fits in an address and on a command line: URL-safe text of `nbytes` randomness.

    It never begins with a hyphen, which a command would take for an option.
    """
    while (token := secrets.token_urlsafe(nbytes)).startswith("-"):
        pass
    return token


def fingerprint(token: str) -> bytes:
    """SHA-256 of a token; what we keep of secrets that are themselves random enough."""
    return hashlib.sha256(token.encode()).digest()
