"""The sample module on the shelf, and teachers who played it: a small cmi5 player in Python."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from content_packages import Launch, LaunchContext, Package, add_package, launch
from content_packages.samples.build import build
from foundation.problems import Problem
from leerspoor.demo.school.goals import Lived
from leerspoor.demo.school.story import Story
from leerspoor.demo.school.texts import TRIED
from lti_tool.blend.operations import add_offering, enroll
from lti_tool.blend.operations.plan_blend import plan_blend
from lti_tool.blend.rules.choices import Plan, of_offering
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.goals.operations import goals_by_id
from lti_tool.goals.rules import GoalState, Theme, grouping_of
from lti_tool.profile.rules import Mode, account

CATEGORY = "https://w3id.org/xapi/cmi5/context/categories"
MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore"
MASTERY_SCORE = 0.7
OK = 200
ADL = "http://adlnet.gov/expapi/verbs"


class PlayRefused(Problem):
    text = "The record store refused what the demo played: {answer}"


def add_module(story: Story, theme: Theme) -> tuple[Package, Offering]:
    """Put our own module *Scherpe lesdoelen* on the shelf and on offer."""
    tool, board = story.tool, story.staff.board
    package = add_package(tool.shelf, board, build())
    with tool.database.writing(board) as tx:
        offering = add_offering(
            tx,
            tool.tool_url,
            "Scherpe lesdoelen",
            OfferingKind.MODULE,
            Mode.ONLINE,
            20,
            summary="Drie korte delen met voorbeelden, vragen en een plan voor morgen.",
            provider="Leerspoor",
            activity_iri=package.activity_id,
            package_id=package.id,
            theme_id=theme.id,
        )
    return package, offering


def plan(story: Story, offering: Offering, lived: Lived, number: int) -> None:
    """Choose a blend for a goal that runs: the module, something to try, sometimes a visit."""
    tool = story.at(lived.during(0.05))
    with tool.database.reading(story.staff.board) as tx:
        goal = goals_by_id(tx, [lived.goal.id])[lived.goal.id]
    if goal.state is not GoalState.ACTIVE:
        return
    colleague = story.staff.teachers[(number + 1) % len(story.staff.teachers)]
    wish = Plan(
        (of_offering(offering).key,),
        story.dice.choice(TRIED),
        colleague.person_id if number % 3 == 0 else None,
    )
    plan_blend(tool, lived.viewer, goal.id, wish)


def play(
    story: Story, package: Package, offering: Offering, lived: Lived, begin: datetime, units: int
) -> None:
    """Let somebody play the first `units` units for her goal, a quarter of an hour apart."""
    tool = story.at(begin)
    with tool.database.writing(story.staff.board) as tx:
        enrolled = enroll(tx, tool, lived.viewer, offering.id, lived.goal.id)
    context = LaunchContext(grouping=grouping_of(tool.tool_url, lived.goal))
    actor = account(tool.tool_url, lived.viewer.pseudonym)
    for number in range(units):
        story.at(begin + timedelta(minutes=15 * number))
        launched = launch(
            tool.shelf,
            story.staff.board,
            package.id,
            number,
            actor,
            enrolled.registration,
            context,
        )
        unit = package.units[number]
        _play_unit(story, launched, score=0.9 if unit.mastery_score is not None else None)


def _play_unit(story: Story, launched: Launch, score: float | None) -> None:
    """What a unit in a browser does, over the same addresses (cmi5 §8 to §11)."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(launched.url).query).items()}
    tool_app = story.product.tool_app.test_client()
    fetch = urlsplit(asked["fetch"]).path
    token = story.product.content_app.test_client().post(fetch).get_json()["auth-token"]
    headers = {"Authorization": f"Basic {token}", "X-Experience-API-Version": "1.0.3"}
    known = {"activityId": asked["activityId"], "agent": asked["actor"]}
    state = {**known, "registration": asked["registration"], "stateId": "LMS.LaunchData"}
    template = tool_app.get("/xapi/activities/state", query_string=state, headers=headers)
    preferences = {"agent": asked["actor"], "profileId": "cmi5LearnerPreferences"}
    tool_app.get("/xapi/agents/profile", query_string=preferences, headers=headers)
    for said in _statements(story, asked, template.get_json()["contextTemplate"], score):
        answer = tool_app.post("/xapi/statements", json=[said], headers=headers)
        if answer.status_code != OK:
            raise PlayRefused(answer=answer.get_data(as_text=True))


def _statements(
    story: Story, asked: dict[str, str], template: dict[str, Any], score: float | None
) -> Iterator[dict[str, Any]]:
    """Initialized, completed, passed where there is a score, terminated: six minutes in all."""
    begin = story.clock.moment
    spent = {"duration": "PT360S"}
    steps: list[tuple[str, int, dict[str, Any]]] = [
        ("initialized", 1, {}),
        ("completed", 355, {**spent, "completion": True}),
        *([("passed", 356, {**spent, "success": True, "score": {"scaled": score}})] * bool(score)),
        ("terminated", 360, spent),
    ]
    for verb, seconds, result in steps:
        at = begin + timedelta(seconds=seconds)
        story.clock.moment = at
        yield {
            "id": str(uuid4()),
            "actor": json.loads(asked["actor"]),
            "verb": {"id": f"{ADL}/{verb}", "display": {"en": verb}},
            "object": {"objectType": "Activity", "id": asked["activityId"]},
            "context": _context(asked, template, verb),
            "timestamp": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            **({"result": result} if result else {}),
        }


def _context(asked: dict[str, str], template: dict[str, Any], verb: str) -> dict[str, Any]:
    categories = ["cmi5", *(["moveon"] if verb in ("completed", "passed") else [])]
    related = {
        **template.get("contextActivities", {}),
        "category": [{"id": f"{CATEGORY}/{name}"} for name in categories],
    }
    mastery = {MASTERY: MASTERY_SCORE} if verb == "passed" else {}
    return {
        **template,
        "registration": asked["registration"],
        "contextActivities": related,
        "extensions": {**template.get("extensions", {}), **mastery},
    }
