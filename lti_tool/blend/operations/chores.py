"""What the blend has to look after when nobody comes by."""

from datetime import timedelta
from functools import partial

from content_packages import forget_previews
from foundation.chores import Chore
from lti_tool.people.operations import list_boards
from lti_tool.shell.tool import Tool


def chores(tool: Tool) -> tuple[Chore, ...]:
    return (Chore("module-previews", partial(forget_old_previews, tool), timedelta(hours=1)),)


def forget_old_previews(tool: Tool) -> None:
    forget_previews(tool.shelf, [board.id for board in list_boards(tool.database)])
