"""Every single way to break a statement: where it may be done, and the rule that is then named."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lrs.rules.places import written
from lrs.rules.statements import VOIDED
from lrs.rules.versions import Version
from tests.lrs.made import LESSON, Json, changed
from tests.lrs.parts import Way, parts_of

ANYONE: Json = {"mbox": "mailto:a@b.nl"}
TEAM: Json = {"objectType": "Group", "member": [ANYONE]}
SUB: Json = {
    "objectType": "SubStatement",
    "actor": ANYONE,
    "verb": {"id": LESSON},
    "object": {"id": LESSON},
}


@dataclass(frozen=True)
class Break:
    """Done to one object of a kind; `at` is where inside it the fault is placed."""

    kind: str
    rule: str
    at: str
    change: Callable[[Json], Json]
    name: str
    section: str
    only: Version | None = None

    def possible_in(self, statement: Json) -> list[Way]:
        return [way for kind, way in parts_of(statement) if kind == self.kind]

    def done_to(self, statement: Json, way: Way) -> tuple[Json, str]:
        """The broken statement, and the place that must be named."""
        place = written(("statements", 0, *way))
        place = f"{place}.{self.at}" if self.at else place
        if not way:
            return self.change(statement), place
        part: Any = statement
        for step in way:
            part = part[step]
        return changed(statement, "/".join(map(str, way)), self.change(part)), place


def put(**given: Any) -> Callable[[Json], Json]:
    """Properties set; one set to `...` is taken away."""

    def change(one: Json) -> Json:
        return {name: value for name, value in {**one, **given}.items() if value is not ...}

    return change


def identified(**given: Any) -> Callable[[Json], Json]:
    """Another identifier instead of the own one."""
    return put(**{"mbox": ..., "mbox_sha1sum": ..., "openid": ..., "account": ..., **given})


def defined(**given: Any) -> Callable[[Json], Json]:
    """Another interaction instead of the own one."""
    parts = ("interactionType", "correctResponsesPattern", "choices", "scale")
    return put(**{**dict.fromkeys((*parts, "source", "target", "steps"), ...), **given})


def _table(
    kind: str, section: str, *rows: tuple[str, str, Callable[[Json], Json], str], **more: Any
) -> list[Break]:
    return [
        Break(kind, rule, at, change, f"{section} {kind}: {name}", section, **more)
        for name, rule, change, at in rows
    ]


def _extensible(kind: str, section: str) -> list[Break]:
    return _table(
        kind,
        section,
        ("extensions with a key that is no IRI", "iri", put(extensions={"x": 1}), "extensions.x"),
        ("extensions null", "shape", put(extensions=None), "extensions"),
    )


BREAKS: list[Break] = [
    *_table(
        "statement",
        "Data 2.4",
        ("no actor", "required", put(actor=...), ""),
        ("no verb", "required", put(verb=...), ""),
        ("no object", "required", put(object=...), ""),
        ("actor null", "shape", put(actor=None), "actor"),
        ("an unknown property", "property", put(onbekend=1), ""),
        ("a property in the wrong case", "property", put(Actor=ANYONE), ""),
        ("id no UUID", "uuid", put(id="x"), "id"),
        ("id a number", "shape", put(id=1), "id"),
        ("timestamp no moment", "timestamp", put(timestamp="gisteren"), "timestamp"),
        ("offset -00:00", "timestamp", put(timestamp="2026-11-23T14:00:00-00:00"), "timestamp"),
        ("stored no moment", "timestamp", put(stored="2026-13-01T00:00:00Z"), "stored"),
        ("version 0.95", "version", put(version="0.95"), "version"),
        ("result a list", "shape", put(result=[]), "result"),
        ("context a text", "shape", put(context=""), "context"),
        ("attachments an object", "shape", put(attachments={}), "attachments"),
        ("authority nobody", "one-identifier", put(authority={"name": "x"}), "authority"),
    ),
    *_table(
        "statement",
        "Data 2.3.2",
        ("voids what is no reference", "voiding", put(verb={"id": VOIDED}, object=TEAM), "object"),
    ),
    *_table(
        "authority",
        "Data 2.4.9",
        ("of one", "authority", put(member=[ANYONE]), ""),
        ("of two without an account", "authority", put(member=[ANYONE, ANYONE]), ""),
        ("with an identifier", "authority", put(**ANYONE), ""),
    ),
    *_table(
        "agent",
        "Data 2.4.2.1",
        ("no identifier", "one-identifier", identified(), ""),
        ("two identifiers", "one-identifier", identified(**ANYONE, openid=LESSON), ""),
        ("mbox without mailto", "mailto", identified(mbox="a@b.nl"), "mbox"),
        ("mbox without domain", "mailto", identified(mbox="mailto:a"), "mbox"),
        ("mbox a number", "shape", identified(mbox=1), "mbox"),
        ("hash too short", "sha1", identified(mbox_sha1sum="a" * 39), "mbox_sha1sum"),
        ("openid no IRI", "iri", identified(openid="anna"), "openid"),
        ("account null", "shape", identified(account=None), "account"),
        ("name a number", "shape", put(name=1), "name"),
        ("an unknown property", "property", put(onbekend=1), ""),
        ("objectType in lower case", "object-type", put(objectType="agent"), "objectType"),
        ("members", "property", put(member=[ANYONE]), "member"),
    ),
    *_table(
        "agent",
        "Data 2.4.2.4",
        ("no name", "required", identified(account={"homePage": LESSON}), "account"),
        (
            "page no IRI",
            "iri",
            identified(account={"homePage": "x", "name": "x"}),
            "account.homePage",
        ),
        (
            "an unknown property",
            "property",
            identified(account={"homePage": LESSON, "name": "", "x": 1}),
            "account",
        ),
    ),
    *_table(
        "anonymous",
        "Data 2.4.2.2",
        ("no members", "identified-or-members", put(member=...), ""),
        ("an empty list of members", "not-empty", put(member=[]), "member"),
        ("a member that is a group", "no-group-in-group", put(member=[TEAM]), "member[0]"),
        ("members no list", "shape", put(member=ANYONE), "member"),
        ("a member that is nobody", "one-identifier", put(member=[ANYONE, {}]), "member[1]"),
    ),
    *_table(
        "group",
        "Data 2.4.2.2",
        ("two identifiers", "one-identifier", identified(**ANYONE, openid=LESSON), ""),
        ("a member that is a group", "no-group-in-group", put(member=[TEAM]), "member[0]"),
    ),
    *_table(
        "verb",
        "Data 2.4.3",
        ("no id", "required", put(id=...), ""),
        ("id no IRI", "iri", put(id="completed"), "id"),
        ("id with a space", "iri", put(id="http://a b"), "id"),
        ("display with no language", "language-tag", put(display={"nl_NL": ""}), "display.nl_NL"),
        ("display of numbers", "shape", put(display={"nl": 1}), "display[...]"),
        ("display a text", "shape", put(display="x"), "display"),
        ("an unknown property", "property", put(onbekend=1), ""),
    ),
    *_table(
        "object",
        "Data 2.4.4.1",
        ("no id", "required", put(id=...), "id"),
        ("id no IRI", "iri", put(id="les"), "id"),
        ("objectType in lower case", "object-type", put(objectType="activity"), "objectType"),
        ("an agent's property", "property", put(mbox="mailto:a@b.nl"), "mbox"),
        ("definition a list", "shape", put(definition=[]), "definition"),
    ),
    *_table(
        "activity",
        "Data 2.4.6.2",
        ("no id", "required", put(id=...), ""),
        ("id no IRI", "iri", put(id="les"), "id"),
        ("objectType Agent", "object-type", put(objectType="Agent"), "objectType"),
        ("an unknown property", "property", put(onbekend=1), ""),
    ),
    *_table(
        "definition",
        "Data 2.4.4.1",
        ("type no IRI", "iri", put(type="les"), "type"),
        ("moreInfo no IRI", "iri", put(moreInfo="meer"), "moreInfo"),
        ("name with no language", "language-tag", put(name={"1": ""}), "name.1"),
        ("an unknown property", "property", put(onbekend=1), ""),
        (
            "no such interaction",
            "interaction-type",
            defined(interactionType="quiz"),
            "interactionType",
        ),
        ("choices and no interaction", "interaction-needed", defined(choices=[]), "choices"),
        (
            "answers and no interaction",
            "interaction-needed",
            defined(correctResponsesPattern=[]),
            "correctResponsesPattern",
        ),
        (
            "choices of a number",
            "component-kind",
            defined(interactionType="numeric", choices=[]),
            "choices",
        ),
        (
            "two choices with one id",
            "unique-ids",
            defined(interactionType="choice", choices=[{"id": "a"}, {"id": "a"}]),
            "choices",
        ),
        (
            "a choice without id",
            "required",
            defined(interactionType="choice", choices=[{}]),
            "choices[0]",
        ),
        (
            "a step with no language",
            "language-tag",
            defined(interactionType="performance", steps=[{"id": "", "description": {"-": ""}}]),
            "steps[0].description.-",
        ),
    ),
    *_extensible("definition", "Data 4.1"),
    *_table(
        "substatement",
        "Data 2.4.4.3",
        ("an id", "property", put(id="6f1a0c5e-1111-4222-8333-000000000001"), "id"),
        ("stored", "property", put(stored="2026-11-23T14:00:00Z"), ""),
        ("version", "property", put(version="1.0.0"), ""),
        ("authority", "property", put(authority=ANYONE), ""),
        ("no verb", "required", put(verb=...), "verb"),
        ("no object", "required", put(object=...), "object"),
        ("a SubStatement inside", "no-nesting", put(object=SUB), "object"),
        ("timestamp no moment", "timestamp", put(timestamp="x"), "timestamp"),
    ),
    *_table(
        "reference",
        "Data 2.4.4.2",
        ("no id", "required", put(id=...), "id"),
        ("id no UUID", "uuid", put(id="x"), "id"),
        ("an activity's property", "property", put(definition={}), "definition"),
    ),
    *_table(
        "result",
        "Data 2.4.5",
        ("success a text", "shape", put(success="true"), "success"),
        ("completion a number", "shape", put(completion=1), "completion"),
        ("response a number", "shape", put(response=1), "response"),
        ("score a number", "shape", put(score=1), "score"),
        ("duration of weeks and days", "duration", put(duration="P4W1D"), "duration"),
        ("duration of nothing", "duration", put(duration="PT"), "duration"),
        ("an unknown property", "property", put(onbekend=1), ""),
    ),
    *_extensible("result", "Data 4.1"),
    *_table(
        "score",
        "Data 2.4.5.1",
        ("scaled too high", "scaled", put(scaled=1.0001), "scaled"),
        ("scaled too low", "scaled", put(scaled=-1.0001), "scaled"),
        ("raw a text", "shape", put(raw="5"), "raw"),
        ("min at max", "min-max", put(raw=..., min=2, max=2), "min"),
        ("raw above max", "raw-range", put(min=..., raw=3, max=2), "raw"),
        ("raw below min", "raw-range", put(min=2, raw=1, max=...), "raw"),
        ("an unknown property", "property", put(onbekend=1), ""),
    ),
    *_table(
        "context",
        "Data 2.4.6",
        ("registration no UUID", "uuid", put(registration="x"), "registration"),
        ("language with an underscore", "language-tag", put(language="nl_NL"), "language"),
        ("instructor nobody", "one-identifier", put(instructor={}), "instructor"),
        ("team one agent", "object-type", put(team=ANYONE), "team.objectType"),
        (
            "a reference to no UUID",
            "uuid",
            put(statement={"objectType": "StatementRef", "id": "x"}),
            "statement.id",
        ),
        (
            "a reference of another type",
            "object-type",
            put(statement={"objectType": "Statement", "id": SUB["objectType"]}),
            "statement.objectType",
        ),
        (
            "an unknown role",
            "property",
            put(contextActivities={"parents": []}),
            "contextActivities",
        ),
        ("activities in a list", "shape", put(contextActivities=[]), "contextActivities"),
        ("an unknown property", "property", put(onbekend=1), ""),
    ),
    *_extensible("context", "Data 4.1"),
    *_table(
        "other context",
        "Data 2.4.6",
        ("revision of no activity", "only-activity", put(revision="1"), "revision"),
        ("platform of no activity", "only-activity", put(platform="x"), "platform"),
    ),
    *_table(
        "context",
        "2.0 4.2.2.5",
        ("context agents in 1.0", "property", put(contextAgents=[]), "contextAgents"),
        ("context groups in 1.0", "property", put(contextGroups=[]), "contextGroups"),
        only=Version.V1,
    ),
    *_table(
        "contextAgents",
        "2.0 4.2.2.5",
        ("another type", "object-type", put(objectType="Agent"), "objectType"),
        ("a group", "no-group-in-group", put(agent=TEAM), "agent"),
        ("no types", "not-empty", put(relevantTypes=[]), "relevantTypes"),
        ("a type that is no IRI", "iri", put(relevantTypes=[LESSON, "x"]), "relevantTypes[1]"),
        ("no agent", "required", put(agent=...), ""),
        only=Version.V2,
    ),
    *_table(
        "contextGroups",
        "2.0 4.2.2.5",
        ("another type", "object-type", put(objectType="Group"), "objectType"),
        ("an agent", "object-type", put(group=ANYONE), "group.objectType"),
        ("no types", "not-empty", put(relevantTypes=[]), "relevantTypes"),
        only=Version.V2,
    ),
    *_table(
        "attachment",
        "Data 2.4.11",
        ("no display", "required", put(display=...), ""),
        ("usageType no IRI", "iri", put(usageType="x"), "usageType"),
        ("contentType half", "media-type", put(contentType="text"), "contentType"),
        ("length negative", "not-negative", put(length=-1), "length"),
        ("length a fraction", "shape", put(length=1.5), "length"),
        ("sha2 of no known length", "sha2", put(sha2="a" * 63), "sha2"),
        ("fileUrl no IRI", "iri", put(fileUrl="file"), "fileUrl"),
        ("description with no language", "language-tag", put(description={"": ""}), "description."),
        ("an unknown property", "property", put(onbekend=1), ""),
    ),
]
"""Each names the section of the standard that it breaks."""

ABOUT = {"substatement": "substatement", "reference": "reference", "other context": "agent"}
"""The kind of object that a statement must have for a kind of part to be in it."""
