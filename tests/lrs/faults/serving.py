"""A record store as it is run: `leerspoor lrs` in processes of its own, which a test may harm."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.postgres import children_of, free_port, largest_file_in

ROOT = Path(__file__).resolve().parents[3]
KEY, SECRET = "reader", "0123456789abcdef"
PATIENCE = 180.0
"""Seconds after which a test gives up waiting; nothing here takes that long."""


def wait_until(holds: Callable[[], object], wish: str, patience: float = PATIENCE) -> None:
    """Ask again and again, a little later each time."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, f"waited in vain until {wish}"
        time.sleep(0.02)


@dataclass(frozen=True, slots=True)
class Served:
    """The running store, and everything it said."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path
    is_on_sqlite: bool

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/xapi"

    def client(self) -> httpx.Client:
        """Asks as an xAPI client does; it never waits for ever."""
        return httpx.Client(
            base_url=self.url,
            auth=(KEY, SECRET),
            headers={"X-Experience-API-Version": "1.0.3"},
            timeout=PATIENCE,
            trust_env=False,
        )

    def workers(self) -> list[int]:
        return children_of(self.process.pid)

    def leave_room(self, room: int | None) -> None:
        """Let no file grow `room` bytes beyond the largest: to SQLite a disk that is full."""
        for one in (self.process.pid, *self.workers()):
            _, hard = resource.prlimit(one, resource.RLIMIT_FSIZE)
            soft = hard if room is None else largest_file_in(self.log.parent) + room
            resource.prlimit(one, resource.RLIMIT_FSIZE, (soft, hard))

    def answers(self) -> bool:
        try:
            with self.client() as client:
                return client.get("/statements", params={"limit": 1}, timeout=5).is_success
        except httpx.TransportError:
            return False

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


@contextmanager
def serving(database_url: str, folder: Path, workers: int = 2) -> Iterator[Served]:
    port, log = free_port(), folder / "served.log"
    credential = f"{KEY}:{SECRET}"
    command = [sys.executable, "-m", "leerspoor", "lrs", "--database", database_url]
    command += ["--port", str(port), "--workers", str(workers), "--credential", credential]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)  # noqa: S603
    served = Served(process, port, log, database_url.startswith("sqlite"))
    try:
        wait_until(lambda: process.poll() is not None or served.answers(), "the store answers")
        assert process.poll() is None, served.said()
        yield served
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """A stop is clean; where a test left something that hinders it, all of it ends at once."""
    left = children_of(process.pid) if process.poll() is None else []
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        for one in (process.pid, *left):
            os.kill(one, signal.SIGKILL)
        process.wait()
