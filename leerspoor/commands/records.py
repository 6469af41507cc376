"""`leerspoor lrs`: the record store alone, for whoever needs no more than that."""

import click

from foundation.logs import configure_logs
from foundation.migrations import upgrade
from foundation.settings import database_address
from foundation.web.slashes import Wsgi
from leerspoor.alone import (
    TENANT,
    forwarding_alone,
    secret_alone,
    with_forwards,
    work_alone,
)
from leerspoor.commands.surroundings import OneSentence, one_sentence, say
from leerspoor.product import connect
from leerspoor.server import serve_forever
from lrs import (
    Acquaintance,
    RecordStore,
    Scope,
    Version,
    add_credential,
    list_credentials,
    make_lrs_app,
)

PACKAGES = ("foundation", "lrs")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
@click.option(
    "--database",
    "database_url",
    default="sqlite:///var/statements.sqlite",
    show_default=True,
    callback=lambda _context, _option, text: _known_database(text),
    help="sqlite:///path or postgresql://user:password@host/name",
)
@click.option(
    "--credential",
    multiple=True,
    metavar="KEY:SECRET",
    help="Lets whoever shows it do everything. May be given more than once.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option(
    "--default-version",
    type=click.Choice([version.value for version in Version]),
    default=Version.V1.value,
    show_default=True,
    help="The xAPI version in the answer to a request that names none.",
)
def lrs(
    host: str,
    port: int,
    database_url: str,
    credential: tuple[str, ...],
    workers: int,
    default_version: str,
) -> None:
    """Serve only the record store, under /xapi. The tables are made where they are missing.

    Where LEERSPOOR_SECRET is set, it also sends on what `leerspoor forwards` says.
    """
    configure_logs("console")
    with one_sentence():
        secret_alone()
        _prepare(database_url, credential)

    def make() -> Wsgi:
        base = f"http://{host}:{port}/xapi"
        version = Version(default_version)
        store = RecordStore(
            connect(database_url),
            base,
            default_version=version,
            acquaintance=Acquaintance(seconds=1.0),
        )
        if secret_alone():
            store = with_forwards(store)
            work_alone(forwarding_alone(store))
        return make_lrs_app(store)

    say(f"xAPI record store at http://{host}:{port}/xapi (Ctrl-C stops it)")
    serve_forever(make, [f"{host}:{port}"], workers, threads=8)


def _known_database(text: str) -> str:
    try:
        return database_address(text)
    except ValueError as fault:
        raise click.BadParameter(f"{fault}.") from fault


def _prepare(database_url: str, credentials: tuple[str, ...]) -> None:
    database = connect(database_url)
    upgrade(database, PACKAGES)
    known = {kept.key for kept in list_credentials(database, TENANT)}
    for pair in credentials:
        key, colon, secret = pair.partition(":")
        if not (key and colon and secret):
            raise OneSentence(f"{pair!r} is no credential; write KEY:SECRET.")
        if key not in known:
            authority = {"account": {"homePage": "http://localhost/credentials", "name": key}}
            add_credential(
                database,
                TENANT,
                title=key,
                authority={"objectType": "Agent", **authority},
                scopes=(Scope.ALL,),
                key=key,
                secret=secret,
            )
    database.dispose()
