"""SCORM 2004 in a real browser: the rules of a course lead the way, also from day to day."""

import pytest
from playwright.sync_api import Page

from tests.content_packages.browser.conftest import Hosts, wait_for
from tests.content_packages.browser.test_players import Learner
from tests.content_packages.conftest import GOAL
from tests.content_packages.sequenced import sequenced_package

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    page.frame_locator("#unit").get_by_role("button", name=name).click()


def is_at(page: Page, title: str, number: int = 1) -> None:
    page.get_by_role("heading", name=title).wait_for()
    page.frame_locator("#unit").get_by_text(f"Bladzijde {number}").wait_for()


def stop(hosts: Hosts, page: Page) -> None:
    page.get_by_role("link", name="Stoppen").click()
    page.wait_for_url(f"{hosts.academy}/terug")
    wait_for(page, lambda: hosts.said()[-1] == "terminated")


def test_rules_lead_the_way_and_a_course_goes_on_where_it_was(hosts: Hosts, page: Page) -> None:
    learner = Learner(hosts, hosts.desk.add(sequenced_package()))
    learner.opens(page)
    is_at(page, "Toets")
    page.get_by_text("Alle delen").click()
    for locked in ("Les 1", "Les 2", "Slot"):
        assert page.get_by_role("button", name=locked).is_disabled()

    press(page, "Klaar")
    is_at(page, "Les 2")  # she knew what the first lesson teaches
    press(page, "Blader")
    press(page, "Blader")
    stop(hosts, page)
    learner.opens(page)
    is_at(page, "Les 2", number=3)
    press(page, "Klaar")
    is_at(page, "Slot")
    page.frame_locator("#unit").get_by_text("uit een ander deel").wait_for()
    press(page, "Naar buiten")
    page.get_by_text("Je bent aan het einde van deze module.").wait_for()

    assert hosts.said().count("satisfied") == 2  # the lessons, and with the last part the whole
    assert hosts.said()[-2:] == ["terminated", "satisfied"]
    told = hosts.desk.statements()
    assert all(GOAL in one.grouping for one in told)
    assert "Les 1" not in str([one.object for one in told])


def test_who_may_not_go_on_yet_stays_and_reads_why(hosts: Hosts, page: Page) -> None:
    learner = Learner(hosts, hosts.desk.add(sequenced_package()))
    learner.opens(page)
    is_at(page, "Toets")

    page.get_by_role("button", name="Volgende").click()
    is_at(page, "Les 1")
    page.get_by_role("button", name="Volgende").click()
    is_at(page, "Les 2")
    page.get_by_role("button", name="Volgende").click()

    page.get_by_text("Daar mag je nu nog niet heen").wait_for()
    is_at(page, "Les 2")
