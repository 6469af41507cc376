"""Begin an attempt at a unit, or go on with the one that is not over."""

from uuid import uuid4

from content_packages.operations.shelf import Shelf
from content_packages.rules.attempts import Attempt
from content_packages.rules.sessions import Session
from content_packages.storage import attempts
from foundation.database import Transaction


def begin_attempt(
    tx: Transaction,
    shelf: Shelf,
    session: Session,
    position: int | None = None,
    sitting: str = "",
) -> Attempt:
    """Of the session's own unit, or of another unit of the same package.

    What comes later in the sitting that ended an attempt still belongs to it.
    """
    where = session.position if position is None else position
    known = attempts.newest(tx, session.registration, where)
    if known is not None and (known.over_at is None or known.holds(sitting)):
        return known
    made = Attempt(
        id=uuid4(),
        registration=session.registration,
        position=where,
        number=known.number + 1 if known else 1,
        begun_at=shelf.clock(),
    )
    attempts.add(tx, made)
    return made
