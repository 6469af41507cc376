"""The versions of xAPI spoken here: 1.0.x and 2.0.x, told apart by a header."""

import re
from enum import StrEnum

from lrs.rules.problems import UnsupportedVersion

_ASKED = re.compile(r"(1\.0|2\.0)(?:\.(0|[1-9]\d{0,5}))?", re.ASCII)


class Version(StrEnum):
    """What a request is answered in."""

    V1 = "1.0.3"
    V2 = "2.0.0"

    @property
    def is_v2(self) -> bool:
        return self is Version.V2


SPOKEN = ("2.0.0", "1.0.3", "1.0.2", "1.0.1", "1.0.0")
"""What `/about` lists."""


def version_asked(header: str | None) -> Version:
    """The version that `X-Experience-API-Version` asks for (Communication §3.3)."""
    found = _ASKED.fullmatch((header or "").strip())
    if not found:
        raise UnsupportedVersion(said=header or "nothing")
    return Version.V1 if found[1] == "1.0" else Version.V2


def may_have_version(said: str, version: Version) -> bool:
    """Which `version` a statement itself may carry: 1.0.x, and in 2.0 also 2.0.x."""
    found = _ASKED.fullmatch(said)
    return found is not None and (found[1] == "1.0" or version.is_v2)
