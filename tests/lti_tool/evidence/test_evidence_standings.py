"""Which of several facts counts."""

from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lti_tool.evidence.rules.facts import Kind, Standing
from lti_tool.evidence.rules.standings import Contender, verdicts


def contender(number: int, kind: Kind, **parts: object) -> Contender:
    values = {
        "id": UUID(int=number),
        "person_id": UUID(int=0),
        "goal_id": None,
        "offering_id": None,
        "month": 202611,
        "occasion": 1,
        "reference": None,
        "revision": 0,
        "kind": kind,
        "activity": "module",
        "duration": None,
        "standing": Standing.COUNTS,
        "spent": None,
        **parts,
    }
    return Contender(**values)  # type: ignore[arg-type]  # a test writes only what matters


def standing(judged: dict[UUID, tuple[Standing, int | None]], number: int) -> Standing:
    return judged[UUID(int=number)][0]


def test_an_activity_counts_once_a_day_by_its_most_telling_fact() -> None:
    judged = verdicts([contender(1, Kind.STARTED), contender(2, Kind.COMPLETED)])

    assert standing(judged, 1) is Standing.REPEATS
    assert standing(judged, 2) is Standing.COUNTS


def test_on_another_day_it_counts_again() -> None:
    judged = verdicts([contender(1, Kind.STARTED), contender(2, Kind.PROGRESSED, occasion=2)])

    assert standing(judged, 1) is standing(judged, 2) is Standing.COUNTS


def test_the_sittings_of_the_units_of_a_module_add_up_and_nothing_is_counted_double() -> None:
    judged = verdicts(
        [
            contender(1, Kind.PROGRESSED, activity="unit 1", duration=290.0),
            contender(2, Kind.LEFT, activity="unit 1", duration=300.0),
            contender(3, Kind.LEFT, activity="unit 1", duration=60.0),
            contender(4, Kind.LEFT, activity="unit 2", duration=240.0),
            contender(5, Kind.COMPLETED, activity="course"),
        ]
    )

    assert judged[UUID(int=5)] == (Standing.COUNTS, 600.0)


def test_completed_and_passed_with_the_same_hours_are_the_same_hours() -> None:
    judged = verdicts(
        [
            contender(1, Kind.COMPLETED, duration=10_800.0),
            contender(2, Kind.COMPLETED, duration=10_800.0),
        ]
    )

    assert sorted(judged.values(), key=str) == [
        (Standing.COUNTS, 10_800.0),
        (Standing.REPEATS, None),
    ]


def test_nothing_that_tells_the_time_is_no_time_and_not_zero() -> None:
    assert verdicts([contender(1, Kind.TRIED)])[UUID(int=1)] == (Standing.COUNTS, None)


def test_only_the_highest_revision_counts() -> None:
    judged = verdicts(
        [
            contender(1, Kind.COMPLETED, reference="A", revision=1, duration=7.0),
            contender(2, Kind.COMPLETED, reference="A", revision=2, occasion=2, duration=9.0),
            contender(3, Kind.COMPLETED, reference="B", revision=1, occasion=3),
        ]
    )

    assert judged[UUID(int=1)] == (Standing.SUPERSEDED, None)
    assert judged[UUID(int=2)] == (Standing.COUNTS, 9.0)
    assert standing(judged, 3) is Standing.COUNTS


contenders = st.builds(
    contender,
    number=st.integers(1, 10_000),
    kind=st.sampled_from(Kind),
    occasion=st.integers(1, 4),
    reference=st.sampled_from([None, "A", "B"]),
    revision=st.integers(0, 3),
    activity=st.sampled_from("xy"),
    duration=st.none() | st.floats(0, 10_000),
)


@given(st.lists(contenders, unique_by=lambda c: c.id), st.randoms(use_true_random=False))
def test_the_verdict_does_not_depend_on_the_order_of_arrival(
    found: list[Contender], random: Random
) -> None:
    shuffled = [*found]
    random.shuffle(shuffled)

    assert verdicts(found) == verdicts(shuffled)


@given(st.lists(contenders, unique_by=lambda c: c.id))
def test_every_occasion_with_a_current_fact_counts_exactly_once(found: list[Contender]) -> None:
    judged = verdicts(found)

    counted = [c.occasion for c in found if judged[c.id][0] is Standing.COUNTS]
    current = {c.occasion for c in found if judged[c.id][0] is not Standing.SUPERSEDED}
    assert sorted(counted) == sorted(current)
