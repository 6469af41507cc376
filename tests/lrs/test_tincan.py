"""An old client of providers, tincan, talks to us over real HTTP."""

import threading
from collections.abc import Iterator

import pytest
import tincan
from werkzeug.serving import make_server

from lrs import RecordStore, Scope, add_credential, make_lrs_app
from tests.lrs.made import AUTHORITY, COMPLETED, LESSON


@pytest.fixture
def remote(store: RecordStore) -> Iterator[tincan.RemoteLRS]:
    key, secret = add_credential(
        store.database, 1, title="tincan", authority=AUTHORITY, scopes=[Scope.ALL]
    )
    server = make_server("127.0.0.1", 0, make_lrs_app(store), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield tincan.RemoteLRS(
        version="1.0.3",
        endpoint=f"http://127.0.0.1:{server.server_port}/xapi/",
        username=key,
        password=secret,
    )
    server.shutdown()
    thread.join()
    server.server_close()


def lesson_done() -> tincan.Statement:
    return tincan.Statement(
        actor=tincan.Agent(mbox="mailto:anna@springplank.example"),
        verb=tincan.Verb(id=COMPLETED, display={"en": "completed"}),
        object=tincan.Activity(id=LESSON, definition=tincan.ActivityDefinition(name={"nl": "Les"})),
        result=tincan.Result(completion=True, duration="PT1H30M"),
    )


def test_statements_go_there_and_back(remote: tincan.RemoteLRS) -> None:
    saved = remote.save_statement(lesson_done())
    assert saved.success, saved.data

    found = remote.retrieve_statement(saved.content.id)

    assert found.success
    assert found.content.verb.id == COMPLETED
    assert found.content.authority.account.name == "provider"
    assert found.content.stored is not None


def test_a_question_is_answered_page_by_page(remote: tincan.RemoteLRS) -> None:
    assert remote.save_statements([lesson_done() for _ in range(5)]).success

    first = remote.query_statements(
        {"agent": lesson_done().actor, "activity": tincan.Activity(id=LESSON), "limit": 3}
    )
    rest = remote.more_statements(first.content.more)

    assert len(first.content.statements) == 3
    assert len(rest.content.statements) == 2
    ids = {one.id for one in [*first.content.statements, *rest.content.statements]}
    assert len(ids) == 5


def test_state_and_profiles_go_there_and_back(remote: tincan.RemoteLRS) -> None:
    agent = tincan.Agent(mbox="mailto:anna@springplank.example")
    activity = tincan.Activity(id=LESSON)
    state = tincan.StateDocument(
        id="bookmark", activity=activity, agent=agent, content=bytearray(b"page 3")
    )
    assert remote.save_state(state).success
    kept = remote.retrieve_state(activity, agent, "bookmark")
    assert bytes(kept.content.content) == b"page 3"

    profile = tincan.AgentProfileDocument(
        id="preferences",
        agent=agent,
        content=bytearray(b'{"languagePreference":"nl-NL"}'),
        content_type="application/json",
        etag="*",
    )
    refused = remote.save_agent_profile(profile)
    assert not refused.success  # If-Match: * asks for a document that is there
    assert remote.delete_state(state).success
