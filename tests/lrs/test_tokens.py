"""Access tokens: issued for a key and its secret, shown as Bearer, ended with their credential."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote_plus, urlencode

import pytest
from werkzeug.test import TestResponse

from foundation.problems import Forbidden
from lrs import (
    Credential,
    RecordStore,
    Scope,
    make_lrs_app,
    rotate_credential,
    withdraw_credential,
)
from tests.conftest import FrozenClock
from tests.lrs.conftest import client_of
from tests.lrs.made import AUTHORITY, XapiClient, content, made_credential, made_statement
from tests.lrs.test_credentials import queries

FORM = "application/x-www-form-urlencoded"
GRANT = {"grant_type": "client_credentials"}
INVALID = 'Bearer realm="xapi", error="invalid_token"'


def ask_token(client: XapiClient, form: Mapping[str, str] = GRANT, **headers: str) -> TestResponse:
    """Ask by Basic."""
    return client.flask.post("/oauth/token", data=form, headers={**client.headers(), **headers})


def show(
    client: XapiClient, token: str, path: str = "statements", body: object = None
) -> TestResponse:
    method = "GET" if body is None else "POST"
    return client.ask(method, path, body, Authorization=f"Bearer {token}")


def token_of(client: XapiClient, **form: str) -> str:
    answer = ask_token(client, {**GRANT, **form})
    assert answer.status_code == 200, answer.text
    token: str = content(answer)["access_token"]
    return token


def test_a_token_is_given_by_basic_and_opens_xapi(store: RecordStore) -> None:
    client = client_of(store, scopes=[Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ_MINE])

    answer = ask_token(client)
    given = content(answer)

    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Pragma"] == "no-cache"
    assert set(given) == {"access_token", "token_type", "expires_in", "scope"}
    assert given["token_type"] == "Bearer"
    assert given["expires_in"] == 3600
    assert given["scope"] == "statements/read/mine statements/write"
    [made] = content(show(client, given["access_token"], body=made_statement(id=None)))
    [found] = content(show(client, given["access_token"]))["statements"]
    assert found["id"] == made
    assert found["authority"] == AUTHORITY


def test_a_token_is_given_by_fields_of_the_form(store: RecordStore) -> None:
    client = client_of(store, key="a key: +&%", secret="a secret: +&%é")
    form = {**GRANT, "client_id": client.key, "client_secret": client.secret, "other": "x"}

    answer = client.flask.post("/oauth/token", data=form)

    assert answer.status_code == 200
    assert show(client, content(answer)["access_token"]).status_code == 200


def test_a_key_in_basic_is_encoded_as_in_a_form(store: RecordStore) -> None:
    client = client_of(store, key="a key: +&%", secret="a secret: +&%é")
    pair = f"{quote_plus(client.key)}:{quote_plus(client.secret)}"
    encoded = "Basic " + b64encode(pair.encode()).decode()

    assert ask_token(client, Authorization=encoded).status_code == 200


def test_bearer_stands_in_the_alternate_syntax_too(store: RecordStore) -> None:
    client = client_of(store)
    form = {"Authorization": f"Bearer {token_of(client)}", "X-Experience-API-Version": "1.0.3"}

    answer = client.flask.post(
        "/xapi/statements?method=GET", data=urlencode(form), content_type=FORM
    )

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("has", "asked", "given"),
    [
        ([Scope.ALL], "state", "state"),
        ([Scope.ALL], "statements/write  state", "state statements/write"),
        ([Scope.ALL_READ], "statements/read/mine", "statements/read/mine"),
        ([Scope.STATE], "state", "state"),
        ([Scope.STATE], "", "state"),
        ([Scope.STATE], "profile", None),
        ([Scope.STATE], "state profile", None),
        ([Scope.STATEMENTS_READ], "all/read", None),
        ([Scope.ALL], "everything", None),
        ([Scope.ALL], 'x"\\\u2026', None),
    ],
)
def test_a_token_has_the_scopes_asked_for_and_no_wider(
    store: RecordStore, has: list[Scope], asked: str, given: str | None
) -> None:
    answer = ask_token(client_of(store, scopes=has), {**GRANT, "scope": asked})

    if given is None:
        assert answer.status_code == 400
        assert content(answer)["error"] == "invalid_scope"
        assert not set('"\\\u2026') & set(content(answer)["error_description"])
    else:
        assert content(answer)["scope"] == given


def test_a_token_opens_no_more_than_it_was_given_for(store: RecordStore) -> None:
    client = client_of(store)
    token = token_of(client, scope="statements/write")

    assert show(client, token, body=made_statement()).status_code == 200
    answer = show(client, token)
    assert answer.status_code == 403
    assert answer.headers["WWW-Authenticate"] == (
        'Bearer realm="xapi", error="insufficient_scope", scope="statements/read/mine"'
    )


def test_what_a_credential_may_not_say_its_token_may_not(store: RecordStore) -> None:
    client = client_of(store, verbs=["https://else.example/verb"])

    assert show(client, token_of(client), body=made_statement()).status_code == 403


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"grant_type": ""}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, "unsupported_grant_type"),
        ({"client_secret": "twice"}, "invalid_request"),
        ({f"field{number}": "x" for number in range(30)}, "invalid_request"),
    ],
)
def test_a_request_that_is_not_right_is_named(
    client: XapiClient, changes: dict[str, str], error: str
) -> None:
    answer = ask_token(client, {**GRANT, **changes})

    assert answer.status_code == 400
    assert content(answer)["error"] == error
    assert content(answer)["error_description"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", FORM, 400),
        (b"grant_type=client_credentials&grant_type=client_credentials", FORM, 400),
        (b"grant_type=client_credentials&scope=state&scope=state", FORM, 400),
        (b'{"grant_type": "client_credentials"}', "application/json", 400),
        (b"grant=%ff%00", FORM, 400),
        (b"\xff\xfe\x00", FORM, 400),
        (b"a" * 20_000, FORM, 413),
    ],
)
def test_a_body_that_is_no_form_is_refused(
    client: XapiClient, body: bytes, kind: str, status: int
) -> None:
    headers = {**client.headers(), "Content-Type": kind}

    answer = client.flask.post("/oauth/token", data=body, headers=headers)

    assert answer.status_code == status
    assert content(answer)["error"] == "invalid_request"


@pytest.mark.parametrize(
    ("form", "headers"),
    [
        ({}, {}),
        ({"client_id": "key"}, {}),
        ({"client_id": "key", "client_secret": "wrong"}, {}),
        ({"client_id": "\0", "client_secret": "\0"}, {}),
        ({}, {"Authorization": "Bearer x"}),
        ({}, {"Authorization": "Basic !!!"}),
        ({}, {"Authorization": "Basic a2V5Ondyb25n"}),
    ],
)
def test_who_is_not_known_gets_no_token(
    store: RecordStore, form: dict[str, str], headers: dict[str, str]
) -> None:
    client = client_of(store, key="key")

    answer = client.flask.post("/oauth/token", data={**GRANT, **form}, headers=headers)

    assert answer.status_code == 401
    assert content(answer)["error"] == "invalid_client"
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="xapi"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_credential_that_ended_gets_no_token(store: RecordStore, clock: FrozenClock) -> None:
    client = client_of(store, expires=clock() + timedelta(days=1))
    clock.forward(days=1)

    answer = ask_token(client)

    assert (answer.status_code, content(answer)["error"]) == (401, "invalid_client")
    assert "expired" in content(answer)["error_description"]


class SessionOver(Forbidden):
    text = "This session is over."


def test_a_key_of_one_session_gets_no_token(store: RecordStore) -> None:
    def launches(_user: str, password: str) -> Credential | None:
        if password == "over":
            raise SessionOver
        return made_credential(id="session") if password == "launched" else None

    app = make_lrs_app(replace(store, authenticators=(launches,)))
    for secret in ("launched", "over"):
        answer = ask_token(XapiClient(app.test_client(), "session", secret))

        assert (answer.status_code, content(answer)["error"]) == (400, "unauthorized_client")


@pytest.mark.parametrize("token", ["", "unknown", "\0", "é", "x" * 5000])
def test_an_unknown_token_is_refused(client: XapiClient, token: str) -> None:
    form = {"Authorization": f"Bearer {token}", "X-Experience-API-Version": "1.0.3"}

    answer = client.flask.post(
        "/xapi/statements?method=GET", data=urlencode(form), content_type=FORM
    )

    assert (answer.status_code, content(answer)["code"]) == (401, "token-refused")
    assert answer.headers["WWW-Authenticate"] == INVALID


def test_a_token_lasts_an_hour(store: RecordStore, clock: FrozenClock) -> None:
    client = client_of(store)
    token = token_of(client)

    clock.forward(minutes=59)
    assert show(client, token).status_code == 200
    clock.forward(minutes=1)
    answer = show(client, token)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == INVALID


def test_a_token_ends_when_its_credential_is_withdrawn(store: RecordStore) -> None:
    client, other = client_of(store), client_of(store)
    token, others = token_of(client), token_of(other)

    withdraw_credential(store.database, 1, client.key)

    assert show(client, token).headers["WWW-Authenticate"] == INVALID
    assert show(client, others).status_code == 200


def test_a_token_ends_with_its_credential(store: RecordStore, clock: FrozenClock) -> None:
    client = client_of(store, expires=clock() + timedelta(minutes=10))

    given = content(ask_token(client))
    assert given["expires_in"] == 600
    clock.forward(minutes=10)
    assert show(client, given["access_token"]).status_code == 401


def test_a_token_ends_with_the_secret_it_was_given_for(
    store: RecordStore, clock: FrozenClock
) -> None:
    old = client_of(store)
    before = token_of(old)
    overlap = timedelta(minutes=10)
    secret, _ = rotate_credential(store.database, 1, old.key, overlap=overlap, clock=clock)
    new = replace(old, secret=secret)
    meanwhile, after = token_of(old), token_of(new)

    clock.forward(minutes=9)
    assert [show(old, one).status_code for one in (before, meanwhile, after)] == [200] * 3
    clock.forward(minutes=1)
    assert [show(old, one).status_code for one in (before, meanwhile, after)] == [401, 401, 200]


def test_tokens_are_kept_as_hashes_and_forgotten_when_they_ended(
    store: RecordStore, clock: FrozenClock
) -> None:
    client = client_of(store)
    first = token_of(client)
    clock.forward(hours=1)
    second = token_of(client)

    with store.database.reading(None) as tx:
        rows = tx.exec_driver_sql("SELECT * FROM lrs_token").all()
    assert len(rows) == 1
    assert first not in str(rows)
    assert second not in str(rows)


def test_a_token_costs_one_query_as_a_secret_does(store: RecordStore) -> None:
    client = client_of(store)
    token = token_of(client)

    with queries(store.database) as said:
        assert show(client, token).status_code == 200
    assert said == ["SELECT"]


def test_a_rate_counts_secret_and_token_together(store: RecordStore) -> None:
    client = client_of(store, rate="3/hour")
    token = token_of(client)

    assert client.get("statements").status_code == 200
    assert show(client, token).status_code == 200
    assert show(client, token).status_code == 429
    answer = ask_token(client)
    assert (answer.status_code, content(answer)["error"]) == (429, "temporarily_unavailable")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_token_leads_to_its_own_tenant_only(store: RecordStore) -> None:
    mine, theirs = client_of(store, 1), client_of(store, 2)
    one = made_statement()
    theirs.post(one)

    assert content(show(mine, token_of(mine)))["statements"] == []
    assert [kept["id"] for kept in content(show(mine, token_of(theirs)))["statements"]] == [
        one["id"]
    ]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_tokens_are_asked_for_by_post(client: XapiClient, method: str) -> None:
    assert client.flask.open("/oauth/token", method=method).status_code == 405


def test_what_is_said_about_a_token_is_json(client: XapiClient) -> None:
    assert json.loads(ask_token(client, {}).data)["error"] == "invalid_request"
