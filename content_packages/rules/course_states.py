"""How far a learner is with a whole sequenced course, as its player keeps it between two pages.

`{"at": the item that is open, "reached": {item: letters}, "state": what only the player reads}`;
the letters: `a` attempted, `c` completed, `p` passed.
"""

from collections.abc import Collection, Mapping
from typing import Any

from content_packages.rules.activity_trees import branches
from content_packages.rules.packages import Package
from content_packages.rules.problems import SaveRefused

COURSE = -1
"""The position under which the course as a whole keeps its attempts, beside those of its units."""

Json = dict[str, Any]


def read_course(said: object) -> Json:
    """Raises SaveRefused."""
    if not isinstance(said, dict):
        raise SaveRefused(reason="course must be an object.")
    kinds = {"at": str, "reached": dict, "state": dict}
    if set(said) != set(kinds) or not all(isinstance(said[name], kinds[name]) for name in kinds):
        raise SaveRefused(reason="course must have at, reached and state.")
    return said


def position_at(package: Package, kept: Mapping[str, Any]) -> int | None:
    """The unit that was open; None where none was."""
    at = kept.get("at")
    return next((unit.position for unit in package.units if unit.play.get("item") == at), None)


def reached_by_rules(
    package: Package, kept: Mapping[str, Any], done: Collection[int]
) -> tuple[set[int], bool]:
    """Blocks that the rules of the package call done, and whether they say so of the course.

    Done is completed; or passed, as long as no part that was opened is left half-way: rules may
    let a learner pass who skips parts, and the standard passes a part of which nothing is said.
    """
    tree = package.play.get("tree")
    reached = kept.get("reached")
    if not isinstance(tree, Mapping) or not isinstance(reached, Mapping):
        return set(), False
    inner = [node for node in branches(tree) if node.get("children")]
    found = [_is_done(node, reached, done) for node in inner]
    # blocks are counted as the tree is walked, and the organisation is none
    return {number for number, is_so in enumerate(found[1:]) if is_so}, found[0]


def _is_done(node: Mapping[str, Any], reached: Mapping[str, Any], done: Collection[int]) -> bool:
    letters = _letters(node, reached)
    if "c" in letters:
        return True
    return "p" in letters and all(
        one["unit"] in done
        for one in branches(node)
        if isinstance(one.get("unit"), int) and "a" in _letters(one, reached)
    )


def _letters(node: Mapping[str, Any], reached: Mapping[str, Any]) -> str:
    return str(reached.get(str(node.get("item")), ""))
