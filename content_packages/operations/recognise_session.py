"""Recognise the auth-token of a session: valid from its fetch until the session ends."""

from content_packages.operations.shelf import session_credential
from content_packages.rules.doors import AU_USER, Opens
from content_packages.rules.problems import SessionOver
from content_packages.storage import sessions
from foundation.identifiers import fingerprint
from lrs import Credential, RecordStore


def recognise_session(store: RecordStore, user: str, password: str) -> Credential | None:
    """Authenticator. A token that was good once is refused with its reason (403)."""
    if user != AU_USER:
        return None
    with store.database.reading(None) as tx:
        door = sessions.door(tx, fingerprint(password), Opens.XAPI)
    if door is None:
        return None
    with store.database.reading(door.tenant) as tx:
        session = sessions.find(tx, door.session_id)
    if session is None or not session.is_open or door.expires < store.clock():
        raise SessionOver
    return session_credential(store, door.tenant, session)
