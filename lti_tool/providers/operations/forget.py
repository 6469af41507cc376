"""Forget a person: that a completion came stays known, whose it was does not.

So a provider that sends it again repeats itself, and brings nobody back.
"""

from uuid import UUID

from foundation.database import Transaction
from lti_tool.people.operations import aliases_of, person
from lti_tool.people.rules import AliasState
from lti_tool.providers import storage


def forget_person(tx: Transaction, person_id: UUID) -> None:
    """To be asked while her other names are still known."""
    for alias in aliases_of(tx, person_id):
        if alias.state is AliasState.CONFIRMED:
            storage.forget_learner(tx, alias.kind, alias.issuer, alias.subject)
    if address := person(tx, person_id).mbox_sha1sum:
        storage.forget_address(tx, address)
