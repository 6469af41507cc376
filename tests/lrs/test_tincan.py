"""An old client of providers, tincan, talks to us over real HTTP: all it can do."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import tincan

from lrs import RecordStore
from tests.conftest import FrozenClock
from tests.lrs.clients.serving import served
from tests.lrs.made import COMPLETED, LESSON, XapiClient, made_statement, reference_to, voiding

ANNA = tincan.Agent(mbox="mailto:anna@springplank.example", name="Anna")
ACTIVITY = tincan.Activity(id=LESSON, definition=tincan.ActivityDefinition(name={"nl": "Les"}))
REGISTRATION = "6f1a0c5e-1111-4222-8333-000000000001"


@pytest.fixture
def remote(store: RecordStore) -> Iterator[tincan.RemoteLRS]:
    with served(store) as at:
        yield tincan.RemoteLRS(
            version="1.0.3", endpoint=at.endpoint, username=at.key, password=at.secret
        )


def lesson_done(**more: Any) -> tincan.Statement:
    said = {
        "actor": ANNA,
        "verb": tincan.Verb(id=COMPLETED, display={"en": "completed"}),
        "object": ACTIVITY,
        "result": tincan.Result(completion=True, duration="PT1H30M"),
    }
    return tincan.Statement({**said, **more})


def test_statements_go_there_and_back(remote: tincan.RemoteLRS) -> None:
    saved = remote.save_statement(lesson_done())
    assert saved.success, saved.data

    found = remote.retrieve_statement(saved.content.id)

    assert found.success
    assert found.content.verb.id == COMPLETED
    assert found.content.authority.account.name == "provider"
    assert found.content.stored is not None


SHAPES: dict[str, dict[str, Any]] = {
    "a group": {
        "actor": tincan.Group(name="team", member=[ANNA, tincan.Agent(openid="https://b.example")])
    },
    "an account": {
        "actor": tincan.Agent(
            account=tincan.AgentAccount(home_page="https://a.example", name="b c")
        )
    },
    "an agent as object": {"object": ANNA},
    "a reference": {"object": tincan.StatementRef(id=REGISTRATION)},
    "a substatement": {
        "object": tincan.SubStatement(actor=ANNA, verb=tincan.Verb(id="urn:v"), object=ACTIVITY)
    },
    "a score": {
        "result": tincan.Result(
            score=tincan.Score(scaled=0.5, raw=5, min=0, max=10),
            success=True,
            response="antwoord",
            extensions={"urn:x": {"deep": [1, None]}},
        )
    },
    "a context": {
        "context": tincan.Context(
            registration=REGISTRATION,
            instructor=ANNA,
            team=tincan.Group(member=[ANNA]),
            context_activities=tincan.ContextActivities(grouping=[ACTIVITY], parent=ACTIVITY),
            language="nl",
            platform="Leerspoor",
            revision="1",
            statement=tincan.StatementRef(id=REGISTRATION),
            extensions={"urn:x": "é"},
        )
    },
    "an interaction": {
        "object": tincan.Activity(
            id=LESSON,
            definition=tincan.ActivityDefinition(
                interaction_type="choice",
                choices=[tincan.InteractionComponent(id="a", description={"nl": "A"})],
                correct_responses_pattern=["a"],
            ),
        )
    },
    "an attachment elsewhere": {
        "attachments": [
            tincan.Attachment(
                usage_type="urn:usage",
                display={"nl": "Foto"},
                content_type="image/png",
                length=3,
                sha2="a" * 64,
                fileurl="https://a.example/photo.png",
            )
        ]
    },
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_every_shape_it_knows_comes_back_as_it_was_sent(
    remote: tincan.RemoteLRS, shape: dict[str, Any]
) -> None:
    saved = remote.save_statement(lesson_done(**shape))
    assert saved.success, saved.data
    sent = saved.content.as_version("1.0.3")

    kept = remote.retrieve_statement(sent["id"]).content.as_version("1.0.3")

    assert {name: kept[name] for name in sent} == sent


def test_a_question_is_answered_page_by_page(remote: tincan.RemoteLRS) -> None:
    assert remote.save_statements([lesson_done() for _ in range(5)]).success

    first = remote.query_statements({"agent": ANNA, "activity": ACTIVITY, "limit": 3})
    rest = remote.more_statements(first.content)

    assert len(first.content.statements) == 3
    assert len(rest.content.statements) == 2
    ids = {one.id for one in [*first.content.statements, *rest.content.statements]}
    assert len(ids) == 5


def test_every_filter_it_knows_is_understood(remote: tincan.RemoteLRS, clock: FrozenClock) -> None:
    context = tincan.Context(registration=REGISTRATION, instructor=ANNA)
    saved = remote.save_statement(lesson_done(context=context))
    asked = {
        "agent": ANNA,
        "verb": tincan.Verb(id=COMPLETED),
        "activity": ACTIVITY,
        "registration": REGISTRATION,
        "since": (clock() - timedelta(minutes=1)).isoformat(),
        "until": (clock() + timedelta(minutes=1)).isoformat(),
        "limit": 1,
    }
    shaped = {"ascending": "true", "related_agents": "true", "related_activities": "true"}

    for form in ("ids", "exact", "canonical"):
        found = remote.query_statements({**asked, **shaped, "format": form})
        assert [one.id for one in found.content.statements] == [saved.content.id]


def test_voided_statements_are_asked_by_name(remote: tincan.RemoteLRS, client: XapiClient) -> None:
    one = made_statement()
    client.post([one, voiding(one), reference_to(one)])

    assert not remote.retrieve_statement(one["id"]).success
    assert str(remote.retrieve_voided_statement(one["id"]).content.id) == one["id"]


def test_a_conflict_is_told(remote: tincan.RemoteLRS) -> None:
    saved = remote.save_statement(lesson_done()).content

    again = remote.save_statement(saved)
    other = remote.save_statement(lesson_done(id=saved.id, object=ANNA))

    assert again.success
    assert other.response.status == 409


def test_state_goes_there_and_back(remote: tincan.RemoteLRS) -> None:
    for name in ("bookmark", "other"):
        raw = bytearray(b"page 3")
        state = tincan.StateDocument(id=name, activity=ACTIVITY, agent=ANNA, content=raw)
        assert remote.save_state(state).success

    kept = remote.retrieve_state(ACTIVITY, ANNA, "bookmark")
    assert bytes(kept.content.content) == b"page 3"
    assert remote.retrieve_state_ids(ACTIVITY, ANNA).content == ["bookmark", "other"]

    assert remote.delete_state(state).success
    assert remote.retrieve_state_ids(ACTIVITY, ANNA).content == ["bookmark"]
    assert remote.clear_state(ACTIVITY, ANNA).success
    assert remote.retrieve_state_ids(ACTIVITY, ANNA).content == []


def test_state_of_a_registration_is_read_and_cleared(
    remote: tincan.RemoteLRS, client: XapiClient
) -> None:
    """It saves without the registration, whatever it is told."""
    where = {"activityId": LESSON, "agent": ANNA.to_json("1.0.3"), "registration": REGISTRATION}
    client.ask("PUT", "activities/state", b"1", {**where, "stateId": "a"})

    kept = remote.retrieve_state(ACTIVITY, ANNA, "a", REGISTRATION)
    assert bytes(kept.content.content) == b"1"
    assert remote.retrieve_state_ids(ACTIVITY, ANNA, REGISTRATION).content == ["a"]
    assert remote.retrieve_state_ids(ACTIVITY, ANNA).content == []
    assert remote.clear_state(ACTIVITY, ANNA, REGISTRATION).success
    assert remote.retrieve_state_ids(ACTIVITY, ANNA, REGISTRATION).content == []


def test_profiles_are_replaced_by_their_etag_only(
    remote: tincan.RemoteLRS, client: XapiClient
) -> None:
    """It cannot say If-None-Match, so it makes no new profile under 1.0.3."""
    agent = tincan.AgentProfileDocument(id="a", agent=ANNA, content=bytearray(b"2"))
    activity = tincan.ActivityProfileDocument(id="a", activity=ACTIVITY, content=bytearray(b"2"))
    where = {"agents/profile": {"agent": ANNA.to_json("1.0.3")}}
    where["activities/profile"] = {"activityId": LESSON}
    for path, params in where.items():
        client.ask("PUT", path, b"1", {**params, "profileId": "a"}, If_None_Match="*")
        etag = client.get(path, **params, profileId="a").headers["ETag"]
        (agent if path == "agents/profile" else activity).etag = etag

    assert remote.save_agent_profile(agent).success
    assert remote.save_activity_profile(activity).success
    assert not remote.save_agent_profile(agent).success  # the etag is stale by now
    assert bytes(remote.retrieve_agent_profile(ANNA, "a").content.content) == b"2"
    assert bytes(remote.retrieve_activity_profile(ACTIVITY, "a").content.content) == b"2"
    assert remote.retrieve_agent_profile_ids(ANNA).content == ["a"]
    assert remote.retrieve_activity_profile_ids(ACTIVITY).content == ["a"]
    agent.etag = activity.etag = None
    assert remote.delete_agent_profile(agent).success
    assert remote.delete_activity_profile(activity).success
    assert remote.retrieve_agent_profile_ids(ANNA).content == []


def test_it_is_older_than_2_0_and_cannot_read_what_we_are_about(
    remote: tincan.RemoteLRS,
) -> None:
    with pytest.raises(ValueError, match=r"2\.0\.0"):
        remote.about()
