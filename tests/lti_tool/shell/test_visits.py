"""A visit belongs to one person in one browser, and ends."""

from datetime import timedelta
from uuid import uuid4

import pytest

from foundation.database import Database
from foundation.identifiers import fingerprint
from lti_tool.shell.operations import NewVisit, find_visit, forget_old_visits, go_on, start_visit
from lti_tool.shell.rules import (
    Binding,
    Proof,
    Visit,
    VisitNotHere,
    VisitOver,
    WriteFromElsewhere,
    page_token,
)
from tests.conftest import FrozenClock

SECRET = b"s" * 32


def started(database: Database, clock: FrozenClock) -> NewVisit:
    with database.writing(None) as tx:
        return start_visit(tx, tenant=1, person_id=uuid4(), at=clock())


def proof(
    method: str = "GET",
    cookie: str | None = None,
    token: str | None = None,
    fetch_site: str | None = "same-origin",
    *,
    foreign_origin: bool = False,
) -> Proof:
    kept = fingerprint(cookie) if cookie else None
    return Proof(method, kept, token, fetch_site, foreign_origin)


def carry_on(database: Database, clock: FrozenClock, sid: str, given: Proof) -> Visit:
    return go_on(database, find_visit(database, sid, clock()), given, SECRET, clock())


def test_the_database_never_holds_what_the_browser_holds(
    database: Database, clock: FrozenClock
) -> None:
    new = started(database, clock)

    kept = find_visit(database, new.sid, clock())
    assert kept.id == fingerprint(new.sid)
    assert kept.cookie == fingerprint(new.cookie)


def test_once_the_cookie_came_back_the_address_alone_is_worth_nothing(
    database: Database, clock: FrozenClock
) -> None:
    new = started(database, clock)

    first = carry_on(database, clock, new.sid, proof(cookie=new.cookie, fetch_site="cross-site"))
    assert first.binding is Binding.COOKIE
    with pytest.raises(VisitNotHere):
        carry_on(database, clock, new.sid, proof())
    with pytest.raises(VisitNotHere):
        carry_on(database, clock, new.sid, proof(cookie="another"))


def test_without_cookies_a_copied_address_is_refused(
    database: Database, clock: FrozenClock
) -> None:
    new = started(database, clock)

    first = carry_on(database, clock, new.sid, proof(fetch_site="cross-site"))
    assert first.binding is Binding.HEADER
    carry_on(database, clock, new.sid, proof())
    with pytest.raises(VisitNotHere):
        carry_on(database, clock, new.sid, proof(fetch_site="none"))


def test_without_cookies_a_write_needs_the_token_of_the_page(
    database: Database, clock: FrozenClock
) -> None:
    new = started(database, clock)
    carry_on(database, clock, new.sid, proof())
    token = page_token(SECRET, new.visit.id)

    carry_on(database, clock, new.sid, proof("POST", token=token))
    with pytest.raises(WriteFromElsewhere):
        carry_on(database, clock, new.sid, proof("POST"))
    with pytest.raises(WriteFromElsewhere):
        carry_on(database, clock, new.sid, proof("POST", token=page_token(SECRET, b"another")))
    with pytest.raises(WriteFromElsewhere):
        carry_on(database, clock, new.sid, proof("POST", token="géén \u202e"))


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_write_from_another_site_is_refused_even_with_the_cookie(
    database: Database, clock: FrozenClock, site: str
) -> None:
    new = started(database, clock)

    with pytest.raises(WriteFromElsewhere):
        carry_on(database, clock, new.sid, proof("POST", cookie=new.cookie, fetch_site=site))


def test_a_write_with_a_foreign_origin_is_refused(database: Database, clock: FrozenClock) -> None:
    new = started(database, clock)

    with pytest.raises(WriteFromElsewhere):
        carry_on(
            database,
            clock,
            new.sid,
            proof("POST", cookie=new.cookie, fetch_site=None, foreign_origin=True),
        )


def test_a_visit_ends_after_two_hours_of_rest(database: Database, clock: FrozenClock) -> None:
    new = started(database, clock)
    for _ in range(3):
        clock.forward(minutes=100)
        carry_on(database, clock, new.sid, proof(cookie=new.cookie))

    clock.forward(minutes=121)
    with pytest.raises(VisitOver):
        find_visit(database, new.sid, clock())


def test_a_visit_ends_after_ten_hours_whatever_happens(
    database: Database, clock: FrozenClock
) -> None:
    new = started(database, clock)
    for _ in range(10):
        carry_on(database, clock, new.sid, proof(cookie=new.cookie))
        clock.forward(minutes=60)

    clock.forward(minutes=1)
    with pytest.raises(VisitOver):
        find_visit(database, new.sid, clock())


def test_an_unknown_sid_is_a_visit_that_is_over(database: Database, clock: FrozenClock) -> None:
    with pytest.raises(VisitOver):
        find_visit(database, "made-up", clock())


def test_old_visits_are_forgotten(database: Database, clock: FrozenClock) -> None:
    old = started(database, clock)
    clock.forward(hours=11)
    with database.writing(None) as tx:
        forget_old_visits(tx, clock())

    clock.moment -= timedelta(hours=11)
    with pytest.raises(VisitOver):
        find_visit(database, old.sid, clock())
