"""The name by which a machine knows a problem."""

import pytest

from foundation.problems import Conflict, Forbidden, Problem


class StatementConflict(Conflict):
    pass


class NotAProvider(Forbidden):
    pass


@pytest.mark.parametrize(
    ("problem", "code"),
    [(StatementConflict(), "statement-conflict"), (NotAProvider(), "not-a-provider")],
)
def test_a_problem_is_called_by_the_words_of_its_class(problem: Problem, code: str) -> None:
    assert problem.code == code
