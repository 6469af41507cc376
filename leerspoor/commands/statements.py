"""`leerspoor statements`: take statements along to another record store, and bring them in."""

from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click
import httpx
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn

from foundation.line_files import is_packed, opened_lines, packed, whole_pieces
from leerspoor.commands.other_side import XAPI_VERSION, endpoint_of, secret_of_other_side
from leerspoor.commands.surroundings import OneSentence, say
from leerspoor.commands.whose import opened_records, whose
from lrs import (
    Imported,
    Pulled,
    Reached,
    RemoteStore,
    Version,
    count_to_export,
    export_pieces,
    import_lines,
    pull_statements,
    reached_in,
)

FILE = click.Path(dir_okay=False, path_type=Path)
COLUMNS = (SpinnerColumn(), BarColumn(), TextColumn("{task.fields[done]} statements"))


@click.group()
def statements() -> None:
    """Take statements along and bring them in; remove them for good."""


@statements.command("export")
@whose
@click.option("--since", help="Only what was stored after this moment, such as 2026-09-01T00:00Z.")
@click.argument("file", type=FILE)
def export(board: int | None, database: str | None, since: str | None, file: Path) -> None:
    """Write all statements, attachments, activities and documents to FILE, as JSON Lines.

    FILE is packed where its name ends in .gz. It is called FILE.part until it is whole; given
    again, the command goes on where it was broken off.
    """
    moment = _moment(since)
    if file.exists():
        raise OneSentence(f"{file} exists already.")
    part = file.with_name(f"{file.name}.part")
    with opened_records(board, database) as (store, tenant), Progress(*COLUMNS) as progress:
        reached = _reached(part, moment)
        left = count_to_export(store, tenant, reached.through or moment)
        task = progress.add_task("", total=reached.statements + left, done=reached.statements)
        with part.open("ab") as output:
            output.truncate(reached.length)
            for piece in export_pieces(store, tenant, moment, reached):
                output.write(packed(piece.lines) if is_packed(file) else piece.lines)
                progress.update(task, completed=piece.statements, done=piece.statements)
        part.rename(file)
    say(f"{piece.statements} statements are in {file}.")


def _reached(part: Path, since: datetime | None) -> Reached:
    reached = reached_in(whole_pieces(part)) if part.exists() else Reached()
    if reached.length and reached.since != since:
        raise OneSentence(f"{part} was begun with another --since: remove it, or give that one.")
    return reached


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise OneSentence(f"{text!r} is no moment; write such as 2026-09-01T00:00Z.") from fault
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@statements.command("import")
@whose
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(board: int | None, database: str | None, file: Path) -> None:
    """Bring in what `statements export` wrote to FILE.

    What is here already is passed over: broken off, or given twice, the command does no harm.
    """
    with (
        opened_records(board, database) as (store, tenant),
        opened_lines(file) as (source, lines),
        Progress(*COLUMNS) as progress,
    ):
        task = progress.add_task("", total=file.stat().st_size, done=0)
        imported = import_lines(
            store, tenant, lines, lambda now: _show(progress, task, source, now)
        )
    _tell(imported)


def _show(progress: Progress, task: TaskID, source: BinaryIO, now: Imported) -> None:
    done = now.statements.new + now.statements.known
    progress.update(task, completed=source.tell(), done=done)


def _tell(imported: Imported) -> None:
    brought = imported.statements
    say(f"{brought.new} statements are new here; {brought.known} were here already.")
    if brought.moved:
        say(f"{brought.moved} have a new `stored`: others were stored here before them.")
    if not imported.whole:
        raise OneSentence("The file ends before its end: its export was broken off.")


@statements.command("pull")
@whose
@click.option("--endpoint", required=True, help="Such as https://lrs.example/xapi.")
@click.option("--key", required=True, help="Whom the other record store knows you as.")
@XAPI_VERSION
@click.option("--skip-bad", is_flag=True, help="Pass over what is no statement, and name it.")
def pull(
    board: int | None,
    database: str | None,
    endpoint: str,
    key: str,
    xapi_version: str,
    skip_bad: bool,
) -> None:
    """Bring in what is new in another record store, by its xAPI end point.

    The secret is read from the variable XAPI_SECRET, or asked. Given again, the command goes on
    where it ended. Authority stays what it was there, so pull only from a record store you trust.
    """
    secret = secret_of_other_side()
    with (
        opened_records(board, database) as (store, tenant),
        httpx.Client() as http,
        Progress(*COLUMNS) as progress,
    ):
        remote = RemoteStore(http, endpoint_of(endpoint), key, secret, Version(xapi_version))
        task = progress.add_task("", total=None, done=0)

        def show(now: Pulled) -> None:
            progress.update(task, done=now.statements.new + now.statements.known)

        pulled = pull_statements(store, tenant, remote, skip=skip_bad, progress=show)
    for one in pulled.skipped:
        say(f"Skipped: {one}")
    new, known = pulled.statements.new, pulled.statements.known
    say(f"{new} statements are new here; {known} were here already.")
