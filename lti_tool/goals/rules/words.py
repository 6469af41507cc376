"""Dutch words a learning goal is made of: what can be seen, what can not, and what is no verb."""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VAGUE_VERBS = words(
    "weten weet begrijpen begrijp kennen ken leren leer snappen snap beseffen besef "
    "inzien verbeteren verbeter ontwikkelen ontwikkel verdiepen verdiep groeien groei "
    "professionaliseren professionaliseer"
)
"""Nobody can see these happen."""

VAGUE_PHRASES = (
    "werken aan",
    "werk aan",
    "werk ik aan",
    "aandacht geven",
    "aandacht besteden",
    "geef aandacht",
    "meer aandacht",
    "geef meer aandacht",
    "bewust worden",
    "bewuster worden",
    "word bewust",
    "word me bewust",
    "zie in",
    "beter worden",
    "beter word",
    "word beter",
)

FIRST_PERSON = {
    "aanpassen": "pas aan",
    "afsluiten": "sluit af",
    "analyseren": "analyseer",
    "benoemen": "benoem",
    "bespreken": "bespreek",
    "bezoeken": "bezoek",
    "checken": "check",
    "evalueren": "evalueer",
    "formuleren": "formuleer",
    "gebruiken": "gebruik",
    "geven": "geef",
    "herhalen": "herhaal",
    "kiezen": "kies",
    "laten": "laat",
    "maken": "maak",
    "modelleren": "modelleer",
    "noteren": "noteer",
    "observeren": "observeer",
    "ontwerpen": "ontwerp",
    "opnemen": "neem op",
    "plannen": "plan",
    "schrijven": "schrijf",
    "starten": "start",
    "stellen": "stel",
    "toepassen": "pas toe",
    "tonen": "toon",
    "uitleggen": "leg uit",
    "uitvoeren": "voer uit",
    "vergelijken": "vergelijk",
    "verwoorden": "verwoord",
    "verzamelen": "verzamel",
    "voordoen": "doe voor",
    "vragen": "vraag",
    "wachten": "wacht",
}
"""Observable verbs: the infinitive and what somebody who starts with *ik* says."""

OBSERVABLE_VERBS = frozenset(FIRST_PERSON) | {
    word.split()[0] for word in FIRST_PERSON.values() if " " not in word
}

NO_VERB = words(
    "aan beter betere bij binnen bewuster dat de deze dit door duidelijker een elk elke er "
    "extra goed goede graag het hoe iedere in kinderen leerlingen meer mijn minder na naar "
    "naast niet om ook op over per rond rondom scherper scherpere sneller te tijdens tussen "
    "uit vaker van veel voor waar wat zonder zelf"
)
"""A field that opens with one of these does not open with a verb."""

AUXILIARIES = words(
    "ben bent is zijn was waren heb hebt heeft hebben had hadden kan kun kunnen kon konden "
    "wil willen moet moeten mag mogen weet weten zal zullen doe doet doen gaat gaan lukt"
)

NO_VERB_AT_THE_END = words(
    "antwoorden dagen doelen groepen keren kinderen lesdoelen lessen leerdoelen leerlingen "
    "minuten momenten opdrachten ouders punten rekenlessen taallessen leeslessen tafels "
    "toetsen vragen weken werkvormen beurten kaartjes schriften stappen tweetallen middagen "
    "eerst niet het dit dat wat met tot uit meest minst vast laat"
)
"""Plurals and small words that end like a verb and are none."""

DETERMINERS = words("de het een elk elke iedere mijn hun haar ons onze deze die dit dat")

INFINITIVES = (
    frozenset(FIRST_PERSON) | {verb for verb in VAGUE_VERBS if verb.endswith("en")}
) - NO_VERB_AT_THE_END
"""Somebody who writes one of these in a field that asks for *ik …* still says what she will do."""

NOUN_FOLLOWS = DETERMINERS | words("van door bij met voor te over aan om")
"""After one of these an infinitive is a noun, or belongs to another verb."""

OWN = words("mijn onze al alle de")
PLACES = ("les", "lessen", "groep", "groepen", "klas", "klassen", "kring", "bouw")
SUBJECTS = words(
    "rekenen taal lezen spelling schrijven gym gymnastiek muziek tekenen aardrijkskunde "
    "geschiedenis wereldoriëntatie natuur techniek engels breuken begrijpend technisch"
)
"""A situation that opens with one of these misses its *in* or *bij*."""

CLAUSE_OPENERS = words("voordat nadat als wanneer terwijl zodra omdat doordat zolang")
SO_THAT = words("zodat als wanneer doordat totdat")

REFLEXIVE = frozenset({"me", "mij", "mezelf", "er"})

NO_NAMES = words(
    "januari februari maart april mei juni juli augustus september oktober november december "
    "maandag dinsdag woensdag donderdag vrijdag engels nederlands frans duits fries "
    "pasen kerst pinksteren sinterklaas hemelvaart "
    "cito iep snappet gynzy staal pluspunt nieuwsbegrip bareka estafette parro kanjertraining "
    "wereld rekenen taal lezen spelling montessori dalton jenaplan rt ib hb po bouw onderbouw "
    "middenbouw bovenbouw quizlet kahoot teams canva bloom marzano rosenshine"
)
"""Words with a capital that are nobody's name."""
