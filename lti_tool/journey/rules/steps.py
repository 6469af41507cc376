"""The one next step of a goal: siblings in a row, the first that applies is what we say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from foundation.problems import N_
from lti_tool.blend.rules.items import BlendItem, ItemState
from lti_tool.evidence.rules.facts import Fact, Kind, day_of
from lti_tool.goals.rules import Evaluation, Goal, GoalState, Solved, is_due
from lti_tool.journey.rules.progress import is_done
from lti_tool.practice.rules import LessonVisit
from lti_tool.profile.rules import Mode

FRESH = timedelta(days=3)
"""So long after something happened, looking back on it is the best next step."""

WORTH_REFLECTING = frozenset({Kind.COMPLETED, Kind.ATTENDED, Kind.TRIED, Kind.VISITED})


class StepKind(StrEnum):
    SHARPEN = "sharpen"
    RESUME = "resume"
    LOOK_BACK = "look-back"
    REFLECT = "reflect"
    PICK_BLEND = "pick-blend"
    MEET = "meet"
    PLAY = "play"
    INVITE = "invite"
    VISIT = "visit"
    TRY_OUT = "try-out"
    CATCH = "catch"
    SET_DATE = "set-date"
    ANCHOR = "anchor"
    SHARE = "share"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now: words, how long it takes, and the thing it is about."""

    kind: StepKind
    text: str
    minutes: int = 0
    item: BlendItem | None = None
    fact: Fact | None = None
    visit: LessonVisit | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the next step depends on. `shared` says whether anybody may see the goal."""

    goal: Goal
    items: Sequence[BlendItem]
    facts: Sequence[Fact]
    now: datetime
    visits: Sequence[LessonVisit] = ()
    shared: bool = False
    anchored: bool = False
    followed: bool = False
    evaluation: Evaluation | None = None


Rule = Callable[[Situation], NextStep | None]


def next_step(here: Situation) -> NextStep | None:
    """The first step that applies; None where a goal asks nothing more."""
    return next((step for rule in RULES[here.goal.state] if (step := rule(here))), None)


def _sharpen(_here: Situation) -> NextStep:
    return NextStep(StepKind.SHARPEN, N_("Maak je doel af en start het"), 5)


def _resume(_here: Situation) -> NextStep:
    return NextStep(StepKind.RESUME, N_("Dit doel staat stil. Pak het op wanneer je wilt."))


def _time_to_look_back(here: Situation) -> NextStep | None:
    today = day_of(here.now)
    due = here.goal.state is GoalState.EVALUATING or is_due(here.goal, today)
    return _look_back(here) if due else None


def _look_back(_here: Situation) -> NextStep:
    return NextStep(StepKind.LOOK_BACK, N_("Kijk terug: heb je bereikt wat je wilde?"), 5)


def _reflect(here: Situation) -> NextStep | None:
    """Something fresh happened on which she has not looked back."""
    reflected = [fact.happened_at for fact in here.facts if fact.kind is Kind.REFLECTED]
    latest = max(reflected, default=None)
    for fact in here.facts:
        worth = is_done(fact) and fact.kind in WORTH_REFLECTING
        fresh = timedelta(0) <= here.now - fact.happened_at <= FRESH
        if worth and fresh and (latest is None or latest < fact.happened_at):
            return NextStep(StepKind.REFLECT, N_("Kijk kort terug: wat zag je?"), 2, fact=fact)
    return None


def _pick_blend(here: Situation) -> NextStep | None:
    return None if here.items else NextStep(StepKind.PICK_BLEND, N_("Kies je blend"), 5)


def _go_on(here: Situation) -> NextStep | None:
    """What she is busy with, else the first part of her blend that is open."""
    waiting = sorted(
        (item for item in here.items if item.open),
        key=lambda item: (item.state is not ItemState.BUSY, item.position),
    )
    return step_of(waiting[0], here.visits) if waiting else None


def step_of(item: BlendItem, visits: Sequence[LessonVisit]) -> NextStep:
    """What to do for one part of a blend; a colleague is invited only once."""
    invited = next((v for v in visits if v.item_id == item.id and v.is_open), None)
    kind = StepKind.VISIT if invited else _kind_of(item)
    return NextStep(kind, item.title, item.minutes, item=item, visit=invited)


def _kind_of(item: BlendItem) -> StepKind:
    if item.session_id:
        return StepKind.MEET
    if item.is_visit:
        return StepKind.INVITE
    if item.offering_id:
        return StepKind.PLAY
    return StepKind.CATCH if item.mode is Mode.INFORMAL else StepKind.TRY_OUT


def _set_date(here: Situation) -> NextStep | None:
    if here.goal.deadline is not None:
        return None
    return NextStep(StepKind.SET_DATE, N_("Kies een dag om terug te kijken"), 1)


def _anchor(here: Situation) -> NextStep | None:
    solved = here.evaluation is not None and here.evaluation.solved is Solved.YES
    if not solved or here.anchored:
        return None
    return NextStep(StepKind.ANCHOR, N_("Leg vast wat er blijft, nu het werkt"), 3)


def _share(here: Situation) -> NextStep | None:
    if here.shared:
        return None
    return NextStep(StepKind.SHARE, N_("Deel wat werkte met je team"), 3)


def _follow_up(here: Situation) -> NextStep | None:
    if here.followed:
        return None
    return NextStep(StepKind.FOLLOW_UP, N_("Wat vraagt nu je aandacht?"), 10)


RULES: dict[GoalState, tuple[Rule, ...]] = {
    GoalState.DRAFT: (_sharpen,),
    GoalState.ACTIVE: (
        _time_to_look_back,
        _reflect,
        _pick_blend,
        _go_on,
        _set_date,
        _look_back,
    ),
    GoalState.PAUSED: (_resume,),
    GoalState.EVALUATING: (_look_back,),
    GoalState.FINISHED: (_anchor, _share, _follow_up),
    GoalState.STOPPED: (),
    GoalState.ARCHIVED: (),
}
"""Per state, what could be next, the most pressing first."""
