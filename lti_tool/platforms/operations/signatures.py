"""Check the signature under a token, and sign our own."""

from typing import Any

from joserfc import jws, jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

from lti_tool.platforms.rules.keys import JsonWebKey
from lti_tool.platforms.rules.reasons import LaunchRefused, Reason
from lti_tool.platforms.rules.tokens import ALGORITHM, MAX_TOKEN_BYTES, claims_of


class LaunchTokens(JWSRegistry):
    """Only RS256, and headers as long as academies make them (some send certificates)."""

    max_header_length = MAX_TOKEN_BYTES
    max_payload_length = MAX_TOKEN_BYTES


REGISTRY = LaunchTokens(algorithms=[ALGORITHM], strict_check_header=False)


def verified_claims(token: str, key: JsonWebKey) -> dict[str, Any]:
    """The claims of a token that was signed with this key."""
    try:
        public_key = RSAKey.import_key({name: key[name] for name in ("kty", "n", "e")})
    except (JoseError, ValueError, KeyError, TypeError) as unusable:
        raise LaunchRefused(Reason.KEY_UNSUITED) from unusable
    try:
        signed = jws.deserialize_compact(token, public_key, [ALGORITHM], REGISTRY)
    except BadSignatureError as wrong:
        raise LaunchRefused(Reason.SIGNATURE_WRONG) from wrong
    except (JoseError, ValueError) as malformed:
        raise LaunchRefused(Reason.TOKEN_MALFORMED) from malformed
    return claims_of(signed.payload)


def signed(claims: dict[str, Any], private_key: RSAKey, kid: str) -> str:
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": kid}
    return jwt.encode(header, claims, private_key, [ALGORITHM])
