"""Let a unit say and keep only what its session allows; a hook on the record store."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from content_packages.operations.shelf import OUR_ID, session_of
from content_packages.rules.document_rules import (
    Asked,
    expect_document_allowed,
    is_preferences_read,
)
from content_packages.rules.problems import UnknownSession
from content_packages.rules.session_rules import RULES, Said, expect_allowed, expect_ours
from content_packages.rules.sessions import Session
from content_packages.rules.tincan_rules import TINCAN_FORMAT, TINCAN_RULES, heard_from
from content_packages.rules.vocabulary import CMI5
from content_packages.storage import registrations, sessions
from foundation.database import Transaction
from lrs import Credential, RecordStore, Statement


def admit_statements(tx: Transaction, credential: Credential, fresh: Sequence[Statement]) -> None:
    """Hook: the record store holds the turn, so a session is judged by one request at a time."""
    session_id = session_of(credential)
    if session_id is not None:
        _hear(tx, _session(tx, session_id), fresh)
    elif credential.id != OUR_ID:
        _guard_registrations(tx, fresh)


def _hear(tx: Transaction, session: Session, fresh: Sequence[Statement]) -> None:
    """In the order of their timestamps (cmi5 §9.3)."""
    unit = registrations.state(tx, session.registration, session.position)
    is_tincan = session.format == TINCAN_FORMAT
    for statement in sorted(fresh, key=lambda one: one.timestamp):
        body, at = statement.body, statement.timestamp
        said = Said(body, session, unit, statement.filled)
        expect_allowed(said, TINCAN_RULES if is_tincan else RULES)
        session = session.heard(body, at)
        unit = heard_from(body, session, unit, at) if is_tincan else unit.heard(body, at)
    sessions.keep(tx, session)
    registrations.keep(tx, unit)


def _guard_registrations(tx: Transaction, fresh: Sequence[Statement]) -> None:
    """Nobody else speaks as a unit in a registration of ours (§6.3)."""
    speaking = [one for one in fresh if one.registration and CMI5 in one.activity_ids("category")]
    if not speaking:
        return
    ours = registrations.known_among(tx, [one.registration for one in speaking if one.registration])
    for one in speaking:
        if one.registration in ours:
            expect_ours(one.body)


def admit_document(
    store: RecordStore,
    tx: Transaction,
    credential: Credential,
    method: str,
    resource: str,
    params: Mapping[str, str],
) -> None:
    """Hook: documents of this learner only, and what we left for her is only read (§10, §11)."""
    session_id = session_of(credential)
    if session_id is None:
        return
    session = _session(tx, session_id)
    asked = Asked(method, resource, params)
    expect_document_allowed(asked, session)
    if is_preferences_read(asked) and session.preferences_read_at is None:
        # reading a document only reads, so what we note of it has a transaction of its own
        with store.database.writing(credential.tenant) as noting:
            sessions.mark_once(noting, session.id, "preferences_read_at", store.clock())


def _session(tx: Transaction, session_id: UUID) -> Session:
    found = sessions.find(tx, session_id)
    if found is None:
        raise UnknownSession
    return found
