"""What an administrator can do about each outcome in the log of launches."""

from foundation.problems import N_
from lti_tool.platforms.rules.attempts import ACCEPTED, FAILED
from lti_tool.platforms.rules.obstacles import Obstacle
from lti_tool.platforms.rules.reasons import Reason

OUTCOMES: dict[str, Reason | Obstacle] = {one.code: one for one in (*Reason, *Obstacle)}

AGAIN = N_("Meestal helpt het om Leerspoor opnieuw te openen vanuit de academie.")
SUPPLIER = N_(
    "De academie houdt zich hier niet aan LTI 1.3. Geef de code door aan haar leverancier."
)
CLOCKS = N_("Een van de twee klokken loopt verkeerd. Kijk naar de tijd op beide servers.")
REGISTERED = N_("Vergelijk wat de academie laat zien met wat hier staat, tot op de letter.")
OWN_ADDRESS = N_("Kijk in de academie naar het adres van Leerspoor: dat is een ander dan dit.")
KEYS = N_("Test de verbinding: die zegt wat er met de sleutels van de academie is.")
DECIDE = N_("Laat deze plek toe op de pagina van de academie.")
CLOSED = N_("Deze plek is dicht. Zet haar open op de pagina van de academie als dat niet klopt.")
START_AGAIN = N_("Maak een nieuwe link, of plak de link in de academie opnieuw.")
SWITCH_ON = N_("Zet LTI 1.1 voor deze academie aan, of sluit haar aan met LTI 1.3.")
SECRET = N_(
    "Vergelijk sleutel en geheim in de academie met wat hier gemaakt is, of maak een nieuw."
)
OUR_FAULT = N_(
    "Hier ging bij Leerspoor zelf iets mis. Wie de server beheert, ziet in haar log wat."
)
MANUAL = N_("In de handleiding staat bij deze code wat helpt.")

ADVICE: dict[Reason | Obstacle, str] = {
    Reason.CLIENT_UNNAMED: REGISTERED,
    Reason.PLATFORM_UNKNOWN: REGISTERED,
    Reason.ISSUER_WRONG: REGISTERED,
    Reason.AUDIENCE_WRONG: REGISTERED,
    Reason.PARTY_WRONG: REGISTERED,
    Reason.LOGIN_TARGET_FOREIGN: OWN_ADDRESS,
    Reason.TARGET_FOREIGN: OWN_ADDRESS,
    Reason.KEYS_UNREACHABLE: KEYS,
    Reason.KEY_UNKNOWN: KEYS,
    Reason.KEY_UNSUITED: KEYS,
    Reason.SIGNATURE_WRONG: KEYS,
    Reason.TOKEN_EXPIRED: CLOCKS,
    Reason.ISSUED_IN_FUTURE: CLOCKS,
    Reason.ISSUED_TOO_LONG_AGO: CLOCKS,
    Reason.NOT_YET_VALID: CLOCKS,
    Reason.OLD_LTI_OFF: SWITCH_ON,
    Reason.OLD_NAME_UNPROVEN: SECRET,
    Reason.DEPLOYMENT_PENDING: DECIDE,
    Reason.DEPLOYMENT_CLOSED: CLOSED,
    Obstacle.INVITATION_UNKNOWN: START_AGAIN,
    Obstacle.INVITATION_TAKEN: START_AGAIN,
    Obstacle.REGISTRATION_EXPIRED: START_AGAIN,
}


def sentences_of(outcome: str) -> tuple[str, ...]:
    """What happened and what helps; nothing about what went well."""
    if outcome == FAILED:
        return (OUR_FAULT,)
    found = OUTCOMES.get(outcome)
    if outcome == ACCEPTED or found is None:
        return ()
    return found.value, ADVICE.get(found) or _otherwise(found)


def _otherwise(found: Reason | Obstacle) -> str:
    if isinstance(found, Obstacle):
        return MANUAL
    return AGAIN if found.may_work_next_time else SUPPLIER
