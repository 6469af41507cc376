"""`leerspoor database`: make and renew the tables."""

import click

from foundation.migrations import upgrade
from leerspoor.commands.surroundings import opened_database, say


@click.group()
def database() -> None:
    """Make and renew the tables of the database."""


@database.command("upgrade")
def upgrade_command() -> None:
    """Make the tables, or bring them to the newest version.

    Safe to repeat. Run it after every update of Leerspoor, before `serve`.
    """
    with opened_database() as opened:
        upgrade(opened)
    say("The tables are up to date.")
