"""Whether two goals look alike: shown as a hint before a new one, never a reason to refuse."""

import re
from collections.abc import Sequence

from lti_tool.goals.rules.goals import Goal, GoalParts
from lti_tool.goals.rules.words import words

ALIKE = 0.5
TWO = 2  # one shared word is a subject, not a goal
SMALL_WORDS = words(
    "aan als bij dat de die dit door een elke er en het ik in is mijn met na naar niet of om "
    "op over te tot uit van voor wat zodat zonder les lessen leerling leerlingen doel doelen"
)


def similar_goals(parts: GoalParts, goals: Sequence[Goal]) -> list[Goal]:
    """The goals that say about the same, the most alike first."""
    wanted = _stems(f"{parts.what} {parts.situation}")
    scored = [(_overlap(wanted, _stems(f"{g.what} {g.situation}")), g) for g in goals]
    alike = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [goal for _, goal in alike]


def _stems(text: str) -> frozenset[str]:
    """The first five letters of each word that carries meaning: lesdoel = lesdoelen."""
    found = re.findall(r"[a-zà-ÿ]{3,}", text.lower())
    return frozenset(word[:5] for word in found if word not in SMALL_WORDS)


def _overlap(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Shared words over the words of the shorter goal, so that a longer copy is found too."""
    if len(ours & theirs) < TWO:
        return 0.0
    return len(ours & theirs) / min(len(ours), len(theirs))
