"""Who only looks leaves nothing: no statement, and after a day no trace of the launch either."""

from uuid import UUID

import pytest
import sqlalchemy as sa

from content_packages import (
    Launch,
    PackageInUse,
    UnknownRegistration,
    find_package,
    forget_previews,
    preview,
    remove_package,
    waive,
)
from content_packages.rules.vocabulary import AuVerb
from foundation.database import metadata
from tests.content_packages.conftest import EXPERIENCED, TENANT, Desk, Player
from tests.content_packages.other_packages import activity, h5p, scorm12, tincan
from tests.content_packages.packages import Au, course, zipped
from tests.content_packages.sitting import Sitting, core

BACK = "https://leerspoor.example/klaar/bekeken"
KEPT = ("content_registration", "content_session", "content_attempt", "lrs_document")


def look(desk: Desk, raw: bytes) -> Launch:
    package = desk.add(raw)
    return preview(desk.shelf, TENANT, package.id, 0, "nl-NL", BACK)


def player(desk: Desk, launch: Launch) -> Player:
    return Player(desk.shelf, desk.clock, desk.xapi, desk.content, launch)


def rows(desk: Desk) -> dict[str, int]:
    with desk.shelf.database.reading(TENANT) as tx:
        counts = {
            name: tx.scalar(sa.select(sa.func.count()).select_from(metadata.tables[name]))
            for name in KEPT
        }
    return {name: count for name, count in counts.items() if count}


def test_a_cmi5_unit_plays_in_browse_and_nothing_is_recorded(desk: Desk) -> None:
    unit = player(desk, look(desk, zipped(course(Au(attributes={"moveOn": "Completed"})))))

    unit.start()

    assert (unit.data["launchMode"], unit.data["returnURL"]) == ("Browse", BACK)
    assert unit.say(EXPERIENCED).status_code == 200
    assert unit.say(AuVerb.COMPLETED).status_code == 403
    assert unit.state("PUT", "plaats", data=b"3").status_code == 204
    assert unit.state("GET", "plaats").data == b"3"
    assert unit.say(AuVerb.TERMINATED).status_code == 200
    assert desk.statements() == []


def test_what_needs_nothing_is_satisfied_for_nobody(desk: Desk) -> None:
    player(desk, look(desk, zipped())).start()

    assert desk.statements() == []


@pytest.mark.parametrize("raw", [scorm12(), h5p()])
def test_a_player_keeps_nothing(desk: Desk, raw: bytes) -> None:
    sitting = Sitting(desk, look(desk, raw))

    assert sitting.shown()["counts"] is False
    assert "er wordt niets bewaard" in sitting.page().text
    assert sitting.save(core("passed"), final=True).get_json()["kept"] is False
    assert desk.statements() == []


def test_a_tin_can_unit_is_answered_and_not_believed(desk: Desk) -> None:
    unit = player(desk, look(desk, tincan(activity())))
    unit.token = unit.given["auth"].removeprefix("Basic ")
    said = {
        "actor": unit.actor,
        "verb": {"id": AuVerb.COMPLETED.value},
        "object": {"id": unit.given["activity_id"]},
    }

    assert unit.send(said).status_code == 200
    assert desk.statements() == []


def test_the_traces_go_when_the_page_cannot_be_open_any_more(desk: Desk) -> None:
    unit = player(desk, look(desk, zipped())).start()
    unit.state("PUT", "plaats", data=b"3")

    desk.clock.forward(hours=23)
    forget_previews(desk.shelf, [TENANT])
    assert rows(desk)
    desk.clock.forward(hours=2)
    forget_previews(desk.shelf, [TENANT])

    assert rows(desk) == {}


def test_who_learns_is_not_forgotten_with_them(desk: Desk) -> None:
    package = desk.add()
    learner = desk.launch(package).start()
    preview(desk.shelf, TENANT, package.id, 0, "nl-NL", BACK)
    desk.clock.forward(hours=30)

    forget_previews(desk.shelf, [TENANT])

    assert rows(desk)["content_registration"] == 1
    with desk.shelf.database.writing(TENANT) as tx, pytest.raises(PackageInUse):
        remove_package(tx, package.id)
    assert learner.launch.session_id


def test_a_module_that_was_only_looked_at_can_go(desk: Desk) -> None:
    package = desk.add()
    unit = player(desk, preview(desk.shelf, TENANT, package.id, 0, "nl-NL", BACK)).start()

    with desk.shelf.database.writing(TENANT) as tx:
        remove_package(tx, package.id)

    with desk.shelf.database.reading(TENANT) as tx:
        assert find_package(tx, package.id) is None
    assert rows(desk) == {}
    assert unit.say(EXPERIENCED).status_code in (401, 403)


def test_nobody_is_let_off_in_a_preview(desk: Desk) -> None:
    unit = player(desk, look(desk, zipped()))

    with pytest.raises(UnknownRegistration):
        waive(desk.shelf, TENANT, UUID(unit.given["registration"]), 0, "zomaar")


def test_a_preview_leaves_no_profile_of_an_activity(desk: Desk) -> None:
    unit = player(desk, look(desk, zipped())).start()
    where = {"activityId": unit.given["activityId"], "profileId": "hallo"}

    answer = unit.ask("PUT", "activities/profile", query_string=where, data=b"x")

    assert (answer.status_code, (answer.json or {})["rule"]) == (403, "preview-leaves-nothing")
