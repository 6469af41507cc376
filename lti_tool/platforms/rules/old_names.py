"""The claim with which an academy that moved to LTI 1.3 says who somebody was before.

LTI 1.3 migration §3: only the secret that we shared under LTI 1.1 proves it.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lti_tool.platforms.rules.launches import CLAIM, MAX_ID

OLD = CLAIM + "lti1p1"


@dataclass(frozen=True, slots=True)
class ClaimedName:
    """What is said of before; `user_id` and link are left out where they did not change."""

    key: str
    sign: str
    subject: str
    link_id: str | None


def claimed_name(claims: Mapping[str, Any]) -> ClaimedName | None:
    """Nothing where no key is named: then there is nothing to prove it by."""
    claim = claims.get(OLD)
    old: dict[str, Any] = claim if isinstance(claim, dict) else {}
    key = _id(old.get("oauth_consumer_key"))
    if key is None:
        return None
    sign = old.get("oauth_consumer_key_sign")
    link = claims.get(CLAIM + "resource_link")
    same_link = link.get("id") if isinstance(link, dict) else None
    return ClaimedName(
        key=key,
        sign=sign if isinstance(sign, str) else "",
        subject=_id(old.get("user_id")) or claims["sub"],
        link_id=_id(old.get("resource_link_id")) or _id(same_link),
    )


def is_proven(claimed: ClaimedName, claims: Mapping[str, Any], client_id: str, secret: str) -> bool:
    """§3.2: base64 of the HMAC-SHA256, with the old secret, of key, deployment and launch."""
    said = (
        claimed.key,
        claims[CLAIM + "deployment_id"],
        claims["iss"],
        client_id,
        str(claims["exp"]),
        claims["nonce"],
    )
    wanted = hmac.new(secret.encode(), "&".join(said).encode(), hashlib.sha256).digest()
    return hmac.compare_digest(base64.b64encode(wanted), claimed.sign.encode())


def _id(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= MAX_ID else None
