"""The same facts as xAPI statements, sent over HTTP by the client that providers use: tincan."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from tincan import (
    Activity,
    ActivityDefinition,
    Agent,
    AgentAccount,
    Context,
    LanguageMap,
    RemoteLRS,
    Result,
    Score,
    Statement,
    StatementRef,
    Verb,
)
from tincan.lrs_response import LRSResponse

from lrs import Scope, add_credential
from tests.lti_tool.providers.conftest import COURSE, EMAIL, HOME, Board

REFERENCE = "https://w3id.org/leerspoor/xapi/extensions/externe-referentie"
COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
TITLE = "Leerdoelen stellen (e-learning)"


def learner(name: str = "cursist-88213", home: str = HOME) -> Agent:
    return Agent(account=AgentAccount(home_page=home, name=name))


def done(
    reference: str | None = "aanbieder:INS-2017-004711:r1",
    actor: Agent | None = None,
    course: str = COURSE,
    verb: str = COMPLETED,
    **changes: Any,
) -> Statement:
    return Statement(
        id=str(changes.pop("id", uuid4())),
        actor=actor or learner(),
        verb=Verb(id=verb),
        object=Activity(
            id=course, definition=ActivityDefinition(name=LanguageMap({"nl-NL": TITLE}))
        ),
        result=Result(completion=True, score=Score(scaled=changes.pop("score", 0.85))),
        context=Context(extensions={REFERENCE: reference} if reference else {}),
        **changes,
    )


def void(statement_id: Any) -> Statement:
    return Statement(
        actor=learner("organisatie"), verb=Verb(id=VOIDED), object=StatementRef(id=statement_id)
    )


@pytest.fixture
def client(board: Board, endpoint: str) -> RemoteLRS:
    return client_of(board, endpoint)


def client_of(board: Board, endpoint: str) -> RemoteLRS:
    access = board.access
    return RemoteLRS(
        version="1.0.3", endpoint=endpoint, username=access.key, password=access.secret
    )


def status(answer: LRSResponse) -> int:
    return int(answer.response.status)


def test_a_statement_counts_like_a_push(board: Board, client: RemoteLRS) -> None:
    assert client.save_statement(done(actor=Agent(mbox=f"mailto:{EMAIL}"))).success

    (row,) = board.queue()
    assert (row.reference, row.revision) == ("aanbieder:INS-2017-004711", 1)
    board.says(board.sanne, board.asks(board.sanne)[0], is_me=True)
    assert board.counted_for(board.sanne) == [TITLE]


def test_an_account_known_by_api_is_known_in_statements_too(
    board: Board, client: RemoteLRS
) -> None:
    board.push(reference="INS-API")
    board.says(board.sanne, board.asks(board.sanne)[0], is_me=True)

    client.save_statement(done(course=f"{HOME}/cursussen/ander"))

    assert board.states() == ["verwerkt", "verwerkt"]
    assert len(board.counted_for(board.sanne)) == 2


def test_the_same_statement_twice_changes_nothing(board: Board, client: RemoteLRS) -> None:
    statement = done(timestamp="2026-10-05T21:40:00+02:00")

    assert client.save_statement(statement).success
    assert client.save_statement(statement).success
    assert board.verbs() == ["completed"]


def test_the_same_reference_under_another_id_is_a_duplicate_and_does_not_count(
    board: Board, client: RemoteLRS
) -> None:
    client.save_statement(done(actor=Agent(mbox=f"mailto:{EMAIL}")))
    board.says(board.sanne, board.asks(board.sanne)[0], is_me=True)

    client.save_statement(done(actor=Agent(mbox=f"mailto:{EMAIL}"), course=f"{HOME}/dubbel"))

    assert board.states() == ["verwerkt", "duplicaat"]
    assert board.verbs() == ["completed", "completed", "voided"]
    assert board.counted_for(board.sanne) == [TITLE]


def test_a_higher_revision_voids_the_former(board: Board, client: RemoteLRS) -> None:
    first = done()
    client.save_statement(first)

    client.save_statement(done("aanbieder:INS-2017-004711:r2", score=0.8))

    assert board.states() == ["gecorrigeerd", "deelnemer_onbekend"]
    assert [str(s.voids) for s in board.statements() if s.voids] == [str(first.id)]
    assert client.retrieve_statement(str(first.id)).success is False
    assert client.retrieve_voided_statement(str(first.id)).success


def test_both_revisions_in_one_batch_come_to_the_same(board: Board, client: RemoteLRS) -> None:
    assert client.save_statements([done("a:r1"), done("a:r2")]).success

    assert board.states() == ["gecorrigeerd", "deelnemer_onbekend"]


def test_api_and_statements_are_one_stream(board: Board, client: RemoteLRS) -> None:
    board.push()

    client.save_statement(done("INS-1:r2"))
    assert board.status().get_json()["revision"] == 2
    assert board.push(revision=3).get_json()["new"] is True
    assert board.states() == ["gecorrigeerd", "gecorrigeerd", "deelnemer_onbekend"]


def test_a_provider_takes_back_its_own_statement(board: Board, client: RemoteLRS) -> None:
    statement = done()
    client.save_statement(statement)

    assert client.save_statement(void(statement.id)).success

    assert board.states() == ["ingetrokken"]
    assert board.withdraw("aanbieder:INS-2017-004711").get_json()["new"] is False


def test_a_provider_cannot_take_back_what_another_said(
    board: Board, client: RemoteLRS, endpoint: str
) -> None:
    key, secret = add_credential(
        board.tool.database,
        board.tenant,
        title="somebody else",
        authority={"mbox": "mailto:elders@elders.example"},
        scopes=[Scope.ALL],
    )
    other = RemoteLRS(version="1.0.3", endpoint=endpoint, username=key, password=secret)
    theirs = done()
    assert other.save_statement(theirs).success

    for target in (theirs.id, uuid4()):  # nor what nobody has said yet
        answer = client.save_statement(void(target))
        assert status(answer) == 403
    assert board.verbs() == ["completed"]


def test_what_is_not_the_provider_s_to_say_is_refused(board: Board, client: RemoteLRS) -> None:
    for statement in (
        done(course="https://elders.example/cursus"),
        done(course="https://aanbieder.example.evil/cursus"),
        done(verb="http://id.tincanapi.com/verb/defined"),
        done(actor=learner(home="https://andere-aanbieder.example")),
        done(actor=learner(home="http://127.0.0.1:8010")),
        done(actor=learner("x" * 501)),
        done(actor=Agent(openid="https://sanne.example/")),
        done("x" * 201),
    ):
        answer = client.save_statements([done("ok:r1"), statement])

        assert status(answer) == 403, statement.to_json()
        assert '"message"' in answer.data
    assert board.statements() == []
    assert board.queue() == []


def test_any_reference_is_taken_as_it_is(board: Board, client: RemoteLRS) -> None:
    for said in (None, 7, "", {"a": 1}, "zonder-revisie", ":r1", "x:r0"):
        statement = done(None)
        if said is not None:
            statement.context = Context(extensions={REFERENCE: said})

        assert client.save_statement(statement).success, said
        row = board.queue()[-1]
        assert row.revision == 1
        assert row.reference == (said if isinstance(said, str) and said else str(statement.id))


def test_what_is_no_completion_is_only_recorded(board: Board, client: RemoteLRS) -> None:
    began = done("INS-1:r1", verb="http://adlnet.gov/expapi/verbs/initialized")

    assert client.save_statement(began).success
    assert board.queue() == []
    assert board.push().get_json()["new"] is True


def test_a_provider_reads_only_its_own_statements(
    board: Board, other_board: Board, endpoint: str
) -> None:
    client = client_of(board, endpoint)
    client.save_statement(done())

    assert len(client.query_statements({}).content.statements) == 1
    assert client_of(other_board, endpoint).query_statements({}).content.statements == []


def test_a_wrong_secret_opens_nothing(board: Board, endpoint: str) -> None:
    wrong = RemoteLRS(
        version="1.0.3", endpoint=endpoint, username=board.access.key, password="fout"
    )

    answer = wrong.save_statement(done())

    assert status(answer) == 401
    assert board.statements() == []


def test_an_agent_for_an_object_is_no_course(board: Board) -> None:
    body: Mapping[str, Any] = {
        "actor": {"account": {"homePage": HOME, "name": "c"}},
        "verb": {"id": COMPLETED},
        "object": {"objectType": "Agent", "mbox": "mailto:a@b.example"},
    }
    headers = {**board.key(), "X-Experience-API-Version": "1.0.3"}

    answer = board.client.post("/xapi/statements", json=body, headers=headers)

    assert answer.status_code == 403
    assert board.statements() == []
