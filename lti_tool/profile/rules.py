"""Our xAPI vocabulary: verbs, types, categories and extensions, and how our statements look.

Borrowed IRIs were checked in the public registries; what nothing fits is our own, below
`https://w3id.org/leerspoor/xapi/`. A statement carries pseudonyms, generic names and IRIs;
never a person's name or a word that somebody wrote.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

PROFILE = "https://w3id.org/leerspoor/xapi/v1.0"
OWN = "https://w3id.org/leerspoor/xapi"
ADL = "http://adlnet.gov/expapi"
TINCAN = "http://id.tincanapi.com"
ACROSSX = "https://w3id.org/xapi/acrossx"
TLA = "https://w3id.org/xapi/tla"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with what it is called in Dutch and English."""

    id: str
    nl: str
    en: str

    def as_json(self) -> Json:
        return {"id": self.id, "display": {"nl-NL": self.nl, "en-US": self.en}}


DEFINED = Verb(f"{TINCAN}/verb/defined", "formuleerde", "defined")
EDITED = Verb(f"{ACROSSX}/verbs/edited", "stelde bij", "edited")
DESELECTED = Verb(f"{TLA}/verbs/deselected", "stopte met", "deselected")
SCHEDULED = Verb(f"{TLA}/verbs/scheduled", "plande", "scheduled")
REGISTERED = Verb(f"{ADL}/verbs/registered", "schreef zich in voor", "registered")
UNREGISTERED = Verb(f"{TINCAN}/verb/unregistered", "schreef zich uit voor", "unregistered")
INITIALIZED = Verb(f"{ADL}/verbs/initialized", "begon aan", "initialized")
PROGRESSED = Verb(f"{ADL}/verbs/progressed", "vorderde in", "progressed")
COMPLETED = Verb(f"{ADL}/verbs/completed", "rondde af", "completed")
PASSED = Verb(f"{ADL}/verbs/passed", "slaagde voor", "passed")
FAILED = Verb(f"{ADL}/verbs/failed", "haalde niet", "failed")
SATISFIED = Verb("https://w3id.org/xapi/adl/verbs/satisfied", "voldeed aan", "satisfied")
ATTENDED = Verb(f"{ADL}/verbs/attended", "was aanwezig bij", "attended")
EXPERIENCED = Verb(f"{ADL}/verbs/experienced", "deed een leermoment op", "experienced")
PERFORMED_OFFLINE = Verb(
    f"{TINCAN}/verb/performed-offline", "probeerde uit in de klas", "performed (offline)"
)
REFLECTED = Verb(f"{OWN}/verbs/reflected", "reflecteerde op", "reflected on")
OBSERVED = Verb(f"{OWN}/verbs/observed", "bezocht een les van", "observed a lesson of")
SHARED = Verb(f"{ADL}/verbs/shared", "deelde", "shared")
UNSHARED = Verb(f"{OWN}/verbs/unshared", "deelt niet meer", "unshared")
COMMENTED = Verb(f"{ADL}/verbs/commented", "gaf feedback op", "commented on")
EARNED = Verb(f"{TINCAN}/verb/earned", "behaalde", "earned")
EVALUATED = Verb(f"{ACROSSX}/verbs/evaluated", "evalueerde", "evaluated")
ANCHORED = Verb(f"{OWN}/verbs/anchored", "borgde", "anchored")
LINKED = Verb(f"{OWN}/verbs/linked", "koppelde", "linked")
UNLINKED = Verb(f"{OWN}/verbs/unlinked", "ontkoppelde", "unlinked")
VOIDED = Verb(f"{ADL}/verbs/voided", "trok in", "voided")


class ActivityType(StrEnum):
    GOAL = f"{TINCAN}/activitytype/goal"
    QUESTION = f"{OWN}/activity-types/leervraag"
    THEME = f"{OWN}/activity-types/schoolplan-thema"
    PROCESS = f"{OWN}/activity-types/leerproces"
    ANCHOR = f"{OWN}/activity-types/borging"
    COURSE = f"{ADL}/activities/course"
    MODULE = f"{ADL}/activities/module"
    MEETING = f"{ADL}/activities/meeting"
    PERFORMANCE = f"{ADL}/activities/performance"
    FILE = f"{ADL}/activities/file"
    DISCUSSION = f"{ACROSSX}/activities/face-to-face-discussion"
    CATEGORY = f"{TINCAN}/activitytype/category"
    PROFILE = f"{ADL}/activities/profile"


class Block(StrEnum):
    """The seven building blocks of "Komen tot leren"."""

    PROBLEM = "urgentie-hiaat-probleem"
    REFLECTION = "reflectie-en-zelfmanagement"
    TEAM = "teamleren-en-coaching"
    BLENDED = "blended-learning"
    ACTION = "actie-en-kennisdeling"
    INFORMAL = "formeel-en-informeel-leren"
    EVALUATION = "evaluatie-en-borging"


class Mode(StrEnum):
    """The four modes in which somebody learns."""

    ONLINE = "online"
    MEETING = "bijeenkomst"
    WORKPLACE = "werkplek"
    INFORMAL = "informeel"


class Extension(StrEnum):
    SHARPNESS = f"{OWN}/extensions/scherpte"
    TARGET_DATE = f"{OWN}/extensions/streefdatum"
    METHOD = f"{OWN}/extensions/registratiewijze"
    EXTERNAL_REFERENCE = f"{OWN}/extensions/externe-referentie"
    REFLECTION = f"{OWN}/extensions/reflectie"
    FEEDBACK = f"{OWN}/extensions/feedback"
    SHARED_WITH = f"{OWN}/extensions/gedeeld-met"
    SHARE_LEVEL = f"{OWN}/extensions/deel-niveau"
    JUDGEMENT = f"{OWN}/extensions/oordeel"
    PROBLEM_SOLVED = f"{OWN}/extensions/probleem-opgelost"
    GUSKEY_LEVEL = f"{OWN}/extensions/guskey-niveau"
    VISITOR_ROLE = f"{OWN}/extensions/rol-waarnemer"
    REVIEW_DATE = f"{OWN}/extensions/herzien-op"
    SCHOOL = f"{ACROSSX}/extensions/school"
    PLANNED_START = f"{TINCAN}/extension/planned-start-time"
    TRAINING_PROVIDER = f"{TINCAN}/extension/training-provider"


class Thing(StrEnum):
    """Our own things and the path below the tool's address where their IRIs live."""

    GOAL = "leerdoelen"
    QUESTION = "leervragen"
    THEME = "themas"
    PROCESS = "leerprocessen"
    OFFERING = "aanbod"
    SESSION = "bijeenkomsten"
    REFLECTION = "reflecties"
    MOMENT = "leermomenten"
    ATTEMPT = "uitproberen"
    VISIT = "lesbezoeken"
    ANCHOR = "afspraken"
    SCHOOL = "scholen"
    TEAM = "teams"


def iri(base: str, thing: Thing, thing_id: UUID) -> str:
    """The IRI of one of our things: `<tool's address>/leerdoelen/<uuid>`."""
    return f"{base}/{thing}/{thing_id}"


def id_in(base: str, thing: Thing, candidate: str) -> UUID | None:
    """The id in an IRI of ours; None where it is another's or another thing's."""
    start = f"{base}/{thing}/"
    if not candidate.startswith(start):
        return None
    try:
        return UUID(candidate.removeprefix(start))
    except ValueError:
        return None


def activity(activity_iri: str, kind: str | None = None, name: str | None = None) -> Json:
    """An activity as it stands in statements; names are generic or public, never personal."""
    definition: Json = {}
    if kind:
        definition["type"] = str(kind)
    if name:
        definition["name"] = {"nl-NL": name}
    made: Json = {"objectType": "Activity", "id": activity_iri}
    return made | {"definition": definition} if definition else made


def goal_activity(base: str, goal_id: UUID) -> Json:
    return activity(iri(base, Thing.GOAL, goal_id), ActivityType.GOAL, "Leerdoel")


def theme_activity(base: str, theme_id: UUID) -> Json:
    return activity(iri(base, Thing.THEME, theme_id), ActivityType.THEME)


def account(base: str, pseudonym: UUID) -> Json:
    """How a person is called in statements."""
    return {"objectType": "Agent", "account": {"homePage": base, "name": str(pseudonym)}}


def reference(statement_id: UUID) -> Json:
    return {"objectType": "StatementRef", "id": str(statement_id)}


def block_category(block: Block) -> Json:
    return activity(f"{OWN}/categorie/bouwsteen/{block}", ActivityType.CATEGORY)


def mode_category(mode: Mode) -> Json:
    return activity(f"{OWN}/categorie/modus/{mode}", ActivityType.CATEGORY)


def form_category(mode: Mode) -> Json:
    """Formal or informal: what happens by itself at work counts as informal."""
    form = "informeel" if mode in (Mode.INFORMAL, Mode.WORKPLACE) else "formeel"
    return activity(f"{OWN}/categorie/leervorm/{form}", ActivityType.CATEGORY)


def categories(blocks: Sequence[Block], mode: Mode | None) -> list[Json]:
    """The profile, the building blocks, and where there is a mode also the form."""
    modes = [mode_category(mode), form_category(mode)] if mode else []
    return [activity(PROFILE, ActivityType.PROFILE), *map(block_category, blocks), *modes]


@dataclass(frozen=True, slots=True)
class Draft:
    """What happened, before it is a statement.

    `actor` is the pseudonym of one person or of several together; `follows` is the statement
    it came from (context.statement); `school_id` the school at the time.
    """

    verb: Verb
    actor: UUID | tuple[UUID, ...]
    object: Json
    at: datetime
    school_id: UUID | None = None
    grouping: Sequence[Json] = ()
    parent: Sequence[Json] = ()
    blocks: Sequence[Block] = ()
    mode: Mode | None = None
    result: Json = field(default_factory=dict)
    extensions: Json = field(default_factory=dict)
    registration: UUID | None = None
    follows: UUID | None = None
    instructor: UUID | None = None
    id: UUID = field(default_factory=uuid4)


def statement(base: str, draft: Draft) -> Json:
    """The statement of a draft, complete but for what the record store adds."""
    made: Json = {
        "id": str(draft.id),
        "actor": _actor(base, draft.actor),
        "verb": draft.verb.as_json(),
        "object": draft.object,
        "context": _context(base, draft),
        "timestamp": draft.at.isoformat(),
    }
    return made | ({"result": draft.result} if draft.result else {})


def _actor(base: str, actor: UUID | tuple[UUID, ...]) -> Json:
    if isinstance(actor, UUID):
        return account(base, actor)
    return {"objectType": "Group", "member": [account(base, one) for one in actor]}


def _context(base: str, draft: Draft) -> Json:
    extensions: Json = {str(key): value for key, value in draft.extensions.items()}
    if draft.school_id:
        extensions[str(Extension.SCHOOL)] = iri(base, Thing.SCHOOL, draft.school_id)
    context: Json = {
        "language": "nl-NL",
        "contextActivities": _related(draft),
        "extensions": extensions,
    }
    if draft.registration:
        context["registration"] = str(draft.registration)
    if draft.follows:
        context["statement"] = reference(draft.follows)
    if draft.instructor:
        context["instructor"] = account(base, draft.instructor)
    return {key: value for key, value in context.items() if value}


def _related(draft: Draft) -> Json:
    related = {
        "parent": list(draft.parent),
        "grouping": list(draft.grouping),
        "category": categories(draft.blocks, draft.mode),
    }
    return {name: activities for name, activities in related.items() if activities}


def duration(span: timedelta) -> str:
    """ISO 8601, in whole seconds: 1 hour and 30 minutes is `PT5400S`."""
    return f"PT{round(span.total_seconds())}S"
