"""`leerspoor providers`: who may push completions."""

from uuid import UUID

import click

from leerspoor.commands.organisation import BOARD
from leerspoor.commands.surroundings import opened_database, say, show
from lti_tool.people import operations
from lti_tool.providers.operations.keep_providers import (
    add_provider,
    list_providers,
    withdraw_provider,
)


@click.group()
def providers() -> None:
    """Course providers, who push what their participants finished."""


@providers.command("add")
@BOARD
@click.argument("name")
@click.option(
    "--prefix",
    multiple=True,
    required=True,
    help="Its courses' addresses begin so. May be given more than once.",
)
@click.option("--homepage", help="Where its participants have accounts; else the first prefix.")
def add(board: int, name: str, prefix: tuple[str, ...], homepage: str | None) -> None:
    """Let the provider called NAME push completions. Its secret is shown this once."""
    with opened_database() as database:
        operations.board(database, board)
        access = add_provider(database, board, name, homepage or prefix[0], prefix)
    say(f"provider: {access.provider.id}\nkey:      {access.key}\nsecret:   {access.secret}")
    say("The secret is not kept: write it down now. How to push: docs/provider-api.md")


@providers.command("list")
@BOARD
def list_all(board: int) -> None:
    """Show the providers of a board and how many pushes stand in which state."""
    with opened_database() as database:
        found = list_providers(database, board)
    rows = [
        (
            one.provider.id,
            one.provider.name,
            one.provider.withdrawn and "withdrawn",
            ", ".join(f"{number} {state}" for state, number in one.counts.items()),
        )
        for one in found
    ]
    show("Providers", ("id", "name", "", "pushes"), rows)


@providers.command("withdraw")
@BOARD
@click.argument("provider_id", type=click.UUID)
def withdraw(board: int, provider_id: UUID) -> None:
    """End a provider's access. What it pushed stays."""
    with opened_database() as database:
        provider = withdraw_provider(database, board, provider_id)
    say(f"{provider.name} can push no more.")
