"""The demo academy behaves as an honest platform: seen from a browser, and from a tool."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from leerspoor.demo.academy import ACCOUNTS, Academy, Kind, make_academy_app
from leerspoor.demo.academy.messages import AGS, NRPS
from tests.lti_tool.platforms.surroundings import ISSUER, TOOL_URL

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The academy has no database; the tool behind it is only there to talk to."""

SCORE = {
    "userId": "leraar-01",
    "timestamp": "2026-11-23T14:00:00Z",
    "scoreGiven": 80,
    "scoreMaximum": 100,
    "activityProgress": "Completed",
    "gradingProgress": "FullyGraded",
}
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"


class Form(HTMLParser):
    """The one form on a page that sends itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = named["action"]
        if tag == "input":
            self.fields[named["name"]] = named["value"]


@pytest.fixture
def visitor(app: Flask, academy: Academy) -> FlaskClient:
    """A browser at the academy; `app` is there so that the academy can reach the tool."""
    assert app.extensions["tool"]
    return make_academy_app(academy).test_client()


def send(visitor: FlaskClient, form: Form) -> TestResponse:
    return visitor.post(form.action, data=form.fields, base_url=ISSUER)


def log_in(visitor: FlaskClient, account: str = "leraar-01") -> None:
    answer = visitor.post("/login", data={"account": account}, base_url=ISSUER)
    assert answer.status_code == 303


def open_tool(visitor: FlaskClient) -> Form:
    """The form that starts the login at the tool, from inside the frame."""
    return Form(visitor.get("/launch/1", base_url=ISSUER).text)


def asks_academy(login: TestResponse) -> str:
    """Where the login goes on at the academy, which by then keeps who this browser is."""
    [address] = re.findall(rf'href="{ISSUER}(/lti/auth[^"]+)"', login.text)
    return unescape(address)


def test_the_whole_way_from_a_name_to_inside_the_tool(visitor: FlaskClient, app: Flask) -> None:
    browser = app.test_client()
    log_in(visitor)
    assert 'src="/launch/1"' in visitor.get("/course", base_url=ISSUER).text

    start = open_tool(visitor)
    assert start.action == f"{TOOL_URL}/lti/login"
    asked = asks_academy(browser.post("/lti/login", data=start.fields, base_url=TOOL_URL))
    back = Form(visitor.get(asked, base_url=ISSUER).text)
    assert back.action == f"{TOOL_URL}/lti/launch"
    inside = browser.post("/lti/launch", data=back.fields, base_url=TOOL_URL)

    assert inside.status_code == 303
    assert browser.get(inside.location, base_url=TOOL_URL).status_code == 200


def test_who_chose_english_finds_the_tool_in_english(visitor: FlaskClient, app: Flask) -> None:
    browser = app.test_client()
    assert "?taal=nl" in visitor.get("/?taal=en", base_url=ISSUER).text
    log_in(visitor)

    login = browser.post("/lti/login", data=open_tool(visitor).fields, base_url=TOOL_URL)
    back = Form(visitor.get(asks_academy(login), base_url=ISSUER).text)
    inside = browser.post("/lti/launch", data=back.fields, base_url=TOOL_URL)

    assert browser.get(inside.location, base_url=TOOL_URL).get_json()["locale"].startswith("en")


def test_a_launch_can_be_answered_once(visitor: FlaskClient, app: Flask) -> None:
    log_in(visitor)
    login = app.test_client().post("/lti/login", data=open_tool(visitor).fields, base_url=TOOL_URL)
    asked = asks_academy(login)

    assert visitor.get(asked, base_url=ISSUER).status_code == 200
    again = visitor.get(asked, base_url=ISSUER)
    assert again.status_code == 400
    assert "al gebruikt" in again.text


def test_without_its_cookie_the_academy_asks_itself_once_more(
    visitor: FlaskClient, app: Flask, academy: Academy
) -> None:
    log_in(visitor)
    login = app.test_client().post("/lti/login", data=open_tool(visitor).fields, base_url=TOOL_URL)
    stranger = make_academy_app(academy).test_client()

    page = stranger.get(asks_academy(login), base_url=ISSUER)
    again = Form(page.text)
    assert again.action == f"{ISSUER}/lti/auth"
    assert again.fields["repost"] == "1"
    assert send(visitor, again).status_code == 200
    assert send(stranger, again).status_code == 400


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("scope", "email"),
        ("response_type", "code"),
        ("response_mode", "query"),
        ("prompt", "login"),
        ("client_id", "other"),
        ("redirect_uri", "https://evil.example/"),
        ("login_hint", "leraar-02"),
        ("nonce", ""),
        ("state", ""),
    ],
)
def test_a_wrong_question_is_refused(
    visitor: FlaskClient, app: Flask, name: str, value: str
) -> None:
    log_in(visitor)
    login = app.test_client().post("/lti/login", data=open_tool(visitor).fields, base_url=TOOL_URL)
    asked = {key: values[0] for key, values in parse_qs(urlsplit(login.location).query).items()}

    answer = visitor.get("/lti/auth", query_string={**asked, name: value}, base_url=ISSUER)

    assert answer.status_code == 400
    assert name in answer.text


def test_pages_are_for_who_is_logged_in(visitor: FlaskClient) -> None:
    for path in ("/course", "/course/grades"):
        assert visitor.get(path).status_code == 303
    assert visitor.get("/launch/1").status_code == 400
    assert visitor.post("/login", data={"account": "nobody"}).status_code == 400
    assert visitor.post("/login").status_code == 400


def test_the_accounts_are_the_ones_that_the_demo_names(visitor: FlaskClient) -> None:
    teachers = [one.id for one in ACCOUNTS.values() if one.kind is Kind.TEACHER]
    page = visitor.get("/").text

    assert teachers == [f"leraar-{number:02}" for number in range(1, 25)]
    assert {"schoolleider-01", "trainer-01", "bestuur-01"} <= ACCOUNTS.keys()
    assert all(one.name in page for one in ACCOUNTS.values())


def bearer(academy: Academy, *scopes: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {academy.grant_token(frozenset(scopes))}"}


def test_services_are_closed_without_the_right_token(
    visitor: FlaskClient, academy: Academy
) -> None:
    wrong = bearer(academy, f"{AGS}scope/result.readonly")

    assert visitor.get("/lti/memberships").status_code == 401
    assert visitor.get("/lti/memberships", headers=wrong).status_code == 401
    assert visitor.get("/lti/lineitems", headers=wrong).status_code == 401
    assert visitor.post("/lti/lineitems/1/lineitem/scores", headers=wrong).status_code == 401


def test_a_token_needs_a_signed_assertion(visitor: FlaskClient) -> None:
    def asked(**form: str) -> int:
        return visitor.post("/lti/token", data=form).status_code

    kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    assert asked() == 400
    assert asked(grant_type="client_credentials") == 400
    assert (
        asked(grant_type="client_credentials", client_assertion_type=kind, client_assertion="a.b.c")
        == 400
    )


def test_members_come_page_by_page_and_the_next_page_forgets_the_role(
    visitor: FlaskClient, academy: Academy
) -> None:
    headers = bearer(academy, f"{NRPS}scope/contextmembership.readonly")

    first = visitor.get("/lti/memberships?role=Instructor", headers=headers)
    assert [one["user_id"] for one in as_json(first)["members"]] == ["trainer-01"]
    paged = visitor.get("/lti/memberships?limit=20&role=Learner", headers=headers)
    assert len(as_json(paged)["members"]) == 20
    assert paged.headers["Link"].endswith('?limit=20&from=20>; rel="next"')


def test_a_gradebook_takes_only_newer_scores_of_its_own_people(
    visitor: FlaskClient, academy: Academy
) -> None:
    headers = bearer(
        academy, f"{AGS}scope/lineitem", f"{AGS}scope/score", f"{AGS}scope/result.readonly"
    )
    made = visitor.post(
        "/lti/lineitems", json={"label": "Module", "scoreMaximum": 100}, headers=headers
    )
    assert made.status_code == 201

    def scored(content_type: str = SCORE_TYPE, **changes: Any) -> int:
        body = {**SCORE, **changes}
        return visitor.post(
            "/lti/lineitems/1/lineitem/scores",
            json=body,
            headers={**headers, "Content-Type": content_type},
        ).status_code

    assert scored(content_type="application/json") == 400
    assert scored(userId="nobody") == 400
    assert scored(timestamp="yesterday") == 400
    assert scored(activityProgress=None) == 400
    assert scored() == 200
    assert scored() == 409
    assert scored(timestamp="2026-11-23T13:59:59Z") == 409
    assert scored(timestamp="2026-11-23T14:00:01+00:00", scoreGiven=90) == 200
    (result,) = as_json(visitor.get("/lti/lineitems/1/lineitem/results", headers=headers))
    assert (result["userId"], result["resultScore"]) == ("leraar-01", 90)
    assert visitor.get("/lti/lineitems/9/lineitem/results", headers=headers).status_code == 404

    log_in(visitor)
    assert "90 van 100" in visitor.get("/course/grades", base_url=ISSUER).text


def as_json(answer: TestResponse) -> Any:
    assert answer.json is not None
    return answer.json


def test_a_new_key_replaces_the_old_one(visitor: FlaskClient, academy: Academy) -> None:
    before = as_json(visitor.get("/lti/certs"))["keys"]
    academy.keys.rotate()
    after = as_json(visitor.get("/lti/certs"))["keys"]

    assert len(before) == len(after) == 1
    assert before[0]["kid"] != after[0]["kid"]
    assert "d" not in after[0]
