"""A token before its signature is checked: size, shape and header (RFC 7515 §4)."""

import base64
import binascii
import json
import re
from typing import Any

from lti_tool.platforms.rules.reasons import LaunchRefused, Reason, expect

MAX_TOKEN_BYTES = 64 * 1024
"""Moodle sends 4.5 kB; the limit keeps a hostile sender from making us parse megabytes."""

ALGORITHM = "RS256"
"""The one algorithm that LTI obliges every platform to have (security framework §5.1.2)."""

COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL and lone surrogates: valid in JSON, refused by every database."""


def unverified_key_id(token: str) -> str:
    """The `kid` a token says it is signed with; nothing else of its header is believed."""
    expect(bool(token), Reason.TOKEN_MISSING)
    expect(len(token) <= MAX_TOKEN_BYTES, Reason.TOKEN_TOO_LARGE)
    expect(COMPACT.fullmatch(token) is not None, Reason.TOKEN_MALFORMED)

    header = _json_object(_decoded(token.split(".", 1)[0]))

    expect(header.get("alg") == ALGORITHM, Reason.ALGORITHM_REFUSED)
    # §4.1.11: we know no extension, so also not the one of RFC 7797
    expect(header.keys().isdisjoint({"crit", "b64"}), Reason.HEADER_CRITICAL)
    expect(header.keys().isdisjoint({"jku", "jwk", "x5u"}), Reason.HEADER_BRINGS_KEY)
    key_id = header.get("kid")
    expect(isinstance(key_id, str) and bool(key_id), Reason.KEY_UNNAMED)
    return str(key_id)


def claims_of(payload: bytes) -> dict[str, Any]:
    """The claims of a token whose signature was found good."""
    claims = _json_object(payload)
    expect(is_storable(claims), Reason.TOKEN_MALFORMED)
    return claims


def _decoded(segment: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except (binascii.Error, ValueError) as malformed:
        raise LaunchRefused(Reason.TOKEN_MALFORMED) from malformed


def _json_object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw, parse_constant=_no_such_number)
    except (ValueError, RecursionError) as malformed:
        raise LaunchRefused(Reason.TOKEN_MALFORMED) from malformed
    expect(isinstance(value, dict), Reason.TOKEN_MALFORMED)
    return dict(value)


def _no_such_number(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def is_storable(value: Any) -> bool:
    """Whether every text in it can be kept; walks without recursion, however deep it goes."""
    waiting = [value]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, str):
            if UNSTORABLE.search(piece):
                return False
        elif isinstance(piece, dict):
            waiting += [*piece.keys(), *piece.values()]
        elif isinstance(piece, list):
            waiting += piece
    return True
