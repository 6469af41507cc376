"""From a launch to the first byte of content, and 200 learners whose SCOs save every ten seconds.

Both on `leerspoor serve` with two workers, over HTTP, beside an answer of the same server that
asks nothing of the database. Run: python -m benchmarks.players
"""

import argparse
import base64
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

from foundation.database import Database
from foundation.migrations import upgrade
from lrs import Scope, add_credential
from lti_tool.people.operations import add_board
from tests.content_packages.other_packages import scorm12
from tests.postgres import postgresql_server

PORT = 18_978
TOOL, CONTENT = f"127.0.0.1:{PORT}", f"127.0.0.2:{PORT}"
KEY, SECRET = "bench", "bench-secret"
AUTHORITY = {"objectType": "Agent", "mbox": "mailto:bench@example.com"}
EVERY, SENDERS = 10.0, 20
TARGET_MS = 30


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    milliseconds: list[float]
    target: float | None = None


class Asking:
    """One connection to the server; `host` says for which of its two apps."""

    def __init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT)

    def ask(self, method: str, host: str, path: str, body: bytes | None = None) -> bytes:
        told = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        headers = {"Host": host, "Content-Type": "application/json"}
        if host == TOOL:
            headers["Authorization"] = f"Basic {told}"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        said = answer.read()
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"{method} {path}: {answer.status} {said[:200]!r}")
        return said

    def launch(self, package: str, learner: str) -> str:
        """The secret of a launch."""
        actor = {"account": {"homePage": "https://bench.example", "name": learner}}
        path = f"/api/packages/v1/packages/{package}/units/0/launches"
        said = json.loads(self.ask("POST", TOOL, path, json.dumps({"actor": actor}).encode()))
        return str(said["url"]).rpartition("/")[2]

    def save(self, secret: str, number: int) -> None:
        core = {"lesson_status": "incomplete", "lesson_location": str(number)}
        data = {"core": core, "suspend_data": f"{number} " * 500}
        said = {"sitting": "bench", "moment": number, "final": False, "data": data}
        self.ask("POST", CONTENT, f"/save/{secret}/0", json.dumps(said).encode())


def main() -> None:
    asked = _arguments()
    console = Console()
    for name in asked.databases:
        with _address(name) as url, tempfile.TemporaryDirectory() as folder:
            _prepare(url)
            with _served(url, folder):
                package = _take_in()
                _tell(console, name, list(_measure(package, asked)))


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--launches", type=int, default=100)
    reader.add_argument("--learners", type=int, default=200)
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    return reader.parse_args()


@contextmanager
def _address(name: str) -> Iterator[str]:
    if name == "postgresql":
        with postgresql_server() as url:
            yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/players.sqlite"


def _prepare(url: str) -> None:
    database = Database.connect(url)
    upgrade(database)
    board = add_board(database, "Bench")
    scopes = (Scope.PACKAGES,)
    add_credential(
        database, board.id, title="x", authority=AUTHORITY, scopes=scopes, key=KEY, secret=SECRET
    )
    database.dispose()


@contextmanager
def _served(url: str, folder: str) -> Iterator[None]:
    """The product as it is shipped."""
    settings = {
        "LEERSPOOR_DATABASE_URL": url,
        "LEERSPOOR_TOOL_URL": f"http://{TOOL}",
        "LEERSPOOR_CONTENT_URL": f"http://{CONTENT}",
        "LEERSPOOR_SECRET": "a secret that only a benchmark would ever use",
        "LEERSPOOR_PACKAGES": folder,
    }
    command = [sys.executable, "-m", "leerspoor", "serve", "--bind", TOOL, "--workers", "2"]
    server = subprocess.Popen(
        command,
        cwd=Path(__file__).parents[1],
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait()
        yield
    finally:
        server.terminate()
        server.wait()


def _wait() -> None:
    for _ in range(300):
        try:
            Asking().ask("GET", TOOL, "/health/ready")
        except (OSError, RuntimeError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def _take_in() -> str:
    said = Asking().ask("POST", TOOL, "/api/packages/v1/packages?filename=x.zip", scorm12())
    return str(json.loads(said)["id"])


def _measure(package: str, asked: argparse.Namespace) -> Iterator[Measured]:
    client = Asking()
    empty = [_timed(client.ask, "GET", CONTENT, "/static/player.css") for _ in range(100)]
    yield Measured("a style sheet (baseline)", empty)
    launches, first = [], []
    for number in range(asked.launches):
        begun = time.perf_counter()
        secret = client.launch(package, f"learner-{number}")
        launches.append(1000 * (time.perf_counter() - begun))
        client.ask("GET", CONTENT, f"/c/{secret}/index.html")
        first.append(1000 * (time.perf_counter() - begun))
    yield Measured("launch", launches)
    yield Measured("launch to first byte of content", first, TARGET_MS)
    secrets = [client.launch(package, f"saver-{number}") for number in range(asked.learners)]
    saves = _save_together(secrets, asked.rounds)
    yield Measured(f"save, {asked.learners} learners every {EVERY:.0f} s", saves, 1000 * EVERY)


def _save_together(secrets: list[str], rounds: int) -> list[float]:
    """Each sender saves for its learners, spread over the ten seconds of a round."""
    taken: list[float] = []

    def send(share: list[str]) -> None:
        client, begun = Asking(), time.perf_counter()
        for number in range(rounds * len(share)):
            due = begun + number * EVERY / len(share)
            time.sleep(max(0.0, due - time.perf_counter()))
            taken.append(_timed(client.save, share[number % len(share)], number + 1))

    threads = [threading.Thread(target=send, args=(secrets[n::SENDERS],)) for n in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(taken) < rounds * len(secrets):
        raise RuntimeError("some saves failed")
    return taken


def _timed(act: object, *given: object) -> float:
    begun = time.perf_counter()
    act(*given)  # type: ignore[operator]
    return 1000 * (time.perf_counter() - begun)


def _tell(console: Console, name: str, measured: list[Measured]) -> None:
    table = Table(title=f"Players on {name}")
    for head in ("what", "count", "p50 ms", "p95 ms", "target"):
        table.add_column(head, justify="left" if head == "what" else "right")
    for one in measured:
        p50, p95 = median(one.milliseconds), quantiles(one.milliseconds, n=20)[-1]
        met = "" if one.target is None else "met" if p50 < one.target else "missed"
        table.add_row(one.name, str(len(one.milliseconds)), f"{p50:.1f}", f"{p95:.1f}", met)
    console.print(table)


if __name__ == "__main__":
    main()
