"""Try whether an academy and we understand each other, before somebody launches."""

from uuid import UUID

from lti_tool.people.rules import Viewer
from lti_tool.platforms.operations.access import AcademyAccess
from lti_tool.platforms.operations.keep_academies import academy_of
from lti_tool.platforms.platforms.answers import AcademyUnreachable
from lti_tool.platforms.platforms.key_server import fetch_published
from lti_tool.platforms.rules.findings import (
    FAULTS,
    Finding,
    Found,
    judge_clock,
    judge_fault,
    judge_keys,
)
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.platforms.rules.tool_registrations import SCOPES
from lti_tool.shell.tool import Tool


def try_connection(tool: Tool, viewer: Viewer, registration_id: UUID) -> list[Finding]:
    """Fetch the academy's keys, look at its clock, and ask for access as a score would."""
    known = academy_of(tool, viewer, registration_id).registration
    return [*_keys(tool, known), _access(tool, known)]


def _keys(tool: Tool, known: Registration) -> list[Finding]:
    try:
        published = fetch_published(tool.http, known.jwks_url)
    except AcademyUnreachable as fault:
        return [judge_fault(fault.details["host"], fault.details["fault"])]
    clock = [judge_clock(published.moment, tool.clock())] if published.moment else []
    return [judge_keys(published.keys), *clock]


def _access(tool: Tool, known: Registration) -> Finding:
    if known.token_url is None:
        return Finding(Found.ACCESS_NONE)
    try:
        AcademyAccess.of(tool).token(known, *SCOPES)
    except AcademyUnreachable as unreachable:
        host, fault = unreachable.details["host"], unreachable.details["fault"]
        if fault in FAULTS:
            return judge_fault(host, fault)
        return Finding(Found.ACCESS_REFUSED, {"fault": fault})
    return Finding(Found.ACCESS_GOOD)
