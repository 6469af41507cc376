"""Read settings from the environment; whoever starts the program hears of all faults at once."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from foundation.problems import Problem

Settings = TypeVar("Settings")


class SettingsFaulty(Problem):
    text = "These settings are not right:\n{faults}"


def setting(
    parse: Callable[[str], Any],
    meaning: str,
    *,
    default: Any = dataclasses.MISSING,
) -> Any:
    """A field of a settings class: how its text is read, what it means, and its default."""
    metadata = {"parse": parse, "meaning": meaning}
    return dataclasses.field(default=default, metadata=metadata)


def read_settings(
    made: Callable[..., Settings], environment: Mapping[str, str], prefix: str
) -> Settings:
    """A settings value from variables such as `LEERSPOOR_DATABASE_URL`.

    Raises SettingsFaulty that names every variable that is missing, unreadable or unknown.
    """
    fields = {prefix + f.name.upper(): f for f in dataclasses.fields(made)}  # type: ignore[arg-type]
    faults = [
        f"{name}: there is no such setting"
        for name in environment
        if name.startswith(prefix) and name not in fields
    ]
    values: dict[str, Any] = {}
    for name, field in fields.items():
        try:
            values |= _read(field, environment.get(name))
        except ValueError as fault:
            faults.append(f"{name}: {fault}")
    if faults:
        raise SettingsFaulty(faults="\n".join(f"  {fault}" for fault in faults))
    return made(**values)


def _read(field: "dataclasses.Field[Any]", text: str | None) -> dict[str, Any]:
    if text is not None and text.strip():
        return {field.name: field.metadata["parse"](text.strip())}
    if field.default is dataclasses.MISSING:
        raise ValueError("must be set")
    return {}


def address(text: str) -> str:
    """An http(s) address without a slash at the end."""
    if not text.startswith(("https://", "http://")) or " " in text:
        raise ValueError(f"{text!r} is not an http(s) address")
    return text.rstrip("/")


def database_address(text: str) -> str:
    """Where a database is; the fault does not repeat it, for there may be a password in it.

    PostgreSQL's may name its driver too: `postgresql+psycopg://`.
    """
    if not text.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return text


def yes_or_no(text: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither yes nor no")
    return text.lower() == "yes"


def one_of(*choices: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError(f"{text!r} is none of {', '.join(choices)}")
        return text

    return parse


def whole_number(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdigit() or not least <= int(text) <= most:
            raise ValueError(f"{text!r} is not a whole number from {least} to {most}")
        return int(text)

    return parse


def long_secret(text: str) -> bytes:
    if len(text) < 32:  # noqa: PLR2004  (characters; less can be guessed)
        raise ValueError("must be at least 32 characters long")
    return text.encode()
