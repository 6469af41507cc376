"""Statements as academies send them, and a served record store to send them to."""

import base64
import http.client
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import psycopg

from foundation.database import Database
from lrs import Scope, add_credential

PEOPLE, COURSES, UNITS = 2_000, 25, 20
VERBS = (
    "http://adlnet.gov/expapi/verbs/launched",
    "http://adlnet.gov/expapi/verbs/initialized",
    "http://adlnet.gov/expapi/verbs/progressed",
    "http://adlnet.gov/expapi/verbs/answered",
    "http://adlnet.gov/expapi/verbs/completed",
    "http://adlnet.gov/expapi/verbs/passed",
    "http://adlnet.gov/expapi/verbs/failed",
    "http://adlnet.gov/expapi/verbs/terminated",
)
AUTHORITY = {"account": {"homePage": "https://bench.example", "name": "bench"}}
KEY, SECRET = "bench", "bench-secret"
PORT = 18_977
TOKEN = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
HEADERS = {
    "Authorization": f"Basic {TOKEN}",
    "Content-Type": "application/json",
    "X-Experience-API-Version": "1.0.3",
}


def agent(number: int) -> dict[str, object]:
    account = {"homePage": "https://tool.example", "name": f"teacher-{number % PEOPLE}"}
    return {"objectType": "Agent", "account": account}


def course(number: int) -> str:
    return f"https://content.example/xapi/courses/{number % COURSES}"


def unit(number: int) -> str:
    return f"{course(number)}/units/{number // COURSES % UNITS}"


def registration(number: int) -> str:
    return str(UUID(int=(0x6F1A0C5E11114222_8333 << 48) + number % PEOPLE))


def made_statement(number: int) -> dict[str, object]:
    """About 1 kB with nine terms, as a cmi5 unit sends them: shared activities, many people."""
    verb = VERBS[number % len(VERBS)]
    return {
        "id": str(uuid4()),
        "timestamp": "2026-11-23T14:00:00.123Z",
        "actor": agent(number * 7),
        "verb": {"id": verb, "display": {"en": verb.rpartition("/")[2], "nl": "deed"}},
        "object": {
            "objectType": "Activity",
            "id": unit(number),
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/lesson",
                "name": {"nl": f"Scherpe lesdoelen, deel {number // COURSES % UNITS}"},
                "description": {"nl": "Wat je leerlingen aan het eind van de les kunnen."},
            },
        },
        "result": {
            "completion": True,
            "success": number % 3 > 0,
            "score": {"scaled": 0.85, "raw": 17, "min": 0, "max": 20},
            "duration": "PT12M30.5S",
        },
        "context": {
            "registration": registration(number * 7),
            "language": "nl-NL",
            "contextActivities": {
                "grouping": [{"id": course(number)}],
                "category": [{"id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}],
            },
            "extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": str(uuid4())},
        },
    }


def made_batches(count: int, size: int, begin: int = 0) -> list[bytes]:
    """The bodies of all requests, made before the clock starts."""
    numbers = range(begin, begin + count)
    return [
        msgspec.json.encode([made_statement(number) for number in numbers[first : first + size]])
        for first in range(0, count, size)
    ]


@dataclass(frozen=True, slots=True)
class Served:
    """A gunicorn with the record store; `pid` is the master's."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]


@contextmanager
def served(database_url: str, workers: int = 1) -> Iterator[Served]:
    """The record store as `leerspoor lrs` serves it."""
    command = [
        *(sys.executable, "-m", "leerspoor", "lrs", "--port", str(PORT)),
        *("--database", database_url, "--credential", f"{KEY}:{SECRET}"),
        *("--workers", str(workers)),
    ]
    server = subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=subprocess.DEVNULL)
    try:
        _wait_for(PORT)
        yield Served(PORT, server.pid)
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        try:
            connection.request("GET", "/xapi/about")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("the server did not start")


def let_in(database: Database) -> None:
    wishes = {"title": "benchmark", "authority": AUTHORITY, "scopes": [Scope.ALL]}
    add_credential(database, 1, key=KEY, secret=SECRET, **wishes)  # type: ignore[arg-type]


def _written(method: str, path: str, body: bytes = b"") -> bytes:
    """A request as it goes over the wire."""
    headers = {"Host": "127.0.0.1", "Content-Length": str(len(body)), **HEADERS}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {said}" for name, said in headers.items())]
    return "\r\n".join((*lines, "", "")).encode() + body


class Client:
    """One connection that stays open. It shares the machine with the server, so what it times it
    sends and reads itself: Python's own client takes as long as half an answer.
    """

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] = HEADERS,
    ) -> bytes:
        self.connection.request(method, path, body, dict(headers))
        answer = self.connection.getresponse()
        said = answer.read()
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"{answer.status}: {said[:300]!r}")
        return said

    def post(self, body: bytes) -> float:
        """Store a batch; gives the seconds that it took."""
        return self._timed(_written("POST", "/xapi/statements", body))

    def get(self, path: str) -> float:
        return self._timed(_written("GET", path))

    def _timed(self, request: bytes) -> float:
        began = time.perf_counter()
        self.socket.sendall(request)
        said = self._more()
        while (end := said.find(b"\r\n\r\n")) < 0:
            said += self._more()
        length = _LENGTH.search(said, 0, end + 2)
        missing = end + 4 + int(length[1] if length else 0) - len(said)
        while missing > 0:
            missing -= len(self._more())
        taken = time.perf_counter() - began
        if not said.startswith(b"HTTP/1.1 20"):
            raise RuntimeError(said[:300])
        return taken

    def _more(self) -> bytes:
        said = self.socket.recv(RECEIVED)
        if not said:
            raise ConnectionResetError
        return said


RECEIVED = 256 * 1024
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


def in_parallel(port: int, bodies: Sequence[bytes], senders: int) -> list[float]:
    """Every sender keeps one connection and sends its share; gives each request's seconds."""
    taken: list[float] = []
    faults: list[BaseException] = []

    def send(share: Sequence[bytes]) -> None:
        client = Client(port)
        try:
            taken.extend([client.post(body) for body in share])
        except Exception as fault:  # noqa: BLE001  (told below, in the thread that asked)
            faults.append(fault)

    threads = [
        threading.Thread(target=send, args=(bodies[first::senders],)) for first in range(senders)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"{len(faults)} senders failed") from faults[0]
    return taken


def settle_down(database: Database) -> None:
    """What a database does by itself in quiet moments."""
    if database.dialect == "postgresql":
        url = database.engine.url.set(drivername="postgresql").render_as_string()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        return
    with database.writing(None) as tx:
        tx.exec_driver_sql("ANALYZE")
