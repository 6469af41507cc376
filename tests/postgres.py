"""A PostgreSQL of our own for tests and benchmarks, made from the system's programs."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROLE = "leerspoor"
"""Owns the databases and is no superuser, so that row-level security bites."""


@dataclass(frozen=True, slots=True)
class OwnPostgresql:
    """A server that a test may stop and start again; its port and its folder stay."""

    folder: Path
    port: int
    settings: tuple[str, ...]

    @property
    def url(self) -> str:
        """The address of its first database."""
        return f"postgresql+psycopg://{ROLE}@127.0.0.1:{self.port}/{ROLE}"

    def start(self) -> None:
        options = _options(self.port, self.folder, self.settings)
        log = self.folder / "log"
        _run("pg_ctl", "-D", self.folder / "data", "-w", "-o", options, "-l", log, "start")

    def stop(self) -> None:
        """As a crash does it: all processes at once, nothing said to anybody."""
        _run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")

    def leave_room(self, room: int | None) -> None:
        """Let no file grow `room` bytes beyond the largest: to the server a disk that is full."""
        limit = "unlimited" if room is None else largest_file_in(self.folder) + room
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        for process in (first, *children_of(first)):
            _run("prlimit", "--pid", process, f"--fsize={limit}:")

    def sql(self, statement: str) -> None:
        where = ("-h", self.folder, "-p", self.port, "-U", "postgres")
        _run("psql", "-q", *where, "-c", statement, "postgres")


@contextmanager
def own_postgresql(*settings: str, wal_segment: int = 16) -> Iterator[OwnPostgresql]:
    """Start a fresh server on a free port, with an empty database.

    `settings` are extra `name=value` pairs, `wal_segment` is in MB. Durability is off: this
    server keeps nothing.
    """
    server = OwnPostgresql(Path(tempfile.mkdtemp(prefix="leerspoor-pg-")), free_port(), settings)
    try:
        _prepare(server.folder, wal_segment)
        server.start()
        try:
            server.sql(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
            server.sql(f"CREATE DATABASE {ROLE} OWNER {ROLE}")
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(server.folder, ignore_errors=True)


@contextmanager
def postgresql_server(*settings: str) -> Iterator[str]:
    """The same, for whoever only wants its address."""
    with own_postgresql(*settings) as server:
        yield server.url


def largest_file_in(folder: Path) -> int:
    """Its size in bytes; files may come and go meanwhile."""
    sizes = [0]
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):
            sizes.append(file.stat().st_size)
    return max(sizes)


def children_of(process: int) -> list[int]:
    return [
        int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]


def _prepare(folder: Path, wal_segment: int) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    trusting = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    _run("initdb", "-D", folder / "data", *trusting, f"--wal-segsize={wal_segment}")


def _options(port: int, folder: Path, settings: tuple[str, ...]) -> str:
    fixed = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
    listen = ("listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}")
    return " ".join(f"-c {setting}" for setting in (*listen, *fixed, *settings))


def _run(program: str, *arguments: object) -> None:
    """PostgreSQL refuses to run as root, so root steps down to the user `postgres`."""
    step_down = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*step_down, _program(program), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/tmp")  # noqa: S603, S108
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr or done.stdout}")


def _program(name: str) -> str:
    """Debian keeps the server's programs outside PATH, per version; the newest is taken."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version)
    found = str(kept[-1]) if kept else shutil.which(name)
    if not found:
        raise RuntimeError(f"{name} is missing: install PostgreSQL 15 or newer")
    return found


def _version(program: Path) -> int:
    return int(program.parts[-3])


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
