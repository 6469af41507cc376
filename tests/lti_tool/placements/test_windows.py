"""A window of one's own opens once and in time; a page of another says who one is now."""

from lti_tool.people.rules import Board
from lti_tool.shell.storage import visits
from tests.conftest import FrozenClock
from tests.lti_tool.placements.course import Arrived, Course, fields_in
from tests.lti_tool.platforms.surroundings import TOOL_URL


def token(arrived: Arrived) -> str:
    return fields_in(arrived.get("/venster").text)["token"]


def test_a_window_of_ones_own_opens_where_the_link_leads(course: Course) -> None:
    arrived = course.opens(leerspoor="team")
    elsewhere = course.product.tool_app.test_client()

    opened = elsewhere.post("/lti/venster", data={"token": token(arrived)}, base_url=TOOL_URL)

    assert opened.status_code == 303
    assert arrived.page.request.path.split("/")[2] not in opened.location, "a visit of its own"
    page = elsewhere.get(opened.location, base_url=TOOL_URL, follow_redirects=True)
    assert page.request.path.endswith("/voortgang")
    assert "Sanne de Vries" in page.text


def test_a_window_opens_once_and_within_minutes(course: Course, clock: FrozenClock) -> None:
    arrived, client = course.opens(), course.product.tool_app.test_client()
    first, late = token(arrived), token(arrived)

    def status(sent: str) -> int:
        return client.post("/lti/venster", data={"token": sent}, base_url=TOOL_URL).status_code

    assert [status(first), status(first), status(""), status("made up")] == [303, 401, 401, 401]
    clock.forward(minutes=6)
    assert status(late) == 401


def test_another_site_puts_nobody_into_a_visit(course: Course) -> None:
    sent, client = {"token": token(course.opens())}, course.product.tool_app.test_client()

    for site, status in (("cross-site", 403), ("none", 403), ("same-origin", 303)):
        headers = {"Sec-Fetch-Site": site}
        opened = client.post("/lti/venster", data=sent, base_url=TOOL_URL, headers=headers)
        assert opened.status_code == status


def test_a_window_does_not_outlive_the_visit_that_opened_it(course: Course) -> None:
    arrived = course.opens()
    sent = token(arrived)
    with course.product.tool.database.writing(None) as tx:
        tx.execute(visits.delete())

    client = course.product.tool_app.test_client()
    opened = client.post("/lti/venster", data={"token": sent}, base_url=TOOL_URL)

    assert opened.status_code == 401


def test_somebody_elses_page_says_who_one_is_now(course: Course, board: Board) -> None:
    hers, his = course.opens("leraar-01"), course.opens("leraar-02")

    wrong = his.client.get(hers.page.request.path, base_url=TOOL_URL)

    assert wrong.status_code == 403
    assert "Je bent in deze browser nu ingelogd als Youssef El Amrani." in wrong.text
    assert "Sanne" not in wrong.text
    stranger = course.product.tool_app.test_client()
    assert "ingelogd als" not in stranger.get(hers.page.request.path, base_url=TOOL_URL).text
    assert board.id == course.board


def test_who_comes_back_after_hours_reads_that_it_is_over(
    course: Course, clock: FrozenClock
) -> None:
    arrived = course.opens()
    clock.forward(hours=3)

    over = arrived.get("/agenda")

    assert over.status_code == 401
    assert "Je bezoek is afgelopen." in over.text
    assert "ingelogd als" not in over.text
