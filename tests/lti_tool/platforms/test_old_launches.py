"""Launches by LTI 1.1, and what stays of them when the academy moves to LTI 1.3."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from foundation.database import Database
from lti_tool.people.operations import add_board, board_of, everybody, schools_of_board
from lti_tool.people.rules import Board
from lti_tool.platforms.operations.attempts import latest_attempts
from lti_tool.platforms.operations.frames import framing_origins
from lti_tool.platforms.operations.keep_consumers import NewConsumer, Shared, add_consumer
from lti_tool.platforms.operations.tend import forget_old
from lti_tool.platforms.rules.old_names import claimed_name, is_proven
from lti_tool.platforms.storage.consumers import consumers, nonces
from lti_tool.shell.storage import visits
from lti_tool.shell.tool import Tool
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.surroundings import TOOL_URL, Browser, code_on

OLD = "https://purl.imsglobal.org/spec/lti/claim/lti1p1"
ACADEMY = "https://oude-academie.example"


@pytest.fixture
def shared(tool: Tool, board: Board) -> Shared:
    with tool.database.reading(board.id) as tx:
        (school,) = schools_of_board(tx)
    return add_consumer(tool, NewConsumer(board.id, "Oude academie", ACADEMY + "/mod", school.id))


def encoded(text: str) -> str:
    return quote(text, safe="~")


def signature(url: str, fields: Mapping[str, str], secret: str) -> str:
    """RFC 5849 §3.4, written out once more: what the library says must be what the RFC says."""
    pairs = sorted((encoded(name), encoded(value)) for name, value in fields.items())
    joined = "&".join(f"{name}={value}" for name, value in pairs)
    base = "&".join(map(encoded, ("POST", url, joined)))
    digest = hmac.new(f"{encoded(secret)}&".encode(), base.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def old_form(shared: Shared, clock: FrozenClock, **changes: str | None) -> dict[str, str]:
    """A good launch with `changes`; None takes a field away."""
    good = {
        "oauth_consumer_key": shared.consumer.key,
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_version": "1.0",
        "oauth_timestamp": str(int(clock().timestamp())),
        "oauth_nonce": "een keer",
        "oauth_callback": "about:blank",
        "lti_message_type": "basic-lti-launch-request",
        "lti_version": "LTI-1p0",
        "user_id": "42",
        "resource_link_id": "9",
        "context_id": "2",
        "roles": "Learner,urn:lti:role:ims/lis/Mentor",
        "lis_person_name_full": "Zoë van 't Hoff & Co +1",
        "launch_presentation_return_url": f"{ACADEMY}/terug?x=1",
        "custom_leerspoor": "terugblik",
        **changes,
    }
    kept = {name: value for name, value in good.items() if value is not None}
    return {"oauth_signature": signature(f"{TOOL_URL}/lti/launch", kept, shared.secret), **kept}


def post(browser: Browser, form: Mapping[str, Any]) -> TestResponse:
    return browser.client.post("/lti/launch", data=form, base_url=TOOL_URL)


def person_of(browser: Browser, answer: TestResponse) -> UUID:
    here = browser.client.get(answer.location, base_url=TOOL_URL).json
    assert here is not None
    return UUID(here["person"])


def placed(database: Database) -> list[dict[str, Any]]:
    with database.reading(None) as tx:
        rows = tx.execute(visits.select().order_by(visits.c.started, visits.c.id))
        return [row.placement for row in rows]


def test_somebody_comes_in_by_lti_1_1_and_is_herself_again_next_time(
    browser: Browser, shared: Shared, database: Database, board: Board, clock: FrozenClock
) -> None:
    first = post(browser, old_form(shared, clock))
    clock.forward(minutes=1)
    second = post(browser, old_form(shared, clock, lis_person_name_full="Zoë Hoff"))

    assert (code_on(first), code_on(second)) == ("accepted", "accepted")
    assert person_of(browser, first) == person_of(browser, second)
    with database.reading(board.id) as tx:
        ((person, roles),) = everybody(tx, clock().date())
        assert board_of(tx) == board
    assert person.name == "Zoë Hoff"
    assert [one.school_id for one in roles] == [shared.consumer.school_id]
    assert {one["place"] for one in placed(database)} == {"terugblik"}
    assert ACADEMY in framing_origins(database)
    kept = latest_attempts(database)[0]
    assert (kept.issuer, kept.client_id) == ("lti-1.1", shared.consumer.key)
    assert shared.secret not in repr(kept)


def test_a_query_in_the_launch_address_is_signed_too(
    browser: Browser, shared: Shared, clock: FrozenClock
) -> None:
    form = old_form(shared, clock, plek="a b")
    del form["plek"]
    path = "/lti/launch?plek=a+b"

    assert code_on(browser.client.post(path, data=form, base_url=TOOL_URL)) == "accepted"
    assert code_on(post(browser, form)) == "signature-wrong"


BAD: dict[str, tuple[dict[str, str | None], str]] = {
    "another method": ({"oauth_signature_method": "PLAINTEXT"}, "algorithm-refused"),
    "another version of OAuth": ({"oauth_version": "2.0"}, "algorithm-refused"),
    "no moment": ({"oauth_timestamp": None}, "issued-missing"),
    "a moment that is none": ({"oauth_timestamp": "now"}, "issued-missing"),
    "a moment without end": ({"oauth_timestamp": "9" * 400}, "issued-missing"),
    "no nonce": ({"oauth_nonce": None}, "nonce-missing"),
    "another message": ({"lti_message_type": "ContentItemSelection"}, "message-type-unknown"),
    "no message": ({"lti_message_type": None}, "message-type-missing"),
    "another LTI": ({"lti_version": "LTI-2p0"}, "version-wrong"),
    "no LTI": ({"lti_version": None}, "version-missing"),
    "no link": ({"resource_link_id": None}, "resource-link-unnamed"),
    "nobody": ({"user_id": None}, "subject-missing"),
    "too long a name": ({"user_id": "x" * 256}, "subject-too-long"),
    "a key of nobody": ({"oauth_consumer_key": "x"}, "platform-unknown"),
    "an empty key": ({"oauth_consumer_key": ""}, "platform-unknown"),
    "NUL in a name": ({"lis_person_name_full": "a\0"}, "token-malformed"),
    "odd, but fine": (
        {"roles": None, "custom_leerspoor": None, "context_id": None, "oauth_version": None},
        "accepted",
    ),
}


def test_each_old_launch_gets_its_own_answer(
    browser: Browser, shared: Shared, clock: FrozenClock
) -> None:
    given = {
        name: code_on(
            post(browser, old_form(shared, clock, **{"oauth_nonce": str(number), **changes}))
        )
        for number, (name, (changes, _)) in enumerate(BAD.items())
    }

    assert given == {name: code for name, (_, code) in BAD.items()}


def test_what_was_tampered_with_or_is_old_or_comes_twice_is_refused(
    browser: Browser, shared: Shared, database: Database, tool: Tool, clock: FrozenClock
) -> None:
    form = old_form(shared, clock)
    assert code_on(post(browser, {**form, "user_id": "43"})) == "signature-wrong"
    assert code_on(post(browser, {**form, "oauth_signature": "é"})) == "signature-wrong"
    assert code_on(post(browser, {**form, "user_id": ["42", "43"]})) == "token-malformed"

    assert code_on(post(browser, form)) == "accepted"
    again = post(browser, form)
    assert code_on(again) == "launch-repeated"
    assert f"{ACADEMY}/terug?x=1&amp;lti_errormsg=" in again.text

    early = old_form(shared, clock, oauth_timestamp=str(int(clock().timestamp()) + 61))
    assert code_on(post(browser, early)) == "issued-in-future"
    clock.forward(minutes=10, seconds=1)
    assert code_on(post(browser, form)) == "issued-too-long-ago"
    clock.forward(minutes=5)
    forget_old(tool)
    with database.reading(None) as tx:
        assert tx.execute(nonces.select()).all() == []


def test_a_consumer_that_is_closed_lets_nobody_in_and_shows_no_frame(
    browser: Browser, shared: Shared, database: Database, clock: FrozenClock
) -> None:
    with database.writing(None) as tx:
        tx.execute(consumers.update().values(is_open=False))

    refused = post(browser, old_form(shared, clock))

    assert (code_on(refused), refused.status_code) == ("old-lti-off", 403)
    assert ACADEMY not in framing_origins(database)


def test_a_secret_that_was_sealed_with_another_secret_of_ours_is_our_own_fault(
    browser: Browser, shared: Shared, database: Database, clock: FrozenClock
) -> None:
    with database.writing(None) as tx:
        tx.execute(consumers.update().values(sealed=b"as it was sealed before"))

    failed = post(browser, old_form(shared, clock))

    assert failed.status_code == 503
    assert latest_attempts(database)[0].outcome == "failed"


def test_a_person_and_a_link_keep_their_history_when_the_academy_moves_to_lti_1_3(
    browser: Browser, shared: Shared, database: Database, clock: FrozenClock
) -> None:
    before = person_of(browser, post(browser, old_form(shared, clock)))
    clock.forward(minutes=1)

    def moved(secret: str, **claim: str) -> TestResponse:
        click = browser.click()
        claims = click.claims(sub="uuid-42", custom={})
        said = (shared.consumer.key, "1", claims["iss"], claims["aud"], str(claims["exp"]))
        text = "&".join((*said, claims["nonce"]))
        sign = base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())
        named = {"oauth_consumer_key": shared.consumer.key, "resource_link_id": "9", **claim}
        old = {"oauth_consumer_key_sign": sign.decode(), "user_id": "42", **named}
        return click.post(click.sign({**claims, OLD: old}))

    assert code_on(moved("another secret")) == "old-name-unproven"
    assert code_on(moved(shared.secret, oauth_consumer_key_sign="")) == "old-name-unproven"
    arrived = moved(shared.secret)
    assert person_of(browser, arrived) == before
    assert placed(database)[-1]["place"] == "terugblik"

    plainly = browser.launch(sub="uuid-42")
    assert person_of(browser, plainly) == before, "from now on without the claim"


def test_a_key_of_another_board_or_of_nobody_proves_nothing(
    browser: Browser, shared: Shared, tool: Tool, clock: FrozenClock
) -> None:
    theirs = add_board(tool.database, "Stichting Anders")
    other = add_consumer(tool, NewConsumer(theirs.id, "Anders", ACADEMY))
    before = person_of(browser, post(browser, old_form(shared, clock)))

    for key in (other.consumer.key, "of-nobody", None, 5):
        old = {"oauth_consumer_key": key, "oauth_consumer_key_sign": "x", "user_id": "42"}
        answer = browser.launch(**{OLD: old}, sub=f"s-{key}")
        assert person_of(browser, answer) != before


def test_the_example_of_the_migration_standard_holds() -> None:
    claims = {
        "iss": "https://lmsvendor.com",
        "sub": "1",
        "exp": 1551290856,
        "nonce": "172we8671fd8z",
        "https://purl.imsglobal.org/spec/lti/claim/deployment_id": "689302",
        OLD: {
            "oauth_consumer_key": "179248902",
            "oauth_consumer_key_sign": "lWd54kFo5qU7xshAna6v8BwoBm6tmUjc6GTax6+12ps=",
        },
    }
    claimed = claimed_name(claims)

    assert claimed
    assert claimed.subject == "1"
    assert is_proven(claimed, claims, "PM48OJSfGDTAzAo", "my-lti11-secret")
    assert not is_proven(claimed, {**claims, "nonce": "x"}, "PM48OJSfGDTAzAo", "my-lti11-secret")
