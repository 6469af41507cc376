"""What H5P says is completed on the server, told once, and what it remembers comes back."""

import json
import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.content_packages.conftest import ACTOR, GOAL, Desk
from tests.content_packages.other_packages import h5p
from tests.content_packages.sitting import Sitting

ADL = "http://adlnet.gov/expapi/verbs/"
SUB = UUID("5c9b6a1e-7a52-4c0e-9f0a-0d5b1f2a3c4d")
LIBRARY = "http://h5p.org/libraries/H5P.Waar-1.6"


def sit(desk: Desk) -> Sitting:
    return Sitting(desk, desk.launch(desk.add(h5p())).launch)


def event(verb: str, *, sub: bool = False, **result: Any) -> dict[str, Any]:
    place = "http://h5p.example/x" + (f"?subContentId={SUB}" if sub else "")
    broken = {"id": LIBRARY + ".undefined!", "objectType": "Activity"}
    asked = {
        "name": {"en-US": "Vraag"},
        "interactionType": "choice",
        "correctResponsesPattern": ["1"],
    }
    return {
        "actor": {"account": {"name": "willekeurig"}, "objectType": "Agent"},
        "verb": {"id": ADL + verb, "display": {"en-US": verb}},
        "object": {"id": place, "definition": asked},
        "context": {"contextActivities": {"category": [{"id": LIBRARY}, broken]}},
        **({"result": result} if result else {}),
    }


def hear(at: Sitting, *events: Any, first: int = 0, **more: Any) -> dict[str, Any]:
    said = {"sitting": at.sitting, "first": first, "events": list(events), **more}
    client = at.desk.content.test_client()
    answer = client.post(f"/heard/{at.token}/0", data=json.dumps(said))
    return {"status": answer.status_code, **(answer.get_json() or {})}


def test_a_statement_is_completed_on_the_server(desk: Desk) -> None:
    at = sit(desk)
    score = {"raw": 1, "min": 0, "max": 2, "scaled": 0.5}

    hear(at, event("answered", sub=True, score=score, response="1", duration="PT1.64S"))

    told = desk.statements()[-1]
    assert told.body["actor"] == ACTOR
    assert told.object["id"].endswith(f"/units/0?subContentId={SUB}")
    assert told.object["definition"]["correctResponsesPattern"] == ["1"]
    assert told.result == {"response": "1", "duration": "PT1.64S", "score": score}
    assert set(told.activity_ids("category")) == {LIBRARY}
    assert GOAL in told.grouping
    assert told.registration


def test_the_same_again_is_told_once(desk: Desk) -> None:
    at = sit(desk)

    hear(at, event("attempted"), event("answered", sub=True))
    hear(at, event("attempted"), event("answered", sub=True), event("progressed"))

    assert desk.verbs() == ["launched", "attempted", "answered", "progressed"]


def test_the_whole_that_is_answered_satisfies_and_a_question_in_it_does_not(desk: Desk) -> None:
    at = sit(desk)
    hear(at, event("completed", sub=True, completion=True))
    assert desk.verbs()[-1] == "completed"

    hear(at, event("answered", completion=True, success=True), first=1)

    assert desk.verbs()[-2:] == ["answered", "satisfied"]


def test_clicks_and_strange_words_are_not_kept(desk: Desk) -> None:
    at = sit(desk)
    strange = {"verb": {"id": "https://x.example/verbs/ja"}}

    answer = hear(at, event("interacted"), strange, {}, {"verb": []})

    assert answer["kept"] is True
    assert desk.verbs() == ["launched"]


@pytest.mark.parametrize(
    "result",
    [
        {"score": {"raw": 5, "max": 2}},
        {"score": {"raw": "veel", "max": True}},
        {"score": []},
        {"success": "ja", "completion": 1},
        {"duration": "lang"},
        {"response": {"a": 1}},
    ],
)
def test_senseless_results_are_left_out(desk: Desk, result: dict[str, Any]) -> None:
    hear(sit(desk), event("answered", sub=True, **result))

    assert desk.verbs()[-1] == "answered"
    assert "result" not in desk.statements()[-1].body


def test_what_it_remembers_comes_back_and_can_be_forgotten(desk: Desk) -> None:
    package, registration = desk.add(h5p()), uuid4()

    def launched() -> Sitting:
        return Sitting(desk, desk.launch(package, registration=registration).launch)

    def remember(at: Sitting, value: str) -> None:
        path = f"/state/{at.token}/0/state/0"
        answer = desk.content.test_client().post(path, data={"data": value})
        assert answer.get_json() == {"success": True}

    remember(launched(), '{"answer": 1}')
    states = launched().shown()["h5p"]["states"]
    remember(launched(), "0")

    assert states == {"0": {"state": '{"answer": 1}'}}
    assert launched().shown()["h5p"]["states"] == {}


@pytest.mark.parametrize(
    "more", [{"first": -1}, {"first": "0"}, {"events": {}}, {"events": [{}] * 201}, {"sitting": 1}]
)
def test_what_cannot_be_heard_is_refused(desk: Desk, more: dict[str, Any]) -> None:
    assert hear(sit(desk), **more)["status"] == 400


def test_the_core_of_h5p_is_served_beside_its_licence(desk: Desk) -> None:
    page = sit(desk).page().text
    address = re.search(r'<link rel="license" href="([^"]+)"', page)
    assert address is not None

    told = desk.content.test_client().get(address[1]).text

    assert "https://github.com/h5p/h5p-php-library" in told
    assert "GNU GENERAL PUBLIC LICENSE" in told
