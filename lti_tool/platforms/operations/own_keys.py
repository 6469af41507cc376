"""Our own keys: published at /lti/jwks, made when missing, changed when their turn is over."""

import hashlib
import hmac
from dataclasses import replace
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from foundation.database import Transaction
from foundation.problems import N_, Conflict, Unavailable
from foundation.turns import take_turn
from lti_tool.platforms.rules.own_keys import SEEN_AFTER, SIZE, OwnKey, keys_to_drop
from lti_tool.platforms.rules.tokens import ALGORITHM
from lti_tool.platforms.storage import own_keys
from lti_tool.shell.tool import Tool

WANTED = 2


class NextKeyTooNew(Conflict):
    text = N_("Academies kennen de volgende sleutel misschien nog niet. Dit kan vanaf {moment}.")


class OwnKeySealed(Unavailable):
    text = "The tool's keys were sealed with another secret; set LEERSPOOR_SECRET as it was."


def published_keys(tool: Tool) -> dict[str, Any]:
    """The JWKS (RFC 7517 §5): the key we sign with, and the next one."""
    return {"keys": [key.public for key in _keys(tool)]}


def own_keys_of(tool: Tool) -> list[OwnKey]:
    """The key we sign with, and the next."""
    return _keys(tool)


def rotate_keys(tool: Tool, *, at_once: bool = False) -> list[OwnKey]:
    """Sign with the next key from now on, and publish a new one behind it.

    Raises NextKeyTooNew where academies may not have seen the next key yet, but for `at_once`:
    what a key that leaked costs is more than some refused scores.
    """
    _keys(tool)
    with tool.database.writing(None) as tx:
        take_turn(tx, "own-keys")
        current, following = own_keys.everything(tx)[:WANTED]
        if not at_once and tool.clock() - following.made < SEEN_AFTER:
            raise NextKeyTooNew(moment=f"{following.made + SEEN_AFTER:%Y-%m-%d %H:%M} UTC")
        own_keys.drop(tx, current.kid)
    return _keys(tool)


def signing_key(tool: Tool) -> tuple[str, RSAKey]:
    """`kid` and private key."""
    key = _keys(tool)[0]
    try:
        return key.kid, RSAKey.import_key(key.sealed, password=_password(tool))
    except (JoseError, ValueError) as sealed:
        raise OwnKeySealed from sealed


def _keys(tool: Tool) -> list[OwnKey]:
    with tool.database.reading(None) as tx:
        keys = own_keys.everything(tx)
    if len(keys) == WANTED and not keys_to_drop(keys, tool.clock()):
        return keys
    fresh = [_made(tool) for _ in range(WANTED)]
    with tool.database.writing(None) as tx:
        take_turn(tx, "own-keys")
        return _completed(tx, tool, fresh)


def _completed(tx: Transaction, tool: Tool, fresh: list[OwnKey]) -> list[OwnKey]:
    """Somebody else may have done it meanwhile; what is there stays."""
    for key in keys_to_drop(own_keys.everything(tx), tool.clock()):
        own_keys.drop(tx, key.kid)
    missing = WANTED - len(own_keys.everything(tx))
    for key in fresh[:missing]:
        own_keys.add(tx, key)
    first = own_keys.everything(tx)[0]
    if first.signing_since is None:
        own_keys.start_signing(tx, first.kid, tool.clock())
    return own_keys.everything(tx)


def _made(tool: Tool) -> OwnKey:
    key = RSAKey.generate_key(SIZE, private=True)
    made = OwnKey(
        kid=key.thumbprint(),
        public={},
        sealed=key.as_pem(private=True, password=_password(tool)),
        made=tool.clock(),
        signing_since=None,
    )
    public = key.as_dict(private=False, kid=made.kid, use="sig", alg=ALGORITHM)
    return replace(made, public=dict(public))


def _password(tool: Tool) -> str:
    """Of its own, so that a sealed key tells nothing about other uses of the secret."""
    return hmac.new(tool.secret, b"lti-own-keys", hashlib.sha256).hexdigest()
