"""Documents: a unit keeps its own state, and only reads what we left for it."""

import json

import pytest

from tests.content_packages.conftest import Desk, Player
from tests.content_packages.packages import COURSE

OTHER = json.dumps({"account": {"homePage": "https://academie.example", "name": "een ander"}})
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def player(desk: Desk) -> Player:
    return desk.launch(desk.add()).begin()


def rule_of(answer: object) -> str:
    assert answer.status_code == 403  # type: ignore[attr-defined]
    return str(answer.json["rule"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_the_launch_data_are_only_read(player: Player, method: str) -> None:
    before = player.state("GET", "LMS.LaunchData").json

    answer = player.state(method, "LMS.LaunchData", data=b'{"moveOn":"Passed"}', headers=JSON)

    assert rule_of(answer) == "launch-data-read-only"
    assert player.state("GET", "LMS.LaunchData").json == before


def test_deleting_all_state_at_once_would_delete_the_launch_data(player: Player) -> None:
    assert rule_of(player.state("DELETE", None)) == "launch-data-read-only"


def test_the_preferences_are_only_read(player: Player) -> None:
    wish = {"languagePreference": "en-US", "audioPreference": "on"}

    assert rule_of(player.preferences("PUT", json=wish)) == "preferences-read-only"
    assert rule_of(player.preferences("DELETE")) == "preferences-read-only"


def test_preferences_of_nobody_are_a_bad_request(player: Player) -> None:
    answer = player.ask("PUT", "agents/profile?profileId=cmi5LearnerPreferences", json={})

    assert answer.status_code == 400


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_documents_of_another_learner_are_out_of_reach(player: Player, method: str) -> None:
    body = {"data": b"1", "headers": {"Content-Type": "text/plain"}} if method == "PUT" else {}

    state = player.state(method, "x", params={"agent": OTHER}, **body)
    profile = player.preferences(method, params={"agent": OTHER, "profileId": "y"}, **body)

    assert rule_of(state) == "agent-differs"
    assert rule_of(profile) == "agent-differs"


def test_state_of_another_registration_is_out_of_reach(player: Player) -> None:
    other = {"registration": "0192f3a0-1111-4aaa-8bbb-1c2d3e4f5a60"}

    assert rule_of(player.state("GET", "x", params=other)) == "registration-differs"


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_profiles_of_other_activities_are_out_of_reach(player: Player, method: str) -> None:
    query = {"activityId": "https://x.example/andere", "profileId": "p"}
    answer = player.ask(method, "activities/profile", query_string=query, json={})

    assert rule_of(answer) == "activity-differs"


def test_the_profile_of_the_own_activity_is_not(player: Player) -> None:
    for activity in (player.given["activityId"], f"{COURSE}/1"):
        query = {"activityId": activity, "profileId": "p"}
        put = player.ask(
            "PUT", "activities/profile", query_string=query, json={}, headers={"If-None-Match": "*"}
        )
        assert put.status_code == 204


def test_a_unit_keeps_its_own_state(player: Player) -> None:
    assert player.state("PUT", "mijn", json={"bladzijde": 3}).status_code == 204
    assert player.state("GET", "mijn").json == {"bladzijde": 3}
    assert player.state("DELETE", "mijn").status_code == 204


def test_a_unit_reads_no_statements_of_other_registrations(desk: Desk, player: Player) -> None:
    desk.launch(desk.add()).start()

    found = player.ask("GET", "statements").json or {}

    registrations = {one["context"]["registration"] for one in found["statements"]}
    assert registrations <= {player.given["registration"]}


def test_no_browser_keeps_a_document_and_skips_the_reading_of_it(player: Player) -> None:
    """A kept copy of the preferences would leave the next session without them."""
    assert player.preferences().headers["Cache-Control"] == "no-store"
    assert player.state("GET", "LMS.LaunchData").headers["Cache-Control"] == "no-store"
