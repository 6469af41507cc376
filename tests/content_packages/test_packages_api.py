"""The API for who keeps packages: take in, launch, follow, waive, abandon; with its own scope."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from content_packages import (
    Counter,
    Launch,
    Package,
    Upload,
    Window,
    add_package,
    install_packages_api,
    remove_package,
)
from content_packages.rules.vocabulary import AuVerb
from foundation.web.answers import install_answers
from lrs import Scope, add_credential
from tests.content_packages.conftest import ACTOR, TENANT, Desk, Player
from tests.content_packages.packages import Au, course, zipped

HERE = "/api/packages/v1"
AUTHORITY = {"objectType": "Agent", "mbox": "mailto:uitgever@example.com"}


@dataclass
class Keeper:
    """Somebody with a key that opens packages."""

    desk: Desk
    client: FlaskClient
    key: tuple[str, str]

    def ask(self, method: str, path: str, **more: Any) -> TestResponse:
        return self.client.open(HERE + path, method=method, auth=self.key, **more)

    def take_in(self, raw: bytes, name: str = "pakket.zip") -> TestResponse:
        return self.ask("POST", f"/packages?filename={name}", data=raw)

    def start(self, package: str, index: int = 0, **wish: Any) -> TestResponse:
        path = f"/packages/{package}/units/{index}/launches"
        return self.ask("POST", path, json={"actor": ACTOR, **wish})

    def playing(self, launched: TestResponse) -> Player:
        desk, said = self.desk, launched.get_json()
        made = Launch(said["url"], said["session"], Window(said["window"]))
        return Player(desk.shelf, desk.clock, desk.xapi, desk.content, made)


def a_key(desk: Desk, tenant: int, *scopes: Scope) -> tuple[str, str]:
    database = desk.shelf.database
    return add_credential(database, tenant, title="x", authority=AUTHORITY, scopes=scopes)


def counter_of(desk: Desk) -> Counter:
    """The shelf and nothing behind it."""

    def take_in(tenant: int, upload: Upload, replaces: UUID | None) -> Package:
        return add_package(
            desk.shelf, tenant, upload.file, upload.name, upload.wished, replaces=replaces
        )

    def take_away(tenant: int, package_id: UUID) -> None:
        with desk.shelf.database.writing(tenant) as tx:
            remove_package(tx, package_id)

    return Counter(take_in, take_away)


@pytest.fixture
def keeper(desk: Desk) -> Keeper:
    app = Flask("keeper")
    install_answers(app, ("/api/",), str)
    install_packages_api(app, desk.shelf, counter_of(desk))
    return Keeper(desk, app.test_client(), a_key(desk, TENANT, Scope.PACKAGES))


@pytest.fixture
def package(keeper: Keeper) -> str:
    unit = Au(attributes={"moveOn": "Completed", "launchMethod": "OwnWindow"})
    return str(keeper.take_in(zipped(course(unit))).get_json()["id"])


def test_a_package_is_taken_in_and_shown(keeper: Keeper) -> None:
    made = keeper.take_in(zipped())

    assert made.status_code == 201
    said = made.get_json()
    assert (said["format"], said["title"], said["filename"]) == (
        "cmi5",
        "Scherpe doelen",
        "pakket.zip",
    )
    assert [unit["index"] for unit in said["units"]] == [0]
    assert keeper.ask("GET", f"/packages/{said['id']}").get_json() == said
    assert keeper.ask("GET", "/packages").get_json() == [said]


def test_a_package_that_is_refused_gets_every_rule_it_breaks(keeper: Keeper) -> None:
    answer = keeper.take_in(course(Au(url="weg.html")).encode(), "cmi5.xml")

    assert answer.status_code == 422
    (problem,) = answer.get_json()["problems"]
    assert problem["rule"] == "url-relative-without-zip"
    assert keeper.ask("GET", "/packages").get_json() == []


def test_a_launch_plays_as_the_actor_and_can_be_followed(keeper: Keeper, package: str) -> None:
    launched = keeper.start(package, grouping=["https://x.example/doel"])
    assert launched.status_code == 201
    assert launched.get_json()["window"] == "own"
    player = keeper.playing(launched).start()
    assert player.say(AuVerb.COMPLETED).status_code == 200

    registration = launched.get_json()["registration"]
    progress = keeper.ask("GET", f"/registrations/{registration}").get_json()
    assert progress["satisfied"] is True
    assert progress["units"][0]["completed_at"]
    assert player.actor == ACTOR
    assert all("https://x.example/doel" in one.grouping for one in keeper.desk.statements()[:3])


def test_a_registration_that_is_given_goes_on(keeper: Keeper, package: str) -> None:
    first = keeper.start(package).get_json()["registration"]

    again = keeper.start(package, registration=first)
    other = {"account": {**ACTOR["account"], "name": "iemand anders"}}
    of_another = keeper.start(package, registration=first, actor=other)

    assert again.get_json()["registration"] == first
    assert of_another.status_code == 409


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_a_session_that_only_looks_completes_nothing(
    keeper: Keeper, package: str, mode: str
) -> None:
    player = keeper.playing(keeper.start(package, mode=mode)).start()

    answer = player.say(AuVerb.COMPLETED)

    assert (answer.status_code, (answer.json or {})["rule"]) == (403, "mode-not-normal")
    assert player.say(AuVerb.TERMINATED).status_code == 200


def test_a_session_is_given_up(keeper: Keeper, package: str) -> None:
    launched = keeper.start(package)
    player = keeper.playing(launched).start()
    session = launched.get_json()["session"]

    answers = [keeper.ask("DELETE", f"/sessions/{session}").status_code for _ in range(2)]

    assert answers == [204, 204]
    assert player.say(AuVerb.COMPLETED).status_code == 403
    assert keeper.desk.verbs() == ["launched", "initialized", "abandoned"]


def test_a_unit_is_waived_once(keeper: Keeper, package: str) -> None:
    registration = keeper.start(package).get_json()["registration"]
    path = f"/registrations/{registration}/units/0/waivers"

    first, second = (keeper.ask("POST", path, json={"reason": "Al gedaan"}) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 409)
    assert keeper.desk.verbs() == ["launched", "waived", "satisfied"]


def test_only_a_key_with_its_own_scope_opens_it(keeper: Keeper, package: str) -> None:
    for key, status in (
        (a_key(keeper.desk, TENANT, Scope.ALL), 403),
        (("niemand", "geheim"), 401),
        (a_key(keeper.desk, 2, Scope.PACKAGES), 404),
    ):
        keeper.key = key
        assert keeper.ask("GET", f"/packages/{package}").status_code == status
    assert keeper.client.get(f"{HERE}/packages").status_code == 401


def test_a_key_for_packages_reads_and_writes_no_statement(keeper: Keeper) -> None:
    answer = keeper.desk.xapi.test_client().get(
        "/xapi/statements", auth=keeper.key, headers={"X-Experience-API-Version": "1.0.3"}
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "wish",
    [
        {"actor": {"mbox": "mailto:sanne@example.com"}},
        {"actor": {"account": {"homePage": "geen adres", "name": "x"}}},
        {"mode": "Anders"},
        {"return_url": "javascript:alert(1)"},
        {"language": "nl\nX"},
        {"registration": "geen"},
        {"onbekend": 1},
    ],
)
def test_a_wish_that_cannot_be_gets_its_field(
    keeper: Keeper, package: str, wish: dict[str, Any]
) -> None:
    answer = keeper.start(package, **wish)

    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"].startswith(next(iter(wish)))


def test_what_is_nowhere_is_not_found(keeper: Keeper, package: str) -> None:
    nowhere = uuid4()

    assert keeper.start(str(nowhere)).status_code == 404
    assert keeper.start(package, 7).status_code == 404
    assert keeper.ask("GET", f"/registrations/{nowhere}").status_code == 404
    assert keeper.ask("DELETE", f"/sessions/{nowhere}").status_code == 404


def test_it_describes_itself(keeper: Keeper) -> None:
    described = keeper.client.get(f"{HERE}/openapi.json").get_json()

    assert described["info"]["title"] == "Leerspoor for packages"
    assert len(described["paths"]) == 6
    taking_in = described["paths"][f"{HERE}/packages"]["post"]
    assert "application/zip" in taking_in["requestBody"]["content"]
    assert described["components"]["securitySchemes"] == {
        "basic": {"type": "http", "scheme": "basic"}
    }
