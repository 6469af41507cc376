"""What a statement tells: the event behind it, before we know whose and for which goal."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from lti_tool.evidence.rules.facts import BLOCK_OF, Kind
from lti_tool.profile.rules import ADL, OWN, TINCAN, ActivityType, Block, Extension, Mode

CMI5 = "https://w3id.org/xapi/adl/verbs"
STREAMS = ("activitystrea.ms", "activitystrea.ms/schema", "activitystrea.ms/schema/1.0")
"""Three spellings in the wild of the Activity Streams verbs: read, never written."""

SATISFIED = f"{CMI5}/satisfied"
CMI5_CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
UNIT_CATEGORIES = frozenset({CMI5_CATEGORY, "https://w3id.org/xapi/scorm"})
"""What is said in these is said of a unit of a package."""

COURSE = "https://w3id.org/xapi/cmi5/activitytype/course"
INFORMAL = f"{OWN}/categorie/leervorm/informeel"

KINDS: dict[str, Kind] = {
    f"{ADL}/verbs/initialized": Kind.STARTED,
    f"{ADL}/verbs/attempted": Kind.STARTED,
    f"{ADL}/verbs/resumed": Kind.STARTED,
    f"{ADL}/verbs/progressed": Kind.PROGRESSED,
    f"{ADL}/verbs/experienced": Kind.PROGRESSED,
    f"{ADL}/verbs/interacted": Kind.PROGRESSED,
    f"{ADL}/verbs/answered": Kind.PROGRESSED,
    f"{ADL}/verbs/responded": Kind.PROGRESSED,
    f"{ADL}/verbs/failed": Kind.PROGRESSED,
    f"{ADL}/verbs/completed": Kind.COMPLETED,
    f"{ADL}/verbs/passed": Kind.COMPLETED,
    f"{ADL}/verbs/mastered": Kind.COMPLETED,
    SATISFIED: Kind.COMPLETED,
    f"{ADL}/verbs/terminated": Kind.LEFT,
    f"{CMI5}/abandoned": Kind.LEFT,
    f"{ADL}/verbs/attended": Kind.ATTENDED,
    f"{TINCAN}/verb/performed-offline": Kind.TRIED,
    f"{OWN}/verbs/reflected": Kind.REFLECTED,
    f"{OWN}/verbs/observed": Kind.VISITED,
    f"{TINCAN}/verb/talked-with": Kind.TALKED,
    f"{TINCAN}/verb/mentored": Kind.COACHED,
    f"{ADL}/verbs/shared": Kind.SHARED,
    f"{ADL}/verbs/commented": Kind.COMMENTED,
    f"{TINCAN}/verb/earned": Kind.EARNED,
    **{f"http://{streams}/attend": Kind.ATTENDED for streams in STREAMS},
    **{f"http://{streams}/complete": Kind.COMPLETED for streams in STREAMS},
    **{f"http://{streams}/start": Kind.STARTED for streams in STREAMS},
}
"""Which verbs make a fact. What is said *about* a goal (defined, edited, evaluated, linked)
is no evidence for it; registering is an intention (§5.5, question 6)."""

_DURATION = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_SECONDS = (31_536_000, 2_592_000, 604_800, 86_400, 3_600, 60, 1)


class Closes(StrEnum):
    """What a cmi5 statement says is done."""

    UNIT = "unit"
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class Event:
    """A statement that makes facts, read once.

    `agents` are raw xAPI agents; `groups` the activity ids in grouping, among which may be
    goals; `activities` what an offering may be known by, the nearest first.
    """

    statement_id: UUID
    kind: Kind
    happened_at: datetime
    agents: tuple[Mapping[str, Any], ...]
    groups: tuple[str, ...]
    activity: str
    title: str
    activities: tuple[str, ...]
    registration: UUID | None
    mode: Mode | None
    building_block: Block
    duration: float | None
    success: bool | None
    score: float | None
    source: str
    school: str | None
    reference: str | None
    revision: int
    closes: Closes | None

    @property
    def record(self) -> str:
        """What a teacher links: the statement, or all revisions of one external record."""
        return self.reference or str(self.statement_id)


def event_of(statement_id: UUID, happened_at: datetime, body: Mapping[str, Any]) -> Event | None:
    """The event a statement tells of; None where it makes no fact."""
    context = body.get("context", {})
    categories = _ids(context, "category")
    kind = _kind(body, categories)
    if kind is None:
        return None
    result = body.get("result", {})
    parents = _ids(context, "parent")
    groups = _ids(context, "grouping")
    target = body["object"]
    activity = _activity(target, parents)
    source = _source(body.get("authority", {}))
    base, revision = _reference(context.get("extensions", {}).get(Extension.EXTERNAL_REFERENCE))
    return Event(
        statement_id=statement_id,
        kind=kind,
        happened_at=happened_at,
        agents=tuple(_agents(body)),
        groups=groups,
        activity=activity,
        title=_title(target),
        activities=(activity, *parents, *groups),
        registration=_uuid(context.get("registration")),
        mode=_named(Mode, categories, "modus"),
        building_block=_named(Block, categories, "bouwsteen") or BLOCK_OF[kind],
        duration=seconds_in(result.get("duration")),
        success=result.get("success"),
        score=result.get("score", {}).get("scaled"),
        source=source,
        school=context.get("extensions", {}).get(Extension.SCHOOL),
        reference=f"{source} {base}" if base else None,
        revision=revision,
        closes=_closes(body["verb"]["id"], kind, categories),
    )


def _kind(body: Mapping[str, Any], categories: tuple[str, ...]) -> Kind | None:
    kind = KINDS.get(body["verb"]["id"])
    if kind is None:
        return None
    what = body["object"].get("definition", {}).get("type")
    if kind is Kind.ATTENDED and what == ActivityType.DISCUSSION:
        return Kind.TALKED
    if kind is Kind.PROGRESSED and INFORMAL in categories:
        return Kind.MOMENT
    if kind is Kind.COMPLETED and _of_a_unit(body["verb"]["id"], categories):
        return _of_a_package(body["verb"]["id"], what)
    return kind


def _of_a_unit(verb: str, categories: tuple[str, ...]) -> bool:
    return verb == SATISFIED or not UNIT_CATEGORIES.isdisjoint(categories)


def _of_a_package(verb: str, what: str | None) -> Kind | None:
    """A unit that is completed or passed is a step; the whole is done when the LMS says the
    *course* is satisfied (cmi5 §9.3.9). A satisfied block is neither.
    """
    if verb != SATISFIED:
        return Kind.PROGRESSED
    return Kind.COMPLETED if what == COURSE else None


def _closes(verb: str, kind: Kind, categories: tuple[str, ...]) -> Closes | None:
    if not _of_a_unit(verb, categories):
        return None
    if kind is Kind.COMPLETED:
        return Closes.COURSE
    return Closes.UNIT if KINDS[verb] is Kind.COMPLETED else None


def _agents(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Whose event it is: the actor, the members of a group, and who it was done with."""
    for who in (body["actor"], body["object"]):
        if who.get("objectType") == "Group":
            yield from who.get("member", ())
        elif who is body["actor"] or who.get("objectType") == "Agent":
            yield who


def _ids(context: Mapping[str, Any], role: str) -> tuple[str, ...]:
    named = context.get("contextActivities", {}).get(role, ())
    listed = [named] if isinstance(named, Mapping) else named
    return tuple(activity["id"] for activity in listed)


def _activity(target: Mapping[str, Any], parents: tuple[str, ...]) -> str:
    """What was done; a visit or a remark is known by what it belongs to."""
    if target.get("objectType") in ("Agent", "Group", "StatementRef", "SubStatement"):
        return parents[0] if parents else str(target.get("id", ""))
    return str(target["id"])


def _title(target: Mapping[str, Any]) -> str:
    names = target.get("definition", {}).get("name", {})
    return str(names.get("nl-NL") or names.get("nl") or next(iter(names.values()), ""))


def _source(authority: Mapping[str, Any]) -> str:
    """Which credential wrote it: providers' references are only unique within one."""
    who = authority.get("member", [authority])[0]
    account = who.get("account")
    return f"{account['homePage']} {account['name']}" if account else str(who.get("mbox", ""))


def _reference(text: object) -> tuple[str | None, int]:
    """`aanbieder:INS-2017-004711:r2` is revision 2 of `aanbieder:INS-2017-004711`."""
    if not isinstance(text, str) or not text:
        return None, 0
    base, mark, number = text.rpartition(":r")
    return (base, int(number)) if mark and number.isdecimal() else (text, 0)


def _named(names: Any, categories: tuple[str, ...], family: str) -> Any:
    """The first of our categories of one family that we know."""
    start = f"{OWN}/categorie/{family}/"
    slugs = [category.removeprefix(start) for category in categories if category.startswith(start)]
    return next((names(slug) for slug in slugs if slug in set(names)), None)


def seconds_in(text: object) -> float | None:
    """An ISO 8601 duration in seconds; years of 365 and months of 30 days."""
    found = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    return sum(float(n) * s for n, s in zip(found.groups(), _SECONDS, strict=True) if n)


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None
