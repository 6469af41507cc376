"""SCORM is kept, resumed and told in xAPI: each thing once, with the goal."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from content_packages import LaunchMode, list_packages, progress_of
from content_packages.rules.vocabulary import SCORM
from tests.content_packages.conftest import GOAL, TENANT, Desk
from tests.content_packages.other_packages import item, resource, scorm12, scorm2004
from tests.content_packages.sequenced import sequenced_package, sequencing
from tests.content_packages.sitting import Sitting, core

REGISTRATION = UUID("0192f3a0-1111-4aaa-8bbb-1c2d3e4f5a60")


def sit(desk: Desk, raw: bytes | None = None, **more: Any) -> Sitting:
    desk.add(raw or scorm12())
    return again(desk, **more)


def again(desk: Desk, **more: Any) -> Sitting:
    """A launch of the package that was added, in the same registration."""
    (package,) = list_packages(desk.shelf, TENANT)
    return Sitting(desk, desk.launch(package, registration=REGISTRATION, **more).launch)


def test_what_a_sco_says_is_told_in_order_with_the_goal(desk: Desk) -> None:
    sco = sit(desk)

    sco.save()
    sco.save(core("incomplete", lesson_location="3"))
    done = core("passed", raw=80, max=100, min=0, total_time="00:02:05")
    assert sco.save(done, final=True).get_json() == {"result": True, "errorCode": 0, "kept": True}

    assert desk.verbs() == [
        "launched",
        "initialized",
        "completed",
        "passed",
        "terminated",
        "satisfied",
    ]
    told = {one.verb.rsplit("/", 1)[-1]: one for one in desk.statements()}
    assert all(GOAL in one.grouping for one in told.values())
    assert SCORM in told["passed"].activity_ids("category")
    assert told["passed"].result["score"] == {"raw": 80, "min": 0, "max": 100, "scaled": 0.8}
    assert told["terminated"].result["duration"] == "PT125S"
    types = {
        one.get("definition", {}).get("type")
        for one in told["passed"].body["context"]["contextActivities"]["grouping"]
    }
    assert "http://adlnet.gov/expapi/activities/attempt" in types


def test_the_same_save_again_tells_nothing_new(desk: Desk) -> None:
    sco = sit(desk)
    done = core("completed", exit="suspend")

    for moment in (5, 5, 6):
        assert sco.save(done, final=True, moment=moment).get_json()["kept"]

    assert desk.verbs().count("completed") == desk.verbs().count("terminated") == 1


def test_a_save_that_comes_late_is_put_aside(desk: Desk) -> None:
    sco = sit(desk)
    sco.save(core(lesson_location="4"), moment=9)

    late = sco.save(core(lesson_location="2"), moment=8)

    assert late.get_json()["kept"] is False
    assert sco.shown()["kept"]["cmi"]["core"]["lesson_location"] == "4"


def test_the_next_launch_goes_on_where_it_was_left(desk: Desk) -> None:
    first = sit(desk)
    left = core("incomplete", exit="suspend", lesson_location="3", total_time="00:01:00")
    first.save({**left, "suspend_data": "bladzijde=3"}, final=True)

    second = again(desk)
    cmi = second.shown()["kept"]["cmi"]
    second.save()
    second.save(core("completed", total_time="00:01:30"), final=True)

    assert (cmi["suspend_data"], cmi["core"]["entry"]) == ("bladzijde=3", "resume")
    assert "exit" not in cmi["core"]
    assert desk.verbs()[3:6] == ["terminated", "launched", "resumed"]
    ended = [one for one in desk.statements() if one.verb.endswith("terminated")]
    assert [one.result["duration"] for one in ended] == ["PT60S", "PT30S"]


def test_what_ended_well_begins_anew_and_stays_done(desk: Desk) -> None:
    first = sit(desk)
    first.save(core("passed", lesson_location="9"), final=True)

    second = again(desk)
    second.save()
    second.save(core("failed"), final=True)

    assert second.shown()["kept"]["cmi"]["core"].get("lesson_location") is None
    with desk.shelf.database.reading(1) as tx:
        (unit,) = progress_of(tx, REGISTRATION).units
    assert unit.passed_at
    assert unit.failed_at


def test_a_launch_elsewhere_ends_this_one(desk: Desk) -> None:
    first = sit(desk)
    second = again(desk)

    assert first.save(core("passed"), final=True).status_code == 403
    assert second.save(core("passed"), final=True).status_code == 200
    assert "abandoned" not in desk.verbs()


def test_who_only_looks_keeps_and_tells_nothing(desk: Desk) -> None:
    sco = sit(desk, mode=LaunchMode.BROWSE)

    assert sco.shown()["kept"]["cmi"]["core"]["lesson_mode"] == "browse"
    assert sco.save(core("passed"), final=True).get_json()["kept"] is False
    assert desk.verbs() == ["launched"]


def test_2004_tells_progress_answers_and_both_statuses(desk: Desk) -> None:
    sco = sit(desk, scorm2004())
    answer = {
        "id": "vraag 1",
        "type": "choice",
        "learner_response": "b",
        "result": "correct",
        "latency": "PT5S",
        "correct_responses": {"0": {"pattern": "b"}},
    }
    data = {
        "completion_status": "completed",
        "success_status": "failed",
        "progress_measure": "0.5",
        "score": {"scaled": "0.4"},
        "interactions": {"0": answer},
        "total_time": "PT1M",
    }

    for _ in range(2):
        sco.save(data)

    assert desk.verbs()[1:] == [
        "initialized",
        "responded",
        "progressed",
        "completed",
        "failed",
        "satisfied",
    ]
    (told,) = (one for one in desk.statements() if one.verb.endswith("responded"))
    assert told.object["definition"]["interactionType"] == "choice"
    assert told.object["id"].endswith("/questions/vraag%201")
    assert told.result == {"response": "b", "success": True, "duration": "PT5S"}


def test_what_a_manifest_tells_its_units_reaches_them(desk: Desk) -> None:
    told = (
        "<adlcp:maxtimeallowed>01:30:00</adlcp:maxtimeallowed>"
        "<adlcp:timelimitaction>exit,message</adlcp:timelimitaction>"
        "<adlcp:datafromlms>kleur=rood</adlcp:datafromlms>"
        "<adlcp:masteryscore>80</adlcp:masteryscore>"
    )
    shown = sit(desk, scorm12(item(told))).shown()

    assert shown["judged"] is True
    assert shown["kept"]["cmi"]["launch_data"] == "kleur=rood"
    assert shown["kept"]["cmi"]["student_data"] == {
        "mastery_score": "80",
        "max_time_allowed": "01:30:00",
        "time_limit_action": "exit,message",
    }


def test_what_a_manifest_of_2004_tells_its_units_reaches_them(desk: Desk) -> None:
    limit = sequencing('<imsss:limitConditions attemptAbsoluteDurationLimit="PT90M"/>')
    told = (
        "<adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction>"
        "<adlcp:dataFromLMS>kleur=rood</adlcp:dataFromLMS>"
    )
    cmi = sit(desk, scorm2004(item(limit + told))).shown()["kept"]["cmi"]

    assert cmi["launch_data"] == "kleur=rood"
    assert cmi["max_time_allowed"] == "PT90M"
    assert cmi["time_limit_action"] == "exit,message"


def test_units_wait_for_what_comes_first(desk: Desk) -> None:
    locked = "<adlcp:prerequisites type='aicc_script'>deel-1</adlcp:prerequisites>"
    raw = scorm12(item() + item(locked, "deel-2"), resource())
    sco = sit(desk, raw)

    assert "opent later" in sco.page().text
    assert sco.page(1).status_code == 404
    sco.save(core("completed"), final=True)
    assert sco.page(1).status_code == 200
    assert sco.shown(0)["next"].endswith("deel=1")
    sco.save(core("completed"), 1, final=True)

    assert desk.verbs()[-1] == "satisfied"


def test_what_rules_call_done_is_said_of_the_group_and_of_the_whole(desk: Desk) -> None:
    sco = sit(desk, sequenced_package())
    assert sco.shown()["course"]["tree"]["children"][1]["sequencingControls"]["choice"] is False
    at_the_end = {"at": "slot", "state": {"current": "slot"}}
    half = {"toets": "acp", "lessen": "ap", "les-2": "a"}

    sco.save({"completion_status": "completed"}, final=True)
    sco.save(course={**at_the_end, "reached": half})
    assert "satisfied" not in desk.verbs()  # a lesson was left half-way
    assert sco.shown()["course"]["kept"]["state"] == {"current": "slot"}
    assert "Slot" in sco.page().text.split("</h1>")[0]
    sco.save({"completion_status": "completed"}, 2, final=True)
    sco.save(unit=3, course={**at_the_end, "reached": {**half, "cursus": "ac"}})

    assert desk.verbs().count("satisfied") == 2
    with desk.shelf.database.reading(TENANT) as tx:
        assert progress_of(tx, REGISTRATION).satisfied


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"\xff",
        b"{}",
        b'{"sitting": "x", "moment": true}',
        b'{"sitting": "x", "moment": 1, "data": []}',
        b'{"sitting": "x", "moment": 1, "data": {"suspend_data": "\\u0000"}}',
        b'{"sitting": "x", "moment": 1, "data": {"x": NaN}}',
        b'{"sitting": "x", "moment": 1, "course": []}',
        b'{"sitting": "x", "moment": 1, "course": {"at": 1, "reached": {}, "state": {}}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_save_is_refused_by_name(desk: Desk, raw: bytes) -> None:
    answer = sit(desk).post(raw)

    assert answer.status_code == 400
    assert answer.get_json()["code"] == "save-refused"


def test_senseless_values_are_kept_but_not_told(desk: Desk) -> None:
    sco = sit(desk)
    data = core("zomaar wat", raw="veel", max="-1", total_time="lang")
    data["interactions"] = {"childArray": ["x", {"id": "", "result": "correct", "type": "ik"}]}

    assert sco.save(data, final=True).status_code == 200

    assert desk.verbs()[1:] == ["initialized", "responded", "terminated"]


def test_a_secret_that_leads_nowhere_opens_no_player(desk: Desk) -> None:
    sco = sit(desk)
    sco.launch = type(sco.launch)("http://x/play/nergens", uuid4(), sco.launch.window)

    assert sco.page().status_code == 404
    assert sco.save(core("passed")).status_code == 404
    assert sco.save(core("passed"), 3).status_code == 404
