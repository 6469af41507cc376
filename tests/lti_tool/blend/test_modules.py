"""Who keeps the academy puts modules on offer, renews them and takes them away."""

import io
import re

import pytest
from werkzeug.test import TestResponse

from content_packages import PackageInUse, PackageReplaced, Upload, list_packages
from lti_tool.blend.operations import all_offerings
from lti_tool.blend.operations.modules import (
    offer_module,
    offer_unit,
    remove_module,
    replace_module,
    show_on_shelf,
)
from lti_tool.blend.operations.play import play
from lti_tool.blend.operations.show_module import show_module
from lti_tool.blend.rules.offerings import Offering
from lti_tool.blend.rules.problems import ModuleInUse, UnknownOffering
from lti_tool.people.rules import NotAllowed, Role, Viewer
from tests.content_packages.other_packages import h5p, scorm12
from tests.content_packages.packages import COURSE, Au, course, zipped
from tests.lti_tool.blend.conftest import Browser, SmallSchool
from tests.product import CONTENT_URL, TOOL_URL

BACK = f"{TOOL_URL}/klaar"
TWO = zipped(course(Au(words="Eén"), Au(id=f"{COURSE}/2", words="Twee")))
TURNED = zipped(
    course(Au(id=f"{COURSE}/2", words="Twee, beter"), Au(id=f"{COURSE}/3", words="Drie"))
)


@pytest.fixture
def keeper(small_school: SmallSchool) -> Viewer:
    return small_school.person("Beheerder", Role.ADMIN)


def upload(raw: bytes, name: str = "module.zip", wished: str = "") -> Upload:
    return Upload(io.BytesIO(raw), name, wished)


def offered(at: SmallSchool) -> list[Offering]:
    with at.tool.database.reading(at.tenant) as tx:
        return all_offerings(tx)


def hand_in(browser: Browser, raw: bytes, path: str = "/modules", **form: str) -> TestResponse:
    file = (io.BytesIO(raw), "module.zip")
    return browser.client.post(
        browser.start + path,
        data={"visit_token": browser.token, "pakket": file, **form},
        content_type="multipart/form-data",
    )


def test_a_module_is_on_offer_with_what_it_tells_of_itself(
    small_school: SmallSchool, keeper: Viewer
) -> None:
    package = offer_module(small_school.tool, keeper, upload(h5p()))

    (offering,) = offered(small_school)
    assert (offering.title, offering.package_id) == ("Waar of niet", package.id)
    assert package.languages == ("nl",)


def test_only_who_keeps_the_academy_offers_modules(small_school: SmallSchool) -> None:
    for viewer in (small_school.teacher, small_school.leader, small_school.trainer):
        with pytest.raises(NotAllowed):
            offer_module(small_school.tool, viewer, upload(TWO))

    assert small_school.browser(small_school.teacher).get("/modules").status_code == 403


def test_a_unit_is_offered_on_its_own_and_opens_alone(
    small_school: SmallSchool, keeper: Viewer
) -> None:
    package = offer_module(small_school.tool, keeper, upload(TWO))
    for _again in range(2):
        offer_unit(small_school.tool, keeper, package.id, 1)

    alone = [one for one in offered(small_school) if one.package_unit == 1]

    (unit,) = show_module(small_school.tool, small_school.teacher, alone[0].id, None).units
    assert (len(alone), alone[0].title, unit.title) == (1, "Twee", "Twee")


def test_who_began_finishes_her_version_and_who_begins_gets_the_new_one(
    small_school: SmallSchool, keeper: Viewer
) -> None:
    tool, sanne = small_school.tool, small_school.teacher
    package = offer_module(tool, keeper, upload(TWO))
    (offering,) = offered(small_school)
    play(tool, sanne, offering.id, None, 0, BACK)

    newer = replace_module(tool, keeper, package.id, upload(TURNED))

    hers = show_module(tool, sanne, offering.id, None)
    others = show_module(tool, small_school.colleague, offering.id, None)
    assert [unit.title for unit in hers.units] == ["Eén", "Twee"]
    assert [unit.title for unit in others.units] == ["Twee, beter", "Drie"]
    assert (newer.version, newer.activity_id) == (2, package.activity_id)
    assert newer.units[0].activity_id == package.units[1].activity_id
    assert len({unit.activity_id for unit in (*package.units, *newer.units)}) == 3


def test_an_offered_unit_moves_along_or_ends(small_school: SmallSchool, keeper: Viewer) -> None:
    tool = small_school.tool
    package = offer_module(tool, keeper, upload(TWO))
    for position in (0, 1):
        offer_unit(tool, keeper, package.id, position)
    first, second = (one for one in offered(small_school) if one.package_unit is not None)
    play(tool, small_school.teacher, second.id, None, 1, BACK)

    replace_module(tool, keeper, package.id, upload(TURNED))

    (moved,) = show_module(tool, small_school.colleague, second.id, None).units
    (kept,) = show_module(tool, small_school.teacher, second.id, None).units
    assert (moved.title, moved.position, kept.title, kept.position) == ("Twee, beter", 0, "Twee", 1)
    with pytest.raises(UnknownOffering):
        show_module(tool, small_school.colleague, first.id, None)


def test_a_version_is_replaced_once(small_school: SmallSchool, keeper: Viewer) -> None:
    package = offer_module(small_school.tool, keeper, upload(TWO))
    replace_module(small_school.tool, keeper, package.id, upload(TURNED))

    with pytest.raises(PackageReplaced):
        replace_module(small_school.tool, keeper, package.id, upload(TWO))

    assert show_on_shelf(small_school.tool, keeper, package.id).newer


def test_a_module_goes_as_long_as_nobody_needs_it(
    small_school: SmallSchool, keeper: Viewer
) -> None:
    tool = small_school.tool
    package = offer_module(tool, keeper, upload(TWO))

    remove_module(tool, keeper, package.id)

    assert offered(small_school) == []
    assert list_packages(tool.shelf, small_school.tenant) == []
    assert [one for one in tool.shelf.folder.rglob("*") if one.is_file()] == []


def test_a_module_that_somebody_needs_stays(small_school: SmallSchool, keeper: Viewer) -> None:
    tool = small_school.tool
    package = offer_module(tool, keeper, upload(TWO))
    (offering,) = offered(small_school)
    play(tool, small_school.teacher, offering.id, None, 0, BACK)

    with pytest.raises(ModuleInUse):
        remove_module(tool, keeper, package.id)
    replace_module(tool, keeper, package.id, upload(TURNED))
    with pytest.raises(PackageInUse):
        remove_module(tool, keeper, package.id)


def test_a_package_is_handed_in_on_the_page(small_school: SmallSchool, keeper: Viewer) -> None:
    browser = small_school.browser(keeper)

    answer = hand_in(browser, scorm12(), minuten="35")
    shown = browser.client.get(answer.location).text

    assert answer.status_code == 303
    assert "Rekenen" in shown
    assert "35 minuten" in shown
    assert "Rekenen" in browser.get("/modules").text


def test_what_is_wrong_stands_on_the_page_with_what_to_do(
    small_school: SmallSchool, keeper: Viewer
) -> None:
    answer = hand_in(small_school.browser(keeper), zipped(course(Au(url="weg.html"))))

    said = re.sub(r"\s+", " ", answer.text)
    assert answer.status_code == 422
    assert "Het bestand „weg.html” zit niet in de zip." in said
    assert "/courseStructure/au/url (line 4)" in said
    assert "hoofdletters tellen mee" in said
    assert offered(small_school) == []


def test_a_form_without_a_file_is_told(small_school: SmallSchool, keeper: Viewer) -> None:
    answer = small_school.browser(keeper).post("/modules")

    assert answer.status_code == 422
    assert "Het bestand is leeg." in answer.text


def test_versions_units_and_goodbyes_go_over_the_pages(
    small_school: SmallSchool, keeper: Viewer
) -> None:
    browser = small_school.browser(keeper)
    package = offer_module(small_school.tool, keeper, upload(TWO))
    at = f"/modules/{package.id}"

    assert browser.post(f"{at}/deel", {"deel": "1"}).status_code == 303
    assert "Los te kiezen" in browser.get(at).text
    renewed = hand_in(browser, TURNED, f"{at}/versie")
    assert "Er is een nieuwere versie" in browser.get(at).text
    assert "Twee, beter" in browser.client.get(renewed.location).text
    assert hand_in(browser, TWO, f"{at}/versie").status_code == 409
    newest = renewed.location.rsplit("/", 1)[-1]
    assert browser.post(f"/modules/{newest}/weg").status_code == 303


def test_a_trainer_looks_at_a_unit_and_nothing_is_recorded(
    small_school: SmallSchool, keeper: Viewer
) -> None:
    package = offer_module(small_school.tool, keeper, upload(TWO))
    browser = small_school.browser(small_school.trainer)
    at = f"/modules/{package.id}"

    shelf, shown = browser.get("/modules").text, browser.get(at).text
    opened = browser.post(f"{at}/bekijk", {"deel": "1"})
    framed = browser.post(f"{at}/bekijk", {"deel": "1", "waar": "hier"})

    assert at in shelf
    assert "Zet op de plank" not in shelf
    assert "Vervang" not in shown
    for answer in (opened, framed):
        assert "Je kijkt alleen. Er wordt niets bewaard" in answer.text
        assert CONTENT_URL in answer.text
    assert "<iframe" not in opened.text
    assert "<iframe" in framed.text
    assert small_school.said() == []
    remove_module(small_school.tool, keeper, package.id)


def test_who_only_learns_looks_at_no_shelf(small_school: SmallSchool, keeper: Viewer) -> None:
    package = offer_module(small_school.tool, keeper, upload(TWO))
    teacher, trainer = map(small_school.browser, (small_school.teacher, small_school.trainer))

    assert teacher.post(f"/modules/{package.id}/bekijk", {"deel": "0"}).status_code == 403
    assert trainer.post(f"/modules/{package.id}/deel", {"deel": "0"}).status_code == 403
    assert trainer.post(f"/modules/{package.id}/bekijk", {"deel": "7"}).status_code == 404
    assert hand_in(trainer, TWO).status_code == 403
    with pytest.raises(NotAllowed):
        offer_unit(small_school.tool, small_school.trainer, package.id, 0)
