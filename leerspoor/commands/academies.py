"""`leerspoor platforms members` and `scores`: what goes on with academies' services."""

from collections import Counter
from uuid import UUID

import click

from leerspoor.commands.organisation import BOARD
from leerspoor.commands.surroundings import opened_product, say, show
from leerspoor.product import Product
from lti_tool.people.operations import board as board_named
from lti_tool.platforms.operations.access import AcademyAccess
from lti_tool.platforms.operations.add_platform import list_platforms
from lti_tool.platforms.operations.score_states import scores_of, send_again
from lti_tool.platforms.operations.sync_groups import sync_groups
from lti_tool.platforms.operations.sync_members import list_rosters, sync_members
from lti_tool.platforms.platforms.answers import AcademyUnreachable
from lti_tool.platforms.rules.rosters import Roster


@click.command("members")
@BOARD
@click.option("--now", "at_once", is_flag=True, help="Read them now instead of tonight.")
def members(board: int, at_once: bool) -> None:
    """Show when each course's members were read, and of how many we show the name.

    Every night the worker reads them, and the course's groups; names are all that is taken.
    """
    with opened_product() as product:
        board_named(product.tool.database, board)
        found = _rosters(product, board)
        if at_once:
            for one in found:
                _read(product, board, one)
            found = _rosters(product, board)
        names = _names(product)
    rows = [
        (names[one.registration_id], one.context_id, one.read_at, one.members, one.known, one.fault)
        for one in found
    ]
    show("Courses", ("academy", "course", "read", "members", "known", "fault"), rows)


@click.command("scores")
@BOARD
@click.option("--again", is_flag=True, help="Send everything once more.")
def scores(board: int, again: bool) -> None:
    """Show what academies were told that people finished: sent, waiting or refused.

    Nobody is named. `--again` is for a gradebook that lost its columns, or after a fault at the
    academy was mended; only academies with report_scores get anything.
    """
    with opened_product() as product:
        board_named(product.tool.database, board)
        if again:
            with product.tool.database.writing(board) as tx:
                say(f"Scores on their way: {send_again(tx, product.tool.clock())}.")
        with product.tool.database.reading(board) as tx:
            found = scores_of(tx)
    told = Counter((one.promised.label, one.state.value, one.fault) for one in found)
    rows = [(*what, count) for what, count in sorted(told.items())]
    show("Scores", ("column", "state", "last fault", "people"), rows)


def _read(product: Product, board: int, roster: Roster) -> None:
    """One course that does not answer must not keep the others waiting."""
    access = AcademyAccess.of(product.tool)
    try:
        sync_members(access, board, roster.registration_id, roster.context_id)
        sync_groups(access, board, roster.registration_id, roster.context_id)
    except AcademyUnreachable as fault:
        say(f"{roster.context_id}: {fault}")


def _rosters(product: Product, board: int) -> list[Roster]:
    with product.tool.database.reading(board) as tx:
        return list_rosters(tx)


def _names(product: Product) -> dict[UUID, str]:
    return {
        one.registration.id: one.registration.name for one in list_platforms(product.tool.database)
    }
