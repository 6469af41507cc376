"""Valid statements of every shape the standard knows, made by chance for property tests."""

import string
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from lrs.rules.statements import VOIDED
from lrs.rules.versions import Version
from tests.lrs.made import LESSON, Json

Strategy = st.SearchStrategy[Any]

quick = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""The same examples each time, however slow the machine."""

few = settings(quick, max_examples=4)

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
"""Unicode of every kind, without lone surrogates and NUL: those are refused."""

IRIS = st.sampled_from(
    [
        LESSON,
        "urn:uuid:6f1a0c5e-1111-4222-8333-000000000009",
        "tag:example.com,2026:x",
        "https://voorbeeld.example/les/één?a=b#c",
        "http://example.com/فعل/خواندن",
        "http://[2001:db8::1]:80/%C3%A9",
        "https://content.example/" + "a" * 3000,
    ]
)
UUIDS = st.uuids(version=4).map(str) | st.uuids(version=1).map(lambda one: str(one).upper())
TAGS = st.sampled_from(["nl", "en-GB", "zh-Hant-TW", "x-own", "de-DE-1996", "und"])
MAPS = st.dictionaries(TAGS, TEXTS, max_size=3)
NUMBERS = (
    st.integers()
    | st.integers(10**18, 10**40)
    | st.floats(allow_nan=False).filter(lambda number: abs(number) != float("inf"))
)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
EXTENSIONS = st.dictionaries(IRIS, VALUES, max_size=2)
DURATIONS = st.sampled_from(["PT1S", "P2W", "P1DT0.5H", "P1Y2M3DT4H5M6.789S", "PT0S"])
MOMENTS = st.sampled_from(["2026-11-23T14:00:00Z", "1999-12-31T23:59:59.1234567+02:00"])
HEXADECIMAL = st.sampled_from(string.hexdigits)


def some(required: dict[str, Strategy], optional: dict[str, Strategy], *, whole: bool) -> Strategy:
    """An object with what is required and with some of the rest; `whole` means all of it."""
    if whole:
        return st.fixed_dictionaries({**required, **optional})
    return st.fixed_dictionaries(required, optional=optional)


IDENTIFIERS = st.one_of(
    st.sampled_from(["mailto:a@b.nl", "mailto:a.b+c@D-e.example"]).map(lambda it: {"mbox": it}),
    st.text(HEXADECIMAL, min_size=40, max_size=40).map(lambda it: {"mbox_sha1sum": it}),
    IRIS.map(lambda it: {"openid": it}),
    st.builds(lambda page, name: {"account": {"homePage": page, "name": name}}, IRIS, TEXTS),
)
NAMES = st.fixed_dictionaries({}, optional={"name": TEXTS})
KINDS = st.sampled_from([{}, {"objectType": "Agent"}])


def joined(*parts: Json) -> Json:
    return {name: value for part in parts for name, value in part.items()}


AGENTS = st.builds(joined, KINDS, NAMES, IDENTIFIERS)
MEMBERS = st.lists(AGENTS, min_size=1, max_size=3).map(lambda them: {"member": them})


def group(named: Json, identifier: Json, members: Json) -> Json:
    return {"objectType": "Group", **named, **identifier, **members}


ANONYMOUS = st.builds(group, NAMES, st.just({}), MEMBERS)
IDENTIFIED = st.builds(group, NAMES, IDENTIFIERS, MEMBERS | st.sampled_from([{}, {"member": []}]))
GROUPS = ANONYMOUS | IDENTIFIED
ACTORS = AGENTS | GROUPS
AUTHORITIES = AGENTS | st.builds(
    lambda one, other: {"objectType": "Group", "member": [one, other]},
    AGENTS,
    TEXTS.map(lambda name: {"account": {"homePage": LESSON, "name": name}}),
)

COMPONENTS = {
    "true-false": (),
    "choice": ("choices",),
    "fill-in": (),
    "long-fill-in": (),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "numeric": (),
    "other": (),
}
PARTS = st.lists(
    st.fixed_dictionaries({"id": TEXTS}, optional={"description": MAPS}),
    max_size=3,
    unique_by=lambda part: str(part["id"]),
)


def interaction(kind: str) -> Strategy:
    own = dict.fromkeys(COMPONENTS[kind], PARTS)
    pattern = {"correctResponsesPattern": st.lists(TEXTS, max_size=2)}
    return st.fixed_dictionaries({"interactionType": st.just(kind)}, optional={**own, **pattern})


def definitions(*, whole: bool) -> Strategy:
    described = {
        "name": MAPS,
        "description": MAPS,
        "type": IRIS,
        "moreInfo": IRIS,
        "extensions": EXTENSIONS,
    }
    interactions = st.sampled_from(sorted(COMPONENTS)).flatmap(interaction)
    plain = some({}, described, whole=whole)
    return st.builds(joined, plain, interactions | st.just({}))


def activities(*, whole: bool = False) -> Strategy:
    described = {"objectType": st.just("Activity"), "definition": definitions(whole=whole)}
    return some({"id": IRIS}, described, whole=whole)


REFERENCES = UUIDS.map(lambda one: {"objectType": "StatementRef", "id": one})


@st.composite
def scores(draw: st.DrawFn) -> Json:
    low, raw, high = sorted(draw(st.lists(st.integers(-99, 99), min_size=3, max_size=3)))
    whole = {"scaled": draw(st.floats(-1, 1)), "min": low - 0.5, "raw": raw, "max": high}
    chosen = draw(st.sets(st.sampled_from(sorted(whole))))
    return {name: value for name, value in whole.items() if name in chosen}


def results(*, whole: bool) -> Strategy:
    optional = {
        "score": scores(),
        "success": st.booleans(),
        "completion": st.booleans(),
        "response": TEXTS,
        "duration": DURATIONS,
        "extensions": EXTENSIONS,
    }
    return some({}, optional, whole=whole)


def relevant(name: str, inner: Strategy, *, whole: bool) -> Strategy:
    """A list of contextAgents or contextGroups (2.0)."""
    kind = {"objectType": st.just(f"context{name.title()}"), name: inner}
    types = {"relevantTypes": st.lists(IRIS, min_size=1, max_size=2)}
    return st.lists(some(kind, types, whole=whole), min_size=whole, max_size=2)


def contexts(version: Version, *, about_activity: bool, whole: bool) -> Strategy:
    roles = ("parent", "grouping", "category", "other")
    listed = st.lists(activities(), min_size=whole, max_size=2)
    given = listed if whole else listed | activities()
    optional = {
        "registration": UUIDS,
        "instructor": ACTORS,
        "team": GROUPS,
        "contextActivities": some({}, dict.fromkeys(roles, given), whole=whole),
        "language": TAGS,
        "statement": REFERENCES,
        "extensions": EXTENSIONS,
    }
    if about_activity:
        optional |= {"revision": TEXTS, "platform": TEXTS}
    if version.is_v2:
        optional["contextAgents"] = relevant("agent", AGENTS, whole=whole)
        optional["contextGroups"] = relevant("group", GROUPS, whole=whole)
    return some({}, optional, whole=whole)


ATTACHMENTS = st.fixed_dictionaries(
    {
        "usageType": IRIS,
        "display": MAPS,
        "contentType": st.sampled_from(["text/plain; charset=utf-8", "image/png"]),
        "length": st.integers(0, 10**20),
        "sha2": st.text(HEXADECIMAL, min_size=64, max_size=64),
        "fileUrl": IRIS,
    },
    optional={"description": MAPS},
)
"""Those whose content lies elsewhere; contents that travel along have tests of their own."""


def cores(version: Version, kind: str, *, whole: bool) -> Strategy:
    """What statements and SubStatements have in common, about one kind of object."""
    verb = some({"id": IRIS}, {"display": MAPS}, whole=whole)
    about_activity = kind == "activity"
    required = {"actor": ACTORS, "verb": verb, "object": objects(version, kind, whole=whole)}
    optional = {
        "result": results(whole=whole),
        "context": contexts(version, about_activity=about_activity, whole=whole),
        "timestamp": MOMENTS,
        "attachments": st.lists(ATTACHMENTS, min_size=whole, max_size=2),
    }
    return some(required, optional, whole=whole)


OBJECTS = ("activity", "agent", "group", "reference", "substatement")


def objects(version: Version, kind: str, *, whole: bool) -> Strategy:
    if kind == "substatement":
        inner = st.sampled_from(OBJECTS[:-1]).flatmap(lambda one: cores(version, one, whole=whole))
        return inner.map(lambda core: {"objectType": "SubStatement", **core})
    plain: dict[str, Strategy] = {
        "activity": activities(whole=whole),
        "agent": AGENTS.map(lambda agent: {**agent, "objectType": "Agent"}),
        "group": GROUPS,
        "reference": REFERENCES,
    }
    return plain[kind]


def statements(
    version: Version, kinds: tuple[str, ...] = OBJECTS, *, whole: bool = False
) -> Strategy:
    """Statements about these kinds of object; those about a reference sometimes void."""
    added = {
        "id": UUIDS,
        "stored": MOMENTS,
        "authority": AUTHORITIES,
        "version": st.sampled_from(["1.0.0", "1.0.9", *(["2.0.0"] if version.is_v2 else [])]),
    }
    voided = st.sampled_from([{}, {"verb": {"id": VOIDED}}])

    def about(kind: str) -> Strategy:
        void = voided if kind == "reference" else st.just({})
        core = cores(version, kind, whole=whole)
        return st.builds(joined, core, some({}, added, whole=whole), void)

    return st.sampled_from(kinds).flatmap(about)
