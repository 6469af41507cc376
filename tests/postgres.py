"""A PostgreSQL of our own for tests and benchmarks, made from the system's programs."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROLE = "leerspoor"
"""Owns the databases and is no superuser, so that row-level security bites."""


@contextmanager
def postgresql_server(*settings: str) -> Iterator[str]:
    """Start a fresh server on a free port; gives the address of its empty first database.

    `settings` are extra `name=value` pairs. Durability is off: this server keeps nothing.
    """
    folder = Path(tempfile.mkdtemp(prefix="leerspoor-pg-"))
    port = _free_port()
    try:
        _prepare(folder)
        options = _options(port, folder, settings)
        _run("pg_ctl", "-D", folder / "data", "-w", "-o", options, "-l", folder / "log", "start")
        try:
            _sql(folder, port, f"CREATE ROLE {ROLE} LOGIN CREATEDB")
            _sql(folder, port, f"CREATE DATABASE {ROLE} OWNER {ROLE}")
            yield f"postgresql+psycopg://{ROLE}@127.0.0.1:{port}/{ROLE}"
        finally:
            _run("pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prepare(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    trusting = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    _run("initdb", "-D", folder / "data", *trusting)


def _options(port: int, folder: Path, settings: tuple[str, ...]) -> str:
    fixed = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
    listen = ("listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}")
    return " ".join(f"-c {setting}" for setting in (*listen, *fixed, *settings))


def _sql(folder: Path, port: int, statement: str) -> None:
    _run("psql", "-q", "-h", folder, "-p", port, "-U", "postgres", "-c", statement, "postgres")


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


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
