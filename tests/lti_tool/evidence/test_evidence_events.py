"""What a statement tells, and what it does not."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from lti_tool.evidence.rules.events import CMI5, CMI5_CATEGORY, COURSE, Event, event_of, seconds_in
from lti_tool.evidence.rules.facts import Kind
from lti_tool.profile.rules import (
    ATTENDED,
    COMPLETED,
    DEFINED,
    EXPERIENCED,
    INITIALIZED,
    PASSED,
    REGISTERED,
    Block,
    Extension,
    Mode,
    activity,
    categories,
)

AT = datetime(2026, 11, 3, 15, 30, tzinfo=UTC)
BASE = "https://leerspoor.example"


def event(verb: str, **parts: Any) -> Event | None:
    """What a statement with this verb tells; `parts` overrule."""
    body = {
        "actor": {"account": {"homePage": BASE, "name": str(UUID(int=1))}},
        "verb": {"id": verb},
        "object": activity(f"{BASE}/aanbod/module"),
        **parts,
    }
    return event_of(uuid4(), AT, body)


def kind_of(verb: str, **parts: Any) -> Kind | None:
    told = event(verb, **parts)
    return told.kind if told else None


def in_category(*ids: str) -> dict[str, Any]:
    return {"contextActivities": {"category": [{"id": found} for found in ids]}}


@pytest.mark.parametrize("verb", [DEFINED.id, REGISTERED.id, f"{CMI5}/waived"])
def test_what_is_said_about_a_goal_or_planned_is_no_fact(verb: str) -> None:
    assert kind_of(verb) is None


def test_a_cmi5_unit_that_is_done_is_a_step_and_the_satisfied_course_is_the_end() -> None:
    cmi5 = in_category(CMI5_CATEGORY)
    course = activity(f"{BASE}/cursus", COURSE)

    assert kind_of(COMPLETED.id) is Kind.COMPLETED
    assert kind_of(COMPLETED.id, context=cmi5) is Kind.PROGRESSED
    assert kind_of(PASSED.id, context=cmi5) is Kind.PROGRESSED
    assert kind_of(f"{CMI5}/satisfied", context=cmi5, object=course) is Kind.COMPLETED
    assert kind_of(f"{CMI5}/satisfied", context=cmi5) is None


def test_an_informal_experience_is_a_moment_and_a_page_of_a_package_is_a_step() -> None:
    informal = {"contextActivities": {"category": categories([Block.INFORMAL], Mode.INFORMAL)}}

    assert kind_of(EXPERIENCED.id) is Kind.PROGRESSED
    assert kind_of(EXPERIENCED.id, context=informal) is Kind.MOMENT


def test_attending_a_conversation_is_talking() -> None:
    talk = activity(
        f"{BASE}/gesprek", "https://w3id.org/xapi/acrossx/activities/face-to-face-discussion"
    )

    assert kind_of(ATTENDED.id) is Kind.ATTENDED
    assert kind_of(ATTENDED.id, object=talk) is Kind.TALKED


def test_the_categories_tell_mode_and_building_block() -> None:
    told = event(
        ATTENDED.id,
        context={"contextActivities": {"category": categories([Block.TEAM], Mode.ONLINE)}},
    )

    assert told is not None
    assert (told.mode, told.building_block) == (Mode.ONLINE, Block.TEAM)


def test_unknown_categories_are_passed_over() -> None:
    told = event(
        ATTENDED.id, context=in_category("https://w3id.org/leerspoor/xapi/categorie/modus/x")
    )

    assert told is not None
    assert (told.mode, told.building_block) == (None, Block.BLENDED)


def test_an_external_reference_has_a_base_and_a_revision_within_its_source() -> None:
    reference = {str(Extension.EXTERNAL_REFERENCE): "aanbieder:INS-4711:r2"}
    authority = {"account": {"homePage": "https://aanbieder.example", "name": "sleutel"}}

    told = event(COMPLETED.id, context={"extensions": reference}, authority=authority)

    assert told is not None
    assert told.reference == "https://aanbieder.example sleutel aanbieder:INS-4711"
    assert told.revision == 2
    assert told.record == told.reference


def test_a_reference_without_revision_is_revision_zero() -> None:
    told = event(COMPLETED.id, context={"extensions": {str(Extension.EXTERNAL_REFERENCE): "A:r"}})

    assert told is not None
    assert (told.reference, told.revision) == (" A:r", 0)


def test_it_is_everybodys_event_who_took_part() -> None:
    one, two = ({"account": {"homePage": BASE, "name": name}} for name in "ab")
    talk = event(ATTENDED.id, actor={"objectType": "Group", "member": [one, two]})
    visit = event(
        "https://w3id.org/leerspoor/xapi/verbs/observed",
        actor=one,
        object={"objectType": "Agent", **two},
        context={"contextActivities": {"parent": [{"id": f"{BASE}/lesbezoeken/1"}]}},
    )

    assert talk is not None
    assert visit is not None
    assert [a["account"]["name"] for a in talk.agents] == ["a", "b"]
    assert [a["account"]["name"] for a in visit.agents] == ["a", "b"]
    assert visit.activity == f"{BASE}/lesbezoeken/1"


def test_a_score_is_kept_and_a_strange_registration_is_not() -> None:
    told = event(
        INITIALIZED.id,
        result={"score": {"scaled": 0.85}, "success": True, "duration": "PT1H"},
        context={"registration": "none of ours"},
    )

    assert told is not None
    assert (told.score, told.success, told.duration) == (0.85, True, 3600)
    assert told.registration is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT1H30M", 5400),
        ("PT16559.14S", 16559.14),
        ("P1DT1H", 90_000),
        ("P2W", 1_209_600),
        ("morgen", None),
        (None, None),
        (7, None),
    ],
)
def test_durations_are_read_in_seconds(text: object, seconds: float | None) -> None:
    assert seconds_in(text) == seconds
