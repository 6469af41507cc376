"""Our statements: the shape of the plan's examples, and never a name or a word of a person."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from lti_tool.profile.rules import (
    ATTENDED,
    DEFINED,
    ActivityType,
    Block,
    Draft,
    Extension,
    Mode,
    Thing,
    activity,
    duration,
    goal_activity,
    id_in,
    iri,
    reference,
    statement,
    theme_activity,
)

BASE = "https://leerspoor.example"
AT = datetime(2026, 9, 20, 12, 5, tzinfo=UTC)
TEACHER, GOAL, THEME, SCHOOL = (UUID(int=number) for number in range(1, 5))


def test_a_goal_is_defined_as_in_the_plan() -> None:
    made = statement(
        BASE,
        Draft(
            DEFINED,
            TEACHER,
            goal_activity(BASE, GOAL),
            AT,
            school_id=SCHOOL,
            grouping=[theme_activity(BASE, THEME)],
            blocks=[Block.PROBLEM],
            result={"extensions": {str(Extension.TARGET_DATE): "2026-12-20"}},
        ),
    )

    assert made["actor"]["account"] == {"homePage": BASE, "name": str(TEACHER)}
    assert made["verb"]["id"] == "http://id.tincanapi.com/verb/defined"
    assert made["object"]["id"] == f"{BASE}/leerdoelen/{GOAL}"
    assert made["object"]["definition"]["name"] == {"nl-NL": "Leerdoel"}
    related = made["context"]["contextActivities"]
    assert [one["id"] for one in related["grouping"]] == [f"{BASE}/themas/{THEME}"]
    assert [one["id"] for one in related["category"]] == [
        "https://w3id.org/leerspoor/xapi/v1.0",
        "https://w3id.org/leerspoor/xapi/categorie/bouwsteen/urgentie-hiaat-probleem",
    ]
    assert made["context"]["extensions"] == {
        "https://w3id.org/xapi/acrossx/extensions/school": f"{BASE}/scholen/{SCHOOL}"
    }
    assert made["timestamp"] == "2026-09-20T12:05:00+00:00"


def test_being_present_names_the_trainer_the_registration_and_what_it_follows() -> None:
    registration, follows, trainer = uuid4(), uuid4(), uuid4()
    session = iri(BASE, Thing.SESSION, uuid4())
    draft = Draft(
        ATTENDED,
        TEACHER,
        activity(session, ActivityType.MEETING),
        AT,
        mode=Mode.MEETING,
        registration=registration,
        follows=follows,
        instructor=trainer,
    )

    context = statement(BASE, draft)["context"]

    assert context["registration"] == str(registration)
    assert context["statement"] == reference(follows)
    assert context["instructor"]["account"]["name"] == str(trainer)
    category = [one["id"].rsplit("/", 2)[-2:] for one in context["contextActivities"]["category"]]
    assert ["modus", "bijeenkomst"] in category
    assert ["leervorm", "formeel"] in category


def test_several_people_together_are_a_group_without_a_name() -> None:
    made = statement(BASE, Draft(ATTENDED, (TEACHER, SCHOOL), goal_activity(BASE, GOAL), AT))

    assert made["actor"]["objectType"] == "Group"
    assert "name" not in made["actor"]
    assert [member["account"]["name"] for member in made["actor"]["member"]] == [
        str(TEACHER),
        str(SCHOOL),
    ]


def test_each_draft_has_an_id_that_old_clients_can_read() -> None:
    made = Draft(DEFINED, TEACHER, goal_activity(BASE, GOAL), AT)

    assert made.id.version == 4
    assert json.dumps(statement(BASE, made))


def test_the_id_is_found_in_our_own_iris_only() -> None:
    ours = iri(BASE, Thing.GOAL, GOAL)

    assert id_in(BASE, Thing.GOAL, ours) == GOAL
    assert id_in(BASE, Thing.THEME, ours) is None
    assert id_in("https://other.example", Thing.GOAL, ours) is None
    assert id_in(BASE, Thing.GOAL, f"{BASE}/leerdoelen/none") is None


def test_a_duration_is_said_in_seconds() -> None:
    assert duration(timedelta(hours=1, minutes=30)) == "PT5400S"
