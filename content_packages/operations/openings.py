"""How a unit of each format is opened: what is left for it, and the address that opens it."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from content_packages.operations.begin_attempt import begin_attempt
from content_packages.operations.shelf import Shelf
from content_packages.rules.doors import AU_USER, LIVES, Door, Opens
from content_packages.rules.launches import (
    LAUNCH_DATA,
    PREFERENCES,
    LaunchContext,
    launch_data,
    launch_url,
    preferences,
    tincan_url,
)
from content_packages.rules.packages import Unit
from content_packages.rules.sessions import Session
from content_packages.storage import sessions
from foundation.database import Transaction, tenant_of
from foundation.identifiers import fingerprint, new_token
from lrs import Content, DocumentKind, read_document, write_document

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Opening:
    """One unit that is being opened in its session."""

    tx: Transaction
    shelf: Shelf
    session: Session
    unit: Unit
    context: LaunchContext


def open_cmi5(opening: Opening) -> tuple[str, str]:
    """Its own address, and the same with the five names behind it (§8.1)."""
    session, unit = opening.session, opening.unit
    place = _place(opening)
    fetch = f"{_host(opening)}/fetch/{_open_door(opening, Opens.FETCH)}"
    _leave_documents(opening, launch_data(session, unit, session.return_url))
    return place, launch_url(place, session, opening.shelf.endpoint, fetch)


def open_tincan(opening: Opening) -> tuple[str, str]:
    """There is no fetch URL in this convention: the credential stands in the address, for one
    registration and one activity, as long as the session is open.
    """
    place = _place(opening)
    secret = _open_door(opening, Opens.XAPI)
    auth = "Basic " + base64.b64encode(f"{AU_USER}:{secret}".encode()).decode()
    return place, tincan_url(place, opening.session, opening.shelf.endpoint, auth)


def open_player(opening: Opening) -> tuple[str, str]:
    """Our player, on the content host, with the unit in it."""
    begin_attempt(opening.tx, opening.shelf, opening.session)
    place = f"{_host(opening)}/play/{_open_door(opening, Opens.FILES)}"
    return place, place


OPENERS: Mapping[str, Callable[[Opening], tuple[str, str]]] = MappingProxyType(
    {
        "cmi5": open_cmi5,
        "scorm12": open_player,
        "scorm2004": open_player,
        "tincan": open_tincan,
        "h5p": open_player,
    }
)
"""Format → how it opens: gives the address of the unit, and the address to go to."""


def _host(opening: Opening) -> str:
    return opening.shelf.host_of(opening.session.package_id)


def _place(opening: Opening) -> str:
    url = opening.unit.url
    if urlsplit(url).scheme:
        return url
    return f"{_host(opening)}/c/{_open_door(opening, Opens.FILES)}/{url.removeprefix('./')}"


def _open_door(opening: Opening, opens: Opens) -> str:
    """A new secret that leads to this session."""
    secret, tx = new_token(), opening.tx
    expires = opening.shelf.clock() + LIVES[opens]
    made = Door(fingerprint(secret), opens, tenant_of(tx), opening.session.id, expires)
    sessions.add_doors(tx, [made])
    return secret


def _leave_documents(opening: Opening, said: Mapping[str, Any]) -> None:
    """The launch data (§10), and the learner's preferences where she has none yet (§11)."""
    session = opening.session
    agent = json.dumps(session.actor)
    state = {
        "stateId": LAUNCH_DATA,
        "activityId": session.activity_id,
        "agent": agent,
        "registration": str(session.registration),
    }
    _write(opening, DocumentKind.STATE, state, said)
    profile = {"profileId": PREFERENCES, "agent": agent}
    if read_document(opening.tx, DocumentKind.AGENT_PROFILE, profile) is None:
        wished = preferences(opening.context.language)
        _write(opening, DocumentKind.AGENT_PROFILE, profile, wished)


def _write(
    opening: Opening, kind: DocumentKind, params: Mapping[str, str], said: Mapping[str, Any]
) -> None:
    content = Content(JSON, json.dumps(said, ensure_ascii=False).encode())
    write_document(opening.tx, opening.shelf.record_store, kind, params, content)
