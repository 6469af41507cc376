"""The launches of 1EdTech's LTI Advantage Conformance Certification Guide 1.3, §6.1."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from foundation.database import Database
from lti_tool.platforms.operations.attempts import latest_attempts
from lti_tool.platforms.rules.reasons import Reason
from tests.lti_tool.platforms.forgery import unsigned
from tests.lti_tool.platforms.surroundings import ABSENT, Browser, Click, code_on

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
STRANGE = "http://example.org/roles#Gardener"
Launching = Callable[[Click], TestResponse]


def changed(**claims: Any) -> Launching:
    return lambda click: click.launch(**claims)


def headed(**header: Any) -> Launching:
    return lambda click: click.post(click.sign(click.claims(), **header))


KNOWN_BAD: dict[str, tuple[Launching, Reason]] = {
    # §6.1.1, in the order of the guide
    "no key id in the header": (headed(kid=ABSENT), Reason.KEY_UNNAMED),
    "incorrect key id in the header": (headed(kid="imstester_wrong"), Reason.KEY_UNKNOWN),
    "wrong LTI version": (changed(version="11.3.0"), Reason.VERSION_WRONG),
    "no LTI version": (changed(version=ABSENT), Reason.VERSION_MISSING),
    "not a launch but other JSON": (
        lambda click: click.post(click.sign({"name": "badltilaunch"})),
        Reason.ISSUER_WRONG,
    ),
    "LTI claims missing": (
        changed(message_type=ABSENT, version=ABSENT, roles=ABSENT),
        Reason.MESSAGE_TYPE_MISSING,
    ),
    "timestamps incorrect": (changed(iat=11111, exp=22222), Reason.TOKEN_EXPIRED),
    "message type missing": (changed(message_type=ABSENT), Reason.MESSAGE_TYPE_MISSING),
    "roles missing": (changed(roles=ABSENT), Reason.ROLES_MISSING),
    "deployment id missing": (changed(deployment_id=ABSENT), Reason.DEPLOYMENT_MISSING),
    "resource link id missing": (
        changed(resource_link={"title": "x"}),
        Reason.RESOURCE_LINK_UNNAMED,
    ),
    "user missing": (changed(sub=ABSENT), Reason.SUBJECT_MISSING),
}

NAMES = ("name", "given_name", "family_name")


def without(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, ABSENT)


def valid_for(role: str) -> dict[str, dict[str, Any]]:
    """§6.1.2 and §6.1.3: nine launches each."""
    own = MEMBERSHIP + role
    return {
        "plain": {"roles": [own]},
        "several roles": {"roles": [own, MEMBERSHIP + "Mentor", STRANGE]},
        "a short role": {"roles": [role]},
        "an unknown role": {"roles": [STRANGE]},
        "no role": {"roles": []},
        "e-mail only": {"roles": [own], **without(*NAMES)},
        "names only": {"roles": [own], **without("email")},
        "no personal details": {"roles": [own], **without(*NAMES, "email")},
        "e-mail without context": {"roles": [own], **without(*NAMES, "context")},
    }


def test_the_twelve_known_bad_payloads_are_refused_each_for_its_own_reason(
    browser: Browser, database: Database
) -> None:
    given = {name: code_on(how(browser.click())) for name, (how, _) in KNOWN_BAD.items()}

    assert len(given) == 12
    assert given == {name: reason.code for name, (_, reason) in KNOWN_BAD.items()}
    logged = [one.outcome for one in latest_attempts(database) if one.step == "launch"]
    assert logged[::-1] == list(given.values())


@pytest.mark.parametrize("role", ["Instructor", "Learner"])
def test_the_nine_valid_launches_come_in(browser: Browser, role: str) -> None:
    given = {name: code_on(browser.launch(**claims)) for name, claims in valid_for(role).items()}

    assert len(given) == 9
    assert set(given.values()) == {"accepted"}


def test_a_text_that_is_no_token_at_all_is_refused(browser: Browser) -> None:
    assert code_on(browser.click().post("bad.token")) == Reason.TOKEN_MALFORMED.code
    assert code_on(browser.click().post(unsigned("x", "y"))) == Reason.TOKEN_MALFORMED.code
