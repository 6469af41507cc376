"""Launching: what is left for the unit, what is said, and what its address carries."""

import json
from uuid import UUID, uuid4

import pytest

from content_packages import (
    LaunchContext,
    LaunchMode,
    UnknownPackage,
    UnknownRegistration,
    UnknownUnit,
    Window,
    abandon,
    enroll,
    find_session,
    launch,
    list_packages,
    open_sessions,
    progress_of,
    waive,
)
from content_packages.rules.problems import (
    ActorUnfit,
    AlreadyWaived,
    NotForABrowser,
    RegistrationTaken,
    UnknownSession,
)
from content_packages.rules.vocabulary import (
    CMI5,
    LAUNCH_MODE,
    LAUNCH_PARAMETERS,
    LAUNCH_URL,
    MASTERY_SCORE,
    MOVE_ON,
    MOVE_ON_EXTENSION,
    REASON,
    SESSION_ID,
    AuVerb,
)
from tests.content_packages.conftest import ACTOR, EXPERIENCED, GOAL, TENANT, Desk
from tests.content_packages.packages import COURSE, Au, block, course, zipped

FULL = Au(
    url="map/index.html?les=1&amp;taal=nl#begin",
    attributes={
        "moveOn": "CompletedAndPassed",
        "masteryScore": "0.9",
        "launchMethod": "OwnWindow",
        "activityType": "http://adlnet.gov/expapi/activities/module",
    },
    tail="<launchParameters> start=2 </launchParameters><entitlementKey>xyz</entitlementKey>",
)


def full_package() -> bytes:
    return zipped(course(block(FULL)), {"map/index.html": "<p>Hoi"})


def test_a_whole_session_is_stored_in_the_order_of_the_standard(desk: Desk) -> None:
    player = desk.launch(desk.add(full_package())).start()
    player.say(AuVerb.PASSED, score={"scaled": 0.9})
    player.say(AuVerb.COMPLETED)
    player.say(AuVerb.TERMINATED)

    assert desk.verbs() == [
        "launched",
        "initialized",
        "passed",
        "completed",
        "satisfied",
        "satisfied",
        "terminated",
    ]


def test_the_address_keeps_what_the_unit_asked_for_and_adds_the_five(desk: Desk) -> None:
    registration = uuid4()
    player = desk.launch(desk.add(full_package()), registration=registration)

    assert player.launch.url.startswith("http://127.0.0.2:8020/c/")
    assert "/map/index.html?les=1&taal=nl&endpoint=http%3A%2F%2F127.0.0.1" in player.launch.url
    assert player.launch.url.endswith("#begin")
    assert player.given["endpoint"] == "http://127.0.0.1:8010/xapi/"
    assert player.given["registration"] == str(registration)
    assert player.actor == ACTOR
    assert player.given["fetch"].startswith("http://127.0.0.2:8020/fetch/")
    assert player.launch.window == Window.OWN


def test_the_launch_data_are_those_of_the_standard(desk: Desk) -> None:
    player = desk.launch(desk.add(full_package()), return_url="https://tool.example/terug").begin()

    assert player.data == {
        "contextTemplate": {
            "contextActivities": {"grouping": [{"id": f"{COURSE}/1"}, {"id": GOAL}]},
            "extensions": {SESSION_ID: str(player.launch.session_id)},
        },
        "launchMode": "Normal",
        "moveOn": "CompletedAndPassed",
        "masteryScore": 0.9,
        "launchParameters": "start=2",
        "returnURL": "https://tool.example/terug",
        "entitlementKey": {"courseStructure": "xyz"},
    }


def test_launched_says_how(desk: Desk) -> None:
    player = desk.launch(desk.add(full_package()), mode=LaunchMode.REVIEW)

    (statement,) = desk.statements()
    said = statement.context["extensions"]
    assert statement.object["id"] == player.given["activityId"] != f"{COURSE}/1"
    assert statement.object["definition"]["type"].endswith("/module")
    assert statement.activity_ids("category") == (CMI5,)
    assert statement.grouping == (f"{COURSE}/1", GOAL)
    assert said.pop(LAUNCH_URL) == player.launch.url.split("&endpoint=")[0] + "#begin"
    assert said == {
        SESSION_ID: str(player.launch.session_id),
        LAUNCH_MODE: "Review",
        MOVE_ON_EXTENSION: "CompletedAndPassed",
        MASTERY_SCORE: 0.9,
        LAUNCH_PARAMETERS: "start=2",
    }


def test_goals_categories_and_extensions_stand_in_everything_that_is_said(desk: Desk) -> None:
    theme = {"id": "https://leerspoor.example/thema", "definition": {"name": {"nl": "Doelen"}}}
    school = "https://w3id.org/xapi/acrossx/extensions/school"
    context = LaunchContext(
        grouping=(GOAL, theme),
        category=("https://w3id.org/leerspoor/xapi",),
        extensions={school: "https://leerspoor.example/school"},
    )
    unit = Au(attributes={"moveOn": "Completed"})
    player = desk.launch(desk.add(zipped(course(unit))), context=context).start()
    player.say(AuVerb.COMPLETED)

    for one in desk.statements():
        assert {GOAL, theme["id"]} <= set(one.grouping)
        assert {CMI5, "https://w3id.org/leerspoor/xapi"} <= set(one.activity_ids("category"))
        assert one.context["extensions"][school] == "https://leerspoor.example/school"


def test_a_new_launch_ends_the_open_session_of_its_registration(desk: Desk) -> None:
    two = course(
        Au(attributes={"moveOn": "Passed"}),
        Au(id=f"{COURSE}/2", attributes={"moveOn": "Passed"}),
    )
    package, registration = desk.add(zipped(two)), uuid4()
    first = desk.launch(package, registration=registration).start()

    second = desk.launch(package, 1, registration=registration).start()

    assert desk.verbs() == ["launched", "initialized", "abandoned", "launched", "initialized"]
    left = desk.statements()[2]
    assert left.object["id"] == first.given["activityId"]
    assert left.context["extensions"][SESSION_ID] == str(first.launch.session_id)
    assert (first.say(EXPERIENCED).json or {})["code"] == "session-over"
    assert second.say(EXPERIENCED).status_code == 200


def test_sessions_of_other_registrations_stay_open(desk: Desk) -> None:
    package = desk.add(zipped(course(Au(attributes={"moveOn": "Passed"}))))
    first = desk.launch(package).start()

    desk.launch(package)

    assert first.say(EXPERIENCED).status_code == 200


def test_the_activity_is_the_same_in_every_launch(desk: Desk) -> None:
    package = desk.add()

    assert desk.launch(package).given["activityId"] == desk.launch(package).given["activityId"]
    assert package.units[0].activity_id == desk.launch(package).given["activityId"]


def test_a_registration_belongs_to_one_learner_and_one_package(desk: Desk) -> None:
    package, registration = desk.add(), uuid4()
    desk.launch(package, registration=registration)
    other = {"account": {**ACTOR["account"], "name": "een ander"}}

    with pytest.raises(RegistrationTaken):
        desk.launch(package, registration=registration, actor=other)
    with pytest.raises(RegistrationTaken):
        desk.launch(desk.add(), registration=registration)


@pytest.mark.parametrize(
    "actor",
    [
        {"mbox": "mailto:juf@example.com"},
        {"objectType": "Group", **ACTOR},
        {"account": {"name": "x"}},
        {},
    ],
)
def test_the_learner_is_an_account(desk: Desk, actor: dict[str, object]) -> None:
    with pytest.raises(ActorUnfit):
        launch(desk.shelf, TENANT, desk.add().id, 0, actor, uuid4())


def test_what_is_not_there_is_said_to_be_not_there(desk: Desk) -> None:
    package = desk.add()

    with pytest.raises(UnknownPackage):
        launch(desk.shelf, TENANT, uuid4(), 0, ACTOR, uuid4())
    with pytest.raises(UnknownUnit):
        desk.launch(package, 1)
    with pytest.raises(UnknownUnit):
        desk.launch(package, -1)
    with pytest.raises(UnknownSession):
        abandon(desk.shelf, TENANT, uuid4())
    with pytest.raises(UnknownRegistration):
        waive(desk.shelf, TENANT, uuid4(), 0, "Vrijstelling")
    assert desk.statements() == []


def test_units_on_another_server_keep_their_address(desk: Desk) -> None:
    package = desk.add(course(Au(url="https://cursus.example/start?a=1")).encode())

    assert desk.launch(package).launch.url.startswith("https://cursus.example/start?a=1&endpoint=")


def test_a_unit_of_another_program_is_not_opened_in_the_browser(desk: Desk) -> None:
    package = desk.add(zipped(course(Au(url="rekenspel://start"))))

    with pytest.raises(NotForABrowser):
        desk.launch(package)
    assert desk.statements() == []


def test_the_preferences_are_the_learners_and_stay(desk: Desk) -> None:
    package = desk.add()
    first = desk.launch(package, context=LaunchContext(language="en-US")).begin()
    second = desk.launch(package, context=LaunchContext(language="nl-NL")).begin()

    for player in (first, second):
        assert player.preferences().json == {
            "languagePreference": "en-US",
            "audioPreference": "on",
        }


def test_state_is_kept_between_sessions(desk: Desk) -> None:
    package, registration = desk.add(), uuid4()
    first = desk.launch(package, registration=registration).start()
    first.state("PUT", "bladwijzer", data=b"7", headers={"Content-Type": "text/plain"})
    first.say(AuVerb.TERMINATED)

    second = desk.launch(package, registration=registration).start()

    assert second.state("GET", "bladwijzer").data == b"7"


def test_abandoning_is_said_once_and_only_of_open_sessions(desk: Desk) -> None:
    package = desk.add(zipped(course(Au(attributes={"moveOn": "Passed"}))))
    player = desk.launch(package).start()
    abandon(desk.shelf, TENANT, player.launch.session_id)
    abandon(desk.shelf, TENANT, player.launch.session_id)

    done = desk.launch(package).start()
    done.say(AuVerb.TERMINATED)
    abandon(desk.shelf, TENANT, done.launch.session_id)

    assert desk.verbs().count("abandoned") == 1


def test_waiving_satisfies_under_a_session_of_its_own(desk: Desk) -> None:
    package, registration = desk.add(full_package()), uuid4()
    player = desk.launch(package, registration=registration).start()
    player.say(AuVerb.TERMINATED)

    session_id = waive(desk.shelf, TENANT, registration, 0, "Al gevolgd")

    waived, of_block, of_course = desk.statements()[-3:]
    assert desk.verbs()[-3:] == ["waived", "satisfied", "satisfied"]
    assert waived.result == {
        "success": True,
        "completion": True,
        "extensions": {REASON: "Al gevolgd"},
    }
    assert set(waived.activity_ids("category")) == {CMI5, MOVE_ON}
    for one in (waived, of_block, of_course):
        assert one.context["extensions"][SESSION_ID] == str(session_id)
        assert one.actor == ACTOR
        assert one.registration == registration
    with pytest.raises(AlreadyWaived):
        waive(desk.shelf, TENANT, registration, 0, "Nog eens")


def test_a_passed_unit_can_no_longer_be_satisfied_twice_by_waiving(desk: Desk) -> None:
    registration = uuid4()
    package = desk.add(zipped(course(Au(attributes={"moveOn": "Passed"}))))
    desk.launch(package, registration=registration).start().say(AuVerb.PASSED)

    waive(desk.shelf, TENANT, registration, 0, "Toch")

    assert desk.verbs().count("satisfied") == 1


def test_progress_tells_how_far_each_unit_is(desk: Desk) -> None:
    two = course(
        Au(attributes={"moveOn": "Passed"}),
        Au(id=f"{COURSE}/2", attributes={"moveOn": "Completed"}),
    )
    package, registration = desk.add(zipped(two)), uuid4()
    player = desk.launch(package, registration=registration).start()
    halfway = player.statement(EXPERIENCED)
    halfway["result"] = {
        "extensions": {"https://w3id.org/xapi/cmi5/result/extensions/progress": 40}
    }
    player.send(halfway)
    player.say(AuVerb.PASSED, score={"scaled": 0.75})

    with desk.shelf.database.reading(TENANT) as tx:
        progress = progress_of(tx, registration)

    first, second = progress.units
    assert (first.progress, first.score, progress.done) == (40, 0.75, 1)
    assert None not in (first.passed_at, first.satisfied_at)
    assert second.satisfied_at is None
    assert (progress.started, progress.satisfied) == (True, False)


def test_enrolling_twice_changes_nothing(desk: Desk) -> None:
    package, registration = desk.add(), uuid4()

    for _ in range(2):
        with desk.shelf.database.writing(TENANT) as tx:
            enroll(tx, desk.shelf, package.id, ACTOR, registration)

    assert desk.verbs() == ["satisfied"]
    with desk.shelf.database.reading(TENANT) as tx:
        progress = progress_of(tx, registration)
    assert (progress.satisfied, progress.started, progress.done) == (True, False, 0)


def test_packages_are_listed_newest_first(desk: Desk) -> None:
    first = desk.add()
    desk.clock.forward(minutes=1)
    second = desk.add(full_package())

    assert [one.id for one in list_packages(desk.shelf, TENANT)] == [second.id, first.id]
    assert (second.title, second.units[0].title_in("nl-NL")) == ("Scherpe doelen", "Onderdeel")


def test_what_a_session_is_about_can_be_looked_up(desk: Desk) -> None:
    player = desk.launch(desk.add()).start()

    with desk.shelf.database.reading(TENANT) as tx:
        session = find_session(tx, player.launch.session_id)
        assert session is not None
        assert [one.id for one in open_sessions(tx, session.registration)] == [session.id]
    assert session.initialized_at is not None
    assert UUID(player.given["registration"]) == session.registration


def test_a_name_with_quotes_and_accents_arrives_whole(desk: Desk) -> None:
    actor = {"account": {"homePage": "https://x.example/é", "name": 'a"b&c=d/é'}}

    assert desk.launch(desk.add(), actor=actor).actor == json.loads(json.dumps(actor))
