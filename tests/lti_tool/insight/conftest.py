"""The autumn of a school, lived through once per test that asks for it."""

import pytest

from foundation.database import Database
from tests.conftest import FrozenClock
from tests.lti_tool.evidence.counting import counting_school
from tests.lti_tool.insight.autumn import Autumn, live_through


@pytest.fixture
def autumn(database: Database, clock: FrozenClock) -> Autumn:
    return live_through(counting_school(database, clock), clock)
