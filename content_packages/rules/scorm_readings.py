"""What a SCO has set, read from its data model: the same for SCORM 1.2 and SCORM 2004.

A package is someone else's program: whatever does not fit is not believed, and nothing here fails.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SCORM12 = "scorm12"
LONGEST = 4000
"""Characters of an answer or a remark that go into a statement; SCORM 2004 allows as many."""

Json = dict[str, Any]

HOURS = re.compile(r"(\d{1,6}):(\d{1,2}):(\d{1,2}(?:\.\d+)?)")
ISO = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?"
    r"(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
ISO_SECONDS = (31_536_000, 2_592_000, 86_400, 3_600, 60, 1)

FINAL_12 = ("passed", "completed", "failed")


@dataclass(frozen=True, slots=True)
class Answer:
    """One interaction: a question and what was answered."""

    name: str
    kind: str
    response: str
    correct: tuple[str, ...]
    success: bool | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Reading:
    """`completion` and `success` are None where the SCO did not say; `progress` is 0 to 1."""

    completion: bool | None = None
    success: bool | None = None
    score: Mapping[str, float] = field(default_factory=dict)
    progress: float | None = None
    suspended: bool = False
    seconds: float = 0.0
    location: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def is_final(self) -> bool:
        return self.completion is True or self.success is not None

    @property
    def says_status(self) -> bool:
        return self.completion is not None or self.success is not None


def read_data(edition: str, cmi: Mapping[str, Any]) -> Reading:
    """`cmi` as the player saves it, nested by name."""
    return _read_12(cmi) if edition == SCORM12 else _read_2004(cmi)


def _read_12(cmi: Mapping[str, Any]) -> Reading:
    core = _inside(cmi, "core")
    status = _word(core, "lesson_status")
    return Reading(
        completion={"passed": True, "completed": True, "incomplete": False}.get(status),
        success={"passed": True, "failed": False}.get(status),
        score=_score(_inside(core, "score"), scaled_from_raw=True),
        suspended=_word(core, "exit") == "suspend",
        seconds=seconds_in(_word(core, "total_time")),
        location=_word(core, "lesson_location"),
        answers=tuple(_answers(cmi, "student_response")),
    )


def _read_2004(cmi: Mapping[str, Any]) -> Reading:
    completed, success = _word(cmi, "completion_status"), _word(cmi, "success_status")
    progress = _number(cmi.get("progress_measure"))
    return Reading(
        completion={"completed": True, "incomplete": False}.get(completed),
        success={"passed": True, "failed": False}.get(success),
        score=_score(_inside(cmi, "score"), scaled_from_raw=False),
        progress=progress if progress is not None and 0 <= progress <= 1 else None,
        suspended=_word(cmi, "exit") == "suspend",
        seconds=seconds_in(_word(cmi, "total_time")),
        location=_word(cmi, "location"),
        answers=tuple(_answers(cmi, "learner_response")),
    )


def seconds_in(text: str) -> float:
    """Of `0001:02:03.5` or `PT1H2M3.5S`; what is neither is no time.

    >>> seconds_in("00:01:02.5")
    62.5
    """
    if found := HOURS.fullmatch(text):
        hours, minutes, seconds = map(float, found.groups())
        return hours * 3600 + minutes * 60 + seconds
    if text.startswith("P") and (found := ISO.fullmatch(text)):
        parts = zip(found.groups(), ISO_SECONDS, strict=True)
        return sum(float(number) * length for number, length in parts if number)
    return 0.0


def members(listed: Any) -> list[Mapping[str, Any]]:
    """The rows of a collection: a list, `{"childArray": […]}`, or an object with numbers."""
    if isinstance(listed, Mapping):
        inner = listed.get("childArray")
        listed = inner if isinstance(inner, list) else list(listed.values())
    return [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []


def _answers(cmi: Mapping[str, Any], response: str) -> Iterable[Answer]:
    for number, one in enumerate(members(cmi.get("interactions"))):
        result = _word(one, "result")
        patterns = [_word(held, "pattern") for held in members(one.get("correct_responses"))]
        latency = _word(one, "latency")
        yield Answer(
            name=_word(one, "id") or str(number),
            kind=_word(one, "type"),
            response=_word(one, response)[:LONGEST],
            correct=tuple(pattern[:LONGEST] for pattern in patterns if pattern),
            success={"correct": True, "wrong": False, "incorrect": False}.get(result),
            seconds=seconds_in(latency) if latency else None,
        )


def _score(score: Mapping[str, Any], *, scaled_from_raw: bool) -> dict[str, float]:
    """As xAPI takes it: raw between min and max, scaled from -1 to 1; what is not, is left out."""
    found = {name: _number(score.get(name)) for name in ("raw", "min", "max", "scaled")}
    told = {name: value for name, value in found.items() if value is not None}
    if scaled_from_raw:
        told.pop("scaled", None)
        top = told.get("max", 100.0)
        if "raw" in told and top > 0 and abs(told["raw"]) <= top:
            told["scaled"] = round(told["raw"] / top, 4)
    if not -1 <= told.get("scaled", 0) <= 1:
        del told["scaled"]
    low, raw, high = (told.get(name) for name in ("min", "raw", "max"))
    bounds = [one for one in (low, raw, high) if one is not None]
    if bounds != sorted(bounds) or (low is not None and low == high):
        told = {name: value for name, value in told.items() if name not in ("min", "max")}
    return told


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _inside(cmi: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = cmi.get(name)
    return found if isinstance(found, Mapping) else {}


def _word(cmi: Mapping[str, Any], name: str) -> str:
    found = cmi.get(name)
    return str(found).strip() if isinstance(found, str | int | float) else ""
