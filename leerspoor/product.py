"""Put the product together: the only place where the packages meet."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

import httpx
from flask import Flask

from content_packages import Shelf, content_app, with_package_hooks
from foundation.clock import Clock, now
from foundation.database import Database, Transaction
from foundation.outbox import Sender, Worker
from foundation.seals import Seal
from foundation.web.slashes import Wsgi, collapse_slashes
from leerspoor.hosts import by_host
from leerspoor.settings import Settings
from lrs import (
    FORWARD,
    Forwarding,
    RecordStore,
    Statement,
    Version,
    owe_forwards,
    send_forward,
)
from lti_tool.application import make_tool_app
from lti_tool.blend.operations.chores import chores as blend_chores
from lti_tool.evidence.operations import count_for_goals, forget_statements
from lti_tool.evidence.operations.report_completions import report_completions
from lti_tool.people.operations import list_boards
from lti_tool.platforms.operations.access import AcademyAccess
from lti_tool.platforms.operations.frames import framing_origins_of
from lti_tool.platforms.operations.owe_score import KIND as SCORE
from lti_tool.platforms.operations.send_score import ScoreSender
from lti_tool.platforms.operations.sync_members import KIND as MEMBERS
from lti_tool.platforms.operations.sync_members import MembersReader
from lti_tool.platforms.operations.tend import chores as academy_chores
from lti_tool.platforms.platforms.public_network import academy_client
from lti_tool.providers.operations.receive_statements import admit_pushes, receive_statements
from lti_tool.shell.tool import Tool

PATIENCE = httpx.Timeout(10, connect=5)
"""Seconds we wait for another server; nobody waits longer for an academy."""


@dataclass(frozen=True, slots=True)
class Product:
    tool: Tool
    tool_app: Flask
    content_app: Flask
    worker: Worker
    forwarding: Forwarding

    def hosts(self) -> dict[str, Wsgi]:
        """Public address → app."""
        return {self.tool.tool_url: self.tool_app, self.tool.content_url: self.content_app}

    def wsgi(self) -> Wsgi:
        """Both hosts of the product as one WSGI app."""
        return collapse_slashes(by_host(self.hosts(), health=self.tool_app))

    def work(self) -> threading.Event:
        """Start the worker in a thread of this process; set the event to stop it."""
        stop = threading.Event()
        threading.Thread(target=self.worker.run_until, args=(stop,), daemon=True).start()
        return stop


def connect(url: str) -> Database:
    """Open the database; the folder of an SQLite file is made when missing."""
    database = Database.connect(url)
    if database.dialect == "sqlite" and database.engine.url.database:
        Path(database.engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    return database


def build(settings: Settings) -> Product:
    return assemble(
        connect(settings.database_url),
        tool_url=settings.tool_url,
        content_url=settings.content_url,
        secret=settings.secret,
        packages=settings.packages,
        xapi_version=Version(settings.xapi_version),
        private_academies=settings.private_academies,
    )


def assemble(
    database: Database,
    *,
    tool_url: str,
    content_url: str,
    secret: bytes,
    packages: Path,
    clock: Clock = now,
    xapi_version: Version = Version.V1,
    http: httpx.Client | None = None,
    private_academies: bool = False,
) -> Product:
    """Hang everything together. The hooks close over the tool, which is made after the store.

    `http` reaches academies; without it we make one that is patient, but not for long, and that
    goes into no private network unless `private_academies` says so.
    """

    def stored(tx: Transaction, fresh: Sequence[Statement]) -> None:
        receive_statements(tx, tool, fresh)
        report_completions(tx, count_for_goals(tool_url, tx, fresh), clock())

    def brought_in(tx: Transaction, past: Sequence[Statement]) -> None:
        count_for_goals(tool_url, tx, past)

    store = with_package_hooks(
        RecordStore(
            database,
            f"{tool_url}/xapi",
            clock,
            admit=(admit_pushes,),
            on_stored=(stored, partial(owe_forwards, clock)),
            on_brought_in=(brought_in, partial(owe_forwards, clock)),
            on_erased=(partial(forget_statements, tool_url),),
            default_version=xapi_version,
        )
    )
    shelf = Shelf(database, store, packages, content_url, store.base, clock)
    academies = http or academy_client(PATIENCE, private=private_academies)
    tool = Tool(database, store, shelf, clock, tool_url, content_url, secret, academies)
    http = httpx.Client(timeout=PATIENCE, follow_redirects=False)
    forwarding = Forwarding(store, http, Seal(secret, "forwards"))
    access = AcademyAccess.of(tool)
    senders: dict[str, Sender] = {
        SCORE: ScoreSender(access),
        MEMBERS: MembersReader(access),
        FORWARD: partial(send_forward, forwarding),
    }
    chores = (*academy_chores(tool), *blend_chores(tool))
    worker = Worker(database, senders, partial(_tenants, database), clock, chores)
    framed_by = partial(_framed_by, tool)
    content = content_app(shelf, framed_by, str(files("lti_tool") / "translations"))
    return Product(tool, make_tool_app(tool), content, worker, forwarding)


def _framed_by(tool: Tool, tenant: int) -> tuple[str, ...]:
    """A module stands in a page of ours, which stands in a page of an academy of that board."""
    return (tool.tool_url, *framing_origins_of(tool.database, tenant))


def _tenants(database: Database) -> list[int]:
    return [board.id for board in list_boards(database)]
