"""Erase a person from the whole product: from the record store, then from every feature."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from foundation.database import Transaction
from leerspoor.product import Product
from lrs import Removal, erase_person, erase_within, foresee_erasure
from lti_tool.blend.operations import forget_person as forget_blend
from lti_tool.evidence.operations import agents_of
from lti_tool.evidence.operations import forget_person as forget_evidence
from lti_tool.goals.operations import forget_person as forget_goals
from lti_tool.people import operations as people
from lti_tool.platforms.operations.forget import forget_person as forget_academies
from lti_tool.practice.operations import forget_person as forget_practice
from lti_tool.providers.operations.forget import forget_person as forget_learner
from lti_tool.shell.operations import forget_person as end_visits

Agents = list[dict[str, Any]]

FORGET: tuple[Callable[[Transaction, UUID], object], ...] = (
    forget_learner,
    forget_evidence,
    forget_practice,
    forget_blend,
    forget_goals,
    forget_academies,
    people.forget_person,
    end_visits,
)
"""What each feature does to forget a person: rows go before the rows they name."""


def agents_named(product: Product, board: int, person_id: UUID) -> Agents:
    """Everybody this person is in statements."""
    with product.tool.database.reading(board) as tx:
        return agents_of(tx, product.tool.tool_url, people.person(tx, person_id))


def foresee(product: Product, board: int, agents: Agents) -> Removal:
    with product.tool.database.reading(board) as tx:
        return foresee_erasure(tx, product.tool.record_store, agents)


def erase(
    product: Product,
    board: int,
    person_id: UUID | None,
    agents: Agents,
    asked_by: str,
    progress: Callable[[int], object],
) -> Removal:
    """The record store first, batch by batch; her name last, because it leads to the rest.

    So an erasure that was broken off can be done again. What came meanwhile goes with her name.
    """
    store = product.tool.record_store
    done = erase_person(store, board, agents, asked_by, progress)
    if person_id is not None:
        with product.tool.database.writing(board) as tx:
            if _came_meanwhile(tx, product, agents):
                erase_within(tx, store, agents, asked_by)
            for forget in FORGET:
                forget(tx, person_id)
    return done


def _came_meanwhile(tx: Transaction, product: Product, agents: Agents) -> bool:
    left = foresee_erasure(tx, product.tool.record_store, agents)
    return bool(left.statements or left.rewritten or left.documents)
