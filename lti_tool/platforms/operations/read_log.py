"""Show who looks after academies what came of every login, launch and registration."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lti_tool.people.rules import Permission, Subject, Viewer, may
from lti_tool.platforms.operations.keep_academies import academies_of
from lti_tool.platforms.operations.keep_consumers import consumers_of
from lti_tool.platforms.rules.advice import sentences_of
from lti_tool.platforms.rules.attempts import ACCEPTED, Attempt
from lti_tool.platforms.rules.consumers import OLD_LTI
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.platforms.storage import attempts
from lti_tool.shell.tool import Tool

SHOWN = 200
LONGEST_NAME = 100
"""What a stranger says of herself is cut off here."""


@dataclass(frozen=True, slots=True)
class LogWish:
    registration_id: UUID | None = None
    refused_only: bool = False


@dataclass(frozen=True, slots=True)
class LogLine:
    """`academy` is what we call it, or what a stranger calls herself."""

    attempt: Attempt
    academy: str
    sentences: tuple[str, ...]

    @property
    def went_well(self) -> bool:
        return self.attempt.outcome == ACCEPTED


@dataclass(frozen=True, slots=True)
class LaunchLog:
    academies: tuple[Registration, ...]
    lines: tuple[LogLine, ...]


def read_log(tool: Tool, viewer: Viewer, wish: LogWish) -> LaunchLog:
    """The newest lines first. Strangers are seen by who runs the platform only."""
    ours = tuple(one.registration for one in academies_of(tool, viewer))
    chosen = [one for one in ours if wish.registration_id in (None, one.id)]
    everything = wish.registration_id is None and may(viewer, Permission.RUN_PLATFORM, Subject())
    old = {(OLD_LTI, one.key): one.name for one in consumers_of(tool, viewer)}
    names = {(one.issuer, one.client_id): one.name for one in chosen}
    if wish.registration_id is None:
        names |= old
    pairs = None if everything else list(names)
    with tool.database.reading(None) as tx:
        found = attempts.latest(tx, SHOWN, of=pairs, refused_only=wish.refused_only)
    return LaunchLog(ours, tuple(_line(attempt, names) for attempt in found))


def _line(attempt: Attempt, names: Mapping[tuple[str, str], str]) -> LogLine:
    known = names.get((attempt.issuer or "", attempt.client_id or ""))
    called = known or (attempt.issuer or "")[:LONGEST_NAME]
    return LogLine(attempt, called, sentences_of(attempt.outcome))
