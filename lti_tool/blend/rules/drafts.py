"""What the blend says in statements (domain.md §6.5, examples 02 and 06)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from lti_tool.blend.rules.attendance import Method
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.rules.sessions import Session
from lti_tool.profile.rules import (
    ATTENDED,
    COMPLETED,
    REGISTERED,
    SCHEDULED,
    UNREGISTERED,
    ActivityType,
    Block,
    Draft,
    Extension,
    Json,
    Mode,
    Thing,
    Verb,
    activity,
    duration,
    iri,
)

TYPES = {
    OfferingKind.MODULE: ActivityType.MODULE,
    OfferingKind.COURSE: ActivityType.COURSE,
    OfferingKind.MEETING: ActivityType.COURSE,
    OfferingKind.LIBRARY: ActivityType.FILE,
}
"""A series of meetings is a course; each meeting of it has its own activity."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as statements know her: her pseudonym and her school at the time."""

    person_id: UUID
    pseudonym: UUID
    school_id: UUID | None


@dataclass(frozen=True, slots=True)
class About:
    """What a draft needs besides the person: our address, goals and themes, and when."""

    base: str
    at: datetime
    registration: UUID | None = None
    grouping: Sequence[Json] = field(default_factory=tuple)


def offering_activity(offering: Offering) -> Json:
    return activity(offering.activity_iri, TYPES[offering.kind], offering.title)


def session_activity(base: str, session: Session) -> Json:
    return activity(iri(base, Thing.SESSION, session.id), ActivityType.MEETING, session.title)


def offering_draft(verb: Verb, who: Who, offering: Offering, about: About) -> Draft:
    return Draft(
        verb,
        who.pseudonym,
        offering_activity(offering),
        about.at,
        school_id=who.school_id,
        grouping=about.grouping,
        blocks=(Block.BLENDED,),
        mode=offering.mode,
        registration=about.registration,
    )


def session_draft(
    verb: Verb, who: Who, session: Session, offering: Offering | None, about: About
) -> Draft:
    return Draft(
        verb,
        who.pseudonym,
        session_activity(about.base, session),
        about.at,
        school_id=who.school_id,
        grouping=about.grouping,
        parent=(offering_activity(offering),) if offering else (),
        blocks=(Block.BLENDED,),
        mode=Mode.MEETING,
        extensions={Extension.PLANNED_START: session.starts_at.isoformat()},
        registration=about.registration,
    )


def registered(
    who: Who, what: Offering | Session, offering: Offering | None, about: About
) -> Draft:
    """She enrolled: in a course or module, or for a session (of `offering`)."""
    if isinstance(what, Session):
        return session_draft(REGISTERED, who, what, offering, about)
    return offering_draft(REGISTERED, who, what, about)


def unregistered(who: Who, session: Session, offering: Offering | None, about: About) -> Draft:
    return session_draft(UNREGISTERED, who, session, offering, about)


def planned_in_class(who: Who, item_id: UUID, about: About, *, visit: bool) -> Draft:
    """She planned to try something, or asked a colleague to come and look.

    The names are generic: her own words, and whom she asked, stay in our tables.
    """
    thing, name = (Thing.VISIT, "Lesbezoek") if visit else (Thing.ATTEMPT, "Uitproberen in de klas")
    return Draft(
        SCHEDULED,
        who.pseudonym,
        activity(iri(about.base, thing, item_id), ActivityType.PERFORMANCE, name),
        about.at,
        school_id=who.school_id,
        grouping=about.grouping,
        blocks=(Block.TEAM if visit else Block.ACTION,),
        mode=Mode.WORKPLACE,
    )


def done_by_own_word(who: Who, offering: Offering, about: About) -> Draft:
    return replace(
        offering_draft(COMPLETED, who, offering, about),
        result={"completion": True},
        extensions={Extension.METHOD: Method.SELF.value},
    )


def attended(
    who: Who,
    session: Session,
    offering: Offering | None,
    trainer: UUID,
    minutes: int,
    method: Method,
    about: About,
) -> Draft:
    """She was there. `trainer` is a pseudonym; `minutes` what she attended of it."""
    return Draft(
        ATTENDED,
        who.pseudonym,
        session_activity(about.base, session),
        about.at,
        school_id=who.school_id,
        grouping=about.grouping,
        parent=(offering_activity(offering),) if offering else (),
        blocks=(Block.BLENDED, Block.TEAM),
        mode=Mode.MEETING,
        result={"completion": True, "duration": duration(timedelta(minutes=minutes))},
        extensions={Extension.METHOD: method.value},
        registration=about.registration,
        instructor=trainer,
    )
