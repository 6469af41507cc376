"""Checking in on a phone: who may, who may not, and what a phone remembers."""

from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from lti_tool.blend.operations.check_in import check_in_outside, come_to_the_door, link_inside
from lti_tool.blend.operations.doors import my_code, renew_code
from lti_tool.blend.operations.sessions import close_session
from lti_tool.blend.rules.problems import TicketExpired, WrongCode, WrongPersonalCode
from lti_tool.blend.rules.sessions import Session
from lti_tool.blend.web.limits import PHONE_COOKIE
from lti_tool.people.operations import add_board, add_person, add_school, appoint, viewer_of
from lti_tool.people.rules import NotAllowed, Role
from lti_tool.profile.rules import Extension
from tests.lti_tool.blend.conftest import SINCE, SmallSchool


def qr(at: SmallSchool, session: Session) -> str:
    """The path that the QR on the screen leads to."""
    return at.screen(session).address.removeprefix(at.tool.tool_url)


def ticket_in(answer: TestResponse) -> str:
    return answer.text.partition('name="kaartje" value="')[2].partition('"')[0]


def hers(at: SmallSchool) -> str:
    return my_code(at.tool, at.teacher)


def test_who_scans_says_who_she_is_once_and_the_phone_remembers(small_school: SmallSchool) -> None:
    session = small_school.running()
    phone = small_school.phone()
    door = qr(small_school, session)

    first = phone.get(door)
    assert "Sanne" not in first.text
    form = {"kaartje": ticket_in(first), "persoonlijk": hers(small_school), "onthoud": "y"}
    entered = phone.post(door, data=form, follow_redirects=True, base_url="https://tool.example")
    assert "Je bent er, Sanne de Vries." in entered.text

    another = small_school.running()
    again = phone.get(qr(small_school, another), base_url="https://tool.example")
    assert "Ben jij <strong>Sanne de Vries</strong>?" in again.text
    yes = {"kaartje": ticket_in(again)}
    inside = phone.post(
        qr(small_school, another), data=yes, follow_redirects=True, base_url="https://tool.example"
    )
    assert "Je bent er, Sanne de Vries." in inside.text
    methods = [
        one.body["context"]["extensions"][Extension.METHOD] for one in small_school.said("attended")
    ]
    assert methods == ["qr", "qr"]


def test_a_phone_that_is_not_to_remember_does_not(small_school: SmallSchool) -> None:
    session = small_school.running()
    phone = small_school.phone()
    door = qr(small_school, session)

    form = {"kaartje": ticket_in(phone.get(door)), "persoonlijk": hers(small_school)}
    answer = phone.post(door, data=form)

    assert answer.status_code == 303
    assert PHONE_COOKIE not in answer.headers.get("Set-Cookie", "")


def test_the_cookie_of_a_phone_is_first_party_and_out_of_reach_of_scripts(
    small_school: SmallSchool,
) -> None:
    session = small_school.running()
    phone = small_school.phone()
    door = qr(small_school, session)
    form = {
        "kaartje": ticket_in(phone.get(door)),
        "persoonlijk": hers(small_school),
        "onthoud": "y",
    }

    cookie = phone.post(door, data=form).headers["Set-Cookie"]

    assert cookie.startswith("__Host-")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie


def test_a_ticket_gives_time_to_type_though_the_code_has_gone(small_school: SmallSchool) -> None:
    session = small_school.running()
    phone = small_school.phone()
    door = qr(small_school, session)
    ticket = ticket_in(phone.get(door))
    small_school.clock.forward(minutes=9)

    entered = phone.post(door, data={"kaartje": ticket, "persoonlijk": hers(small_school)})

    assert entered.status_code == 303
    assert len(small_school.said("attended")) == 1


def test_a_photo_of_the_screen_is_worth_nothing_later(small_school: SmallSchool) -> None:
    session = small_school.running()
    door = qr(small_school, session)
    small_school.clock.forward(minutes=1)

    answer = small_school.phone().get(door)

    assert answer.status_code == 422
    assert "Deze code klopt niet (meer)" in answer.text


@pytest.mark.parametrize("ticket", ["", "0.x", "1764000000.AAAA", "☃"])
def test_nobody_gets_in_with_a_ticket_of_her_own_making(
    small_school: SmallSchool, ticket: str
) -> None:
    session = small_school.running()
    form = {"kaartje": ticket, "persoonlijk": hers(small_school)}

    answer = small_school.phone().post(qr(small_school, session), data=form)

    assert answer.status_code == 422
    assert small_school.said("attended") == []


@pytest.mark.parametrize(
    "address",
    [
        "x",
        "....",
        "1d09af6e-b280-4842-8bfd-7b54eee98c02.ABCDEF",
        "AAAAAAAAAAAAAAAAAAAAAA.ABCDEF",
        "1" * 500,
    ],
)
def test_any_other_address_asks_for_the_code(small_school: SmallSchool, address: str) -> None:
    answer = small_school.phone().get(f"/in/{address}")

    assert answer.status_code == 422
    assert "Code op het scherm" in answer.text


def test_a_code_can_be_typed_without_a_camera(small_school: SmallSchool) -> None:
    session = small_school.running()
    code = small_school.screen(session).code

    answer = small_school.phone().post(
        "/in", data={"code": code, "persoonlijk": hers(small_school)}, follow_redirects=True
    )

    assert "Je bent er, Sanne de Vries." in answer.text
    assert small_school.page(session).entry.present


def test_a_wrong_personal_code_tells_nothing_and_keeps_what_was_typed(
    small_school: SmallSchool,
) -> None:
    session = small_school.running()
    code = small_school.screen(session).code

    answer = small_school.phone().post("/in", data={"code": code, "persoonlijk": "22222222"})

    assert answer.status_code == 422
    assert "Deze persoonlijke code kennen we niet" in answer.text
    assert f'value="{code}"' in answer.text
    assert "Sanne" not in answer.text


def test_a_code_that_just_changed_does_not_cost_her_the_personal_code_she_typed(
    small_school: SmallSchool,
) -> None:
    typed = {"code": "222 222", "persoonlijk": hers(small_school)}

    answer = small_school.phone().post("/in", data=typed)

    assert "Kijk op het scherm voor de nieuwe code" in answer.text
    assert f'value="{typed["persoonlijk"]}"' in answer.text


def test_who_forgets_her_personal_code_is_asked_for_it(small_school: SmallSchool) -> None:
    code = small_school.screen(small_school.running()).code

    answer = small_school.phone().post("/in", data={"code": code, "persoonlijk": " "})

    assert answer.status_code == 422
    assert "Vul ook je persoonlijke code in" in answer.text


def test_a_renewed_personal_code_ends_the_old_one(small_school: SmallSchool) -> None:
    session = small_school.running()
    old = hers(small_school)
    new = renew_code(small_school.tool, small_school.teacher)
    code = small_school.screen(session).code

    assert hers(small_school) == new != old
    with pytest.raises(WrongPersonalCode):
        check_in_outside(small_school.tool, code, old, None, remember=False)
    check_in_outside(small_school.tool, code, new, None, remember=False)


def test_a_forgotten_phone_is_a_stranger(small_school: SmallSchool) -> None:
    session = small_school.running()
    code = small_school.screen(session).code
    inside = check_in_outside(small_school.tool, code, hers(small_school), None, remember=True)
    phone = small_school.phone()
    phone.set_cookie(PHONE_COOKIE, str(inside.phone), domain="localhost")

    phone.post("/in/vergeet")

    with pytest.raises(WrongPersonalCode):
        check_in_outside(small_school.tool, code, None, inside.phone, remember=False)


def test_a_phone_is_remembered_for_a_year(small_school: SmallSchool) -> None:
    code = small_school.screen(small_school.running()).code
    phone = check_in_outside(small_school.tool, code, hers(small_school), None, remember=True).phone
    small_school.clock.forward(days=366)
    later = small_school.screen(small_school.running()).code

    with pytest.raises(WrongPersonalCode):
        check_in_outside(small_school.tool, later, None, phone, remember=False)


def test_somebody_of_another_board_does_not_get_in(small_school: SmallSchool) -> None:
    session = small_school.running()
    other = add_board(small_school.tool.database, "Een ander bestuur")
    with small_school.tool.database.writing(other.id) as tx:
        school = add_school(tx, "De Overkant")
        stranger = add_person(tx, "Iemand van de overkant")
        appoint(tx, stranger.id, Role.TEACHER, school.id, SINCE)
    today = small_school.clock().date()
    viewer = viewer_of(small_school.tool.database, other.id, stranger.id, today)
    theirs = my_code(small_school.tool, viewer)
    door = qr(small_school, session)
    phone = small_school.phone()

    scanned = phone.post(door, data={"kaartje": ticket_in(phone.get(door)), "persoonlijk": theirs})
    with pytest.raises(WrongCode):
        code = small_school.screen(session).code
        check_in_outside(small_school.tool, code, theirs, None, remember=False)

    assert scanned.status_code == 422
    assert small_school.said("attended") == []


def test_a_colleague_of_another_school_is_told_it_is_not_for_her(
    small_school: SmallSchool,
) -> None:
    session = small_school.running()
    with small_school.tool.database.writing(small_school.tenant) as tx:
        school = add_school(tx, "De Regenboog")
    other = small_school.person("Iemand van de Regenboog", school=school)
    code = small_school.screen(session).code

    with pytest.raises(NotAllowed):
        check_in_outside(
            small_school.tool, code, my_code(small_school.tool, other), None, remember=False
        )


def test_after_closing_the_door_is_gone(small_school: SmallSchool) -> None:
    session = small_school.running()
    address = small_school.screen(session).address.rpartition("/")[2]
    close_session(small_school.tool, small_school.trainer, session.id)

    with pytest.raises(WrongCode):
        come_to_the_door(small_school.tool, address, None)


def test_one_tap_on_the_phone_links_her_own_goal_only(small_school: SmallSchool) -> None:
    goal = small_school.goal(small_school.teacher)
    another = small_school.goal(small_school.colleague, "vraag ik door")
    session = small_school.running()
    code = small_school.screen(session).code
    inside = check_in_outside(small_school.tool, code, hers(small_school), None, remember=False)
    assert [one.id for one in inside.goals] == [goal.id]

    with pytest.raises(TicketExpired):
        link_inside(small_school.tool, inside.receipt, another.id)
    linked = link_inside(small_school.tool, inside.receipt, goal.id)

    assert [one.id for one in linked.linked] == [goal.id]
    assert linked.goals == ()


def test_a_receipt_is_for_ten_minutes_and_for_one_person(small_school: SmallSchool) -> None:
    session = small_school.running()
    code = small_school.screen(session).code
    inside = check_in_outside(small_school.tool, code, hers(small_school), None, remember=False)
    phone = small_school.phone()

    assert phone.get(f"/in/klaar/{inside.receipt}").status_code == 200
    assert phone.get(f"/in/klaar/{inside.receipt}x").status_code == 422
    small_school.clock.forward(minutes=11)
    assert phone.get(f"/in/klaar/{inside.receipt}").status_code == 422


def test_guessing_ends_after_a_while(small_school: SmallSchool) -> None:
    phone = small_school.phone()
    wrong = {"code": "AAAAAA", "persoonlijk": "22222222"}
    phone.set_cookie(PHONE_COOKIE, f"a phone of this test {uuid4()}", domain="localhost")

    answers = [phone.post("/in", data=wrong).status_code for _ in range(125)]

    assert answers[:100] == [422] * 100
    assert answers[-1] == 429
