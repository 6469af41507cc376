"""Arriving, belonging, other names and sharing, on both databases."""

import threading
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from foundation.database import Database
from lti_tool.people import operations
from lti_tool.people.operations import Arrival
from lti_tool.people.rules import (
    AliasKind,
    Audience,
    PersonUnknown,
    Role,
    SchoolUnknown,
    ShareLevel,
    ShareUnknown,
)

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
BOARD, OTHER = 1, 2


def test_a_newcomer_becomes_a_teacher_at_the_school_of_the_deployment(database: Database) -> None:
    with database.writing(BOARD) as tx:
        school = operations.add_school(tx, "De Springplank", "12AB")
        arrival = Arrival("platform", "5", "Sanne", "sanne@school.example", school_id=school.id)
        person = operations.arrive(tx, arrival, TODAY)

    viewer = operations.viewer_of(database, BOARD, person.id, TODAY)
    assert viewer.name == "Sanne"
    assert [(m.role, m.school_id) for m in viewer.memberships] == [(Role.TEACHER, school.id)]


def test_who_comes_back_is_the_same_person_with_her_newest_name(database: Database) -> None:
    with database.writing(BOARD) as tx:
        first = operations.arrive(tx, Arrival("platform", "5", "Sanne"), TODAY)
    with database.writing(BOARD) as tx:
        again = operations.arrive(tx, Arrival("platform", "5", "Sanne de Vries"), TODAY)
        other = operations.arrive(tx, Arrival("another platform", "5", "Sanne"), TODAY)

    assert again.id == first.id
    assert again.name == "Sanne de Vries"
    assert other.id != first.id


def test_an_academy_that_shares_no_name_does_not_wipe_it(database: Database) -> None:
    with database.writing(BOARD) as tx:
        operations.arrive(tx, Arrival("platform", "5", "Sanne"), TODAY)
        again = operations.arrive(tx, Arrival("platform", "5"), TODAY)

    assert again.name == "Sanne"


def test_two_first_launches_at_once_make_one_person(database: Database) -> None:
    found = []

    def launch() -> None:
        with database.writing(BOARD) as tx:
            found.append(operations.arrive(tx, Arrival("platform", "5", "Sanne"), TODAY).id)

    launches = [threading.Thread(target=launch) for _ in range(4)]
    for one in launches:
        one.start()
    for one in launches:
        one.join()

    assert len(found) == 4
    assert len(set(found)) == 1


def test_a_membership_counts_from_its_first_day_until_its_last(database: Database) -> None:
    with database.writing(BOARD) as tx:
        school = operations.add_school(tx, "De Springplank")
        person = operations.add_person(tx, "Sanne")
        operations.appoint(
            tx, person.id, Role.TEACHER, school.id, date(2026, 8, 1), date(2026, 12, 1)
        )

    with database.reading(BOARD) as tx:
        whole_year = operations.team_of(tx, school.id, date(2026, 8, 1), date(2027, 8, 1))
        afterwards = operations.team_of(tx, school.id, date(2026, 12, 1), date(2027, 8, 1))
    assert whole_year == {person.id}
    assert afterwards == set()
    assert operations.viewer_of(database, BOARD, person.id, date(2026, 12, 1)).memberships == ()


def test_only_a_confirmed_alias_unites(database: Database) -> None:
    account = ("https://provider.example", "cursist-88213")
    with database.writing(BOARD) as tx:
        person = operations.add_person(tx, "Sanne")
        operations.propose_alias(tx, person.id, AliasKind.ACCOUNT, *account)
        assert operations.people_behind_accounts(tx, "https://tool", [account]) == {}

        operations.confirm_alias(tx, person.id, AliasKind.ACCOUNT, *account)
        found = operations.people_behind_accounts(tx, "https://tool", [account])
    assert found == {account: person.id}


def test_our_own_accounts_are_found_by_pseudonym(database: Database) -> None:
    with database.writing(BOARD) as tx:
        person = operations.add_person(tx, "Sanne")
        known = ("https://tool", str(person.pseudonym))
        strange = ("https://tool", "somebody")
        found = operations.people_behind_accounts(tx, "https://tool", [known, strange])

    assert found == {known: person.id}


def test_a_share_is_withdrawn_by_its_owner_only_and_at_once(database: Database) -> None:
    goal_id = uuid4()
    with database.writing(BOARD) as tx:
        school = operations.add_school(tx, "De Springplank")
        sanne, joris = (operations.add_person(tx, name) for name in ("Sanne", "Joris"))
        operations.appoint(tx, joris.id, Role.TEACHER, school.id, TODAY)
        given = operations.share(
            tx, sanne.id, "goal", goal_id, ShareLevel.WITH_EVIDENCE, Audience.TEAM, school.id, NOW
        )
    viewer = operations.viewer_of(database, BOARD, joris.id, TODAY)

    with database.writing(BOARD) as tx:
        assert [g.id for g in operations.grants_to(tx, viewer, "goal", NOW)] == [given.id]
        with pytest.raises(ShareUnknown):
            operations.withdraw(tx, joris.id, given.id, NOW)
        operations.withdraw(tx, sanne.id, given.id, NOW)
        assert operations.grants_to(tx, viewer, "goal", NOW) == []
        assert operations.grants_on(tx, "goal", [goal_id], NOW) == []


def test_another_board_knows_nobody_of_ours(database: Database) -> None:
    with database.writing(BOARD) as tx:
        school = operations.add_school(tx, "De Springplank")
        person = operations.add_person(tx, "Sanne", email="sanne@school.example")

    with database.reading(OTHER) as tx:
        assert operations.schools_of_board(tx) == []
        assert operations.people_named(tx, [person.id]) == {}
        with pytest.raises(PersonUnknown):
            operations.person(tx, person.id)
        with pytest.raises(SchoolUnknown):
            operations.school(tx, school.id)
