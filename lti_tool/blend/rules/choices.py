"""What a teacher can put in a blend, each with a key that stands in the form."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from foundation.problems import N_
from lti_tool.blend.rules.items import BlendItem, ItemKind
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.blend.rules.sessions import Session
from lti_tool.profile.rules import Mode

TRY_OUT = "uitproberen"
VISIT = "lesbezoek"
TRY_OUT_MINUTES = 20
VISIT_MINUTES = 45
VISIT_TITLE = N_("Lesbezoek")

KIND_OF_OFFERING = {
    OfferingKind.MODULE: ItemKind.MATERIAL,
    OfferingKind.LIBRARY: ItemKind.MATERIAL,
    OfferingKind.COURSE: ItemKind.METHOD,
    OfferingKind.MEETING: ItemKind.METHOD,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be ticked. `item` is what it already is in this blend.

    `note` is who offers it, or of a visit which colleague comes.
    """

    key: str
    title: str
    kind: ItemKind
    mode: Mode
    minutes: int
    note: str = ""
    starts_at: datetime | None = None
    offering_id: UUID | None = None
    session_id: UUID | None = None
    colleague_id: UUID | None = None
    full: bool = False
    item: BlendItem | None = None

    @property
    def locked(self) -> bool:
        """What is done or begun stays in the blend."""
        return self.item is not None and self.item.state.value in ("bezig", "gedaan")

    @property
    def chosen(self) -> bool:
        return self.item is not None and (self.item.open or self.item.done)


@dataclass(frozen=True, slots=True)
class Plan:
    """What was ticked, in order; what she wants to try; which colleague comes to look."""

    keys: tuple[str, ...]
    try_out: str = ""
    colleague_id: UUID | None = None


def of_offering(offering: Offering) -> Choice:
    in_class = offering.mode in (Mode.WORKPLACE, Mode.INFORMAL)
    return Choice(
        key=f"aanbod-{offering.id}",
        title=offering.title,
        kind=ItemKind.INTERVENTION if in_class else KIND_OF_OFFERING[offering.kind],
        mode=offering.mode,
        minutes=offering.minutes,
        note=offering.provider,
        offering_id=offering.id,
    )


def of_session(session: Session, *, full: bool) -> Choice:
    return Choice(
        key=f"bijeenkomst-{session.id}",
        title=session.title,
        kind=ItemKind.METHOD,
        mode=Mode.MEETING,
        minutes=session.minutes,
        starts_at=session.starts_at,
        offering_id=session.offering_id,
        session_id=session.id,
        full=full,
    )


def key_of(item: BlendItem) -> str:
    """By what it was chosen from; her own try-outs and visits by themselves."""
    if item.session_id:
        return f"bijeenkomst-{item.session_id}"
    if item.offering_id:
        return f"aanbod-{item.offering_id}"
    return f"onderdeel-{item.id}"


def of_item(item: BlendItem) -> Choice:
    return Choice(
        key=key_of(item),
        title=item.title,
        kind=item.kind,
        mode=item.mode,
        minutes=item.minutes,
        offering_id=item.offering_id,
        session_id=item.session_id,
        colleague_id=item.colleague_id,
        item=item,
    )


def own_try_out(text: str) -> Choice:
    kind, mode = ItemKind.INTERVENTION, Mode.WORKPLACE
    return Choice(TRY_OUT, " ".join(text.split()), kind, mode, TRY_OUT_MINUTES)


def visit_by(colleague_id: UUID, name: str) -> Choice:
    """The name is for the page; the item keeps only who it is."""
    kind, mode = ItemKind.INTERVENTION, Mode.WORKPLACE
    return Choice(
        VISIT, VISIT_TITLE, kind, mode, VISIT_MINUTES, note=name, colleague_id=colleague_id
    )


def merged(offered: Iterable[Choice], items: Iterable[BlendItem]) -> dict[str, Choice]:
    """What is on offer, with what is already in the blend; that stays when the offer ends."""
    choices = {choice.key: choice for choice in offered}
    for item in items:
        if item.open or item.done:
            known = choices.get(key_of(item)) or of_item(item)
            choices[known.key] = replace(known, full=False, item=item)
    return choices
