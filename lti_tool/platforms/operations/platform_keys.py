"""Find the public key a token names: in our copy, or fetched anew when that can help."""

from lti_tool.platforms.platforms.answers import AcademyUnreachable
from lti_tool.platforms.platforms.key_server import fetch_keys
from lti_tool.platforms.rules.keys import JsonWebKey, KeySet, key_named
from lti_tool.platforms.rules.reasons import Reason, expect
from lti_tool.platforms.storage import key_sets
from lti_tool.shell.tool import Tool


def platform_key(tool: Tool, jwks_url: str, key_id: str) -> JsonWebKey:
    """Raises LaunchRefused: keys unreachable, key unknown, key unsuited."""
    moment = tool.clock()
    with tool.database.reading(None) as tx:
        known = key_sets.find(tx, jwks_url)
    if known is None or known.needs_fetch(key_id, moment):
        known = _renewed(tool, jwks_url, known)
    expect(known.serves(moment), Reason.KEYS_UNREACHABLE)
    return key_named(known.keys, key_id)


def _renewed(tool: Tool, jwks_url: str, known: KeySet | None) -> KeySet:
    """Ask the academy. Others meanwhile go on with a copy that still serves."""
    moment = tool.clock()
    if known is not None and known.serves(moment):
        with tool.database.writing(None) as tx:
            key_sets.note_try(tx, jwks_url, moment)
    renewed = _fetched(tool, jwks_url, known)
    with tool.database.writing(None) as tx:
        key_sets.keep(tx, renewed)
    return renewed


def _fetched(tool: Tool, jwks_url: str, known: KeySet | None) -> KeySet:
    try:
        keys = fetch_keys(tool.http, jwks_url)
    except AcademyUnreachable:
        old = known or KeySet(jwks_url, (), None, tool.clock())
        return KeySet(jwks_url, old.keys, old.fetched, tool.clock())
    return KeySet(jwks_url, keys, tool.clock(), tool.clock())
