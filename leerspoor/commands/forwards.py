"""`leerspoor forwards`: which statements go on to which other record store."""

import click

from leerspoor.commands.other_side import XAPI_VERSION, endpoint_of, secret_of_other_side
from leerspoor.commands.surroundings import say, show
from leerspoor.commands.whose import opened_forwarding, opened_tables, whose
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


@click.group()
def forwards() -> None:
    """Statements that go on to other record stores; `leerspoor worker` or `lrs` sends them."""


@forwards.command("add")
@whose
@click.argument("name")
@click.option("--endpoint", required=True, help="Such as https://lrs.example/xapi.")
@click.option("--key", required=True, help="Whom the other record store knows you as.")
@click.option("--verb", multiple=True, help="Only with this verb (an IRI). May be repeated.")
@click.option("--activity", multiple=True, help="Only about activities whose IRI begins so.")
@click.option("--agent", multiple=True, help="Only what this agent (JSON) did. May be repeated.")
@XAPI_VERSION
@click.option("--from-start", is_flag=True, help="Also all that was stored before.")
def add(
    board: int | None,
    database: str | None,
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
    with opened_forwarding(board, database) as (forwarding, tenant):
        choice = choice_of(verb, activity, agent)
        made = Forward(name, address, key, Version(xapi_version), choice, cursor=0)
        add_forward(forwarding, tenant, made, secret, from_start=from_start)
    say(f"{name} is sent on to {address}.")


@forwards.command("list")
@whose
def list_all(board: int | None, database: str | None) -> None:
    """Show the forwards: what waits, what was refused, and the last fault."""
    with opened_tables(board, database) as (opened, tenant):
        found = list_forwards(RecordStore(opened), tenant)
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
@whose
@click.argument("name")
def retry(board: int | None, database: str | None, name: str) -> None:
    """Send once more what NAME refused, and have the worker try now what waits."""
    with opened_forwarding(board, database) as (forwarding, tenant):
        went, refused = retry_forward(forwarding, tenant, name)
    say(f"{went} went through, {refused} were refused again.")


@forwards.command("pause")
@whose
@click.argument("name")
def pause(board: int | None, database: str | None, name: str) -> None:
    """Send nothing to NAME for now; all waits."""
    with opened_tables(board, database) as (opened, tenant):
        pause_forward(RecordStore(opened), tenant, name)
    say(f"{name} is paused.")


@forwards.command("resume")
@whose
@click.argument("name")
def resume(board: int | None, database: str | None, name: str) -> None:
    """Send to NAME again, beginning with what waits."""
    with opened_tables(board, database) as (opened, tenant):
        resume_forward(RecordStore(opened), tenant, name)
    say(f"{name} is sent to again.")


@forwards.command("remove")
@whose
@click.argument("name")
def remove(board: int | None, database: str | None, name: str) -> None:
    """Send nothing to NAME any more. What it took stays there."""
    with opened_tables(board, database) as (opened, tenant):
        remove_forward(RecordStore(opened), tenant, name)
    say(f"{name} is removed.")
