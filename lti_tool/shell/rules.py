"""A visit: one person, come in by one launch, and how the browser proves it is still hers."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from foundation.problems import N_, Forbidden, Unauthorized

IDLE = timedelta(hours=2)
"""A visit ends after this long without a request."""

LONGEST = timedelta(hours=10)
"""And always after this long: a school day."""

SEEN_EVERY = timedelta(minutes=5)
"""How exactly we keep when a visit was last seen; a write per request would be too many."""

HANDOVER = timedelta(minutes=5)
"""How long a page's button still opens a window of one's own."""

COOKIE = "__Host-visit-"
MAX_COOKIES = 50

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class VisitOver(Unauthorized):
    text = N_("Je bezoek is afgelopen. Open Leerspoor opnieuw vanuit de academie.")


class HandoverSpent(Unauthorized):
    text = N_("Dit venster is al een keer geopend, of het duurde te lang. Klik nog een keer.")


class VisitNotHere(Forbidden):
    text = N_("Deze link hoort bij een ander venster. Open Leerspoor opnieuw vanuit de academie.")


class WriteFromElsewhere(Forbidden):
    text = N_("Dit formulier kwam niet van deze pagina. Laad de pagina opnieuw en probeer het.")


class Binding(StrEnum):
    """How a visit is tied to the browser it started in."""

    UNPROVEN = "unproven"  # nothing came back yet: only the first request after the launch
    COOKIE = "cookie"  # the partitioned cookie came back; from now on it must
    HEADER = "header"  # no cookie here: writes carry the token that stands on the page


@dataclass(frozen=True, slots=True)
class Visit:
    """`id` is the fingerprint of the sid; the sid itself is only ever in the browser."""

    id: bytes
    tenant: int
    person_id: UUID
    binding: Binding
    cookie: bytes
    platform_id: UUID | None
    platform_origin: str
    return_url: str | None
    document_target: str | None
    locale: str
    started: datetime
    last_seen: datetime
    placement: dict[str, Any] = field(default_factory=dict)

    @property
    def cookie_name(self) -> str:
        """One cookie per visit, so that two people in one browser never mix."""
        return f"{COOKIE}{self.id.hex()[:12]}"

    def is_over(self, at: datetime) -> bool:
        return at - self.last_seen > IDLE or at - self.started > LONGEST


@dataclass(frozen=True, slots=True)
class Proof:
    """What a request shows for itself."""

    method: str
    cookie: bytes | None
    token: str | None
    fetch_site: str | None
    foreign_origin: bool


def proven_binding(visit: Visit, proof: Proof) -> Binding:
    """How the visit is bound after this request; raises where the request does not belong."""
    has_cookie = proof.cookie is not None and hmac.compare_digest(proof.cookie, visit.cookie)
    if visit.binding is Binding.COOKIE and not has_cookie:
        raise VisitNotHere
    if not has_cookie and visit.binding is Binding.HEADER and proof.fetch_site == "none":
        raise VisitNotHere  # an address copied to another window or browser
    return Binding.COOKIE if has_cookie else Binding.HEADER


def expect_own_write(binding: Binding, proof: Proof, token: str) -> None:
    """Refuse a write that another site or a copied address asks for."""
    if proof.method in SAFE_METHODS:
        return
    if proof.fetch_site not in (None, "same-origin") or proof.foreign_origin:
        raise WriteFromElsewhere
    shown = (proof.token or "").encode()  # as bytes: of text only ASCII can be compared
    if binding is Binding.HEADER and not hmac.compare_digest(shown, token.encode()):
        raise WriteFromElsewhere


def page_token(secret: bytes, visit_id: bytes) -> str:
    """What the pages of a visit carry to prove that a write came from them."""
    return hmac.new(secret, b"page" + visit_id, hashlib.sha256).hexdigest()
