"""Record a reflection, an attempt in class or a moment; and take it back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from foundation.database import Transaction
from foundation.identifiers import new_id
from lrs import find_statement
from lti_tool.blend.operations import finish_item, item
from lti_tool.goals.operations import own_goal
from lti_tool.goals.rules import Goal, grouping_of
from lti_tool.people.rules import Viewer
from lti_tool.practice import storage
from lti_tool.practice.rules import (
    Attempt,
    Circumstances,
    InformalMoment,
    NothingToFollow,
    Reflection,
    Went,
    experienced,
    reflected,
    tried_out,
)
from lti_tool.profile.operations import record, void
from lti_tool.profile.rules import Json, goal_activity
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Words:
    """Answers to the three prompts; `follows` is the statement she looks back on."""

    did: str
    saw: str
    next: str
    follows: UUID | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    what: str
    lesson_on: date
    went: Went | None = None
    item_id: UUID | None = None


def reflect(tool: Tool, viewer: Viewer, goal_id: UUID, words: Words) -> Reflection:
    """Keep her words with us; the record store hears only that she reflected."""
    at, reflection_id = tool.clock(), new_id()
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        on = _what_happened(tx, tool, viewer, goal, words.follows)
        around = circumstances(tool, viewer, at, goal)
        (statement_id,) = record(tx, tool, reflected(around, reflection_id, on, words.follows))
        made = Reflection(
            id=reflection_id,
            person_id=viewer.person_id,
            goal_id=goal_id,
            did=words.did,
            saw=words.saw,
            next=words.next,
            follows=words.follows,
            at=at,
            statement_id=statement_id,
        )
        storage.add(tx, made)
    return made


def _what_happened(
    tx: Transaction, tool: Tool, viewer: Viewer, goal: Goal, follows: UUID | None
) -> Json:
    """The activity of what she looks back on, which must be her own; else the goal."""
    if follows is None:
        return goal_activity(tool.tool_url, goal.id)
    found = find_statement(tx, follows)
    if found is None or str(viewer.pseudonym) not in str(found.actor):
        raise NothingToFollow
    about = found.object
    is_activity = about.get("objectType", "Activity") == "Activity"
    return about if is_activity else goal_activity(tool.tool_url, goal.id)


def try_out(tool: Tool, viewer: Viewer, goal_id: UUID, tried: Tried) -> Attempt:
    """She tried something in class; the part of her blend it belongs to is done."""
    at, attempt_id = tool.clock(), new_id()
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id)
        if tried.item_id:
            finish_item(tx, item(tx, viewer, tried.item_id).id)
        around = circumstances(tool, viewer, at, goal)
        (statement_id,) = record(tx, tool, tried_out(around, attempt_id))
        made = Attempt(
            id=attempt_id,
            person_id=viewer.person_id,
            goal_id=goal_id,
            item_id=tried.item_id,
            what=tried.what,
            lesson_on=tried.lesson_on,
            went=tried.went,
            at=at,
            statement_id=statement_id,
        )
        storage.add(tx, made)
    return made


def catch_moment(
    tool: Tool, viewer: Viewer, text: str, goal_id: UUID | None = None
) -> InformalMoment:
    """Ten seconds: one sentence, and a goal only if she says so."""
    at, moment_id = tool.clock(), new_id()
    with tool.database.writing(viewer.tenant) as tx:
        goal = own_goal(tx, viewer, goal_id) if goal_id else None
        around = circumstances(tool, viewer, at, goal)
        (statement_id,) = record(tx, tool, experienced(around, moment_id))
        made = InformalMoment(moment_id, viewer.person_id, goal_id, text, at, statement_id)
        storage.add(tx, made)
    return made


def take_back(
    tool: Tool,
    viewer: Viewer,
    kind: type[Reflection | Attempt | InformalMoment],
    record_id: UUID,
) -> None:
    """It should not have been there: the words are gone and the fact counts no more."""
    with tool.database.writing(viewer.tenant) as tx:
        void(tx, tool, storage.take_back(tx, kind, record_id, viewer.person_id))


def circumstances(tool: Tool, viewer: Viewer, at: datetime, goal: Goal | None) -> Circumstances:
    grouping = tuple(grouping_of(tool.tool_url, goal)) if goal else ()
    return Circumstances(tool.tool_url, viewer.pseudonym, viewer.school_id, at, grouping)
