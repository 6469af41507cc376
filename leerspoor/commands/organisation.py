"""`leerspoor boards|schools|people`: who there is, before anybody launches."""

from uuid import UUID

import click

from foundation.clock import now
from leerspoor.commands.surroundings import (
    board_reading,
    board_writing,
    opened_database,
    say,
    show,
)
from lti_tool.people import operations
from lti_tool.people.rules import Role

BOARD = click.option("--board", type=int, required=True, help="Number of the board.")


@click.group()
def boards() -> None:
    """The boards (besturen): each sees only its own schools and people."""


@boards.command("add")
@click.argument("name")
@click.option(
    "--smallest-group",
    type=click.IntRange(3, 20),
    default=operations.DEFAULT_K,
    show_default=True,
    help="Numbers about fewer people are never shown.",
)
def add_board(name: str, smallest_group: int) -> None:
    """Add a board called NAME."""
    with opened_database() as database:
        board = operations.add_board(database, name, smallest_group)
    say(f"Board {board.id}: {board.name}")


@boards.command("list")
def list_boards() -> None:
    """Show all boards with their numbers."""
    with opened_database() as database:
        found = operations.list_boards(database)
    show("Boards", ("number", "name", "smallest group"), [(b.id, b.name, b.k) for b in found])


@click.group()
def schools() -> None:
    """The schools of a board."""


@schools.command("add")
@BOARD
@click.argument("name")
@click.option("--brin", help="The school's BRIN, four or six characters.")
def add_school(board: int, name: str, brin: str | None) -> None:
    """Add a school called NAME."""
    with board_writing(board) as tx:
        school = operations.add_school(tx, name, brin)
    say(f"School {school.id}: {school.name}")


@schools.command("list")
@BOARD
def list_schools(board: int) -> None:
    """Show the schools of a board."""
    with board_reading(board) as tx:
        found = operations.schools_of_board(tx)
    show("Schools", ("id", "name", "BRIN"), [(s.id, s.name, s.brin) for s in found])


@click.group()
def people() -> None:
    """People and their roles. Who launches from an academy is added by herself, as teacher."""


@people.command("list")
@BOARD
def list_people(board: int) -> None:
    """Show the people of a board and their roles today."""
    today = now().date()
    with board_reading(board) as tx:
        rows = [
            (one.id, one.name, ", ".join(sorted(m.role for m in roles)))
            for one, roles in operations.everybody(tx, today)
        ]
    show("People", ("id", "name", "roles"), rows)


@people.command("appoint")
@BOARD
@click.argument("person_id", type=click.UUID)
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--school", type=click.UUID, help="The school; leave out for the whole board.")
def appoint(board: int, person_id: UUID, role: str, school: UUID | None) -> None:
    """Give a person a role, such as school_leader, trainer or board."""
    with board_writing(board) as tx:
        one = operations.person(tx, person_id)
        where = operations.school(tx, school).name if school else "the board"
        operations.appoint(tx, one.id, Role(role), school, now().date())
    say(f"{one.name} is now {role} at {where}.")
