"""Make tokens by hand, also those that no honest library would make."""

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, AsymmetricPadding, PKCS1v15
from joserfc.jwk import RSAKey

WAYS: dict[Any, tuple[AsymmetricPadding, hashes.HashAlgorithm]] = {
    "RS256": (PKCS1v15(), hashes.SHA256()),
    "RS512": (PKCS1v15(), hashes.SHA512()),
    "PS256": (PSS(MGF1(hashes.SHA256()), 32), hashes.SHA256()),
}


def segment(content: Any) -> str:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unsigned(header: Any, claims: Any, signature: bytes = b"") -> str:
    return f"{segment(header)}.{segment(claims)}.{segment(signature)}"


def signed(header: dict[str, Any], claims: Any, key: RSAKey) -> str:
    """Signed as the header says; what the library thinks of key or header does not count."""
    body = f"{segment(header)}.{segment(claims)}"
    assert key.private_key is not None
    signature = key.private_key.sign(body.encode(), *WAYS[header["alg"]])
    return f"{body}.{segment(signature)}"


def signed_by_public_key(claims: dict[str, Any], key: RSAKey) -> str:
    """The old trick: HS256, with what everybody can know as the secret."""
    header = {"alg": "HS256", "kid": key.kid, "typ": "JWT"}
    body = f"{segment(header)}.{segment(claims)}"
    signature = hmac.new(key.as_pem(private=False), body.encode(), hashlib.sha256).digest()
    return f"{body}.{segment(signature)}"


def with_other_claims(token: str, **claims: Any) -> str:
    """The same signature under changed claims."""
    header, payload, signature = token.split(".")
    held = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return f"{header}.{segment({**held, **claims})}.{signature}"
