"""Let somebody in who launches by LTI 1.1: a form signed with the secret that we share."""

from dataclasses import dataclass
from typing import Any

from foundation.identifiers import fingerprint
from lti_tool.people.operations import Arrival, arrive
from lti_tool.platforms.operations.attempts import Trace, traced
from lti_tool.platforms.operations.keep_consumers import seal_of
from lti_tool.platforms.operations.signatures import signs_form
from lti_tool.platforms.rules.addresses import origin_of
from lti_tool.platforms.rules.consumers import OLD_LTI, Consumer
from lti_tool.platforms.rules.messages import Message
from lti_tool.platforms.rules.old_launches import (
    KEY_FIELD,
    NONCE_LASTS,
    Fields,
    OldLaunch,
    check_old_launch,
    check_signing,
    one_of_each,
    return_url_in,
)
from lti_tool.platforms.rules.reasons import LaunchRefused, Reason, expect
from lti_tool.platforms.storage import consumers
from lti_tool.shell.operations import NewVisit, start_visit
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class PostedForm:
    """What the academy had a browser post: `url` without its query, `fields` with it."""

    url: str
    fields: Fields


def launch_old(tool: Tool, posted: PostedForm) -> NewVisit:
    """Raises LaunchRefused."""
    with traced(tool.database, tool.clock, "launch") as trace:
        trace.learn(issuer=OLD_LTI)
        fields = one_of_each(posted.fields)
        consumer = _consumer(tool, fields[KEY_FIELD], trace)
        check_signing(fields, tool.clock())
        secret = seal_of(tool).open(consumer.sealed)
        expect(signs_form(posted.url, posted.fields, secret), Reason.SIGNATURE_WRONG)
        try:
            _use_once(tool, consumer, fields["oauth_timestamp"], fields["oauth_nonce"])
            checked = check_old_launch(fields)
        except LaunchRefused as refused:
            raise LaunchRefused(refused.reason, return_url_in(fields)) from refused
        return _let_in(tool, consumer, checked)


def _consumer(tool: Tool, key: str, trace: Trace) -> Consumer:
    with tool.database.reading(None) as tx:
        found = consumers.with_key(tx, key)
    if found is None:
        raise LaunchRefused(Reason.PLATFORM_UNKNOWN)
    trace.learn(client_id=found.key)
    expect(found.is_open, Reason.OLD_LTI_OFF)
    return found


def _use_once(tool: Tool, consumer: Consumer, moment: str, nonce: str) -> None:
    """Only ever of a launch that was signed well, so that no stranger fills the table."""
    used = fingerprint(f"{consumer.key} {moment} {nonce}")
    with tool.database.writing(None) as tx:
        fresh = consumers.use_nonce(tx, used, tool.clock() + NONCE_LASTS)
    expect(fresh, Reason.LAUNCH_REPEATED)


def _let_in(tool: Tool, consumer: Consumer, checked: OldLaunch) -> NewVisit:
    at = tool.clock()
    arrival = Arrival(
        issuer=consumer.people_issuer,
        subject=checked.subject,
        name=checked.name,
        email=checked.email,
        locale=checked.locale or "nl",
        school_id=consumer.school_id,
    )
    with tool.database.writing(consumer.tenant) as tx:
        person = arrive(tx, arrival, at.date())
        if checked.place:
            consumers.keep_place(tx, consumer.id, checked.link_id, checked.place)
        return start_visit(
            tx,
            tenant=consumer.tenant,
            person_id=person.id,
            at=at,
            platform_origin=consumer.origin,
            return_url=_own_page(consumer, checked),
            document_target=checked.document_target,
            locale=checked.locale or person.locale,
            placement=_placement(checked),
        )


def _own_page(consumer: Consumer, checked: OldLaunch) -> str | None:
    """The way back leads to the academy itself and nowhere else."""
    back = checked.return_url
    return back if origin_of(back) == consumer.origin else None


def _placement(checked: OldLaunch) -> dict[str, Any]:
    return {
        "message": Message.RESOURCE_LINK,
        "context_id": checked.context_id,
        "resource_link_id": checked.link_id,
        "roles": list(checked.roles),
        "place": checked.place,
    }
