"""Rules of H5P files."""

from collections.abc import Mapping
from types import MappingProxyType

from content_packages.rules.wording.rule import Rule
from foundation.problems import N_

AGAIN = N_("Download het H5P-bestand opnieuw, met alles erin.")

H5P_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "h5p-value-missing": Rule(N_("In {file} ontbreekt „{name}”."), AGAIN),
        "h5p-value-invalid": Rule(N_("„{name}” in {file} is niet te lezen."), AGAIN),
        "h5p-content-missing": Rule(
            N_("De inhoud (content/content.json) zit niet in het bestand."), AGAIN
        ),
        "h5p-library-missing": Rule(
            N_("De bibliotheek {library} zit niet in het bestand."),
            N_("Download het bestand op een plek die bibliotheken meegeeft, zoals Lumi."),
        ),
        "h5p-library-name": Rule(
            N_("De map {folder} heet anders dan de bibliotheek die erin zit: {library}."), AGAIN
        ),
        "h5p-library-file-missing": Rule(
            N_("De bibliotheek noemt „{value}”, maar dat bestand zit er niet in."), AGAIN
        ),
        "h5p-not-runnable": Rule(
            N_("{library} is geen oefening, maar een onderdeel van andere oefeningen."),
            N_("Download de oefening zelf."),
        ),
        "h5p-file-type": Rule(
            N_("Bestanden die op .{ending} eindigen, mogen niet in de inhoud van H5P."),
            N_("Haal het bestand uit de oefening."),
        ),
        "h5p-core-too-new": Rule(
            N_("{library} vraagt H5P {wanted}; wij spelen tot en met {ours}."),
            N_("Download de oefening met een oudere versie van de bibliotheek."),
        ),
    }
)
