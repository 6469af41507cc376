"""Addresses, paging and score moments: small rules with sharp edges."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lti_tool.platforms.rules.addresses import origin_of, path_of, web_address, with_query
from lti_tool.platforms.rules.members import members_in, short_role
from lti_tool.platforms.rules.paging import next_page
from lti_tool.platforms.rules.reasons import WORTH_ANOTHER_TRY, LaunchRefused, Reason
from lti_tool.platforms.rules.scores import next_score_time, scores_url

DOCS = Path(__file__).parents[3] / "docs" / "launch.md"
ASKED = "https://lms.example/Course/2/memberships?limit=25"


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Lms.Example/path", "https://lms.example"),
        ("https://lms.example:443/", "https://lms.example"),
        ("http://lms.example:80", "http://lms.example"),
        ("http://127.0.0.1:8010/lti", "http://127.0.0.1:8010"),
        ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443"),
        ("https://user@lms.example/", None),
        ("https://lms.example\\@evil.example/", None),
        ("https://lms.example/a b", None),
        ("https://lms.example/\n", None),
        ("https://lms.example:0/", None),
        ("https://lms.example:99999/", None),
        ("https://[::1/", None),
        ("//lms.example/", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("", None),
        (None, None),
        (5, None),
        ("https://lms.example/" + "x" * 5000, None),
    ],
)
def test_an_origin_is_found_only_in_a_plain_web_address(
    address: object, origin: str | None
) -> None:
    assert origin_of(address) == origin
    assert (web_address(address) is None) is (origin is None)


def test_a_query_is_added_to_what_is_there() -> None:
    address = "https://lms.example/return?course=2&empty=&name=a%20b"

    assert with_query(address, lti_msg="één & twee") == (
        "https://lms.example/return?course=2&empty=&name=a+b&lti_msg=%C3%A9%C3%A9n+%26+twee"
    )
    assert path_of("https://tool.example/d/1?x=2#y") == "/d/1?x=2"


@pytest.mark.parametrize(
    "header",
    [
        '<https://lms.example/Course/2/memberships?from=25>; rel="next"',
        "<https://lms.example/Course/2/memberships?from=25>; rel=next",
        "<https://lms.example/Course/2/memberships?from=25>; rel=“next”",
        "<https://lms.example/Course/2/memberships?from=25>; rel=&#8220;next&#8221;",
        "<https://lms.example/Course/2/memberships?from=25>;rel='next';title=x",
        (
            '<https://lms.example/x>; rel="first", '
            '<https://lms.example/Course/2/memberships?from=25>; REL = "Next"'
        ),
    ],
)
def test_the_next_page_is_found_however_it_is_quoted(header: str) -> None:
    assert next_page(header, ASKED) == "https://lms.example/Course/2/memberships?from=25"


def test_ampersands_that_were_escaped_for_html_are_mended() -> None:
    header = "<https://lms.example/x?limit=2&amp;from=2>; rel=“next”"

    assert next_page(header, ASKED) == "https://lms.example/x?limit=2&from=2"


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        '<https://lms.example/x>; rel="prev"',
        '<https://evil.example/x>; rel="next"',
        '<http://lms.example/x>; rel="next"',
        '</relative>; rel="next"',
        '<https://lms.example/x>; rel="nextdoor"',
        "<<<>>>; rel=next",
    ],
)
def test_there_is_no_next_page_where_none_is_named_or_it_is_elsewhere(header: str | None) -> None:
    assert next_page(header, ASKED) is None


def test_members_that_can_not_be_read_are_skipped() -> None:
    page = {
        "members": [
            {"user_id": "5", "roles": ["Learner"], "name": "Sanne"},
            {"user_id": "6", "roles": ["http://x/membership#Instructor"], "status": "Active"},
            {"user_id": "7", "roles": "Learner", "status": "Inactive"},
            {"user_id": 8, "roles": []},
            {"roles": []},
            "nobody",
        ]
    }
    assert [(member.subject, *member.roles) for member in members_in(page)] == [
        ("5", "Learner"),
        ("6", "Instructor"),
    ]
    assert members_in([]) == members_in(None) == members_in({"members": 5}) == []


@pytest.mark.parametrize(
    ("role", "short"),
    [
        ("http://purl.imsglobal.org/vocab/lis/v2/membership#Learner", "Learner"),
        ("http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#Grader", "Grader"),
        ("Learner", "Learner"),
        ("urn:lti:role:ims/lis/Instructor", "Instructor"),
    ],
)
def test_roles_are_read_in_every_form(role: str, short: str) -> None:
    assert short_role(role) == short


def test_score_moments_strictly_increase() -> None:
    now = datetime(2026, 11, 23, 14, 0, 0, 900_000, tzinfo=UTC)
    whole = now.replace(microsecond=0)

    assert next_score_time(None, now) == whole
    assert next_score_time(whole - timedelta(hours=1), now) == whole
    assert next_score_time(whole, now) == whole + timedelta(seconds=1)
    assert next_score_time(whole + timedelta(seconds=5), now) == whole + timedelta(seconds=6)


def test_scores_go_to_an_address_inside_the_line_item() -> None:
    assert scores_url("https://lms.example/2/lineitem?type_id=1") == (
        "https://lms.example/2/lineitem/scores?type_id=1"
    )


def test_every_reason_is_explained_in_the_docs() -> None:
    told = DOCS.read_text(encoding="utf-8").split("## What each refusal means")[1]

    missing = [r.code for r in Reason if f"| `{r.code}` | {r.value} |" not in told]
    assert missing == []
    assert told.count("\n| `") == len(Reason)


def test_a_refusal_says_its_reason() -> None:
    refused = LaunchRefused(Reason.NONCE_WRONG)

    assert refused.message == "Leerspoor kon niet worden geopend (nonce-wrong)."
    assert Reason.NONCE_WRONG in WORTH_ANOTHER_TRY
    assert not Reason.ISSUER_WRONG.may_work_next_time
