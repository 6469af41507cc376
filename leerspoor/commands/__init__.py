"""The command line: `leerspoor …`, for administrators of schools and for ourselves."""

import click

from leerspoor.commands.academies import members, scores
from leerspoor.commands.administrators import administrators
from leerspoor.commands.consumers import consumer
from leerspoor.commands.credentials import credentials
from leerspoor.commands.database import database
from leerspoor.commands.demo import demo
from leerspoor.commands.evidence import evidence
from leerspoor.commands.forwards import forwards
from leerspoor.commands.keys import keys
from leerspoor.commands.organisation import boards, people, schools
from leerspoor.commands.packages import packages
from leerspoor.commands.platforms import platforms
from leerspoor.commands.providers import providers
from leerspoor.commands.records import lrs
from leerspoor.commands.removals import erase_command, list_all, purge
from leerspoor.commands.serve import serve, worker
from leerspoor.commands.statements import statements


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="leerspoor")
def main() -> None:
    """Leerspoor: what teachers learn, tied to their own goals.

    Try it with `leerspoor demo`. For a real installation: set the variables of
    docs/settings.md, then `leerspoor database upgrade`, `leerspoor boards add`,
    `leerspoor platforms add` and `leerspoor serve`.
    """


for command in (
    demo,
    serve,
    worker,
    lrs,
    database,
    boards,
    schools,
    people,
    platforms,
    administrators,
    keys,
    packages,
    credentials,
    providers,
    evidence,
    statements,
    forwards,
):
    main.add_command(command)

platforms.add_command(consumer)
platforms.add_command(members)
platforms.add_command(scores)
for command in (purge, erase_command, list_all):
    statements.add_command(command)
