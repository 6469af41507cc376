"""`leerspoor forwards`: which statements go on to which other record store."""

import click

from leerspoor.commands.organisation import BOARD
from leerspoor.commands.other_side import XAPI_VERSION, endpoint_of, secret_of_other_side
from leerspoor.commands.surroundings import opened_database, opened_product, say, show
from lrs import (
    Forward,
    RecordStore,
    Standing,
    Version,
    add_forward,
    choice_of,
    list_forwards,
    pause_forward,
    remove_forward,
    resume_forward,
    retry_forward,
)
from lti_tool.people import operations


@click.group()
def forwards() -> None:
    """Statements that go on to other record stores, sent by `leerspoor worker`."""


@forwards.command("add")
@BOARD
@click.argument("name")
@click.option("--endpoint", required=True, help="Such as https://lrs.example/xapi.")
@click.option("--key", required=True, help="Whom the other record store knows you as.")
@click.option("--verb", multiple=True, help="Only with this verb (an IRI). May be repeated.")
@click.option("--activity", multiple=True, help="Only about activities whose IRI begins so.")
@click.option("--agent", multiple=True, help="Only what this agent (JSON) did. May be repeated.")
@XAPI_VERSION
@click.option("--from-start", is_flag=True, help="Also all that was stored before.")
def add(
    board: int,
    name: str,
    endpoint: str,
    key: str,
    verb: tuple[str, ...],
    activity: tuple[str, ...],
    agent: tuple[str, ...],
    xapi_version: str,
    from_start: bool,
) -> None:
    """Send statements on, under NAME. All that is stored from now on, or what you choose of it.

    The secret is read from the variable XAPI_SECRET, or asked; it is kept sealed.
    """
    secret, address = secret_of_other_side(), endpoint_of(endpoint)
    with opened_product() as product:
        operations.board(product.tool.database, board)
        choice = choice_of(verb, activity, agent)
        made = Forward(name, address, key, Version(xapi_version), choice, cursor=0)
        add_forward(product.forwarding, board, made, secret, from_start=from_start)
    say(f"{name} is sent on to {address}.")


@forwards.command("list")
@BOARD
def list_all(board: int) -> None:
    """Show the forwards: what waits, what was refused, and the last fault."""
    with opened_database() as database:
        found = list_forwards(RecordStore(database), board)
    rows = [
        (
            one.forward.name,
            one.forward.endpoint,
            "paused" if one.forward.paused else "",
            one.forward.sent,
            one.waits,
            len(one.refused),
            _fault(one),
        )
        for one in found
    ]
    show("Forwards", ("name", "to", "", "sent", "wait", "refused", "last fault"), rows)


def _fault(one: Standing) -> str | None:
    newest = max(one.refused, key=lambda refused: refused.refused, default=None)
    return one.forward.last_fault or (newest.fault if newest else None)


@forwards.command("retry")
@BOARD
@click.argument("name")
def retry(board: int, name: str) -> None:
    """Send once more what NAME refused, and have the worker try now what waits."""
    with opened_product() as product:
        went, refused = retry_forward(product.forwarding, board, name)
    say(f"{went} went through, {refused} were refused again.")


@forwards.command("pause")
@BOARD
@click.argument("name")
def pause(board: int, name: str) -> None:
    """Send nothing to NAME for now; all waits."""
    with opened_database() as database:
        pause_forward(RecordStore(database), board, name)
    say(f"{name} is paused.")


@forwards.command("resume")
@BOARD
@click.argument("name")
def resume(board: int, name: str) -> None:
    """Send to NAME again, beginning with what waits."""
    with opened_database() as database:
        resume_forward(RecordStore(database), board, name)
    say(f"{name} is sent to again.")


@forwards.command("remove")
@BOARD
@click.argument("name")
def remove(board: int, name: str) -> None:
    """Send nothing to NAME any more. What it took stays there."""
    with opened_database() as database:
        remove_forward(RecordStore(database), board, name)
    say(f"{name} is removed.")
