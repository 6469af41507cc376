"""A Tin Can unit speaks with the credential of its launch: as its learner, in its registration."""

from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from tests.content_packages.conftest import ACTOR, GOAL, VERSION, Desk, Player
from tests.content_packages.other_packages import ACTIVITY, activity, tincan

ADL = "http://adlnet.gov/expapi/verbs/"


@pytest.fixture
def unit(desk: Desk) -> Player:
    return desk.launch(desk.add(tincan(activity())))


def given(player: Player) -> dict[str, str]:
    query = parse_qs(urlsplit(player.launch.url).query)
    return {name: values[0] for name, values in query.items()}


def send(player: Player, verb: str, **more: Any) -> TestResponse:
    said = {"actor": ACTOR, "verb": {"id": ADL + verb}, "object": {"id": ACTIVITY}, **more}
    headers = {**VERSION, "Authorization": given(player)["auth"]}
    return player.xapi.test_client().post("/xapi/statements", json=said, headers=headers)


def test_the_address_of_a_launch_has_the_five_names(unit: Player) -> None:
    assert set(given(unit)) == {"endpoint", "auth", "actor", "registration", "activity_id"}
    assert given(unit)["activity_id"] == ACTIVITY


def test_what_it_says_gets_its_registration_and_its_goal(desk: Desk, unit: Player) -> None:
    own = {"contextActivities": {"grouping": {"id": "https://uitgever.example/eigen"}}}

    assert send(unit, "experienced", context=own).status_code == 200

    told = desk.statements()[-1]
    assert str(told.registration) == given(unit)["registration"]
    assert {GOAL, "https://uitgever.example/eigen"} <= set(told.grouping)


def test_what_is_said_of_the_whole_satisfies_it_and_of_a_part_does_not(
    desk: Desk, unit: Player
) -> None:
    send(unit, "completed", object={"id": f"{ACTIVITY}/deel"})
    assert desk.verbs()[-1] == "completed"

    send(unit, "passed", result={"success": True, "score": {"scaled": 0.9}})

    assert desk.verbs()[-2:] == ["passed", "satisfied"]
    assert GOAL in desk.statements()[-1].grouping


VOIDING = {"object": {"objectType": "StatementRef", "id": str(uuid4())}}


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"actor": {"mbox": "mailto:iemand@example.com"}}, "actor-differs"),
        ({"context": {"registration": str(uuid4())}}, "registration-differs"),
        (VOIDING, "voiding"),
    ],
    ids=["actor", "registration", "voiding"],
)
def test_it_speaks_for_nobody_else(unit: Player, more: dict[str, Any], rule: str) -> None:
    answer = send(unit, "voided" if more is VOIDING else "experienced", **more)

    assert (answer.status_code, (answer.json or {})["rule"]) == (403, rule)


def test_its_credential_ends_with_the_next_launch(desk: Desk) -> None:
    package, registration = desk.add(tincan(activity())), uuid4()
    first = desk.launch(package, registration=registration)
    desk.launch(package, registration=registration)

    answer = send(first, "experienced")

    assert (answer.status_code, (answer.json or {})["code"]) == (403, "session-over")


def test_its_credential_reads_only_its_own_registration(desk: Desk, unit: Player) -> None:
    other = desk.launch(desk.add(tincan(activity())))
    send(other, "experienced")

    headers = {**VERSION, "Authorization": given(unit)["auth"]}
    read = unit.xapi.test_client().get("/xapi/statements", headers=headers)

    assert [one["verb"]["id"] for one in (read.json or {})["statements"]] == []
