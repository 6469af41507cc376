"""Seal secrets of others that we must be able to read again, with the product's own secret."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken

from foundation.problems import Unavailable


class SealBroken(Unavailable):
    text = "This was sealed with another secret; set LEERSPOOR_SECRET as it was."


@dataclass(frozen=True, slots=True)
class Seal:
    """`purpose` makes a key of its own, which tells nothing about other uses of the secret."""

    secret: bytes = field(repr=False)
    purpose: str

    def close(self, text: str) -> bytes:
        return self._key().encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        try:
            return self._key().decrypt(sealed).decode()
        except InvalidToken as broken:
            raise SealBroken from broken

    def _key(self) -> Fernet:
        derived = hmac.new(self.secret, self.purpose.encode(), hashlib.sha256).digest()
        return Fernet(base64.urlsafe_b64encode(derived))
