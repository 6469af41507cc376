"""The menu of a package with several units: which can be opened, and which waits for others."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from content_packages.rules.packages import Package
from content_packages.rules.sessions import UnitState, is_done

TOKEN = re.compile(r'\s*(?:([A-Za-z_][\w.:-]*)|(\d+)|("[^"]*")|(<>|[&|~(){},*=]))')


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the menu: a unit, or the heading of a group (`position` is None).

    `item` is its name in the package, where it has one.
    """

    title: str
    depth: int
    position: int | None
    done: bool = False
    locked: bool = False
    item: str = ""


def menu_of(package: Package, states: Sequence[UnitState]) -> tuple[Line, ...]:
    """In the order of the package's own tree; without a tree, its units."""
    known = {state.position: state for state in states}
    tree = package.play.get("tree")
    if not isinstance(tree, Mapping):
        return tuple(
            _line(unit.title, 0, unit.position, known, locked=False) for unit in package.units
        )
    words = {item: status_of(known.get(unit)) for item, unit in _items(tree)}
    return tuple(_lines(tree, 0, known, words, locked=False))[1:]


def opens(menu: Sequence[Line], position: int) -> bool:
    return any(line.position == position and not line.locked for line in menu)


def status_of(state: UnitState | None) -> str:
    """In the words of AICC's scripts."""
    if state is None:
        return "not attempted"
    if state.passed_at:
        return "passed"
    if state.completed_at or state.waived_at:
        return "completed"
    return "failed" if state.failed_at else "incomplete"


def _items(node: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    if isinstance(node.get("unit"), int):
        yield str(node.get("item")), node["unit"]
    for one in node.get("children", ()):
        yield from _items(one)


def _lines(
    node: Mapping[str, Any],
    depth: int,
    known: Mapping[int, UnitState],
    words: Mapping[str, str],
    *,
    locked: bool,
) -> Iterator[Line]:
    script = node.get("prerequisites")
    here = locked or (bool(script) and not Script(str(script), words).holds())
    shown = not depth or node.get("visible", True)  # what is hidden may hold what is not
    if shown:
        title, level = str(node.get("title", "")), max(depth - 1, 0)
        line = _line(title, level, node.get("unit"), known, locked=here)
        yield replace(line, item=str(node.get("item", "")))
    for one in node.get("children", ()):
        yield from _lines(one, depth + int(shown), known, words, locked=here)


def _line(
    title: str, depth: int, position: Any, known: Mapping[int, UnitState], *, locked: bool
) -> Line:
    state = known.get(position) if isinstance(position, int) else None
    done = state is not None and is_done(state)
    return Line(title, depth, position if isinstance(position, int) else None, done, locked)


class Script:
    """A script of prerequisites (AICC CMI 6.4; SCORM 1.2 CAM 2.3.2.5.6).

    `A & B`, `A | B`, `~A`, `A = "passed"`, `A <> "passed"`, `2*{A, B, C}` and brackets. What
    cannot be read locks nothing.
    """

    def __init__(self, text: str, words: Mapping[str, str]) -> None:
        self.words = words
        self.tokens = [found.group().strip() for found in TOKEN.finditer(text)]
        self.at = 0

    def holds(self) -> bool:
        try:
            return self._either()
        except (IndexError, ValueError, RecursionError):
            return True

    def _take(self, *wanted: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] in wanted:
            self.at += 1
            return True
        return False

    def _next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def _either(self) -> bool:
        found = self._both()
        while self._take("|"):
            found = self._both() or found
        return found

    def _both(self) -> bool:
        found = self._one()
        while self._take("&"):
            found = self._one() and found
        return found

    def _one(self) -> bool:
        if self._take("~"):
            return not self._one()
        if self._take("("):
            found = self._either()
            self._next()
            return found
        name = self._next()
        if name.isdecimal():
            return self._at_least(int(name))
        status = self.words.get(name, "not attempted")
        if self._take("="):
            return status == self._next().strip('"')
        if self._take("<>"):
            return status != self._next().strip('"')
        return status in ("passed", "completed")

    def _at_least(self, number: int) -> bool:
        """`2*{A, B, C}`"""
        if not (self._take("*") and self._take("{")):
            raise ValueError
        count = int(self._either())
        while self._take(","):
            count += int(self._either())
        return count >= number
