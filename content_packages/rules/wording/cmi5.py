"""Rules of a cmi5 course structure, with the numbers of its requirements."""

from collections.abc import Mapping
from types import MappingProxyType

from content_packages.rules.wording.rule import Rule
from foundation.problems import N_

SCHEMA = "13.2.0.0-1"
FOLLOW = N_("Volg het schema van cmi5: het auteursprogramma doet dat, met de hand kan het ook.")
OWN_ID = N_("Geef elk onderdeel een eigen id.")
LIKE_A_FILE = N_("Verwijs met een volledig webadres, of met de naam van een bestand in de zip.")

CMI5_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "not-a-course-structure": Rule(
            N_(
                "Dit is geen cmi5-cursus: het buitenste element hoort <courseStructure> te zijn, "
                "in de naamruimte van cmi5."
            ),
            FOLLOW,
            SCHEMA,
        ),
        "element-missing": Rule(N_("In <{parent}> ontbreekt <{element}>."), FOLLOW, SCHEMA),
        "element-twice": Rule(
            N_("<{element}> mag maar één keer in <{parent}> staan."), FOLLOW, SCHEMA
        ),
        "element-misplaced": Rule(
            N_("<{element}> hoort niet op deze plek in <{parent}>."), FOLLOW, SCHEMA
        ),
        "element-unknown": Rule(N_("<{element}> bestaat niet in <{parent}>."), FOLLOW, SCHEMA),
        "text-misplaced": Rule(
            N_("In <{element}> hoort geen losse tekst te staan."), FOLLOW, SCHEMA
        ),
        "attribute-missing": Rule(
            N_("Bij <{element}> ontbreekt het kenmerk {attribute}."), FOLLOW, SCHEMA
        ),
        "attribute-unknown": Rule(
            N_("Het kenmerk {attribute} bestaat niet bij <{element}>."), FOLLOW, SCHEMA
        ),
        "language-invalid": Rule(
            N_("„{value}” is geen taalcode zoals nl of nl-NL."), N_("Schrijf nl of nl-NL."), SCHEMA
        ),
        "move-on-unknown": Rule(
            N_("moveOn mag niet „{value}” zijn."),
            N_(
                "Kies uit NotApplicable, Passed, Completed, CompletedAndPassed en "
                "CompletedOrPassed."
            ),
            SCHEMA,
        ),
        "launch-method-unknown": Rule(
            N_("launchMethod mag niet „{value}” zijn."),
            N_("Kies uit OwnWindow en AnyWindow."),
            SCHEMA,
        ),
        "mastery-score-invalid": Rule(
            N_(
                "masteryScore „{value}” is geen getal van 0 tot en met 1 "
                "met hooguit vier decimalen."
            ),
            N_("Schrijf bijvoorbeeld 0.8 voor 80%."),
            SCHEMA,
        ),
        "iri-not-absolute": Rule(
            N_("Het id „{value}” is geen volledige IRI (met http:// of https://…)."),
            N_("Laat het id beginnen met het webadres van de maker."),
            "3.0.0.0-1",
        ),
        "course-id-twice": Rule(
            N_("Het id „{value}” van de cursus komt vaker voor."), OWN_ID, SCHEMA
        ),
        "block-id-twice": Rule(
            N_("Het id „{value}” van dit blok komt vaker voor."), OWN_ID, "13.1.2.0-1"
        ),
        "unit-id-twice": Rule(
            N_("Het id „{value}” van dit onderdeel komt vaker voor."), OWN_ID, "13.1.4.0-1"
        ),
        "objective-id-twice": Rule(
            N_("Het id „{value}” van deze leeruitkomst komt vaker voor."), OWN_ID, "13.1.3.0-1"
        ),
        "objective-unknown": Rule(
            N_("De leeruitkomst „{value}” wordt nergens in de cursus bepaald."),
            N_("Zet de leeruitkomst in <objectives> van de cursus, of haal de verwijzing weg."),
            SCHEMA,
        ),
        "url-reserved-name": Rule(
            N_("De url gebruikt {name} zelf; die naam hoort bij cmi5."),
            N_("Geef wat achter het vraagteken staat een andere naam."),
            "8.1.0.0-6",
        ),
        "url-relative-without-zip": Rule(
            N_("De url „{value}” is niet volledig; dat kan alleen in een zip."),
            N_("Schrijf het hele webadres, of lever een zip in."),
            "14.2.0.0-1",
        ),
    }
)

ADDRESS_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "url-empty": Rule(N_("De url van dit onderdeel is leeg."), LIKE_A_FILE, "13.1.4.0-2"),
        "url-white-space": Rule(
            N_("In de url „{value}” staat een spatie."),
            N_("Schrijf %20 waar een spatie staat, of geef het bestand een naam zonder spatie."),
            "13.1.4.0-2",
        ),
        "url-invalid": Rule(
            N_("De url „{value}” is geen geldig webadres."), LIKE_A_FILE, "13.1.4.0-2"
        ),
        "url-scheme-forbidden": Rule(
            N_("Een url die met {scheme}: begint, mag niet."), LIKE_A_FILE, "13.1.4.0-2"
        ),
        "url-file-missing": Rule(
            N_("Het bestand „{value}” zit niet in de zip."),
            N_("Zet het bestand in de zip, of verbeter de naam; hoofdletters tellen mee."),
            "14.1.0.0-4",
        ),
    }
)

CMI5_REMARKS: Mapping[str, Rule] = MappingProxyType(
    {
        "setting-as-element": Rule(
            N_("<{element}> staat als element in <au>, terwijl het een kenmerk hoort te zijn."),
            FOLLOW,
            SCHEMA,
        ),
        "objectives-late": Rule(
            N_("<objectives> staat na de onderdelen, maar hoort ervoor te staan."), FOLLOW, SCHEMA
        ),
        "url-not-for-a-browser": Rule(
            N_("„{value}” opent in een eigen programma, niet in de browser."),
            N_("Wie geen eigen programma heeft, kan dit onderdeel niet doen."),
        ),
    }
)
