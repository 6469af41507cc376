"""`leerspoor platforms`: the academies from which people launch."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import click

from leerspoor.commands.surroundings import (
    OneSentence,
    opened_database,
    opened_product,
    read_json,
    say,
    show,
)
from lti_tool.platforms.operations.add_platform import (
    KnownPlatform,
    add_platform,
    list_platforms,
)
from lti_tool.platforms.operations.invite_academy import Offer, invite_academy
from lti_tool.platforms.operations.keep_consumers import list_consumers
from lti_tool.platforms.operations.remove_academy import remove_known
from lti_tool.platforms.rules.invitations import LASTS, LONGEST


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


@platforms.command("invite")
@click.option("--board", type=int, required=True, help="Number of the board.")
@click.option("--school", type=click.UUID, help="Where new people become teacher.")
@click.option("--accept-new-deployments", is_flag=True, help="Let every place in it in.")
@click.option("--report-scores", is_flag=True, help="Send results to its gradebook.")
@click.option(
    "--days",
    type=click.IntRange(1, LONGEST.days),
    default=LASTS.days,
    show_default=True,
    help="How long the link works.",
)
def invite(
    board: int, school: UUID | None, accept_new_deployments: bool, report_scores: bool, days: int
) -> None:
    """Make a link that registers an academy by itself; paste it into that academy.

    The first academy that opens it is connected to the board, and no other.
    """
    lasts = timedelta(days=days)
    offer = Offer(board, school, accept_new_deployments, report_scores, lasts)
    with opened_product() as product:
        made = invite_academy(product.tool, offer)
    say(made.link)
    say(f"Works until {made.invitation.expires:%Y-%m-%d %H:%M} UTC. It is shown only now.")


@platforms.command("remove")
@click.argument("issuer")
@click.argument("client_id")
@click.confirmation_option(prompt="Nobody comes in by it any more. Remove it?")
def remove(issuer: str, client_id: str) -> None:
    """Take leave of an academy. People keep all that is theirs.

    Who comes back by the same ISSUER and CLIENT_ID later is herself again.
    """
    with opened_product() as product:
        known = list_platforms(product.tool.database)
        named = [one for one in known if _names(one) == (issuer, client_id)]
        for one in named:
            remove_known(product.tool, one)
    if not named:
        raise OneSentence(f"No academy is registered as {issuer} with client id {client_id}.")
    say(f"{named[0].registration.name} is removed.")


def _names(known: KnownPlatform) -> tuple[str, str]:
    return known.registration.issuer, known.registration.client_id


@platforms.command("list")
def list_all() -> None:
    """Show the registered academies and their deployments."""
    with opened_database() as database:
        found, old = list_platforms(database), list_consumers(database)
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
    if old:
        told = [(one.tenant, one.name, one.key, "open" if one.is_open else "closed") for one in old]
        show("Academies with LTI 1.1", ("board", "name", "key", "state"), told)
