"""JSON that is read and written without lying: no repeated keys, no lost numbers, no broken text.

Numbers that a float cannot hold to the last digit are kept as decimals and written as they came;
integers are kept at any size.
"""

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

import msgspec

from lrs.rules.problems import MalformedJson

DEEPEST = 100
"""Nesting beyond this is refused; what people record stays below ten."""

_KEY_WITH_SPACE = (b" :", b"\t:", b"\n:", b"\r:")
_ESCAPED_MARK = re.compile(rb"\\u00(?:22|3[aA])")


def _exact_number(text: str) -> float | Decimal:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(text)
    exact = Decimal(text)
    if Decimal(repr(number)) == exact:
        return number
    return exact


_decoder = msgspec.json.Decoder(float_hook=_exact_number)
_encoder = msgspec.json.Encoder(decimal_format="number")


def write_json(value: Any) -> bytes:
    """Compact JSON in UTF-8."""
    return _encoder.encode(value)


def read_json(raw: bytes) -> Any:
    """Any JSON value, exactly; raises `MalformedJson` with what is wrong."""
    try:
        value = _decoder.decode(raw)
        _refuse_repeated_keys(raw, value)
    except RecursionError:
        raise MalformedJson(reason="it is nested too deeply.") from None
    except (ValueError, ArithmeticError) as fault:
        raise MalformedJson(reason=_said(fault)) from None
    if b"\\u0000" in raw and _has_nul(value):
        raise MalformedJson(reason="it contains the character U+0000.")
    return value


def _said(fault: Exception) -> str:
    if isinstance(fault, UnicodeDecodeError):
        return "it is not UTF-8."
    if isinstance(fault, ValueError) and not isinstance(fault, msgspec.MsgspecError):
        return f"{str(fault)[:40]} is not a number that can be kept."
    return f"{fault}."


def _refuse_repeated_keys(raw: bytes, value: Any) -> None:
    r"""Decoders keep the last of two equal keys in silence; the number of keys tells.

    In compact text without escaped marks, `":` occurs equally often before and after, unless a
    key was dropped. Where that cannot be trusted, a slower reader looks at every object.
    """
    plain = b"\\u00" not in raw or not _ESCAPED_MARK.search(raw)
    trusted = plain and not any(space in raw for space in _KEY_WITH_SPACE)
    if trusted and raw.count(b'":') == write_json(value).count(b'":'):
        return
    json.loads(raw, object_pairs_hook=_distinct)


def _distinct(pairs: list[tuple[str, Any]]) -> None:
    seen = set()
    for key, _ in pairs:
        if key in seen:
            _refuse_key(key)
        seen.add(key)


def _refuse_key(key: str) -> NoReturn:
    raise MalformedJson(reason=f'the key "{key[:80]}" occurs twice in one object.')


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any("\0" in key or _has_nul(item) for key, item in value.items())
    return isinstance(value, list) and any(map(_has_nul, value))


def is_deeper_than(value: Any, levels: int) -> bool:
    """Whether objects and arrays nest further than `levels`."""
    if not isinstance(value, dict | list):
        return False
    if levels == 0:
        return True
    inner = value.values() if isinstance(value, dict) else value
    return any(is_deeper_than(item, levels - 1) for item in inner)
