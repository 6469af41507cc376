"""Forget a person: her facts, their sums and her links; and who she is in statements until then."""

from typing import Any
from uuid import UUID

from foundation.database import Transaction
from lrs import find_statement
from lti_tool.evidence.rules.links import agent_key
from lti_tool.evidence.storage import facts, links, sums
from lti_tool.people.operations import aliases_of
from lti_tool.people.rules import AliasKind, AliasState, Person
from lti_tool.profile.rules import account


def agents_of(tx: Transaction, base: str, person: Person) -> list[dict[str, Any]]:
    """Everybody she is in statements: our own name for her, and every name elsewhere that she
    said is hers.
    """
    agents = [account(base, person.pseudonym)]
    hashed: set[str] = set()
    for alias in aliases_of(tx, person.id):
        if alias.state is not AliasState.CONFIRMED:
            continue
        if alias.kind is AliasKind.ACCOUNT:
            elsewhere = {"homePage": alias.issuer, "name": alias.subject}
            agents.append({"objectType": "Agent", "account": elsewhere})
        if alias.kind is AliasKind.MBOX:
            hashed.add(alias.subject)
            agents.append({"objectType": "Agent", "mbox_sha1sum": alias.subject})
    return agents + (_addresses(tx, person.id, hashed) if hashed else [])


def _addresses(tx: Transaction, person_id: UUID, hashed: set[str]) -> list[dict[str, Any]]:
    """The same addresses in full, as they stand in what counts for her: we keep only hashes."""
    told = (find_statement(tx, one) for one in facts.statements_of(tx, person_id))
    actors = [statement.actor for statement in told if statement and "mbox" in statement.actor]
    known = {actor["mbox"] for actor in actors if (key := agent_key(actor)) and key[2] in hashed}
    return [{"objectType": "Agent", "mbox": mbox} for mbox in sorted(known)]


def forget_person(tx: Transaction, person_id: UUID) -> None:
    """Also the facts whose statements were purged long ago."""
    facts.remove_of(tx, person_id)
    sums.remove_of(tx, person_id)
    links.remove_of(tx, person_id)
