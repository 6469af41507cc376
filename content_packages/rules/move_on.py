"""Which blocks are satisfied, and whether the course is (cmi5 §5, §13.1.4)."""

from collections.abc import Collection

from content_packages.rules.packages import Block, Package


def satisfied_blocks(
    package: Package, satisfied_units: Collection[int], satisfied_by_rules: Collection[int] = ()
) -> list[Block]:
    """Blocks of which every unit and every inner block is satisfied; inner blocks come first.

    Rules of its own can make a block satisfied without that.
    """
    open_blocks: set[int] = set()
    for unit in package.units:
        if unit.position not in satisfied_units and unit.block is not None:
            open_blocks |= {unit.block} - set(satisfied_by_rules)
    # a block stands before what is in it, so going backwards passes the news outwards
    for block in reversed(package.blocks):
        if block.position in open_blocks and block.parent is not None:
            open_blocks |= {block.parent} - set(satisfied_by_rules)
    return [block for block in reversed(package.blocks) if block.position not in open_blocks]


def is_course_satisfied(package: Package, satisfied_units: Collection[int]) -> bool:
    return all(unit.position in satisfied_units for unit in package.units)
