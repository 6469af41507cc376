"""Codes, addresses, tickets and personal codes."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_tool.blend.rules.codes import (
    ALPHABET,
    Address,
    Door,
    Receipt,
    check_ticket,
    code_at,
    grouped,
    is_valid,
    make_ticket,
    parse_address,
    parse_receipt,
    personal_code,
    personal_lookup,
    seconds_left,
)
from lti_tool.blend.rules.problems import TicketExpired, WrongCode

NOW = datetime(2026, 11, 26, 14, 15, 0, tzinfo=UTC)
DOOR = Door(b"secret", UUID(int=7))


def test_a_code_has_six_signs_that_cannot_be_mistaken() -> None:
    code = code_at(DOOR, NOW)

    assert len(code) == 6
    assert set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01IO")


def test_a_code_is_good_in_its_own_step_and_the_next() -> None:
    code = code_at(DOOR, NOW)

    assert is_valid(DOOR, code, NOW)
    assert is_valid(DOOR, code, NOW + timedelta(seconds=39))
    assert not is_valid(DOOR, code, NOW + timedelta(seconds=40))
    assert not is_valid(DOOR, code, NOW - timedelta(seconds=1))


def test_a_code_is_read_kindly() -> None:
    code = code_at(DOOR, NOW)

    assert is_valid(DOOR, f" {code[:3].lower()}-{code[3:]} ", NOW)
    assert not is_valid(DOOR, "", NOW)
    assert not is_valid(DOOR, "ÄÖÜ☃", NOW)


def test_another_session_or_secret_has_another_code() -> None:
    others = {code_at(Door(b"other", DOOR.session_id), NOW), code_at(Door(b"secret", uuid4()), NOW)}

    assert code_at(DOOR, NOW) not in others


def test_the_screen_knows_when_the_next_code_comes() -> None:
    assert seconds_left(NOW) == 20
    assert seconds_left(NOW + timedelta(seconds=19)) == 1


def test_an_address_comes_back_as_it_went() -> None:
    address = Address(uuid4(), "7F3K9Q")

    assert parse_address(str(address)) == address


@given(st.text())
def test_any_other_address_is_a_wrong_code_or_names_no_known_session(raw: str) -> None:
    with suppress(WrongCode):
        assert len(parse_address(raw).session_id.bytes) == 16


def test_a_ticket_lasts_ten_minutes_and_cannot_be_made_up() -> None:
    ticket = make_ticket(DOOR, NOW)

    check_ticket(DOOR, ticket, NOW + timedelta(minutes=10))
    for raw, at in (
        (ticket, NOW + timedelta(minutes=10, seconds=1)),
        (ticket, NOW - timedelta(seconds=1)),
        (ticket[:-1] + "x", NOW),
        ("99999999999.x", NOW),
        ("", NOW),
    ):
        with pytest.raises(TicketExpired):
            check_ticket(DOOR, raw, at)


def test_a_ticket_of_one_person_is_not_anothers() -> None:
    ticket = make_ticket(DOOR, NOW, bearer="Sanne")

    with pytest.raises(TicketExpired):
        check_ticket(DOOR, ticket, NOW, bearer="Youssef")


def test_a_receipt_comes_back_as_it_went() -> None:
    receipt = Receipt(uuid4(), uuid4(), make_ticket(DOOR, NOW))

    assert parse_receipt(str(receipt)) == receipt


@given(st.text())
def test_any_other_receipt_has_expired(raw: str) -> None:
    with pytest.raises(TicketExpired):
        parse_receipt(raw)


def test_a_renewed_personal_code_is_another_code() -> None:
    person = uuid4()
    first, second = (personal_code(b"secret", person, generation) for generation in (0, 1))

    assert first != second
    assert len(first) == 8
    assert personal_lookup(b"secret", first) == personal_lookup(b"secret", grouped(first).lower())
