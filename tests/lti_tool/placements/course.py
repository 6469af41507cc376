"""A course in the academy: somebody opens a link of it and walks on as a browser would."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import KeySet
from werkzeug.test import TestResponse

from leerspoor.demo.academy import ACCOUNTS, Academy
from leerspoor.demo.academy.messages import DEEP_LINKING, deep_linking_claims, launch_claims
from leerspoor.product import Product
from lti_tool.blend.operations import add_offering, plan_session
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.rules.sessions import Session
from lti_tool.people.operations import aliases_named, person, viewer_of
from lti_tool.people.rules import AliasKind, Viewer
from lti_tool.platforms.rules.registrations import people_issuer
from lti_tool.profile.rules import Mode
from tests.lti_tool.platforms.surroundings import ABSENT, ISSUER, TOOL_URL, Browser, full_name
from tests.lti_tool.readers import words_in

SETTINGS = DEEP_LINKING + "deep_linking_settings"
HIDDEN = re.compile(r'name="(\w+)" value="([^"]*)"')


@dataclass
class Arrived:
    """One visit, begun by a launch; `page` is where the browser came to rest."""

    client: FlaskClient
    page: TestResponse

    @property
    def path(self) -> str:
        """Below the secret part of the address."""
        return "/" + self.page.request.path.split("/", 3)[3]

    @property
    def words(self) -> str:
        return words_in(self.page.text)

    def get(self, path: str) -> TestResponse:
        return self.client.get(self._address(path), base_url=TOOL_URL, follow_redirects=True)

    def post(self, path: str, **fields: Any) -> TestResponse:
        sent = {"visit_token": self._token(), **fields}
        return self.client.post(self._address(path), data=sent, base_url=TOOL_URL)

    def _address(self, path: str) -> str:
        return "/".join(self.page.request.path.split("/")[:3]) + path

    def _token(self) -> str:
        found = re.search(r'name="visit-token" content="(\w+)"', self.page.text)
        return found[1] if found else ""


@dataclass
class Course:
    """`settings` changes what the academy says it takes."""

    product: Product
    academy: Academy
    board: int
    settings: dict[str, Any] = field(default_factory=dict)

    def opens(self, account: str = "leraar-01", /, **custom: str) -> Arrived:
        """Somebody opens a link with these custom parameters."""
        return self.sends(account, custom=custom)

    def asks_to_pick(self, account: str = "trainer-01") -> Arrived:
        browser = self.browser(account)
        click = browser.click()
        claims = deep_linking_claims(self.academy, ACCOUNTS[account], click.nonce)
        claims[SETTINGS] = {**claims[SETTINGS], **self.settings}
        return self._follow(browser, click.post(click.sign(claims)))

    def sends(self, account: str, **claims: Any) -> Arrived:
        """Any launch, with some claims changed."""
        browser = self.browser(account)
        click = browser.click()
        named = {full_name(name): value for name, value in claims.items()}
        good = launch_claims(self.academy, ACCOUNTS[account], self.academy.links[0], click.nonce)
        kept = {name: value for name, value in {**good, **named}.items() if value is not ABSENT}
        return self._follow(browser, click.post(click.sign(kept)))

    def browser(self, account: str) -> Browser:
        return Browser(self.product.tool_app.test_client(), self.academy, account)

    def _follow(self, browser: Browser, answer: TestResponse) -> Arrived:
        assert answer.status_code == 303, answer.text
        arrived = browser.client.get(answer.location, base_url=TOOL_URL, follow_redirects=True)
        return Arrived(browser.client, arrived)

    def viewer(self, account: str) -> Viewer:
        tool = self.product.tool
        issuer = people_issuer(ISSUER, "leerspoor-demo")
        with tool.database.reading(self.board) as tx:
            (alias,) = aliases_named(tx, AliasKind.LTI, issuer, account)
            found = person(tx, alias.person_id)
        return viewer_of(tool.database, self.board, found.id, tool.clock().date())

    def offers(self, title: str = "Scherpe lesdoelen", **more: Any) -> Offering:
        tool = self.product.tool
        with tool.database.writing(self.board) as tx:
            return add_offering(
                tx, tool.tool_url, title, OfferingKind.MODULE, Mode.ONLINE, 30, **more
            )

    def meets(self, trainer: Viewer, school_id: UUID | None = None, **more: Any) -> Session:
        tool = self.product.tool
        begins = tool.clock() + timedelta(days=2)
        with tool.database.writing(self.board) as tx:
            return plan_session(
                tx,
                "Samen kijken",
                begins,
                begins + timedelta(hours=1),
                trainer.person_id,
                place="Teamkamer",
                school_id=school_id or trainer.school_id,
                **more,
            )


def fields_in(html: str) -> dict[str, str]:
    """The hidden fields of a form."""
    return {name: unescape(value) for name, value in HIDDEN.findall(html)}


def claims_in(course: Course, token: str) -> dict[str, Any]:
    """What the tool signed, checked with its published keys."""
    keys = course.academy.http.get(f"{TOOL_URL}/lti/jwks").json()
    return dict(jwt.decode(token, KeySet.import_key_set(keys), ["RS256"]).claims)
