"""What leads somebody outside a visit to her tenant, and personal codes."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, mine, row_as, upsert
from lti_tool.blend.rules.codes import DoorKind, Lead
from lti_tool.blend.storage.tables import doors, personal_codes


@dataclass(frozen=True, slots=True)
class PersonalCode:
    generation: int
    key: bytes


def add(tx: Transaction, lead: Lead) -> None:
    """In a transaction that names no tenant."""
    tx.execute(sa.insert(doors), asdict(lead))


def is_taken(tx: Transaction, key: bytes) -> bool:
    return tx.execute(sa.select(doors.c.key).where(doors.c.key == key)).first() is not None


def remove(tx: Transaction, key: bytes) -> None:
    tx.execute(sa.delete(doors).where(doors.c.key == key))


def forget_before(tx: Transaction, moment: datetime) -> None:
    tx.execute(sa.delete(doors).where(doors.c.until < moment))


def find(tx: Transaction, kind: DoorKind, key: bytes, at: datetime) -> Lead | None:
    query = sa.select(doors).where(doors.c.key == key, doors.c.kind == kind)
    lead = row_as(Lead, tx.execute(query).first())
    expired = lead is not None and lead.until is not None and lead.until < at
    return None if expired else lead


def personal_code(tx: Transaction, person_id: UUID) -> PersonalCode | None:
    query = sa.select(personal_codes.c.generation, personal_codes.c.key).where(
        mine(tx, personal_codes), personal_codes.c.person_id == person_id
    )
    row = tx.execute(query).first()
    return None if row is None else PersonalCode(row.generation, row.key)


def keep_personal_code(tx: Transaction, person_id: UUID, kept: PersonalCode) -> None:
    upsert(tx, personal_codes, {"person_id": person_id, **asdict(kept)}, keys=("person_id",))
