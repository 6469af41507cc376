"""Check the signature under a token or a form, and sign our own."""

from typing import Any

from joserfc import jws, jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry
from oauthlib.common import Request
from oauthlib.oauth1.rfc5849.signature import collect_parameters, verify_hmac_sha1

from lti_tool.platforms.rules.keys import JsonWebKey
from lti_tool.platforms.rules.old_launches import Fields
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


def signs_form(url: str, fields: Fields, secret: str) -> bool:
    """Whether this form was posted to `url` by who knows the secret (RFC 5849 §3.4, HMAC-SHA1)."""
    asked = Request(url, http_method="POST")
    asked.params = collect_parameters(body=list(fields))
    asked.signature = dict(fields)["oauth_signature"]
    return bool(verify_hmac_sha1(asked, client_secret=secret))
