"""A place: what one link in a course opens, as it travels in the link's custom parameter."""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from foundation.problems import N_, Conflict, Forbidden, NotFound, Unprocessable


class PlaceUnknown(NotFound):
    text = N_(
        "Deze link wijst iets aan dat Leerspoor niet kent."
        " Vraag wie de cursus maakte om hem opnieuw te kiezen."
    )


class NotForYou(Forbidden):
    text = N_("Dit deel van de cursus is voor leerkrachten. Jij komt hier met een andere rol.")


class NoTeamOfYours(Forbidden):
    text = N_(
        "Hier staat de voortgang van een schoolteam."
        " Die zie je als je in Leerspoor bij een school hoort; vraag dat aan je bestuur."
    )


class ModuleGone(NotFound):
    text = N_(
        "Deze module staat niet meer in het aanbod. Vraag je trainer wat ervoor in de plaats komt."
    )


class SessionGone(NotFound):
    text = N_("Deze bijeenkomst is er niet (meer). Kijk in de agenda wat er wel komt.")


class SessionOfOthers(Forbidden):
    text = N_("Deze bijeenkomst is van een andere school dan de jouwe.")


class SessionOff(Conflict):
    text = N_("Deze bijeenkomst gaat niet door. Kijk in de agenda wat er wel komt.")


class NothingPicked(Unprocessable):
    text = N_("Kies eerst wat je in de cursus wilt zetten.")


class OnlyOne(Unprocessable):
    text = N_("De academie neemt één keuze tegelijk over.")


class PlaceKind(StrEnum):
    GOALS = "leren"
    REFLECTION = "terugblik"
    TEAM = "team"
    MODULE = "module"
    SESSION = "bijeenkomst"


WITH_ID = frozenset({PlaceKind.MODULE, PlaceKind.SESSION})
KEY = re.compile(r"(module|bijeenkomst)\.([0-9a-f-]{36})(?:\.([0-9]{1,4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """`id` is that of a module's offering or of a session; `unit` one unit of the module."""

    kind: PlaceKind
    id: UUID | None = None
    unit: int | None = None

    @property
    def key(self) -> str:
        parts = (self.kind, self.id, self.unit)
        return ".".join(str(part) for part in parts if part is not None)


def place_of(key: str) -> Place:
    """Reads what `Place.key` wrote. Raises PlaceUnknown."""
    if key in {kind for kind in PlaceKind if kind not in WITH_ID}:
        return Place(PlaceKind(key))
    found = KEY.fullmatch(key)
    if found is None:
        raise PlaceUnknown
    kind, raw_id, unit = found.groups()
    try:
        return Place(PlaceKind(kind), UUID(raw_id), int(unit) if unit else None)
    except ValueError:
        raise PlaceUnknown from None


NAMES: dict[PlaceKind, tuple[str, str]] = {
    PlaceKind.GOALS: (N_("Mijn leren"), N_("Leerdoelen, blend en voortgang van wie klikt.")),
    PlaceKind.REFLECTION: (N_("Kijk kort terug"), N_("Een terugblik bij een eigen leerdoel.")),
    PlaceKind.TEAM: (N_("Voortgang van je team"), N_("Het dashboard van de eigen school.")),
}
"""What places without a name of their own are called, and what they open."""
