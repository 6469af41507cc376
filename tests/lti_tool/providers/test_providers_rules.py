"""Pushed completions: references and revisions, names, and the statement they make."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from lti_tool.people.rules import AliasKind, mbox_sha1sum
from lti_tool.providers.rules import (
    Completion,
    Learner,
    Provider,
    learner_in,
    reference_in,
    statement_of,
    title_in,
)

PROVIDER = Provider(uuid4(), "Voorbeeldaanbieder", "https://aanbieder.example", "key", None)
REFERENCE = "https://w3id.org/leerspoor/xapi/extensions/externe-referentie"


def completion(**changes: Any) -> Completion:
    values = {
        "reference": "INS-4711",
        "revision": 1,
        "account": "cursist-88213",
        "email": None,
        "course_id": "https://aanbieder.example/cursussen/leerdoelen",
        "course_name": "Leerdoelen stellen",
        "completed_at": datetime(2026, 10, 5, 19, 40, tzinfo=UTC),
        "success": True,
        "score": 0.85,
        "minutes": 180,
    }
    return Completion(**{**values, **changes})


def test_the_same_push_always_makes_the_same_statement() -> None:
    assert statement_of(completion(), PROVIDER) == statement_of(completion(), PROVIDER)
    first, second = (statement_of(completion(revision=n), PROVIDER)["id"] for n in (1, 2))
    assert first != second


def test_a_push_says_what_the_plan_asks() -> None:
    made = statement_of(completion(), PROVIDER)

    assert made["actor"]["account"] == {
        "homePage": "https://aanbieder.example",
        "name": "cursist-88213",
    }
    assert made["result"] == {
        "completion": True,
        "success": True,
        "score": {"scaled": 0.85},
        "duration": "PT10800S",
    }
    assert made["context"]["extensions"] == {REFERENCE: "INS-4711:r1"}


def test_an_e_mail_address_never_stands_in_a_statement() -> None:
    made = statement_of(completion(account=None, email="sanne@school.example"), PROVIDER)

    assert made["actor"] == {
        "objectType": "Agent",
        "mbox_sha1sum": mbox_sha1sum("sanne@school.example"),
    }
    assert "sanne" not in str(made)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("aanbieder:INS-2017-004711:r2", ("aanbieder:INS-2017-004711", 2)),
        ("INS-1", ("INS-1", 1)),
        ("INS-1:r0", ("INS-1:r0", 1)),
        ("a:r1:r12", ("a:r1", 12)),
        (7, ("the-statement", 1)),
        ("", ("the-statement", 1)),
        (None, ("the-statement", 1)),
    ],
)
def test_a_reference_holds_its_revision(said: object, found: tuple[str, int]) -> None:
    body = {"id": "the-statement", "context": {"extensions": {REFERENCE: said}}}

    assert reference_in(body) == found


@pytest.mark.parametrize(
    ("actor", "learner"),
    [
        (
            {"account": {"homePage": "https://a.example", "name": "7"}},
            Learner(AliasKind.ACCOUNT, "https://a.example", "7"),
        ),
        (
            {"mbox": "mailto:Sanne@School.example"},
            Learner(AliasKind.MBOX, "", mbox_sha1sum("sanne@school.example")),
        ),
        ({"mbox_sha1sum": "AB" * 20}, Learner(AliasKind.MBOX, "", "ab" * 20)),
        ({"openid": "https://sanne.example"}, None),
        ({"objectType": "Group", "member": []}, None),
    ],
)
def test_a_learner_is_known_by_account_or_address(
    actor: dict[str, Any], learner: Learner | None
) -> None:
    assert learner_in(actor) == learner


def test_a_course_is_called_by_its_dutch_name_else_by_any_else_by_its_address() -> None:
    def called(names: dict[str, str]) -> str:
        definition = {"name": names} if names else {}
        return title_in({"object": {"id": "https://a.example/1", "definition": definition}})

    assert called({"en": "Goals", "nl-NL": "Doelen"}) == "Doelen"
    assert called({"en": "Goals"}) == "Goals"
    assert called({}) == "https://a.example/1"
