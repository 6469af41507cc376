"""A shelf with its record store, and a learner who plays: on both databases."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from content_packages import (
    Launch,
    LaunchContext,
    Package,
    Shelf,
    add_package,
    content_app,
    launch,
    with_package_hooks,
)
from content_packages.rules.vocabulary import (
    CMI5,
    MASTERY_SCORE,
    MOVE_ON,
    OUTCOMES,
    AuVerb,
)
from foundation.database import Database
from lrs import (
    RecordStore,
    Scope,
    Statement,
    add_credential,
    make_lrs_app,
    statements_after,
)
from tests.conftest import FrozenClock
from tests.content_packages.packages import zipped

TENANT = 1
ACTOR = {"account": {"homePage": "https://academie.example", "name": "0192f3a0"}}
GOAL = "https://leerspoor.example/leerdoelen/1"
EXPERIENCED = "http://adlnet.gov/expapi/verbs/experienced"
VERSION = {"X-Experience-API-Version": "1.0.3"}


@pytest.fixture
def shelf(database: Database, tmp_path: Path, clock: FrozenClock) -> Shelf:
    base = "http://127.0.0.1:8010/xapi"
    store = with_package_hooks(RecordStore(database, base=base, clock=clock))
    return Shelf(database, store, tmp_path / "packages", "http://127.0.0.2:8020", base, clock)


@dataclass
class Player:
    """What a unit does in a browser, said over HTTP to the record store and the content host."""

    shelf: Shelf
    clock: FrozenClock
    xapi: Flask
    content: Flask
    launch: Launch
    tenant: int = TENANT
    token: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def given(self) -> dict[str, str]:
        query = parse_qs(urlsplit(self.launch.url).query)
        return {name: values[0] for name, values in query.items()}

    @property
    def actor(self) -> dict[str, Any]:
        return dict(json.loads(self.given["actor"]))

    def fetch(self) -> dict[str, str]:
        answer = self.content.test_client().post(urlsplit(self.given["fetch"]).path)
        assert answer.status_code == 200
        return dict(answer.json or {})

    def ask(self, method: str, path: str, **more: Any) -> TestResponse:
        headers = {**VERSION, "Authorization": f"Basic {self.token}", **more.pop("headers", {})}
        return self.xapi.test_client().open(f"/xapi/{path}", method=method, headers=headers, **more)

    def state(self, method: str, state_id: str | None, **more: Any) -> TestResponse:
        params = {name: self.given[name] for name in ("activityId", "registration")}
        params |= {"agent": self.given["actor"], **({"stateId": state_id} if state_id else {})}
        params |= more.pop("params", {})
        return self.ask(method, "activities/state", query_string=params, **more)

    def preferences(self, method: str = "GET", **more: Any) -> TestResponse:
        params = {"profileId": "cmi5LearnerPreferences", "agent": self.given["actor"]}
        params |= more.pop("params", {})
        return self.ask(method, "agents/profile", query_string=params, **more)

    def begin(self) -> "Player":
        """Token, launch data, preferences; not yet initialized."""
        self.token = self.fetch()["auth-token"]
        self.data = dict(self.state("GET", "LMS.LaunchData").json or {})
        assert self.preferences().status_code == 200
        return self

    def start(self) -> "Player":
        self.begin()
        assert self.say(AuVerb.INITIALIZED).status_code == 200
        return self

    def statement(self, verb: str, **result: Any) -> dict[str, Any]:
        """A valid statement with this verb."""
        template = json.loads(json.dumps(self.data["contextTemplate"]))
        context = {**template, "registration": self.given["registration"]}
        categories = context["contextActivities"].setdefault("category", [])
        if verb in set(AuVerb):
            categories.append({"id": CMI5})
        if verb in OUTCOMES:
            categories.append({"id": MOVE_ON})
            result.setdefault("duration", "PT5S")
        fixed: dict[str, dict[str, Any]] = {
            AuVerb.COMPLETED.value: {"completion": True},
            AuVerb.PASSED.value: {"success": True},
            AuVerb.FAILED.value: {"success": False},
            AuVerb.TERMINATED.value: {"duration": "PT9S"},
        }
        result = {**fixed.get(verb, {}), **result}
        if "score" in result and self.data.get("masteryScore") is not None:
            context["extensions"][MASTERY_SCORE] = self.data["masteryScore"]
        return {
            "id": str(uuid4()),
            "timestamp": self.clock().isoformat().replace("+00:00", "Z"),
            "actor": self.actor,
            "verb": {"id": str(verb)},
            "object": {"id": self.given["activityId"]},
            "context": context,
            **({"result": result} if result else {}),
        }

    def send(self, *statements: Mapping[str, Any]) -> TestResponse:
        body = list(statements) if len(statements) > 1 else statements[0]
        return self.ask("POST", "statements", json=body)

    def say(self, verb: str, **result: Any) -> TestResponse:
        self.clock.forward(seconds=1)
        return self.send(self.statement(verb, **result))


@dataclass
class Desk:
    """Adds packages and launches them."""

    shelf: Shelf
    clock: FrozenClock
    xapi: Flask
    content: Flask

    def add(self, raw: bytes | None = None, tenant: int = TENANT) -> Package:
        return add_package(self.shelf, tenant, raw or zipped(), "pakket.zip")

    def launch(
        self,
        package: Package,
        index: int = 0,
        registration: UUID | None = None,
        tenant: int = TENANT,
        actor: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Player:
        self.clock.forward(seconds=1)
        context = more.pop("context", LaunchContext(grouping=(GOAL,)))
        made = launch(
            self.shelf,
            tenant,
            package.id,
            index,
            actor or ACTOR,
            registration or uuid4(),
            context,
            **more,
        )
        return Player(self.shelf, self.clock, self.xapi, self.content, made, tenant)

    def stranger(self, tenant: int = TENANT) -> tuple[str, str]:
        """Key and secret of someone who may write anything, but is no unit."""
        authority = {"objectType": "Agent", "mbox": "mailto:aanbieder@example.com"}
        return add_credential(
            self.shelf.database, tenant, title="x", authority=authority, scopes=[Scope.ALL]
        )

    def send_as(self, key: str, secret: str, statement: Mapping[str, Any]) -> TestResponse:
        return self.xapi.test_client().post(
            "/xapi/statements", json=statement, headers=VERSION, auth=(key, secret)
        )

    def statements(self, tenant: int = TENANT) -> list[Statement]:
        with self.shelf.database.reading(tenant) as tx:
            return statements_after(tx)

    def verbs(self, tenant: int = TENANT) -> list[str]:
        """The last word of each verb, in the order of storing."""
        return [one.verb.rsplit("/", 1)[-1] for one in self.statements(tenant)]


@pytest.fixture
def desk(shelf: Shelf, clock: FrozenClock) -> Desk:
    content = content_app(shelf, framed_by=lambda _tenant: ("http://127.0.0.1:8010",))
    return Desk(shelf, clock, make_lrs_app(shelf.record_store), content)
