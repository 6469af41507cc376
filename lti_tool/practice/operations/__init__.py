"""What teachers record of learning at work."""

from lti_tool.practice.operations.forget import forget_person
from lti_tool.practice.operations.look_up import (
    attempts_of,
    moments_of,
    reflections_of,
    visits_for,
    visits_of,
)
from lti_tool.practice.operations.record_practice import (
    Tried,
    Words,
    catch_moment,
    reflect,
    take_back,
    try_out,
)
from lti_tool.practice.operations.visit_lessons import (
    Invitation,
    agree_on_visit,
    cancel_visit,
    finish_visit,
    invite_colleague,
)

__all__ = [
    "Invitation",
    "Tried",
    "Words",
    "agree_on_visit",
    "attempts_of",
    "cancel_visit",
    "catch_moment",
    "finish_visit",
    "forget_person",
    "invite_colleague",
    "moments_of",
    "reflect",
    "reflections_of",
    "take_back",
    "try_out",
    "visits_for",
    "visits_of",
]
