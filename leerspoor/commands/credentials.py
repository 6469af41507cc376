"""`leerspoor credentials`: keys with which other systems write and read statements."""

import click

from leerspoor.commands.organisation import BOARD
from leerspoor.commands.surroundings import opened_database, say, show
from lrs import Scope, add_credential, list_credentials, withdraw_credential
from lti_tool.people import operations


@click.group()
def credentials() -> None:
    """Keys with which other systems write and read statements."""


@credentials.command("add")
@BOARD
@click.argument("title")
@click.option(
    "--scope",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    default=[Scope.STATEMENTS_WRITE.value],
    show_default=True,
    help="What the key may do. May be given more than once.",
)
@click.option("--prefix", multiple=True, help="Only about activities whose IRI begins so.")
@click.option("--verb", multiple=True, help="Only with this verb (an IRI).")
@click.option(
    "--homepage", default="https://w3id.org/leerspoor", help="Names the writer in statements."
)
def add(
    board: int,
    title: str,
    scope: tuple[str, ...],
    prefix: tuple[str, ...],
    verb: tuple[str, ...],
    homepage: str,
) -> None:
    """Make a key for the system called TITLE. Its secret is shown this once."""
    with opened_database() as database:
        operations.board(database, board)
        authority = {"homePage": homepage, "name": title}
        key, secret = add_credential(
            database,
            board,
            title=title,
            authority={"objectType": "Agent", "account": authority},
            scopes=[Scope(one) for one in scope],
            activity_prefixes=prefix,
            verbs=verb,
        )
    say(f"key:    {key}\nsecret: {secret}\nThe secret is not kept: write it down now.")


@credentials.command("list")
@BOARD
def list_all(board: int) -> None:
    """Show the keys of a board; never their secrets."""
    with opened_database() as database:
        found = list_credentials(database, board)
    rows = [
        (kept.key, kept.title, " ".join(kept.scopes), kept.created.date(), kept.withdrawn)
        for kept in found
    ]
    show("Credentials", ("key", "title", "may", "made", "withdrawn"), rows)


@credentials.command("withdraw")
@BOARD
@click.argument("key")
def withdraw(board: int, key: str) -> None:
    """End a key: from now on it opens nothing. What was written with it stays."""
    with opened_database() as database:
        withdraw_credential(database, board, key)
    say(f"{key} is withdrawn.")
