"""The board, its schools and who works there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from foundation.database import Transaction
from leerspoor.demo.academy import ACCOUNTS, Account, Kind
from leerspoor.demo.school.texts import SCHOOL, SMALL_SCHOOL, SMALL_TEAM
from lti_tool.people import operations
from lti_tool.people.rules import AliasKind, Person, Role, School, Viewer

NEWCOMER = "leraar-24"
"""She has no record yet: her first launch shows what a first launch shows."""

ROLES = {
    Kind.TEACHER: Role.TEACHER,
    Kind.LEADER: Role.SCHOOL_LEADER,
    Kind.TRAINER: Role.TRAINER,
    Kind.BOARD: Role.BOARD,
}


@dataclass(frozen=True, slots=True)
class Staff:
    """Who there is: account id → viewer, for as far as they work at the big school."""

    board: int
    school: School
    viewers: Mapping[str, Viewer]

    @property
    def teachers(self) -> list[Viewer]:
        return [viewer for key, viewer in self.viewers.items() if key.startswith("leraar")]

    @property
    def leader(self) -> Viewer:
        return self.viewers["schoolleider-01"]

    @property
    def trainer(self) -> Viewer:
        return self.viewers["trainer-01"]


def add_people(tx: Transaction, board: int, people_issuer: str, since: date) -> Staff:
    """Make the schools and everybody in them, known under their academy accounts."""
    school = operations.add_school(tx, SCHOOL, "06KX")
    small = operations.add_school(tx, SMALL_SCHOOL, "11ZT")
    for name in SMALL_TEAM:
        someone = operations.add_person(tx, name)
        operations.appoint(tx, someone.id, Role.TEACHER, small.id, since)
    viewers = {
        account.id: _add(tx, board, account, people_issuer, school.id, since)
        for account in ACCOUNTS.values()
        if account.id != NEWCOMER
    }
    return Staff(board, school, viewers)


def _add(
    tx: Transaction, board: int, account: Account, issuer: str, school_id: UUID, since: date
) -> Viewer:
    person: Person = operations.add_person(tx, account.name, email=account.email)
    operations.confirm_alias(tx, person.id, AliasKind.LTI, issuer, account.id)
    where = None if account.kind is Kind.BOARD else school_id
    held = operations.appoint(tx, person.id, ROLES[account.kind], where, since)
    return Viewer(board, person, (held,))
