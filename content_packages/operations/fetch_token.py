"""Give the auth-token of a launch, once (cmi5 §8.2)."""

import base64

from content_packages.operations.shelf import Shelf
from content_packages.rules.doors import AU_USER, LIVES, Door, Opens
from content_packages.storage import sessions
from foundation.identifiers import fingerprint, new_token

USED = {
    "error-code": "1",
    "error-text": "This token was already given out, or the session has ended.",
}
UNKNOWN = {"error-code": "2", "error-text": "This address leads to no launch."}


def fetch_token(shelf: Shelf, secret: str) -> dict[str, str]:
    """Always an answer: the token, or an error in the words of §8.2.3."""
    key = fingerprint(secret)
    with shelf.database.reading(None) as tx:
        door = sessions.door(tx, key, Opens.FETCH)
    if door is None:
        return UNKNOWN
    now = shelf.clock()
    token = new_token()
    with shelf.database.writing(door.tenant) as tx:
        session = sessions.find(tx, door.session_id)
        if session is None or not session.is_open or door.expires < now:
            return USED
        if not sessions.mark_once(tx, session.id, "fetched_at", now):
            return USED
        expires = now + LIVES[Opens.XAPI]
        given = Door(fingerprint(token), Opens.XAPI, door.tenant, session.id, expires)
        sessions.add_doors(tx, [given])
    return {"auth-token": base64.b64encode(f"{AU_USER}:{token}".encode()).decode()}
