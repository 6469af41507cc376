"""moveOn in all its variants, and how it rises from units to blocks to the course."""

from uuid import uuid4

import pytest

from content_packages import enroll, waive
from content_packages.rules.vocabulary import (
    BLOCK_TYPE,
    COURSE_TYPE,
    SESSION_ID,
    AuVerb,
    LmsVerb,
)
from tests.content_packages.conftest import ACTOR, TENANT, Desk
from tests.content_packages.packages import COURSE, Au, block, course

C, P, F = AuVerb.COMPLETED, AuVerb.PASSED, AuVerb.FAILED


def unit(number: int = 1, move_on: str | None = "Completed") -> Au:
    return Au(
        id=f"{COURSE}/{number}",
        url=f"https://x.example/{number}",
        attributes={"moveOn": move_on} if move_on else {},
    )


def satisfied(desk: Desk) -> list[str]:
    """The publisher's ids of what is satisfied, in order."""
    return [
        one.grouping[0].removeprefix(COURSE)
        for one in desk.statements()
        if one.verb == LmsVerb.SATISFIED
    ]


@pytest.mark.parametrize(
    ("move_on", "said", "is_satisfied"),
    [
        ("Completed", [C], True),
        ("Completed", [P], False),
        ("Passed", [P], True),
        ("Passed", [C], False),
        ("Passed", [F], False),
        ("CompletedAndPassed", [C], False),
        ("CompletedAndPassed", [P], False),
        ("CompletedAndPassed", [C, P], True),
        ("CompletedAndPassed", [P, C], True),
        ("CompletedAndPassed", [C, F], False),
        ("CompletedOrPassed", [C], True),
        ("CompletedOrPassed", [P], True),
        ("CompletedOrPassed", [F], False),
    ],
)
def test_when_a_unit_is_satisfied(
    desk: Desk, move_on: str, said: list[AuVerb], is_satisfied: bool
) -> None:
    player = desk.launch(desk.add(course(unit(1, move_on)).encode())).start()

    for verb in said:
        assert player.say(verb).status_code == 200

    assert satisfied(desk) == ([""] if is_satisfied else [])


@pytest.mark.parametrize("move_on", ["NotApplicable", None])
def test_what_needs_nothing_is_satisfied_before_the_launch(desk: Desk, move_on: str | None) -> None:
    desk.launch(desk.add(course(block(unit(1, move_on))).encode()))

    assert desk.verbs() == ["satisfied", "satisfied", "launched"]
    assert satisfied(desk) == ["/blok", ""]
    first, second, launched = desk.statements()
    sessions = [one.context["extensions"][SESSION_ID] for one in (first, second, launched)]
    assert sessions[0] == sessions[1] != sessions[2]


def test_inner_blocks_come_before_outer_ones_and_the_course_is_last(desk: Desk) -> None:
    inner = block(unit(1), id=f"{COURSE}/binnen")
    package = desk.add(course(block(inner, unit(2, None), id=f"{COURSE}/buiten")).encode())

    desk.launch(package).start().say(C)

    assert satisfied(desk) == ["/binnen", "/buiten", ""]


def test_each_is_satisfied_once_and_only_when_all_in_it_is(desk: Desk) -> None:
    one = block(unit(1), unit(2), id=f"{COURSE}/een")
    two = block(unit(3), id=f"{COURSE}/twee")
    package, registration = desk.add(course(one, two).encode()), uuid4()

    seen = []
    for index in range(3):
        desk.launch(package, index, registration=registration).start().say(C)
        seen.append(satisfied(desk))

    assert seen == [[], ["/een"], ["/een", "/twee", ""]]


def test_types_and_ids_are_ours_and_sessions_those_of_the_cause(desk: Desk) -> None:
    player = desk.launch(desk.add(course(block(unit(1))).encode())).start()
    player.say(C)

    of_block, of_course = desk.statements()[-2:]
    assert of_block.object["definition"]["type"] == BLOCK_TYPE
    assert of_course.object["definition"]["type"] == COURSE_TYPE
    assert of_course.object["definition"]["name"] == {"nl": "Scherpe doelen"}
    for one in (of_block, of_course):
        assert not one.object["id"].startswith(COURSE)
        assert one.context["extensions"][SESSION_ID] == str(player.launch.session_id)


def test_registrations_do_not_count_for_each_other(desk: Desk) -> None:
    package = desk.add(course(unit(1), unit(2)).encode())

    desk.launch(package, 0).start().say(C)
    desk.launch(package, 1).start().say(C)

    assert satisfied(desk) == []


def test_a_waived_unit_counts_with_the_others(desk: Desk) -> None:
    package, registration = desk.add(course(unit(1), unit(2)).encode()), uuid4()
    with desk.shelf.database.writing(TENANT) as tx:
        enroll(tx, desk.shelf, package.id, ACTOR, registration)
    waive(desk.shelf, TENANT, registration, 0, "Vrijgesteld")

    desk.launch(package, 1, registration=registration).start().say(C)

    assert desk.verbs().count("satisfied") == 1


def test_a_batch_with_everything_at_once_satisfies_too(desk: Desk) -> None:
    player = desk.launch(desk.add(course(unit(1, "CompletedAndPassed")).encode())).start()
    statements = [player.statement(verb) for verb in (P, C, AuVerb.TERMINATED)]
    for number, one in enumerate(statements):
        one["timestamp"] = one["timestamp"].replace("Z", f".{number}00Z")

    assert player.send(*statements).status_code == 200
    assert satisfied(desk) == [""]


def test_a_refused_statement_satisfies_nothing(desk: Desk) -> None:
    player = desk.launch(desk.add(course(unit(1)).encode())).start()
    bad = player.statement(C)
    del bad["result"]["duration"]

    assert player.send(bad).status_code == 403
    assert satisfied(desk) == []
