"""The academy's signing key, which it can change like real academies do."""

from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

KEY_BITS = 2048


@dataclass
class SigningKeys:
    """The key in use; the ones before it are no longer published."""

    current: RSAKey

    @classmethod
    def fresh(cls) -> "SigningKeys":
        return cls(new_key())

    def rotate(self) -> None:
        self.current = new_key()

    def published(self) -> dict[str, Any]:
        return {"keys": [self.current.as_dict(private=False)]}

    def sign(self, claims: dict[str, Any]) -> str:
        header = {"alg": "RS256", "kid": self.current.kid, "typ": "JWT"}
        return jwt.encode(header, claims, self.current, ["RS256"])


def new_key() -> RSAKey:
    key = RSAKey.generate_key(KEY_BITS, {"use": "sig", "alg": "RS256"}, auto_kid=True)
    key.ensure_kid()
    return key
