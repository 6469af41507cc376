"""An academy registers itself by a link, over HTTP; strangers and what is not right are refused."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from leerspoor.demo.academy import Academy
from leerspoor.demo.academy.tools import TOOL
from lti_tool.people.operations import add_board, schools_of_board
from lti_tool.people.rules import Board
from lti_tool.platforms.operations.add_platform import add_platform, list_platforms
from lti_tool.platforms.operations.attempts import latest_attempts
from lti_tool.platforms.operations.invite_academy import (
    Offer,
    invite_academy,
    open_invitations,
)
from lti_tool.platforms.rules.registrations import DeploymentState
from lti_tool.shell.tool import Tool
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.surroundings import (
    ISSUER,
    TOOL_URL,
    Browser,
    code_on,
    connect,
    make_app,
    make_tool,
    registration,
)

CONFIGURATION = f"{ISSUER}/.well-known/openid-configuration"


@dataclass
class Dialog:
    """What an academy does with a link that its administrator pasted."""

    tool: Tool
    client: FlaskClient
    academy: Academy

    def opens(self, link: str, **sent: str | None) -> TestResponse:
        asked = {
            "openid_configuration": CONFIGURATION,
            "registration_token": self.academy.tools.begin(TOOL_URL),
            **sent,
        }
        kept = {name: value for name, value in asked.items() if value is not None}
        return self.client.get(urlsplit(link).path, query_string=kept, base_url=TOOL_URL)

    def asked(self) -> dict[str, Any]:
        """What the academy keeps of the one tool that registered."""
        (known,) = self.academy.tools.known.values()
        return known.asked


@pytest.fixture
def tool(database: Any, clock: FrozenClock) -> Tool:
    """A tool that knows no academy yet."""
    return make_tool(database, clock)


@pytest.fixture
def app(tool: Tool, academy: Academy) -> Flask:
    made = make_app(tool)
    connect(tool, made, academy)
    return made


@pytest.fixture
def dialog(tool: Tool, app: Flask, academy: Academy) -> Dialog:
    return Dialog(tool, app.test_client(), academy)


@pytest.fixture
def link(tool: Tool, board: Board) -> str:
    with tool.database.reading(board.id) as tx:
        (school,) = schools_of_board(tx)
    return invite_academy(tool, Offer(board.id, school.id, report_scores=True)).link


def reason_on(answer: TestResponse) -> str:
    found = re.search(r"<dt>Code</dt><dd>([a-z-]+)</dd>", answer.text)
    assert found, answer.text
    return found[1]


def test_a_link_in_the_academy_does_it_all(dialog: Dialog, link: str, board: Board) -> None:
    answer = dialog.opens(link)

    assert answer.status_code == 303
    page = dialog.client.get(answer.location, base_url=TOOL_URL)
    assert "Activate" in page.text
    assert "data-end-dialog" in page.text
    (known,) = list_platforms(dialog.tool.database)
    made = known.registration
    assert (made.tenant, made.issuer, made.report_scores) == (board.id, ISSUER, True)
    assert made.default_school_id is not None
    assert [place.state for place in known.deployments] == [DeploymentState.OPEN]
    assert open_invitations(dialog.tool, board.id) == []


def test_somebody_launches_from_an_academy_that_registered_itself(
    dialog: Dialog, link: str
) -> None:
    dialog.opens(link)
    (client_id,) = dialog.academy.tools.known
    dialog.academy.activate(client_id)
    browser = Browser(dialog.client, dialog.academy)

    click = browser.click(client_id=client_id, lti_deployment_id=dialog.academy.deployment_id)

    assert code_on(click.launch()) == "accepted"


def test_what_the_academy_needs_to_know_is_in_the_request(dialog: Dialog, link: str) -> None:
    dialog.opens(link)

    asked = dialog.asked()
    assert asked["redirect_uris"] == [f"{TOOL_URL}/lti/launch"]
    assert asked["scope"].count("https://purl.imsglobal.org/spec/lti-") == 3
    configured = asked[TOOL]
    assert configured["domain"] == "127.0.0.1:8010"
    assert {"name", "email"} <= set(configured["claims"])
    assert "locale" not in configured["claims"]  # this academy does not have it
    assert [(one["type"], one.get("placements")) for one in configured["messages"]] == [
        ("LtiResourceLinkRequest", None),
        ("LtiDeepLinkingRequest", ["ContentArea"]),
    ]


def test_registering_again_renews_and_leaves_the_switches(
    dialog: Dialog, link: str, board: Board
) -> None:
    dialog.opens(link)
    (first,) = list_platforms(dialog.tool.database)
    changed = registration(board.id, client_id=first.registration.client_id, name="Onze academie")
    place = {"id": first.deployments[0].deployment_id, "state": "closed"}
    add_platform(
        dialog.tool.database, {**changed, "jwks_url": f"{ISSUER}/old", "deployments": [place]}
    )

    again = dialog.opens(link)

    assert again.status_code == 303
    (known,) = list_platforms(dialog.tool.database)
    assert known.registration.id == first.registration.id
    assert known.registration.name == "Onze academie"
    assert known.registration.jwks_url == f"{ISSUER}/lti/certs"
    assert [one.state for one in known.deployments] == [DeploymentState.CLOSED]


def test_a_reload_of_the_last_page_registers_nothing_again(dialog: Dialog, link: str) -> None:
    answer = dialog.opens(link)

    for _ in range(2):
        page = dialog.client.get(answer.location, base_url=TOOL_URL)
        assert page.status_code == 200
    assert len(list_platforms(dialog.tool.database)) == 1


def test_an_expired_link_is_refused(dialog: Dialog, link: str, clock: FrozenClock) -> None:
    clock.forward(days=15)

    assert reason_on(dialog.opens(link)) == "invitation-unknown"
    assert list_platforms(dialog.tool.database) == []


def test_a_stranger_is_refused_and_never_called_back(dialog: Dialog) -> None:
    answer = dialog.opens("/lti/register/guess", openid_configuration="https://evil.example/x")

    assert (answer.status_code, reason_on(answer)) == (403, "invitation-unknown")


def test_a_link_serves_one_academy(dialog: Dialog, link: str) -> None:
    dialog.opens(link)
    dialog.academy.url = f"{ISSUER}/second"

    answer = dialog.opens(link)

    assert reason_on(answer) == "invitation-taken"


def test_an_academy_of_another_board_is_not_taken_over(dialog: Dialog, link: str) -> None:
    dialog.opens(link)
    other = add_board(dialog.tool.database, "Stichting Anders")
    theirs = invite_academy(dialog.tool, Offer(other.id)).link

    answer = dialog.opens(theirs)

    assert (answer.status_code, reason_on(answer)) == (409, "academy-taken")
    assert len(list_platforms(dialog.tool.database)) == 1


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"openid_configuration": "http://academie.example/x"}, "configuration-address-wrong"),
        ({"openid_configuration": "file:///etc/passwd"}, "configuration-address-wrong"),
        ({"openid_configuration": "https://a:b@academie.example"}, "configuration-address-wrong"),
        ({"openid_configuration": "https://elsewhere.example/x"}, "configuration-unreachable"),
        ({"openid_configuration": f"{ISSUER}/"}, "configuration-unreachable"),
        ({"openid_configuration": f"{ISSUER}/lti/certs"}, "configuration-incomplete"),
        ({"registration_token": None}, "registration-expired"),
        ({"registration_token": "used"}, "registration-expired"),
    ],
)
def test_what_is_not_right_has_its_reason(
    dialog: Dialog, link: str, sent: dict[str, str | None], reason: str
) -> None:
    answer = dialog.opens(link, **sent)

    assert reason_on(answer) == reason
    assert latest_attempts(dialog.tool.database, 1)[0].outcome == reason
    assert list_platforms(dialog.tool.database) == []


@pytest.mark.parametrize(
    ("status", "reason"), [(422, "registration-declined"), (503, "registration-unreachable")]
)
def test_an_academy_that_declines_says_so(
    dialog: Dialog, link: str, status: int, reason: str
) -> None:
    dialog.academy.mood.refuse_registrations = status

    answer = dialog.opens(link)

    assert reason_on(answer) == reason
    assert f"status {status}" in answer.text


def test_only_the_academy_that_asks_may_show_the_dialog(dialog: Dialog, link: str) -> None:
    refused = dialog.opens(link, registration_token="used")

    assert f"frame-ancestors {ISSUER}" in refused.headers["Content-Security-Policy"]


def test_the_link_in_a_browser_explains_itself(dialog: Dialog, link: str, board: Board) -> None:
    page = dialog.opens(link, openid_configuration=None, registration_token=None)

    assert page.status_code == 200
    assert board.name in page.text
    assert link in page.text


def test_the_log_tells_of_registrations_without_secrets(dialog: Dialog, link: str) -> None:
    dialog.opens(link)

    (line,) = latest_attempts(dialog.tool.database)
    assert (line.step, line.outcome, line.issuer) == ("registration", "accepted", ISSUER)
    assert link.rsplit("/", 1)[1] not in repr(line)
