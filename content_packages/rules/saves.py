"""What the player sends to be kept: read strictly, for a package can send it too."""

import json
from dataclasses import dataclass
from typing import Any

from content_packages.rules.course_states import read_course
from content_packages.rules.problems import SaveRefused

LARGEST = 2 * 1024 * 1024
"""Bytes of one save; SCORM 2004 promises 64,000 characters of each of its large values."""

LONGEST_SITTING = 64
LATEST = 2**53


@dataclass(frozen=True, slots=True)
class Save:
    """`data` is None where a sitting begins and nothing is to be kept yet; `final` ends it.

    `course` is how far the whole course is, where it is sequenced.
    """

    sitting: str
    moment: int
    final: bool
    data: dict[str, Any] | None
    course: dict[str, Any] | None = None


def read_object(raw: bytes) -> dict[str, Any]:
    """One JSON object. Raises SaveRefused."""
    if len(raw) > LARGEST:
        raise SaveRefused(reason=f"it has more than {LARGEST} bytes.")
    try:
        said = json.loads(raw, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise SaveRefused(reason="it is not JSON.") from None
    if not isinstance(said, dict) or "\\u0000" in json.dumps(said):
        raise SaveRefused(reason="it is no object, or holds a NUL.")
    return said


def _refuse(said: str) -> None:
    raise ValueError(said)


def read_save(raw: bytes) -> Save:
    said = read_object(raw)
    sitting, moment, data = (said.get(name) for name in ("sitting", "moment", "data"))
    if not isinstance(sitting, str) or not 1 <= len(sitting) <= LONGEST_SITTING:
        raise SaveRefused(reason="sitting must be a short text.")
    if not isinstance(moment, int) or isinstance(moment, bool) or not 0 <= moment < LATEST:
        raise SaveRefused(reason="moment must be a whole number.")
    if data is not None and not isinstance(data, dict):
        raise SaveRefused(reason="data must be an object.")
    course = said.get("course")
    told = None if course is None else read_course(course)
    return Save(sitting, moment, said.get("final") is True, data, told)
