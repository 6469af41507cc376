"""How sharp a leerdoel is: five things that are clear or still open, and hints that never block.

Tone (domain.md §5.6): never red, never a percentage, never "fout". The fields are the truth, the
patterns below only hint.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foundation.problems import N_
from lti_tool.goals.rules.goals import GoalParts
from lti_tool.goals.rules.sentences import finite_verb, sentence_of, tidy
from lti_tool.goals.rules.words import (
    FIRST_PERSON,
    NO_NAMES,
    OBSERVABLE_VERBS,
    VAGUE_PHRASES,
    VAGUE_VERBS,
)

MANY_WORDS = 60
SCHOOL_YEAR_DAYS = 366


class Part(StrEnum):
    """The five criteria, with the key they have in the statement (`scherpte`)."""

    VERB = "werkwoord"
    SITUATION = "conditie"
    CRITERION = "criterium"
    DEADLINE = "deadline"
    EVIDENCE = "bewijs"


@dataclass(frozen=True, slots=True)
class Hint:
    """A soft suggestion at a field: `field` is the name of the input it belongs to."""

    code: str
    field: str
    text: str


CLEAR_NAMES: dict[Part, str] = {
    Part.VERB: N_("Wat een ander jou ziet doen"),
    Part.SITUATION: N_("In welke lessen"),
    Part.CRITERION: N_("Wanneer je tevreden bent"),
    Part.DEADLINE: N_("Wanneer je terugkijkt"),
    Part.EVIDENCE: N_("Waaraan je het ziet"),
}

FIELD_OF: dict[Part, str] = {
    Part.VERB: "what",
    Part.SITUATION: "situation",
    Part.CRITERION: "criterion",
    Part.DEADLINE: "deadline",
    Part.EVIDENCE: "evidence",
}

MISSING: dict[Part, str] = {
    Part.VERB: N_(
        "Een ander kan weten, begrijpen of werken aan niet zien. Wat zou een collega je zien doen?"
    ),
    Part.SITUATION: N_("Kies een vak of moment; klein beginnen mag."),
    Part.CRITERION: N_("Een getal of ‘elke les’ helpt je straks evalueren."),
    Part.DEADLINE: N_("Zonder datum schuift het op. Je mag hem altijd verzetten."),
    Part.EVIDENCE: N_("Kies wat je toch al hebt; er hoeft niets extra’s te worden gemaakt."),
}


def sharpness(parts: GoalParts) -> dict[Part, bool]:
    """Which of the five are clear. A filled field counts; only the verb is also read."""
    return {
        Part.VERB: has_observable_verb(parts.what),
        Part.SITUATION: bool(tidy(parts.situation)) or bool(SITUATION.search(parts.what)),
        Part.CRITERION: bool(tidy(parts.criterion)),
        Part.DEADLINE: parts.deadline is not None,
        Part.EVIDENCE: bool(tidy(parts.evidence)),
    }


def count_clear(parts: GoalParts) -> int:
    """0–5, stored at activation for the team's median only; never shown per person."""
    return sum(sharpness(parts).values())


def has_observable_verb(what: str) -> bool:
    """Something a colleague could see; a vague word decides only where nothing visible is named."""
    text = tidy(what).lower()
    words = re.findall(r"[\w-]+", text)
    if not words or any(phrase in text for phrase in VAGUE_PHRASES):
        return False
    if any(word in OBSERVABLE_VERBS for word in words):
        return True
    if any(word in VAGUE_VERBS for word in words):
        return False
    return finite_verb(what) is not None


SITUATION = re.compile(
    r"\b(?:bij|in|tijdens|na|voor|aan het begin van|aan het eind van|elke|iedere)\b[^,.;]*"
    r"\b(?:\w*les(?:sen)?|instructie|groep \d|kring\w*|gym|rekenen|spelling|taal|lezen|\w*werk)\b",
    re.IGNORECASE,
)

COURSE = re.compile(
    r"\b(?:volg|volgen|doe|doen|ga naar|gaan naar|rond|afronden|woon|bijwonen|maak|bekijk)\b.*"
    r"\b(?:cursus|training|workshop|module|opleiding|studiedag|webinar|e-learning|scholing)\b",
    re.IGNORECASE,
)

PUPILS_FIRST = re.compile(
    r"^(?:mijn |alle |de )?(?:leerlingen|kinderen|klas|kleuters|groep \d)\b", re.IGNORECASE
)

NAMED = re.compile(
    r"\b(?:met|van|bij|door|aan|voor|collega|juf|meester|leerling)\s+([A-Z][a-zà-ÿ]+)\b"
)


def hints(parts: GoalParts, today: date) -> list[Hint]:
    """What could make the goal sharper, in the order of the fields, then what else is noticed."""
    if not tidy(parts.what):
        return []
    return [*_open_parts(parts), *_noticed(parts, today)]


def _open_parts(parts: GoalParts) -> Iterator[Hint]:
    for part, clear in sharpness(parts).items():
        if not clear and not (part is Part.VERB and _is_course(parts)):
            yield Hint(part.value, FIELD_OF[part], MISSING[part])


def _noticed(parts: GoalParts, today: date) -> Iterator[Hint]:
    for code, field, says, text in CHECKS:
        if says(parts, today):
            yield Hint(code, field, text)


def _is_course(parts: GoalParts, _today: date | None = None) -> bool:
    return bool(COURSE.search(parts.what))


def _is_double(parts: GoalParts, _today: date) -> bool:
    """Two verbs of *ik* joined by *en*; "laat leerlingen lezen en schrijven" is one."""
    spoken = {form.split()[0] for form in FIRST_PERSON.values()}
    after = re.findall(r"\ben (?:ik )?([\w-]+)", parts.what.lower())
    return any(word in spoken or f"ik {word}" in parts.what.lower() for word in after)


def _is_about_pupils(parts: GoalParts, _today: date) -> bool:
    return bool(PUPILS_FIRST.search(tidy(parts.what)))


def _is_big(parts: GoalParts, today: date) -> bool:
    far = parts.deadline is not None and (parts.deadline - today).days > SCHOOL_YEAR_DAYS
    return far or len(sentence_of(parts).split()) > MANY_WORDS


def _is_past(parts: GoalParts, today: date) -> bool:
    return parts.deadline is not None and parts.deadline < today


def _names_somebody(parts: GoalParts, _today: date) -> bool:
    text = f"{parts.what} {parts.situation} {parts.criterion} {parts.evidence}"
    return any(name.lower() not in NO_NAMES for name in NAMED.findall(text))


Check = Callable[[GoalParts, date], bool]

CHECKS: tuple[tuple[str, str, Check, str], ...] = (
    ("activiteit", "what", _is_course, N_("Dat is je weg. Wat wil je daarna kunnen?")),
    (
        "leerlingen",
        "what",
        _is_about_pupils,
        N_("Dit gaat over je leerlingen. Wat doe jij anders, zodat zij dat kunnen?"),
    ),
    (
        "meer-dan-een",
        "what",
        _is_double,
        N_("Hier lijken twee doelen in te zitten. Welke van de twee eerst?"),
    ),
    ("te-groot", "what", _is_big, N_("Dit is een groot doel. Wat is een eerste, kleine stap?")),
    ("voorbij", "deadline", _is_past, N_("Deze datum is al geweest. Kies er een die nog komt.")),
    (
        "namen",
        "what",
        _names_somebody,
        N_("Laat namen weg: ‘een leerling’ of ‘een collega’ is genoeg."),
    ),
)
