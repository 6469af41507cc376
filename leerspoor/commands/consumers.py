"""`leerspoor platforms consumer`: an academy that speaks LTI 1.1 only."""

from uuid import UUID

import click

from leerspoor.commands.organisation import BOARD
from leerspoor.commands.surroundings import opened_product, say
from lti_tool.platforms.operations.keep_consumers import NewConsumer, add_consumer
from lti_tool.platforms.rules.tool_registrations import own_addresses


@click.command("consumer")
@BOARD
@click.option("--school", type=click.UUID, help="Where new people become teacher.")
@click.argument("name")
@click.argument("address")
def consumer(board: int, school: UUID | None, name: str, address: str) -> None:
    """Make a key and a secret for an academy at ADDRESS that speaks LTI 1.1 only.

    On the page Academies it is closed, gets a new secret, or is removed.
    """
    with opened_product() as product:
        made = add_consumer(product.tool, NewConsumer(board, name, address, school))
        launch = own_addresses(product.tool.tool_url).launch
    say(f"Launch URL    {launch}")
    say(f"Consumer key  {made.consumer.key}")
    say(f"Secret        {made.secret}")
    say("The secret is shown only now.")
