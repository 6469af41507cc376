"""`leerspoor evidence`: the table of what counts, made anew from the statements."""

from functools import partial

import click
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn

from leerspoor.commands.surroundings import opened_product, say
from lti_tool.evidence.operations import rebuild
from lti_tool.people.operations import list_boards


@click.group()
def evidence() -> None:
    """What counts for which goal."""


@evidence.command("rebuild")
def rebuild_command() -> None:
    """Make the table of facts anew from all statements. The result is the same table.

    Needed only after an update that says so, or when you doubt the numbers.
    """
    columns = (SpinnerColumn(), TextColumn("{task.description}: {task.completed} statements read"))
    with opened_product() as product, Progress(*columns) as progress:
        tool = product.tool
        for board in list_boards(tool.database):
            task = progress.add_task(board.name, total=None)
            show = partial(_show, progress, task)
            rebuild(tool.database, board.id, tool.tool_url, show)
    say("The facts are as the statements say.")


def _show(progress: Progress, task: TaskID, done: int) -> None:
    progress.update(task, completed=done)
