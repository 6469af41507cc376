"""A rich history in a record store, and the questions whose answers must survive a move."""

import hashlib
import json
from collections.abc import Iterator

from tests.lrs.made import (
    ANNA,
    BRAM,
    COMPLETED,
    LESSON,
    PASSED,
    Json,
    XapiClient,
    content,
    made_statement,
    reference_to,
    voiding,
)

REGISTRATION = "6c1b6a2e-5d0a-4f6b-9d4e-0a9a6f2b7c11"
PICTURE = bytes(range(256)) * 40
GROUP: Json = {"objectType": "Group", "name": "Team", "member": [ANNA, BRAM]}
STATE = {"activityId": LESSON, "agent": json.dumps(ANNA), "stateId": "bladwijzer"}
PROFILE = {"activityId": LESSON, "profileId": "opmaak"}
AGENT_PROFILE = {"agent": json.dumps(BRAM), "profileId": "voorkeur"}


def attached(data: bytes, **changes: object) -> Json:
    return {
        "usageType": "http://id.tincanapi.com/attachment/supporting_media",
        "display": {"nl": "Plaatje"},
        "contentType": "image/png",
        "length": len(data),
        "sha2": hashlib.sha256(data).hexdigest(),
        **changes,
    }


def in_parts(statements: object, *contents: bytes) -> tuple[bytes, str]:
    """A multipart body with its content type."""
    parts = [b"--xx\r\nContent-Type: application/json\r\n\r\n" + json.dumps(statements).encode()]
    for one in contents:
        headers = (
            "--xx\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\n"
            f"X-Experience-API-Hash: {hashlib.sha256(one).hexdigest()}\r\n\r\n"
        )
        parts.append(headers.encode() + one)
    return b"\r\n".join([*parts, b"--xx--\r\n"]), "multipart/mixed; boundary=xx"


def live_through(client: XapiClient, other: XapiClient, client_v2: XapiClient) -> list[str]:
    """Statements of all kinds, by two authorities and in both versions; gives all their ids."""
    first, second = made_statement(), made_statement(actor=BRAM, verb={"id": PASSED})
    lesson = {"id": LESSON, "definition": {"name": {"nl": "Les"}, "type": "urn:soort:les"}}
    told = [
        made_statement(object=lesson, timestamp="2026-09-01T12:00:00.5+02:00"),
        made_statement(timestamp=None, result={"score": {"raw": 0}}),
        made_statement(context={"registration": REGISTRATION, "team": GROUP}),
        made_statement(actor=GROUP, object={"objectType": "Agent", **BRAM}),
        reference_to(first),
        reference_to(reference_to(second)),
    ]
    raw = json.dumps(made_statement(result={"extensions": {"urn:x": "@"}})).replace(
        '"@"', "1.10000000000000000000000000001"
    )
    of_both = {"contextAgents": [{"objectType": "contextAgent", "agent": BRAM}]}
    parents = {"contextActivities": {"parent": {"id": f"{LESSON}/deel"}}}
    sub = {"objectType": "SubStatement", "actor": BRAM, "verb": {"id": PASSED}, "object": lesson}
    pictured, again = (made_statement(attachments=[attached(PICTURE)]) for _ in range(2))
    _well(client.post(told))
    _well(other.post([first, voiding(second)]))
    _well(client.post(second))  # was voided before it came
    _well(client.post(raw.encode(), Content_Type="application/json"))
    _well(client_v2.post([made_statement(context={**of_both, **parents}), voiding(told[2])]))
    body, kind = in_parts(pictured, PICTURE)
    _well(other.post(body, Content_Type=kind))
    _well(other.post([again, made_statement(object=sub, context=parents)]))
    _keep_documents(client)
    return [one["id"] for one in [first, second, pictured, again, *told]]


def _keep_documents(client: XapiClient) -> None:
    _well(client.ask("PUT", "activities/state", b"\x00bladzij 3", STATE, Content_Type="a/b"))
    at_registration = {**STATE, "registration": REGISTRATION}
    _well(client.ask("PUT", "activities/state", {"bladzij": 4}, at_registration))
    _well(client.ask("PUT", "activities/profile", {"kleur": 1}, PROFILE, If_None_Match="*"))
    _well(client.ask("POST", "agents/profile", {"taal": "nl"}, AGENT_PROFILE))


def _well(answer: object) -> None:
    status = getattr(answer, "status_code", None)
    assert status in (200, 204), getattr(answer, "text", answer)


def questions(ids: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    filters: list[dict[str, str]] = [
        {},
        {"verb": COMPLETED},
        {"verb": PASSED, "limit": "2"},
        {"activity": LESSON},
        {"activity": f"{LESSON}/deel", "related_activities": "true"},
        {"agent": json.dumps(ANNA)},
        {"agent": json.dumps(BRAM), "related_agents": "true"},
        {"agent": json.dumps(BRAM), "verb": COMPLETED},
        {"registration": REGISTRATION},
        {"since": "2026-11-23T14:00:00.000003Z"},
        {"until": "2026-11-23T14:00:00.000005Z"},
        {"format": "canonical"},
        {"format": "ids"},
    ]
    for one in filters:
        yield "statements", one
        yield "statements", {**one, "ascending": "true", "limit": "3"}
    for one_id in ids:
        yield "statements", {"statementId": one_id}
        yield "statements", {"voidedStatementId": one_id}
    yield "activities", {"activityId": LESSON}
    for agent in (ANNA, BRAM):
        yield "agents", {"agent": json.dumps(agent)}
    shelf = {name: value for name, value in STATE.items() if name != "stateId"}
    yield "activities/state", shelf
    yield "activities/state", STATE
    yield "activities/state", {**STATE, "registration": REGISTRATION}
    yield "activities/profile", PROFILE
    yield "agents/profile", AGENT_PROFILE


def few_questions(ids: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    yield "statements", {"agent": json.dumps(ANNA)}
    yield "statements", {"agent": json.dumps(BRAM), "verb": PASSED, "ascending": "true"}
    for one_id in ids:
        yield "statements", {"voidedStatementId": one_id}


def answers(
    client: XapiClient, asked: Iterator[tuple[str, dict[str, str]]]
) -> list[tuple[str, int, bytes, str, str]]:
    """Every answer to the last byte, on all its pages, with the headers that speak of it."""
    found = []
    for resource, params in asked:
        answer = client.get(resource, **params)
        while True:
            headers = (answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
            found.append((f"{resource} {params}", answer.status_code, answer.data, *headers))
            more = _more(answer) if resource == "statements" else ""
            if not more:
                break
            answer = client.flask.get(more, headers=client.headers())
    return found


def _more(answer: object) -> str:
    said = content(answer)  # type: ignore[arg-type]
    return str(said.get("more", ""))


def picture_of(client: XapiClient, statement_id: str) -> bytes:
    """The parts after the first, of a statement asked with its attachments."""
    answer = client.get("statements", statementId=statement_id, attachments="true")
    boundary = answer.content_type.partition("boundary=")[2].strip('"').encode()
    parts: bytes = answer.data.replace(boundary, b"xx")
    return parts
