"""Where the secret of a launch leads: to one session, as long as it is good."""

from content_packages.operations.shelf import Shelf
from content_packages.rules.doors import Door, Opens
from content_packages.rules.problems import LaunchOver, SessionOver
from content_packages.rules.sessions import Session
from content_packages.storage import sessions
from foundation.database import Transaction
from foundation.identifiers import fingerprint


def knock(shelf: Shelf, secret: str) -> Door:
    """The door to the files and the player. Raises LaunchOver."""
    with shelf.database.reading(None) as tx:
        door = sessions.door(tx, fingerprint(secret), Opens.FILES)
    if door is None or door.expires < shelf.clock():
        raise LaunchOver
    return door


def session_at(tx: Transaction, door: Door) -> Session:
    """Raises LaunchOver."""
    session = sessions.find(tx, door.session_id)
    if session is None:
        raise LaunchOver
    return session


def open_session_at(tx: Transaction, door: Door) -> Session:
    """Raises SessionOver where the learner opened the package again since."""
    session = session_at(tx, door)
    if not session.is_open:
        raise SessionOver
    return session
