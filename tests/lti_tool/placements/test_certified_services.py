"""The services part of the certification guide: names and roles (§6.3) and grades (§6.4)."""

from urllib.parse import parse_qs

import httpx

from lti_tool.platforms.operations.access import AcademyAccess
from lti_tool.platforms.operations.add_platform import list_platforms
from lti_tool.platforms.operations.sync_members import sync_members
from lti_tool.platforms.rules.services import LINE_ITEM_SCOPE, MEMBERS_SCOPE, SCORE_SCOPE
from tests.lti_tool.placements.course import Course
from tests.lti_tool.placements.test_reporting import HERS, evaluates, told


def overheard(course: Course) -> list[httpx.Request]:
    """Whatever we ask the academy from now on."""
    asked: list[httpx.Request] = []
    course.product.tool.http.event_hooks["request"].append(asked.append)
    return asked


def scopes_asked(request: httpx.Request) -> set[str]:
    return set(parse_qs(request.content.decode())["scope"][0].split())


def test_the_five_cases_of_names_and_roles(course: Course) -> None:
    course.opens("trainer-01")  # 1: an instructor launches
    asked = overheard(course)
    (known,) = list_platforms(course.product.tool.database)
    access = AcademyAccess.of(course.product.tool)

    read = sync_members(access, course.board, known.registration.id, "2")

    token, first, *pages = asked
    assert scopes_asked(token) == {MEMBERS_SCOPE}, "5: no more than this scope"
    assert (first.method, first.url.path) == ("GET", "/lti/memberships"), "2: the request"
    for one in (first, *pages):
        accepted = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
        assert one.headers["Accept"] == accepted, "3: the Accept header"
        assert one.headers["Authorization"].startswith("Bearer "), "4: the bearer token"
    assert read.members == 26


def test_a_learner_launches_and_the_tool_makes_the_column_and_the_score(course: Course) -> None:
    course.opens(HERS)
    evaluates(course)
    asked = overheard(course)

    course.product.worker.run_once()

    token, looked, made, scored = asked
    assert scopes_asked(token) == {LINE_ITEM_SCOPE, SCORE_SCOPE}
    kinds = {
        looked: ("GET", "Accept", "application/vnd.ims.lis.v2.lineitemcontainer+json"),
        made: ("POST", "Content-Type", "application/vnd.ims.lis.v2.lineitem+json"),
        scored: ("POST", "Content-Type", "application/vnd.ims.lis.v1.score+json"),
    }
    for one, (method, header, kind) in kinds.items():
        assert (one.method, one.headers[header]) == (method, kind)
        assert one.headers["Authorization"].startswith("Bearer ")
    assert scored.url.path.endswith("/lineitem/scores")
    assert told(course) == [("Leerdoel geëvalueerd", 100.0)], "the gradebook as it is inspected"
