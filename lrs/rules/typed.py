"""From plain JSON values to our shapes, with the place of what does not fit."""

import re
from typing import Any, NoReturn, TypeVar

import msgspec

from lrs.rules.places import Place, reject, written

Shaped = TypeVar("Shaped")

_FAULT_PLACE = re.compile(r" - at `(?:key in )?\$(.*)`$")


def typed(value: Any, shape: type[Shaped], at: Place) -> Shaped:
    """The value as that shape; raises `StatementRejected`."""
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as fault:
        reject_shape(fault, at)


def reject_shape(fault: msgspec.ValidationError, at: Place) -> NoReturn:
    """Turn `Expected … - at `$[3].actor.mbox`` into our own words for the place."""
    said = str(fault)
    found = _FAULT_PLACE.search(said)
    reason = said[: found.start()] if found else said
    place = f"{written(at)}{found[1]}" if found else written(at)
    reject(_rule_of(reason), (place,), reason=f"{reason}.")


def _rule_of(reason: str) -> str:
    if "missing required" in reason:
        return "required"
    return "property" if "unknown field" in reason else "shape"
