"""Why a launch can be refused: every reason has a code, a sentence for the teacher and advice."""

from enum import Enum, unique
from typing import ClassVar

from foundation.problems import N_, Problem


@unique
class Reason(Enum):
    """The sentence is what the page says; the name, in kebab case, is the code beside it.

    In the order in which a launch is checked. What an administrator can do about each
    stands in `docs/launch.md`; a test keeps the two in step.
    """

    # The login an academy starts (LTI security framework §5.1.1.1)
    LOGIN_INCOMPLETE = N_("De academie stuurde een onvolledige aanvraag om Leerspoor te openen.")
    LOGIN_GARBLED = N_("De academie stuurde een aanvraag met tekens die niet kunnen kloppen.")
    CLIENT_UNNAMED = N_("De academie zei niet met welke aanmelding ze Leerspoor opent.")
    PLATFORM_UNKNOWN = N_("Deze academie is niet aangemeld bij Leerspoor.")
    LOGIN_TARGET_FOREIGN = N_("De academie vroeg om een pagina die niet van Leerspoor is.")

    # What comes back from it (§5.1.1.3)
    PLATFORM_REFUSED = N_("De academie kon niet bevestigen wie je bent.")
    STATE_MISSING = N_("Leerspoor is niet vanuit een activiteit in de academie geopend.")
    STATE_UNKNOWN = N_("Leerspoor weet niet (meer) bij welke klik dit hoort.")
    LAUNCH_REPEATED = N_("Deze pagina is al eens geopend, en dat kan maar één keer.")
    LOGIN_EXPIRED = N_("Er ging te veel tijd voorbij tussen je klik en het openen.")
    OTHER_BROWSER = N_("Het openen begon in een andere browser dan deze.")

    # The token and its signature (§5.1.3 step 1 and 4, RFC 7515)
    TOKEN_MISSING = N_("De academie stuurde geen bewijs mee van wie je bent.")
    TOKEN_TOO_LARGE = N_("Het bewijs van de academie is te groot.")
    TOKEN_MALFORMED = N_("Het bewijs van de academie is onleesbaar.")
    ALGORITHM_REFUSED = N_("Het bewijs van de academie is ondertekend op een manier die niet mag.")
    HEADER_CRITICAL = N_("Het bewijs van de academie vraagt iets wat Leerspoor niet kent.")
    HEADER_BRINGS_KEY = N_("Het bewijs van de academie brengt zijn eigen sleutel mee.")
    KEY_UNNAMED = N_("Het bewijs van de academie zegt niet met welke sleutel het is ondertekend.")
    KEYS_UNREACHABLE = N_("De sleutels van de academie zijn nu niet op te halen.")
    KEY_UNKNOWN = N_("De sleutel onder het bewijs hoort niet bij deze academie.")
    KEY_UNSUITED = N_(
        "De sleutel van de academie is niet bedoeld of niet sterk genoeg om te tekenen."
    )
    SIGNATURE_WRONG = N_("De handtekening onder het bewijs van de academie klopt niet.")

    # For whom, from whom, when (§5.1.3 step 2, 3 and 5 to 9)
    ISSUER_WRONG = N_("Het bewijs komt van een andere academie dan waar je klikte.")
    AUDIENCE_WRONG = N_("Het bewijs van de academie is niet voor Leerspoor bedoeld.")
    PARTY_MISSING = N_("Het bewijs is voor meer ontvangers, en zegt niet wie het mag gebruiken.")
    PARTY_WRONG = N_(
        "Het bewijs van de academie mag door een ander gebruikt worden, niet door ons."
    )
    EXPIRY_MISSING = N_("Het bewijs van de academie zegt niet tot wanneer het geldt.")
    TOKEN_EXPIRED = N_("Het bewijs van de academie is verlopen.")
    ISSUED_MISSING = N_("Het bewijs van de academie zegt niet wanneer het is gemaakt.")
    ISSUED_IN_FUTURE = N_("Het bewijs komt uit de toekomst: de klok van de academie loopt voor.")
    ISSUED_TOO_LONG_AGO = N_("Het bewijs van de academie is te oud.")
    NOT_YET_VALID = N_("Het bewijs van de academie geldt nog niet.")
    NONCE_MISSING = N_("In het bewijs ontbreekt het getal dat bij je klik hoort.")
    NONCE_WRONG = N_("Het bewijs hoort bij een andere klik dan deze.")

    # What LTI asks of a launch (LTI core §5.3 and §5.4)
    MESSAGE_TYPE_MISSING = N_("De academie zei niet wat voor bericht ze stuurde.")
    MESSAGE_TYPE_UNKNOWN = N_("De academie stuurde een soort bericht dat Leerspoor niet kent.")
    VERSION_MISSING = N_("De academie zei niet welke versie van LTI ze spreekt.")
    VERSION_WRONG = N_("De academie spreekt een versie van LTI die Leerspoor niet spreekt.")
    DEPLOYMENT_MISSING = N_("De academie zei niet vanuit welke plaatsing Leerspoor is geopend.")
    DEPLOYMENT_DIFFERS = N_("De plaatsing in het bewijs is een andere dan waar je klikte.")
    TARGET_MISSING = N_("De academie zei niet welke pagina er open moet.")
    TARGET_FOREIGN = N_("De pagina die de academie wil openen is niet van Leerspoor.")
    RESOURCE_LINK_MISSING = N_("De academie zei niet vanuit welke activiteit je komt.")
    RESOURCE_LINK_WRONG = N_("De activiteit waar je vandaan komt is onleesbaar beschreven.")
    RESOURCE_LINK_UNNAMED = N_("De activiteit waar je vandaan komt heeft geen kenmerk.")
    SUBJECT_MISSING = N_("De academie zei niet wie je bent.")
    SUBJECT_WRONG = N_("Je kenmerk in de academie is geen tekst.")
    SUBJECT_TOO_LONG = N_("Je kenmerk in de academie is te lang.")
    ROLES_MISSING = N_("De academie zei niets over rollen, ook niet dat er geen zijn.")
    ROLES_WRONG = N_("De rollen die de academie stuurde zijn geen lijst van teksten.")
    CONTEXT_WRONG = N_("De cursus waar je vandaan komt is onleesbaar beschreven.")

    # What deep linking (§4.4) and submission review (§3.2) ask besides
    DEEP_LINK_SETTINGS_MISSING = N_("De academie zei niet wat ze van Leerspoor wil overnemen.")
    DEEP_LINK_RETURN_MISSING = N_("De academie zei niet waar je keuze naartoe moet.")
    DEEP_LINK_TYPE_REFUSED = N_("De academie neemt van Leerspoor geen links over.")
    FOR_USER_MISSING = N_("De academie zei niet van wie je het werk wilt zien.")

    # What we ask of academies that speak LTI 1.1, or did
    OLD_LTI_OFF = N_("Openen met LTI 1.1 staat uit voor deze academie.")
    OLD_NAME_UNPROVEN = N_("De academie kon niet bewijzen wie je was voor ze LTI 1.3 sprak.")

    # What we ask ourselves
    DEPLOYMENT_PENDING = N_("Deze plek in de academie wacht nog op toestemming van je bestuur.")
    DEPLOYMENT_CLOSED = N_("Deze plek in de academie mag Leerspoor niet openen.")

    @property
    def code(self) -> str:
        return self.name.lower().replace("_", "-")

    @property
    def status(self) -> int:
        return STATUSES.get(self, 400)

    @property
    def may_work_next_time(self) -> bool:
        """Opening it again from the academy helps; otherwise its administrator must act."""
        return self in WORTH_ANOTHER_TRY


STATUSES = {
    Reason.OLD_LTI_OFF: 403,
    Reason.DEPLOYMENT_PENDING: 403,
    Reason.DEPLOYMENT_CLOSED: 403,
    Reason.TOKEN_TOO_LARGE: 413,
    Reason.KEYS_UNREACHABLE: 503,
}

WORTH_ANOTHER_TRY = frozenset(
    {
        Reason.PLATFORM_REFUSED,
        Reason.STATE_MISSING,
        Reason.STATE_UNKNOWN,
        Reason.LAUNCH_REPEATED,
        Reason.LOGIN_EXPIRED,
        Reason.OTHER_BROWSER,
        Reason.KEYS_UNREACHABLE,
        Reason.TOKEN_EXPIRED,
        Reason.ISSUED_TOO_LONG_AGO,
        Reason.NONCE_WRONG,
    }
)


class LaunchRefused(Problem):
    """A login or launch that does not hold; `return_url` once the academy is known."""

    status: ClassVar[int] = 400
    text = N_("Leerspoor kon niet worden geopend ({reason}).")

    def __init__(self, reason: Reason, return_url: str | None = None) -> None:
        super().__init__(reason=reason.code)
        self.reason = reason
        self.return_url = return_url


def expect(holds: bool, reason: Reason) -> None:
    """One check of the row; the first that does not hold ends the launch."""
    if not holds:
        raise LaunchRefused(reason)
