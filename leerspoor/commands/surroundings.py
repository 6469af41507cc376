"""What the commands share: the database and product of the settings, and how they speak."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import click
import sqlalchemy as sa
from babel.support import Translations
from rich.console import Console
from rich.table import Column, Table

from foundation.database import Database, Transaction
from foundation.faults import DatabaseFault
from foundation.problems import Problem
from leerspoor.product import Product, build, connect
from leerspoor.settings import settings_from
from lti_tool.people import operations

TRANSLATIONS = str(files("lti_tool") / "translations")
WIDE = 200
"""Columns of a table that goes to a file."""


class OneSentence(click.ClickException):
    """A fault that is the user's to mend, told in one clear sentence."""


def say(text: str) -> None:
    click.echo(text)


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table on the screen; wide ones are not cut when written to a file."""
    headers = [Column(name, overflow="fold") for name in columns]
    table = Table(*headers, title=title, title_justify="left")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    screen = Console()
    (screen if screen.is_terminal else Console(width=WIDE)).print(table)


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn the faults that users can mend into one sentence; others stay what they are."""
    try:
        yield
    except DatabaseFault as fault:
        raise OneSentence(f"{fault.message} {fault.__cause__}") from fault
    except Problem as problem:
        raise OneSentence(in_english(problem)) from problem
    except (sa.exc.DatabaseError, sa.exc.ArgumentError) as fault:
        raise OneSentence(_not_ready(fault)) from fault
    except OSError as fault:
        raise OneSentence(f"{fault.strerror}: {fault.filename}") from fault


def _not_ready(fault: Exception) -> str:
    """Tables that are missing are the commonest; then say what to do."""
    if any(words in str(fault) for words in ("no such table", "UndefinedTable")):
        return "The tables are not there yet: run `leerspoor database upgrade` first."
    return f"The database is not ready: {fault}".splitlines()[0]


def in_english(problem: Problem) -> str:
    """What a problem says, as all of the command line: pages say it in Dutch first."""
    return str(_english().ugettext(problem.text)).format(**problem.details)


@cache
def _english() -> Translations:
    return cast("Translations", Translations.load(TRANSLATIONS, ["en"]))


@contextmanager
def opened_database() -> Iterator[Database]:
    with one_sentence():
        settings = settings_from()
        opened = connect(settings.database_url)
        try:
            yield opened
        finally:
            opened.dispose()


@contextmanager
def board_reading(board: int) -> Iterator[Transaction]:
    """A transaction of an existing board."""
    with opened_database() as database:
        operations.board(database, board)
        with database.reading(board) as tx:
            yield tx


@contextmanager
def board_writing(board: int) -> Iterator[Transaction]:
    with opened_database() as database:
        operations.board(database, board)
        with database.writing(board) as tx:
            yield tx


@contextmanager
def opened_product() -> Iterator[Product]:
    with one_sentence():
        product = build(settings_from())
        try:
            yield product
        finally:
            product.tool.database.dispose()
            product.tool.http.close()
            product.forwarding.http.close()


def read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise OneSentence(f"{path} is not JSON: {fault}") from fault
