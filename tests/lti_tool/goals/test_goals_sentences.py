"""The composed sentence: five small fields become one sentence a teacher would say."""

from datetime import date

import pytest

from lti_tool.goals.rules import GoalParts, sentence_of, short_sentence_of

MODEL = GoalParts(
    what="benoem het lesdoel in leerlingtaal",
    situation=("aan het begin van elke rekenles in groep 6, zonder de methodetekst voor te lezen"),
    criterion=(
        "in 3 lessen minstens 8 van de 10 leerlingen het doel in eigen woorden kan vertellen"
    ),
    deadline=date(2026, 12, 20),
    evidence="exit-ticket",
)


def test_the_model_sentence_of_the_domain_comes_out_word_for_word() -> None:
    assert sentence_of(MODEL) == (
        "Uiterlijk 20 december benoem ik aan het begin van elke rekenles in groep 6, zonder de "
        "methodetekst voor te lezen, het lesdoel in leerlingtaal, zodat in 3 lessen minstens 8 "
        "van de 10 leerlingen het doel in eigen woorden kan vertellen (exit-ticket)."
    )


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (GoalParts(""), ""),
        (GoalParts("  benoem   het lesdoel. "), "Ik benoem het lesdoel."),
        (GoalParts("Ik benoem het lesdoel"), "Ik benoem het lesdoel."),
        (GoalParts("Beter differentiëren bij spelling."), "Beter differentiëren bij spelling."),
        (
            GoalParts("meer aandacht geven aan het lesdoel", "rekenlessen in groep 6"),
            "In rekenlessen in groep 6 kan ik meer aandacht geven aan het lesdoel.",
        ),
        (
            GoalParts("stel twee controlevragen", "spelling"),
            "Bij spelling stel ik twee controlevragen.",
        ),
        (
            GoalParts("sluit af met een vraag", "mijn taallessen", deadline=date(2027, 1, 29)),
            "Uiterlijk 29 januari sluit ik in mijn taallessen af met een vraag.",
        ),
        (GoalParts("het maken van een planning"), "Het maken van een planning."),
        (GoalParts("betere vragen bij rekenen"), "Betere vragen bij rekenen."),
        (
            GoalParts("stel twee controlevragen", situation="Na mijn instructie"),
            "Na mijn instructie stel ik twee controlevragen.",
        ),
        (
            GoalParts("het lesdoel benoemen", situation="in elke rekenles"),
            "In elke rekenles kan ik het lesdoel benoemen.",
        ),
        (
            GoalParts("benoemen wat het doel is", deadline=date(2027, 1, 29)),
            "Uiterlijk 29 januari benoem ik wat het doel is.",
        ),
        (
            GoalParts("uitleggen waarom we dit leren"),
            "Ik leg waarom we dit leren uit.",
        ),
        (
            GoalParts("bereid me voor met een kijkvraag", "op elk lesbezoek", "", date(2027, 2, 1)),
            "Uiterlijk 1 februari bereid ik me op elk lesbezoek voor met een kijkvraag.",
        ),
        (
            GoalParts("vraag door", criterion="In 3 lessen kunnen 8 van de 10 het navertellen"),
            (
                "Ik vraag door. Ik ben tevreden als dit lukt: "
                "In 3 lessen kunnen 8 van de 10 het navertellen."
            ),
        ),
        (
            GoalParts("vraag door", criterion="elke les", evidence="opname voor mezelf"),
            "Ik vraag door. Ik ben tevreden als dit lukt: elke les (opname voor mezelf).",
        ),
        (
            GoalParts("laat leerlingen het doel verwoorden", criterion="Zodat iedereen meedoet"),
            "Ik laat leerlingen het doel verwoorden, zodat iedereen meedoet.",
        ),
        (
            GoalParts("benoem ik het lesdoel", "in taal", "", date(2026, 12, 17)),
            "Uiterlijk 17 december benoem ik in taal het lesdoel.",
        ),
        (
            GoalParts(
                "laat leerlingen vergelijken",
                "voordat ik de uitwerking geef",
                "",
                date(2026, 12, 1),
            ),
            "Uiterlijk 1 december laat ik, voordat ik de uitwerking geef, leerlingen vergelijken.",
        ),
        (
            GoalParts("stel twee vragen", "bij rekenen, na de uitleg"),
            "Bij rekenen, na de uitleg, stel ik twee vragen.",
        ),
        (
            GoalParts("vraag door", criterion="in vijf lessen tekent iedereen eerst"),
            "Ik vraag door. Ik ben tevreden als dit lukt: in vijf lessen tekent iedereen eerst.",
        ),
        (
            GoalParts("vraag door", criterion="iedereen in vijf lessen eerst tekent"),
            "Ik vraag door, zodat iedereen in vijf lessen eerst tekent.",
        ),
        (
            GoalParts("vraag door", criterion="ik weet elke keer wie er nog hulp nodig heeft"),
            (
                "Ik vraag door. Ik ben tevreden als dit lukt: "
                "ik weet elke keer wie er nog hulp nodig heeft."
            ),
        ),
        (
            GoalParts("Meer rust in de kring", "in groep 3", "", date(2026, 12, 18)),
            "Meer rust in de kring, in groep 3, uiterlijk 18 december.",
        ),
    ],
)
def test_every_mix_of_fields_reads_as_dutch(parts: GoalParts, sentence: str) -> None:
    assert sentence_of(parts) == sentence


def test_nothing_is_left_of_spaces_alone() -> None:
    assert sentence_of(GoalParts(" \n ", situation="in groep 6")) == ""


def test_the_short_sentence_says_what_and_where() -> None:
    assert short_sentence_of(MODEL).startswith("Aan het begin van elke rekenles in groep 6, zonder")
    assert "20 december" not in short_sentence_of(MODEL)
    assert "zodat" not in short_sentence_of(MODEL)
