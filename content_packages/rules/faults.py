"""What can be wrong with a package: every rule has a name and one clear sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from foundation.problems import N_, Unprocessable

RULES: Mapping[str, str] = MappingProxyType(
    {
        # the file itself (cmi5 §14)
        "file-empty": N_("Het bestand is leeg."),
        "not-a-package": N_("Dit is geen zip-bestand en geen cmi5.xml."),
        "not-a-zip": N_("Dit bestand heet zip maar is het niet, of het is beschadigd."),
        "format-unknown": N_("In deze zip staat geen cmi5.xml op het hoogste niveau."),
        "format-not-played": N_(
            "Dit is een {format}-pakket. Dat formaat spelen we nog niet af; cmi5 wel."
        ),
        "structure-not-at-root": N_(
            "cmi5.xml hoort op het hoogste niveau van de zip; hier staat hij in {found}."
        ),
        # the zip
        "zip-too-large": N_("De zip is groter dan {limit} MB."),
        "zip-too-many-files": N_("De zip bevat {count} bestanden; het mogen er {limit} zijn."),
        "zip-unpacks-too-large": N_("Uitgepakt is de zip groter dan {limit} MB."),
        "zip-ratio": N_("Dit bestand is {ratio} keer zo klein gemaakt; dat lijkt een zipbom."),
        "zip-overlap": N_("Bestanden in de zip overlappen elkaar; dat lijkt een zipbom."),
        "zip-method": N_("Dit bestand is verpakt met een methode die we niet kennen ({method})."),
        "zip-encrypted": N_("Dit bestand is versleuteld; maak een zip zonder wachtwoord."),
        "zip-link": N_("Dit is een verwijzing naar een ander bestand; dat mag niet in een pakket."),
        "zip-special-file": N_("Dit is geen gewoon bestand; dat mag niet in een pakket."),
        "zip-name-absolute": N_("De naam wijst een vaste plek op de schijf aan."),
        "zip-name-outside": N_("De naam wijst met .. naar een plek buiten het pakket."),
        "zip-name-character": N_("De naam bevat een teken dat niet in een bestandsnaam hoort."),
        "zip-name-length": N_("De naam is langer dan {limit} bytes."),
        "zip-name-depth": N_("Het bestand zit meer dan {limit} mappen diep."),
        "zip-name-twice": N_("Deze naam komt twee keer voor (hoofdletters tellen niet mee)."),
        "zip-name-folder": N_("Deze naam is een bestand en ook een map."),
        "zip-damaged": N_("Dit bestand is beschadigd: {reason}"),
        # the XML (cmi5 §13.2)
        "xml-too-large": N_("cmi5.xml is groter dan {limit} MB."),
        "xml-not-well-formed": N_("De XML is niet goed gevormd: {reason}"),
        "xml-entities": N_("De XML bepaalt eigen entiteiten; dat mag niet."),
        "not-a-course-structure": N_(
            "Dit is geen cmi5-cursus: het buitenste element hoort <courseStructure> te zijn, "
            "in de naamruimte van cmi5."
        ),
        "element-missing": N_("In <{parent}> ontbreekt <{element}>."),
        "element-twice": N_("<{element}> mag maar één keer in <{parent}> staan."),
        "element-misplaced": N_("<{element}> hoort niet op deze plek in <{parent}>."),
        "element-unknown": N_("<{element}> bestaat niet in <{parent}>."),
        "text-misplaced": N_("In <{element}> hoort geen losse tekst te staan."),
        "attribute-missing": N_("Bij <{element}> ontbreekt het kenmerk {attribute}."),
        "attribute-unknown": N_("Het kenmerk {attribute} bestaat niet bij <{element}>."),
        "language-invalid": N_("„{value}” is geen taalcode zoals nl of nl-NL."),
        "move-on-unknown": N_("moveOn mag niet „{value}” zijn."),
        "launch-method-unknown": N_("launchMethod mag niet „{value}” zijn."),
        "mastery-score-invalid": N_(
            "masteryScore „{value}” is geen getal van 0 tot en met 1 met hooguit vier decimalen."
        ),
        # the course (cmi5 §13.1)
        "iri-not-absolute": N_(
            "Het id „{value}” is geen volledige IRI (met http:// of https://…)."
        ),
        "course-id-twice": N_("Het id „{value}” van de cursus komt vaker voor."),
        "block-id-twice": N_("Het id „{value}” van dit blok komt vaker voor."),
        "unit-id-twice": N_("Het id „{value}” van dit onderdeel komt vaker voor."),
        "objective-id-twice": N_("Het id „{value}” van deze leeruitkomst komt vaker voor."),
        "objective-unknown": N_("De leeruitkomst „{value}” wordt nergens in de cursus bepaald."),
        "url-empty": N_("De url van dit onderdeel is leeg."),
        "url-white-space": N_("In de url „{value}” staat een spatie."),
        "url-invalid": N_("De url „{value}” is geen geldig webadres."),
        "url-scheme-forbidden": N_("Een url die met {scheme}: begint, mag niet."),
        "url-reserved-name": N_("De url gebruikt {name} zelf; die naam hoort bij cmi5."),
        "url-relative-without-zip": N_(
            "De url „{value}” is niet volledig; dat kan alleen in een zip."
        ),
        "url-file-missing": N_("Het bestand „{value}” zit niet in de zip."),
    }
)

REMARKS: Mapping[str, str] = MappingProxyType(
    {
        "setting-as-element": N_(
            "<{element}> staat als element in <au>, terwijl het een kenmerk hoort te zijn."
        ),
        "objectives-late": N_("<objectives> staat na de onderdelen, maar hoort ervoor te staan."),
        "url-not-for-a-browser": N_("„{value}” opent in een eigen programma, niet in de browser."),
    }
)
"""Departures that we know from real packages and put right ourselves; the package plays."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `place` is line:column or the path of an element."""

    rule: str
    file: str = ""
    place: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence with its holes, as the translation catalogue knows it."""
        return RULES.get(self.rule) or REMARKS[self.rule]

    @property
    def message(self) -> str:
        return self.text.format(**self.details)


@dataclass(frozen=True, slots=True)
class Report:
    """What checking a package gave; `remarks` say what was put right."""

    format: str = ""
    title: str = ""
    problems: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        problems = [
            {"rule": one.rule, "message": one.message, "file": one.file, "place": one.place}
            for one in self.problems
        ]
        return {"ok": self.ok, "format": self.format, "title": self.title, "problems": problems}


class PackageRefused(Unprocessable):
    """The package cannot be taken in; `faults` say why, the first one in the message."""

    text = N_("Dit pakket kan niet worden opgenomen: {reason}")

    def __init__(self, faults: Sequence[Fault], kind: str = "", title: str = "") -> None:
        self.faults = tuple(faults)
        self.report = Report(kind, title, self.faults)
        problems = self.report.as_json()["problems"]
        super().__init__(reason=self.faults[0].message, problems=problems)


def refuse(rule: str, file: str = "", place: str = "", **details: Any) -> PackageRefused:
    """The refusal of a package for one reason."""
    return PackageRefused([Fault(rule, file, place, details)])
