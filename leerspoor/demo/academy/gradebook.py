"""The academy's gradebook: columns that tools make, and the scores they send (LTI AGS 2.0)."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from leerspoor.demo.academy.accounts import ACCOUNTS
from leerspoor.demo.academy.messages import AGS
from leerspoor.demo.academy.pages import academy
from leerspoor.demo.academy.services import needs, page_asked

gradebook = Blueprint("gradebook", __name__, url_prefix="/lti/lineitems")

SCORE = "application/vnd.ims.lis.v1.score+json"
FILTERS = {"tag": "tag", "resource_id": "resourceId", "resource_link_id": "resourceLinkId"}
NEEDED = ("userId", "timestamp", "activityProgress", "gradingProgress")


@gradebook.get("")
@needs(f"{AGS}scope/lineitem")
def list_line_items() -> Response:
    """§3.2.4; with a limit the way to the next page is quoted as oddly as Moodle does it."""
    wished = {name: request.args[arg] for arg, name in FILTERS.items() if arg in request.args}
    found = [
        item
        for item in academy().line_items.values()
        if all(item.get(name) == value for name, value in wished.items())
    ]
    start, limit = page_asked(max(1, len(found)))
    answer = jsonify(found[start : start + limit])
    if start + limit < len(found):
        following = f"{request.base_url}?limit={limit}&amp;from={start + limit}"
        answer.headers["Link"] = f"<{following}>; rel=&#8220;next&#8221;"
    return answer


@gradebook.post("")
@needs(f"{AGS}scope/lineitem")
def add_line_item() -> ResponseReturnValue:
    """The same column twice makes two, as in Moodle: looking first is up to the tool."""
    raw = request.get_json(force=True, silent=True)
    if not isinstance(raw, dict) or not raw.get("label") or not raw.get("scoreMaximum"):
        return jsonify(error="label and scoreMaximum are required"), 400
    return jsonify(academy().add_line_item(request.base_url, raw)), 201


@gradebook.get("/<number>/lineitem")
@needs(f"{AGS}scope/lineitem")
def line_item(number: str) -> ResponseReturnValue:
    item = academy().line_items.get(number)
    return jsonify(item) if item else _unknown()


@gradebook.post("/<number>/lineitem/scores")
@needs(f"{AGS}scope/score")
def take_score(number: str) -> ResponseReturnValue:
    """A score; within one second or back in time it is a conflict, as in Moodle."""
    if academy().mood.refuse_scores:
        return "<h1>Storing</h1>", academy().mood.refuse_scores
    if number not in academy().line_items:
        return _unknown()
    raw: Any = request.get_json(force=True, silent=True)
    moment = _moment(raw) if request.mimetype == SCORE and _is_complete(raw) else None
    if moment is None or raw["userId"] not in ACCOUNTS:
        return jsonify(error="not a score"), 400
    before = academy().scores.get((number, raw["userId"]))
    if before and moment <= (_moment(before) or 0):
        return jsonify(error="older than what we have"), 409
    if _erases(raw):
        academy().scores.pop((number, raw["userId"]), None)
    else:
        academy().scores[number, raw["userId"]] = raw
    return "", 200


@gradebook.get("/<number>/lineitem/results")
@needs(f"{AGS}scope/result.readonly")
def results(number: str) -> ResponseReturnValue:
    item = academy().line_items.get(number)
    if item is None:
        return _unknown()
    return jsonify(
        [
            {
                "id": f"{request.base_url}/{user}",
                "userId": user,
                "resultScore": score.get("scoreGiven"),
                "resultMaximum": score.get("scoreMaximum"),
                "scoreOf": item["id"],
            }
            for (scored, user), score in academy().scores.items()
            if scored == number
        ]
    )


def _is_complete(raw: Any) -> bool:
    return isinstance(raw, dict) and all(isinstance(raw.get(name), str) for name in NEEDED)


def _erases(score: dict[str, Any]) -> bool:
    """What is not final takes a grade away, as in Moodle."""
    return "scoreGiven" not in score or score["gradingProgress"] != "FullyGraded"


def _moment(score: dict[str, Any]) -> int | None:
    """To the second; `None` when it is no moment."""
    try:
        return int(datetime.fromisoformat(score["timestamp"]).timestamp())
    except ValueError:
        return None


def _unknown() -> ResponseReturnValue:
    return jsonify(error="unknown line item"), 404
