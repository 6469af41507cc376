"""Whatever the tables of the standard make is valid; what they cannot make is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.rules.problems import StatementRejected
from lrs.rules.statements import read_batch
from lrs.rules.versions import Version
from tests.lrs.made import LESSON, Json, changed

EXTENSION = "https://example.com/extension"


def read(statement: Json, version: Version = Version.V1) -> list[Any]:
    return read_batch(json.dumps([statement]).encode(), version)


IFIS = st.sampled_from(
    [
        {"mbox": "mailto:a@b.nl"},
        {"mbox_sha1sum": "0" * 40},
        {"openid": "https://a.example"},
        {"account": {"homePage": "https://a.example", "name": "ü"}},
    ]
)
AGENTS = st.builds(lambda ifi, name: {**ifi, "name": name}, IFIS, st.text("abc é", max_size=5))
GROUPS = st.builds(
    lambda ifi, members: {"objectType": "Group", **ifi, "member": members},
    st.one_of(IFIS, st.just({})),
    st.lists(AGENTS, min_size=1, max_size=3),
)
MAPS = st.dictionaries(st.sampled_from(["nl", "en-GB", "fr"]), st.text("xyz", max_size=4))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("abc"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3),
    max_leaves=5,
)
EXTENSIONS = st.dictionaries(st.sampled_from([EXTENSION, "urn:x:y"]), VALUES)
ACTIVITIES = st.fixed_dictionaries(
    {"id": st.sampled_from([LESSON, "urn:activity:2"])},
    optional={
        "objectType": st.just("Activity"),
        "definition": st.fixed_dictionaries(
            {}, optional={"name": MAPS, "description": MAPS, "extensions": EXTENSIONS}
        ),
    },
)
CONTEXTS = st.fixed_dictionaries(
    {},
    optional={
        "registration": st.uuids(version=4).map(str),
        "instructor": AGENTS | GROUPS,
        "team": GROUPS,
        "language": st.just("nl"),
        "extensions": EXTENSIONS,
        "contextActivities": st.dictionaries(
            st.sampled_from(["parent", "grouping", "category", "other"]),
            st.lists(ACTIVITIES, max_size=2) | ACTIVITIES,
        ),
    },
)
RESULTS = st.fixed_dictionaries(
    {},
    optional={
        "score": st.fixed_dictionaries({"scaled": st.floats(-1, 1)}),
        "success": st.booleans(),
        "response": st.text("abc", max_size=5),
        "duration": st.sampled_from(["PT1S", "P2W", "P1DT0.5H"]),
        "extensions": EXTENSIONS,
    },
)
BARE = {
    "actor": AGENTS | GROUPS,
    "verb": st.fixed_dictionaries({"id": st.just("urn:verb:1")}, optional={"display": MAPS}),
}
PARTS = {"result": RESULTS, "context": CONTEXTS, "timestamp": st.just("2026-11-23T14:00:00Z")}
SUBSTATEMENTS = st.fixed_dictionaries(
    {"objectType": st.just("SubStatement"), **BARE, "object": ACTIVITIES}, optional=PARTS
)
REFERENCES = st.builds(
    lambda one: {"objectType": "StatementRef", "id": str(one)}, st.uuids(version=4)
)
AGENT_OBJECTS = AGENTS.map(lambda agent: {"objectType": "Agent", **agent})
STATEMENTS = st.fixed_dictionaries(
    {**BARE, "object": ACTIVITIES | AGENT_OBJECTS | GROUPS | SUBSTATEMENTS | REFERENCES},
    optional={**PARTS, "id": st.uuids(version=4).map(str)},
)


@given(STATEMENTS, st.sampled_from(list(Version)))
def test_every_statement_made_by_the_tables_of_the_standard_is_valid(
    statement: Json, version: Version
) -> None:
    [(body, shape)] = read(statement, version=version)

    assert body == statement
    assert shape.verb.id == "urn:verb:1"


def _places(value: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every object in a statement but for what lies in extensions and language maps."""
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


@given(STATEMENTS, st.data(), st.sampled_from(["onbekend", "ID", "actor ", ""]))
def test_an_unknown_property_is_refused_wherever_it_stands(
    statement: Json, data: st.DataObject, name: str
) -> None:
    where = data.draw(st.sampled_from(_places(statement)))

    with pytest.raises(StatementRejected):
        read(changed(statement, "/".join((*where, name)), 1))


@given(STATEMENTS, st.data())
def test_null_is_refused_wherever_it_stands_outside_extensions(
    statement: Json, data: st.DataObject
) -> None:
    where = data.draw(st.sampled_from([place for place in _places(statement) if place]))

    with pytest.raises(StatementRejected):
        read(changed(statement, "/".join(where), None))
