"""Everything an administrator can set; each field is explained in docs/settings.md."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from foundation.settings import (
    SettingsFaulty,
    address,
    database_address,
    long_secret,
    one_of,
    read_settings,
    setting,
    yes_or_no,
)

PREFIX = "LEERSPOOR_"
PACKAGES = Path("var/packages")


@dataclass(frozen=True, slots=True)
class Settings:
    """Read from variables that begin with `LEERSPOOR_`."""

    tool_url: str = setting(address, "The public address of the tool.")
    content_url: str = setting(
        address, "The public address of the content host: another host than the tool's."
    )
    secret: bytes = setting(
        long_secret, "Signs codes and tokens; at least 32 characters; keep it secret."
    )
    database_url: str = setting(
        database_address,
        "Where the data are: sqlite:///… or postgresql://…",
        default="sqlite:///var/leerspoor.sqlite",
    )
    packages: Path = setting(Path, "The folder of unpacked modules.", default=PACKAGES)
    logs: str = setting(
        one_of("json", "console"), "How log lines look: for machines or people.", default="json"
    )
    xapi_version: str = setting(
        one_of("1.0.3", "2.0.0"),
        "The xAPI version in the answer to a request that names none.",
        default="1.0.3",
    )
    private_academies: bool = setting(
        yes_or_no, "Whether academies may be called at private addresses.", default=False
    )
    worker_inside: bool = setting(
        yes_or_no, "Whether `serve` also does the work of `leerspoor worker`.", default=False
    )


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    settings = read_settings(Settings, environment, PREFIX)
    if urlsplit(settings.tool_url).hostname == urlsplit(settings.content_url).hostname:
        raise SettingsFaulty(faults=f"  {PREFIX}CONTENT_URL: must be on another host than the tool")
    return settings
