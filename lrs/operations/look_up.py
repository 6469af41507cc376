"""Look up what is known of an agent or an activity."""

from typing import Any

from lrs.operations.record_store import RecordStore
from lrs.rules.actors import identity_of
from lrs.rules.credentials import Credential, Scope
from lrs.rules.json_text import read_json
from lrs.rules.persons import names_in, person_of
from lrs.rules.queries import Many, Params, agent_of, expect_known, iri_of, only_mine
from lrs.rules.terms import agent_term
from lrs.storage import activities, postings

_RECENT = 50
"""So many of the newest statements are asked for the names an agent goes by."""


def look_up_agent(store: RecordStore, credential: Credential, params: Params) -> dict[str, Any]:
    """A Person: the agent asked, with the names it recently went by (Communication §2.4)."""
    expect_known(params, {"agent"})
    agent = agent_of(params)
    credential.expect_reading(Scope.PROFILE)
    wanted = Many(
        terms=(agent_term(agent, related=True),),
        lowest=None,
        below=None,
        authority=only_mine(credential),
        ascending=False,
        limit=_RECENT,
    )
    with store.database.reading(credential.tenant) as tx:
        recent = postings.find(tx, wanted, _RECENT)
    bodies = [read_json(one.body.encode()) for one in recent]
    names = names_in(bodies, identity_of(agent) or "")
    return person_of(read_json(params["agent"].encode()), names)


def look_up_activity(store: RecordStore, credential: Credential, params: Params) -> dict[str, Any]:
    """The activity with all we know of it; one never heard of is still an activity."""
    expect_known(params, {"activityId"})
    identifier = iri_of(params, "activityId")
    credential.expect_reading(Scope.PROFILE)
    with store.database.reading(credential.tenant) as tx:
        known = activities.definitions(tx, [identifier]).get(identifier)
    activity: dict[str, Any] = {"objectType": "Activity", "id": identifier}
    return activity if known is None else {**activity, "definition": known}
