"""What a teacher sees while she types: the sentence, what is clear, and what could be sharper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.problems import N_
from lti_tool.goals.rules.goals import Goal, GoalParts
from lti_tool.goals.rules.sentences import sentence_of, tidy
from lti_tool.goals.rules.sharpness import CLEAR_NAMES, Hint, Part, hints, sharpness
from lti_tool.goals.rules.similarity import similar_goals

Say = Callable[[str], str]
"""Translates a text for whoever reads it."""

CLEAR, OPEN = N_("helder"), N_("nog open")

STILL_OPEN: dict[Part, str] = {
    Part.SITUATION: N_("in welke lessen?"),
    Part.CRITERION: N_("zodat …?"),
    Part.DEADLINE: N_("uiterlijk wanneer?"),
    Part.EVIDENCE: N_("te zien aan …?"),
}


@dataclass(frozen=True, slots=True)
class Clarity:
    """One of the five: clear, or still open with a soft hint."""

    name: str
    clear: bool
    hint: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """`open_words` are said behind the sentence; `noticed` are the hints beyond the five."""

    sentence: str
    open_words: tuple[str, ...]
    five: tuple[Clarity, ...]
    noticed: tuple[Hint, ...]
    similar: tuple[Goal, ...]

    def spoken(self, say: Say) -> list[tuple[str, bool]]:
        """The sentence, then what is still open: pairs of words and whether they are known."""
        return [(self.sentence, True), *((say(words), False) for words in self.open_words)]

    def steps(self, say: Say) -> list[dict[str, str]]:
        """The five as a list of what is clear and what is still open, never as a score."""
        return [
            {
                "title": say(one.name),
                "state": "done" if one.clear else "open",
                "note": say(one.hint) if one.hint else "",
                "said": say(CLEAR) if one.clear else say(OPEN),
            }
            for one in self.five
        ]


def preview_of(parts: GoalParts, today: date, others: Sequence[Goal]) -> Preview:
    """`others` are the goals that this one may look like."""
    clear = sharpness(parts)
    found = hints(parts, today)
    soft = {hint.code: hint.text for hint in found}
    codes = {part.value for part in Part}
    return Preview(
        sentence=sentence_of(parts),
        open_words=tuple(words for part, words in STILL_OPEN.items() if not clear[part]),
        five=tuple(
            Clarity(CLEAR_NAMES[part], is_clear, soft.get(part.value))
            for part, is_clear in clear.items()
        ),
        noticed=tuple(hint for hint in found if hint.code not in codes),
        similar=tuple(similar_goals(parts, others)) if tidy(parts.what) else (),
    )
