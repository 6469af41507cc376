"""An academy that speaks LTI 1.1 only: a key and a secret that we share (LTI 1.1 §4)."""

from dataclasses import dataclass
from uuid import UUID

OLD_LTI = "lti-1.1"
"""Stands in the log and in people's other names where LTI 1.3 has an issuer."""

SEALED_FOR = "lti-consumers"
"""HMAC needs the secret itself, so it is kept sealed and not as a fingerprint."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """`origin` may show us in a frame. Newcomers become teacher at `school_id`."""

    id: UUID
    tenant: int
    name: str
    key: str
    sealed: bytes
    origin: str
    school_id: UUID | None
    is_open: bool

    @property
    def people_issuer(self) -> str:
        """Together with `user_id` this names a person; never to be confused with an address."""
        return f"{OLD_LTI} {self.key}"


@dataclass(frozen=True, slots=True)
class OldName:
    """Who somebody was, and what her link was called, before her academy spoke LTI 1.3."""

    consumer: Consumer
    subject: str
    link_id: str | None
