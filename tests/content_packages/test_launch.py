"""Launching: what is left for the unit, what is said, and what its address carries."""

from tests.content_packages.conftest import Desk
from content_packages.rules.vocabulary import AuVerb
from tests.content_packages.packages import *


def test_a_whole_session_is_stored_in_the_order_of_the_standard(desk: Desk) -> None:
    unit = Au(attributes={"moveOn": "CompletedAndPassed", "masteryScore": "0.9"})
    package = desk.add(zipped(course(block(unit))))

    player = desk.launch(package).start()
    player.say(AuVerb.PASSED, score={"scaled": 0.9})
    player.say(AuVerb.COMPLETED)
    player.say(AuVerb.TERMINATED)

    assert desk.verbs() == [
        "launched",
        "initialized",
        "passed",
        "completed",
        "satisfied",
        "satisfied",
        "terminated",
    ]
