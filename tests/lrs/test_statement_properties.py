"""What the tables of the standard make is kept as it is; broken in any one way it is refused."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs import RecordStore, Version
from lrs.rules.problems import StatementRejected
from lrs.rules.received import timestamp_in_utc
from lrs.rules.statements import read_batch
from tests.lrs.breakages import ABOUT, BREAKS, Break
from tests.lrs.conftest import client_of
from tests.lrs.generated import OBJECTS, few, quick, statements
from tests.lrs.made import AUTHORITY, Json, changed, content, made_statement
from tests.lrs.parts import Way

EITHER = st.sampled_from(list(Version))
ANY = EITHER.flatmap(lambda version: st.tuples(st.just(version), statements(version)))


def read(statement: Json, version: Version = Version.V1) -> list[Any]:
    return read_batch(json.dumps([statement]).encode(), version)


@quick
@given(ANY)
def test_every_statement_made_by_the_tables_of_the_standard_is_valid(
    made: tuple[Version, Json],
) -> None:
    version, statement = made

    [(body, shape)] = read(statement, version=version)

    assert body == statement
    assert shape.verb.id == statement["verb"]["id"]


def as_kept(sent: Json, version: Version) -> Json:
    """What may change of a statement: lists of activities, times in 2.0, a SubStatement's too."""
    kept = json.loads(json.dumps(sent))
    roles = kept.get("context", {}).get("contextActivities", {})
    for role, given_ in roles.items():
        roles[role] = given_ if isinstance(given_, list) else [given_]
    if version.is_v2 and "timestamp" in kept:
        kept["timestamp"] = timestamp_in_utc(kept["timestamp"])
    if kept["object"].get("objectType") == "SubStatement":
        kept["object"] = as_kept(kept["object"], version)
    return kept  # type: ignore[no-any-return]  # it is what it was: an object


@quick
@given(st.data(), EITHER)
def test_what_was_sent_comes_back_with_no_more_than_a_record_store_adds(
    store: RecordStore, data: st.DataObject, version: Version
) -> None:
    client = replace(client_of(store), version=version.value)
    sent = data.draw(statements(version).map(lambda one: {**one, "id": made_statement()["id"]}))

    answer = client.post(sent)
    assert answer.status_code == 200, answer.text
    kept = content(client.get("statements", statementId=sent["id"]))

    assert kept["authority"] == AUTHORITY
    assert {"id", "timestamp", "stored", "version"} <= set(kept)
    ours = {"authority", "stored"}
    wanted = {name: value for name, value in as_kept(sent, version).items() if name not in ours}
    assert {name: kept[name] for name in wanted} == wanted
    assert set(kept) == set(wanted) | {*ours, "timestamp", "version"}


@pytest.mark.parametrize("broken", BREAKS, ids=[one.name for one in BREAKS])
def test_what_is_broken_in_one_way_is_refused_with_its_place_and_rule(broken: Break) -> None:
    @few
    @given(st.data())
    def breaks(data: st.DataObject) -> None:
        version = broken.only or data.draw(EITHER)
        kinds = (ABOUT[broken.kind],) if broken.kind in ABOUT else OBJECTS
        one = data.draw(statements(version, kinds, whole=True).filter(broken.possible_in))
        way: Way = data.draw(st.sampled_from(broken.possible_in(one)))
        wrong, place = broken.done_to(one, way)

        with pytest.raises(StatementRejected) as refused:
            read(wrong, version)

        assert (refused.value.details["place"], refused.value.details["rule"]) == (
            place,
            broken.rule,
        )

    breaks()


def _places(value: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every value in a statement but for what lies in extensions and language maps."""
    free = {"extensions", "display", "name", "description"}
    if isinstance(value, dict):
        inner = [_places(part, (*path, key)) for key, part in value.items() if key not in free]
        return [path, *(place for places in inner for place in places)]
    if isinstance(value, list):
        return [
            place
            for number, part in enumerate(value)
            for place in _places(part, (*path, str(number)))
        ]
    return []


@quick
@given(ANY, st.data(), st.sampled_from(["onbekend", "ID", "actor ", ""]))
def test_an_unknown_property_is_refused_wherever_it_stands(
    made: tuple[Version, Json], data: st.DataObject, name: str
) -> None:
    version, statement = made
    where = data.draw(st.sampled_from(_places(statement)))

    with pytest.raises(StatementRejected):
        read(changed(statement, "/".join((*where, name)), 1), version)


@quick
@given(ANY, st.data())
def test_null_is_refused_wherever_it_stands_outside_extensions(
    made: tuple[Version, Json], data: st.DataObject
) -> None:
    version, statement = made
    where = data.draw(st.sampled_from([place for place in _places(statement) if place]))

    with pytest.raises(StatementRejected):
        read(changed(statement, "/".join(where), None), version)
