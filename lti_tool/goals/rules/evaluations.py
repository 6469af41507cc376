"""Looking back on a goal: five words, one question about the problem, and how deep it went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from foundation.problems import N_
from lti_tool.goals.rules.processes import ProcessState


class Judgement(StrEnum):
    """The self-scale; the values travel in the statement (`oordeel`)."""

    REACHED = "bereikt"
    MOSTLY = "grotendeels-bereikt"
    PARTLY = "deels-bereikt"
    NOT_YET = "niet-bereikt"
    OTHERWISE = "anders-gelopen"


JUDGEMENTS: dict[Judgement, str] = {
    Judgement.REACHED: N_("Ja, bereikt"),
    Judgement.MOSTLY: N_("Grotendeels"),
    Judgement.PARTLY: N_("Deels"),
    Judgement.NOT_YET: N_("Nog niet"),
    Judgement.OTHERWISE: N_("Het is anders gelopen"),
}

SUCCESS: dict[Judgement, bool] = {
    Judgement.REACHED: True,
    Judgement.MOSTLY: True,
    Judgement.NOT_YET: False,
}
"""`result.success`; where half is reached or the road turned, neither yes nor no is true."""


EVALUATED = "Leerdoel geëvalueerd"
"""What the column for it is called in an academy's gradebook: one for all goals, so that it
says neither what somebody's goal is nor how she judged it."""


def column_of_evaluations(base: str) -> str:
    return f"{base}/leerdoelen/geevalueerd"


class Solved(StrEnum):
    """Is the problem solved? The values travel in the statement (`probleem-opgelost`)."""

    YES = "ja"
    PARTLY = "deels"
    NO = "nee"
    UNKNOWN = "weet-niet"


SOLVED: dict[Solved, str] = {
    Solved.YES: N_("Ja"),
    Solved.PARTLY: N_("Deels"),
    Solved.NO: N_("Nee"),
    Solved.UNKNOWN: N_("Dat weet ik (nog) niet"),
}

PROCESS_AFTER: dict[Solved, ProcessState] = {
    Solved.YES: ProcessState.SOLVED,
    Solved.PARTLY: ProcessState.PARTLY_SOLVED,
    Solved.NO: ProcessState.NOT_SOLVED,
    Solved.UNKNOWN: ProcessState.NOT_SOLVED,
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a teacher says about her own goal; `guskey` is the deepest level with evidence."""

    id: UUID
    goal_id: UUID
    judgement: Judgement
    solved: Solved
    pupils: str
    learned: str
    guskey: int | None
    at: datetime


GUSKEY_OF: dict[str, int] = {
    "completed": 2,
    "earned": 2,
    "reflected": 2,
    "moment": 2,
    "tried": 4,
    "visited": 4,
}
"""The level (Guskey 2000, domain.md §2.4) that a kind of recorded fact is evidence for."""

GUSKEY_NAMES: dict[int, str] = {
    1: N_("Je zei wat je ervan vond"),
    2: N_("Je leerde iets nieuws"),
    3: N_("De school maakte er ruimte voor"),
    4: N_("Je deed het in de klas"),
    5: N_("Je zag het bij leerlingen"),
}


def guskey_levels(kinds: Iterable[str], *, pupils: str) -> frozenset[int]:
    """Which levels have evidence: from the kinds of facts, and what she saw at pupils."""
    levels = {GUSKEY_OF[kind] for kind in kinds if kind in GUSKEY_OF}
    return frozenset(levels | ({5} if pupils.strip() else set()))
