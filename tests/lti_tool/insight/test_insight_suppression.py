"""No combination of what is shown tells of a group smaller than k."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from lti_tool.goals.rules import Solved
from lti_tool.insight.rules.answers import Months
from lti_tool.insight.rules.periods import Span
from lti_tool.insight.rules.question import Question, ask, heard_by
from lti_tool.insight.rules.questions import QUESTIONS
from lti_tool.insight.rules.questions.q06_blend import BLEND
from lti_tool.insight.rules.records import Scope, TeamRecord
from lti_tool.insight.rules.suppression import (
    LEAST,
    Share,
    joined,
    shown_cells,
    shown_classes,
)
from lti_tool.profile.rules import Mode
from tests.lti_tool.insight.teams import (
    CALM,
    PERIODS,
    SHARP,
    YEAR,
    at,
    goal,
    outcome,
    person,
    run,
    tally,
    team,
)

K = 5
MONTHS = (8, 9, 10, 11)


def test_a_share_is_shown_with_three_on_both_sides() -> None:
    assert Share(3, 6).shown
    assert not Share(2, 6).shown
    assert not Share(4, 6).shown
    assert Share(0, 0).ratio == 0


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 20), min_size=1))
def test_what_a_distribution_hides_cannot_be_found_by_subtraction(counts: dict[int, int]) -> None:
    told = shown_classes(counts)
    hidden = sum(n for key, n in counts.items() if key not in told)

    assert all(Share(counts[key], sum(counts.values())).shown for key in told)
    assert not told or len(told) == len(counts) or hidden >= LEAST


tables = st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=7)


@given(tables, st.integers(1, 6))
def test_no_line_of_a_table_leaves_one_hidden_cell(table: list[list[int]], cut: int) -> None:
    counts = {row: dict(enumerate(values)) for row, values in enumerate(table)}
    segments = [list(range(len(table)))[:cut], list(range(len(table)))[cut:]]

    told = shown_cells(counts, segments)

    lines = [[(row, column) for column in range(4)] for row in counts]
    lines += [[(row, column) for row in segment] for segment in segments for column in range(4)]
    for line in lines:
        hidden = [counts[row][column] for row, column in line if (row, column) not in told]
        assert len(hidden) in (0, len(line)) or (len(hidden) > 1 and sum(hidden) >= LEAST)
    assert all(counts[row][column] >= LEAST for row, column in told)


@given(st.lists(st.sets(st.integers(1, 9)), max_size=8))
def test_joined_rows_are_groups_and_lose_nothing(months: list[set[int]]) -> None:
    parts = {n: {(n, who): person(who) for who in some} for n, some in enumerate(months)}

    rows = joined(parts, K)

    assert all(len({person for n in row for person in parts[n].values()}) >= K for row in rows)
    assert [n for row in rows for n in row] == (list(parts) if rows else [])


# the whole page against an attacker who adds and subtracts ───────────────────────────────────


owners = st.integers(1, 9)
goals = st.builds(
    lambda owner, month, theme, until: (owner, month, theme, until),
    owners,
    st.sampled_from(MONTHS),
    st.sampled_from([SHARP, CALM, None]),
    st.sampled_from([None, *MONTHS]),
)
done = st.tuples(st.integers(0, 13), st.sampled_from(Mode), st.sampled_from(MONTHS))
said = st.tuples(owners, st.sampled_from(Solved), st.sampled_from(MONTHS))
begun = st.tuples(owners, st.integers(1, 4), st.sampled_from(MONTHS))


@st.composite
def records(draw: st.DrawFn) -> TeamRecord:
    """A team of nine in the autumn, with whatever they may have done."""
    lives = [
        goal(n, owner, at(month), theme=theme, until=at(until, 20) if until else None)
        for n, (owner, month, theme, until) in enumerate(draw(st.lists(goals, max_size=14)))
    ]
    some = draw(st.lists(done, max_size=40)) if lives else []
    tallies = {
        (n % len(lives), mode, month): tally(n % len(lives), mode, month) for n, mode, month in some
    }
    said_so = [
        outcome(n, owner, at(month), solved)
        for n, (owner, solved, month) in enumerate(draw(st.lists(said, max_size=20)))
    ]
    runs = {(o, m): run(o, m, at(month)) for o, m, month in draw(st.lists(begun, max_size=20))}
    return team(
        9,
        k=K,
        goals=lives,
        tallies=list(tallies.values()),
        outcomes=said_so,
        runs=list(runs.values()),
    )


def scopes() -> list[Scope]:
    themes = [Scope(YEAR.period, theme.id) for theme in (SHARP, CALM)]
    return [*(Scope(PERIODS[span]) for span in Span), *themes]


def published(question: Question, record: TeamRecord) -> list[Mapping[Any, UUID]]:
    """The groups of which this question publishes numbers, over all filters."""
    assert question.units is not None
    shown = [
        question.units(record, heard_by(question, record, scope))
        for scope in scopes()
        if ask(question, record, scope).shown
    ]
    if question is BLEND and ask(BLEND, record, YEAR).shown:
        shown += list(rows_of_months(record))
    return [units for units in shown if units]


def rows_of_months(record: TeamRecord) -> Iterable[Mapping[Any, UUID]]:
    assert BLEND.units is not None
    units = BLEND.units(record, YEAR)
    chart = ask(BLEND, record, YEAR).chart
    assert chart
    for label in chart.labels:
        assert isinstance(label, Months)
        first, last = (m.year * 100 + m.month for m in (label.first, label.last))
        yield {key: who for key, who in units.items() if first <= key[1] <= last}


def reaches_a_secret(groups: Sequence[Mapping[Any, UUID]]) -> frozenset[UUID] | None:
    """Fewer than k people of whom some combination of the published sums tells.

    Units in exactly the same groups form a class; a group is a row of zeros and ones over
    the classes. People form a secret when the span of the rows holds a vector that is not
    zero, but is zero on every class with somebody else in it.
    """
    signature: dict[Any, list[bool]] = {}
    who: dict[Any, UUID] = {}
    for units in groups:
        for key, one in units.items():
            signature.setdefault(key, [key in other for other in groups])
            who[key] = one
    classes: dict[tuple[bool, ...], set[UUID]] = {}
    for key, bits in signature.items():
        classes.setdefault(tuple(bits), set()).add(who[key])
    matrix = [[Fraction(bits[n]) for bits in classes] for n in range(len(groups))]
    small = [members for members in classes.values() if len(members) < K]
    for size in range(1, len(small) + 1):
        for some in combinations(small, size):
            secret = frozenset().union(*some)
            if len(secret) < K and _tells_only_of(matrix, list(classes.values()), secret):
                return secret
    return None


def _tells_only_of(
    matrix: list[list[Fraction]], classes: list[set[UUID]], secret: frozenset[UUID]
) -> bool:
    outside = [n for n, members in enumerate(classes) if not members <= secret]
    return rank([[row[n] for n in outside] for row in matrix]) < rank(matrix)


def rank(matrix: list[list[Fraction]]) -> int:
    rows = [list(row) for row in matrix]
    found = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(found, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for n in range(found + 1, len(rows)):
            factor = rows[n][column] / rows[found][column]
            rows[n] = [a - factor * b for a, b in zip(rows[n], rows[found], strict=True)]
        found += 1
    return found


def test_the_attacker_of_this_test_does_find_what_is_told_carelessly() -> None:
    year = {n: person(n) for n in range(1, 9)}
    block = {n: person(n) for n in range(1, 7)}

    assert reaches_a_secret([year, block]) == frozenset({person(7), person(8)})
    assert reaches_a_secret([year]) is None


@settings(max_examples=300, deadline=None)
@given(records())
def test_no_combination_of_filters_tells_of_fewer_than_k_people(record: TeamRecord) -> None:
    for question in QUESTIONS:
        if question.units:
            assert reaches_a_secret(published(question, record)) is None, question.slug


@settings(max_examples=200, deadline=None)
@given(records())
def test_no_table_tells_a_count_under_three(record: TeamRecord) -> None:
    for question in QUESTIONS:
        for scope in scopes() if question.units else ():
            answer = ask(question, record, scope)
            assert not answer.share or not answer.share.shown or answer.share.part >= LEAST
            counts = [c for t in answer.tables for row in t.rows for c in row if type(c) is int]
            assert all(count >= LEAST for count in counts), (question.slug, answer.tables)
