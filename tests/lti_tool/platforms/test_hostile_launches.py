"""Hostile and odd launches: each with its reason, or accepted where it is only odd."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from joserfc.jwk import OctKey, RSAKey
from werkzeug.test import TestResponse

from foundation.database import Database
from leerspoor.demo.academy import Academy
from leerspoor.demo.academy.keys import SigningKeys, new_key
from lti_tool.platforms.operations.attempts import latest_attempts
from tests.conftest import FrozenClock
from tests.lti_tool.platforms.forgery import (
    segment,
    signed_by_public_key,
    unsigned,
    with_other_claims,
)
from tests.lti_tool.platforms.surroundings import ABSENT, ISSUER, Browser, Click, code_on

ACCEPTED = "accepted"
CLIENT = "leerspoor-demo"
STRANGER = new_key()
Launching = Callable[[Click], TestResponse]


def changed(**claims: Any) -> Launching:
    return lambda click: click.launch(**claims)


def headed(**header: Any) -> Launching:
    return lambda click: click.post(click.sign(click.claims(), **header))


def at(**spans: float) -> Launching:
    """Times in seconds from now: `iat=-3`."""

    def launching(click: Click) -> TestResponse:
        now = click.browser.academy.now()
        return click.launch(**{name: now + seconds for name, seconds in spans.items()})

    return launching


def posted(make: Callable[[Click], str]) -> Launching:
    return lambda click: click.post(make(click))


def own_header(click: Click, **changes: Any) -> dict[str, Any]:
    return {"alg": "RS256", "kid": click.browser.academy.keys.current.kid, **changes}


TABLE: dict[str, tuple[Launching, str]] = {
    # accepted by PyLTI1p3, refused here
    "aud list without azp": (changed(aud=[CLIENT, "other"]), "party-missing"),
    "aud list with wrong azp": (changed(aud=[CLIENT, "other"], azp="other"), "party-wrong"),
    "single aud with wrong azp": (changed(azp="other"), "party-wrong"),
    "another deployment than at the login": (changed(deployment_id="9"), "deployment-differs"),
    "exp missing": (changed(exp=ABSENT), "expiry-missing"),
    "iat missing": (changed(iat=ABSENT), "issued-missing"),
    "a day old, valid for a year": (at(iat=-86400, exp=31536000), "issued-too-long-ago"),
    "RS512": (headed(alg="RS512"), "algorithm-refused"),
    "target missing": (changed(target_link_uri=ABSENT), "target-missing"),
    "target of another host": (
        changed(target_link_uri="https://evil.example/lti/launch"),
        "target-foreign",
    ),
    "target that only looks like ours": (
        changed(target_link_uri="http://127.0.0.1:8010@evil.example/"),
        "target-foreign",
    ),
    "target on another port": (changed(target_link_uri="http://127.0.0.1/"), "target-foreign"),
    "target that is no address": (changed(target_link_uri={"a": 1}), "target-foreign"),
    "target with a broken host": (changed(target_link_uri="http://[::1"), "target-foreign"),
    "sub too long": (changed(sub="x" * 256), "subject-too-long"),
    "roles a text": (changed(roles="Instructor"), "roles-wrong"),
    "roles a list of numbers": (changed(roles=[1]), "roles-wrong"),
    "context not an object": (changed(context="2"), "context-wrong"),
    "context without id": (changed(context={"title": "x"}), "context-wrong"),
    # refused by PyLTI1p3 with an exception that nobody caught
    "wrong aud": (changed(aud="other"), "audience-wrong"),
    "aud a number": (changed(aud=7), "audience-wrong"),
    "aud an empty list": (changed(aud=[]), "audience-wrong"),
    "unknown iss": (changed(iss="https://evil.example"), "issuer-wrong"),
    "iss with a slash at the end": (changed(iss=ISSUER + "/"), "issuer-wrong"),
    "resource link not an object": (changed(resource_link="1"), "resource-link-wrong"),
    "resource link missing": (changed(resource_link=ABSENT), "resource-link-missing"),
    "resource link id a number": (changed(resource_link={"id": 1}), "resource-link-unnamed"),
    # refused by PyLTI1p3, accepted here
    "aud list with our id second": (changed(aud=["other", CLIENT], azp=CLIENT), ACCEPTED),
    "aud list with only our id": (changed(aud=[CLIENT]), ACCEPTED),
    "expired a second ago": (at(iat=-61, exp=-1), ACCEPTED),
    "issued two seconds in the future": (at(iat=2, exp=62), ACCEPTED),
    # clocks at their edges
    "expired just beyond the leeway": (at(iat=-120, exp=-60), "token-expired"),
    "issued just beyond the leeway": (at(iat=61, exp=121), "issued-in-future"),
    "nbf in the future": (at(nbf=120), "not-yet-valid"),
    "nbf now": (at(nbf=0), ACCEPTED),
    "nbf no number": (changed(nbf="now"), "not-yet-valid"),
    "exp a text": (changed(exp="4102444800"), "expiry-missing"),
    "exp true": (changed(exp=True), "expiry-missing"),
    "exp beyond all time": (changed(exp=10**400), "expiry-missing"),
    "iat infinite": (changed(iat=float("1e400")), "token-malformed"),
    # signatures and headers
    "alg none": (
        posted(lambda click: unsigned(own_header(click, alg="none"), click.claims())),
        "algorithm-refused",
    ),
    "alg None with capitals": (
        posted(lambda click: unsigned(own_header(click, alg="NoNe"), click.claims())),
        "algorithm-refused",
    ),
    "HS256 with our public key": (
        posted(
            lambda click: signed_by_public_key(click.claims(), click.browser.academy.keys.current)
        ),
        "algorithm-refused",
    ),
    "PS256": (headed(alg="PS256"), "algorithm-refused"),
    "alg a list": (
        posted(lambda click: unsigned(own_header(click, alg=["RS256"]), click.claims())),
        "algorithm-refused",
    ),
    "somebody else's key under a known kid": (
        posted(
            lambda click: click.sign(
                click.claims(), STRANGER, kid=click.browser.academy.keys.current.kid
            )
        ),
        "signature-wrong",
    ),
    "claims changed after signing": (
        posted(lambda click: with_other_claims(click.sign(click.claims()), sub="leraar-02")),
        "signature-wrong",
    ),
    "no signature": (
        posted(lambda click: click.sign(click.claims()).rsplit(".", 1)[0] + "."),
        "signature-wrong",
    ),
    "a key address in the header": (
        headed(jku="https://evil.example/jwks"),
        "header-brings-key",
    ),
    "a key in the header": (headed(jwk=STRANGER.as_dict(private=False)), "header-brings-key"),
    "a certificate address in the header": (
        headed(x5u="https://evil.example/cert"),
        "header-brings-key",
    ),
    "a certificate in the header": (headed(x5c=["MIIB" * 400]), ACCEPTED),
    "unknown crit": (
        posted(lambda click: unsigned(own_header(click, crit=["http://x"]), click.claims(), b"x")),
        "header-critical",
    ),
    "unencoded payload": (
        posted(lambda click: unsigned(own_header(click, b64=False), click.claims(), b"x")),
        "header-critical",
    ),
    "kid a number": (
        posted(lambda click: unsigned(own_header(click, kid=5), click.claims(), b"x")),
        "key-unnamed",
    ),
    "kid empty": (headed(kid=""), "key-unnamed"),
    "kid that looks like SQL": (headed(kid="' OR 1=1 --"), "key-unknown"),
    # shapes
    "token missing": (lambda click: click.post(None), "token-missing"),
    "token empty": (posted(lambda _: ""), "token-missing"),
    "token too large": (changed(extra="x" * 65536), "token-too-large"),
    "token of four parts": (
        posted(lambda click: click.sign(click.claims()) + ".x"),
        "token-malformed",
    ),
    "encrypted token": (posted(lambda _: "a.b.c.d.e"), "token-malformed"),
    "header no JSON": (posted(lambda _: f"{segment(b'{')}.{segment({})}.x"), "token-malformed"),
    "header a list": (posted(lambda _: unsigned([], {}, b"x")), "token-malformed"),
    "header deeply nested": (
        posted(lambda _: unsigned(b"[" * 20000, {}, b"x")),
        "token-malformed",
    ),
    "header not UTF-8": (posted(lambda _: unsigned(b"\xff\xfe", {}, b"x")), "token-malformed"),
    "a NUL in a name": (changed(name="Sanne\x00"), "token-malformed"),
    "half a character in a name": (changed(name="Sanne\ud800"), "token-malformed"),
    # who and what
    "sub missing": (changed(sub=ABSENT), "subject-missing"),
    "sub empty": (changed(sub=""), "subject-missing"),
    "sub a number": (changed(sub=5), "subject-wrong"),
    "sub an object": (changed(sub={"id": 5}), "subject-wrong"),
    "unknown message type": (changed(message_type="LtiHello"), "message-type-unknown"),
    "deep linking without settings": (
        changed(message_type="LtiDeepLinkingRequest"),
        "deep-link-settings-missing",
    ),
    "a message that is no text": (changed(message_type=["x"]), "message-type-unknown"),
    "version 1.1": (changed(version="1.1"), "version-wrong"),
    "version a number": (changed(version=1.3), "version-wrong"),
    "deployment id a number": (changed(deployment_id=1), "deployment-missing"),
    "deployment id too long": (changed(deployment_id="1" * 256), "deployment-missing"),
    "nonce missing": (changed(nonce=ABSENT), "nonce-missing"),
    "nonce of nobody": (changed(nonce="made-up"), "nonce-wrong"),
    "nonce a list": (lambda click: click.launch(nonce=[click.nonce]), "nonce-wrong"),
    # odd, but nothing wrong with it
    "names that are numbers": (changed(name=5, given_name=[], email={}), ACCEPTED),
    "services that are texts": (
        changed(
            **{
                "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": "x",
                "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": [],
                "launch_presentation": "x",
            }
        ),
        ACCEPTED,
    ),
    "a sub of 255 characters": (changed(sub="é" * 255), ACCEPTED),
    "a script as return address": (
        changed(launch_presentation={"return_url": "javascript:alert(1)"}),
        ACCEPTED,
    ),
    "context absent": (changed(context=ABSENT), ACCEPTED),
}


def test_each_launch_gets_its_own_answer(browser: Browser) -> None:
    given = {name: code_on(how(browser.click())) for name, (how, _) in TABLE.items()}

    assert given == {name: code for name, (_, code) in TABLE.items()}


def test_every_refusal_is_in_the_log_without_a_word_about_the_person(
    browser: Browser, database: Database
) -> None:
    browser.launch(sub=5)
    browser.launch()

    kept = latest_attempts(database)
    assert [(one.step, one.outcome) for one in kept] == [
        ("launch", "accepted"),
        ("login", "accepted"),
        ("launch", "subject-wrong"),
        ("login", "accepted"),
    ]
    assert all(one.issuer == ISSUER and one.client_id == CLIENT for one in kept)
    assert kept[0].browser_bound is True
    assert not any(word in repr(kept) for word in ("leraar-01", "Sanne", "springplank.example"))


class OddKeys(SigningKeys):
    """An academy that publishes what the test wants."""

    def __init__(self, current: RSAKey, *published: dict[str, Any]) -> None:
        super().__init__(current)
        self.odd = published

    def published(self) -> dict[str, Any]:
        return {"keys": list(self.odd)}


def published_as(academy: Academy, kid: str, **changes: Any) -> None:
    public = academy.keys.current.as_dict(private=False)
    academy.keys = OddKeys(academy.keys.current, {**public, "kid": kid, **changes})


def test_a_key_that_is_not_for_signatures_or_too_weak_is_refused(
    browser: Browser, academy: Academy, clock: FrozenClock
) -> None:
    weak = segment(b"\x80" + b"\0" * 127)
    giant = segment(b"\x80" + b"\0" * 4096)
    oct_key = OctKey.generate_key(256).as_dict()
    odd: dict[str, dict[str, Any]] = {
        "use is encryption": {"use": "enc"},
        "alg is RS512": {"alg": "RS512"},
        "key_ops without verify": {"key_ops": ["encrypt"]},
        "key_ops a text": {"key_ops": "verify"},
        "oct key": {"kty": "oct", "k": oct_key["k"]},
        "an elliptic key": {"kty": "EC"},
        "1024 bits": {"n": weak},
        "65536 bits and more": {"n": giant},
        "modulus a number": {"n": 5},
        "exponent missing": {"e": None},
        "exponent one": {"e": "AQ"},
        "modulus unreadable": {"n": "é"},
    }
    given = {}
    for number, (name, changes) in enumerate(odd.items()):
        clock.forward(seconds=11)
        published_as(academy, f"odd-{number}", **changes)
        given[name] = code_on(headed(kid=f"odd-{number}")(browser.click()))

    assert given == dict.fromkeys(odd, "key-unsuited")


def test_a_good_key_beside_odd_ones_serves(browser: Browser, academy: Academy) -> None:
    good = academy.keys.current
    public = dict(good.as_dict(private=False))
    academy.keys = OddKeys(good, {"kid": good.kid, "kty": "oct"}, {"kty": 5}, {}, public)

    assert code_on(browser.launch()) == ACCEPTED


def test_a_launch_serves_once(browser: Browser) -> None:
    click = browser.click()
    token = click.sign(click.claims())

    first, second = click.post(token), click.post(token)

    assert code_on(first) == ACCEPTED
    assert code_on(second) == "launch-repeated"
    assert "Open Leerspoor opnieuw vanuit de academie." in second.text


def test_a_refused_launch_is_used_up_too(browser: Browser) -> None:
    click = browser.click()

    assert code_on(click.launch(sub=5)) == "subject-wrong"
    assert code_on(click.launch()) == "launch-repeated"


def test_a_nonce_and_a_state_of_two_logins_do_not_mix(browser: Browser) -> None:
    one, other = browser.click(), browser.click()

    assert code_on(other.launch(nonce=one.nonce)) == "nonce-wrong"


def test_a_token_can_not_be_used_again_under_a_new_state(browser: Browser) -> None:
    first = browser.click()
    token = first.sign(first.claims())
    assert code_on(first.post(token)) == ACCEPTED

    assert code_on(browser.click().post(token)) == "nonce-wrong"


def test_states_that_are_not_ours_are_refused(browser: Browser) -> None:
    click = browser.click()
    token = click.sign(click.claims())

    given = {
        state: code_on(click.post(token, state=state)) for state in ("", "x", "\x00", "é" * 99)
    }

    assert given[""] == "state-missing"
    assert {given[state] for state in ("x", "\x00", "é" * 99)} == {"state-unknown"}
    assert code_on(click.post(token)) == ACCEPTED


def test_an_old_login_is_refused(browser: Browser, clock: FrozenClock) -> None:
    click = browser.click()
    clock.forward(minutes=10)

    assert code_on(click.launch()) == "login-expired"


def test_a_launch_in_another_browser_is_refused_only_where_it_shows(browser: Browser) -> None:
    victim, thief = browser.click(), browser.click()
    cookies = browser.cookie_names()
    assert len(cookies) == 2, "one cookie per login"
    for name in cookies:
        browser.client.set_cookie(name, "somebody-elses", domain="127.0.0.1")

    assert code_on(victim.launch()) == "other-browser"
    browser.forget_cookies()
    assert code_on(thief.launch()) == ACCEPTED


def test_where_no_cookie_comes_back_the_log_says_so(browser: Browser, database: Database) -> None:
    click = browser.click()
    browser.forget_cookies()

    assert code_on(click.launch()) == ACCEPTED
    assert latest_attempts(database)[0].browser_bound is False


def test_when_the_academy_can_not_tell_who_it_is_the_page_says_so(browser: Browser) -> None:
    answer = browser.click().post(None, error="login_required", error_description="<b>")

    assert code_on(answer) == "platform-refused"


def test_a_refusal_of_a_signed_launch_offers_the_way_back(browser: Browser) -> None:
    answer = browser.launch(roles="x", launch_presentation={"return_url": f"{ISSUER}/course?id=2"})

    assert "Terug naar de academie" in answer.text
    assert f'href="{ISSUER}/course?id=2&amp;lti_errormsg=' in answer.text
    assert "lti_errorlog=roles-wrong" in answer.text


def test_a_way_back_is_never_a_script(browser: Browser) -> None:
    answer = browser.launch(
        roles="x", launch_presentation={"return_url": "javascript:alert(document.domain)"}
    )

    assert code_on(answer) == "roles-wrong"
    assert "javascript" not in answer.text
    assert "Terug naar de academie" not in answer.text


def test_reloading_or_bookmarking_the_launch_address_gives_a_friendly_page(
    browser: Browser,
) -> None:
    answer = browser.client.get("/lti/launch")

    assert answer.status_code == 400
    assert code_on(answer) == "state-missing"


def test_hostile_claims_never_reach_the_page_as_html(browser: Browser) -> None:
    hostile = 'http://localhost:8000/"><script>alert(1)</script>'
    answer = browser.launch(roles="x", launch_presentation={"return_url": hostile})

    assert "<script>alert" not in answer.text


def test_the_age_of_a_token_is_measured_to_ten_minutes(browser: Browser, academy: Academy) -> None:
    limit = timedelta(minutes=10).total_seconds()

    assert code_on(at(iat=-limit, exp=60)(browser.click())) == ACCEPTED
    assert code_on(at(iat=-limit - 1, exp=60)(browser.click())) == "issued-too-long-ago"
    assert json.dumps(academy.keys.published())
