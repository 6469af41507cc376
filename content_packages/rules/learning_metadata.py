"""What a manifest tells about itself in IEEE LOM: title, description, language, keywords, time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from content_packages.rules.courses import UNDETERMINED, Texts
from content_packages.rules.xml import Element, local_name

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
DURATION = re.compile(
    r"P(?:(?P<d>\d{1,4})D)?(?:T(?:(?P<h>\d{1,4})H)?(?:(?P<m>\d{1,6})M)?(?:(?P<s>\d{1,8})(?:\.\d+)?S)?)?"
)
CLOCK = re.compile(r"(?P<h>\d{1,4}):(?P<m>\d\d):(?P<s>\d\d)(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Described:
    """`language` is that of the manifest's own titles; und where it does not tell."""

    language: str = UNDETERMINED
    title: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    minutes: int | None = None
    objectives: tuple[Texts, ...] = ()


def described_by(*metadata: Element) -> Described:
    """From the first `metadata` that holds a LOM, in the spelling of 1.2 or of 2004."""
    for one in metadata:
        for element in one.iter():
            if local_name(element).lower() == "lom":
                return _described(element)
    return Described()


def minutes_of(text: str) -> int | None:
    """Whole minutes, at least one, of `PT1H30M` or `01:30:00`."""
    found = DURATION.fullmatch(text.strip()) or CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    given = {unit: int(number) for unit, number in found.groupdict().items() if number}
    seconds = sum(
        number * {"d": 86_400, "h": 3600, "m": 60, "s": 1}[unit] for unit, number in given.items()
    )
    return max(1, round(seconds / 60)) if seconds else None


def language_of(text: str) -> str:
    """A language tag, or und for what is none."""
    return text.strip() if LANGUAGE.fullmatch(text.strip()) else UNDETERMINED


def _described(lom: Element) -> Described:
    general = list(_inside(lom, "general"))
    spoken = [_words(one) for part in general for one in _inside(part, "language")]
    language = language_of(spoken[0]) if spoken else UNDETERMINED
    keywords = [
        text
        for part in general
        for one in _inside(part, "keyword")
        for text in _texts(one, language).values()
    ]
    return Described(
        language,
        _texts_of(general, "title", language),
        _texts_of(general, "description", language),
        tuple(dict.fromkeys(keywords)),
        _minutes(lom),
        tuple(_objectives(lom, language)),
    )


def _objectives(lom: Element, language: str) -> Iterator[Texts]:
    """A classification whose purpose is one (LOM 9.1), with its description (9.3)."""
    for part in _inside(lom, "classification"):
        purposes = [_words(one).lower() for one in _inside(part, "purpose")]
        told = _texts_of([part], "description", language)
        if told and any(one.endswith(("educational objective", "competency")) for one in purposes):
            yield told


def _inside(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if local_name(one).lower() == name)


def _words(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _texts_of(parts: list[Element], name: str, language: str) -> Texts:
    return next((_texts(one, language) for part in parts for one in _inside(part, name)), {})


def _texts(element: Element, language: str) -> Texts:
    """`langstring` with xml:lang (1.2) or `string` with language (2004)."""
    found = {}
    for one in element:
        if local_name(one).lower() in ("langstring", "string") and _words(one):
            tag = language_of(one.get(XML_LANGUAGE) or one.get("language") or language)
            found[tag] = _words(one)
    return found


def _minutes(lom: Element) -> int | None:
    """The typical learning time; its value stands in `datetime` (1.2) or `duration` (2004)."""
    for part in _inside(lom, "educational"):
        for time in _inside(part, "typicallearningtime"):
            for value in time:
                if local_name(value).lower() in ("datetime", "duration"):
                    return minutes_of(_words(value))
    return None
