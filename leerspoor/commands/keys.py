"""`leerspoor keys`: what we sign with, for all academies."""

import click

from leerspoor.commands.surroundings import opened_product, show
from lti_tool.platforms.operations.own_keys import own_keys_of, rotate_keys
from lti_tool.platforms.rules.own_keys import OwnKey


@click.group()
def keys() -> None:
    """Our own keys: the one we sign with and the next. They change by themselves every 90 days."""


@keys.command("list")
def list_all() -> None:
    """Show both keys, as published at /lti/jwks."""
    with opened_product() as product:
        _show(own_keys_of(product.tool))


@keys.command("rotate")
@click.option("--now", is_flag=True, help="Also when academies may not know the next key yet.")
def rotate(now: bool) -> None:
    """Sign with the next key from now on, and publish a new one behind it.

    With --now when a key leaked: some academies will refuse us until they look at our keys again.
    """
    with opened_product() as product:
        _show(rotate_keys(product.tool, at_once=now))


def _show(found: list[OwnKey]) -> None:
    rows = [(one.kid, f"{one.made:%Y-%m-%d}", _day(one)) for one in found]
    show("Keys", ("kid", "published since", "signs since"), rows)


def _day(key: OwnKey) -> str:
    return f"{key.signing_since:%Y-%m-%d}" if key.signing_since else "next"
