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

_ESCAPED_MARK = re.compile(rb"\\u00(?:2[02]|3[aA])")
"""A quote, a colon or a space in disguise."""


def _exact_number(text: str) -> float | Decimal:
    number = float(text)
    if repr(number) == text:
        return number
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
        nul = b"\\u0000" in raw and _has_nul(value)
    except RecursionError:
        raise MalformedJson(reason="it is nested too deeply.") from None
    except (ValueError, ArithmeticError) as fault:
        raise MalformedJson(reason=_said(fault)) from None
    if nul:
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

    Without white space, `":` occurs equally often in the text and in what we would write, unless
    a key was dropped. Where escapes make that unsure, a slower reader looks at every object.
    """
    sure = b"\\u00" not in raw or not _ESCAPED_MARK.search(raw)
    if sure and _key_marks(raw) == _key_marks(write_json(value)):
        return
    json.loads(raw, object_pairs_hook=_distinct)


def _key_marks(text: bytes) -> int:
    return text.translate(None, b" \t\r\n").count(b'":')


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
