"""Our own two keys: the one we sign with, and the next one, published long before its turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

TURN = timedelta(days=90)
"""How long we sign with one key."""

SEEN_AFTER = timedelta(days=1)
"""By then every academy has fetched a key that was published, however long it keeps its copy."""

SIZE = 2048


@dataclass(frozen=True, slots=True)
class OwnKey:
    """`kid` is the thumbprint (RFC 7638); `sealed` the private key, encrypted."""

    kid: str
    public: dict[str, Any]
    sealed: bytes
    made: datetime
    signing_since: datetime | None


def keys_to_drop(keys: Sequence[OwnKey], at: datetime) -> list[OwnKey]:
    """The signing key, when its turn is over and another stands ready."""
    if len(keys) < 2:  # noqa: PLR2004  (the signing key and the next)
        return []
    return [key for key in keys if key.signing_since and at - key.signing_since > TURN]
