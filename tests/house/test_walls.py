"""Nothing of one board can be read or changed from another, by any door of the product."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product as combinations
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import sqlalchemy as sa
from werkzeug.routing import Rule, UUIDConverter
from werkzeug.test import TestResponse

from content_packages import Launch, Shelf, add_package, launch
from foundation.database import Database, metadata
from leerspoor.product import Product
from lrs import Scope, add_credential, statements_after
from lti_tool.blend.operations.check_in import address_now
from lti_tool.blend.operations.doors import door_of
from lti_tool.blend.rules.codes import code_at, make_ticket
from lti_tool.profile.rules import account
from lti_tool.providers.operations.answer_questions import open_questions
from lti_tool.providers.operations.keep_providers import Access, add_provider
from tests.content_packages.packages import zipped
from tests.house.filled_forms import filled_form
from tests.house.two_boards import (
    FLAG,
    Living,
    Stranger,
    ids_in,
    ids_of,
    make_living,
    make_stranger,
    plant_flags,
    rows_of,
)

KEPT_IN = {
    # parameter of an address → the tables whose rows it can name
    "goal_id": ("goal",),
    "theme_id": ("theme",),
    "offering_id": ("offering",),
    "package_id": ("content_package",),
    "session_id": ("session", "content_session"),
    "item_id": ("blend_item",),
    "visit_id": ("lesson_visit",),
    "person_id": ("person",),
    "grant_id": ("share_grant",),
    "record_id": ("reflection", "practice_attempt", "informal_moment"),
    "question_id": ("inbound_completion",),
    "registration_id": ("lti_registration",),
    "invitation_id": ("lti_invitation",),
    "consumer_id": ("lti_consumer",),
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SENDS_ON = "/blend/reken"
"""Asked with GET it only sends on to an address that has its own guard."""

REFUSED = (400, 403, 404, 405, 409, 422)
HOMEPAGE = "https://cursussen.example"
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


@dataclass
class Watch:
    """Keeps what went wrong, and judges answers by what they show of the living board.

    `named` are ids that somebody of the other board may write down without learning anything.
    """

    secrets: frozenset[str]
    faults: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)

    def judge(self, asked: str, answer: TestResponse, good: Iterable[int], sent: str = "") -> None:
        said = answer.data.decode(errors="replace") + str(answer.headers)
        shown = (ids_in([said]) & self.secrets) - ids_in([asked, sent])
        if answer.status_code not in good:
            self.faults.append(f"{asked}: {answer.status_code} {said[:80]!r}")
        if FLAG in said:
            at = said.index(FLAG)
            self.faults.append(f"{asked}: shows {said[max(0, at - 60) : at]!r}")
        if shown:
            self.faults.append(f"{asked}: shows the ids {sorted(shown)[:3]}")

    def expect(self, what: str, *, holds: bool) -> None:
        if not holds:
            self.faults.append(what)


def test_nothing_of_one_board_is_reachable_from_another(database: Database, tmp_path: Path) -> None:
    product, living = make_living(database, tmp_path)
    stranger = make_stranger(product)
    boards = (living.board, stranger.board)
    keys = {board: _key_of(product, board) for board in boards}
    launches = {one: _a_launch(product.tool.shelf, one, f"geheim-{one}.txt") for one in boards}
    plant_flags(database, living.board)
    before = rows_of(database, living.board)
    own = ids_in(text for rows in rows_of(database, stranger.board).values() for text in rows)
    watch = Watch(frozenset(_all_ids(database, living) - own))

    ids = _ids_of_living(product, living)
    _walk_addresses(product, stranger, ids, watch)
    _fill_in_forms(product, stranger, ids, watch)
    _knock_at_the_hall(product, living, stranger, watch)
    _ask_the_record_store(product, living, keys[stranger.board], keys[living.board], watch)
    _call_as_a_provider(product, living, stranger, watch)
    _open_files(product, living, launches, watch)

    assert "\n".join(watch.faults) == ""
    after = rows_of(database, living.board)
    assert {name for name, rows in after.items() if rows != before[name]} == set()
    kept = (text for rows in rows_of(database, stranger.board).values() for text in rows)
    assert ids_in(kept) & watch.secrets - watch.named == set()


def _all_ids(database: Database, living: Living) -> set[str]:
    """Every id that stands anywhere in a row of the living board."""
    return ids_in(text for rows in rows_of(database, living.board).values() for text in rows)


def _ids_of_living(product: Product, living: Living) -> dict[str, list[UUID]]:
    database = product.tool.database
    found = {
        parameter: [one for name in tables for one in ids_of(database, living.board, name)]
        for parameter, tables in KEPT_IN.items()
    }
    questions = open_questions(product.tool, living.staff.teachers[0])
    facts = metadata.tables["fact"]
    with database.reading(living.board) as tx:
        chosen = sa.select(facts.c.statement_id).where(facts.c.tenant_id == living.board)
        found["statement_id"] = list(tx.execute(chosen.limit(3)).scalars())
    found["question_id"] += [question.id for question in questions]
    assert questions
    assert all(found.values()), found
    return found


def _pages(product: Product) -> Iterator[tuple[Rule, list[str]]]:
    """The rules below a visit, each with the names of the ids in its address."""
    for rule in product.tool_app.url_map.iter_rules():
        if rule.rule.startswith("/s/"):
            converters = rule._converters.items()
            yield rule, [name for name, one in converters if isinstance(one, UUIDConverter)]


def _path(rule: Rule, values: Mapping[str, object]) -> str:
    kind = {"kind": "moment"} if "kind" in rule.arguments else {}
    address = rule.build({"sid": "", **kind, **values}, append_unknown=False)
    assert address is not None, rule
    return address[1].removeprefix("/s/")


def _walk_addresses(
    product: Product, stranger: Stranger, ids: dict[str, list[UUID]], watch: Watch
) -> None:
    """Ids of the living board in every place where an address has one; also beside own ids."""
    for rule, names in _pages(product):
        choices = [
            ids[name] + ([stranger.own[name]] if name in stranger.own else []) for name in names
        ]
        for values in combinations(*choices) if names else ():
            given = dict(zip(names, values, strict=True))
            if all(given[name] == stranger.own.get(name) for name in names):
                continue
            for method in METHODS[:2]:
                path = _path(rule, given)
                answer = stranger.ask(method, path, **_filled(method, ids, 0))
                sends_on = method == "GET" and path.endswith(SENDS_ON)
                good = (*REFUSED, 303) if sends_on else REFUSED
                watch.judge(f"{method} {path}", answer, good, sent=_sent(ids))
        for method in METHODS[2:]:
            path = _path(rule, {name: ids[name][0] for name in names})
            watch.judge(f"{method} {path}", stranger.ask(method, path), (403, 404, 405))


def _fill_in_forms(
    product: Product, stranger: Stranger, ids: dict[str, list[UUID]], watch: Watch
) -> None:
    """Own addresses, with ids of the living board in every field and every query."""
    for rule, names in _pages(product):
        if not set(names) <= set(stranger.own) or rule.endpoint in ("blend.close", "blend.cancel"):
            continue
        path = _path(rule, stranger.own)
        for method, number in combinations(METHODS[:2], range(3)):
            goal, person = ids["goal_id"][number], ids["person_id"][number]
            query = {"na": goal, "doel": goal, "thema": ids["theme_id"][-1]}
            query |= {"onderdeel": ids["item_id"][0], "collega": person}
            for asked in ({}, query):
                filled = _filled(method, ids, number)
                answer = stranger.ask(method, path, query_string=asked, **filled)
                good = (200, 303, *REFUSED)
                watch.judge(f"{method} {path} {asked}", answer, good, sent=_sent(ids))


def _filled(method: str, ids: dict[str, list[UUID]], number: int) -> dict[str, Any]:
    one_of_each = {name: some[number % len(some)] for name, some in ids.items()}
    return {"data": filled_form(one_of_each)} if method == "POST" else {}


def _sent(ids: dict[str, list[UUID]]) -> str:
    return " ".join(str(one) for some in ids.values() for one in some)


def _knock_at_the_hall(product: Product, living: Living, stranger: Stranger, watch: Watch) -> None:
    """The code on the living board's screen, with the personal code of somebody else's teacher."""
    tool, phone = product.tool, product.tool_app.test_client()
    at, door = tool.clock(), door_of(tool, living.session.id)
    code = code_at(door, at)
    typed = {"code": code, "persoonlijk": stranger.personal_code}
    watch.judge("POST /in", phone.post("/in", data=typed), (403, 404, 422))
    address = urlsplit(address_now(tool, living.session, code)).path
    scanned = {"kaartje": make_ticket(door, at), "persoonlijk": stranger.personal_code}
    watch.judge("POST /in/…", phone.post(address, data=scanned), (403, 404, 422))
    watch.judge("code", stranger.ask("POST", "/inchecken", data={"code": code}), (403, 404, 422))
    ours = code_at(door_of(tool, stranger.own["session_id"]), at)
    theirs = {"code": ours, "persoonlijk": living.personal_code}
    watch.judge("POST /in", phone.post("/in", data=theirs), (403, 404, 422))


def _key(user: str, secret: str) -> dict[str, str]:
    pair = b64encode(f"{user}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {pair}", "X-Experience-API-Version": "1.0.3"}


def _key_of(product: Product, board: int) -> dict[str, str]:
    """A key that may do everything in this board's records, used before: its day is written."""
    database, authority = product.tool.database, {"mbox": "mailto:lrs@overkant.example"}
    mine = _key(
        *add_credential(database, board, title="alles", authority=authority, scopes=[Scope.ALL])
    )
    product.tool_app.test_client().get("/xapi/statements", headers=mine)
    return mine


def _ask_the_record_store(
    product: Product,
    living: Living,
    mine: dict[str, str],
    theirs: dict[str, str],
    watch: Watch,
) -> None:
    """`mine` is a key of the other board that may do everything there."""
    tool, client = product.tool, product.tool_app.test_client()
    with tool.database.reading(living.board) as tx:
        statements = statements_after(tx)
    actor = json.dumps(account(tool.tool_url, living.staff.teachers[0].pseudonym))
    for one in statements[::60]:
        query = {"statementId": str(one.id)}
        watch.judge(
            f"GET {query}", client.get("/xapi/statements", query_string=query, headers=mine), (404,)
        )
        query = {"voidedStatementId": str(one.id)}
        watch.judge(
            f"GET {query}", client.get("/xapi/statements", query_string=query, headers=mine), (404,)
        )
    for query in ({"agent": actor}, {"registration": _a_registration(tool.database, living)}, {}):
        found = client.get("/xapi/statements", query_string=query, headers=mine)
        watch.judge(f"GET statements {query}", found, (200,), sent=str(query))
    first = client.get("/xapi/statements", query_string={"limit": 2}, headers=theirs).get_json()
    watch.expect("no more link", holds=bool(first["more"]))
    watch.judge("GET more", client.get(first["more"], headers=mine), (200, 400, 403, 404))
    _read_documents(product, living, mine, watch)
    for path in ("activities", "agents"):
        query = {"agent": actor} if path == "agents" else {"activityId": statements[0].object["id"]}
        watch.judge(
            path,
            client.get(f"/xapi/{path}", query_string=query, headers=mine),
            (200, 404),
            sent=str(query),
        )
    voiding = {
        "actor": {"mbox": "mailto:lrs@overkant.example"},
        "verb": {"id": VOIDED},
        "object": {"objectType": "StatementRef", "id": str(statements[0].id)},
    }
    watch.named.add(str(statements[0].id))
    answer = client.post("/xapi/statements", json=voiding, headers=mine)
    watch.judge("POST voiding", answer, (200, 400, 403, 404))
    query = {"statementId": str(statements[0].id)}
    still = client.get("/xapi/statements", query_string=query, headers=theirs)
    watch.expect("a statement was voided from outside", holds=still.status_code == 200)


def _a_registration(database: Database, living: Living) -> str:
    return str(ids_of(database, living.board, "content_registration")[0])


def _read_documents(product: Product, living: Living, mine: dict[str, str], watch: Watch) -> None:
    """Read, overwrite and delete the documents of the living board under their own names."""
    client, documents = product.tool_app.test_client(), metadata.tables["lrs_document"]
    with product.tool.database.reading(living.board) as tx:
        chosen = sa.select(documents).where(documents.c.tenant_id == living.board).limit(5)
        kept = tx.execute(chosen).all()
        played = metadata.tables["content_registration"]
        mine_there = played.c.tenant_id == living.board
        chosen = sa.select(played.c.id, played.c.actor).where(mine_there)
        actors: dict[UUID, Any] = dict(tuple(row) for row in tx.execute(chosen))
    watch.expect("no documents", holds=bool(kept))
    for one in kept:
        path, name = str(one.kind), "stateId" if one.kind == "activities/state" else "profileId"
        actor = actors.get(one.registration) or next(iter(actors.values()))
        query = {name: one.id, "activityId": one.activity, "agent": json.dumps(actor)}
        query |= {"registration": one.registration and str(one.registration)}
        asked = {key: value for key, value in query.items() if value is not None}
        for method, good in (("GET", (404,)), ("DELETE", (204, 404))):
            answer = client.open(f"/xapi/{path}", method=method, query_string=asked, headers=mine)
            watch.judge(f"{method} {path} {asked}", answer, good, sent=str(asked))


def _call_as_a_provider(product: Product, living: Living, stranger: Stranger, watch: Watch) -> None:
    """The same provider may serve two boards: its keys open only the one they belong to."""
    tool, client = product.tool, product.tool_app.test_client()
    access: Access = add_provider(
        tool.database, stranger.board, "Voorbeeldaanbieder", HOMEPAGE, [f"{HOMEPAGE}/"]
    )
    mine = _key(access.key, access.secret)
    inbound = metadata.tables["inbound_completion"]
    with tool.database.reading(living.board) as tx:
        references = tx.execute(sa.select(inbound.c.reference)).scalars().all()
    watch.expect("no references", holds=len(references) > 1)
    for method, reference in combinations(("GET", "DELETE"), references):
        answer = client.open(f"/api/v1/completions/{reference}", method=method, headers=mine)
        watch.judge(f"{method} {reference}", answer, (404,))
    everything = client.get("/api/v1/completions", headers=mine)
    watch.judge("GET completions", everything, (200,))
    watch.expect("completions of others", holds=not any(r in everything.text for r in references))
    push = {
        "reference": references[0],
        "learner": {"account": "cursist-0001", "email": "leraar-01@springplank.example"},
        "course": {"id": f"{HOMEPAGE}/rekenen-met-begrip", "name": "Rekenen"},
        "completed_at": "2026-10-05T21:40:00+02:00",
    }
    answer = client.post("/api/v1/completions", json=push, headers=mine)
    watch.judge("POST completions", answer, (200, 201))
    watch.expect("somebody was found elsewhere", holds="onbekend" in answer.text)


def _open_files(
    product: Product, living: Living, launches: Mapping[int, Launch], watch: Watch
) -> None:
    """A launch opens the files of its own package, and of no other board's."""
    shelf, client = product.tool.shelf, product.content_app.test_client()
    [other_board] = launches.keys() - {living.board}
    for board, one in launches.items():
        token = urlsplit(one.url).path.split("/")[2]
        for other in launches:
            own = client.get(f"/c/{token}/geheim-{other}.txt")
            watch.judge(f"file of {other}", own, (200,) if other == board else (404,))
    token = urlsplit(launches[other_board].url).path.split("/")[2]
    for up in ("../", "../../", "%2e%2e/", "..%2f..%2f"):
        for package_id in ids_of(shelf.database, living.board, "content_package"):
            path = f"/c/{token}/{up}{living.board}/{package_id}/index.html"
            watch.judge(path, client.get(path), (404,), sent=path)
    fetch = parse_qs(urlsplit(launches[other_board].url).query)["fetch"][0]
    token = client.post(urlsplit(fetch).path).get_json()["auth-token"]
    _use_token_elsewhere(product, living, token, watch)


def _use_token_elsewhere(product: Product, living: Living, token: str, watch: Watch) -> None:
    """A unit's token of one board asks for statements of the other."""
    headers = {"Authorization": f"Basic {token}", "X-Experience-API-Version": "1.0.3"}
    client = product.tool_app.test_client()
    with product.tool.database.reading(living.board) as tx:
        statements = statements_after(tx, limit=3)
    for one in statements:
        query = {"statementId": str(one.id)}
        answer = client.get("/xapi/statements", query_string=query, headers=headers)
        watch.judge(f"GET {query} as a unit", answer, (403, 404))


def _a_launch(shelf: Shelf, board: int, secret: str) -> Launch:
    package = add_package(shelf, board, zipped(files={secret: f"van {board}"}))
    actor = account("http://127.0.0.1:8010", uuid4())
    return launch(shelf, board, package.id, 0, actor, uuid4())
