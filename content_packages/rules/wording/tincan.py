"""Rules of tincan.xml."""

from collections.abc import Mapping
from types import MappingProxyType

from content_packages.rules.wording.rule import Rule
from foundation.problems import N_

AGAIN = N_("Exporteer de module opnieuw als Tin Can (xAPI).")

TINCAN_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "not-a-tincan": Rule(
            N_("Het buitenste element van tincan.xml hoort <tincan> te zijn."), AGAIN
        ),
        "activity-missing": Rule(N_("In tincan.xml staat geen enkele <activity>."), AGAIN),
        "activity-id-missing": Rule(N_("Deze <activity> heeft geen id."), AGAIN),
        "activity-id-invalid": Rule(
            N_("Het id „{value}” van deze activiteit is geen volledige IRI."),
            N_("Laat het id beginnen met het webadres van de maker."),
        ),
        "activity-id-twice": Rule(
            N_("Het id „{value}” van deze activiteit komt vaker voor."),
            N_("Geef elke activiteit een eigen id."),
        ),
        "activity-name-missing": Rule(
            N_("Deze <activity> heeft geen <name>."), N_("Geef de activiteit een naam.")
        ),
        "launch-missing": Rule(
            N_("Geen enkele activiteit heeft <launch>: er is niets om te openen."), AGAIN
        ),
    }
)
