"""Rules of the file itself and of the zip, whatever is in it."""

from collections.abc import Mapping
from types import MappingProxyType

from content_packages.rules.wording.rule import Rule
from foundation.problems import N_

AGAIN = N_("Exporteer de module opnieuw en lever het nieuwe bestand in.")
PACK_AGAIN = N_("Pak de module opnieuw in met een gewoon zip-programma.")
SMALLER = N_("Maak de module kleiner: verklein video’s en afbeeldingen, of splits de module.")
RENAME = N_("Geef het bestand een andere naam en exporteer de module opnieuw.")

ZIP_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "file-empty": Rule(N_("Het bestand is leeg."), AGAIN, "14.0.0.0-1"),
        "not-a-package": Rule(
            N_("Dit is geen zip-bestand en geen cmi5.xml."),
            N_("Lever het zip-bestand in dat je auteursprogramma maakt."),
            "14.0.0.0-1",
        ),
        "not-a-zip": Rule(
            N_("Dit bestand heet zip maar is het niet, of het is beschadigd."),
            AGAIN,
            "14.1.0.0-1",
        ),
        "format-unknown": Rule(
            N_("In deze zip staat op het hoogste niveau niets waaraan we een module herkennen."),
            N_("Exporteer de module als cmi5, SCORM, Tin Can (xAPI) of H5P."),
            "14.1.0.0-2",
        ),
        "format-not-played": Rule(
            N_("Dit is een {format}-pakket. Dat formaat spelen we niet af."),
            N_("Exporteer de module als cmi5, SCORM, Tin Can (xAPI) of H5P."),
        ),
        "format-not-inside": Rule(
            N_("Dit pakket heeft geen {wished} in zich; wel: {found}."),
            N_("Kies een formaat dat in het pakket zit, of laat de keuze weg."),
        ),
        "structure-not-at-root": Rule(
            N_("{name} hoort op het hoogste niveau van de zip; hier staat hij in {found}."),
            N_("Zip de inhoud van de map, niet de map zelf."),
            "14.1.0.0-2",
        ),
        "zip-too-large": Rule(N_("De zip is groter dan {limit} MB."), SMALLER),
        "zip-too-many-files": Rule(
            N_("De zip bevat {count} bestanden; het mogen er {limit} zijn."), SMALLER
        ),
        "zip-unpacks-too-large": Rule(N_("Uitgepakt is de zip groter dan {limit} MB."), SMALLER),
        "zip-ratio": Rule(
            N_("Dit bestand is {ratio} keer zo klein gemaakt; dat lijkt een zipbom."), PACK_AGAIN
        ),
        "zip-ratio-whole": Rule(
            N_("De zip is als geheel {ratio} keer zo klein gemaakt; dat lijkt een zipbom."),
            PACK_AGAIN,
        ),
        "zip-overlap": Rule(
            N_("Bestanden in de zip overlappen elkaar; dat lijkt een zipbom."),
            PACK_AGAIN,
            "14.1.0.0-1",
        ),
        "zip-method": Rule(
            N_("Dit bestand is verpakt met een methode die we niet kennen ({method})."), PACK_AGAIN
        ),
        "zip-encrypted": Rule(
            N_("Dit bestand is versleuteld; maak een zip zonder wachtwoord."), PACK_AGAIN
        ),
        "zip-link": Rule(
            N_("Dit is een verwijzing naar een ander bestand; dat mag niet in een pakket."),
            N_("Zet het bestand zelf in het pakket."),
        ),
        "zip-special-file": Rule(
            N_("Dit is geen gewoon bestand; dat mag niet in een pakket."), PACK_AGAIN
        ),
        "zip-name-absolute": Rule(N_("De naam wijst een vaste plek op de schijf aan."), PACK_AGAIN),
        "zip-name-outside": Rule(
            N_("De naam wijst met .. naar een plek buiten het pakket."), PACK_AGAIN
        ),
        "zip-name-character": Rule(
            N_("De naam bevat een teken dat niet in een bestandsnaam hoort."), RENAME
        ),
        "zip-name-length": Rule(N_("De naam is langer dan {limit} bytes."), RENAME),
        "zip-name-depth": Rule(
            N_("Het bestand zit meer dan {limit} mappen diep."),
            N_("Zet het bestand in een map die minder diep zit."),
        ),
        "zip-name-twice": Rule(
            N_("Deze naam komt twee keer voor (hoofdletters tellen niet mee)."), RENAME
        ),
        "zip-name-folder": Rule(N_("Deze naam is een bestand en ook een map."), RENAME),
        "zip-damaged": Rule(N_("Dit bestand is beschadigd: {reason}"), AGAIN, "14.1.0.0-1"),
        "xml-too-large": Rule(N_("Dit bestand met de opbouw is groter dan {limit} MB."), SMALLER),
        "xml-too-many-elements": Rule(
            N_("De XML bevat {count} tekens < en =; het mogen er {limit} zijn."), SMALLER
        ),
        "xml-not-well-formed": Rule(
            N_("De XML is niet goed gevormd: {reason}"), AGAIN, "13.2.0.0-1"
        ),
        "xml-entities": Rule(
            N_("De XML bepaalt eigen entiteiten; dat mag niet."),
            N_("Schrijf de tekst zelf op de plek van de entiteit."),
        ),
        "units-too-many": Rule(
            N_("De module heeft {count} onderdelen; het mogen er {limit} zijn."),
            N_("Splits de module in kleinere modules."),
        ),
        "json-too-large": Rule(N_("Dit bestand met de opbouw is groter dan {limit} MB."), SMALLER),
        "json-not-well-formed": Rule(N_("De JSON is niet goed gevormd: {reason}"), AGAIN),
    }
)

ZIP_REMARKS: Mapping[str, Rule] = MappingProxyType(
    {
        "formats-several": Rule(
            N_("In dit pakket zit {found}. We gebruiken {used}."),
            N_("Kies zelf een formaat als je een ander wilt."),
        ),
        "url-dotted": Rule(N_("„{value}” begint met ./; dat is overbodig."), N_("Laat ./ weg.")),
        "url-backslash": Rule(
            N_("In „{value}” staat een \\ waar een / hoort."), N_("Schrijf / tussen mappen.")
        ),
        "url-unescaped": Rule(
            N_("In „{value}” staat een teken dat in een adres een code hoort te zijn."),
            N_("Gebruik in bestandsnamen alleen letters, cijfers, - en _."),
        ),
        "url-other-case": Rule(
            N_("„{value}” heet in de zip {found}: de hoofdletters verschillen."),
            N_("Schrijf de naam overal met dezelfde hoofdletters."),
        ),
        "url-elsewhere": Rule(
            N_("„{value}” staat niet in het pakket; of het meetelt, ligt aan die plek."),
            N_("Neem de bestanden op in het pakket."),
        ),
    }
)
