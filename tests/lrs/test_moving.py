"""An export brought in elsewhere gives the same answers to the same questions."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.database import Database, Transaction
from foundation.line_files import FileDamaged, opened_lines, packed, whole_pieces
from lrs import (
    Imported,
    Reached,
    RecordStore,
    Statement,
    erase_person,
    export_pieces,
    import_lines,
    reached_in,
    statements_after,
)
from lrs.rules.history import ticks_for
from lrs.rules.problems import LineRefused
from lrs.storage import forwards
from tests.conftest import FrozenClock
from tests.lrs.conftest import client_of, empty_database
from tests.lrs.histories import answers, few_questions, live_through, picture_of, questions
from tests.lrs.made import (
    ANNA,
    BRAM,
    Json,
    XapiClient,
    content,
    made_statement,
    reference_to,
    voiding,
)

OTHER = {"account": {"homePage": "https://other.example", "name": "other"}}


@pytest.fixture
def elsewhere(
    request: pytest.FixtureRequest, database: Database, tmp_path: Path, clock: FrozenClock
) -> Iterator[RecordStore]:
    """An empty record store on the other kind of database."""
    kind = "postgresql" if database.dialect == "sqlite" else "sqlite"
    opened = Database.connect(empty_database(request, tmp_path, kind))
    yield RecordStore(opened, clock=clock)
    opened.dispose()


def lines_of(store: RecordStore, reached: Reached | None = None) -> list[bytes]:
    pieces = export_pieces(store, 1, None, reached or Reached())
    return b"".join(piece.lines for piece in pieces).splitlines(keepends=True)


def move(store: RecordStore, elsewhere: RecordStore) -> Imported:
    return import_lines(elsewhere, 1, lines_of(store))


def history_in(store: RecordStore, clock: FrozenClock) -> list[str]:
    one, other = client_of(store), client_of(store, authority=OTHER)
    clock.forward(seconds=1)
    return live_through(one, other, replace(one, version="2.0.0"))


def texts_in(store: RecordStore) -> list[tuple[int, Json]]:
    with store.database.reading(1) as tx:
        return [(one.seq, one.body) for one in statements_after(tx)]


def test_all_questions_get_the_same_answers(
    store: RecordStore, elsewhere: RecordStore, clock: FrozenClock
) -> None:
    ids = history_in(store, clock)

    done = move(store, elsewhere)

    before, after = (answers(client_of(one), questions(ids)) for one in (store, elsewhere))
    assert done.whole
    assert (done.statements.known, done.statements.moved) == (0, 0)
    assert after == before
    assert sum(status == 200 for _, status, *_ in before) > 40


def test_attachments_go_along(
    store: RecordStore, elsewhere: RecordStore, clock: FrozenClock
) -> None:
    ids = history_in(store, clock)

    move(store, elsewhere)

    here, there = (picture_of(client_of(one), ids[2]) for one in (store, elsewhere))
    assert len(here) > 10_000
    assert there == here


def test_an_export_of_what_was_brought_in_is_the_same_export(
    store: RecordStore, elsewhere: RecordStore, clock: FrozenClock
) -> None:
    history_in(store, clock)
    move(store, elsewhere)

    assert lines_of(elsewhere) == lines_of(store)


def test_a_second_time_changes_nothing(
    store: RecordStore, elsewhere: RecordStore, clock: FrozenClock
) -> None:
    history_in(store, clock)
    first = move(store, elsewhere).statements
    before = lines_of(elsewhere)

    again = move(store, elsewhere).statements

    assert (again.new, again.known) == (0, first.new)
    assert lines_of(elsewhere) == before


def test_an_import_that_was_broken_off_goes_on_and_keeps_every_moment(
    store: RecordStore, elsewhere: RecordStore, clock: FrozenClock
) -> None:
    history_in(store, clock)
    lines = lines_of(store)

    cut = import_lines(elsewhere, 1, lines[:7])
    rest = import_lines(elsewhere, 1, lines)

    assert not cut.whole
    assert rest.whole
    assert 0 < cut.statements.new == rest.statements.known
    assert texts_in(elsewhere) == texts_in(store)


def test_an_export_that_was_broken_off_goes_on_where_it_was(
    store: RecordStore, clock: FrozenClock, tmp_path: Path
) -> None:
    ids = history_in(store, clock)
    pieces = [piece.lines for piece in export_pieces(store, 1, None, Reached())]
    newer = made_statement()
    client_of(store).post(newer)
    for name, pack in (("x.jsonl", bytes), ("x.jsonl.gz.part", packed)):
        file = tmp_path / name
        whole = b"".join(pack(piece) for piece in pieces[:3])
        file.write_bytes(whole + pack(pieces[3])[:-10])

        reached = reached_in(whole_pieces(file))
        with file.open("ab") as output:
            output.truncate(reached.length)
            for piece in export_pieces(store, 1, None, reached):
                output.write(pack(piece.lines))

        with opened_lines(file) as (_, lines):
            read = list(lines)
        assert len(reached.contents) == 1
        kinds = [json.loads(line)["line"] for line in read]
        assert [kinds.count(kind) for kind in ("xapi-export", "content", "end")] == [1, 1, 1]
        told = [json.loads(line)["statement"]["id"] for line in read if b'"statement",' in line]
        assert len(told) == len(set(told)) == len(texts_in(store))
        assert {newer["id"], *ids} <= set(told) | {ids[-1]}


def test_the_rest_follows_in_a_second_export(
    store: RecordStore, elsewhere: RecordStore, clock: FrozenClock
) -> None:
    history_in(store, clock)
    move(store, elsewhere)
    with store.database.reading(1) as tx:
        last = statements_after(tx)[-1].stored
    clock.forward(hours=1)
    client_of(store).post(made_statement())

    pieces = export_pieces(store, 1, last, Reached())
    done = import_lines(
        elsewhere, 1, b"".join(piece.lines for piece in pieces).splitlines(keepends=True)
    )

    assert (done.statements.new, done.statements.moved) == (1, 0)
    assert texts_in(elsewhere) == texts_in(store)


def test_behind_other_statements_history_gets_the_present_and_keeps_its_order(
    store: RecordStore, elsewhere: RecordStore, clock: FrozenClock
) -> None:
    history_in(store, clock)
    clock.forward(days=1)
    live = made_statement()
    client_of(elsewhere).post(live)
    seen = texts_in(elsewhere)[-1][0]

    done = move(store, elsewhere).statements

    assert done.moved == done.new == len(texts_in(store))
    with elsewhere.database.reading(1) as tx:
        newer = statements_after(tx, seen)  # what a reader with a cursor reads next
    assert [one.body["id"] for one in newer] == [body["id"] for _, body in texts_in(store)]
    assert [one.body["timestamp"] for one in newer] == [
        body["timestamp"] for _, body in texts_in(store)
    ]
    assert all(one.stored >= clock() for one in newer)


@pytest.mark.parametrize(
    ("wanted", "last", "given"),
    [
        ([(5, None), (7, 5)], None, [5, 7]),
        ([(7, 5), (8, 7)], 5, [7, 8]),
        ([(7, 5), (8, 7)], 6, [100, 101]),
        ([(5, None), (5, 5), (9, 5)], None, [5, 100, 101]),
        ([(200, None), (201, 200)], None, [100, 101]),
        ([(5, None)], 300, [301]),
        ([(None, None), (None, None)], None, [100, 101]),
        ([(-3, None)], None, [100]),
    ],
)
def test_a_moment_is_kept_only_behind_its_own_history(
    wanted: list[tuple[int | None, int | None]], last: int | None, given: list[int]
) -> None:
    assert ticks_for(wanted, last, now=100) == given


BAD_LINES = [
    (b"{", "shape"),
    (b'{"line":"other"}', "shape"),
    (b'{"line":"statement","statement":{"actor":1}}', "shape"),
    (b'{"line":"statement","statement":[]}', "shape"),
    (b'{"line":"statement","statement":{"a":1,"a":2}}', "malformed-json"),
    (b'{"line":"content","sha2":"ab","content_type":"a/b","content":"AAAA"}', "sha2"),
    (b'{"line":"content","sha2":"","content_type":"a/b","content":"AAAA"}', "sha2"),
    (b'{"line":"content","sha2":"ab","content_type":"a/b\\r\\nx:y","content":""}', "header-value"),
    (b'{"line":"activity","id":"urn:x","definition":1}', "shape"),
    (b'{"line":"activity","id":"urn:\\u0000","definition":{}}', "nul"),
    (b'{"line":"document","shelf":"AAAA"}', "shape"),
]


@pytest.mark.parametrize(("bad", "rule"), BAD_LINES)
def test_a_bad_line_is_named_and_nothing_of_its_batch_is_kept(
    store: RecordStore, elsewhere: RecordStore, clock: FrozenClock, bad: bytes, rule: str
) -> None:
    history_in(store, clock)
    lines = lines_of(store)

    with pytest.raises(LineRefused, match="Line 4: ") as refused:
        import_lines(elsewhere, 1, [*lines[:3], bad, *lines[3:]])

    assert refused.value.details["line"] == 4
    assert refused.value.details["rule"] == rule
    assert texts_in(elsewhere) == []


def test_what_stood_before_a_bad_batch_stays(store: RecordStore, elsewhere: RecordStore) -> None:
    client_of(store).post([made_statement() for _ in range(450)])
    lines = lines_of(store)

    with pytest.raises(LineRefused, match="Line 420: "):
        import_lines(elsewhere, 1, [*lines[:419], b"{}", *lines[419:]])
    kept = len(texts_in(elsewhere))
    done = import_lines(elsewhere, 1, lines).statements

    assert kept == 399
    assert (done.known, done.new, done.moved) == (399, 51, 0)


def test_another_statement_under_a_known_id_names_its_line(
    store: RecordStore, elsewhere: RecordStore
) -> None:
    one = made_statement()
    client_of(store).post(one)
    client_of(elsewhere).post({**one, "actor": BRAM})

    with pytest.raises(LineRefused, match=f"Line 2: .*{one['id']}") as refused:
        move(store, elsewhere)

    assert refused.value.details["rule"] == "statement-conflict"


def test_a_statement_that_stands_twice_in_a_file_is_stored_once(
    store: RecordStore, elsewhere: RecordStore
) -> None:
    client_of(store).post(made_statement())
    lines = lines_of(store)

    done = import_lines(elsewhere, 1, [*lines[:2], *lines[1:]]).statements

    assert (done.new, done.known) == (1, 1)


def test_only_exports_that_we_can_read_are_read(elsewhere: RecordStore) -> None:
    newer = b'{"line":"xapi-export","format":9,"exported":"2026-01-01T00:00:00Z","since":null}'
    with pytest.raises(LineRefused, match="Line 1: the export has format 9"):
        import_lines(elsewhere, 1, [newer])
    with pytest.raises(LineRefused, match="Line 1: this is not the header"):
        import_lines(elsewhere, 1, [b'{"line":"end","statements":1}'])


def test_a_torn_file_says_where(tmp_path: Path) -> None:
    file = tmp_path / "x.gz"
    file.write_bytes(gzip.compress(b"one\ntwo\nthree\n" * 9999)[:-200])

    with pytest.raises(FileDamaged, match="after line"), opened_lines(file) as (_, lines):
        list(lines)


def test_documents_that_are_newer_here_stay_and_definitions_here_have_the_last_word(
    store: RecordStore, elsewhere: RecordStore, clock: FrozenClock
) -> None:
    ids = history_in(store, clock)
    clock.forward(hours=1)
    there = client_of(elsewhere)
    state = {"activityId": "urn:x", "agent": json.dumps(BRAM), "stateId": "s"}
    client_of(store).ask("PUT", "activities/state", b"old", state)
    clock.forward(hours=1)
    there.ask("PUT", "activities/state", b"new", state)
    lesson = made_statement()["object"]["id"]
    there.post(made_statement(object={"id": lesson, "definition": {"name": {"nl": "Nieuw"}}}))

    move(store, elsewhere)

    assert there.get("activities/state", **state).data == b"new"
    known = content(there.get("activities", activityId=lesson))["definition"]
    assert (known["name"], known["type"]) == ({"nl": "Nieuw"}, "urn:soort:les")
    assert there.get("statements", statementId=ids[0]).status_code == 200


def test_hooks_hear_what_is_brought_in_and_nobody_is_asked_to_admit_it(
    store: RecordStore, elsewhere: RecordStore, clock: FrozenClock
) -> None:
    history_in(store, clock)
    heard: list[Statement] = []

    def refuse(*_: object) -> None:
        raise AssertionError

    def hear(_tx: Transaction, fresh: object) -> None:
        heard.extend(fresh)  # type: ignore[arg-type]

    hooked = replace(elsewhere, admit=(refuse,), on_stored=(refuse,), on_brought_in=(hear,))
    move(store, hooked)

    assert [(one.seq, one.body) for one in heard] == texts_in(store)


STEPS = st.lists(
    st.tuples(st.sampled_from(["say", "refer", "void"]), st.integers(0, 8), st.booleans()),
    min_size=1,
    max_size=14,
)


def live_at_random(client: XapiClient, steps: list[tuple[str, int, bool]]) -> list[str]:
    """Statements that say, refer and void, in any order, also of what comes later."""
    ids = [made_statement()["id"] for _ in steps]
    for number, (kind, target, together) in enumerate(steps):
        about = ids[target % len(ids)]
        one = made_statement() if kind == "say" else reference_to(about)
        one = {**(voiding(about) if kind == "void" else one), "id": ids[number]}
        extra = [reference_to(one)] if together else []
        assert client.post([one, *extra]).status_code == 200
    return ids


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_any_history_of_references_and_voids_gives_the_same_answers(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    clock: FrozenClock,
    database: Database,
    steps: list[tuple[str, int, bool]],
) -> None:
    stores = []
    for kind in sorted(("sqlite", "postgresql"), key=lambda kind: kind != database.dialect):
        opened = Database.connect(empty_database(request, tmp_path, kind))
        stores.append(RecordStore(opened, clock=clock))
    ids = live_at_random(client_of(stores[0]), steps)

    move(stores[0], stores[1])

    before, after = (answers(client_of(one), few_questions(ids)) for one in stores)
    for one in stores:
        one.database.dispose()
    assert after == before


def test_who_was_erased_does_not_come_back_with_an_old_export(
    store: RecordStore, client: XapiClient
) -> None:
    of_bram = made_statement(actor=BRAM)
    client.post([made_statement(), of_bram])
    old = lines_of(store)
    erase_person(store, 1, [ANNA], "a test")

    imported = import_lines(store, 1, old)

    assert (imported.statements.new, imported.statements.known) == (0, 2)
    assert [body["id"] for _, body in texts_in(store)] == [of_bram["id"]]


def test_what_was_refused_elsewhere_is_forgotten_with_its_statement(
    store: RecordStore, client: XapiClient, clock: FrozenClock
) -> None:
    client.post(made_statement())
    ((seq, _),) = texts_in(store)
    with store.database.writing(1) as tx:
        forwards.refuse(tx, "elsewhere", seq, "409: another is stored under this id", clock())

    erase_person(store, 1, [ANNA], "a test")

    with store.database.reading(1) as tx:
        assert forwards.refused(tx, "elsewhere") == []
