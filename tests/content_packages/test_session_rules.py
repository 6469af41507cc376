"""Each rule of a session has one statement that breaks it and nothing else: 403 with its name."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from content_packages import Package
from content_packages.rules.session_rules import RULES
from content_packages.rules.vocabulary import (
    CMI5,
    MASTERY_SCORE,
    MOVE_ON,
    SESSION_ID,
    VOIDED,
    AuVerb,
    LmsVerb,
)
from tests.content_packages.conftest import EXPERIENCED, GOAL, Desk, Player
from tests.content_packages.packages import Au, course, zipped

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Rules are pure: what they say does not depend on the database."""

Said = dict[str, Any]
JUDGED = {"moveOn": "CompletedAndPassed", "masteryScore": "0.8"}


@pytest.fixture
def package(desk: Desk) -> Package:
    return desk.add(zipped(course(Au(attributes=JUDGED))))


@pytest.fixture
def player(desk: Desk, package: Package) -> Player:
    return desk.launch(package).start()


def spoil(verb: str, change: Callable[[Said], object], **result: Any) -> Callable[[Player], Said]:
    """A valid statement, spoiled."""

    def make(player: Player) -> Said:
        statement = player.statement(verb, **result)
        change(statement)
        return statement

    return make


def without(*path: str) -> Callable[[Said], object]:
    def remove(statement: Said) -> None:
        inside = statement
        for step in path[:-1]:
            inside = inside[step]
        del inside[path[-1]]

    return remove


def with_value(value: object, *path: str) -> Callable[[Said], object]:
    def put(statement: Said) -> None:
        inside = statement
        for step in path[:-1]:
            inside = inside.setdefault(step, {})
        inside[path[-1]] = value

    return put


def with_category(category: str) -> Callable[[Said], object]:
    return lambda said: (
        said["context"]["contextActivities"].setdefault("category", []).append({"id": category})
    )


def local(statement: Said) -> None:
    statement["timestamp"] = statement["timestamp"].replace("Z", "-06:00")


def no_grouping(statement: Said) -> None:
    statement["context"]["contextActivities"]["grouping"].pop()


def not_for_move_on(statement: Said) -> None:
    statement["context"]["contextActivities"]["category"].remove({"id": MOVE_ON})


SCORE = {"scaled": 0.9}

AT_ONCE: Mapping[str, Callable[[Player], Said]] = {
    "voiding": lambda player: {
        **player.statement(VOIDED),
        "object": {"objectType": "StatementRef", "id": str(uuid4())},
    },
    "id-missing": spoil(EXPERIENCED, without("id")),
    "timestamp-missing": spoil(EXPERIENCED, without("timestamp")),
    "timestamp-not-utc": spoil(EXPERIENCED, local),
    "actor-differs": spoil(EXPERIENCED, with_value("ander", "actor", "account", "name")),
    "registration-differs": spoil(EXPERIENCED, with_value(str(uuid4()), "context", "registration")),
    "template-missing": spoil(EXPERIENCED, no_grouping),
    "verb-of-the-lms": spoil(LmsVerb.SATISFIED, with_category(CMI5)),
    "move-on-missing": spoil(AuVerb.COMPLETED, not_for_move_on),
    "move-on-misplaced": spoil(EXPERIENCED, with_category(MOVE_ON)),
    "object-differs": spoil(AuVerb.COMPLETED, with_value("https://x.example/1", "object", "id")),
    "verb-repeated": spoil(AuVerb.INITIALIZED, lambda _: None),
    "score-misplaced": spoil(AuVerb.COMPLETED, with_value(SCORE, "result", "score")),
    "scaled-outside": spoil(AuVerb.FAILED, lambda _: None, score={"scaled": -0.1}),
    "raw-without-bounds": spoil(
        AuVerb.PASSED, lambda _: None, score={"scaled": 0.9, "raw": 9, "min": 0}
    ),
    "success-wrong": spoil(AuVerb.PASSED, without("result", "success")),
    "completion-wrong": spoil(AuVerb.PASSED, with_value(True, "result", "completion")),
    "duration-missing": spoil(AuVerb.TERMINATED, without("result", "duration")),
    "score-contradicts-mastery": spoil(AuVerb.PASSED, lambda _: None, score={"scaled": 0.79}),
    "mastery-missing": spoil(
        AuVerb.PASSED, without("context", "extensions", MASTERY_SCORE), score=SCORE
    ),
}

AFTER_SOMETHING = {
    "session-over",
    "preferences-not-read",
    "not-initialized",
    "mode-not-normal",
    "failed-after-passed",
    "judged-twice",
}
"""Rules that need a story; their tests stand below."""


def test_every_rule_has_a_statement_that_breaks_it() -> None:
    assert set(AT_ONCE) | AFTER_SOMETHING == {rule.name for rule in RULES}


@ON_SQLITE
@pytest.mark.parametrize("rule", AT_ONCE)
def test_one_fault_is_refused_by_its_name(player: Player, rule: str) -> None:
    answer = player.send(AT_ONCE[rule](player))

    assert answer.status_code == 403
    assert (answer.json or {}).get("rule") == rule


@ON_SQLITE
@pytest.mark.parametrize(
    ("rule", "make"),
    [
        ("actor-differs", spoil(EXPERIENCED, with_value("Group", "actor", "objectType"))),
        (
            "actor-differs",
            spoil(EXPERIENCED, with_value({"mbox": "mailto:a@b.example"}, "actor")),
        ),
        ("registration-differs", spoil(EXPERIENCED, without("context", "registration"))),
        ("registration-differs", spoil(AuVerb.PASSED, without("context"))),
        ("template-missing", spoil(EXPERIENCED, without("context", "contextActivities"))),
        ("template-missing", spoil(EXPERIENCED, without("context", "extensions", SESSION_ID))),
        ("move-on-misplaced", spoil(AuVerb.TERMINATED, with_category(MOVE_ON))),
        ("success-wrong", spoil(AuVerb.FAILED, with_value(True, "result", "success"))),
        ("success-wrong", spoil(AuVerb.COMPLETED, with_value(True, "result", "success"))),
        ("completion-wrong", spoil(AuVerb.COMPLETED, with_value(False, "result", "completion"))),
        ("duration-missing", spoil(AuVerb.COMPLETED, without("result", "duration"))),
        ("duration-missing", spoil(AuVerb.FAILED, without("result", "duration"))),
        ("duration-missing", spoil(AuVerb.TERMINATED, without("result"))),
        (
            "score-contradicts-mastery",
            spoil(AuVerb.FAILED, lambda _: None, score={"scaled": 0.8}),
        ),
        (
            "mastery-missing",
            spoil(
                AuVerb.PASSED, with_value(0.5, "context", "extensions", MASTERY_SCORE), score=SCORE
            ),
        ),
    ],
)
def test_a_rule_can_be_broken_in_more_ways(
    player: Player, rule: str, make: Callable[[Player], Said]
) -> None:
    answer = player.send(make(player))

    assert (answer.status_code, (answer.json or {}).get("rule")) == (403, rule)


def refused_by(answer: Any) -> str:
    assert answer.status_code == 403
    return str(answer.json["rule"])


def test_the_preferences_are_read_before_anything_is_said(desk: Desk, package: Package) -> None:
    player = desk.launch(package)
    player.token = player.fetch()["auth-token"]
    player.data = dict(player.state("GET", "LMS.LaunchData").json or {})

    assert refused_by(player.say(AuVerb.INITIALIZED)) == "preferences-not-read"
    player.preferences()
    assert player.say(AuVerb.INITIALIZED).status_code == 200


@pytest.mark.parametrize("verb", [EXPERIENCED, AuVerb.COMPLETED, AuVerb.TERMINATED])
def test_the_first_thing_said_is_initialized(desk: Desk, package: Package, verb: str) -> None:
    player = desk.launch(package).begin()

    assert refused_by(player.say(verb)) == "not-initialized"


def test_the_same_verb_without_the_category_does_not_initialize(
    desk: Desk, package: Package
) -> None:
    player = desk.launch(package).begin()
    allowed = player.statement(AuVerb.INITIALIZED)
    allowed["context"]["contextActivities"].pop("category")

    assert refused_by(player.send(allowed)) == "not-initialized"


def test_the_same_verb_of_another_profile_is_allowed_afterwards(player: Player) -> None:
    """The video profile has an `initialized` of its own."""
    statement = player.statement(AuVerb.INITIALIZED)
    statement["context"]["contextActivities"]["category"] = [{"id": "https://w3id.org/xapi/video"}]
    statement["object"] = {"id": "https://x.example/film"}

    assert player.send(statement).status_code == 200


@pytest.mark.parametrize("mode", ["Browse", "Review"])
@pytest.mark.parametrize("verb", [AuVerb.COMPLETED, AuVerb.PASSED, AuVerb.FAILED])
def test_only_normal_mode_has_results(
    desk: Desk, package: Package, mode: str, verb: AuVerb
) -> None:
    player = desk.launch(package, mode=mode).start()

    assert refused_by(player.say(verb)) == "mode-not-normal"
    assert player.say(AuVerb.TERMINATED).status_code == 200


@pytest.mark.parametrize("verb", [AuVerb.COMPLETED, AuVerb.PASSED])
def test_a_result_is_said_once_in_a_registration(
    desk: Desk, package: Package, verb: AuVerb
) -> None:
    registration = uuid4()
    first = desk.launch(package, registration=registration).start()
    assert first.say(verb).status_code == 200
    assert refused_by(first.say(verb)) == "verb-repeated"
    first.say(AuVerb.TERMINATED)

    second = desk.launch(package, registration=registration).start()
    assert refused_by(second.say(verb)) == "verb-repeated"


def test_a_session_is_judged_once(player: Player) -> None:
    player.say(AuVerb.FAILED)

    assert refused_by(player.say(AuVerb.PASSED)) == "judged-twice"
    assert refused_by(player.say(AuVerb.FAILED)) == "verb-repeated"


def test_who_failed_may_pass_in_another_session_but_never_fail_afterwards(
    desk: Desk, package: Package
) -> None:
    registration = uuid4()
    first = desk.launch(package, registration=registration).start()
    first.say(AuVerb.FAILED)
    second = desk.launch(package, registration=registration).start()
    assert second.say(AuVerb.PASSED).status_code == 200

    third = desk.launch(package, registration=registration).start()
    assert refused_by(third.say(AuVerb.FAILED)) == "failed-after-passed"


def test_after_terminated_the_token_opens_nothing(player: Player) -> None:
    player.say(AuVerb.TERMINATED)

    for answer in (player.say(EXPERIENCED), player.state("GET", "x"), player.preferences()):
        assert answer.status_code == 403
        assert (answer.json or {})["code"] == "session-over"


def test_nothing_follows_terminated_in_one_batch_either(player: Player) -> None:
    last = player.statement(AuVerb.TERMINATED)
    player.clock.forward(seconds=1)
    later = player.statement(EXPERIENCED)

    assert refused_by(player.send(last, later)) == "session-over"


def test_a_batch_is_heard_in_the_order_of_its_timestamps(desk: Desk, package: Package) -> None:
    player = desk.launch(package).begin()
    first = player.statement(AuVerb.INITIALIZED)
    player.clock.forward(seconds=1)
    second = player.statement(EXPERIENCED)

    assert player.send(second, first).status_code == 200


def test_one_bad_statement_refuses_its_whole_batch(desk: Desk, player: Player) -> None:
    good, bad = player.statement(EXPERIENCED), player.statement(EXPERIENCED)
    del bad["timestamp"]
    before = desk.verbs()

    assert refused_by(player.send(good, bad)) == "timestamp-missing"
    assert desk.verbs() == before


def test_the_same_statement_sent_again_changes_nothing(desk: Desk, player: Player) -> None:
    """A browser that got no answer sends once more."""
    completed = player.statement(AuVerb.COMPLETED)
    assert player.send(completed).status_code == 200

    assert player.send(completed).status_code == 200
    assert desk.verbs().count("completed") == 1


def test_passed_without_a_score_needs_no_mastery_score(player: Player) -> None:
    assert player.say(AuVerb.PASSED).status_code == 200


def test_a_mastery_score_of_nought_is_a_mastery_score(desk: Desk) -> None:
    unit = Au(attributes={"masteryScore": "0"})
    player = desk.launch(desk.add(zipped(course(unit)))).start()

    assert player.data["masteryScore"] == 0
    assert refused_by(player.say(AuVerb.FAILED, score={"scaled": 0})) == "score-contradicts-mastery"


def test_goals_travel_in_the_template(player: Player) -> None:
    grouping = player.data["contextTemplate"]["contextActivities"]["grouping"]

    assert [one["id"] for one in grouping][1:] == [GOAL]


def test_nobody_else_speaks_as_a_unit_in_our_registration(desk: Desk, player: Player) -> None:
    forged = player.statement(AuVerb.PASSED)
    key, secret = desk.stranger()

    answer = desk.send_as(key, secret, forged)

    assert (answer.status_code, (answer.json or {})["rule"]) == (403, "not-of-a-session")


def test_others_may_speak_of_the_registration_in_their_own_words(
    desk: Desk, player: Player
) -> None:
    statement = player.statement(EXPERIENCED)

    assert desk.send_as(*desk.stranger(), statement).status_code == 200


def test_time_goes_by_between_launch_and_abandon(desk: Desk, package: Package) -> None:
    registration = uuid4()
    player = desk.launch(package, registration=registration).start()
    launched_at = desk.statements()[0].timestamp
    player.clock.forward(minutes=2)
    player.say(EXPERIENCED)
    spent = desk.statements()[-1].timestamp - launched_at
    player.clock.forward(hours=3)

    desk.launch(package, registration=registration)

    (left,) = [one for one in desk.statements() if one.verb == LmsVerb.ABANDONED]
    assert left.result["duration"] == f"PT{spent / timedelta(seconds=1):g}S"
