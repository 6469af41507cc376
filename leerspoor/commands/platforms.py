"""`leerspoor platforms`: the academies from which people launch."""

from pathlib import Path

import click

from leerspoor.commands.surroundings import opened_database, read_json, say, show
from lti_tool.platforms.operations.add_platform import add_platform, list_platforms


@click.group()
def platforms() -> None:
    """The academies (Moodle, Canvas, …) from which people launch Leerspoor."""


@platforms.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def add(file: Path) -> None:
    """Register the academy that FILE (JSON) describes, or renew what we know of it.

    docs/launch.md says what stands in the file and where your academy shows it.
    """
    raw = read_json(file)
    with opened_database() as database:
        made = add_platform(database, raw)
    say(f"{made.name} ({made.issuer}) is registered for board {made.tenant}.")


@platforms.command("list")
def list_all() -> None:
    """Show the registered academies and their deployments."""
    with opened_database() as database:
        found = list_platforms(database)
    rows = [
        (
            one.registration.tenant,
            one.registration.name,
            one.registration.issuer,
            one.registration.client_id,
            ", ".join(f"{place.deployment_id} ({place.state})" for place in one.deployments),
        )
        for one in found
    ]
    show("Academies", ("board", "name", "issuer", "client id", "deployments"), rows)
