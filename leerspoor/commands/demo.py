"""`leerspoor demo`: the product with a demo academy and a living school, to click through."""

import shutil
import socket
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from foundation.clock import now
from foundation.database import Database
from foundation.identifiers import new_token
from foundation.logs import configure_logs
from foundation.migrations import upgrade
from foundation.web.slashes import Wsgi, collapse_slashes
from leerspoor.commands.surroundings import OneSentence, one_sentence
from leerspoor.demo.academy import Academy, make_academy_app
from leerspoor.demo.academy.academy import Mood
from leerspoor.demo.school.seed import seed
from leerspoor.demo.school.times import TimeMachine
from leerspoor.hosts import by_host
from leerspoor.product import Product, assemble, connect
from leerspoor.server import serve_forever
from lti_tool.people.operations import list_boards

ACADEMY = "http://localhost:8000"
TOOL = "http://127.0.0.1:8010"
CONTENT = "http://127.0.0.2:8020"
HALF_MADE = "half-made"
OTHER_HOST = "Its address; each of the three on another host."


@click.command()
@click.option("--reset", is_flag=True, help="Throw the demo's data away and start afresh.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("var/demo"),
    show_default=True,
    help="Where its data are kept.",
)
@click.option("--academy", "academy_url", default=ACADEMY, show_default=True, help=OTHER_HOST)
@click.option("--tool", "tool_url", default=TOOL, show_default=True, help=OTHER_HOST)
@click.option("--content", "content_url", default=CONTENT, show_default=True, help=OTHER_HOST)
@click.option("--bind", multiple=True, help="Addresses to listen at, where not the three above.")
@click.option("--only-academy", is_flag=True, help="Serve the academy for a tool elsewhere.")
def demo(
    reset: bool,
    folder: Path,
    academy_url: str,
    tool_url: str,
    content_url: str,
    bind: tuple[str, ...],
    only_academy: bool,
) -> None:
    """Start Leerspoor with a demo academy. Ctrl-C stops it; the data are kept."""
    configure_logs("console", quiet=True)
    academy = Academy(academy_url, tool_url, mood=Mood(groups=True))
    if only_academy:
        app = make_academy_app(academy)
        serve_forever(lambda: app, bind or [_bind_of(academy_url)], workers=1, threads=8)
        return
    binds = bind or tuple(map(_bind_of, (academy_url, tool_url, content_url)))
    for address in binds:
        _expect_free(address)
    if reset or (folder / HALF_MADE).exists():
        shutil.rmtree(folder, ignore_errors=True)
    with one_sentence():
        _prepare(folder, academy, content_url)
    _announce(academy_url)
    make = partial(_serve, folder, academy, content_url)
    serve_forever(make, binds, workers=1, threads=24)


def _prepare(folder: Path, academy: Academy, content_url: str) -> None:
    """Make the tables and, the first time, the school with its year."""
    folder.mkdir(parents=True, exist_ok=True)
    database = _database(folder)
    columns = (TextColumn("{task.description:<24}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:
        task = progress.add_task("Tables", total=None)
        upgrade(database)
        if not list_boards(database):
            (folder / HALF_MADE).touch()
            clock = TimeMachine(now())
            product = _product(folder, academy, content_url, clock)

            def show(title: str, done: int, total: int) -> None:
                progress.update(task, description=title, completed=done - 1, total=total)

            seed(product, clock, academy, show)
            (folder / HALF_MADE).unlink()
        progress.update(task, description="Ready", completed=1, total=1)
    database.dispose()


def _database(folder: Path) -> Database:
    return connect(f"sqlite:///{folder / 'leerspoor.sqlite'}")


def _product(
    folder: Path, academy: Academy, content_url: str, clock: TimeMachine | None
) -> Product:
    return assemble(
        _database(folder),
        tool_url=academy.tool_url,
        content_url=content_url,
        secret=_secret(folder),
        packages=folder / "packages",
        clock=clock or now,
        private_academies=True,
    )


def _secret(folder: Path) -> bytes:
    kept = folder / "secret"
    if not kept.exists():
        kept.write_text(new_token(), encoding="utf-8")
        kept.chmod(0o600)
    return kept.read_bytes()


def _serve(folder: Path, academy: Academy, content_url: str) -> Wsgi:
    product = _product(folder, academy, content_url, None)
    product.work()
    hosts: dict[str, Wsgi] = {academy.url: make_academy_app(academy), **product.hosts()}
    return collapse_slashes(by_host(hosts, health=product.tool_app))


def _bind_of(address: str) -> str:
    parts = urlsplit(address)
    host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname
    return f"{host}:{parts.port or 80}"


def _expect_free(address: str) -> None:
    host, port = address.rsplit(":", 1)
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((host, int(port)))
        except OSError as fault:
            raise OneSentence(f"{address} can't be used: {fault.strerror}.") from fault


def _announce(academy_url: str) -> None:
    console = Console(highlight=False)
    console.print()
    console.print(
        f"  Open [bold]{academy_url}[/bold] and choose who you are; begin with", soft_wrap=True
    )
    console.print("  Eva van den Berg, who is new. (Leerspoor in English: the link on that page.)")
    console.print("  Ctrl-C stops the demo. The data are kept; `make demo-reset` starts afresh.")
    console.print()
