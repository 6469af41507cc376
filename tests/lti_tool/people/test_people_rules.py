"""The permission table: rights come from memberships and shares, never from elsewhere."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from lti_tool.people.rules import (
    GRANTED_TO,
    Audience,
    Membership,
    NotAllowed,
    Permission,
    Person,
    Role,
    ShareGrant,
    ShareLevel,
    Subject,
    Viewer,
    expect_may,
    may,
    may_enter,
    mbox_sha1sum,
)

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SCHOOL, OTHER_SCHOOL = uuid4(), uuid4()


def viewer(*roles: Role, school: UUID | None = SCHOOL) -> Viewer:
    person = Person(uuid4(), "Sanne", "nl", uuid4(), None, None)
    held = tuple(Membership(person.id, role, school, date(2026, 8, 1), None) for role in roles)
    return Viewer(1, person, held)


def grant(audience: Audience, audience_id: UUID) -> ShareGrant:
    level = ShareLevel.GOAL_AND_PROGRESS
    return ShareGrant(
        uuid4(), uuid4(), "goal", uuid4(), level, audience, audience_id, NOW, None, None
    )


def test_a_goal_is_edited_by_its_owner_only() -> None:
    owner, leader = viewer(Role.TEACHER), viewer(Role.SCHOOL_LEADER)
    goal = Subject(owner_id=owner.person_id, school_id=SCHOOL)

    assert may(owner, Permission.EDIT_GOAL, goal)
    assert not may(leader, Permission.EDIT_GOAL, goal)


def test_a_leader_reads_a_goal_only_when_it_was_shared_with_leaders() -> None:
    leader = viewer(Role.SCHOOL_LEADER)
    owner_id = uuid4()

    assert not may(leader, Permission.READ_GOAL, Subject(owner_id, SCHOOL))
    shared = Subject(owner_id, SCHOOL, (grant(Audience.LEADER, SCHOOL),))
    assert may(leader, Permission.READ_GOAL, shared)
    elsewhere = Subject(owner_id, SCHOOL, (grant(Audience.LEADER, OTHER_SCHOOL),))
    assert not may(leader, Permission.READ_GOAL, elsewhere)


def test_a_share_with_the_team_does_not_reach_another_school() -> None:
    shared = Subject(uuid4(), SCHOOL, (grant(Audience.TEAM, SCHOOL),))

    assert may(viewer(Role.TEACHER), Permission.READ_GOAL, shared)
    assert not may(viewer(Role.TEACHER, school=OTHER_SCHOOL), Permission.READ_GOAL, shared)


def test_a_share_with_a_person_reaches_nobody_else() -> None:
    colleague = viewer(Role.TEACHER)
    shared = Subject(uuid4(), SCHOOL, (grant(Audience.PERSON, colleague.person_id),))

    assert may(colleague, Permission.READ_GOAL, shared)
    assert not may(viewer(Role.TEACHER), Permission.READ_GOAL, shared)


def test_the_team_sees_the_same_numbers_as_its_leader() -> None:
    numbers = Subject(school_id=SCHOOL)

    for role in (Role.TEACHER, Role.SCHOOL_LEADER):
        assert may(viewer(role), Permission.READ_TEAM_NUMBERS, numbers)
        assert not may(viewer(role, school=OTHER_SCHOOL), Permission.READ_TEAM_NUMBERS, numbers)


def test_somebody_without_a_role_may_enter_nowhere() -> None:
    nobody = viewer()

    assert [permission for permission in Permission if may_enter(nobody, permission)] == []
    with pytest.raises(NotAllowed):
        expect_may(nobody, Permission.LEARN, Subject(owner_id=nobody.person_id))


def test_every_permission_stands_in_the_table() -> None:
    assert set(GRANTED_TO) == set(Permission)


def test_a_share_ends_at_its_date_and_at_once_when_withdrawn() -> None:
    given = grant(Audience.TEAM, SCHOOL)
    dated = ShareGrant(
        given.id, given.owner_id, "goal", given.object_id, given.level, given.audience,
        given.audience_id, NOW, NOW + timedelta(days=1), None,
    )  # fmt: skip

    assert dated.holds(NOW)
    assert not dated.holds(NOW + timedelta(days=1))


def test_an_e_mail_address_is_kept_as_its_fingerprint_only() -> None:
    # the example of xAPI-Data 2.4.2.3 for an address, made by hand with sha1sum
    assert mbox_sha1sum(" Info@Example.nl ") == mbox_sha1sum("info@example.nl")
    assert len(mbox_sha1sum("info@example.nl")) == 40
