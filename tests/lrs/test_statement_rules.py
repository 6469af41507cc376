"""The rules for statements: a table of faults, each with the place and the rule that is named."""

import json
from typing import Any

import pytest

from lrs.rules.problems import EmptyBatch, MalformedJson, RepeatedId, StatementRejected
from lrs.rules.statements import read_batch
from lrs.rules.versions import Version
from tests.lrs.made import ANNA, BRAM, LESSON, Json, changed, made_statement, voiding

V1, V2 = Version.V1, Version.V2
GROUP = {"objectType": "Group", "name": "team 5", "member": [ANNA, BRAM]}
EXTENSION = "https://example.com/extension"

FULL: Json = made_statement(
    timestamp="2026-11-23T14:00:00Z",
    object={
        "objectType": "Activity",
        "id": LESSON,
        "definition": {
            "name": {"nl": "Les"},
            "description": {"nl": "Een les"},
            "type": "http://adlnet.gov/expapi/activities/lesson",
            "moreInfo": "https://content.example/more",
            "interactionType": "choice",
            "correctResponsesPattern": ["a"],
            "choices": [{"id": "a", "description": {"nl": "A"}}, {"id": "b"}],
            "extensions": {EXTENSION: None},
        },
    },
    result={
        "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10},
        "success": True,
        "completion": True,
        "response": "a",
        "duration": "PT1M",
        "extensions": {EXTENSION: {"deep": [None, {"a": 1}]}},
    },
    context={
        "registration": "6f1a0c5e-1111-4222-8333-000000000001",
        "instructor": BRAM,
        "team": GROUP,
        "contextActivities": {"parent": [{"id": LESSON}], "category": {"id": LESSON}},
        "revision": "1",
        "platform": "Leerspoor",
        "language": "nl-NL",
        "statement": {
            "objectType": "StatementRef",
            "id": "6f1a0c5e-1111-4222-8333-000000000002",
        },
        "extensions": {EXTENSION: []},
    },
    authority=BRAM,
    version="1.0.0",
    attachments=[
        {
            "usageType": "https://example.com/usage",
            "display": {"nl": "Bijlage"},
            "contentType": "text/plain",
            "length": 3,
            "sha2": "a" * 64,
            "fileUrl": "https://example.com/file",
        }
    ],
)

SUB: Json = made_statement(
    object={
        "objectType": "SubStatement",
        "actor": ANNA,
        "verb": {"id": "https://example.com/plans"},
        "object": {"id": LESSON},
    }
)

CHOICE_AT = "object.definition.choices[1]"
IN = "context/instructor/account"
D, D_AT = "object/definition", "object.definition"
C, C_AT = "context/contextActivities", "context.contextActivities"
REF, REF_AT = "context/statement", "context.statement"

FAULTS: list[tuple[str, str, Any, str, str]] = [
    # Data §2.2: types, null, unknown properties, wrong case
    ("FULL", "actor", None, "actor", "shape"),
    ("FULL", "actor", ..., "", "required"),
    ("FULL", "result/success", "true", "result.success", "shape"),
    ("FULL", "result/success", None, "result.success", "shape"),
    ("FULL", "Actor", ANNA, "", "property"),
    ("FULL", "actor/iets", 1, "actor", "property"),
    ("FULL", "verb/display/nl", 1, "verb.display[...]", "shape"),
    # Data §2.4.1
    ("FULL", "id", "not-a-uuid", "id", "uuid"),
    ("FULL", "id", "{6f1a0c5e-1111-4222-8333-000000000002}", "id", "uuid"),
    # Data §2.4.2
    ("FULL", "actor/mbox", "anna@springplank.example", "actor.mbox", "mailto"),
    ("FULL", "actor/openid", "https://anna.example", "actor", "one-identifier"),
    ("FULL", "actor", {"name": "Anna"}, "actor", "one-identifier"),
    ("FULL", "actor", {"mbox_sha1sum": "abc"}, "actor.mbox_sha1sum", "sha1"),
    ("FULL", "actor", {"openid": "anna"}, "actor.openid", "iri"),
    ("FULL", "actor/objectType", "agent", "actor.objectType", "object-type"),
    ("FULL", "actor/member", [ANNA], "actor.member", "property"),
    ("FULL", f"{IN}/homePage", "", "context.instructor.account.homePage", "iri"),
    ("FULL", f"{IN}/name", ..., "context.instructor.account", "required"),
    ("FULL", "context/team/objectType", "Agent", "context.team.objectType", "object-type"),
    ("FULL", "context/team/member", ..., "context.team", "identified-or-members"),
    ("FULL", "context/team/member", [], "context.team.member", "not-empty"),
    ("FULL", "context/team/member/1", GROUP, "context.team.member[1]", "no-group-in-group"),
    # Data §2.4.3
    ("FULL", "verb/id", "completed", "verb.id", "iri"),
    ("FULL", "verb/id", ..., "verb", "required"),
    ("FULL", "verb/display", {"nl_NL": "x"}, "verb.display.nl_NL", "language-tag"),
    # Data §2.4.4
    ("FULL", "object/id", "lesson", "object.id", "iri"),
    ("FULL", "object/id", ..., "object.id", "required"),
    ("FULL", "object/objectType", "activity", "object.objectType", "object-type"),
    ("FULL", "object/mbox", "mailto:a@b.nl", "object.mbox", "property"),
    ("FULL", "object/definition/type", "lesson", "object.definition.type", "iri"),
    ("FULL", "object/definition/moreInfo", "more", "object.definition.moreInfo", "iri"),
    ("FULL", "object/definition/name", {"1": "x"}, "object.definition.name.1", "language-tag"),
    ("FULL", "object/definition/extensions", {"x": 1}, "object.definition.extensions.x", "iri"),
    ("FULL", f"{D}/interactionType", "quiz", f"{D_AT}.interactionType", "interaction-type"),
    ("FULL", f"{D}/interactionType", "numeric", f"{D_AT}.choices", "component-kind"),
    ("FULL", f"{D}/interactionType", ..., f"{D_AT}.choices", "interaction-needed"),
    ("FULL", "object/definition/choices/1/id", "a", "object.definition.choices", "unique-ids"),
    ("FULL", f"{D}/choices/1/description", {"1": ""}, f"{CHOICE_AT}.description.1", "language-tag"),
    ("SUB", "object/id", LESSON, "object.id", "property"),
    ("SUB", "object/authority", ANNA, "object", "property"),
    ("SUB", "object/version", "1.0.0", "object", "property"),
    ("SUB", "object/verb", ..., "object.verb", "required"),
    ("SUB", "object/object", SUB["object"], "object.object", "no-nesting"),
    ("SUB", "object/object/id", "x", "object.object.id", "iri"),
    # Data §2.3.2
    ("FULL", "verb/id", "http://adlnet.gov/expapi/verbs/voided", "object", "voiding"),
    # Data §2.4.5
    ("FULL", "result/score/scaled", 1.01, "result.score.scaled", "scaled"),
    ("FULL", "result/score/raw", 10.5, "result.score.raw", "raw-range"),
    ("FULL", "result/score/max", 0, "result.score.min", "min-max"),
    ("FULL", "result/score/extra", 0, "result.score", "property"),
    ("FULL", "result/duration", "P4W1D", "result.duration", "duration"),
    # Data §2.4.6
    ("FULL", "context/registration", "1", "context.registration", "uuid"),
    ("FULL", "context/language", "nl_NL", "context.language", "language-tag"),
    ("FULL", f"{REF}/objectType", "x", f"{REF_AT}.objectType", "object-type"),
    ("FULL", "context/statement/id", "1", "context.statement.id", "uuid"),
    ("FULL", f"{C}/parent/0/id", "x", f"{C_AT}.parent[0].id", "iri"),
    ("FULL", f"{C}/category/id", "x", f"{C_AT}.category[0].id", "iri"),
    ("FULL", "context/contextActivities/group", [], "context.contextActivities", "property"),
    ("FULL", "object", BRAM | {"objectType": "Agent"}, "context.revision", "only-activity"),
    # Data §2.4.7 to §2.4.11
    ("FULL", "timestamp", "2026-11-23T14:00:00-00:00", "timestamp", "timestamp"),
    ("FULL", "stored", "yesterday", "stored", "timestamp"),
    ("FULL", "authority", GROUP | {"member": [ANNA]}, "authority", "authority"),
    ("FULL", "authority", GROUP | {"member": [ANNA, ANNA]}, "authority", "authority"),
    ("FULL", "version", "1.1.0", "version", "version"),
    ("FULL", "version", "1.0.1٣", "version", "version"),
    ("FULL", "attachments/0/sha2", "xyz", "attachments[0].sha2", "sha2"),
    ("FULL", "attachments/0/contentType", "text", "attachments[0].contentType", "media-type"),
    ("FULL", "attachments/0/usageType", "x", "attachments[0].usageType", "iri"),
    ("FULL", "attachments/0/length", -1, "attachments[0].length", "not-negative"),
    ("FULL", "attachments/0/fileUrl", "file", "attachments[0].fileUrl", "iri"),
    ("FULL", "attachments/0/display", ..., "attachments[0]", "required"),
]  # fmt: skip


def read(*statements: Json, version: Version = V1) -> list[Any]:
    return read_batch(json.dumps(list(statements)).encode(), version)


@pytest.mark.parametrize("version", list(Version))
def test_valid_statements_are_let_through(version: Version) -> None:
    assert len(read(FULL, SUB, voiding(made_statement()), version=version)) == 3


@pytest.mark.parametrize(("kind", "path", "value", "place", "rule"), FAULTS)
def test_each_fault_is_refused_with_its_place_and_rule(
    kind: str, path: str, value: Any, place: str, rule: str
) -> None:
    broken = changed({"FULL": FULL, "SUB": SUB}[kind], path, value)

    with pytest.raises(StatementRejected) as refused:
        read(made_statement(), broken)

    assert refused.value.details["rule"] == rule
    assert refused.value.details["place"] == f"statements[1]{'.' if place else ''}{place}"


def test_a_single_statement_is_named_as_the_first() -> None:
    broken = changed(FULL, "actor/mbox", 1)

    with pytest.raises(StatementRejected, match=r"^statements\[0\]\.actor\.mbox: "):
        read_batch(json.dumps(broken).encode(), V1)


def test_context_agents_and_groups_are_for_2_0_only() -> None:
    agents = [{"objectType": "contextAgent", "agent": ANNA, "relevantTypes": [LESSON]}]
    groups = [{"objectType": "contextGroup", "group": GROUP}]
    newer = made_statement(context={"contextAgents": agents, "contextGroups": groups})

    assert read(newer, version=V2)
    with pytest.raises(StatementRejected, match="contextAgents"):
        read(newer, version=V1)


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("contextAgents/0/objectType", "Agent", "contextAgents[0].objectType"),
        ("contextAgents/0/agent", GROUP, "contextAgents[0].agent"),
        ("contextAgents/0/relevantTypes", [], "contextAgents[0].relevantTypes"),
        ("contextAgents/0/relevantTypes/0", "x", "contextAgents[0].relevantTypes[0]"),
        ("contextGroups/0/group", ANNA, "contextGroups[0].group.objectType"),
        ("contextGroups/0/objectType", "Group", "contextGroups[0].objectType"),
    ],
)
def test_faults_in_context_agents_and_groups_are_named(path: str, value: Any, place: str) -> None:
    agents = [{"objectType": "contextAgent", "agent": ANNA, "relevantTypes": [LESSON]}]
    groups = [{"objectType": "contextGroup", "group": GROUP}]
    newer = made_statement(context={"contextAgents": agents, "contextGroups": groups})

    with pytest.raises(StatementRejected) as refused:
        read(changed(newer, f"context/{path}", value), version=V2)

    assert refused.value.details["place"] == f"statements[0].context.{place}"


def test_versions_of_a_statement_belong_to_the_version_of_the_request() -> None:
    assert read(made_statement(version="1.0.9"), version=V2)
    assert read(made_statement(version="2.0.0"), version=V2)
    with pytest.raises(StatementRejected):
        read(made_statement(version="2.0.0"), version=V1)


def test_one_id_is_used_once_in_a_batch() -> None:
    twice = made_statement()

    with pytest.raises(RepeatedId):
        read(twice, changed(twice, "id", twice["id"].upper()))


def test_an_empty_batch_and_other_json_are_no_statements() -> None:
    with pytest.raises(EmptyBatch):
        read_batch(b"[]", V1)
    for raw in (b"1", b'"x"', b"null", b"[1]", b"[null]"):
        with pytest.raises(StatementRejected):
            read_batch(raw, V1)
    with pytest.raises(MalformedJson):
        read_batch(b"{", V1)


def test_extensions_may_hold_anything_but_endless_depth() -> None:
    deep: Any = None
    for _ in range(150):
        deep = [deep]

    with pytest.raises(StatementRejected, match=r"nested"):
        read(changed(FULL, "result/extensions", {EXTENSION: deep}))
