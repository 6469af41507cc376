"""Check in with the code on the screen: in the academy, or on a phone outside it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction, tenant_of
from foundation.identifiers import new_id
from lti_tool.blend.operations.attend import Wish, attend, session_in_turn
from lti_tool.blend.operations.doors import (
    bearer_at_door,
    door_of,
    person_of_phone,
    remember_phone,
    tenant_of_receipt,
    tenant_of_session,
)
from lti_tool.blend.operations.sessions import about
from lti_tool.blend.rules.attendance import Attendance, AttendanceState, Method
from lti_tool.blend.rules.codes import (
    Address,
    Lead,
    Receipt,
    check_ticket,
    is_valid,
    make_ticket,
    parse_address,
    parse_receipt,
)
from lti_tool.blend.rules.items import BlendItem, ItemKind, ItemState
from lti_tool.blend.rules.problems import (
    CheckInClosed,
    TicketExpired,
    WrongCode,
    WrongPersonalCode,
)
from lti_tool.blend.rules.sessions import Session, admits_check_in
from lti_tool.blend.storage import attendance, items, sessions
from lti_tool.goals.operations import goals_by_id, goals_of
from lti_tool.goals.rules import Goal
from lti_tool.people.operations import person, viewer_of
from lti_tool.people.rules import Permission, Person, Viewer, expect_may
from lti_tool.profile.rules import Mode
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """Somebody scanned a good code: for which session, and who this phone says she is."""

    tenant: int
    session: Session
    ticket: str
    person: Person | None


@dataclass(frozen=True, slots=True)
class Inside:
    """She is in. `goals` are what this may belong to, `linked` what it belongs to already."""

    tenant: int
    session: Session
    person: Person
    attendance: Attendance
    receipt: str
    goals: tuple[Goal, ...]
    linked: tuple[Goal, ...]
    phone: str | None = None


def check_in_typed(tool: Tool, viewer: Viewer, raw_code: str) -> Session:
    """In the academy: the code says which of the sessions that are open now."""
    with tool.database.writing(viewer.tenant) as tx:
        session = _open_session(tx, tool, raw_code)
        return _enter(tx, tool, viewer, session.id, Method.CODE)


def check_in_online(tool: Tool, viewer: Viewer, session_id: UUID) -> Session:
    """An online session has no screen in the room: there she says so herself."""
    with tool.database.writing(viewer.tenant) as tx:
        if not sessions.find(tx, session_id).online:
            raise WrongCode
        return _enter(tx, tool, viewer, session_id, Method.SELF)


def come_to_the_door(tool: Tool, raw_address: str, phone: str | None) -> AtTheDoor:
    """Outside the academy: read what the QR said and give a ticket for it."""
    address, at = parse_address(raw_address), tool.clock()
    tenant = tenant_of_session(tool, address.session_id)
    with tool.database.reading(tenant) as tx:
        session = _expect_open(sessions.find(tx, address.session_id), at)
        if not is_valid(door_of(tool, session.id), address.code, at):
            raise WrongCode
        known = person_of_phone(tool, tx, phone)
    return AtTheDoor(tenant, session, make_ticket(door_of(tool, session.id), at), known)


def check_in_scanned(
    tool: Tool,
    raw_address: str,
    ticket: str,
    personal: str | None,
    phone: str | None,
    *,
    remember: bool,
) -> Inside:
    """With the ticket of the scanned code: by the phone that is known, or a personal code."""
    session_id = parse_address(raw_address).session_id
    tenant = tenant_of_session(tool, session_id)
    check_ticket(door_of(tool, session_id), ticket, tool.clock())
    bearer = bearer_at_door(tool, personal, phone)
    if bearer.tenant != tenant:
        raise WrongPersonalCode
    return _let_in(tool, bearer, session_id, Method.QR, remember=remember)


def check_in_outside(
    tool: Tool, raw_code: str, personal: str | None, phone: str | None, *, remember: bool
) -> Inside:
    """Typed on a phone: who she is tells the tenant, the code tells the session."""
    bearer = bearer_at_door(tool, personal, phone)
    with tool.database.reading(bearer.tenant) as tx:
        session = _open_session(tx, tool, raw_code)
    return _let_in(tool, bearer, session.id, Method.CODE, remember=remember)


def show_inside(tool: Tool, raw_receipt: str) -> Inside:
    """The page after checking in, for ten minutes."""
    receipt = parse_receipt(raw_receipt)
    tenant = tenant_of_receipt(tool, receipt)
    with tool.database.reading(tenant) as tx:
        return _inside(tx, tool, receipt.session_id, receipt.person_id)


def link_inside(tool: Tool, raw_receipt: str, goal_id: UUID) -> Inside:
    """On the phone: “Hoort dit bij …?”"""
    receipt = parse_receipt(raw_receipt)
    tenant = tenant_of_receipt(tool, receipt)
    with tool.database.writing(tenant) as tx:
        _link(tx, tool, receipt.session_id, receipt.person_id, goal_id)
        return _inside(tx, tool, receipt.session_id, receipt.person_id)


def link_to_goal(tool: Tool, viewer: Viewer, session_id: UUID, goal_id: UUID) -> Session:
    """In the academy: “Hoort dit bij …?”"""
    with tool.database.writing(viewer.tenant) as tx:
        return _link(tx, tool, session_id, viewer.person_id, goal_id)


def _link(tx: Transaction, tool: Tool, session_id: UUID, person_id: UUID, goal_id: UUID) -> Session:
    """Her presence counts for this goal, and the session becomes part of its blend."""
    session = session_in_turn(tx, session_id)
    current = attendance.find(tx, session_id, person_id)
    goal = goals_by_id(tx, [goal_id]).get(goal_id)
    if current is None or not current.present or goal is None or goal.person_id != person_id:
        raise TicketExpired
    planned = [one for one in items.of_goals(tx, [goal_id]) if one.session_id == session_id]
    if any(one.done for one in planned):
        return session
    if not planned:
        items.add(tx, [_attended_item(tx, session, goal)])
    present = AttendanceState.PRESENT
    wish = Wish(person_id, present, person_id, minutes=current.minutes, goal_id=goal_id)
    attend(tx, tool, session, wish)
    return session


def _attended_item(tx: Transaction, session: Session, goal: Goal) -> BlendItem:
    return BlendItem(
        id=new_id(),
        goal_id=goal.id,
        person_id=goal.person_id,
        kind=ItemKind.METHOD,
        mode=Mode.MEETING,
        title=session.title,
        minutes=session.minutes,
        state=ItemState.DONE,
        position=len(items.of_goals(tx, [goal.id])),
        offering_id=session.offering_id,
        session_id=session.id,
    )


def _inside(tx: Transaction, tool: Tool, session_id: UUID, person_id: UUID) -> Inside:
    session = sessions.find(tx, session_id)
    current = attendance.find(tx, session_id, person_id)
    if current is None or not current.present:
        raise TicketExpired
    planned = items.of_session(tx, session_id, [person_id])
    linked = {one.goal_id for one in planned if one.open or one.done}
    if current.goal_id:
        linked.add(current.goal_id)
    running = [goal for goal in goals_of(tx, person_id) if goal.is_open]
    at = tool.clock()
    ticket = make_ticket(door_of(tool, session.id), at, bearer=str(person_id))
    return Inside(
        tenant=tenant_of(tx),
        session=session,
        person=person(tx, person_id),
        attendance=current,
        receipt=str(Receipt(session_id, person_id, ticket)),
        goals=tuple(goal for goal in running if goal.id not in linked),
        linked=tuple(goal for goal in running if goal.id in linked),
    )


def goals_inside(tx: Transaction, tool: Tool, session_id: UUID, person_id: UUID) -> Inside:
    """What the session page in the academy shows of the same."""
    return _inside(tx, tool, session_id, person_id)


def _open_session(tx: Transaction, tool: Tool, raw_code: str) -> Session:
    """Of the sessions that are open now in this tenant, the one with this code."""
    at = tool.clock()
    for session in sessions.running(tx):
        if admits_check_in(session, at) and is_valid(door_of(tool, session.id), raw_code, at):
            return session
    raise WrongCode


def _let_in(
    tool: Tool, bearer: Lead, session_id: UUID, method: Method, *, remember: bool
) -> Inside:
    at = tool.clock()
    viewer = viewer_of(tool.database, bearer.tenant, bearer.subject_id, at.date())
    with tool.database.writing(bearer.tenant) as tx:
        _enter(tx, tool, viewer, session_id, method)
        phone = remember_phone(tx, bearer, at) if remember else None
        inside = _inside(tx, tool, session_id, bearer.subject_id)
    return replace(inside, phone=phone)


def _enter(
    tx: Transaction, tool: Tool, viewer: Viewer, session_id: UUID, method: Method
) -> Session:
    """Seats are for enrolling: who stands in the room is in the room."""
    session = _expect_open(session_in_turn(tx, session_id), tool.clock())
    expect_may(viewer, Permission.CHECK_IN, about(session, viewer))
    current = attendance.find(tx, session.id, viewer.person_id)
    if current is None or not current.present:
        wish = Wish(viewer.person_id, AttendanceState.PRESENT, viewer.person_id, method)
        attend(tx, tool, session, wish)
    return session


def _expect_open(session: Session, at: datetime) -> Session:
    if not admits_check_in(session, at):
        raise CheckInClosed(title=session.title)
    return session


def address_now(tool: Tool, session: Session, code: str) -> str:
    """What the QR holds: the page outside the academy, with session and code."""
    return f"{tool.tool_url}/in/{Address(session.id, code)}"
