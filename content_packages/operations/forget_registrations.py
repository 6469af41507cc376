"""Forget registrations: how far somebody came, her sessions, and what these opened."""

from collections.abc import Sequence
from uuid import UUID

from content_packages.storage import attempts, registrations, sessions
from foundation.database import Transaction


def forget_registrations(tx: Transaction, ids: Sequence[UUID]) -> None:
    """As one step of the caller's transaction; the statements are not touched."""
    attempts.remove_of(tx, ids)
    sessions.remove_of(tx, ids)
    registrations.remove(tx, ids)
