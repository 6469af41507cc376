"""From five small fields to one Dutch sentence, as a teacher would say it."""

import re
from datetime import date

from lti_tool.goals.rules.goals import GoalParts
from lti_tool.goals.rules.words import (
    AUXILIARIES,
    FIRST_PERSON,
    NO_VERB,
    NOUNS_LIKE_VERBS,
    REFLEXIVE,
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


def sentence_of(parts: GoalParts) -> str:
    """Put the five parts together; an empty part is left out, nothing is invented.

    With everything filled in it reads like the model sentence of domain.md §5.6: "Uiterlijk
    20 december benoem ik aan het begin van elke rekenles het lesdoel in leerlingtaal, zodat …".
    """
    what = tidy(parts.what)
    if not what:
        return ""
    first = capital(_opening(what, tidy(parts.situation), parts.deadline))
    criterion, evidence = tidy(parts.criterion), tidy(parts.evidence)
    proof = f" ({evidence})" if evidence else ""
    if criterion and is_main_clause(criterion):
        return f"{first}. Ik ben tevreden als dit lukt: {criterion}{proof}."
    if criterion:
        return f"{first}, {_so_that(criterion)}{proof}."
    return f"{first}{proof}."


def tidy(text: str) -> str:
    """One line, single spaces, no closing full stop."""
    return re.sub(r"\s+", " ", text).strip().rstrip(".").rstrip()


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
        return " ".join(piece for piece in (situation, verb, "ik", rest) if piece)
    return f"ik {verb} {rest}".strip()


def _inverted(by: str, verb: str, situation: str, rest: str) -> list[str]:
    """Uiterlijk 20 december · benoem · ik · in elke les · het doel."""
    reflexive, rest = _reflexive(rest)
    if "," in situation and rest:
        situation += ","
    return [piece for piece in (by, verb, "ik", reflexive, situation, rest) if piece]


def _reflexive(rest: str) -> tuple[str, str]:
    """*me* and *er* stay next to *ik*: bereid ik me in elke les voor."""
    first, _, others = rest.partition(" ")
    return (first, others) if first in REFLEXIVE else ("", rest)


def finite_verb(what: str) -> tuple[str, str] | None:
    """Split "benoem het lesdoel" into the verb and the rest; None where there is no such verb.

    "het lesdoel benoemen" becomes *kan … het lesdoel benoemen*, which is always right.
    """
    bare = re.sub(r"^(?:dat )?ik (?=\S)", "", lowered(what), flags=re.IGNORECASE)
    said_ik = bare != lowered(what)
    first, _, rest = bare.partition(" ")
    word = first.lower().strip(",;:")
    if word in FIRST_PERSON and not said_ik:
        stem, _, particle = FIRST_PERSON[word].partition(" ")
        return stem, f"{rest} {particle}".strip()
    if said_ik or _looks_finite(word):
        return first, rest
    if _ends_in_infinitive(bare):
        return "kan", bare
    return None


def _looks_finite(word: str) -> bool:
    """*benoem*, *vraag*, *laat*: not a small word, and not a word that ends like an infinitive."""
    return word.isalpha() and word not in NO_VERB and not word.endswith(("en", "ing", "heid"))


def _ends_in_infinitive(text: str) -> bool:
    last = text.rsplit(" ", 1)[-1].lower()
    return last in FIRST_PERSON


def lowered(text: str) -> str:
    """Small first letter, except in an abbreviation or a name of a method (IEP, WIG)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def is_main_clause(criterion: str) -> bool:
    """Whether the verb stands where it can not follow *zodat*: "8 van de 10 kunnen het doel …"."""
    words = re.findall(r"[\w-]+", criterion.lower())
    if not words or words[0] in {"zodat", "als", "wanneer", "doordat", "totdat"}:
        return False
    if any(word in AUXILIARIES for word in words[:-2]):
        return True
    return not _ends_in_verb(words[-1])


def _ends_in_verb(word: str) -> bool:
    if word in AUXILIARIES:
        return True
    return word.endswith(("en", "t", "an")) and word not in NOUNS_LIKE_VERBS


def _so_that(criterion: str) -> str:
    lower = lowered(criterion)
    opens = ("zodat ", "als ", "wanneer ", "doordat ", "totdat ")
    return lower if lower.startswith(opens) else f"zodat {lower}"
