"""An academy's public keys: which one a token may use, and how long we trust our copy."""

import binascii
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lti_tool.platforms.rules.reasons import Reason, expect
from lti_tool.platforms.rules.tokens import ALGORITHM

FRESH = timedelta(hours=1)
"""Some academies change their keys every hour, so a copy is not kept longer by itself."""

USABLE = timedelta(hours=12)
"""An older copy still serves while the academy's key server cannot be reached."""

PATIENCE = timedelta(seconds=10)
"""At most one fetch in this time, however many tokens name a key we do not know."""

KEY_BYTES = range(256, 1025)
"""From 2048 bits (RFC 7518 §3.3) to 8192: a hostile giant would keep a processor busy."""

JsonWebKey = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeySet:
    """Our copy of an academy's keys; `fetched` is empty when no fetch succeeded yet."""

    url: str
    keys: Sequence[JsonWebKey]
    fetched: datetime | None
    tried: datetime

    def needs_fetch(self, key_id: str, moment: datetime) -> bool:
        """Old, or asked for a key it does not have; but not again within `PATIENCE`."""
        if moment - self.tried < PATIENCE:
            return False
        fresh = self.fetched is not None and moment - self.fetched < FRESH
        return not (fresh and self.has(key_id))

    def has(self, key_id: str) -> bool:
        return any(key.get("kid") == key_id for key in self.keys)

    def serves(self, moment: datetime) -> bool:
        return self.fetched is not None and moment - self.fetched < USABLE


def key_named(keys: Sequence[JsonWebKey], key_id: str) -> JsonWebKey:
    """The key with this `kid`, when it may be used to check an RS256 signature."""
    named = [key for key in keys if key.get("kid") == key_id]
    expect(bool(named), Reason.KEY_UNKNOWN)
    suited = [key for key in named if suits(key)]
    expect(bool(suited), Reason.KEY_UNSUITED)
    return suited[0]


def keys_in(body: Any) -> tuple[JsonWebKey, ...] | None:
    """The keys of a JWKS document (RFC 7517 §5); `None` when it is not one."""
    keys = body.get("keys") if isinstance(body, dict) else None
    if not isinstance(keys, list):
        return None
    return tuple(key for key in keys if isinstance(key, dict))


def suits(key: JsonWebKey) -> bool:
    """Whether it may check an RS256 signature, and is strong enough to."""
    operations = key.get("key_ops", ["verify"])
    return (
        key.get("kty") == "RSA"
        and key.get("use", "sig") == "sig"
        and key.get("alg", ALGORITHM) == ALGORITHM
        and isinstance(operations, list)
        and "verify" in operations
        and _bytes_in(key.get("n")) in KEY_BYTES
    )


def _bytes_in(number: object) -> int:
    """How many bytes a base64url number has, without leading zeros; 0 when unreadable."""
    if not isinstance(number, str):
        return 0
    try:
        return len(urlsafe_b64decode(number + "=" * (-len(number) % 4)).lstrip(b"\0"))
    except (binascii.Error, ValueError):
        return 0
