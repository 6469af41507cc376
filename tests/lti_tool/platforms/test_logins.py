"""The login that an academy starts: by GET and POST, complete and to the right place."""

from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa

from foundation.database import Database
from lti_tool.people.rules import Board
from lti_tool.platforms.operations.add_platform import add_platform
from lti_tool.platforms.operations.tend import forget_old
from lti_tool.platforms.storage.logins import logins
from lti_tool.shell.tool import Tool
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.surroundings import (
    ISSUER,
    TOOL_URL,
    Browser,
    code_on,
    registration,
)


def asked(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def test_the_browser_is_sent_on_with_exactly_what_the_standard_asks(browser: Browser) -> None:
    answer = browser.login(lti_message_hint='{"cmid":3,"launchid":"a b&c"}')

    assert answer.status_code == 302
    assert answer.location.startswith(f"{ISSUER}/lti/auth?")
    sent = asked(answer.location)
    assert len(sent.pop("state")) >= 32
    assert len(sent.pop("nonce")) >= 32
    assert sent == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": "leerspoor-demo",
        "redirect_uri": f"{TOOL_URL}/lti/launch",
        "login_hint": "leraar-01",
        "lti_message_hint": '{"cmid":3,"launchid":"a b&c"}',
    }


def test_a_login_by_get_is_the_same(browser: Browser) -> None:
    sent = {
        "iss": ISSUER,
        "login_hint": "leraar-01",
        "target_link_uri": f"{TOOL_URL}/",
        "repost": "1",
    }
    answer = browser.client.get("/lti/login", query_string=sent, base_url=TOOL_URL)

    assert answer.status_code == 302
    assert "lti_message_hint" not in asked(answer.location)
    assert "repost" not in asked(answer.location)


def test_the_cookie_works_in_a_frame_and_nowhere_else(browser: Browser) -> None:
    header = browser.login().headers["Set-Cookie"]

    name = next(iter(SimpleCookie(header.split(";")[0])))
    assert name.startswith("__Host-lti-")
    for attribute in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"):
        assert attribute in header
    assert "Domain" not in header


def test_what_is_remembered_can_not_be_used_by_who_reads_the_database(
    browser: Browser, database: Database
) -> None:
    state = asked(browser.login().location)["state"]

    with database.reading(None) as tx:
        kept = tx.execute(sa.select(logins)).one()
    assert state.encode() not in kept.state_hash
    assert state not in repr(kept)


def test_faulty_logins_each_get_their_reason(browser: Browser) -> None:
    cases: dict[str, tuple[dict[str, Any], str]] = {
        "issuer missing": ({"iss": None}, "login-incomplete"),
        "hint missing": ({"login_hint": None}, "login-incomplete"),
        "target missing": ({"target_link_uri": None}, "login-incomplete"),
        "issuer empty": ({"iss": ""}, "login-incomplete"),
        "unknown academy": ({"iss": "https://evil.example"}, "platform-unknown"),
        "issuer with a slash at the end": ({"iss": ISSUER + "/"}, "platform-unknown"),
        "unknown client": ({"client_id": "other"}, "platform-unknown"),
        "a target elsewhere": (
            {"target_link_uri": "https://evil.example/lti/launch"},
            "login-target-foreign",
        ),
        "a target that runs script": (
            {"target_link_uri": "javascript:alert(1)"},
            "login-target-foreign",
        ),
        "a target that looks like ours": (
            {"target_link_uri": TOOL_URL + ".evil.example/"},
            "login-target-foreign",
        ),
        "a NUL": ({"iss": "http://\x00"}, "login-garbled"),
        "a NUL in the hint": ({"login_hint": "\x00"}, "login-garbled"),
        "endless hints": ({"lti_message_hint": "x" * 9000}, "login-garbled"),
    }
    given = {name: code_on(browser.login(**changes)) for name, (changes, _) in cases.items()}

    assert given == {name: code for name, (_, code) in cases.items()}


def test_without_client_id_an_academy_with_two_registrations_is_asked_which(
    browser: Browser, database: Database, board: Board
) -> None:
    assert browser.login(client_id=None).status_code == 302

    add_platform(database, registration(board.id, client_id="second"))
    assert code_on(browser.login(client_id=None)) == "client-unnamed"
    assert asked(browser.login(client_id="second").location)["client_id"] == "second"


def test_the_worker_forgets_logins_that_never_became_launches(
    browser: Browser, tool: Tool, database: Database, clock: FrozenClock
) -> None:
    browser.login()
    clock.forward(minutes=30)
    browser.login()

    forget_old(tool)

    with database.reading(None) as tx:
        kept = tx.execute(sa.select(sa.func.count()).select_from(logins)).scalar_one()
    assert kept == 1


def test_a_refused_login_may_be_shown_in_the_frame_of_known_academies(browser: Browser) -> None:
    answer = browser.login(iss="https://evil.example")

    policy = answer.headers["Content-Security-Policy"]
    assert f"frame-ancestors {ISSUER}" in policy
    assert "evil" not in answer.text
