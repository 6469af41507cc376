"""`leerspoor administrators`: who looks after the academies, and how she comes in."""

from uuid import UUID

import click

from leerspoor.commands.surroundings import opened_product, say
from lti_tool.people.operations import board as find_board
from lti_tool.people.rules import Role
from lti_tool.platforms.operations.sign_in import add_administrator, make_link

BOARD = click.option("--board", type=int, required=True, help="Number of the board.")


@click.group()
def administrators() -> None:
    """People who only look after academies. They come in by a link, which works once.

    Somebody who launches from an academy is made administrator by `leerspoor people appoint`.
    """


@administrators.command("add")
@BOARD
@click.argument("name")
@click.option("--all-boards", is_flag=True, help="Also the academies of all other boards.")
def add(board: int, name: str, all_boards: bool) -> None:
    """Add an administrator called NAME, and show her first link."""
    role = Role.PLATFORM_ADMIN if all_boards else Role.ADMIN
    with opened_product() as product:
        tenant = find_board(product.tool.database, board).id
        made = add_administrator(product.tool, tenant, name, role)
        link = make_link(product.tool, tenant, made.id)
    say(f"{made.name}: {made.id}")
    say(link)


@administrators.command("link")
@BOARD
@click.argument("person_id", type=click.UUID)
def link(board: int, person_id: UUID) -> None:
    """Show a new link for an administrator; it works once, for fifteen minutes."""
    with opened_product() as product:
        made = make_link(product.tool, find_board(product.tool.database, board).id, person_id)
    say(made)
