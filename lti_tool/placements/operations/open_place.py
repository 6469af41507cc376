"""Find what a link in a course opens for whoever clicks, or say why it does not open."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from foundation.database import Transaction
from lti_tool.blend.operations import enrollments_of, offering
from lti_tool.blend.operations.agenda import show_session
from lti_tool.blend.rules.problems import UnknownOffering, UnknownSession
from lti_tool.blend.rules.sessions import SessionState
from lti_tool.goals.operations import goals_of
from lti_tool.goals.rules import Goal
from lti_tool.people.rules import NotAllowed, Permission, Viewer, may_enter
from lti_tool.placements.rules.places import (
    ModuleGone,
    NoTeamOfYours,
    NotForYou,
    Place,
    PlaceKind,
    SessionGone,
    SessionOff,
    SessionOfOthers,
)
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Found:
    """`goals`: what she can look back on. `goal_id`: the goal that she does a module for."""

    place: Place
    goals: tuple[Goal, ...] = ()
    goal_id: UUID | None = None


def find_place(tool: Tool, viewer: Viewer, place: Place) -> Found:
    """Raises a problem that says why it does not open for her."""
    return FINDERS[place.kind](tool, viewer, place)


def _goals(_tool: Tool, viewer: Viewer, place: Place) -> Found:
    _expect_learner(viewer)
    return Found(place)


def _reflection(tool: Tool, viewer: Viewer, place: Place) -> Found:
    _expect_learner(viewer)
    with tool.database.reading(viewer.tenant) as tx:
        return Found(place, goals=_open_goals(tx, viewer))


def _team(_tool: Tool, viewer: Viewer, place: Place) -> Found:
    if not may_enter(viewer, Permission.READ_TEAM_NUMBERS) or viewer.school_id is None:
        raise NoTeamOfYours
    return Found(place)


def _module(tool: Tool, viewer: Viewer, place: Place) -> Found:
    """What was withdrawn still opens for who had begun."""
    _expect_learner(viewer)
    with tool.database.reading(viewer.tenant) as tx:
        try:
            found = offering(tx, place.id or UUID(int=0))
        except UnknownOffering:
            raise ModuleGone from None
        own = {one.offering_id: one for one in enrollments_of(tx, viewer.person_id)}
        goal_ids = {goal.id for goal in _open_goals(tx, viewer)}
    enrolled = own.get(found.id)
    if enrolled is None and not found.is_on_offer(tool.clock().date()):
        raise ModuleGone
    done_for = enrolled.goal_id if enrolled else None
    return Found(place, goal_id=done_for if done_for in goal_ids else None)


def _session(tool: Tool, viewer: Viewer, place: Place) -> Found:
    _expect_learner(viewer)
    try:
        shown = show_session(tool, viewer, place.id or UUID(int=0))
    except UnknownSession:
        raise SessionGone from None
    except NotAllowed:
        raise SessionOfOthers from None
    if shown.entry.session.state is SessionState.CANCELLED:
        raise SessionOff
    return Found(place)


def _expect_learner(viewer: Viewer) -> None:
    if not may_enter(viewer, Permission.LEARN):
        raise NotForYou


def _open_goals(tx: Transaction, viewer: Viewer) -> tuple[Goal, ...]:
    return tuple(goal for goal in goals_of(tx, viewer.person_id) if goal.is_open)


FINDERS: dict[PlaceKind, Callable[[Tool, Viewer, Place], Found]] = {
    PlaceKind.GOALS: _goals,
    PlaceKind.REFLECTION: _reflection,
    PlaceKind.TEAM: _team,
    PlaceKind.MODULE: _module,
    PlaceKind.SESSION: _session,
}
