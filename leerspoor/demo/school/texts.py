"""What the made-up teachers of De Springplank want to learn, tried and saw."""

from dataclasses import dataclass

BOARD = "Stichting Samen Wijzer"
SCHOOL = "Basisschool De Springplank"
SMALL_SCHOOL = "Basisschool De Vlieger"
SMALL_TEAM = ("Hugo Prins", "Linda Maas", "Bram Kuiper", "Yara Post")

THEME = "Scherpe lesdoelen"
THEME_WHY = (
    "In de rondvraag gebruikte 80% alleen de doelen uit de methode. Leerlingen weten vaak wel "
    "wat ze doen, maar niet wat ze ervan leren."
)
THEME_EXPECTATION = "In de meeste lessen hoort en ziet iedereen het doel, in leerlingtaal."
LAST_THEME = "Rekenen met begrip"
LAST_WHY = "Leerlingen kennen de trucs, maar kunnen niet uitleggen waarom ze werken."


@dataclass(frozen=True, slots=True)
class GoalText:
    """The five fields of a goal, with the sentence of what pinches."""

    problem: str
    what: str
    situation: str = ""
    criterion: str = ""
    evidence: str = ""


SHARP = (
    GoalText(
        "Halverwege de les weten mijn leerlingen niet meer waar het om ging.",
        "benoem het lesdoel in leerlingtaal",
        "aan het begin van elke rekenles",
        "acht van de tien leerlingen het doel kunnen navertellen",
        "exit-kaartje",
    ),
    GoalText(
        "Ik vraag wel of het duidelijk is, maar dan knikt iedereen.",
        "stel na de instructie twee controlevragen",
        "bij rekenen, voor ze zelf aan het werk gaan",
        "ik weet elke keer wie er nog hulp nodig heeft",
        "aantekening op mijn groepsplan",
    ),
    GoalText(
        "Het doel staat op het bord, maar we kijken er nooit meer naar.",
        "sluit de les af met de vraag wat we nu kunnen",
        "bij taal, de laatste vijf minuten",
        "dit in vier van de vijf lessen gebeurt",
        "turflijst in mijn klassenmap",
    ),
    GoalText(
        "De doelen uit de methode zijn te groot voor mijn kleuters.",
        "maak van elk methodedoel één ding dat je kunt zien",
        "bij het voorbereiden van de kring",
        "er elke week vijf doelen op een kaartje staan",
        "de kaartjes zelf",
    ),
    GoalText(
        "Sterke rekenaars doen de les mee zonder iets nieuws te leren.",
        "geef de plusgroep een eigen doel",
        "in de rekenlessen van dinsdag en donderdag",
        "zij kunnen zelf zeggen waar ze aan werken",
        "gesprekje van twee minuten per leerling",
    ),
    GoalText(
        "Bij begrijpend lezen gaat het over de tekst en niet over de strategie.",
        "doe hardop denkend voor hoe ik lees",
        "bij begrijpend lezen, aan het begin",
        "zeven van de tien leerlingen de strategie zelf gebruiken",
        "kijkformulier van een collega",
    ),
    GoalText(
        "Mijn instructie duurt te lang en dan haken ze af.",
        "houd mijn instructie binnen tien minuten",
        "bij spelling in groep 6",
        "dat acht lessen achter elkaar lukt",
        "de tijdklok op het bord",
    ),
    GoalText(
        "Leerlingen vergelijken antwoorden, geen aanpak.",
        "laat leerlingen in tweetallen hun aanpak vergelijken",
        "voordat ik de uitwerking geef",
        "beiden de aanpak van de ander kunnen uitleggen",
        "drie uitleggen die ik noteer",
    ),
    GoalText(
        "Feedback die ik geef, doet niets in het volgende werkstuk.",
        "geef één compliment en één tip",
        "bij elke schrijfopdracht",
        "de tip is te zien in de volgende versie",
        "twee versies naast elkaar",
    ),
)

VAGUE = (
    GoalText("Spelling blijft lastig.", "beter differentiëren bij spelling"),
    GoalText("Ik wil meer uit de gymles halen.", "meer leren over bewegend leren", "in de gymzaal"),
    GoalText("De weektaak loopt niet lekker.", "de weektaak verbeteren"),
)

LAST_YEAR = (
    GoalText(
        "Ze rekenen de truc uit, maar snappen niet waarom.",
        "laat leerlingen hun som tekenen voor ze rekenen",
        "bij breuken",
        "iedereen in vijf lessen eerst tekent",
        "foto's van het bord, zonder namen",
    ),
    GoalText(
        "Bij verhaalsommen zoeken ze meteen naar getallen.",
        "vraag eerst waar het verhaal over gaat",
        "bij verhaalsommen in de bovenbouw",
        "acht van de tien kunnen het navertellen zonder getal",
        "exit-kaartje",
    ),
    GoalText(
        "Automatiseren is saai geworden.",
        "start elke dag met een rekenspel van vijf minuten",
        "aan het begin van de rekenles",
        "dat vier weken achter elkaar lukt",
        "de spelkalender",
    ),
)

TRIED = (
    "Exit-kaartje met twee vragen na de rekenles",
    "Het doel door een leerling laten voorlezen en uitleggen",
    "Twee controlevragen op wisbordjes",
    "De les afgesloten met: wat kunnen we nu?",
)
REFLECTIONS = (
    (
        "Ik liet drie leerlingen het doel in eigen woorden zeggen.",
        "Ze keken halverwege de les terug naar het bord.",
        "Morgen laat ik ze het doel eerst aan elkaar vertellen.",
    ),
    (
        "Ik gaf een exit-kaartje met één vraag in plaats van drie.",
        "Bijna iedereen vulde hem in en ik had het in vijf minuten gezien.",
        "Deze week elke dag, en dan kijk ik wie ik apart neem.",
    ),
    (
        "Mijn controlevraag was te makkelijk.",
        "Iedereen had hem goed, maar het werk ging mis.",
        "Een vraag bedenken waarbij je de fout kunt zien.",
    ),
)
MOMENTS = (
    "Youssef liet bij de koffie zijn exit-kaartjes zien: twee vragen is genoeg.",
    "In een filmpje gezien hoe een doel in leerlingtaal klinkt.",
    "Met Marieke doorgepraat over wat 'klaar' is bij een schrijfopdracht.",
    "Op het plein gehoord dat groep 8 zelf succescriteria maakt.",
)
PUPILS_SHOWED = (
    "Ze vragen nu zelf wat het doel is als ik het vergeet.",
    "Op de exit-kaartjes schreef de meerderheid het doel goed op.",
    "Meer leerlingen beginnen meteen, omdat ze weten waarvoor.",
)
