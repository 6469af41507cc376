"""When two statements are the same one (Data §2.3.1, statement comparison requirements)."""

from typing import Any

from lrs.rules.received import timestamp_in_utc
from lrs.rules.values import moment_of, to_centiseconds

_ASSIGNED = {"id", "authority", "stored", "timestamp", "version", "attachments"}
_LISTS = {"parent", "grouping", "category", "other"}


def is_same_statement(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Equal, but for what a record store may assign or change.

    A timestamp counts where both were given one by their sender: then the same moment is meant
    by equal text or by another zone.
    """
    return _essence(one) == _essence(other) and _same_moment(one, other)


def _same_moment(one: dict[str, Any], other: dict[str, Any]) -> bool:
    mine, theirs = one.get("timestamp"), other.get("timestamp")
    if not mine or not theirs or theirs == other.get("stored") or mine == one.get("stored"):
        return True
    return moment_of(mine, strict=False) == moment_of(theirs, strict=False)


def _essence(statement: dict[str, Any]) -> Any:
    return _plain({name: part for name, part in statement.items() if name not in _ASSIGNED})


def _plain(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return _plain_object(value, key)
    if isinstance(value, list):
        items = [_plain(item) for item in value]
        return sorted(items, key=repr) if key == "member" else items
    if isinstance(value, str):
        return _plain_text(value, key)
    return _unmistakable(value)


def _unmistakable(value: Any) -> Any:
    """True is not 1: Python holds them equal, JSON does not."""
    if isinstance(value, dict):
        return {name: _unmistakable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_unmistakable(item) for item in value]
    return (value,) if isinstance(value, bool) else value


def _plain_object(value: dict[str, Any], key: str) -> Any:
    if key in _LISTS:
        return [_plain(value)]
    if key == "extensions":
        return _unmistakable(value)
    skipped = {"display"} if key == "verb" else {"definition"}
    if value.get("objectType") == "SubStatement":
        skipped = {"timestamp", "attachments"}
    said = sorted(value.items())
    kept = {name: _plain(part, name) for name, part in said if name not in skipped}
    if kept.get("objectType") in ("Activity", "Agent"):
        del kept["objectType"]
    elif kept.get("objectType") == "StatementRef":
        kept["id"] = kept["id"].lower()
    return kept


def _plain_text(value: str, key: str) -> str:
    if key == "mbox":
        local, _, domain = value.rpartition("@")
        return f"{local}@{domain.lower()}"
    if key == "duration":
        return to_centiseconds(value)
    if key == "timestamp":
        return timestamp_in_utc(value)
    return value.lower() if key in ("registration", "mbox_sha1sum") else value
