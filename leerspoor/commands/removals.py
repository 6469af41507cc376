"""`leerspoor statements purge|erase|removals`: what goes for good, and what went."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import click
from rich.progress import Progress, SpinnerColumn, TextColumn

from leerspoor.commands.surroundings import OneSentence, opened_product, say, show
from leerspoor.commands.whose import opened_records, opened_tables, whose
from leerspoor.erasing import agents_named, erase, foresee
from lrs import (
    Old,
    Removal,
    count_old,
    erase_person,
    foresee_erasure,
    list_removals,
    purge_statements,
)
from lti_tool.people import operations

DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would go; change nothing.")
YES = click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")
ASKED_BY = click.option(
    "--asked-by", envvar="USER", default="unknown", help="Who asks, for the record.  [your login]"
)
Agent = dict[str, Any]
SHOWN = ("statements", "rewritten", "documents", "attachments")


@click.command("purge")
@whose
@click.option(
    "--before",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Stored before this day began, in UTC.",
)
@click.option("--verb", default="", metavar="PREFIX", help="Only verbs whose IRI begins so.")
@click.option("--activity", default="", metavar="PREFIX", help="Only about activities like this.")
@DRY_RUN
@YES
@ASKED_BY
def purge(
    board: int | None,
    database: str | None,
    before: datetime,
    verb: str,
    activity: str,
    dry_run: bool,
    yes: bool,
    asked_by: str,
) -> None:
    """Remove statements by age, for good. What counts for goals still counts.

    What voids a statement stays as long as that statement does.
    """
    old = Old(before.replace(tzinfo=UTC), verb, activity)
    with opened_records(board, database) as (store, tenant):
        say(f"At most {count_old(store, tenant, old)} statements go.")
        if dry_run or not _sure(yes):
            return
        done = _watched(lambda seen: purge_statements(store, tenant, old, asked_by, seen))
    _tell(done)


@click.command("erase")
@whose
@click.option("--person", type=click.UUID, help="Somebody of `leerspoor people list`.")
@click.option("--agent", multiple=True, metavar="JSON", help="An xAPI agent; may be repeated.")
@DRY_RUN
@YES
@ASKED_BY
def erase_command(
    board: int | None,
    database: str | None,
    person: UUID | None,
    agent: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    asked_by: str,
) -> None:
    """Remove everything of one person, for good; elsewhere she becomes anonymous.

    With --person: under all her names, with her goals, words and name. With --agent: from the
    record store, whoever that is; several agents are taken for one person.
    """
    if (person is None) == (not agent):
        raise OneSentence("Name either --person, or one or more --agent.")
    if board is None and person is not None:
        raise OneSentence("A record store alone knows no people: name --agent.")
    if board is None:
        _erase_alone(database, _read(agent), asked_by, dry_run=dry_run, yes=yes)
        return
    with opened_product() as product:
        operations.board(product.tool.database, board)
        agents = agents_named(product, board, person) if person else _read(agent)
        _tell(foresee(product, board, agents), "would go")
        if dry_run or not _sure(yes):
            return
        done = _watched(lambda seen: erase(product, board, person, agents, asked_by, seen))
    _tell(done)


def _erase_alone(
    database: str | None, agents: list[Agent], asked_by: str, *, dry_run: bool, yes: bool
) -> None:
    with opened_records(None, database) as (store, tenant):
        with store.database.reading(tenant) as tx:
            _tell(foresee_erasure(tx, store, agents), "would go")
        if dry_run or not _sure(yes):
            return
        done = _watched(lambda seen: erase_person(store, tenant, agents, asked_by, seen))
    _tell(done)


@click.command("removals")
@whose
def list_all(board: int | None, database: str | None) -> None:
    """Show every purge and erasure. Who was erased is not kept."""
    with opened_tables(board, database) as (opened, tenant), opened.reading(tenant) as tx:
        found = list_removals(tx)
    rows = [
        (one.kind, one.began, one.ended or "broken off", one.asked_by, *_of(one)) for one in found
    ]
    show("Removals", ("what", "began", "ended", "asked by", "filter", *SHOWN), rows)


def _of(one: Removal) -> tuple[Any, ...]:
    before = f"before {one.before.date()}" if one.before else ""
    filters = " ".join(part for part in (before, one.verb, one.activity) if part)
    return (filters, *(getattr(one, name) for name in SHOWN))


def _read(agents: tuple[str, ...]) -> list[Agent]:
    try:
        return [json.loads(agent) for agent in agents]
    except ValueError as fault:
        raise OneSentence(f"--agent is not JSON: {fault}") from fault


def _sure(yes: bool) -> bool:
    return yes or click.confirm("This can't be undone. Go on?")


def _watched(work: Callable[[Callable[[int], None]], Removal]) -> Removal:
    columns = (SpinnerColumn(), TextColumn("{task.completed} statements done"))
    with Progress(*columns) as progress:
        task = progress.add_task("", total=None)
        return work(lambda done: progress.update(task, completed=done))


def _tell(one: Removal, went: str = "went") -> None:
    say(
        f"{one.statements} statements and {one.documents} documents {went};"
        f" {one.rewritten} statements of others name her no more."
        if one.before is None
        else f"{one.statements} statements {went}."
    )
    if one.attachments:
        say(f"{one.attachments} attached contents that nobody uses any more {went} too.")
