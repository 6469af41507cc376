"""What a rule says: a sentence when it is broken, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`requirement` is the number of the requirement of cmi5 behind it, where there is one."""

    text: str
    advice: str
    requirement: str = ""
