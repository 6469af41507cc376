"""From five small fields to one Dutch sentence, as a teacher would say it."""

import re
from datetime import date
from itertools import pairwise

from lti_tool.goals.rules.goals import GoalParts
from lti_tool.goals.rules.words import (
    AUXILIARIES,
    CLAUSE_OPENERS,
    DETERMINERS,
    FIRST_PERSON,
    INFINITIVES,
    NO_VERB,
    NO_VERB_AT_THE_END,
    NOUN_FOLLOWS,
    OWN,
    PLACES,
    REFLEXIVE,
    SO_THAT,
    SUBJECTS,
)

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


IK_IN_FRONT = re.compile(r"^(?:dat )?ik (?=\S)", re.IGNORECASE)
IK_AFTER_VERB = re.compile(r"^(\w+) ik(?= |$)", re.IGNORECASE)


def sentence_of(parts: GoalParts) -> str:
    """Put the five parts together; an empty part is left out, nothing is invented.

    With everything filled in it reads like the model sentence of domain.md §5.6: "Uiterlijk
    20 december benoem ik aan het begin van elke rekenles het lesdoel in leerlingtaal, zodat …".
    """
    what = tidy(parts.what)
    if not what:
        return ""
    first = capital(_opening(what, placed(tidy(parts.situation)), parts.deadline))
    criterion, evidence = tidy(parts.criterion), tidy(parts.evidence)
    proof = f" ({evidence})" if evidence else ""
    if criterion and is_main_clause(criterion):
        return f"{first}. Ik ben tevreden als dit lukt: {criterion}{proof}."
    if criterion:
        return f"{first}, {_so_that(criterion)}{proof}."
    return f"{first}{proof}."


def short_sentence_of(parts: GoalParts) -> str:
    """Only what she does and where: for a card, a title, a list."""
    return sentence_of(GoalParts(parts.what, parts.situation))


def tidy(text: str) -> str:
    """One line, single spaces, no closing full stop."""
    return " ".join(text.split()).rstrip(".").rstrip()


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def spoken_date(day: date) -> str:
    """A date as people say it: 20 december."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def _opening(what: str, situation: str, deadline: date | None) -> str:
    by = f"uiterlijk {spoken_date(deadline)}" if deadline else ""
    split = finite_verb(what)
    if split is None:
        return ", ".join(piece for piece in (what, lowered(situation), by) if piece)
    verb, rest = split
    if by:
        return " ".join(_inverted(by, verb, lowered(situation), rest))
    if situation:
        front = situation + ("," if needs_commas(situation) else "")
        return " ".join(piece for piece in (front, verb, "ik", rest) if piece)
    return f"ik {verb} {rest}".strip()


def _inverted(by: str, verb: str, situation: str, rest: str) -> list[str]:
    """Uiterlijk 20 december · benoem · ik · in elke les · het doel."""
    reflexive, rest = _reflexive(rest)
    ik = "ik"
    if needs_commas(situation) and rest:
        situation += ","
    if opens_clause(situation):
        ik, reflexive = (ik, f"{reflexive},") if reflexive else ("ik,", "")
    return [piece for piece in (by, verb, ik, reflexive, situation, rest) if piece]


def placed(situation: str) -> str:
    """*rekenlessen in groep 6*, *spelling*: where somebody names only the lesson or the subject."""
    first, _, second = lowered(situation).partition(" ")
    noun = second.partition(" ")[0] if first in OWN else first
    if noun.endswith(PLACES):
        return f"in {lowered(situation)}"
    return f"bij {lowered(situation)}" if noun in SUBJECTS else situation


def opens_clause(situation: str) -> bool:
    """voordat ik de uitwerking geef: a clause of its own stands between commas."""
    return situation.partition(" ")[0].lower() in CLAUSE_OPENERS


def needs_commas(situation: str) -> bool:
    return "," in situation or opens_clause(situation)


def _reflexive(rest: str) -> tuple[str, str]:
    """*me* and *er* stay next to *ik*: bereid ik me in elke les voor."""
    first, _, others = rest.partition(" ")
    return (first, others) if first in REFLEXIVE else ("", rest)


def finite_verb(what: str) -> tuple[str, str] | None:
    """Split "benoem het lesdoel" into the verb and the rest; None where there is no such verb.

    "het lesdoel benoemen" becomes *kan … het lesdoel benoemen*, which is always right.
    """
    whole = lowered(what)
    bare = IK_AFTER_VERB.sub(r"\1", IK_IN_FRONT.sub("", whole))
    said_ik = bare != whole
    first, _, rest = bare.partition(" ")
    word = first.lower().strip(",;:")
    if word in FIRST_PERSON and not said_ik:
        stem, _, particle = FIRST_PERSON[word].partition(" ")
        return stem, f"{rest} {particle}".strip()
    if said_ik or _looks_finite(word):
        return first, rest
    if _says_an_infinitive(bare):
        return "kan", bare
    return None


def _looks_finite(word: str) -> bool:
    """*benoem*, *vraag*, *laat*: not a small word, and not a word that ends like an infinitive."""
    return word.isalpha() and word not in NO_VERB and not word.endswith(("en", "ing", "heid"))


def _says_an_infinitive(text: str) -> bool:
    """*het lesdoel benoemen*, *meer aandacht geven aan …*; not *het maken van een plan*."""
    spoken = re.findall(r"[\w-]+", text.lower())
    if spoken and spoken[-1] in FIRST_PERSON:
        return True
    return any(
        word in INFINITIVES and before not in NOUN_FOLLOWS for before, word in pairwise(spoken)
    )


def lowered(text: str) -> str:
    """Small first letter, except in an abbreviation or a name of a method (IEP, WIG)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def is_main_clause(criterion: str) -> bool:
    """Whether the verb stands where it can not follow *zodat*: "8 van de 10 kunnen het doel …"."""
    words = re.findall(r"[\w-]+", criterion.lower())
    if not words or words[0] in SO_THAT:
        return False
    if any(word in AUXILIARIES for word in words[:-2]):
        return True
    return not _ends_in_verb(words)


def _ends_in_verb(words: list[str]) -> bool:
    """Dutch clauses after *zodat* end in their verb; a noun after *de* or *elke* is none."""
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if last in AUXILIARIES:
        return True
    if last in NO_VERB_AT_THE_END or before in DETERMINERS:
        return False
    return last.endswith(("en", "t", "an"))


def _so_that(criterion: str) -> str:
    lower = lowered(criterion)
    return lower if lower.partition(" ")[0] in SO_THAT else f"zodat {lower}"
