"""A school that counts, for every test of evidence."""

import pytest

from foundation.database import Database
from tests.conftest import FrozenClock
from tests.lti_tool.evidence.counting import CountingSchool, counting_school


@pytest.fixture
def school(database: Database, clock: FrozenClock) -> CountingSchool:
    return counting_school(database, clock)
