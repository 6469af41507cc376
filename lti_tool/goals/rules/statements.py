"""What the record store is told about goals (domain.md §6.5): IRIs and generic words, no text."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lti_tool.goals.rules.evaluations import SUCCESS, Evaluation
from lti_tool.goals.rules.goals import Goal
from lti_tool.goals.rules.processes import Anchor, AnchorKind
from lti_tool.goals.rules.sharpness import sharpness
from lti_tool.people.rules import Audience, ShareGrant
from lti_tool.profile.rules import (
    ANCHORED,
    DEFINED,
    DESELECTED,
    EDITED,
    EVALUATED,
    SHARED,
    UNSHARED,
    ActivityType,
    Block,
    Draft,
    Extension,
    Json,
    Thing,
    Verb,
    activity,
    goal_activity,
    iri,
    theme_activity,
)


def question_activity(base: str, process_id: UUID) -> Json:
    """A learning process has one question, so the question is named after the process."""
    return activity(iri(base, Thing.QUESTION, process_id), ActivityType.QUESTION)


def around_goal(base: str, goal: Goal) -> list[Json]:
    """What a statement about the goal itself is grouped under: its question and its theme."""
    themes = [theme_activity(base, goal.theme_id)] if goal.theme_id else []
    return [question_activity(base, goal.process_id), *themes]


def grouping_of(base: str, goal: Goal) -> list[Json]:
    """What a statement about something done for the goal is grouped under (§6.3 rule 1)."""
    return [goal_activity(base, goal.id), *around_goal(base, goal)]


def _about(base: str, actor: UUID, goal: Goal, verb: Verb, block: Block, at: datetime) -> Draft:
    return Draft(
        verb=verb,
        actor=actor,
        object=goal_activity(base, goal.id),
        at=at,
        school_id=goal.school_id,
        grouping=around_goal(base, goal),
        blocks=(block,),
    )


def _how_it_reads(goal: Goal) -> Json:
    clear = {part.value: is_clear for part, is_clear in sharpness(goal.parts).items()}
    extensions: Json = {str(Extension.SHARPNESS): clear}
    if goal.deadline:
        extensions[str(Extension.TARGET_DATE)] = goal.deadline.isoformat()
    return {"extensions": extensions}


def defined(base: str, actor: UUID, goal: Goal, at: datetime) -> Draft:
    return replace(
        _about(base, actor, goal, DEFINED, Block.PROBLEM, at), result=_how_it_reads(goal)
    )


def edited(base: str, actor: UUID, goal: Goal, at: datetime) -> Draft:
    return replace(
        _about(base, actor, goal, EDITED, Block.REFLECTION, at), result=_how_it_reads(goal)
    )


def deselected(base: str, actor: UUID, goal: Goal, at: datetime) -> Draft:
    return _about(base, actor, goal, DESELECTED, Block.REFLECTION, at)


def shared(base: str, actor: UUID, goal: Goal, grant: ShareGrant, at: datetime) -> Draft:
    draft = _about(base, actor, goal, SHARED, Block.ACTION, at)
    return replace(draft, extensions=_reach(base, grant))


def unshared(base: str, actor: UUID, goal: Goal, grant: ShareGrant, at: datetime) -> Draft:
    draft = _about(base, actor, goal, UNSHARED, Block.ACTION, at)
    return replace(draft, extensions=_reach(base, grant))


REACH = {Audience.PERSON: "persoon", Audience.TEAM: "team", Audience.LEADER: "leider"}


def _reach(base: str, grant: ShareGrant) -> Json:
    """How far it was shared; with whom in person stays in our tables."""
    reach: Json = {"bereik": REACH[grant.audience]}
    if grant.audience is Audience.TEAM:
        reach["team"] = iri(base, Thing.TEAM, grant.audience_id)
    return {
        str(Extension.SHARED_WITH): reach,
        str(Extension.SHARE_LEVEL): grant.level.value,
    }


def evaluated(base: str, actor: UUID, goal: Goal, said: Evaluation) -> Draft:
    extensions: Json = {
        str(Extension.JUDGEMENT): said.judgement.value,
        str(Extension.PROBLEM_SOLVED): said.solved.value,
    }
    if said.guskey is not None:
        extensions[str(Extension.GUSKEY_LEVEL)] = said.guskey
    result: Json = {"completion": True, "extensions": extensions}
    if said.judgement in SUCCESS:
        result["success"] = SUCCESS[said.judgement]
    draft = _about(base, actor, goal, EVALUATED, Block.EVALUATION, said.at)
    return replace(draft, result=result)


def anchored(base: str, actor: UUID, goal: Goal, anchor: Anchor, at: datetime) -> Draft:
    paper = anchor.kind in {AnchorKind.QUALITY_CARD, AnchorKind.SCHOOL_PLAN}
    kind = ActivityType.FILE if paper else ActivityType.ANCHOR
    return Draft(
        verb=ANCHORED,
        actor=actor,
        object=activity(iri(base, Thing.ANCHOR, anchor.id), kind, "Borging"),
        at=at,
        school_id=goal.school_id,
        grouping=grouping_of(base, goal),
        blocks=(Block.EVALUATION,),
        extensions={str(Extension.REVIEW_DATE): anchor.review_on.isoformat()},
    )
