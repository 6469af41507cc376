"""`leerspoor credentials`: keys with which other systems write and read statements."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import click

from foundation.clock import now
from leerspoor.commands.surroundings import say, show
from leerspoor.commands.whose import opened_tables, whose
from lrs import (
    KeptCredential,
    Scope,
    add_credential,
    list_credentials,
    rotate_credential,
    withdraw_credential,
)

TOLD_ONCE = "The secret is not kept: write it down now."


class End(click.ParamType[datetime]):
    """A date or a number of days, as the moment from which a key opens nothing."""

    name = "DATE or DAYS"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        try:
            end = _end(value)
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is no date (2027-08-01) and no number of days.", param, ctx)
        if end <= now():
            self.fail(f"{value!r} is not in the future.", param, ctx)
        return end


class Iri(click.ParamType[str]):
    """A key for something that is no IRI would open nothing, and nobody would see why."""

    name = "IRI"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        scheme, colon, rest = str(value).partition(":")
        if not (scheme.isascii() and scheme.isalnum() and colon and rest) or " " in rest:
            self.fail(f"{value!r} is no IRI, such as https://aanbieder.example/.", param, ctx)
        return str(value)


def _end(said: str) -> datetime:
    if said.isdecimal():
        return now() + timedelta(days=int(said))
    return datetime.combine(date.fromisoformat(said), time(), UTC)


EXPIRES = click.option(
    "--expires", type=End(), help="From this day (0:00 UTC), or after so many days, it ends."
)


@click.group()
def credentials() -> None:
    """Keys with which other systems write and read statements."""


@credentials.command("add")
@whose
@click.argument("title")
@click.option(
    "--scope",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    default=[Scope.STATEMENTS_WRITE.value],
    show_default=True,
    help="What the key may do. May be given more than once.",
)
@click.option(
    "--prefix", multiple=True, type=Iri(), help="Only about activities whose IRI begins so."
)
@click.option("--verb", multiple=True, type=Iri(), help="Only with this verb (an IRI).")
@EXPIRES
@click.option("--rate", help="How often it may ask, such as 600/minute. Else as often as it wants.")
@click.option(
    "--homepage", default="https://w3id.org/leerspoor", help="Names the writer in statements."
)
def add(
    board: int | None,
    database: str | None,
    title: str,
    scope: tuple[str, ...],
    prefix: tuple[str, ...],
    verb: tuple[str, ...],
    expires: datetime | None,
    rate: str | None,
    homepage: str,
) -> None:
    """Make a key for the system called TITLE. Its secret is shown this once."""
    with opened_tables(board, database) as (opened, tenant):
        authority = {"homePage": homepage, "name": title}
        key, secret = add_credential(
            opened,
            tenant,
            title=title,
            authority={"objectType": "Agent", "account": authority},
            scopes=[Scope(one) for one in scope],
            activity_prefixes=prefix,
            verbs=verb,
            expires=expires,
            rate=rate,
        )
    say(f"key:    {key}\nsecret: {secret}\n{TOLD_ONCE}")


@credentials.command("list")
@whose
def list_all(board: int | None, database: str | None) -> None:
    """Show the keys; never their secrets."""
    with opened_tables(board, database) as (opened, tenant):
        found = list_credentials(opened, tenant)
    columns = ("key", "title", "may", "rate", "made", "last used", "ends")
    show("Credentials", columns, [_row(kept) for kept in found])


def _row(kept: KeptCredential) -> tuple[object, ...]:
    may = " ".join(kept.scopes)
    return kept.key, kept.title, may, kept.rate, kept.created.date(), kept.used, _fate(kept)


def _fate(kept: KeptCredential) -> str:
    """Whether and when it ended or will end, and its former secret."""
    if kept.withdrawn:
        return f"withdrawn {kept.withdrawn.date()}"
    moment, said = now(), []
    if kept.expires:
        said.append(f"{'expired' if kept.expires <= moment else 'expires'} {kept.expires.date()}")
    if kept.former_until and kept.former_until > moment:
        said.append(f"former secret {kept.former_until.date()}")
    return ", ".join(said)


@credentials.command("rotate")
@whose
@click.argument("key")
@click.option(
    "--overlap",
    type=click.IntRange(0, 365),
    default=7,
    show_default=True,
    help="So many days the old secret works too; 0 ends it at once.",
)
@EXPIRES
def rotate(
    board: int | None,
    database: str | None,
    key: str,
    overlap: int,
    expires: datetime | None,
) -> None:
    """Give a key a new secret, shown this once. Only the newest two secrets ever work."""
    with opened_tables(board, database) as (opened, tenant):
        days = timedelta(days=overlap)
        secret, until = rotate_credential(opened, tenant, key, overlap=days, expires=expires)
    old = f"works until {until:%Y-%m-%d %H:%M} UTC" if overlap else "works no more"
    say(f"key:    {key}\nsecret: {secret}\n{TOLD_ONCE} The old secret {old}.")


@credentials.command("withdraw")
@whose
@click.argument("key")
def withdraw(board: int | None, database: str | None, key: str) -> None:
    """End a key: from now on it opens nothing. What was written with it stays."""
    with opened_tables(board, database) as (opened, tenant):
        withdraw_credential(opened, tenant, key)
    say(f"{key} is withdrawn.")
