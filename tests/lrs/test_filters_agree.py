"""Every filter finds what a naive reader of the same history finds, page by page, while written."""

import itertools
import json
import threading
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lrs import RecordStore, Scope, Version, store_statements
from lrs.operations.find_statements import Found, Wish, find_statements
from lrs.rules.credentials import Credential
from lrs.rules.json_text import write_json
from lrs.rules.statements import VOIDED
from lrs.rules.values import in_utc
from tests.lrs import naive
from tests.lrs.generated import joined, quick
from tests.lrs.made import ANNA, BRAM, Json, made_credential, made_statement

IDS = [f"6f1a0c5e-1111-4222-8333-00000000000{digit}" for digit in range(10)]
REGISTRATIONS = [f"6f1a0c5e-2222-4222-8333-00000000000{digit}" for digit in range(2)]
VERBS = ["urn:verb:a", "urn:verb:b", VOIDED]
ACTIVITIES = ["urn:activity:a", "urn:activity:b", "urn:activity:c"]
TEAM = {"account": {"homePage": "https://a.example", "name": "team"}}
AGENTS = [ANNA, BRAM, {"openid": "https://chris.example"}, {"mbox_sha1sum": "a" * 40}]
AUTHORITIES = [ANNA, {"account": {"homePage": "https://provider.example", "name": "b"}}]
NAMED = [*AGENTS, TEAM, *AUTHORITIES]

tenants = itertools.count(1000)
"""Each history has a tenant of its own: quicker than a database of its own."""

one_agent = st.sampled_from(AGENTS)
anonymous = st.lists(one_agent, min_size=1, max_size=2).map(
    lambda members: {"objectType": "Group", "member": members}
)
known_team = anonymous.map(lambda group: {**group, **TEAM})
actors = one_agent | anonymous | known_team
activity = st.sampled_from(ACTIVITIES).map(lambda one: {"id": one})
in_context: dict[str, st.SearchStrategy[Any]] = {
    "registration": st.sampled_from(REGISTRATIONS),
    "instructor": actors,
    "team": anonymous | known_team,
    "contextActivities": st.dictionaries(
        st.sampled_from(["parent", "grouping", "category", "other"]),
        activity | st.lists(activity, max_size=2),
        max_size=2,
    ),
    "contextAgents": st.lists(
        one_agent.map(lambda one: {"objectType": "contextAgent", "agent": one}), max_size=1
    ),
    "contextGroups": st.lists(
        anonymous.map(lambda one: {"objectType": "contextGroup", "group": one}), max_size=1
    ),
}
contexts = st.fixed_dictionaries({}, optional=in_context) | st.fixed_dictionaries(in_context)
said = st.fixed_dictionaries(
    {"actor": actors, "verb": st.sampled_from(VERBS[:2]).map(lambda one: {"id": one})},
    optional={"context": contexts},
)
targets = st.one_of(
    activity,
    one_agent.map(lambda agent: {**agent, "objectType": "Agent"}),
    anonymous,
    st.builds(joined, said, st.builds(dict, object=activity | anonymous)).map(
        lambda sub: {**sub, "objectType": "SubStatement"}
    ),
)
references = st.sampled_from(IDS).map(lambda one: {"objectType": "StatementRef", "id": one})


@st.composite
def about_something(draw: st.DrawFn) -> Json:
    """A statement without id: about something, about another statement, or taking that back."""
    one: Json = draw(said)
    if not draw(st.booleans()):
        return {**one, "object": draw(targets)}
    if draw(st.integers(0, 2)) == 0:
        one["verb"] = {"id": VOIDED}
    return {**one, "object": draw(references)}


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[int, list[Json]]]:
    """Batches in the order they are sent, each with who sends it; some ids are never sent."""
    ids = draw(st.permutations(IDS))[: draw(st.integers(4, len(IDS)))]
    made = [{"id": one, **draw(about_something())} for one in ids]
    size = draw(st.integers(1, 4))
    batches = [made[first : first + size] for first in range(0, len(made), size)]
    return [(draw(st.integers(0, 1)), batch) for batch in batches]


SINGLE: list[Json] = [
    *[{"verb": one} for one in VERBS],
    *[{"registration": one} for one in REGISTRATIONS],
    *[{"agent": one, "related_agents": broadly} for one in NAMED for broadly in (True, False)],
    *[
        {"activity": one, "related_activities": broadly}
        for one in ACTIVITIES
        for broadly in (True, False)
    ],
]
"""Every filter by itself, with every value."""

combined = st.fixed_dictionaries(
    {"limit": st.integers(1, 3), "ascending": st.booleans()},
    optional={
        "verb": st.sampled_from(VERBS),
        "agent": st.sampled_from(NAMED),
        "activity": st.sampled_from(ACTIVITIES),
        "registration": st.sampled_from(REGISTRATIONS),
        "related_agents": st.booleans(),
        "related_activities": st.booleans(),
    },
)
ranges = st.fixed_dictionaries(
    {"limit": st.integers(1, 3), "ascending": st.booleans()},
    optional={
        "verb": st.sampled_from(VERBS),
        "since": st.integers(0, len(IDS)),
        "until": st.integers(0, len(IDS)),
    },
)
questions = st.lists(combined | ranges, min_size=4, max_size=6)


unshrunk = settings(quick, phases=[Phase.generate])
"""Histories are small as they are; to make one smaller takes minutes."""


def writer_of(tenant: int, number: int, *scopes: Scope) -> Credential:
    allowed = frozenset(scopes or {Scope.ALL})
    return made_credential(tenant, authority=AUTHORITIES[number], scopes=allowed)


def asked(question: Json, kept: Sequence[Json]) -> Json:
    """The numbers in `since` and `until` become the moments of the statements they count to."""
    moments = [one["stored"] for one in kept]
    picked: Json = {
        name: moments[min(question[name], len(moments) - 1)]
        for name in ("since", "until")
        if name in question
    }
    return {**question, **picked}


def as_sent(params: Json) -> dict[str, str]:
    texts = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in params.items()
    }
    return {name: text for name, text in texts.items() if text}


def page(store: RecordStore, who: Credential, params: Mapping[str, str]) -> tuple[Json, Found]:
    answer = find_statements(store, who, Wish(params, Version.V2))
    return json.loads(answer.json), answer


def all_pages(store: RecordStore, who: Credential, params: Mapping[str, str]) -> list[Json]:
    statements: list[Json] = []
    while True:
        answer, _ = page(store, who, params)
        statements += answer["statements"]
        assert len(answer["statements"]) <= int(params.get("limit", "200"))
        if not answer["more"]:
            return statements
        params = dict(parse_qsl(urlsplit(answer["more"]).query))


def store_history(
    store: RecordStore, tenant: int, history: Sequence[tuple[int, list[Json]]]
) -> None:
    for number, batch in history:
        store_statements(store, writer_of(tenant, number), write_json(batch), Version.V2)


def kept_of(
    store: RecordStore, tenant: int, history: Sequence[tuple[int, list[Json]]]
) -> list[Json]:
    """What was sent in order, with what the store adds; those it hides are asked for one by one."""
    reader = writer_of(tenant, 0)
    hidden = naive.voided_ids([one for _, batch in history for one in batch])
    kept = []
    for number, batch in history:
        for one in batch:
            name = "voidedStatementId" if one["id"] in hidden else "statementId"
            answer, _ = page(store, reader, {name: one["id"]})
            kept.append({**one, "stored": answer["stored"], "authority": AUTHORITIES[number]})
    return kept


@settings(unshrunk, max_examples=25)
@given(histories(), questions)
def test_every_filter_finds_what_a_naive_reader_finds(
    store: RecordStore, history: list[tuple[int, list[Json]]], wishes: list[Json]
) -> None:
    tenant = next(tenants)
    store_history(store, tenant, history)
    kept = kept_of(store, tenant, history)

    for wish in [*SINGLE, *wishes]:
        question = asked(wish, kept)
        answer = all_pages(store, writer_of(tenant, 0), as_sent(question))
        assert [one["id"] for one in answer] == naive.found(kept, question), question


@settings(unshrunk, max_examples=15)
@given(histories(), questions)
def test_who_reads_only_its_own_finds_no_more(
    store: RecordStore, history: list[tuple[int, list[Json]]], wishes: list[Json]
) -> None:
    tenant = next(tenants)
    store_history(store, tenant, history)
    kept = kept_of(store, tenant, history)
    mine = {one["id"] for one in kept if one["authority"] == AUTHORITIES[1]}
    reader = writer_of(tenant, 1, Scope.STATEMENTS_READ_MINE)

    for wish in wishes:
        question = asked(wish, kept)
        answer = all_pages(store, reader, as_sent(question))
        expected = [one for one in naive.found(kept, question) if one in mine]
        assert [one["id"] for one in answer] == expected, question


WRITTEN = 12
"""Batches of two that are stored while somebody reads."""


def write_all(store: RecordStore, tenant: int) -> None:
    for number in range(WRITTEN):
        pair = [made_statement(verb={"id": VERBS[number % 2]}) for _ in range(2)]
        store_statements(store, writer_of(tenant, 0), write_json(pair), Version.V2)


@pytest.mark.parametrize("params", [{}, {"verb": VERBS[0]}, {"agent": json.dumps(ANNA)}])
@pytest.mark.parametrize("ascending", ["true", "false"])
def test_a_reader_beside_a_writer_misses_nothing_and_reads_nothing_twice(
    store: RecordStore, params: dict[str, str], ascending: str
) -> None:
    tenant = next(tenants)
    who = writer_of(tenant, 0)
    writing = threading.Thread(target=write_all, args=(store, tenant))
    wish = {**params, "limit": "3", "ascending": ascending}
    rounds: list[tuple[str, list[str]]] = []
    writing.start()
    while writing.is_alive() or not rounds:
        through = in_utc(page(store, who, wish)[1].through)
        rounds.append((through, [one["id"] for one in all_pages(store, who, wish)]))
    writing.join()

    for through, ids in rounds:
        below = all_pages(store, who, {**params, "until": through, "ascending": ascending})
        assert len(ids) == len(set(ids))
        assert {one["id"] for one in below} <= set(ids)
    assert len(all_pages(store, who, {})) == WRITTEN * 2


def test_the_naive_reader_is_read_by_hand() -> None:
    """Hand-counted, so that the reference itself is held to something."""
    target: Any = {"id": "1", "actor": ANNA, "verb": {"id": "a"}, "object": {"id": "urn:x"}}
    about = {"objectType": "StatementRef", "id": "1"}
    comment: Any = {"id": "2", "actor": BRAM, "verb": {"id": "b"}, "object": about}
    voids: Any = {"id": "3", "actor": BRAM, "verb": {"id": VOIDED}, "object": about}
    kept = [{**one, "stored": one["id"]} for one in (target, comment, voids)]

    assert naive.found(kept[:2], {"agent": ANNA}) == ["2", "1"]
    assert naive.found(kept, {"agent": ANNA}) == ["3", "2"]
    assert naive.found(kept, {"verb": "b", "agent": ANNA}) == []
    assert naive.found(kept, {"activity": "urn:x", "ascending": True, "since": "2"}) == ["3"]
