"""Whatever a form or an address is filled with: a clear answer, and nothing stored by half."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from foundation.database import Database, Transaction
from leerspoor.product import Product
from tests.conftest import FrozenClock
from tests.house.filled_forms import filled_form
from tests.house.two_boards import Stranger, make_stranger
from tests.product import make_product

NONSENSE = (
    "",
    "een\0twee",
    "lang " * 20_000,
    "0000-00-00",
    "99999-99-99",
    "25:61",
    "9" * 30,
    "٣",
    "\u202e\ufdd0\U0001f4a5",
    str(uuid4()),
)
BODIES: tuple[dict[str, Any], ...] = (
    {"data": b"what=%ff%fe&text=%c3%28&code=%ed%a0%80&%ff=1"},
    {"data": b"\xff\xfe\x00=\x00", "content_type": "application/x-www-form-urlencoded"},
    {"data": b"{", "content_type": "application/json"},
    {"json": ["what"]},
    {"data": b"what", "content_type": "text/plain"},
    {"data": b"--x\r\nnothing", "content_type": "multipart/form-data; boundary=x"},
    {"data": b"x", "content_type": "multipart/form-data"},
    {"data": b"what=1", "content_type": "application/x-www-form-urlencoded; charset=nonsense"},
    {"data": b"&".join(b"veld%d=1" % number for number in range(2000))},
)
WRITING = re.compile(
    r"(?!\w+ (INTO |FROM )?(visit|lti_attempt|lti_login|sign_in_door)\b)(INSERT|UPDATE|DELETE) "
)
"""That somebody was here or tried to come in is kept, and that a login or a link was used up."""


class Listening(ImmutableMultiDict):  # type: ignore[type-arg]
    """A form that remembers by which names it was read."""

    heard: set[str] = set()  # noqa: RUF012  (of all requests together, emptied between them)

    def __getitem__(self, key: str) -> Any:
        self.heard.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.heard.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, *rest: Any, **more: Any) -> Any:
        self.heard.add(key)
        return super().get(key, *rest, **more)

    def getlist(self, key: str, *rest: Any, **more: Any) -> Any:
        self.heard.add(key)
        return super().getlist(key, *rest, **more)


@dataclass
class Forgetful:
    """A database that keeps nothing, so that each request finds everything as it was.

    It counts the transactions that had something to keep and would have committed.
    """

    kept: int = 0
    wrote: bool = False

    def watch(self, database: Database, patch: pytest.MonkeyPatch) -> None:
        original = Database.writing

        @contextmanager
        def writing(self_: Database, tenant: int | None) -> Iterator[Transaction]:
            self.wrote = False
            try:
                with original(self_, tenant) as tx:
                    yield tx
                    self.kept += self.wrote
                    raise _ForgetIt  # noqa: TRY301  (this is how a transaction is undone)
            except _ForgetIt:
                return

        patch.setattr(Database, "writing", writing)
        sa.event.listen(database.engine, "before_cursor_execute", self._notice)

    def _notice(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if WRITING.match(statement):
            self.wrote = True


class _ForgetIt(Exception):  # noqa: N818  (no error: the way out of a transaction)
    pass


@dataclass
class Trial:
    """One person with every role, and whatever is sent in her name."""

    product: Product
    stranger: Stranger
    forgetful: Forgetful
    ids: Mapping[str, UUID]
    faults: list[str] = field(default_factory=list)

    def send(self, method: str, path: str, what: str, **options: Any) -> None:
        self.forgetful.kept = 0
        answer = self._ask(method, path, **options)
        said = f"{method} {path} with {what[:40]!r}: {answer.status_code}"
        if answer.status_code >= 500 or answer.status_code == 429:
            self.faults.append(said)
        elif answer.status_code >= 400 and self.forgetful.kept:
            self.faults.append(f"{said}, but something was stored")
        elif answer.status_code >= 400 and not is_clear(answer):
            self.faults.append(f"{said}, but no clear page: {answer.text[:80]}")
        elif "\0" in what and answer.status_code not in (400, 403, 404, 405, 422):
            self.faults.append(f"{said}: it took a NUL")

    def names_read(self, method: str, path: str, **options: Any) -> list[str]:
        """By which names a route reads its form or query."""
        Listening.heard.clear()
        self._ask(method, path, **options)
        return sorted(Listening.heard - {"visit_token"})

    def _ask(self, method: str, path: str, **options: Any) -> TestResponse:
        if path.startswith("/s/"):
            return self.stranger.ask(method, path.removeprefix("/s"), **options)
        return self.product.tool_app.test_client().open(path, method=method, **options)

    def path(self, rule: Rule, **other: object) -> str:
        given: dict[str, object] = {**self.ids, **other}
        values = {name: given.get(name, "niets") for name in rule.arguments}
        kind = {"kind": "moment"} if "kind" in values else {}
        address = rule.build({**values, **kind, **({"sid": ""} if "sid" in values else {})})
        assert address is not None, rule
        return address[1].replace("/s//", "/s/")

    def rules(self, method: str) -> list[Rule]:
        machines = ("/api/", "/xapi/", "/oauth/", "/health/", "/static/", "/theme/")
        return [
            rule
            for rule in self.product.tool_app.url_map.iter_rules()
            if method in (rule.methods or ()) and not rule.rule.startswith(machines)
        ]


def is_clear(answer: TestResponse) -> bool:
    """A whole page of ours that says what is the matter."""
    return answer.mimetype == "text/html" and "<h1" in answer.text


@pytest.fixture
def trial(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    clock = FrozenClock(datetime(2026, 11, 23, 14, tzinfo=UTC))
    product = make_product(database, tmp_path, clock)
    product.tool_app.request_class = _listening(product.tool_app.request_class)
    stranger = make_stranger(product)
    ids = {name: uuid4() for name in ("grant_id", "record_id", "question_id", "statement_id")}
    forgetful = Forgetful()
    forgetful.watch(database, monkeypatch)
    return Trial(product, stranger, forgetful, {**ids, **stranger.own})


def _listening(request_class: type) -> type:
    return type("Request", (request_class,), {"parameter_storage_class": Listening})


def test_no_field_of_any_form_breaks_a_page(trial: Trial) -> None:
    for rule in trial.rules("POST"):
        path, good = trial.path(rule), filled_form(trial.ids)
        for name in trial.names_read("POST", path, data=good):
            for nonsense in NONSENSE:
                spoiled = MultiDict(good)
                spoiled.setlist(name, [nonsense])
                trial.send("POST", path, f"{name}={nonsense}", data=spoiled)
            several = MultiDict(good)
            several.setlist(name, ["een", "twee", "\u00e9" * 300])
            trial.send("POST", path, f"{name} more than once", data=several)
    assert "\n".join(trial.faults) == ""


def test_no_body_of_another_kind_breaks_a_page(trial: Trial) -> None:
    for rule in trial.rules("POST"):
        path = trial.path(rule)
        trial.send("POST", path, "an empty form", data={})
        for body in BODIES:
            trial.send("POST", path, f"{body}", **body)
        trial.send("POST", path, "a name with NUL \0", data={"what\0": "x"})
    assert "\n".join(trial.faults) == ""


def test_no_address_breaks_a_page(trial: Trial) -> None:
    for rule in trial.rules("GET"):
        path = trial.path(rule)
        for name in [*trial.names_read("GET", path), "onbekend"]:
            for nonsense in NONSENSE:
                asked = {name: nonsense}
                trial.send("GET", path, f"{name}={nonsense}", query_string=asked)
        trial.send("GET", path, "broken UTF-8", query_string="na=%ff%fe&%c3%28=%ed%a0%80")
    assert "\n".join(trial.faults) == ""


def test_ids_that_are_nowhere_and_ids_that_are_none_are_not_found(trial: Trial) -> None:
    nowhere: dict[str, Callable[[], object]] = {"an id that is nowhere": uuid4}
    for method in ("GET", "POST"):
        for rule in trial.rules(method):
            for name in sorted(rule.arguments & trial.ids.keys()):
                for what, make in nowhere.items():
                    path = trial.path(rule, **{name: make()})
                    trial.send(method, path, what, data=filled_form(trial.ids))
                path = trial.path(rule)
                for nonsense in ("0", "%00", "a%00b", "%ff", "..", "x" * 5000):
                    broken = path.replace(str(trial.ids[name]), nonsense)
                    trial.send(method, broken, nonsense)
    assert "\n".join(trial.faults) == ""
