"""What must happen to academies' affairs also when nobody comes by."""

from datetime import timedelta
from functools import partial

from foundation.chores import Chore
from lti_tool.platforms.operations.own_keys import published_keys
from lti_tool.platforms.rules.attempts import KEPT
from lti_tool.platforms.rules.logins import LIFETIME
from lti_tool.platforms.storage import attempts, consumers, invitations, logins, sign_ins
from lti_tool.shell.operations import forget_old_visits
from lti_tool.shell.tool import Tool


def chores(tool: Tool) -> tuple[Chore, ...]:
    return (
        Chore("lti-own-keys", partial(published_keys, tool), timedelta(hours=1)),
        Chore("lti-forget", partial(forget_old, tool), timedelta(hours=1)),
    )


def forget_old(tool: Tool) -> None:
    """The log goes after its time; invitations, links, logins and visits that ended go at once."""
    at = tool.clock()
    with tool.database.writing(None) as tx:
        attempts.forget_before(tx, at - KEPT)
        invitations.forget_before(tx, at)
        sign_ins.forget_before(tx, at)
        consumers.forget_nonces(tx, at)
        logins.forget_before(tx, at - LIFETIME)
        forget_old_visits(tx, at)
