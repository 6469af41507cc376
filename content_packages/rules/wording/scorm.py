"""Rules of the manifests of SCORM 1.2 and SCORM 2004."""

from collections.abc import Mapping
from types import MappingProxyType

from content_packages.rules.wording.rule import Rule
from foundation.problems import N_

AGAIN = N_("Exporteer de module opnieuw als SCORM; helpt dat niet, vraag het de maker.")
OWN_NAME = N_("Geef elk element een eigen identifier.")

SCORM_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "not-a-manifest": Rule(
            N_("Het buitenste element van imsmanifest.xml hoort <manifest> te zijn."), AGAIN
        ),
        "manifest-inside": Rule(
            N_("In dit <manifest> staat nog een <manifest>; dat kan in SCORM niet."),
            N_("Lever elk deel in als een eigen pakket."),
        ),
        "identifier-missing": Rule(N_("Bij <{element}> ontbreekt het kenmerk identifier."), AGAIN),
        "identifier-twice": Rule(N_("De identifier „{value}” komt vaker voor."), OWN_NAME),
        "organization-missing": Rule(
            N_("Er staat geen <organization> in: niets zegt wat de module laat zien."),
            N_("Exporteer de module als cursus (content aggregation), niet als losse bestanden."),
        ),
        "item-missing": Rule(
            N_("In de <organization> staat geen onderdeel dat geopend kan worden."), AGAIN
        ),
        "item-empty": Rule(
            N_("Onderdeel „{value}” verwijst naar niets en heeft geen onderdelen in zich."), AGAIN
        ),
        "resource-unknown": Rule(
            N_("Onderdeel „{item}” verwijst naar <resource> „{value}”, maar die is er niet."),
            AGAIN,
        ),
        "resource-without-href": Rule(
            N_("<resource> „{value}” heeft geen href: er is niets om te openen."), AGAIN
        ),
        "scorm-type-unknown": Rule(
            N_("Het soort mag niet „{value}” zijn; wel sco of asset."), AGAIN
        ),
        "mastery-score-outside": Rule(
            N_("masteryscore „{value}” is geen getal van 0 tot en met 100."),
            N_("Schrijf bijvoorbeeld 80 voor 80%."),
        ),
        "time-limit-invalid": Rule(
            N_("„{value}” is geen tijdsduur zoals {example}."),
            N_("Schrijf de tijd zoals in het voorbeeld, of haal de tijdslimiet weg."),
        ),
        "prerequisites-invalid": Rule(
            N_("De voorwaarde „{value}” is niet te lezen."),
            N_("Gebruik namen van onderdelen met &, |, ~ en haakjes."),
        ),
        "prerequisites-unknown": Rule(
            N_("De voorwaarde noemt onderdeel „{value}”, maar dat is er niet."),
            N_("Noem een onderdeel van deze module."),
        ),
        "value-unknown": Rule(
            N_("{name} mag niet „{value}” zijn."), N_("Kies een waarde die SCORM kent.")
        ),
        "number-outside": Rule(
            N_("{name} „{value}” is geen getal van {least} tot en met {most}."),
            N_("Schrijf een getal binnen deze grenzen."),
        ),
        "leaf-with-items": Rule(
            N_("Onderdeel „{value}” opent iets en heeft ook onderdelen in zich."),
            N_("In SCORM 2004 opent alleen een onderdeel zonder onderdelen iets."),
        ),
        "sequencing-unknown": Rule(
            N_("De volgorde verwijst naar „{value}”, maar die staat niet in de verzameling."),
            AGAIN,
        ),
        "objective-name-unknown": Rule(
            N_("Een regel noemt leeruitkomst „{value}”, maar dit onderdeel heeft die niet."),
            AGAIN,
        ),
        "objective-name-twice": Rule(
            N_("De leeruitkomst „{value}” staat twee keer bij dit onderdeel."), OWN_NAME
        ),
    }
)

SCORM_REMARKS: Mapping[str, Rule] = MappingProxyType(
    {
        "schema-version-missing": Rule(
            N_("Er staat niet bij welke versie van SCORM dit is; we lezen het als {used}."),
            N_("Zet <schemaversion> in <metadata>."),
        ),
        "schema-version-unknown": Rule(
            N_("De versie „{value}” kennen we niet; we lezen het als {used}."),
            N_("Exporteer als SCORM 1.2 of als SCORM 2004, 2e, 3e of 4e editie."),
        ),
        "element-order": Rule(
            N_("<{element}> staat niet op zijn plek in <{parent}>; we lezen het toch."), AGAIN
        ),
        "title-missing": Rule(
            N_("<{element}> heeft geen titel; we noemen het „{used}”."),
            N_("Geef elk onderdeel een titel."),
        ),
        "organization-default": Rule(
            N_("De voorkeur „{value}” is er niet; we nemen de eerste <organization>."), AGAIN
        ),
        "scorm-type-missing": Rule(
            N_("Bij <resource> „{value}” staat geen soort; we lezen het als sco."), AGAIN
        ),
        "metadata-unread": Rule(
            N_("De beschrijving „{value}” is er niet, of is geen goede XML."),
            N_("De module speelt; vul zelf aan wat er over te zeggen is."),
        ),
        "file-listed-missing": Rule(
            N_("{count} bestanden uit de lijst zitten niet in de zip; het eerste is „{value}”."),
            N_("Kijk of de module het zonder die bestanden doet."),
        ),
    }
)
