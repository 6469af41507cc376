"""Settings: every fault is named at once, and the rest is as written."""

from dataclasses import dataclass

import pytest

from foundation.settings import (
    SettingsFaulty,
    address,
    long_secret,
    one_of,
    read_settings,
    setting,
    whole_number,
    yes_or_no,
)


@dataclass(frozen=True)
class Example:
    tool_url: str = setting(address, "Where the tool is.")
    secret: bytes = setting(long_secret, "Signs things.")
    logs: str = setting(one_of("json", "console"), "How lines look.", default="json")
    days: int = setting(whole_number(1, 30), "How long.", default=7)
    worker: bool = setting(yes_or_no, "Works inside.", default=False)


def read(**environment: str) -> Example:
    return read_settings(Example, environment, "X_")


def test_given_settings_are_read_and_others_have_their_default() -> None:
    found = read(X_TOOL_URL="https://tool.example/", X_SECRET="s" * 32, X_WORKER="yes")

    assert found == Example("https://tool.example", b"s" * 32, "json", 7, worker=True)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(SettingsFaulty) as caught:
        read(X_TOOL_URL="tool", X_LOGS="loud", X_DAYS="31", X_WORKER="true", X_OTHER="1")

    lines = caught.value.message.splitlines()[1:]
    assert [line.strip().split(":")[0] for line in lines] == [
        "X_OTHER",
        "X_TOOL_URL",
        "X_SECRET",
        "X_LOGS",
        "X_DAYS",
        "X_WORKER",
    ]


def test_a_secret_never_stands_in_a_fault() -> None:
    with pytest.raises(SettingsFaulty) as caught:
        read(X_TOOL_URL="https://tool.example", X_SECRET="hunter2")

    assert "hunter2" not in caught.value.message
