"""The gentle criteria of domain.md §5.6, on its own good and bad examples."""

from datetime import date

import pytest

from lti_tool.goals.rules import GoalParts, Part, count_clear, hints, sharpness
from lti_tool.goals.rules.sharpness import has_observable_verb
from tests.lti_tool.goals.test_goals_sentences import MODEL

TODAY = date(2026, 11, 23)

VAGUE = [
    "weten",
    "begrijpen",
    "kennen",
    "leren",
    "snappen",
    "beseffen",
    "inzien",
    "werken aan",
    "aandacht geven",
    "verbeteren",
    "ontwikkelen",
    "zich verdiepen",
    "groeien",
    "professionaliseren",
    "bewust worden",
]

OBSERVABLE = [
    "benoemen",
    "formuleren",
    "noteren",
    "vragen",
    "stellen",
    "laten verwoorden",
    "laten zien",
    "geven",
    "observeren",
    "bezoeken",
    "bespreken",
    "tonen",
    "voordoen",
    "modelleren",
    "checken",
    "vergelijken",
    "kiezen",
    "ontwerpen",
    "maken",
    "uitvoeren",
    "toepassen",
    "gebruiken",
    "uitleggen",
    "verzamelen",
    "analyseren",
    "opnemen",
    "plannen",
    "evalueren",
    "herhalen",
    "afsluiten",
    "starten",
]


@pytest.mark.parametrize("verb", VAGUE)
def test_what_nobody_can_see_is_vague(verb: str) -> None:
    assert not has_observable_verb(f"het lesdoel {verb}")


@pytest.mark.parametrize("verb", OBSERVABLE)
def test_what_a_colleague_can_see_is_observable(verb: str) -> None:
    assert has_observable_verb(f"het lesdoel {verb}")


@pytest.mark.parametrize(
    ("what", "visible"),
    [
        ("benoem het lesdoel", True),
        ("formuleer een succescriterium", True),
        ("laat leerlingen het doel verwoorden", True),
        ("check of iedereen meedoet", True),
        ("modelleer hardop denkend", True),
        ("geef feedback op het doel", True),
        ("varieer mijn werkvormen", True),
        ("Beter differentiëren bij spelling.", False),
        ("wil beter worden in klassenmanagement", False),
        ("word beter in differentiëren", False),
        ("werk aan mijn instructie", False),
        ("geef meer aandacht aan het lesdoel", False),
        ("weet wat een goed lesdoel is", False),
        ("word me bewust van mijn beurten", False),
    ],
)
def test_the_verb_is_read_from_what_the_teacher_writes(what: str, visible: bool) -> None:
    assert has_observable_verb(what) is visible


def test_the_model_goal_is_clear_on_all_five_and_gets_no_hint() -> None:
    assert count_clear(MODEL) == 5
    assert hints(MODEL, TODAY) == []


def test_a_filled_field_counts_whatever_it_says() -> None:
    parts = GoalParts("vraag door", "bij elke spellingles zelf", "", None, "ik film een les")

    clear = sharpness(parts)

    assert clear[Part.SITUATION]
    assert clear[Part.EVIDENCE]


def test_a_situation_inside_the_first_field_is_seen() -> None:
    assert sharpness(GoalParts("benoem in mijn rekenlessen het doel"))[Part.SITUATION]


def test_a_bare_wish_gets_the_soft_hint_of_every_open_part() -> None:
    fields = [hint.field for hint in hints(GoalParts("Beter differentiëren"), TODAY)]

    assert fields == ["what", "situation", "criterion", "deadline", "evidence"]


def test_an_empty_form_is_left_in_peace() -> None:
    assert hints(GoalParts(""), TODAY) == []


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (GoalParts("volg de cursus Scherpe lesdoelen"), "activiteit"),
        (GoalParts("doe de training directe instructie"), "activiteit"),
        (GoalParts("leerlingen kunnen het lesdoel navertellen"), "leerlingen"),
        (GoalParts("mijn leerlingen werken zelfstandig"), "leerlingen"),
        (GoalParts("benoem het lesdoel en geef feedback op het werk"), "meer-dan-een"),
        (GoalParts("benoem het doel", deadline=date(2028, 2, 1)), "te-groot"),
        (GoalParts("benoem " + "heel veel " * 31), "te-groot"),
        (GoalParts("benoem het doel", deadline=date(2026, 11, 1)), "voorbij"),
        (GoalParts("bespreek het doel met Joris"), "namen"),
        (GoalParts("bespreek het doel", evidence="kijkformulier van Fatima"), "namen"),
    ],
)
def test_what_else_is_noticed(parts: GoalParts, code: str) -> None:
    assert code in {hint.code for hint in hints(parts, TODAY)}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (GoalParts("laat leerlingen lezen en schrijven"), "meer-dan-een"),
        (GoalParts("benoem het doel van Rekenen"), "namen"),
        (GoalParts("benoem het doel bij Engels"), "namen"),
        (GoalParts("laat leerlingen het doel verwoorden"), "leerlingen"),
        (GoalParts("maak een exit-ticket"), "activiteit"),
    ],
)
def test_what_is_fine_is_not_noticed(parts: GoalParts, code: str) -> None:
    assert code not in {hint.code for hint in hints(parts, TODAY)}


def test_no_hint_ever_says_wrong_or_a_percentage() -> None:
    texts = [hint.text for hint in hints(GoalParts("Beter worden met Joris"), TODAY)]

    assert texts
    assert not any("fout" in text or "%" in text for text in texts)
