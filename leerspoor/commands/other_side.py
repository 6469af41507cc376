"""What commands about other record stores share: their address, version and secret."""

import os
from urllib.parse import urlsplit

import click
import httpx

from leerspoor.commands.surroundings import OneSentence
from lrs import Version

XAPI_VERSION = click.option(
    "--xapi-version",
    type=click.Choice([version.value for version in Version]),
    default=Version.V1.value,
    show_default=True,
    help="What the other side speaks.",
)


def secret_of_other_side() -> str:
    """Never an option: what stands on a command line can be read by others."""
    asked: str = os.environ.get("XAPI_SECRET") or click.prompt("Secret", hide_input=True)
    return asked


def endpoint_of(text: str) -> str:
    """The address that `/statements` hangs below."""
    try:
        usable = httpx.URL(text).scheme in ("https", "http") and bool(urlsplit(text).hostname)
    except (httpx.InvalidURL, ValueError):
        usable = False
    if not usable:
        raise OneSentence(f"{text!r} is not an http(s) address.")
    return text.rstrip("/").removesuffix("/statements")
