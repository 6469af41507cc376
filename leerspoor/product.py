"""Put the product together: the only place where the packages meet."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from flask import Flask

from content_packages import (
    Shelf,
    admit_session,
    authenticate_launch,
    content_app,
    on_stored_move_on,
)
from foundation.clock import Clock, now
from foundation.database import Database, Transaction
from foundation.outbox import Worker
from foundation.web.slashes import Wsgi, collapse_slashes
from leerspoor.hosts import by_host
from leerspoor.settings import Settings
from lrs import Credential, RecordStore, Statement
from lti_tool.application import make_tool_app
from lti_tool.people.operations import list_boards
from lti_tool.shell.tool import Tool

PATIENCE = httpx.Timeout(10, connect=5)


@dataclass(frozen=True, slots=True)
class Product:
    tool: Tool
    tool_app: Flask
    content_app: Flask
    worker: Worker

    def wsgi(self) -> Wsgi:
        """Both hosts of the product as one WSGI app."""
        hosts = {self.tool.tool_url: self.tool_app, self.tool.content_url: self.content_app}
        return collapse_slashes(by_host(hosts, health=self.tool_app))

    def work(self) -> threading.Event:
        """Start the worker in a thread of this process; set the event to stop it."""
        stop = threading.Event()
        threading.Thread(target=self.worker.run_until, args=(stop,), daemon=True).start()
        return stop
