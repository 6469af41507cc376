"""A form with every field that any page of ours has, filled in as somebody well-meaning would."""

from collections.abc import Mapping
from uuid import UUID

from werkzeug.datastructures import MultiDict

from lti_tool.blend.rules.attendance import AttendanceState
from lti_tool.goals.rules import AnchorKind, Judgement, Solved, StopReason
from lti_tool.people.rules import Audience, ShareLevel
from lti_tool.practice.rules import Went

SENTENCES = (
    *("what", "situation", "criterion", "evidence", "problem", "text", "title", "why"),
    *("expectation", "did", "saw", "next", "look_for", "seen", "pupils", "learned", "place"),
    "uitproberen",
)
CHOICES = {
    "audience": Audience.PERSON.value,
    "level": ShareLevel.GOAL_AND_PROGRESS.value,
    "kind": AnchorKind.AGREEMENT.value,
    "judgement": Judgement.REACHED.value,
    "solved": Solved.YES.value,
    "reason": StopReason.PRIORITY.value,
    "went": next(iter(Went)).value,
    "to": "pause",
    "answer": "yes",
    "stap": "omhoog:uitproberen",
    "where": "1:",
    "deployment": "1",
    "state": "open",
    "days": "14",
    "name": "Een academie",
    "issuer": "https://academie.example",
    "client_id": "leerspoor",
    **dict.fromkeys(("auth_url", "jwks_url", "address"), "https://academie.example/x"),
}
NUMBERS = {"version": "1", "confidence": "5", "deel": "0", "code": "123456", "capacity": "12"}
DAYS = {
    **dict.fromkeys(("deadline", "review_on", "planned_on", "day"), "2027-01-15"),
    "lesson_on": "2026-01-15",
    "begins": "15:00",
    "ends": "16:00",
}


def filled_form(ids: Mapping[str, UUID]) -> MultiDict[str, str]:
    """`ids`: a thing for every parameter that an address can have."""
    goal, person, offering = ids["goal_id"], ids["person_id"], ids["offering_id"]
    named = {
        "theme": ids["theme_id"],
        "predecessor": goal,
        "goal": goal,
        "doel": goal,
        "colleague": person,
        "collega": person,
        "item": ids["item_id"],
        "offering": offering,
        "follows": ids["record_id"],
        "statement": ids["statement_id"],
    }
    present = {f"stand-{person}": AttendanceState.PRESENT.value, f"minuten-{person}": "60"}
    sentences = dict.fromkeys(SENTENCES, "Een zin die mag.")
    filled = MultiDict({**sentences, **CHOICES, **NUMBERS, **DAYS, **present})
    filled.update({name: str(one) for name, one in named.items()})
    keys = [f"aanbod-{offering}", f"bijeenkomst-{ids['session_id']}", f"item-{ids['item_id']}"]
    for name in ("kies", "volgorde"):
        filled.setlist(name, keys)
    return filled
