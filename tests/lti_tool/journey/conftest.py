"""The whole product with a small school in it, and the teacher at her pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from foundation.database import Database
from leerspoor.product import Product
from tests.conftest import FrozenClock
from tests.lti_tool.readers import Reader, visit
from tests.lti_tool.schools import SmallSchool, small_school
from tests.product import make_product


@pytest.fixture
def product(database: Database, tmp_path: Path, clock: FrozenClock) -> Product:
    return make_product(database, tmp_path / "packages", clock)


@pytest.fixture
def school(product: Product, database: Database, clock: FrozenClock) -> SmallSchool:
    return small_school(database, clock, product.tool)


@pytest.fixture
def teacher(product: Product, school: SmallSchool) -> Reader:
    return visit(product, school.teacher)


@pytest.fixture
def queries(database: Database) -> Iterator[list[str]]:
    """Every query that is asked, from now on."""
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(database.engine, "before_cursor_execute", note)
