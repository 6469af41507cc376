"""Where the one button of a next step leads, and what stands on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from foundation.language import gettext as _
from foundation.problems import N_
from lti_tool.blend.rules.items import BlendItem, ItemState
from lti_tool.evidence.rules.facts import Fact, Kind
from lti_tool.goals.rules import Goal
from lti_tool.journey.rules.steps import NextStep, StepKind
from lti_tool.journey.rules.story import GENERIC, TOLD

Where = Callable[[Goal, NextStep], str]


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


def _to(endpoint: str) -> Where:
    """A page about the goal itself."""
    return lambda goal, _step: url_for(endpoint, goal_id=goal.id)


def _item_id(step: NextStep) -> UUID | None:
    return step.item.id if step.item else None


def _reflect(goal: Goal, step: NextStep) -> str:
    follows = step.fact.statement_id if step.fact else None
    return url_for("practice.reflect", goal_id=goal.id, na=follows)


def _try_out(goal: Goal, step: NextStep) -> str:
    return url_for("practice.try_out", goal_id=goal.id, onderdeel=_item_id(step))


def _meet(_goal: Goal, step: NextStep) -> str:
    return url_for("blend.session", session_id=step.item.session_id if step.item else None)


def _play(goal: Goal, step: NextStep) -> str:
    offering_id = step.item.offering_id if step.item else None
    return url_for("blend.play", offering_id=offering_id, doel=goal.id)


def _invite(goal: Goal, step: NextStep) -> str:
    colleague = step.item.colleague_id if step.item else None
    return url_for("practice.invite", goal_id=goal.id, onderdeel=_item_id(step), collega=colleague)


def _visit(_goal: Goal, step: NextStep) -> str:
    return url_for("practice.visit", visit_id=step.visit.id if step.visit else None)


def _follow_up(goal: Goal, _step: NextStep) -> str:
    return url_for("goals.new", na=goal.process_id)


BUTTONS: dict[StepKind, tuple[str, Where]] = {
    StepKind.SHARPEN: (N_("Maak af"), _to("goals.edit")),
    StepKind.RESUME: (N_("Bekijk"), _to("journey.goal")),
    StepKind.LOOK_BACK: (N_("Kijk terug"), _to("journey.evaluate")),
    StepKind.REFLECT: (N_("Kijk kort terug"), _reflect),
    StepKind.PICK_BLEND: (N_("Kies je blend"), _to("blend.pick")),
    StepKind.MEET: (N_("Bekijk"), _meet),
    StepKind.PLAY: (N_("Begin"), _play),
    StepKind.INVITE: (N_("Nodig uit"), _invite),
    StepKind.VISIT: (N_("Bekijk"), _visit),
    StepKind.TRY_OUT: (N_("Ik probeerde het"), _try_out),
    StepKind.CATCH: (N_("Leg vast"), lambda goal, _s: url_for("practice.moment", doel=goal.id)),
    StepKind.SET_DATE: (N_("Kies een dag"), _to("goals.edit")),
    StepKind.ANCHOR: (N_("Leg vast"), _to("goals.anchor")),
    StepKind.SHARE: (N_("Deel"), _to("goals.share")),
    StepKind.FOLLOW_UP: (N_("Volgend leerdoel"), _follow_up),
}

SAID_BY_US = frozenset(StepKind) - {
    StepKind.MEET,
    StepKind.PLAY,
    StepKind.INVITE,
    StepKind.VISIT,
    StepKind.TRY_OUT,
    StepKind.CATCH,
}
"""Kinds whose words are ours and translated; the others say the title of a blend item."""


def link_of(goal: Goal, step: NextStep) -> Link:
    """The button of a step; what she is busy with says so."""
    text, where = BUTTONS[step.kind]
    busy = step.kind is StepKind.PLAY and step.item and step.item.state is ItemState.BUSY
    return Link(_("Ga verder") if busy else _(text), where(goal, step))


def words_of(step: NextStep, names: Mapping[UUID, str]) -> str:
    if step.item and step.kind is StepKind.PLAY:
        return str(_("Online: %(title)s", title=step.item.title))
    if step.item and step.kind not in SAID_BY_US:
        return item_words(step.item, names)
    return str(_(step.text))


def name_of(fact: Fact) -> str:
    """What something she did is called; what has no title of its own, in her language."""
    if fact.title and fact.kind not in GENERIC:
        return fact.title
    _icon, called = TOLD.get(fact.kind, TOLD[Kind.MOMENT])
    return str(_(called))


def item_words(item: BlendItem, names: Mapping[UUID, str]) -> str:
    """What a part of a blend is called; a visit says by whom."""
    name = names.get(item.colleague_id) if item.colleague_id else None
    return str(_("%(what)s door %(name)s", what=item.title, name=name)) if name else item.title
