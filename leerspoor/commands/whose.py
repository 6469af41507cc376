"""Commands about a record store: of a board of the product, or of one that runs alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from foundation.database import Database
from leerspoor.alone import TENANT, forwarding_alone
from leerspoor.commands.surroundings import (
    OneSentence,
    one_sentence,
    opened_database,
    opened_product,
)
from leerspoor.product import connect
from lrs import Forwarding, RecordStore
from lti_tool.people import operations

Command = TypeVar("Command", bound=Callable[..., Any])


def whose(command: Command) -> Command:
    board = click.option("--board", type=int, help="Number of the board.")
    alone = click.option("--database", help="Of `leerspoor lrs`, where that runs alone.")
    return board(alone(command))


@contextmanager
def opened_tables(board: int | None, database: str | None) -> Iterator[tuple[Database, int]]:
    """The database and the tenant, for what needs no hooks."""
    _expect_one(board, database)
    if board is None:
        with _opened_alone(database) as alone:
            yield alone, TENANT
        return
    with opened_database() as opened:
        operations.board(opened, board)
        yield opened, board


@contextmanager
def opened_records(board: int | None, database: str | None) -> Iterator[tuple[RecordStore, int]]:
    """The record store with its hooks, and the tenant."""
    _expect_one(board, database)
    if board is None:
        with _opened_alone(database) as alone:
            yield RecordStore(alone), TENANT
        return
    with opened_product() as product:
        operations.board(product.tool.database, board)
        yield product.tool.record_store, board


@contextmanager
def opened_forwarding(board: int | None, database: str | None) -> Iterator[tuple[Forwarding, int]]:
    """What sends to other record stores, and the tenant."""
    _expect_one(board, database)
    if board is None:
        with _opened_alone(database) as alone:
            forwarding = forwarding_alone(RecordStore(alone))
            with forwarding.http:
                yield forwarding, TENANT
        return
    with opened_product() as product:
        operations.board(product.tool.database, board)
        yield product.forwarding, board


@contextmanager
def _opened_alone(url: str | None) -> Iterator[Database]:
    with one_sentence():
        alone = connect(str(url))
        try:
            yield alone
        finally:
            alone.dispose()


def _expect_one(board: int | None, database: str | None) -> None:
    if (board is None) == (database is None):
        raise OneSentence("Name either --board or --database.")
