"""Codes at the door: the rotating code of a session, its address, tickets, personal codes.

All of them are derived with HMAC-SHA256 from one secret, so none is kept in a table.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lti_tool.blend.rules.problems import TicketExpired, WrongCode

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that cannot be taken for one another: no 0, 1, I or O."""

CODE_LENGTH = 6
PERSONAL_LENGTH = 8
STEP_SECONDS = 20
TICKET_SECONDS = 600
"""Who scanned in time has ten minutes to say who she is."""


@dataclass(frozen=True, slots=True)
class Door:
    """The check-in of one session: everything its codes are derived from."""

    secret: bytes
    session_id: UUID


class DoorKind(StrEnum):
    """What somebody outside a visit can show."""

    SESSION = "session"
    PERSON = "person"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Lead:
    """To which tenant and to which session or person a shown key leads, and until when."""

    key: bytes
    kind: DoorKind
    tenant: int
    subject_id: UUID
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Address:
    """What a QR says: which session, which code."""

    session_id: UUID
    code: str

    def __str__(self) -> str:
        session = urlsafe_b64encode(self.session_id.bytes).decode().rstrip("=")
        return f"{session}.{self.code}"


def parse_address(raw: str) -> Address:
    """Read `session.code`; anything else is a wrong code."""
    session, _, code = raw.partition(".")
    try:
        session_id = UUID(bytes=urlsafe_b64decode(session + "=="))
    except ValueError as wrong:
        raise WrongCode from wrong
    return Address(session_id, typed(code))


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof, for ten minutes, that this person just checked in to this session."""

    session_id: UUID
    person_id: UUID
    ticket: str

    def __str__(self) -> str:
        both = urlsafe_b64encode(self.session_id.bytes + self.person_id.bytes).decode()
        return f"{both.rstrip('=')}.{self.ticket}"


def parse_receipt(raw: str) -> Receipt:
    both, _, ticket = raw.partition(".")
    try:
        ids = urlsafe_b64decode(both + "==")
        return Receipt(UUID(bytes=ids[:16]), UUID(bytes=ids[16:]), ticket)
    except ValueError as wrong:
        raise TicketExpired from wrong


def typed(raw: str) -> str:
    """What somebody typed, without the spaces, dashes and small letters."""
    return "".join(sign for sign in raw.upper() if sign.isalnum())


def _signs(digest: bytes, length: int) -> str:
    number = int.from_bytes(digest, "big")
    signs = []
    for _ in range(length):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)


def _derive(secret: bytes, *parts: object) -> bytes:
    message = "\x1f".join(str(part) for part in parts)
    return hmac.new(secret, message.encode(), hashlib.sha256).digest()


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(door: Door, moment: datetime, *, steps_ago: int = 0) -> str:
    step = step_at(moment) - steps_ago
    return _signs(_derive(door.secret, "check-in", door.session_id, step), CODE_LENGTH)


def is_valid(door: Door, raw: str, moment: datetime) -> bool:
    """The codes of this step and the one before are good."""
    code = typed(raw).encode()
    ours = [code_at(door, moment, steps_ago=ago).encode() for ago in (0, 1)]
    return sum(hmac.compare_digest(code, mine) for mine in ours) > 0


def seconds_left(moment: datetime) -> int:
    return STEP_SECONDS - int(moment.timestamp()) % STEP_SECONDS


def make_ticket(door: Door, moment: datetime, bearer: str = "") -> str:
    """Proof that somebody held a valid code at `moment`; `bearer` ties it to a person."""
    issued = int(moment.timestamp())
    signature = _derive(door.secret, "ticket", door.session_id, issued, bearer)
    return f"{issued}.{urlsafe_b64encode(signature[:18]).decode()}"


def check_ticket(door: Door, raw: str, moment: datetime, bearer: str = "") -> None:
    issued, _, _ = raw.partition(".")
    if not (issued.isascii() and issued.isdigit() and len(issued) < 12):  # noqa: PLR2004
        raise TicketExpired
    made = datetime.fromtimestamp(int(issued), tz=moment.tzinfo)
    genuine = hmac.compare_digest(raw.encode(), make_ticket(door, made, bearer).encode())
    age = (moment - made).total_seconds()
    if not genuine or not 0 <= age <= TICKET_SECONDS:
        raise TicketExpired


def personal_code(secret: bytes, person_id: UUID, generation: int) -> str:
    """The code by which a person says on a phone who she is; a new generation replaces it."""
    return _signs(_derive(secret, "personal", person_id, generation), PERSONAL_LENGTH)


def personal_lookup(secret: bytes, raw: str) -> bytes:
    """What the table keeps of a personal code: useless without the secret."""
    return _derive(secret, "personal-lookup", typed(raw))


def grouped(code: str, size: int = 4) -> str:
    """A code as one reads it aloud: `K7PM 3QXR`."""
    return " ".join(code[place : place + size] for place in range(0, len(code), size))
