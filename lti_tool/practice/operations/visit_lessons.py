"""A colleague looks in a lesson because the teacher asked: invite, agree, come, or call off."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from foundation.database import Transaction
from foundation.identifiers import new_id
from lti_tool.blend.operations import finish_item, item
from lti_tool.goals.operations import goals_by_id, own_goal
from lti_tool.goals.rules import grouping_of
from lti_tool.people.operations import colleagues_of, person
from lti_tool.people.rules import Person, Viewer
from lti_tool.practice import storage
from lti_tool.practice.rules import (
    Circumstances,
    LessonVisit,
    NotYourColleague,
    VisitState,
    expect_visit_can_go,
    observed,
)
from lti_tool.profile.operations import record
from lti_tool.profile.rules import Draft
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Invitation:
    colleague_id: UUID
    look_for: str = ""
    planned_on: date | None = None
    item_id: UUID | None = None


def invite_colleague(tool: Tool, viewer: Viewer, goal_id: UUID, wanted: Invitation) -> LessonVisit:
    """Ask a colleague of one's own school. With a date it is agreed at once, by word of mouth."""
    at = tool.clock()
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        _expect_colleague(tx, viewer, wanted.colleague_id, at.date())
        if wanted.item_id:
            item(tx, viewer, wanted.item_id)
        made = LessonVisit(
            id=new_id(),
            person_id=viewer.person_id,
            visitor_id=wanted.colleague_id,
            goal_id=goal.id,
            item_id=wanted.item_id,
            look_for=wanted.look_for,
            state=VisitState.AGREED if wanted.planned_on else VisitState.INVITED,
            planned_on=wanted.planned_on,
            seen="",
            created_at=at,
            done_at=None,
            statement_id=None,
        )
        storage.add(tx, made)
    return made


def _expect_colleague(tx: Transaction, viewer: Viewer, person_id: UUID, on: date) -> None:
    if person_id not in {one.id for one in colleagues_of(tx, viewer, on)}:
        raise NotYourColleague


def agree_on_visit(tool: Tool, viewer: Viewer, visit_id: UUID, on: date) -> LessonVisit:
    """Either of the two names the day."""
    with tool.database.writing(viewer.tenant) as tx:
        visit = storage.visit(tx, visit_id, viewer.person_id)
        expect_visit_can_go(visit, VisitState.AGREED)
        storage.change_visit(tx, visit_id, state=VisitState.AGREED, planned_on=on)
        return replace(visit, state=VisitState.AGREED, planned_on=on)


def cancel_visit(tool: Tool, viewer: Viewer, visit_id: UUID) -> LessonVisit:
    with tool.database.writing(viewer.tenant) as tx:
        visit = storage.visit(tx, visit_id, viewer.person_id)
        expect_visit_can_go(visit, VisitState.CANCELLED)
        storage.change_visit(tx, visit_id, state=VisitState.CANCELLED)
        return replace(visit, state=VisitState.CANCELLED)


def finish_visit(tool: Tool, viewer: Viewer, visit_id: UUID, seen: str = "") -> LessonVisit:
    """It took place. Only the visitor's own words are kept, for the two of them."""
    at = tool.clock()
    with tool.database.writing(viewer.tenant) as tx:
        visit = storage.visit(tx, visit_id, viewer.person_id)
        expect_visit_can_go(visit, VisitState.DONE)
        (statement_id,) = record(tx, tool, _told(tx, tool, viewer, visit))
        if visit.item_id:
            finish_item(tx, visit.item_id)
        words = seen if viewer.person_id == visit.visitor_id else ""
        changes: dict[str, Any] = {
            "state": VisitState.DONE,
            "done_at": at,
            "statement_id": statement_id,
            "seen": words,
        }
        storage.change_visit(tx, visit_id, **changes)
        return replace(visit, **changes)


def _told(tx: Transaction, tool: Tool, viewer: Viewer, visit: LessonVisit) -> Draft:
    teacher: Person = person(tx, visit.person_id)
    visitor: Person = person(tx, visit.visitor_id)
    goal = goals_by_id(tx, [visit.goal_id])[visit.goal_id]
    around = Circumstances(
        tool.tool_url,
        visitor.pseudonym,
        viewer.school_id,
        tool.clock(),
        tuple(grouping_of(tool.tool_url, goal)),
    )
    return observed(around, visit.id, teacher.pseudonym)
