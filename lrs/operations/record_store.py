"""What every operation of the record store needs from outside, in one value."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from foundation.clock import Clock, now
from foundation.database import Database, Transaction
from lrs.operations.acquaintance import Acquaintance
from lrs.operations.gathering import Gathering
from lrs.operations.rates import Rates
from lrs.rules.credentials import Credential
from lrs.rules.stored import Statement
from lrs.rules.versions import Version

Admit = Callable[[Transaction, Credential, Sequence[Statement]], None]
"""Called before new statements are stored, inside the transaction; refuses by a Problem."""

AdmitDocument = Callable[[Transaction, Credential, str, str, Mapping[str, str]], None]
"""Called before a document is read or written: method, resource (`activities/state`), and the
parameters as sent; refuses by a Problem."""

OnStored = Callable[[Transaction, Sequence[Statement]], object]
"""Called after new statements are stored, inside the same transaction; what it gives is left."""

OnErased = Callable[[Transaction, Collection[UUID], Collection[UUID]], object]
"""Called inside the transaction that erases somebody: the ids of statements that went, and of
those in which she was made anonymous."""

Authenticator = Callable[[str, str], Credential | None]
"""Knows a Basic user and password, or does not."""


@dataclass(frozen=True, slots=True)
class RecordStore:
    """`base` is the public address of the xAPI resources; `default_version` is the version that
    a request without its header is told about when it is refused; the largest bodies are in
    bytes, `largest_mixed` of one with attachments. `on_brought_in` is called instead of
    `on_stored` for what was stored elsewhere before: it was admitted there, and what it led to
    there is among it.
    """

    database: Database
    base: str = "http://127.0.0.1:8000/xapi"
    clock: Clock = now
    admit: tuple[Admit, ...] = ()
    on_stored: tuple[OnStored, ...] = ()
    on_brought_in: tuple[OnStored, ...] = ()
    authenticators: tuple[Authenticator, ...] = ()
    admit_document: tuple[AdmitDocument, ...] = ()
    on_erased: tuple[OnErased, ...] = ()
    default_version: Version = Version.V1
    new_id: Callable[[], UUID] = uuid4
    writer: int = 0
    page: int = 200
    largest_body: int = 32 * 1024 * 1024
    largest_mixed: int = 256 * 1024 * 1024
    rates: Rates = field(default_factory=Rates)
    acquaintance: Acquaintance = field(default_factory=Acquaintance)
    gathering: Gathering = field(default_factory=Gathering)
