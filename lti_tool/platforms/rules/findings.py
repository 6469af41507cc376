"""What a test of the connection finds, in words that tell an administrator where to look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, unique
from typing import Any

from foundation.problems import N_
from lti_tool.platforms.rules.keys import JsonWebKey, suits

CLOCK_LEEWAY = timedelta(seconds=30)
"""Half of what a launch forgives: tell before it breaks."""


@unique
class Found(Enum):
    """Each with the values that its sentence names."""

    KEYS_GOOD = N_("We halen de sleutels van de academie op. Bruikbaar: {count}.")
    KEYS_UNSUITED = N_(
        "Er staan sleutels, maar geen waarmee een academie mag ondertekenen (RS256)."
    )
    KEYS_NONE = N_(
        "Op {host} staat iets anders dan we vragen. Kijk de adressen van de academie na."
    )
    PRIVATE = N_("{host} ligt in een besloten netwerk. Wie de server beheert, kan dat toestaan.")
    UNTRUSTED = N_("Het certificaat van {host} wordt niet vertrouwd. Vernieuw het, met zijn keten.")
    UNREACHABLE = N_(
        "We kunnen {host} niet bereiken. Klopt het adres, en laat de firewall ons door?"
    )
    SLOW = N_("{host} antwoordt te laat. Probeer het straks nog eens.")
    REFUSED = N_("{host} antwoordt met {fault}. Kijk het adres na, en of iets ons daar tegenhoudt.")
    CLOCK_GOOD = N_("De klok van de academie loopt gelijk met de onze.")
    CLOCK_WRONG = N_(
        "De klok van de academie wijkt {seconds} seconden af. Zet beide klokken gelijk."
    )
    ACCESS_GOOD = N_("De academie geeft ons toegang tot haar diensten.")
    ACCESS_NONE = N_("Er is geen access token URL, dus er gaan geen resultaten naar de academie.")
    ACCESS_REFUSED = N_(
        "De academie geeft ons geen toegang ({fault}). Kan zij onze sleutels ophalen? In Moodle"
        " houdt ‘cURL blocked hosts’ of ‘cURL allowed ports’ dat vaak tegen. Kijk ook of zij"
        " onze keyset URL heeft, en of cijfers en deelnemers aan staan."
    )


GOOD = frozenset({Found.KEYS_GOOD, Found.CLOCK_GOOD, Found.ACCESS_GOOD})


@dataclass(frozen=True, slots=True)
class Finding:
    found: Found
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return self.found in GOOD


def judge_keys(keys: Sequence[JsonWebKey]) -> Finding:
    usable = sum(1 for key in keys if suits(key) and key.get("kid"))
    return Finding(Found.KEYS_GOOD, {"count": usable}) if usable else Finding(Found.KEYS_UNSUITED)


def judge_clock(theirs: datetime, ours: datetime) -> Finding:
    apart = abs(theirs - ours)
    if apart <= CLOCK_LEEWAY:
        return Finding(Found.CLOCK_GOOD)
    return Finding(Found.CLOCK_WRONG, {"seconds": round(apart.total_seconds())})


def judge_fault(host: str, fault: str) -> Finding:
    """`fault` as an `AcademyUnreachable` names it."""
    return Finding(FAULTS.get(fault, Found.REFUSED), {"host": host, "fault": fault})


FAULTS = {
    "a private address": Found.PRIVATE,
    "an untrusted certificate": Found.UNTRUSTED,
    "no JSON": Found.KEYS_NONE,
    "no key set": Found.KEYS_NONE,
    "ConnectError": Found.UNREACHABLE,
    "ConnectTimeout": Found.UNREACHABLE,
    "ReadTimeout": Found.SLOW,
}
