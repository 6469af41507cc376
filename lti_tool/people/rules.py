"""Who people are to each other, and the one table that says who may do what."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from foundation.problems import N_, Forbidden, NotFound


class NotAllowed(Forbidden):
    text = N_("Dit mag alleen wie er bij hoort.")


class PersonUnknown(NotFound):
    text = N_("Deze persoon is hier niet bekend.")


class SchoolUnknown(NotFound):
    text = N_("Deze school is hier niet bekend.")


class BoardUnknown(NotFound):
    text = N_("Bestuur {id} is hier niet bekend.")


class ShareUnknown(NotFound):
    text = N_("Dit is niet (meer) gedeeld.")


class Role(StrEnum):
    """What somebody is at a school or board: from our own records, never from LTI."""

    TEACHER = "teacher"
    SCHOOL_LEADER = "school_leader"
    TRAINER = "trainer"
    COACH = "coach"
    BOARD = "board"
    ADMIN = "admin"  # looks after the academies of her board
    PLATFORM_ADMIN = "platform_admin"  # looks after those of all boards, and our own keys


@dataclass(frozen=True, slots=True)
class Board:
    """A bestuur, which is a tenant; `k` is the smallest group that aggregates may show."""

    id: int
    name: str
    k: int


@dataclass(frozen=True, slots=True)
class School:
    id: UUID
    name: str
    brin: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """`pseudonym` is the name of this person in statements; `mbox_sha1sum` only for matching."""

    id: UUID
    name: str
    locale: str
    pseudonym: UUID
    mbox_sha1sum: str | None
    welcomed: datetime | None


@dataclass(frozen=True, slots=True)
class Membership:
    """An aanstelling; `school_id` is None for the whole board. `until` is not included."""

    person_id: UUID
    role: Role
    school_id: UUID | None
    since: date
    until: date | None


class AliasKind(StrEnum):
    """The worlds in which a person has another name."""

    LTI = "lti"  # issuer: the platform's registration; subject: the claim sub
    ACCOUNT = "account"  # issuer: homePage; subject: name (an xAPI account)
    MBOX = "mbox"  # issuer: empty; subject: mbox_sha1sum


class AliasState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a person; only a confirmed one unites her records."""

    id: UUID
    kind: AliasKind
    issuer: str
    subject: str
    person_id: UUID
    state: AliasState


class Audience(StrEnum):
    """With whom something is shared; `audience_id` names the person or the school."""

    PERSON = "person"
    TEAM = "team"
    LEADER = "leader"


class ShareLevel(StrEnum):
    EXISTENCE = "bestaan"
    GOAL_AND_PROGRESS = "doel-en-voortgang"
    WITH_EVIDENCE = "met-bewijs"
    WITH_REFLECTION = "met-reflectie"


@dataclass(frozen=True, slots=True)
class ShareGrant:
    """The owner lets somebody look; `withdrawn` ends it at once."""

    id: UUID
    owner_id: UUID
    object_kind: str
    object_id: UUID
    level: ShareLevel
    audience: Audience
    audience_id: UUID
    given: datetime
    until: datetime | None
    withdrawn: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.withdrawn is None and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking: the person of this visit with the memberships of today.

    `place` is what her school is called, or else her board.
    """

    tenant: int
    person: Person
    memberships: tuple[Membership, ...]
    place: str = ""

    @property
    def person_id(self) -> UUID:
        return self.person.id

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def pseudonym(self) -> UUID:
        return self.person.pseudonym

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(membership.role for membership in self.memberships)

    @property
    def school_id(self) -> UUID | None:
        """The school of somebody with one; the first where there are several."""
        return next((m.school_id for m in self.memberships if m.school_id), None)

    def schools_as(self, *roles: Role) -> frozenset[UUID]:
        return frozenset(m.school_id for m in self.memberships if m.school_id and m.role in roles)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a permission is asked about; leave out what does not matter."""

    owner_id: UUID | None = None
    school_id: UUID | None = None
    grants: tuple[ShareGrant, ...] = ()
    board: int | None = None


class Permission(StrEnum):
    """Everything one may do, named from the side of the person who does it."""

    LEARN = "learn"  # keep one's own goals, moments and reflections
    EDIT_GOAL = "edit-goal"
    READ_GOAL = "read-goal"
    READ_SESSION = "read-session"
    CHECK_IN = "check-in"
    RUN_SESSION = "run-session"
    READ_TEAM_NUMBERS = "read-team-numbers"
    LEAD_SCHOOL = "lead-school"  # themes, expectations, the team's question
    READ_BOARD_NUMBERS = "read-board-numbers"
    OFFER_MODULES = "offer-modules"  # what teachers can choose from
    LOOK_AT_MODULES = "look-at-modules"  # see what there is, and try it without being followed
    TAKE_AWAY = "take-away"  # one's own record
    ARRIVE = "arrive"  # go where the academy sent her; what is there has its own guard
    CONNECT_ACADEMIES = "connect-academies"  # registrations, deployments, the log of launches
    RUN_PLATFORM = "run-platform"  # what all boards share: our keys, and strangers at the door


Test = Callable[[Viewer, Subject], bool]


def owns_it(viewer: Viewer, subject: Subject) -> bool:
    return subject.owner_id == viewer.person_id


def was_given_it(viewer: Viewer, subject: Subject) -> bool:
    return any(reaches(grant, viewer) for grant in subject.grants)


def is_in_the_team(viewer: Viewer, subject: Subject) -> bool:
    return subject.school_id in viewer.schools_as(*TEAM_ROLES)


def leads_the_school(viewer: Viewer, subject: Subject) -> bool:
    return subject.school_id in viewer.schools_as(Role.SCHOOL_LEADER)


def trains_there(viewer: Viewer, subject: Subject) -> bool:
    return subject.school_id in viewer.schools_as(Role.TRAINER)


def trains(viewer: Viewer, _subject: Subject) -> bool:
    return Role.TRAINER in viewer.roles


def is_on_the_board(viewer: Viewer, _subject: Subject) -> bool:
    return Role.BOARD in viewer.roles


def administers_the_board(viewer: Viewer, subject: Subject) -> bool:
    return Role.ADMIN in viewer.roles and subject.board == viewer.tenant


def runs_the_platform(viewer: Viewer, _subject: Subject) -> bool:
    return Role.PLATFORM_ADMIN in viewer.roles


def keeps_the_academy(viewer: Viewer, _subject: Subject) -> bool:
    return Role.ADMIN in viewer.roles


def reaches(grant: ShareGrant, viewer: Viewer) -> bool:
    """Whether a grant was given to this viewer: in person, as team or as leader."""
    if grant.audience is Audience.PERSON:
        return grant.audience_id == viewer.person_id
    roles = TEAM_ROLES if grant.audience is Audience.TEAM else (Role.SCHOOL_LEADER,)
    return grant.audience_id in viewer.schools_as(*roles)


TEAM_ROLES = (Role.TEACHER, Role.SCHOOL_LEADER, Role.COACH)
"""Who makes up the team of a school."""

ANY_ROLE = frozenset(Role)
LEARNERS = frozenset({*TEAM_ROLES, Role.TRAINER})

GRANTED_TO: dict[Permission, tuple[frozenset[Role], tuple[Test, ...]]] = {
    # permission: (who may come to the door, about what: one of these tests holds)
    Permission.LEARN: (LEARNERS, (owns_it,)),
    Permission.EDIT_GOAL: (LEARNERS, (owns_it,)),
    Permission.READ_GOAL: (LEARNERS, (owns_it, was_given_it)),
    Permission.READ_SESSION: (LEARNERS, (is_in_the_team, trains_there, owns_it)),
    Permission.CHECK_IN: (LEARNERS, (is_in_the_team, trains_there, owns_it)),
    Permission.RUN_SESSION: (LEARNERS, (owns_it,)),
    Permission.READ_TEAM_NUMBERS: (frozenset(TEAM_ROLES), (is_in_the_team, leads_the_school)),
    Permission.LEAD_SCHOOL: (frozenset({Role.SCHOOL_LEADER}), (leads_the_school,)),
    Permission.READ_BOARD_NUMBERS: (frozenset({Role.BOARD}), (is_on_the_board,)),
    Permission.OFFER_MODULES: (frozenset({Role.ADMIN}), (keeps_the_academy,)),
    Permission.LOOK_AT_MODULES: (
        frozenset({Role.ADMIN, Role.TRAINER}),
        (keeps_the_academy, trains),
    ),
    Permission.TAKE_AWAY: (ANY_ROLE, (owns_it,)),
    Permission.ARRIVE: (ANY_ROLE, (owns_it,)),
    Permission.CONNECT_ACADEMIES: (
        frozenset({Role.ADMIN, Role.PLATFORM_ADMIN}),
        (administers_the_board, runs_the_platform),
    ),
    Permission.RUN_PLATFORM: (frozenset({Role.PLATFORM_ADMIN}), (runs_the_platform,)),
}


def may_enter(viewer: Viewer, permission: Permission) -> bool:
    """Whether this viewer could be allowed at all: what a route asks at its door."""
    return bool(viewer.roles & GRANTED_TO[permission][0])


def may(viewer: Viewer, permission: Permission, subject: Subject) -> bool:
    """Whether this viewer may do this with this thing."""
    _, tests = GRANTED_TO[permission]
    return may_enter(viewer, permission) and any(test(viewer, subject) for test in tests)


def expect_may(viewer: Viewer, permission: Permission, subject: Subject) -> None:
    if not may(viewer, permission, subject):
        raise NotAllowed


def mbox_sha1sum(email: str) -> str:
    """The xAPI form of an e-mail address that must not be readable (xAPI-Data 2.4.2.3)."""
    return hashlib.sha1(f"mailto:{email.strip().lower()}".encode()).hexdigest()  # noqa: S324
