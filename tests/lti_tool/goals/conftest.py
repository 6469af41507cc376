"""A small school for every test of goals."""

import pytest

from foundation.database import Database
from tests.conftest import FrozenClock
from tests.lti_tool.schools import SmallSchool, small_school


@pytest.fixture
def school(database: Database, clock: FrozenClock) -> SmallSchool:
    return small_school(database, clock)
