"""Believe an academy that moved to LTI 1.3 about who somebody was before, where it proves it."""

from collections.abc import Mapping
from typing import Any

from lti_tool.platforms.operations.keep_consumers import seal_of
from lti_tool.platforms.rules.consumers import OldName
from lti_tool.platforms.rules.old_names import claimed_name, is_proven
from lti_tool.platforms.rules.reasons import LaunchRefused, Reason
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.platforms.storage import consumers
from lti_tool.shell.tool import Tool


def proven_old_name(
    tool: Tool, registration: Registration, claims: Mapping[str, Any]
) -> OldName | None:
    """Nothing where nothing is claimed, or by a key that is not of this board.

    Raises LaunchRefused where the claim does not hold: to let her in as somebody new would
    leave her history behind for good.
    """
    claimed = claimed_name(claims)
    if claimed is None:
        return None
    with tool.database.reading(None) as tx:
        consumer = consumers.with_key(tx, claimed.key)
    if consumer is None or consumer.tenant != registration.tenant:
        return None
    secret = seal_of(tool).open(consumer.sealed)
    if not is_proven(claimed, claims, registration.client_id, secret):
        raise LaunchRefused(Reason.OLD_NAME_UNPROVEN)
    return OldName(consumer, claimed.subject, claimed.link_id)
