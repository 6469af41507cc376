"""Who comes in, who belongs where, who is who elsewhere, and what is shared with whom.

The functions that take `tx` are steps of somebody else's transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from foundation.clock import Clock
from foundation.database import Database, Transaction, tenant_of
from foundation.identifiers import new_id
from foundation.turns import take_turn
from lti_tool.people.rules import (
    TEAM_ROLES,
    Alias,
    AliasKind,
    AliasState,
    Audience,
    Board,
    Membership,
    Person,
    Role,
    School,
    ShareGrant,
    ShareLevel,
    Viewer,
    mbox_sha1sum,
    reaches,
)
from lti_tool.people.storage import boards, memberships, people, sharing

DEFAULT_K = 5
MANY = 500
"""So many people are looked up at once."""

NOBODY = "(gewist)"
"""What is read where somebody who was erased used to be named."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody at the door: what a launch says of her. Only issuer and subject identify.

    `before`: issuer and subject by which she came in earlier, where that was proven.
    """

    issuer: str
    subject: str
    name: str | None = None
    email: str | None = None
    locale: str = "nl"
    school_id: UUID | None = None
    before: tuple[str, str] | None = None


def add_board(database: Database, name: str, k: int = DEFAULT_K) -> Board:
    with database.writing(None) as tx:
        return Board(boards.add_board(tx, name, k), name, k)


def list_boards(database: Database) -> list[Board]:
    with database.reading(None) as tx:
        return boards.list_boards(tx)


def board(database: Database, board_id: int) -> Board:
    """Raises BoardUnknown."""
    with database.reading(None) as tx:
        return boards.board(tx, board_id)


def board_of(tx: Transaction) -> Board:
    """The board whose transaction this is."""
    return boards.board(tx, tenant_of(tx))


def add_school(tx: Transaction, name: str, brin: str | None = None) -> School:
    made = School(new_id(), name, brin)
    boards.add_school(tx, made)
    return made


def schools_of_board(tx: Transaction) -> list[School]:
    """All schools of the tenant, alphabetically."""
    return boards.list_schools(tx)


def school(tx: Transaction, school_id: UUID) -> School:
    return boards.school(tx, school_id)


def school_and_board(tx: Transaction, school_id: UUID) -> tuple[School, Board]:
    """A school with the board it belongs to, in one question."""
    return boards.school_and_board(tx, school_id)


def add_person(
    tx: Transaction, name: str, *, email: str | None = None, locale: str = "nl"
) -> Person:
    """A new person with a new pseudonym; a UUID of version 4 tells nothing of when."""
    sha1sum = mbox_sha1sum(email) if email else None
    made = Person(new_id(), name, locale, uuid4(), sha1sum, welcomed=None)
    people.add(tx, made)
    return made


def appoint(
    tx: Transaction,
    person_id: UUID,
    role: Role,
    school_id: UUID | None,
    since: date,
    until: date | None = None,
) -> Membership:
    """Give somebody a role at a school, or (no school) at the board."""
    made = Membership(person_id, role, school_id, since, until)
    memberships.add(tx, new_id(), made)
    return made


def arrive(tx: Transaction, arrival: Arrival, on: date) -> Person:
    """The person of a launch: found by her LTI name, else new and teacher at the school."""
    take_turn(tx, "arrive")  # two first launches at once must not make two people
    pair = (arrival.issuer, arrival.subject)
    names = [pair, arrival.before] if arrival.before else [pair]
    known = confirmed(people.aliases_named(tx, AliasKind.LTI, names))
    for name in names:
        if name in known:
            if name != pair:
                confirm_alias(tx, known[name], AliasKind.LTI, *pair)
            return _refreshed(tx, people.one(tx, known[name]), arrival)
    made = add_person(
        tx, arrival.name or arrival.subject, email=arrival.email, locale=arrival.locale
    )
    confirm_alias(tx, made.id, AliasKind.LTI, *pair)
    if arrival.school_id:
        appoint(tx, made.id, Role.TEACHER, arrival.school_id, on)
    return made


def _refreshed(tx: Transaction, person: Person, arrival: Arrival) -> Person:
    """The academy knows best what somebody is called now."""
    name = arrival.name or person.name
    sha1sum = mbox_sha1sum(arrival.email) if arrival.email else person.mbox_sha1sum
    if (name, sha1sum) == (person.name, person.mbox_sha1sum):
        return person
    people.change(tx, person.id, name=name, mbox_sha1sum=sha1sum)
    return people.one(tx, person.id)


def rename_people(tx: Transaction, issuer: str, names: Mapping[str, str | None]) -> int:
    """Show these subjects of an academy as it calls them now; says how many of them we know."""
    found, subjects = 0, list(names)
    for start in range(0, len(subjects), MANY):
        pairs = [(issuer, subject) for subject in subjects[start : start + MANY]]
        known = confirmed(people.aliases_named(tx, AliasKind.LTI, pairs))
        held = people_named(tx, known.values())
        for (_, subject), person_id in known.items():
            name = names[subject]
            if name and held[person_id].name != name:
                people.change(tx, person_id, name=name)
        found += len(known)
    return found


def viewer_of(database: Database, tenant: int, person_id: UUID, on: date) -> Viewer:
    """Who is looking, with the memberships of `on`."""
    with database.reading(tenant) as tx:
        return memberships.viewer(tx, person_id, on)


def welcome(database: Database, viewer: Viewer, clock: Clock) -> None:
    """Keep that she has read the first cards."""
    with database.writing(viewer.tenant) as tx:
        people.change(tx, viewer.person_id, welcomed=clock())


def person(tx: Transaction, person_id: UUID) -> Person:
    return people.one(tx, person_id)


def everybody(tx: Transaction, on: date) -> list[tuple[Person, tuple[Membership, ...]]]:
    """All people of the board by name, each with her roles on that day."""
    held: dict[UUID, list[Membership]] = {}
    for membership in memberships.all_on(tx, on):
        held.setdefault(membership.person_id, []).append(membership)
    return [(one, tuple(held.get(one.id, ()))) for one in people.everybody(tx)]


def people_named(tx: Transaction, ids: Iterable[UUID]) -> dict[UUID, Person]:
    """The people with these ids, by id, in the order of their names."""
    return {found.id: found for found in people.by_id(tx, list(ids))}


def memberships_of(tx: Transaction, person_id: UUID, on: date) -> tuple[Membership, ...]:
    return memberships.of_person(tx, person_id, on)


def memberships_of_people(tx: Transaction, ids: Iterable[UUID]) -> list[Membership]:
    """Where these people work and worked, of each the oldest first."""
    return memberships.of_people(tx, list(ids))


def team_of(
    tx: Transaction,
    school_id: UUID,
    start: date,
    end: date,
    roles: Sequence[Role] = TEAM_ROLES,
) -> frozenset[UUID]:
    """Who had one of `roles` at the school on at least one day of [start, end)."""
    found = memberships.members(tx, school_id, start, end, roles)
    return frozenset(membership.person_id for membership in found)


def members_of(
    tx: Transaction, school_id: UUID, start: date, end: date, roles: Sequence[Role] = TEAM_ROLES
) -> list[Membership]:
    """As `team_of`, with since when, until when and as what."""
    return memberships.members(tx, school_id, start, end, roles)


def colleagues_of(tx: Transaction, viewer: Viewer, on: date) -> list[Person]:
    """The team at the viewer's school today, without herself, by name."""
    if viewer.school_id is None:
        return []
    team = {
        m.person_id for m in memberships.members(tx, viewer.school_id, on, _next(on), TEAM_ROLES)
    }
    return people.by_id(tx, list(team - {viewer.person_id}))


def _next(on: date) -> date:
    return date.fromordinal(on.toordinal() + 1)


def confirmed(aliases: Iterable[Alias]) -> dict[tuple[str, str], UUID]:
    """(issuer, subject) → person, of the confirmed ones."""
    return {
        (alias.issuer, alias.subject): alias.person_id
        for alias in aliases
        if alias.state is AliasState.CONFIRMED
    }


def people_behind_accounts(
    tx: Transaction, own_homepage: str, accounts: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], UUID]:
    """xAPI account (homePage, name) → person: our own pseudonyms and confirmed aliases."""
    wanted = set(accounts)
    ours = {pair: own for pair in wanted if pair[0] == own_homepage and (own := _uuid(pair[1]))}
    known = people.by_pseudonym(tx, list(ours.values()))
    found = {pair: known[own] for pair, own in ours.items() if own in known}
    others = people.aliases_named(tx, AliasKind.ACCOUNT, list(wanted - set(ours)))
    return found | confirmed(others)


def people_behind_mboxes(tx: Transaction, sha1sums: Iterable[str]) -> dict[str, UUID]:
    """mbox_sha1sum → person, where an alias was confirmed."""
    pairs = [("", sha1sum) for sha1sum in set(sha1sums)]
    found = confirmed(people.aliases_named(tx, AliasKind.MBOX, pairs))
    return {subject: person_id for (_, subject), person_id in found.items()}


def people_with_mbox(tx: Transaction, sha1sum: str) -> list[Person]:
    """Who has this e-mail address in the academy: reason to ask her, not to decide."""
    return people.with_mbox(tx, sha1sum)


def aliases_named(tx: Transaction, kind: AliasKind, issuer: str, subject: str) -> list[Alias]:
    return people.aliases_named(tx, kind, [(issuer, subject)])


def count_people_of(tx: Transaction, issuer: str) -> int:
    """How many people came in by this academy."""
    return people.count_named_by(tx, AliasKind.LTI, issuer)


def aliases_of(tx: Transaction, person_id: UUID) -> list[Alias]:
    return people.aliases_of(tx, person_id)


def propose_alias(
    tx: Transaction, person_id: UUID, kind: AliasKind, issuer: str, subject: str
) -> Alias:
    """Suppose that this is her other name; nothing counts until she says so."""
    return _keep_alias(tx, person_id, kind, issuer, subject, AliasState.PROPOSED)


def confirm_alias(
    tx: Transaction, person_id: UUID, kind: AliasKind, issuer: str, subject: str
) -> Alias:
    return _keep_alias(tx, person_id, kind, issuer, subject, AliasState.CONFIRMED)


def refuse_alias(
    tx: Transaction, person_id: UUID, kind: AliasKind, issuer: str, subject: str
) -> Alias:
    """She says it is not her; she is never asked again."""
    return _keep_alias(tx, person_id, kind, issuer, subject, AliasState.REFUSED)


def _keep_alias(
    tx: Transaction, person_id: UUID, kind: AliasKind, issuer: str, subject: str, state: AliasState
) -> Alias:
    for alias in people.aliases_named(tx, kind, [(issuer, subject)]):
        if alias.person_id == person_id:
            if state is not AliasState.PROPOSED:
                people.change_alias(tx, alias.id, state)
            return alias
    made = Alias(new_id(), kind, issuer, subject, person_id, state)
    people.add_alias(tx, made)
    return made


def share(
    tx: Transaction,
    owner_id: UUID,
    object_kind: str,
    object_id: UUID,
    level: ShareLevel,
    audience: Audience,
    audience_id: UUID,
    at: datetime,
    until: datetime | None = None,
) -> ShareGrant:
    made = ShareGrant(
        new_id(), owner_id, object_kind, object_id, level, audience, audience_id, at, until, None
    )
    sharing.add(tx, made)
    return made


def withdraw(tx: Transaction, owner_id: UUID, grant_id: UUID, at: datetime) -> ShareGrant:
    """End a share at once; only the owner can."""
    return sharing.withdraw(tx, owner_id, grant_id, at)


def grants_on(
    tx: Transaction, object_kind: str, ids: Iterable[UUID], at: datetime
) -> list[ShareGrant]:
    return sharing.grants_on(tx, object_kind, list(ids), at)


def grants_to(tx: Transaction, viewer: Viewer, object_kind: str, at: datetime) -> list[ShareGrant]:
    """What was shared with this viewer: in person, as team or as leader."""
    audience_ids = [viewer.person_id, *(m.school_id for m in viewer.memberships if m.school_id)]
    found = sharing.grants_to(tx, audience_ids, object_kind, at)
    return [grant for grant in found if reaches(grant, viewer)]


def forget_person(tx: Transaction, person_id: UUID) -> None:
    """Take away her name, her pseudonym and her other names, her roles and her shares.

    Nobody's row stays, so that what others did with her still refers to somebody.
    """
    people.remove_ties(tx, person_id)
    people.change(
        tx,
        person_id,
        name=NOBODY,
        locale="nl",
        pseudonym=uuid4(),
        mbox_sha1sum=None,
        welcomed=None,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
