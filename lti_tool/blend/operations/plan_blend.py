"""Show what a teacher can choose for a goal, and make what she chose her blend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from foundation.database import Transaction
from foundation.identifiers import new_id
from foundation.turns import take_turn
from lti_tool.blend.operations.enroll import enroll, withdraw_enrollment
from lti_tool.blend.operations.sessions import join_session, leave_session
from lti_tool.blend.operations.who import grouping_of, who_is
from lti_tool.blend.rules.attendance import AttendanceState
from lti_tool.blend.rules.choices import (
    TRY_OUT,
    VISIT,
    Choice,
    Plan,
    key_of,
    merged,
    of_offering,
    of_session,
    own_try_out,
    visit_by,
)
from lti_tool.blend.rules.drafts import About, offering_draft, planned_in_class
from lti_tool.blend.rules.items import BlendItem, ItemState
from lti_tool.blend.rules.problems import UnknownChoice, UnknownColleague
from lti_tool.blend.rules.sessions import seats_left
from lti_tool.blend.rules.totals import Advice, Total, advice_for, in_order, total_of
from lti_tool.blend.storage import attendance, items, offerings, sessions
from lti_tool.goals.operations import own_goal
from lti_tool.goals.rules import Goal
from lti_tool.people.operations import colleagues_of, people_named
from lti_tool.people.rules import Person, Viewer
from lti_tool.profile.operations import record
from lti_tool.profile.rules import SCHEDULED, Mode
from lti_tool.shell.tool import Tool

IN_CLASS = (Mode.WORKPLACE, Mode.INFORMAL)


@dataclass(frozen=True, slots=True)
class Picker:
    """The page: three lists, what is ticked in its order, and what it adds up to."""

    goal: Goal
    choices: tuple[Choice, ...]
    ticked: tuple[Choice, ...]
    plan: Plan
    colleagues: tuple[Person, ...]
    total: Total
    advice: Advice | None

    def _of(self, *modes: Mode) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.mode in modes)

    @property
    def colleague_choices(self) -> list[tuple[str, str]]:
        return [(str(one.id), one.name) for one in self.colleagues]

    @property
    def online(self) -> tuple[Choice, ...]:
        return self._of(Mode.ONLINE)

    @property
    def together(self) -> tuple[Choice, ...]:
        return self._of(Mode.MEETING)

    @property
    def in_class(self) -> tuple[Choice, ...]:
        return self._of(*IN_CLASS)


def show_picker(tool: Tool, viewer: Viewer, goal_id: UUID, plan: Plan | None = None) -> Picker:
    """For her own goal: with what she ticked just now, or else with the blend as it is."""
    at = tool.clock()
    with tool.database.reading(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        choices = _choices(tx, viewer, goal, at)
        colleagues = tuple(colleagues_of(tx, viewer, at.date()))
    wished = plan or Plan(_as_it_is(choices.values()))
    ticked = tuple(_ticked(choices, wished, colleagues))
    return Picker(
        goal=goal,
        choices=tuple(choices.values()),
        ticked=ticked,
        plan=wished,
        colleagues=colleagues,
        total=total_of((one.mode, one.minutes) for one in ticked),
        advice=advice_for([one.mode for one in ticked]),
    )


def _choices(tx: Transaction, viewer: Viewer, goal: Goal, at: datetime) -> dict[str, Choice]:
    """What fits the goal's theme and can be chosen today, and what is in the blend already."""
    offered = offerings.on_offer(tx, goal.theme_id, at.date())
    coming = [
        one
        for one in sessions.upcoming_of_offerings(tx, [one.id for one in offered], at)
        if one.school_id in (None, *(m.school_id for m in viewer.memberships))
    ]
    taken = attendance.seats_taken(tx, [one.id for one in coming])
    hers = attendance.of_person(tx, viewer.person_id)
    listed = [of_offering(one) for one in offered if one.mode is not Mode.MEETING]
    listed += [
        of_session(one, full=one.id not in hers and seats_left(one, taken.get(one.id, 0)) == 0)
        for one in coming
    ]
    return _with_names(tx, merged(listed, items.of_goals(tx, [goal.id])))


def _with_names(tx: Transaction, choices: dict[str, Choice]) -> dict[str, Choice]:
    """Visits that are planned already, with the colleague's name of today."""
    visits = [one for one in choices.values() if one.colleague_id]
    people = people_named(tx, [one.colleague_id for one in visits if one.colleague_id])
    named = {
        one.key: replace(one, note=people[one.colleague_id].name)
        for one in visits
        if one.colleague_id in people
    }
    return choices | named


def _as_it_is(choices: Iterable[Choice]) -> tuple[str, ...]:
    chosen = [one for one in choices if one.chosen and one.item]
    return tuple(one.key for one in sorted(chosen, key=lambda one: one.item.position))  # type: ignore[union-attr]


def _ticked(choices: dict[str, Choice], plan: Plan, colleagues: Sequence[Person]) -> list[Choice]:
    """The choices behind the keys, in the plan's order. What is begun or done always stays."""
    known = dict(choices)
    if plan.try_out.strip():
        known[TRY_OUT] = own_try_out(plan.try_out)
    visitor = next((one for one in colleagues if one.id == plan.colleague_id), None)
    if visitor:
        known[VISIT] = visit_by(visitor.id, visitor.name)
    own = [key for key in (TRY_OUT, VISIT) if key in known]
    stays = [one.key for one in choices.values() if one.locked]
    wanted = [key for key in plan.keys if key in known]
    return [known[key] for key in in_order([*wanted, *stays, *own], plan.keys)]


def plan_blend(tool: Tool, viewer: Viewer, goal_id: UUID, plan: Plan) -> list[BlendItem]:
    """Make this her blend: items, enrolments, seats and what is said of them, in one go.

    What she no longer wants is dropped; what is begun or done stays. Raises UnknownChoice,
    UnknownColleague, SessionFull; then nothing of it happens.
    """
    at = tool.clock()
    with tool.database.writing(viewer.tenant) as tx:
        take_turn(tx, f"blend {goal_id}")
        goal = own_goal(tx, viewer, goal_id)
        choices = _choices(tx, viewer, goal, at)
        colleagues = colleagues_of(tx, viewer, at.date())
        _expect_known(plan, choices, colleagues)
        ticked = _ticked(choices, plan, colleagues)
        _take_seats_in_order(tx, [*choices.values()])
        for choice in choices.values():
            if choice.chosen and choice not in ticked:
                _drop(tx, tool, viewer, choice)
        return [
            _keep(tx, tool, viewer, goal, choice, position)
            for position, choice in enumerate(ticked)
        ]


def _expect_known(plan: Plan, choices: dict[str, Choice], colleagues: Sequence[Person]) -> None:
    if any(key not in choices and key not in (TRY_OUT, VISIT) for key in plan.keys):
        raise UnknownChoice
    if plan.colleague_id and plan.colleague_id not in {one.id for one in colleagues}:
        raise UnknownColleague


def _take_seats_in_order(tx: Transaction, choices: Sequence[Choice]) -> None:
    """Everybody waits for sessions in the same order, so that two planners never wait in a ring."""
    for session_id in sorted(one.session_id for one in choices if one.session_id):
        take_turn(tx, f"session {session_id}")


def _keep(
    tx: Transaction, tool: Tool, viewer: Viewer, goal: Goal, choice: Choice, position: int
) -> BlendItem:
    if choice.item is not None:
        placed = replace(choice.item, position=position)
        items.change(tx, placed)
        return placed
    made = _item(viewer, goal, choice, position)
    items.add(tx, [made])
    _say(tx, tool, viewer, goal, choice, made)
    return made


def _item(viewer: Viewer, goal: Goal, choice: Choice, position: int) -> BlendItem:
    return BlendItem(
        id=new_id(),
        goal_id=goal.id,
        person_id=viewer.person_id,
        kind=choice.kind,
        mode=choice.mode,
        title=choice.title,
        minutes=choice.minutes,
        state=ItemState.PLANNED,
        position=position,
        offering_id=choice.offering_id,
        session_id=choice.session_id,
        colleague_id=choice.colleague_id,
        planned_on=choice.starts_at.date() if choice.starts_at else None,
    )


def _say(
    tx: Transaction, tool: Tool, viewer: Viewer, goal: Goal, choice: Choice, made: BlendItem
) -> None:
    """Enrol where there is something to enrol in; what happens in class is scheduled."""
    if choice.session_id:
        join_session(tx, tool, viewer, choice.session_id, goal.id)
        return
    if choice.offering_id and choice.mode not in IN_CLASS:
        enroll(tx, tool, viewer, choice.offering_id, goal.id)
        return
    about = About(tool.tool_url, tool.clock(), None, grouping_of(tx, tool, [goal.id]))
    if choice.offering_id:
        offering = offerings.find(tx, choice.offering_id)
        record(tx, tool, offering_draft(SCHEDULED, who_is(viewer), offering, about))
    else:
        visit = choice.colleague_id is not None
        record(tx, tool, planned_in_class(who_is(viewer), made.id, about, visit=visit))


def _drop(tx: Transaction, tool: Tool, viewer: Viewer, choice: Choice) -> None:
    """Out of this blend; her seat and enrolment go too where no other goal wants them."""
    if choice.item is None:
        return
    items.set_state(tx, [choice.item.id], ItemState.DROPPED)
    others = [
        one
        for one in items.of_people(tx, [viewer.person_id])
        if one.open and key_of(one) == choice.key
    ]
    if others:
        return
    if choice.session_id:
        held = attendance.find(tx, choice.session_id, viewer.person_id)
        if held is not None and held.state is AttendanceState.EXPECTED:
            leave_session(tx, tool, viewer, choice.session_id)
    elif choice.offering_id:
        withdraw_enrollment(tx, tool, viewer, choice.offering_id)
