"""A machine puts modules on offer, renews them and takes them away."""

from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from foundation.database import Database
from leerspoor.product import Product
from lrs import Scope, add_credential
from lti_tool.blend.operations import all_offerings
from lti_tool.people.operations import add_board
from tests.conftest import FrozenClock
from tests.content_packages.other_packages import scorm12
from tests.content_packages.packages import COURSE, Au, course, zipped
from tests.product import make_product

AUTHORITY = {"objectType": "Agent", "mbox": "mailto:academie@example.com"}


class Machine:
    """Whoever manages the modules of one board over HTTP."""

    def __init__(self, product: Product, board: int, *scopes: Scope) -> None:
        database = product.tool.database
        self.product, self.board = product, board
        self.key = add_credential(
            database, board, title="academie", authority=AUTHORITY, scopes=scopes
        )

    def ask(self, method: str, path: str = "", **more: Any) -> TestResponse:
        client = self.product.tool_app.test_client()
        return client.open(f"/api/packages/v1/packages{path}", method=method, auth=self.key, **more)

    def hand_in(self, raw: bytes, **query: str) -> TestResponse:
        return self.ask("POST", data=raw, query_string=query, content_type="application/zip")


@pytest.fixture
def product(database: Database, tmp_path: Path, clock: FrozenClock) -> Product:
    return make_product(database, tmp_path / "packages", clock)


@pytest.fixture
def machine(product: Product) -> Machine:
    return Machine(product, add_board(product.tool.database, "Stichting").id, Scope.PACKAGES)


def test_a_package_comes_in_and_is_on_offer(machine: Machine) -> None:
    answer = machine.hand_in(scorm12(), filename="rekenen.zip", minutes="30")

    told = answer.get_json()
    assert (answer.status_code, told["format"], told["title"]) == (201, "scorm12", "Rekenen")
    assert [one["title"] for one in told["units"]] == ["Deel"]
    with machine.product.tool.database.reading(machine.board) as tx:
        (offering,) = all_offerings(tx)
    assert (offering.minutes, str(offering.package_id)) == (30, told["id"])
    assert machine.ask("GET").get_json() == [told]


def test_what_is_wrong_is_told_in_full(machine: Machine) -> None:
    answer = machine.hand_in(zipped(course(Au(url="weg.html"))))

    told = answer.get_json()
    assert (answer.status_code, told["code"]) == (422, "package-refused")
    assert [(one["rule"], one["requirement"]) for one in told["problems"]] == [
        ("url-file-missing", "14.1.0.0-4")
    ]
    assert machine.ask("GET").get_json() == []


def test_a_new_version_replaces_the_old(machine: Machine) -> None:
    first = machine.hand_in(zipped()).get_json()
    newer = zipped(course(Au(words="Beter"), Au(id=f"{COURSE}/2")))

    second = machine.hand_in(newer, replaces=first["id"]).get_json()

    assert (second["version"], second["replaces"]) == (2, first["id"])
    assert second["activity_id"] == first["activity_id"]
    assert machine.hand_in(newer, replaces=first["id"]).status_code == 409


def test_a_package_that_nobody_needs_goes(machine: Machine) -> None:
    made = machine.hand_in(zipped()).get_json()

    assert machine.ask("DELETE", f"/{made['id']}").status_code == 204
    assert machine.ask("DELETE", f"/{made['id']}").status_code == 404
    assert machine.ask("GET").get_json() == []


def test_packages_of_another_board_are_not_there(product: Product, machine: Machine) -> None:
    other = Machine(product, add_board(product.tool.database, "Anders").id, Scope.PACKAGES)
    made = machine.hand_in(zipped()).get_json()

    assert other.ask("GET").get_json() == []
    assert other.ask("DELETE", f"/{made['id']}").status_code == 404
    assert other.hand_in(zipped(), replaces=made["id"]).status_code == 404


@pytest.mark.parametrize("query", [{"format": "aicc"}, {"minutes": "0"}, {"kleur": "rood"}])
def test_a_query_that_makes_no_sense_is_refused(machine: Machine, query: dict[str, str]) -> None:
    assert machine.hand_in(zipped(), **query).status_code == 422
