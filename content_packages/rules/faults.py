"""What is wrong with a package: one fault for each rule that it breaks, and the report of all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from content_packages.rules.wording import REMARKS, RULES
from content_packages.rules.wording.rule import Rule
from foundation.problems import N_, Unprocessable


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `place` is line:column or the path of an element."""

    rule: str
    file: str = ""
    place: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def said(self) -> Rule:
        """The sentence with its holes and the advice, as the translation catalogue knows them."""
        return RULES.get(self.rule) or REMARKS[self.rule]

    @property
    def message(self) -> str:
        return self.said.text.format(**self.details)

    def as_json(self) -> dict[str, Any]:
        """`requirement` is only there where cmi5 numbers it."""
        numbered = {"requirement": self.said.requirement} if self.said.requirement else {}
        return {
            "rule": self.rule,
            "message": self.message,
            "file": self.file,
            "place": self.place,
            "advice": self.said.advice,
            **numbered,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What checking a package gave; `remarks` say what was put right."""

    format: str = ""
    title: str = ""
    problems: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "format": self.format,
            "title": self.title,
            "problems": [one.as_json() for one in self.problems],
            "remarks": [one.as_json() for one in self.remarks],
        }


MOST = 100
"""So many faults are told of one package: who has mended those looks again."""


def the_first(faults: Iterable[Fault]) -> list[Fault]:
    return list(islice(faults, MOST))


class PackageRefused(Unprocessable):
    """The package cannot be taken in; `faults` say why, the first one in the message."""

    text = N_("Dit pakket kan niet worden opgenomen: {reason}")

    def __init__(self, faults: Sequence[Fault], kind: str = "", title: str = "") -> None:
        self.faults = tuple(faults)
        self.report = Report(kind, title, self.faults)
        problems = self.report.as_json()["problems"]
        super().__init__(reason=self.faults[0].message, problems=problems)


def refuse(rule: str, file: str = "", place: str = "", **details: Any) -> PackageRefused:
    """The refusal of a package for one reason."""
    return PackageRefused([Fault(rule, file, place, details)])
