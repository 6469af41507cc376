"""Give an academy what was picked for a course: signed, for a form that posts it there."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.database import Transaction
from foundation.identifiers import new_token
from foundation.problems import N_, Conflict
from lti_tool.platforms.operations.begin_login import LAUNCH_PATH
from lti_tool.platforms.operations.own_keys import signing_key
from lti_tool.platforms.operations.signatures import signed
from lti_tool.platforms.rules.content_items import ContentItem, content_item, response_claims
from lti_tool.platforms.rules.messages import DeepLinking
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.platforms.storage import registrations
from lti_tool.shell.rules import Visit
from lti_tool.shell.tool import Tool


class NothingAsked(Conflict):
    text = N_("De academie vroeg nu niet om iets te kiezen. Begin bij de cursus in de academie.")


@dataclass(frozen=True, slots=True)
class DeepLinkAnswer:
    """Where the form goes, what it carries, and the sites that may take part in that."""

    url: str
    token: str
    origins: tuple[str, ...]


def deep_linking_asked(visit: Visit) -> DeepLinking:
    """What this visit came to pick. Raises NothingAsked."""
    asked = DeepLinking.kept(visit.placement)
    if asked is None:
        raise NothingAsked
    return asked


def registration_of(tx: Transaction, visit: Visit) -> Registration:
    """The academy of this visit. Raises NothingAsked where there is none (any more)."""
    found = registrations.find(tx, visit.platform_id) if visit.platform_id else None
    if found is None:
        raise NothingAsked
    return found


def answer_deep_link(
    tool: Tool, visit: Visit, items: Sequence[ContentItem], *, own_window: bool
) -> DeepLinkAnswer:
    asked = deep_linking_asked(visit)
    with tool.database.reading(None) as tx:
        registration = registration_of(tx, visit)
    launch_url = tool.tool_url + LAUNCH_PATH
    made = [content_item(item, launch_url, asked, own_window=own_window) for item in items]
    claims = response_claims(
        registration,
        visit.placement["deployment_id"],
        asked,
        made,
        nonce=new_token(),
        at=tool.clock(),
    )
    kid, key = signing_key(tool)
    return DeepLinkAnswer(asked.return_url, signed(claims, key, kid), registration.frame_origins)
