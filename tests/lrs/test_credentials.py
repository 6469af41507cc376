"""Who may do what: the right status and words for every credential, on every resource."""

import hmac
import json
import sys
import threading
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import FrameType
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from foundation.database import Database
from lrs import (
    Acquaintance,
    RecordStore,
    Scope,
    add_credential,
    list_credentials,
    make_lrs_app,
    rotate_credential,
    withdraw_credential,
)
from lrs.rules.problems import CredentialEnded, RateRejected, UnknownCredential
from tests.conftest import FrozenClock
from tests.lrs.conftest import client_of
from tests.lrs.made import ANNA, LESSON, XapiClient, content, made_statement

AGENT = json.dumps(ANNA)
STATE = {"activityId": LESSON, "agent": AGENT, "stateId": "x"}
PROFILE = {"activityId": LESSON, "profileId": "x"}
AGENT_PROFILE = {"agent": AGENT, "profileId": "x"}
CHALLENGE = 'Bearer realm="xapi"'


def ends_of(answer: TestResponse) -> tuple[int, str, str]:
    return answer.status_code, content(answer)["code"], answer.headers["WWW-Authenticate"]


def ask(store: RecordStore, authorization: str | None) -> TestResponse:
    headers = {"X-Experience-API-Version": "1.0.3"}
    if authorization is not None:
        headers["Authorization"] = authorization
    return make_lrs_app(store).test_client().get("/xapi/statements", headers=headers)


@pytest.mark.parametrize("authorization", [None, "", "Digest x", "key:secret"])
def test_who_shows_nothing_hears_what_to_show(
    store: RecordStore, authorization: str | None
) -> None:
    answer = ask(store, authorization)

    assert ends_of(answer) == (401, "credential-missing", CHALLENGE)
    assert "Basic" in content(answer)["message"]


def _basic(pair: str) -> str:
    return "Basic " + b64encode(pair.encode()).decode()


@pytest.mark.parametrize(
    "authorization",
    [
        "Basic",
        "Basic !!!",
        "Basic /w==",
        "Basic \xe9\xe9",
        _basic("x:y"),
        _basic(":"),
        _basic("x"),
        _basic("\0:y"),
    ],
)
def test_an_unknown_key_is_refused_and_no_browser_asks_for_a_password(
    store: RecordStore, authorization: str
) -> None:
    answer = ask(store, authorization)

    assert ends_of(answer) == (401, "credential-refused", CHALLENGE)
    assert answer.headers["X-Experience-API-Version"] == "1.0.3"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("secret", ["", "wrong", "\0", "é" * 2000])
@pytest.mark.parametrize("fate", ["open", "rotated", "withdrawn", "expired"])
def test_without_the_secret_nothing_is_told_of_a_key(
    store: RecordStore, clock: FrozenClock, fate: str, secret: str
) -> None:
    client = client_of(store, expires=clock() + timedelta(days=1))
    if fate == "rotated":
        rotate_credential(store.database, 1, client.key, clock=clock)
    elif fate == "withdrawn":
        withdraw_credential(store.database, 1, client.key, clock)
    elif fate == "expired":
        clock.forward(days=2)

    refused = replace(client, secret=secret).get("statements")
    unknown = replace(client, key="unknown", secret=secret).get("statements")

    assert ends_of(refused) == (401, "credential-refused", CHALLENGE)
    assert refused.data == unknown.data


def test_an_expired_credential_says_so_to_who_has_its_secret(
    store: RecordStore, clock: FrozenClock
) -> None:
    client = client_of(store, expires=clock() + timedelta(days=1))

    clock.forward(hours=23, minutes=59)
    assert client.get("statements").status_code == 200
    clock.forward(minutes=1)
    answer = client.get("statements")

    assert ends_of(answer) == (401, "credential-ended", CHALLENGE)
    assert "it expired on 2026-11-24T14:00" in content(answer)["message"]


def test_a_withdrawn_credential_says_so_to_who_has_its_secret(
    store: RecordStore, clock: FrozenClock
) -> None:
    client = client_of(store)
    withdraw_credential(store.database, 1, client.key, clock)

    answer = client.get("statements")

    assert ends_of(answer) == (401, "credential-ended", CHALLENGE)
    assert "it was withdrawn on 2026-11-23" in content(answer)["message"]


def test_two_secrets_work_while_they_overlap(store: RecordStore, clock: FrozenClock) -> None:
    old = client_of(store)
    assert replace(old, secret="the next one").get("statements").status_code == 401

    secret, until = rotate_credential(
        store.database, 1, old.key, overlap=timedelta(days=7), clock=clock
    )
    new = replace(old, secret=secret)

    assert until == clock() + timedelta(days=7)
    assert [one.get("statements").status_code for one in (old, new)] == [200, 200]
    clock.forward(days=7)
    assert new.get("statements").status_code == 200
    answer = old.get("statements")
    assert ends_of(answer) == (401, "credential-ended", CHALLENGE)
    assert "this secret was replaced, and worked until 2026-11-30" in content(answer)["message"]


def test_without_overlap_the_old_secret_ends_at_once(
    store: RecordStore, clock: FrozenClock
) -> None:
    client = client_of(store)
    rotate_credential(store.database, 1, client.key, clock=clock)

    assert client.get("statements").status_code == 401


def test_of_three_secrets_the_oldest_ends_at_once(store: RecordStore, clock: FrozenClock) -> None:
    week = timedelta(days=7)
    first = client_of(store)
    second, _ = rotate_credential(store.database, 1, first.key, overlap=week, clock=clock)
    third, _ = rotate_credential(store.database, 1, first.key, overlap=week, clock=clock)

    clients = [first, *(replace(first, secret=one) for one in (second, third))]
    assert [one.get("statements").status_code for one in clients] == [401, 200, 200]
    assert content(first.get("statements"))["code"] == "credential-refused"


def test_what_has_ended_gets_a_new_secret_only_with_a_new_end(
    store: RecordStore, clock: FrozenClock
) -> None:
    client = client_of(store, expires=clock() + timedelta(days=1))
    clock.forward(days=1)

    with pytest.raises(CredentialEnded, match="expired"):
        rotate_credential(store.database, 1, client.key, clock=clock)
    with pytest.raises(UnknownCredential):
        rotate_credential(store.database, 2, client.key, clock=clock)
    later = clock() + timedelta(days=1)
    secret, _ = rotate_credential(store.database, 1, client.key, expires=later, clock=clock)

    assert replace(client, secret=secret).get("statements").status_code == 200
    withdraw_credential(store.database, 1, client.key, clock)
    with pytest.raises(UnknownCredential):
        rotate_credential(store.database, 1, client.key, clock=clock)


def test_no_secret_is_kept_readable(store: RecordStore, clock: FrozenClock) -> None:
    client = client_of(store)
    secret, _ = rotate_credential(store.database, 1, client.key, clock=clock)

    with store.database.reading(None) as tx:
        rows = str(tx.exec_driver_sql("SELECT * FROM lrs_credential").all())
    assert client.secret not in rows
    assert secret not in rows


def test_the_last_day_of_use_is_kept(store: RecordStore, clock: FrozenClock) -> None:
    client = client_of(store)
    assert [kept.used for kept in list_credentials(store.database, 1)] == [None]

    replace(client, secret="wrong").get("statements")
    assert [kept.used for kept in list_credentials(store.database, 1)] == [None]
    client.get("statements")
    assert [kept.used for kept in list_credentials(store.database, 1)] == [date(2026, 11, 23)]
    clock.forward(days=1)
    client.get("statements")
    assert [kept.used for kept in list_credentials(store.database, 1)] == [date(2026, 11, 24)]


@contextmanager
def queries(database: Database) -> Iterator[list[str]]:
    """What is said to the database about credentials and tokens meanwhile."""
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "lrs_credential" in statement or "lrs_token" in statement:
            said.append(statement.split(maxsplit=1)[0])

    sa.event.listen(database.engine, "before_cursor_execute", listen)
    yield said
    sa.event.remove(database.engine, "before_cursor_execute", listen)


def test_who_was_let_in_a_moment_ago_is_not_looked_up_but_a_wrong_secret_always(
    store: RecordStore,
) -> None:
    client = client_of(replace(store, acquaintance=Acquaintance(seconds=0.5)))
    assert client.get("statements").status_code == 200
    with queries(store.database) as said:
        assert client.get("statements").status_code == 200
        assert said == []
        assert replace(client, secret="wrong").get("statements").status_code == 401
        assert said == ["SELECT"]

    withdraw_credential(store.database, 1, client.key)
    time.sleep(0.5)
    assert client.get("statements").status_code == 401


def test_a_request_costs_one_query_and_the_first_of_a_day_a_writing_too(
    store: RecordStore,
) -> None:
    client = client_of(store)

    with queries(store.database) as said:
        client.get("statements")
        assert said == ["SELECT", "UPDATE"]
        client.get("statements")
        client.post(made_statement())
    assert said == ["SELECT", "UPDATE", "SELECT", "SELECT"]


def test_who_only_reads_never_waits_for_who_writes(store: RecordStore) -> None:
    client = client_of(store)

    reading = threading.Thread(target=client.get, args=("statements",), daemon=True)

    with store.database.writing(1):
        reading.start()
        reading.join(10)
        assert not reading.is_alive()


@contextmanager
def hashing() -> Iterator[Counter[str]]:
    """How often what is compared and hashed meanwhile, as Python itself sees it."""
    made: Counter[str] = Counter()

    def watch(_frame: FrameType, event: str, called: object) -> None:
        name = getattr(called, "__name__", "")
        if event == "c_call" and (called is hmac.compare_digest or "sha256" in name):
            made[name] += 1

    sys.setprofile(watch)
    yield made
    sys.setprofile(None)


@pytest.mark.parametrize("path", ["xapi", "oauth"])
def test_an_unknown_key_and_a_wrong_secret_cost_the_same(store: RecordStore, path: str) -> None:
    rotated = client_of(store)
    rotate_credential(store.database, 1, rotated.key)
    wrong = [replace(one, secret="wrong") for one in (client_of(store), rotated)]
    costs = []
    for client in (replace(rotated, key="unknown"), *wrong):
        with queries(store.database) as said, hashing() as made:
            if path == "xapi":
                answer = client.get("statements")
            else:
                form = {"grant_type": "client_credentials"}
                answer = client.flask.post("/oauth/token", data=form, headers=client.headers())
        assert answer.status_code == 401
        costs.append((said, made))

    assert costs[0] == (["SELECT"], {"compare_digest": 2, "openssl_sha256": 1})
    assert costs[1:] == costs[:1] * 2


WISHES: list[tuple[str, str, dict[str, str], Any, Scope, int]] = [
    # method, path, parameters, body, the scope it needs, the status with that scope
    ("GET", "statements", {}, None, Scope.STATEMENTS_READ_MINE, 200),
    ("POST", "statements", {}, [made_statement()], Scope.STATEMENTS_WRITE, 200),
    ("GET", "activities/state", STATE, None, Scope.STATE, 404),
    ("PUT", "activities/state", STATE, {}, Scope.STATE, 204),
    ("POST", "activities/state", STATE, {}, Scope.STATE, 204),
    ("DELETE", "activities/state", STATE, None, Scope.STATE, 204),
    ("GET", "activities/profile", PROFILE, None, Scope.PROFILE, 404),
    ("PUT", "activities/profile", PROFILE, {}, Scope.PROFILE, 204),
    ("POST", "activities/profile", PROFILE, {}, Scope.PROFILE, 204),
    ("DELETE", "activities/profile", PROFILE, None, Scope.PROFILE, 204),
    ("GET", "agents/profile", AGENT_PROFILE, None, Scope.PROFILE, 404),
    ("PUT", "agents/profile", AGENT_PROFILE, {}, Scope.PROFILE, 204),
    ("POST", "agents/profile", AGENT_PROFILE, {}, Scope.PROFILE, 204),
    ("DELETE", "agents/profile", AGENT_PROFILE, None, Scope.PROFILE, 204),
    ("GET", "agents", {"agent": AGENT}, None, Scope.PROFILE, 200),
    ("GET", "activities", {"activityId": LESSON}, None, Scope.PROFILE, 200),
]


def test_every_resource_and_method_names_the_scope_it_needs(store: RecordStore) -> None:
    every = {Scope.STATEMENTS_READ_MINE, Scope.STATEMENTS_WRITE, Scope.STATE, Scope.PROFILE}
    for method, path, params, body, needed, status in WISHES:
        headers = {"If_None_Match": "*"} if method == "PUT" else {}
        lacking = client_of(store, scopes=every - {needed})
        allowed = client_of(store, scopes=[needed])

        refused = lacking.ask(method, path, body, params, **headers)
        done = allowed.ask(method, path, body, params, **headers)

        expected = f'{CHALLENGE}, error="insufficient_scope", scope="{needed.value}"'
        assert ends_of(refused) == (403, "scope-missing", expected), (method, path)
        assert content(refused)["scope"] == needed
        assert done.status_code == status, (method, path, done.text)
        allowed.ask("DELETE", path, None, params)


def test_a_statement_of_another_tenant_is_as_one_that_is_nowhere(store: RecordStore) -> None:
    theirs, nowhere = made_statement(), made_statement()
    client_of(store, 2).post(theirs)
    client = client_of(store, 1)

    for named in ("statementId", "voidedStatementId"):
        answers = [client.get("statements", **{named: one["id"]}) for one in (theirs, nowhere)]

        assert [answer.status_code for answer in answers] == [404, 404]
        first, second = (
            answer.text.replace(one["id"], "…")
            for answer, one in zip(answers, (theirs, nowhere), strict=True)
        )
        assert first == second


@pytest.mark.parametrize(
    ("limits", "place"),
    [
        ({"activity_prefixes": ["https://else.example/"]}, "statements[0].object.id"),
        ({"verbs": ["https://else.example/verb"]}, "statements[0].verb.id"),
    ],
)
def test_what_a_credential_may_not_say_is_named(
    store: RecordStore, limits: dict[str, Any], place: str
) -> None:
    answer = client_of(store, **limits).post([made_statement()])

    assert answer.status_code == 403
    assert content(answer)["code"] == "not-allowed-here"
    assert content(answer)["place"] == place


def test_a_rate_is_kept_to_by_each_credential_alone(store: RecordStore) -> None:
    slow, other = client_of(store, rate="2/hour"), client_of(store, rate="2/hour")
    free = client_of(store)

    answers = [slow.get("statements") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    said = content(answers[2])
    assert said["code"] == "rate-exceeded"
    assert "2/hour" in said["message"]
    assert answers[2].headers["Retry-After"] == str(said["retry_after"])
    assert 3500 < said["retry_after"] <= 3601
    assert answers[2].headers["X-Experience-API-Version"] == "1.0.3"
    assert other.get("statements").status_code == 200
    assert all(free.get("statements").status_code == 200 for _ in range(5))


def test_a_wrong_secret_uses_up_nobodys_rate(store: RecordStore) -> None:
    slow = client_of(store, rate="1/hour")

    for _ in range(3):
        assert replace(slow, secret="wrong").get("statements").status_code == 401
    assert slow.get("statements").status_code == 200


@pytest.mark.parametrize(
    "said", ["", "600", "0/minute", "-1/minute", "600/week", "1/minute;2/hour", "6/minute\n"]
)
def test_a_rate_that_is_none_is_refused(store: RecordStore, said: str) -> None:
    with pytest.raises(RateRejected, match="600/minute"):
        add_credential(store.database, 1, title="x", authority=ANNA, rate=said)


def test_what_is_kept_is_shown(store: RecordStore) -> None:
    end = datetime(2027, 8, 1, tzinfo=UTC)
    client: XapiClient = client_of(store, expires=end, rate="600/minute")

    [kept] = list_credentials(store.database, 1)

    assert (kept.key, kept.expires, kept.rate) == (client.key, end, "600/minute")
