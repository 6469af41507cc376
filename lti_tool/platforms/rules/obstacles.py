"""Why an academy could not be registered: a code, and a sentence for who sits before it."""

from enum import Enum, unique
from typing import ClassVar

from foundation.problems import N_, Problem


@unique
class Obstacle(Enum):
    """In the order in which a registration goes. `docs/academies.md` says what helps."""

    INVITATION_UNKNOWN = N_("Deze uitnodiging is niet (meer) geldig.")
    CONFIGURATION_ADDRESS_WRONG = N_("De academie gaf geen veilig adres van haar instellingen.")
    CONFIGURATION_UNREACHABLE = N_("Leerspoor kan de instellingen van de academie niet ophalen.")
    CONFIGURATION_MALFORMED = N_("Wat de academie als haar instellingen stuurt is onleesbaar.")
    CONFIGURATION_INCOMPLETE = N_("In de instellingen van de academie ontbreekt een veilig adres.")
    SIGNING_UNSUITED = N_("De academie ondertekent niet op een manier die Leerspoor aanneemt.")
    ISSUER_ELSEWHERE = N_("De academie zegt een andere te zijn dan waar haar instellingen staan.")
    REGISTRATION_ELSEWHERE = N_("De academie wil de aanmelding op een andere server ontvangen.")
    INVITATION_TAKEN = N_("Deze uitnodiging is al door een andere academie gebruikt.")
    REGISTRATION_EXPIRED = N_(
        "De academie neemt deze aanmelding niet meer aan: begin daar opnieuw."
    )
    REGISTRATION_UNREACHABLE = N_("De academie antwoordt niet op de aanmelding.")
    REGISTRATION_DECLINED = N_("De academie neemt de aanmelding niet aan.")
    REGISTRATION_UNNAMED = N_("De academie gaf Leerspoor bij de aanmelding geen naam (client id).")
    ACADEMY_TAKEN = N_("Een ander bestuur heeft deze academie al aangemeld.")

    @property
    def code(self) -> str:
        return self.name.lower().replace("_", "-")

    @property
    def status(self) -> int:
        return STATUSES.get(self, 400)


STATUSES = {
    Obstacle.INVITATION_UNKNOWN: 403,
    Obstacle.INVITATION_TAKEN: 403,
    Obstacle.ACADEMY_TAKEN: 409,
    Obstacle.CONFIGURATION_UNREACHABLE: 503,
    Obstacle.REGISTRATION_UNREACHABLE: 503,
}


class NotRegistered(Problem):
    """`place` is where it went wrong: a field, or a host and what it answered."""

    status: ClassVar[int] = 400
    text = N_("De academie kon niet worden aangemeld ({reason}).")

    def __init__(self, reason: Obstacle, place: str = "") -> None:
        super().__init__(reason=reason.code)
        self.reason = reason
        self.place = place


def need(holds: bool, otherwise: Obstacle, place: str = "") -> None:
    """One check of the row; the first that does not hold ends the registration."""
    if not holds:
        raise NotRegistered(otherwise, place)
